"""What a run grades by: the limits of each submission, and whether a neighbour's mistake may cost points."""

import json
from dataclasses import asdict, dataclass, field

from grader.handins.digest import digest
from grader.sandbox.limits import Limits


@dataclass(frozen=True)
class Settings:
    """What a result depends on besides the submission, the lesson and the grader.

    Attributes:
        limits: of each submission.
        follow_through: whether an exercise that fails only because an earlier one is wrong gets its points.
    """

    limits: Limits = field(default_factory=Limits)
    follow_through: bool = True

    def digest(self) -> str:
        """A short hash, as it stands in the journal."""
        return digest(json.dumps(asdict(self), sort_keys=True).encode())


DEFAULTS = Settings()
