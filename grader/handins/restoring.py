"""Takes the learner's answers out of a notebook, by exercise, and what helpers they wrote beside them."""

from dataclasses import dataclass
from functools import lru_cache

from grader.handins.definitions import defined, definitions
from grader.handins.reading import CodeCell
from grader.lesson.clear import clear
from grader.lesson.lesson import Lesson


@dataclass(frozen=True)
class Step:
    """One cell to run: `kind` is "given", "helper", "exercise" or "test"; `id` names it in reports."""

    kind: str
    id: str
    source: str


@dataclass(frozen=True)
class Restored:
    """What will be run, in the lesson's order, and what was odd about the notebook, a line each."""

    steps: tuple[Step, ...]
    notes: tuple[str, ...] = ()


def restore(cells: tuple[CodeCell, ...], lesson: Lesson) -> Restored:
    """Put the learner's answers into the lesson's own notebook.

    Of the submission only the source of its answer cells is taken, and from its other cells the imports,
    functions, classes and constants whose names neither the lesson nor an answer defines.
    """
    code = [cell for cell in cells if cell.source.strip()]
    found, owners = _match(code, lesson)
    notes = _notes(found, lesson) + _changed_given(code, lesson)
    answers = {exercise: cells[-1].source for exercise, cells in found.items()}
    helpers = _helpers(code, owners, lesson, answers)
    return Restored(tuple(_steps(lesson, answers, helpers)), tuple(notes))


def _match(code: list[CodeCell], lesson: Lesson) -> tuple[dict[str, list[CodeCell]], list[str]]:
    """For each exercise its cells, unwritten ones only where there is no other; for each cell its exercise or ""."""
    stubs = {exercise: _stub(lesson, exercise) for exercise in lesson.exercises}
    tests = {cell.id for cell in lesson.cells if cell.kind == "test"}
    owners = []
    for cell in code:
        mark = cell.grade_id or cell.id
        owners.append(mark if mark in lesson.exercises else "")
    _match_by_names(code, owners, lesson, tests)
    found: dict[str, list[CodeCell]] = {}
    for cell, exercise in zip(code, owners, strict=True):
        if exercise:
            found.setdefault(exercise, []).append(cell)
    for exercise, cells in found.items():
        written = [cell for cell in cells if cell.source.strip() != stubs[exercise].strip()]
        found[exercise] = written or cells
    return found, owners


def _match_by_names(code: list[CodeCell], owners: list[str], lesson: Lesson, tests: set[str]) -> None:
    """Where a program has dropped the marks, a cell that defines what an answer should is that answer."""
    for exercise in lesson.exercises:
        if exercise in owners:
            continue
        wanted = defined(lesson.answer(exercise).source)
        for i, cell in enumerate(code):
            unmarked = not owners[i] and not cell.grade_id and cell.id not in tests
            if unmarked and wanted and wanted <= defined(cell.source):
                owners[i] = exercise


def _notes(found: dict[str, list[CodeCell]], lesson: Lesson) -> list[str]:
    notes = []
    for exercise in lesson.exercises:
        count = len(found.get(exercise, []))
        if count == 0:
            notes.append(f"{lesson.label(exercise)}: there is no answer cell")
        elif count > 1:
            notes.append(f"{lesson.label(exercise)}: {count} answer cells; the last one counts")
    return notes


def _changed_given(code: list[CodeCell], lesson: Lesson) -> list[str]:
    """Given cells that are there under their id with another source; the lesson's own are run."""
    mine = {cell.id: cell.source.strip() for cell in code if cell.id}
    given = [cell for cell in lesson.cells if cell.kind == "given" and cell.id in mine]
    return [f"given cell {cell.id} was changed" for cell in given if mine[cell.id] != cell.source.strip()]


def _helpers(code: list[CodeCell], owners: list[str], lesson: Lesson, answers: dict[str, str]) -> dict[str, str]:
    """What the learner's other cells define under names of their own, by the exercise that follows them."""
    given = [cell.source for cell in lesson.cells if cell.kind in ("given", "show")]
    taken = set().union(*(defined(source) for source in (*given, *answers.values())), set())
    known = {cell.source.strip() for cell in lesson.cells}
    helpers: dict[str, str] = {}
    waiting: list[str] = []
    for cell, owner in zip(code, owners, strict=True):
        if owner:
            helpers[owner] = "\n".join([helpers.get(owner, ""), *waiting]).strip()
            waiting = []
        elif cell.source.strip() not in known and not cell.grade_id.startswith("test_"):
            waiting += definitions(cell.source, taken)
    if waiting and answers:
        first = next(exercise for exercise in lesson.exercises if exercise in answers)
        helpers[first] = "\n".join([helpers.get(first, ""), *waiting]).strip()
    return helpers


@lru_cache(maxsize=1024)
def _shown(source: str) -> str:
    """What a cell that is not run when grading defines: an answer may use it, as it may in the notebook."""
    return "\n".join(definitions(source))


def _steps(lesson: Lesson, answers: dict[str, str], helpers: dict[str, str]) -> list[Step]:
    steps = []
    for cell in lesson.cells:
        if cell.kind == "exercise":
            if helpers.get(cell.exercise):
                steps.append(Step("helper", f"helpers of {cell.exercise}", helpers[cell.exercise]))
            steps.append(Step("exercise", cell.exercise, answers.get(cell.exercise, _stub(lesson, cell.exercise))))
        elif cell.kind == "test":
            steps.append(Step("test", cell.exercise, cell.source))
        elif cell.kind == "given":
            steps.append(Step("given", cell.id, cell.source))
        elif cell.kind == "show" and (shown := _shown(cell.source)):
            steps.append(Step("given", cell.id, shown))
    return steps


def _stub(lesson: Lesson, exercise: str) -> str:
    return clear(lesson.answer(exercise).source, f"Exercise {lesson.label(exercise)}")
