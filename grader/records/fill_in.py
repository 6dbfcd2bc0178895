"""Fills marks into the file that an LMS offers for download, and changes nothing else in it.

The file itself says which row is whose and which column is meant, so nothing is guessed: what does not match exactly
one student, or exactly one column, is not filled in but named.
"""

import html
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from grader.errors import GraderError
from grader.handins.text import fold
from grader.lesson.lesson import Lesson
from grader.records.book import Book, Enrolled, Record
from grader.records.sheets import Sheet
from grader.records.tables import feedback_text, mark_text, most_of, title
from grader.records.templating import points

CANVAS_TITLE = re.compile(r"^(?P<title>.*?)(?: \(\d+\))?$", re.DOTALL)
BRIGHTSPACE_TITLE = re.compile(r"^(?P<title>.*?) (?:Points Grade|Numeric Grade)\b.*$", re.DOTALL)
BLACKBOARD_TITLE = re.compile(r"^(?P<title>.*?) \[Total Pts:.*$", re.DOTALL)
MOODLE_KEYS = (("moodle", "Identifier"), ("id", "ID number"), ("email", "Email address"), ("name", "Full name"))
TOTAL = re.compile(r"\[Total Pts: (?:up to )?([\d.,]+)|MaxPoints:([\d.,]+)")


@dataclass(frozen=True)
class Filled:
    """A file with the marks in it.

    Attributes:
        count: how many marks were filled in.
        lines: what a person should know: who has no row, no mark, or is in the file and in no gradebook.
    """

    sheet: Sheet
    count: int
    lines: tuple[str, ...]


def fill_canvas(sheet: Sheet, book: Book, lesson: Lesson, column: str = "") -> Filled:
    """Canvas's exported gradebook. Rows are matched by ID, then SIS id, then login, then name, as Canvas does.

    Raises:
        GraderError: it is no such file, or the lesson's column is not found or not one.
    """
    _must_have(sheet, "Canvas's exported gradebook", "Student", "ID")
    place = _column(sheet, lesson, CANVAS_TITLE, column)
    lines = []
    for row in sheet.rows[1:4]:
        if "points possible" in row[0].casefold() and place < len(row):
            lines += _other_maximum(row[place], lesson)
    finder = _Finder(book, ("canvas", "ID"), ("sis", "SIS User ID"), ("login", "SIS Login ID"), ("name", "Student"))
    return _fill(sheet, book, lesson, {place: mark_text}, finder, lines, is_person=_is_person_in_canvas)


def fill_moodle(sheet: Sheet, book: Book, lesson: Lesson) -> Filled:
    """Moodle's offline grading worksheet; `Last modified (grade)` stays, by which Moodle sees what is newer.

    Raises:
        GraderError: it is no such file.
    """
    _must_have(sheet, "Moodle's grading worksheet", "Identifier", "Grade", "Last modified (grade)")
    cells: dict[int, Callable[[Record | None], str]] = {_place(sheet, "Grade"): mark_text}
    if (comments := sheet.column("Feedback comments")) is not None:
        cells[comments] = lambda record: html.escape(feedback_text(record, lesson), quote=False)
    lines = _other_maximum(sheet.cell(sheet.rows[1], "Maximum grade"), lesson) if len(sheet.rows) > 1 else []
    return _fill(sheet, book, lesson, cells, _Finder(book, *MOODLE_KEYS), lines)


def moodle_students(sheet: Sheet, book: Book) -> list[str | None]:
    """For each row of Moodle's worksheet but the header the student; None for nobody, or more than one."""
    finder = _Finder(book, *MOODLE_KEYS)
    return [finder.find(sheet, row) for row in sheet.rows[1:]]


def fill_brightspace(sheet: Sheet, book: Book, lesson: Lesson, column: str = "") -> Filled:
    """Brightspace's exported grades. A leading # of theirs stays.

    Raises:
        GraderError: it is no such file, or the lesson's column is not found or not one.
    """
    if sheet.column("OrgDefinedId") is None:
        _must_have(sheet, "Brightspace's exported grades", "Username")
    place = _column(sheet, lesson, BRIGHTSPACE_TITLE, column)
    finder = _Finder(book, ("brightspace", "OrgDefinedId"), ("id", "OrgDefinedId"), ("login", "Username"))
    return _fill(sheet, book, lesson, {place: mark_text}, finder, _header_maximum(sheet.rows[0][place], lesson))


def fill_blackboard(sheet: Sheet, book: Book, lesson: Lesson, column: str = "") -> Filled:
    """Blackboard's column file; its header keeps the column's id.

    Raises:
        GraderError: it is no such file, or the lesson's column is not found or not one.
    """
    _must_have(sheet, "Blackboard's column file", "Username")
    place = _column(sheet, lesson, BLACKBOARD_TITLE, column)
    finder = _Finder(book, ("blackboard", "Username"), ("login", "Username"), ("id", "Student ID"))
    return _fill(sheet, book, lesson, {place: mark_text}, finder, _header_maximum(sheet.rows[0][place], lesson))


class _Finder:
    """Finds the student of a row by the first of some columns that holds something known.

    Args:
        keys: what of a student stands in which column, the surest first.
    """

    def __init__(self, book: Book, *keys: tuple[str, str]) -> None:
        self._keys = keys
        self._known: dict[str, dict[str, set[str]]] = {}
        for student in book.students.values():
            for kind, _ in keys:
                if value := fold(_value(student, kind)):
                    self._known.setdefault(kind, {}).setdefault(value, set()).add(student.id)

    def find(self, sheet: Sheet, row: Sequence[str]) -> str | None:
        """The student's id; None where there is none, or more than one."""
        for kind, column in self._keys:
            found = self._known.get(kind, {}).get(fold(sheet.cell(row, column).lstrip("#")), set())
            if len(found) == 1:
                return next(iter(found))
        return None


def _value(student: Enrolled, kind: str) -> str:
    if kind == "login":
        return student.login or student.id
    if kind == "moodle":
        number = student.lms.get("moodle", "")
        return f"Participant {number}" if number.isdigit() else number
    return {"id": student.id, "name": student.name, "email": student.email}.get(kind, student.lms.get(kind, ""))


def _fill(
    sheet: Sheet,
    book: Book,
    lesson: Lesson,
    cells: dict[int, Callable[[Record | None], str]],
    finder: _Finder,
    lines: list[str],
    is_person: Callable[[Sequence[str]], bool] = lambda row: True,
) -> Filled:
    rows, count = [sheet.rows[0]], 0
    seen: dict[str, int] = {}
    for number, old in enumerate(sheet.rows[1:], 2):
        row = list(old)
        student = finder.find(sheet, row) if is_person(row) else None
        record = book.records.get((lesson.folder, student)) if student else None
        if student is not None and student in seen:
            lines.append(
                f"row {number} is {book.label(student)} again, as row {seen[student]}: only the first is filled in"
            )
        elif record is not None and record.is_graded:
            for place, text in cells.items():
                row += [""] * (place + 1 - len(row))
                row[place] = text(record)
            count += 1
        elif student is None and is_person(row):
            lines.append(f"row {number} ({', '.join(filter(None, row[:2]))}) is nobody in the gradebook")
        if student is not None:
            seen.setdefault(student, number)
        rows.append(row)
    lines += _left_out(book, lesson, seen)
    return Filled(replace(sheet, rows=rows), count, tuple(lines))


def _left_out(book: Book, lesson: Lesson, seen: Iterable[str]) -> list[str]:
    """Who has a mark and no row, and whose hand-in has no mark."""
    there = set(seen)
    records = book.of_lesson(lesson.folder)
    lines = [
        f"{book.label(r.student)} has {points(r.points)} points and no row in the file"
        for r in records
        if r.is_graded and r.student not in there
    ]
    return lines + [
        f"{book.label(r.student)} has no mark: the hand-in is not graded" for r in records if not r.is_graded
    ]


def _column(sheet: Sheet, lesson: Lesson, pattern: re.Pattern[str], wanted: str) -> int:
    """The place of the lesson's column: the one that was named, or the one whose title is a name of the lesson."""
    header = sheet.rows[0]
    if wanted:
        places = [i for i, cell in enumerate(header) if cell.strip() == wanted.strip()]
    else:
        names = {fold(name) for name in (title(lesson), lesson.title, lesson.folder, lesson.name) if name}
        names |= {
            fold(f"Lesson {lesson.number}"),
            fold(f"Lesson {title(lesson)}"),
            fold(f"{lesson.number} {lesson.title}"),
        }
        titles = [(i, match["title"]) for i, cell in enumerate(header) if (match := pattern.match(cell.strip()))]
        places = [i for i, name in titles if fold(name) in names and "(read only)" not in header[i]]
    if len(places) != 1:
        found = f"{len(places)} columns are" if places else "no column is"
        columns = "; ".join(cell for cell in header[2:] if cell)[:500]
        raise GraderError(f"{found} called {wanted or title(lesson)!r}", f"Name one with --column; there are {columns}")
    return places[0]


def _is_person_in_canvas(row: Sequence[str]) -> bool:
    first = row[0].strip() if row else ""
    return bool(first) and "points possible" not in first.casefold() and first != "Student, Test"


def _must_have(sheet: Sheet, what: str, *columns: str) -> None:
    missing = [name for name in columns if sheet.column(name) is None]
    if missing:
        raise GraderError(f"the file is not {what}: it has no column {', '.join(missing)}", "Download it once more")


def _place(sheet: Sheet, name: str) -> int:
    place = sheet.column(name)
    assert place is not None
    return place


def _other_maximum(text: str, lesson: Lesson) -> list[str]:
    """A line where the LMS counts from another maximum: the mark is filled in as it is."""
    try:
        theirs = float(text.replace(",", "."))
    except ValueError:
        return []
    ours = most_of(lesson)
    return [] if theirs == ours else [f"the LMS has {points(theirs)} points at most, the lesson {points(ours)}"]


def _header_maximum(cell: str, lesson: Lesson) -> list[str]:
    match = TOTAL.search(cell)
    return _other_maximum(match[1] or match[2], lesson) if match else []
