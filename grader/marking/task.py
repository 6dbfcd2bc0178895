"""One submission to grade, and its result where nothing of it can be run."""

from dataclasses import dataclass

from grader.lesson.lesson import Lesson
from grader.marking.outcome import NOT_RUN, Outcome
from grader.marking.result import Result


@dataclass(frozen=True)
class Task:
    """One submission of a lesson to grade; `seed` is that of the hidden tests' inputs, `keys` those of the result."""

    student: str
    lesson: str
    name: str
    data: bytes
    seed: int
    keys: tuple[str, ...] = ()


def unrunnable(task: Task, lesson: Lesson, reason: str) -> Result:
    """A result in which nothing could be run."""
    tests = [cell for cell in lesson.cells if cell.kind == "test"]
    outcomes = tuple(Outcome(c.exercise, NOT_RUN, 0, c.points, f"Could not run: {reason}.") for c in tests)
    return Result(task.student, lesson.folder, outcomes, (reason,), seed=task.seed, keys=task.keys)
