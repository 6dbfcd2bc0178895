"""One broken rule, as one line: which file, exercise and cell, what is wrong, and what to do next."""

from dataclasses import dataclass

from grader.lesson.lesson import Cell, Lesson


@dataclass(frozen=True)
class Violation:
    """A line that says all; `fatal` where the lesson cannot be read well enough to go on."""

    text: str
    fatal: bool = False

    def __str__(self) -> str:
        return self.text


def at(lesson: Lesson, cell: Cell, problem: str, next_step: str, fatal: bool = False) -> Violation:
    """A violation in one cell of the lesson's text: `tiny.py, line 31, exercise 7.1 (double): ...`."""
    exercise = f", exercise {lesson.label(cell.exercise)}" if cell.exercise in lesson.exercises else ""
    return Violation(f"{lesson.name}.py, line {cell.line}{exercise}: {problem}. {next_step}.", fatal)
