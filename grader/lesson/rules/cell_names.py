"""Rules about names that cross cells: what a test makes stays in the test, what is only shown is not relied on."""

import builtins
from collections.abc import Iterator

from grader.lesson.lesson import Cell, Lesson
from grader.lesson.rules.violation import Violation, at
from grader.lesson.used_names import Names, names_of

GRADED = ("given", "exercise")


def name_violations(lesson: Lesson) -> list[Violation]:
    """Broken rules about names, in the order of the cells."""
    names = {cell.id: names_of(cell.source) for cell in lesson.cells if cell.kind != "text"}
    return [*_from_tests(lesson, names), *_overwritten(lesson, names), *_unknown(lesson, names)]


def _from_tests(lesson: Lesson, names: dict[str, Names]) -> Iterator[Violation]:
    """A later cell may not use a name as a test cell left it; an import that it repeats is the same everywhere."""
    made_by: dict[str, Cell] = {}
    imported: set[str] = set()
    for cell in (cell for cell in lesson.cells if cell.id in names):
        its = names[cell.id]
        for name in sorted((its.used | its.read_later) & made_by.keys()):
            problem = f"it uses {name!r}, which the test of {made_by[name].exercise!r} makes"
            yield at(lesson, cell, problem, "Make it here, or rename it there")
        for name in its.made - (its.imported & imported):
            if cell.kind == "test":
                made_by[name] = cell
            else:
                made_by.pop(name, None)
        imported |= its.imported if cell.kind != "test" else set()


def _overwritten(lesson: Lesson, names: dict[str, Names]) -> Iterator[Violation]:
    """A test may not change a name that a function of the lesson reads when it is called."""
    others = [names[cell.id] for cell in lesson.cells if cell.id in names and cell.kind != "test"]
    made = set().union(*(other.made for other in others))
    read = set().union(*(other.in_functions for other in others))
    imported = set().union(*(other.imported for other in others))
    for cell in lesson.cells:
        if cell.kind == "test":
            its = names[cell.id]
            for name in sorted((its.made - (its.imported & imported)) & made & read):
                problem = f"it overwrites {name!r}, which a function of the lesson reads"
                yield at(lesson, cell, problem, "Rename it here")


def _unknown(lesson: Lesson, names: dict[str, Names]) -> Iterator[Violation]:
    """What runs when grading uses builtins, and what given and answer cells make: shown cells are not run then."""
    known = set(dir(builtins))
    everywhere = known.union(*(names[cell.id].made for cell in lesson.cells if cell.kind in GRADED))
    for cell in lesson.cells:
        if cell.kind in (*GRADED, "test"):
            its = names[cell.id]
            for name in sorted((its.used - known) | (its.read_later - everywhere)):
                shown = any(c.kind == "show" and name in names[c.id].made for c in lesson.cells)
                why = "only a shown cell makes: those are not run when grading" if shown else "no earlier cell makes"
                yield at(lesson, cell, f"it uses {name!r}, which {why}", "Make it in a given cell, or in this one")
        if cell.kind in GRADED:
            known |= names[cell.id].made
