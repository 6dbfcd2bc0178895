"""The result of one submission, as it is journalled, reported and written to the gradebook."""

from dataclasses import dataclass, field, replace
from typing import Any

from grader.lesson.lesson import Lesson
from grader.marking.outcome import NOT_RUN, Outcome, not_run


@dataclass(frozen=True)
class Result:
    """How one submission went.

    Attributes:
        student: who handed it in.
        lesson_id: the lesson's, "07_bigram_nll".
        outcomes: one for each exercise, in the lesson's order.
        notes: what was odd about the notebook, a line each.
        printed: for each exercise, what its answer cell printed (cut to the limit).
        sources: for each exercise, the learner's answer as it was run.
        seed: of the hidden tests' inputs; with it the verdict can be repeated.
        seconds, cpu_seconds, own_cpu_seconds: wall time; CPU of the grader and the submission; of the submission alone.
        missing: isolation layers that did not hold, with the reason.
        keys: the hashes of submission, tests and grader that the result holds for.
    """

    student: str
    lesson_id: str
    outcomes: tuple[Outcome, ...]
    notes: tuple[str, ...] = ()
    printed: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    seed: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    own_cpu_seconds: float = 0.0
    missing: dict[str, str] = field(default_factory=dict)
    keys: tuple[str, ...] = ()

    @property
    def points(self) -> float:
        return sum(outcome.points for outcome in self.outcomes)

    @property
    def max_points(self) -> float:
        return sum(outcome.max_points for outcome in self.outcomes)

    @property
    def could_not_run(self) -> bool:
        """Whether not one exercise could be run."""
        return bool(self.outcomes) and all(outcome.status == NOT_RUN for outcome in self.outcomes)

    @property
    def is_graded(self) -> bool:
        """Whether the hand-in could be looked at; one that could not be read gets no mark, which is not 0."""
        return bool(self.sources) or not self.could_not_run

    def as_dict(self) -> dict[str, Any]:
        """Plain data, for JSON; the parts are shared with the result, not copied.

        The lesson's id is called `lesson` there: gradebooks and journals were written so, and stay readable.
        """
        data = vars(self) | {"lesson": self.lesson_id, "outcomes": [vars(outcome) for outcome in self.outcomes]}
        del data["lesson_id"]
        return data


def nothing_ran(student: str, lesson: Lesson, reason: str, seed: int = 0, keys: tuple[str, ...] = ()) -> Result:
    """A result in which no exercise could be run; `reason` is a sentence."""
    tests = [cell for cell in lesson.cells if cell.kind == "test"]
    outcomes = tuple(not_run(test.exercise, test.points, reason) for test in tests)
    return Result(student, lesson.id, outcomes, (reason,), seed=seed, keys=keys)


def without_texts(result: Result) -> Result:
    """The result without what only the student's own page needs: messages, the answers' text, what they printed."""
    outcomes = tuple(replace(outcome, message="") for outcome in result.outcomes)
    return replace(result, outcomes=outcomes, printed={}, sources=dict.fromkeys(result.sources, ""))


def from_dict(data: dict[str, Any]) -> Result:
    """The result that `as_dict` made plain."""
    outcomes = tuple(Outcome(**{**fields, "followed": tuple(fields["followed"])}) for fields in data["outcomes"])
    rest = {name: value for name, value in data.items() if name != "lesson"}
    rest |= {"outcomes": outcomes, "notes": tuple(data["notes"]), "keys": tuple(data["keys"])}
    return Result(lesson_id=data["lesson"], **rest)
