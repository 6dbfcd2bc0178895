"""Rules of the text: headings in order, answers between their markers, ids that nbgrader and nbformat can hold."""

import ast
import re
from collections.abc import Iterator

from grader.course import FILE, Course
from grader.lesson.lesson import Cell, Lesson, without_magics
from grader.lesson.regions import BEGIN_HIDDEN, BEGIN_SOLUTION, END_HIDDEN, END_SOLUTION
from grader.lesson.rules.violation import Violation, at

MARKER = re.compile(r"^\s*#+ *(BEGIN|END) (SOLUTION|HIDDEN TESTS)\b.*$", re.MULTILINE)
ID = re.compile(r"[a-z][a-z0-9_]{0,55}")
ID_STEP = "Use lower case letters, digits and _, 56 at most"


def text_violations(course: Course, lesson: Lesson) -> list[Violation]:
    """Broken rules that the text alone shows; cells that are no Python end the search."""
    found = [violation for cell in lesson.cells for violation in (*_syntax(lesson, cell), *_markers(lesson, cell))]
    found += [violation for cell in lesson.cells for violation in _unfinished(lesson, cell)]
    if (entry := course.lessons.get(lesson.id)) and "TODO" in entry.question:
        found.append(Violation(f"{FILE}, [lessons.{lesson.id}]: its question is still to be written. Write it."))
    return found + list(_ids(lesson)) + list(_headings(course.words.exercise, lesson)) + list(_order(lesson))


def _syntax(lesson: Lesson, cell: Cell) -> Iterator[Violation]:
    if cell.kind == "text":
        return
    try:
        ast.parse(without_magics(cell.source))
    except SyntaxError as error:
        line = cell.line + (error.lineno or 0)
        yield at(lesson, cell, f"line {line} is not Python ({error.msg})", "Correct it", fatal=True)
    if "NBVAL_" in cell.source:
        yield at(lesson, cell, "a comment steers nbval", 'Say why the output differs: # %% show differs="..."')


def _unfinished(lesson: Lesson, cell: Cell) -> Iterator[Violation]:
    """What `grader new` left for the author to write."""
    if cell.line and re.search(r"\bTODO\b", cell.source):
        first = next(line.strip() for line in cell.source.splitlines() if "TODO" in line)
        yield at(lesson, cell, f"{first[:60]!r} is still to be written", "Write it")


def _markers(lesson: Lesson, cell: Cell) -> Iterator[Violation]:
    """Answers stand in solution regions, hidden tests in hidden ones, each marker spelled as nbgrader wants it."""
    found = [match.group(0).strip() for match in MARKER.finditer(cell.source)]
    answers, tests = [BEGIN_SOLUTION, END_SOLUTION], [BEGIN_HIDDEN, END_HIDDEN]
    pair = {"exercise": answers, "challenge": answers, "test": tests}.get(cell.kind, [])
    if cell.kind in ("exercise", "challenge") and not found:
        step = f"Put it between {BEGIN_SOLUTION} and {END_SOLUTION}"
        yield at(lesson, cell, "the answer would be released", step, fatal=True)
    elif found != pair * (len(found) // 2 if pair else 0):
        wanted = f"Only {pair[0]} and {pair[1]} may stand here, in turn" if pair else "Remove them"
        yield at(lesson, cell, f"the markers are {found}", wanted, fatal=True)


def _ids(lesson: Lesson) -> Iterator[Violation]:
    for cell in lesson.cells:
        if cell.kind == "exercise" and not ID.fullmatch(cell.exercise):
            yield at(lesson, cell, f"{cell.exercise!r} is not a valid id", ID_STEP)
    ids = [cell.id for cell in lesson.cells]
    for cell in lesson.cells:
        if ids.count(cell.id) > 1 and cell.kind == "exercise":
            yield at(lesson, cell, f"the id {cell.id!r} belongs to another cell as well", "Rename the exercise")


def _headings(word: str, lesson: Lesson) -> Iterator[Violation]:
    """Before each answer, and after the answer before it, stands `### Exercise N.k: title` once."""
    heading_of = re.compile(rf"^#+ *{re.escape(word)}\b.*$", re.MULTILINE)
    pending: list[tuple[Cell, str]] = []
    for cell in lesson.cells:
        if cell.kind == "text":
            pending += [(cell, match.group(0)) for match in heading_of.finditer(cell.source)]
        elif cell.kind == "exercise":
            wanted = f"### {word} {lesson.number_of(cell.exercise)}: "
            if len(pending) != 1 or not pending[0][1].startswith(wanted):
                present = ", ".join(repr(heading) for _, heading in pending) or "missing"
                yield at(lesson, cell, f"its heading is {present}", f"Write '### {word}: ...' once above it")
            pending = []
    for cell, heading in pending:
        yield at(lesson, cell, f"the heading {heading!r} has no answer cell after it", "Remove it")


def _order(lesson: Lesson) -> Iterator[Violation]:
    """Each test follows its answer, and comes before the next answer."""
    waiting = ""
    for cell in lesson.cells:
        if cell.kind == "exercise":
            if waiting:
                yield at(lesson, cell, f"the test of {waiting!r} is still to come", "Put it before this answer")
            waiting = cell.exercise
        elif cell.kind == "test":
            if waiting != cell.exercise:
                yield at(lesson, cell, "the test does not follow its answer", "Put it after its own answer")
            waiting = ""
