"""What a submission may use: seconds, bytes, processes, files, output. The command line takes its options from here."""

from dataclasses import asdict, dataclass, field, fields
from typing import Any

MIB = 2**20


@dataclass(frozen=True)
class LimitOption:
    """How the command line names a limit.

    Attributes:
        name: such as "--memory-mib".
        help: one sentence.
        unit: how much 1 of the option is in the limit's own unit.
    """

    name: str
    help: str
    unit: int = 1


def _limit(default: float, option: LimitOption) -> Any:
    return field(default=default, metadata={"option": option})


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

    cell_seconds: float = _limit(60.0, LimitOption("--cell-seconds", "Wall time of a cell or a call."))
    total_seconds: float = _limit(300.0, LimitOption("--total-seconds", "Wall time of a submission."))
    memory: int = _limit(2048 * MIB, LimitOption("--memory-mib", "Memory of a submission.", MIB))
    processes: int = _limit(64, LimitOption("--max-processes", "Processes of a submission."))
    files: int = _limit(64 * MIB, LimitOption("--files-mib", "Scratch files of a submission.", MIB))
    output: int = _limit(1024 * 1024, LimitOption("--output-kib", "Output kept of a cell.", 1024))

    def as_dict(self) -> dict[str, Any]:
        """The fields by name."""
        return asdict(self)


LIMIT_OPTIONS: dict[str, LimitOption] = {limit.name: limit.metadata["option"] for limit in fields(Limits)}
