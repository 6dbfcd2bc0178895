"""A lesson: its cells, each of which knows what it is for, and its exercises with their numbers."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from grader.course import name_of, number_of

Kind = Literal["text", "given", "show", "exercise", "test", "challenge"]


@dataclass(frozen=True)
class Cell:
    """One cell.

    Attributes:
        kind: "text", "given" (run when grading), "show" (only for the reader), "exercise", "test" or "challenge".
        exercise: the id of the exercise that an exercise or test cell belongs to, or the challenge's, else "".
        points: of a test cell, else 0.
        differs: why the output may differ between two right runs; "" where it may not.
        id: the cell's id in both notebooks.
        line: where it begins in the authored text, from 1; 0 where the build made it.
    """

    kind: Kind
    source: str
    exercise: str = ""
    points: int = 0
    differs: str = ""
    id: str = ""
    line: int = 0


@dataclass(frozen=True)
class Lesson:
    """One lesson: `id` is "07_bigram_nll", `name` "bigram_nll", `number` 7."""

    id: str
    cells: tuple[Cell, ...]

    @property
    def number(self) -> int:
        return number_of(self.id)

    @property
    def name(self) -> str:
        return name_of(self.id)

    def __hash__(self) -> int:
        return hash(self.id)  # what is kept for a lesson is looked up often, and two of one id are rare

    @cached_property
    def exercises(self) -> tuple[str, ...]:
        """The exercise ids in order."""
        return tuple(cell.exercise for cell in self.cells if cell.kind == "exercise")

    def label(self, exercise: str) -> str:
        """`7.3 (normalize)`: how an exercise is called in headings, stubs and reports."""
        return f"{self.number_of(exercise)} ({exercise})"

    def number_of(self, exercise: str) -> str:
        """`7.3`: the lesson's number and the exercise's place in it."""
        return f"{self.number}.{self.exercises.index(exercise) + 1}"

    def answer(self, exercise: str) -> Cell:
        """The exercise's cell with the reference answer; in a released lesson with the stub."""
        return next(cell for cell in self.cells if cell.kind == "exercise" and cell.exercise == exercise)

    def test(self, exercise: str) -> Cell:
        """The exercise's test cell."""
        return next(cell for cell in self.cells if cell.kind == "test" and cell.exercise == exercise)

    @property
    def title(self) -> str:
        """The first heading, without its number and what follows a colon; "" where there is none."""
        return title_in(self.cells[0].source) if self.cells else ""


def title_in(text: str) -> str:
    """The title in a lesson's text: of `# 7. From counts to a model: ...` it is `From counts to a model`."""
    lines = (line for line in text.splitlines() if not line.startswith("# %%"))
    heading = next((line for line in lines if line.lstrip('r"').startswith("# ")), "")
    return heading.lstrip('r"').removeprefix("# ").split(". ", 1)[-1].split(":")[0].strip()


def without_magics(source: str) -> str:
    """A cell's source with IPython's `%` and `!` lines emptied, so that it parses as Python."""
    return "\n".join("" if line.startswith(("%", "!")) else line for line in source.splitlines())
