"""What else of a notebook the answers need: the learner's own functions, classes, imports and constants."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from grader.handins.find_answers import Found, is_own, mark_of
from grader.handins.reading import HandedCell
from grader.handins.statements import Statement, statements_of
from grader.lesson.lesson import Lesson
from grader.lesson.uses import Uses


@dataclass(frozen=True)
class Helper:
    """One statement beside the answers that they need.

    Attributes:
        source: the statement, to be run by itself.
        place: where it stands, for messages.
        before: the index of the lesson's cell before which it must run.
    """

    source: str
    place: str
    before: int


def find_helpers(cells: tuple[HandedCell, ...], found: dict[str, Found], lesson: Lesson) -> list[Helper]:
    """The statements of the learner's other cells, and of cells that only show something, that the answers need.

    A statement is needed where it makes or changes what an answer, or another needed statement, takes from outside,
    and neither the lesson nor an answer makes that. Nothing else of these cells is run.
    """
    offered = list(_offered(cells, found, lesson))
    steps = _lesson_steps(found, lesson)
    taken = {name for _, uses in steps for name in (*uses.makes, *uses.methods)}
    free = [(place, statement) for place, statement in offered if not statement.defines & taken]
    needed = _needed(free, [uses for _, uses in steps], taken)
    ordered = [item for item in free if item in needed]
    positions = _positions([statement for _, statement in ordered], steps)
    return [
        Helper(statement.source, place, before) for (place, statement), before in zip(ordered, positions, strict=True)
    ]


def _offered(cells: tuple[HandedCell, ...], found: dict[str, Found], lesson: Lesson) -> Iterator[tuple[str, Statement]]:
    """The statements that may be taken: of shown cells, then of the learner's own in the notebook's order."""
    for cell in lesson.cells:
        if cell.kind == "show":
            for statement in statements_of(cell.source):
                yield f"cell {cell.id} of the lesson, line {statement.line}", statement
    answers = {found_one.cell.number for found_one in found.values() if found_one.cell}
    for own in cells:
        if own.is_code and own.number not in answers and not mark_of(own, lesson) and not is_own(own, lesson):
            for statement in statements_of(own.source):
                yield f"cell {own.number}, line {statement.line}", statement


def _lesson_steps(found: dict[str, Found], lesson: Lesson) -> list[tuple[int, Uses]]:
    """For each given cell and each answer its index among the lesson's cells, and its names."""
    steps = []
    for index, cell in enumerate(lesson.cells):
        source = found[cell.exercise].source if cell.kind == "exercise" else cell.source
        if cell.kind in ("given", "exercise"):
            steps += [(index, statement.uses) for statement in statements_of(source)]
    return steps


def _needed(free: list[tuple[str, Statement]], answers: Iterable[Uses], taken: set[str]) -> list[tuple[str, Statement]]:
    """The statements that the answers need, and those that these need in turn."""
    wanted = list(answers)
    needed: list[tuple[str, Statement]] = []
    grew = True
    while grew:
        names = {name for uses in wanted for name in uses.names}
        attributes = {name for uses in wanted for name in uses.attributes}
        more = [item for item in free if item not in needed and _gives(item[1], names, attributes, taken)]
        wanted = [statement.uses for _, statement in more] + wanted
        needed += more
        grew = bool(more)
    return needed


def _gives(statement: Statement, names: set[str], attributes: set[str], taken: set[str]) -> bool:
    """Whether a statement makes something wanted, or changes it; what the lesson made is not its to change."""
    makes, methods = statement.uses.makes & names, statement.uses.methods & attributes
    return bool(makes or methods or (statement.touches - taken) & names)


def _positions(needed: Sequence[Statement], steps: list[tuple[int, Uses]]) -> Iterator[int]:
    """For each statement the cell before which it runs: the first that needs it, but after what it reads itself."""
    given = [replace(statement.uses, makes=statement.uses.makes | statement.touches) for statement in needed]
    places: list[int] = []
    for i, statement in enumerate(needed):
        users = _users(given[i], given)
        first = min((index for index, uses in steps if any(uses.needs(user) for user in users)), default=0)
        read = statement.uses.at_once
        after = [index + 1 for index, uses in steps if read & uses.makes]
        after += [place for place, other in zip(places, given, strict=False) if read & other.makes]
        places.append(max([first, *after]))
        yield places[-1]


def _users(uses: Uses, others: Sequence[Uses]) -> list[Uses]:
    """The statement itself, and all helpers through which an answer reaches it."""
    users, grew = [uses], True
    while grew:
        more = [other for other in others if other not in users and any(other.needs(user) for user in users)]
        users += more
        grew = bool(more)
    return users
