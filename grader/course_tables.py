"""The tables of `course.toml`: what may stand in each, and how one is read."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from grader.errors import GraderError

T = TypeVar("T")
A_VALUE: dict[Any, str] = {int: "a whole number", str: "a text", bool: "true or false"}


@dataclass(frozen=True)
class Entry:
    """One lesson in `course.toml`: the question it answers, about how many minutes it takes, and its best figure.

    Attributes:
        figure: words of the cell that draws it, such as "draw_embedding(": the last cell that has them.
    """

    question: str = ""
    minutes: int = 0
    figure: str = ""


@dataclass(frozen=True)
class Words:
    """What the build writes into the notebooks, in the language of the course."""

    exercise: str = "Exercise"
    lesson: str = "lesson"
    minutes: str = "minutes"
    run_test: str = "Run the next cell to test `{exercise}`."
    previous: str = "Previous"
    contents: str = "Contents"
    next: str = "Next"
    missing: str = (
        "The course's package is missing: open this lesson with `make lab`, or install the course's wheel with pip."
    )
    installs: str = "The next cell installs the course's package where it is missing; PyTorch stays as it is there."


@dataclass(frozen=True)
class Minimums:
    """What `grader lint` asks for at least."""

    wrong_per_exercise: int = 0
    right_per_exercise: int = 0
    hints_per_exercise: int = 0
    exercises_per_lesson: int = 0
    predictions_per_lesson: int = 0
    bugs_per_lesson: int = 0
    challenges_per_lesson: int = 0
    exercises: int = 0
    wrong: int = 0
    right: int = 0


def read_table(path: Path, where: str, kind: type[T], values: dict[str, Any]) -> T:
    """One table of the file as a dataclass whose fields it may set.

    Raises:
        GraderError: an entry that nobody knows, or of another type.
    """
    known = get_type_hints(kind)
    for name, value in as_table(path, where, values).items():
        if name not in known:
            raise GraderError(
                f"{path}: {where} has an unknown entry {name!r}", f"The known entries are {', '.join(known)}"
            )
        if known[name] in (int, str, bool) and type(value) is not known[name]:
            raise GraderError(f"{path}: {name!r} in {where} is {value!r}", f"Write {A_VALUE[known[name]]}")
    return kind(**values)


def as_table(path: Path, where: str, value: Any) -> dict[str, Any]:
    """A part of the file that must be a table.

    Raises:
        GraderError: it is something else.
    """
    if not isinstance(value, dict):
        raise GraderError(f"{path}: {where} is {value!r}", f"Write a table, [{where}]")
    return value
