"""Finds the learner's answer to each exercise: in its own cell, or elsewhere, wherever one can be sure."""

from dataclasses import dataclass
from functools import lru_cache

from grader.handins.reading import HandedCell
from grader.handins.statements import defined, same_code, statements_of
from grader.lesson.clear import stub_of
from grader.lesson.lesson import Lesson
from grader.lesson.regions import without_hidden


@dataclass(frozen=True)
class Found:
    """The answer to one exercise: "" where there is none, the cell that it stands in, and what was odd, or ""."""

    source: str = ""
    cell: HandedCell | None = None
    note: str = ""


def find_answers(cells: tuple[HandedCell, ...], lesson: Lesson) -> dict[str, Found]:
    """For each exercise its answer; a cell that still holds the stub is none.

    An answer stands in the cell that bears the exercise's mark. Where that cell is missing or unwritten, one that
    defines what the answer should is taken: a new cell, the cell of another exercise, or one turned into text. The
    lesson's own cells never are, not even those that give a function with a fault to find.
    """
    marked: dict[str, list[HandedCell]] = {exercise: [] for exercise in lesson.exercises}
    for cell in cells:
        if (exercise := mark_of(cell, lesson)) and cell.is_code:
            marked[exercise].append(cell)
    return {exercise: _find(exercise, marked[exercise], cells, lesson) for exercise in lesson.exercises}


def mark_of(cell: HandedCell, lesson: Lesson) -> str:
    """The exercise whose mark a cell bears, or ""."""
    mark = cell.grade_id or cell.id
    return mark if mark in lesson.exercises else ""


def is_own(cell: HandedCell, lesson: Lesson) -> bool:
    """Whether a cell is one of the lesson's as it was released, an answer cell's stub included."""
    return same_code(cell.source) in _own_code(lesson)


def _find(exercise: str, marked: list[HandedCell], cells: tuple[HandedCell, ...], lesson: Lesson) -> Found:
    stub = same_code(stub_of(lesson, exercise))
    written = [cell for cell in marked if cell.source.strip() and same_code(cell.source) != stub]
    label = lesson.label(exercise)
    if written:
        note = f"{label}: {len(written)} answer cells; the last one counts" if len(written) > 1 else ""
        return Found(written[-1].source, written[-1], note)
    elsewhere = [found for cell in cells if (found := _elsewhere(exercise, cell, lesson))]
    has_marks = any(mark_of(cell, lesson) for cell in cells)  # some programs drop them all, which is no fault
    if elsewhere:
        last = elsewhere[-1]
        many = f"; {len(elsewhere)} cells define it, the last one counts" if len(elsewhere) > 1 else ""
        note = f"{label}: {last.note}{many}" if has_marks or many else ""
        return Found(last.source, last.cell, note)
    return Found(note="" if marked or not has_marks else f"{label}: there is no answer cell")


def _elsewhere(exercise: str, cell: HandedCell, lesson: Lesson) -> Found | None:
    """The answer in a cell that does not bear the exercise's mark as code, or None."""
    wanted = _wanted(exercise, lesson)
    source = cell.source if cell.is_code else _out_of_fence(cell.source)
    if not wanted or not wanted <= defined(source) or is_own(cell, lesson) or _is_test(cell, lesson):
        return None
    if not cell.is_code:
        return Found(source, cell, f"taken from cell {cell.number}, which is text: turn it back into code")
    note = f"taken from cell {cell.number}, which is not its answer cell"
    if not _is_shared(exercise, source, lesson) and not mark_of(cell, lesson):
        return Found(source, cell, note)
    parts = [statement.source for statement in statements_of(source) if statement.defines & wanted]
    return Found("\n\n".join(parts), cell, note)


def _is_shared(exercise: str, source: str, lesson: Lesson) -> bool:
    """Whether a cell holds the answers to other exercises as well."""
    others = (_wanted(other, lesson) for other in lesson.exercises if other != exercise)
    return any(wanted and wanted <= defined(source) for wanted in others)


def _wanted(exercise: str, lesson: Lesson) -> frozenset[str]:
    """What an answer must define: the methods where it writes methods, else the names."""
    return defined(lesson.answer(exercise).source)


def _is_test(cell: HandedCell, lesson: Lesson) -> bool:
    return (cell.grade_id or cell.id) in {own.id for own in lesson.cells if own.kind == "test"}


def _out_of_fence(text: str) -> str:
    """The code of a text cell, which some editors put between lines of backquotes."""
    lines = text.strip().split("\n")
    fenced = len(lines) > 2 and lines[0].startswith("```") and lines[-1].startswith("```")
    return "\n".join(lines[1:-1] if fenced else lines)


@lru_cache(maxsize=16)
def _own_code(lesson: Lesson) -> frozenset[str]:
    """The code of every cell that was released, tests with and without their hidden part."""
    sources = [cell.source for cell in lesson.cells if cell.kind in ("given", "show", "test")]
    sources += [without_hidden(cell.source) for cell in lesson.cells if cell.kind == "test"]
    sources += [stub_of(lesson, exercise) for exercise in lesson.exercises]
    return frozenset(map(same_code, sources))
