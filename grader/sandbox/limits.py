"""What a submission may use: seconds, bytes, processes, files, output."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Limits:
    """Limits of one submission.

    Attributes:
        cell_seconds: wall time of one cell or call, in seconds.
        total_seconds: wall time of the whole submission, in seconds.
        memory: bytes of all its processes together.
        processes: processes and threads at once.
        files: bytes of its scratch folder.
        output: characters kept of what one cell prints.
    """

    cell_seconds: float = 60.0
    total_seconds: float = 300.0
    memory: int = 2 * 2**30
    processes: int = 64
    files: int = 64 * 2**20
    output: int = 2**20

    def as_dict(self) -> dict[str, Any]:
        """The fields by name."""
        return asdict(self)
