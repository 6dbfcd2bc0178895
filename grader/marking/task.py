"""One submission to grade, and what there is where it could not be graded."""

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
    lesson_id: str
    name: str
    data: bytes
    seed: int
    keys: tuple[str, ...] = ()
    follow_through: bool = True


def not_graded(task: Task, lesson: Lesson, reason: str) -> Result:
    """What there is where grading failed, and not the submission: no marks, and no keys, so that nobody keeps it."""
    return nothing_ran(task.student, lesson, f"Not graded: {reason}.", task.seed)
