"""What a regrade changes: who, in which exercise, from what to what, and what is known of the reason."""

from dataclasses import dataclass

from grader.marking.outcome import PASSED, Outcome
from grader.marking.result import Result
from grader.records.book import Mark, Record


@dataclass(frozen=True)
class Change:
    """One mark that a run would change; `before` and `after` are the tests' points, None where they gave none.

    Attributes:
        kept: the points that a person gave, which stay; None where nobody did.
        said: what the tests say now.
    """

    student: str
    lesson_id: str
    exercise: str
    before: float | None
    after: float | None
    said: str
    kept: float | None = None

    def line(self, name: str, label: str, why: str) -> str:
        """The change as a person reads it; `label` is the exercise's, `why` the reason of the run."""
        stays = f"; {self.kept:g} given by hand stays" if self.kept is not None else ""
        return f"{name}, {label}: {_points(self.before)} -> {_points(self.after)} ({why}; {self.said}){stays}"


def changes_of(record: Record, result: Result) -> list[Change]:
    """The exercises whose automatic points differ from those in the gradebook."""
    marks = {mark.exercise: mark for mark in record.marks}
    found = []
    for outcome in result.outcomes:
        mark = marks.get(outcome.exercise, Mark(outcome.exercise, outcome.max_points))
        after = outcome.points if result.is_graded else None
        if mark.auto != after:
            found.append(
                Change(
                    result.student,
                    result.lesson_id,
                    outcome.exercise,
                    mark.auto,
                    after,
                    _said(outcome, mark.auto),
                    mark.manual,
                )
            )
    return found


def _said(outcome: Outcome, before: float | None) -> str:
    if outcome.status == PASSED:
        word = "passes" if before else "passes now"
        return f"{word}, by follow-through" if outcome.followed else word
    return f"now: {outcome.mistake}" if outcome.mistake else f"now {outcome.status}"


def _points(points: float | None) -> str:
    return "no mark" if points is None else f"{points:g}"
