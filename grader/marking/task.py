"""One submission to grade, and its result where nothing of it can be run."""

from dataclasses import dataclass

from grader.lesson.lesson import Lesson
from grader.marking.result import Result, nothing_ran


@dataclass(frozen=True)
class Task:
    """One submission of a lesson to grade; `seed` is that of the hidden tests' inputs, `keys` those of the result.

    Attributes:
        follow_through: whether points are given for what passes beside a right answer to earlier exercises.
    """

    student: str
    lesson: str
    name: str
    data: bytes
    seed: int
    keys: tuple[str, ...] = ()
    follow_through: bool = True


def unrunnable(task: Task, lesson: Lesson, reason: str) -> Result:
    """A result in which nothing could be run."""
    return nothing_ran(task.student, lesson, f"Could not run: {reason}.", task.seed, task.keys)
