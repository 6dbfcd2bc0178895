"""Puts the learner's answers into the lesson's own notebook, with the helpers that they need."""

from dataclasses import dataclass
from typing import Literal

from grader.handins.find_answers import Found, find_answers, is_own, mark_of
from grader.handins.helpers import Helper, find_helpers
from grader.handins.reading import HandedCell
from grader.handins.statements import defined, same_code, statements_of
from grader.lesson.clear import stub_of
from grader.lesson.lesson import Lesson

Kind = Literal["given", "helper", "exercise", "test"]


@dataclass(frozen=True)
class Step:
    """One cell to run.

    Attributes:
        id: names it in reports; no two steps have the same kind and id.
        exercise: the exercise that an answer or a test belongs to, else "".
        written: of an answer, whether it is more than the stub.
    """

    kind: Kind
    id: str
    source: str
    exercise: str = ""
    written: bool = True


def line_of_stopped(step: Step, how: str) -> str:
    """A line on a statement of the learner's own that stopped: which it is, and how it stopped."""
    return f"{step.id}: `{step.source.splitlines()[0][:60]}` {' '.join(how.split())[:300]}"


@dataclass(frozen=True)
class Restored:
    """What will be run, in the lesson's order, and what was odd about the notebook, a line each."""

    steps: tuple[Step, ...]
    notes: tuple[str, ...] = ()


def restore(cells: tuple[HandedCell, ...], lesson: Lesson) -> Restored:
    """The lesson's given cells and tests, the learner's answers, and what these need of the learner's other cells."""
    found = find_answers(cells, lesson)
    helpers = find_helpers(cells, found, lesson)
    notes = [one.note for one in found.values() if one.note]
    return Restored(tuple(_steps(lesson, found, helpers)), (*notes, *_changed_given(cells, found, lesson)))


def _steps(lesson: Lesson, found: dict[str, Found], helpers: list[Helper]) -> list[Step]:
    steps = []
    for index, cell in enumerate(lesson.cells):
        steps += [Step("helper", helper.place, helper.source) for helper in helpers if helper.before == index]
        if cell.kind == "given":
            steps.append(Step("given", cell.id, cell.source))
        elif cell.kind == "test":
            steps.append(Step("test", cell.exercise, cell.source, cell.exercise))
        elif cell.kind == "exercise":
            answer = found[cell.exercise].source
            source = answer or stub_of(lesson, cell.exercise)
            steps.append(Step("exercise", cell.exercise, source, cell.exercise, written=bool(answer)))
    return steps


def _changed_given(cells: tuple[HandedCell, ...], found: dict[str, Found], lesson: Lesson) -> list[str]:
    """A line for each given cell that was changed, or whose functions another cell defines again."""
    given = {cell.id: cell.source for cell in lesson.cells if cell.kind == "given"}
    taken = {one.cell.number for one in found.values() if one.cell}
    notes = []
    for cell in cells:
        if not cell.is_code or cell.number in taken or is_own(cell, lesson):
            continue
        if cell.id in given and same_code(given[cell.id]) != same_code(cell.source):
            notes.append(f"given cell {cell.number} was changed; the lesson's own counts")
        elif not mark_of(cell, lesson) and (names := _given_definitions(lesson) & defined(cell.source)):
            again = " and ".join(f"`{name}`" for name in sorted(names))
            notes.append(
                f"cell {cell.number} defines {again} again, which the lesson gives: the lesson's own counts. "
                "Write your answers into the answer cells"
            )
    return notes


def _given_definitions(lesson: Lesson) -> frozenset[str]:
    """The functions and classes that the given cells define."""
    given = [statement for cell in lesson.cells if cell.kind == "given" for statement in statements_of(cell.source)]
    return frozenset().union(*(statement.uses.makes for statement in given if statement.kind))
