"""The result of one exercise: passed, failed with the mistake named, or could not run with the reason."""

from dataclasses import dataclass

PASSED, FAILED, NOT_RUN = "passed", "failed", "could not run"


@dataclass(frozen=True)
class Outcome:
    """How one exercise went.

    Attributes:
        status: PASSED, FAILED or NOT_RUN.
        points: won, of `max_points`.
        message: what the learner is told; "" where it passed.
        mistake: the named mistake, or "".
    """

    exercise: str
    status: str
    points: float
    max_points: float
    message: str = ""
    mistake: str = ""
