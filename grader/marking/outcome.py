"""The result of one exercise: passed, failed with the mistake named, or could not run with the reason."""

from dataclasses import dataclass

from grader.kit.checks.ending import FAILED, NOT_RUN, PASSED, Ending, Status

__all__ = ["FAILED", "NOT_RUN", "PASSED", "Outcome", "Status", "not_run", "outcome_of"]


@dataclass(frozen=True)
class Outcome:
    """How one exercise went.

    Attributes:
        status: PASSED, FAILED or NOT_RUN.
        points: won, of `max_points`.
        message: what the learner is told; "" where it passed by itself.
        mistake: the named mistake, or "".
        followed: the earlier exercises, as "5.8 (backward)", without whose mistakes this one passes: its points are
            follow-through marks. Empty where it passed by itself, or did not.
    """

    exercise: str
    status: Status
    points: float
    max_points: float
    message: str = ""
    mistake: str = ""
    followed: tuple[str, ...] = ()


def outcome_of(ending: Ending, exercise: str, points: float, stopped: str = "") -> Outcome:
    """What a test's end is worth; everybody who runs tests asks here.

    Args:
        stopped: how the answer's cell stopped, such as "stopped with NameError: ..."; "" where it did not.
    """
    won = points if ending.status == PASSED else 0
    account = f"The cell {stopped}\n" if stopped and ending.message else ""
    return Outcome(exercise, ending.status, won, points, account + ending.message, ending.mistake)


def not_run(exercise: str, points: float, message: str) -> Outcome:
    """The outcome of an exercise whose test was not run."""
    return Outcome(exercise, NOT_RUN, 0, points, message)
