"""Fills marks into the file that an LMS offers for download, and changes nothing else in it.

The file itself says which row is whose and which column is meant, so nothing is guessed: what does not match exactly
one student, or exactly one column, is not filled in but named.
"""

import html
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from grader.lesson.lesson import Lesson
from grader.records.book import Book, Record
from grader.records.columns import (
    BLACKBOARD_TITLE,
    BRIGHTSPACE_TITLE,
    CANVAS_TITLE,
    header_maximum,
    lesson_column,
    must_have,
    number_in,
    other_maximum,
    place_of,
)
from grader.records.sheets import Sheet
from grader.records.tables import feedback_text, mark_text
from grader.records.templating import points
from grader.records.whose_row import MOODLE_KEYS, Finder

EXCUSED = "EX"  # as Canvas writes it


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
        GraderError: it is not such a file, or the lesson's column is not found or more than one is.
    """
    must_have(sheet, "Canvas's exported gradebook", "Student", "ID")
    place = lesson_column(sheet, lesson, CANVAS_TITLE, column)
    lines = []
    for row in sheet.rows[1:4]:
        if "points possible" in row[0].casefold() and place < len(row):
            lines += other_maximum(row[place], lesson)
    finder = Finder(book, ("canvas", "ID"), ("sis", "SIS User ID"), ("login", "SIS Login ID"), ("name", "Student"))

    def is_excused(row: Sequence[str], record: Record) -> str:
        excused = place < len(row) and row[place].strip().upper() == EXCUSED
        return f"is excused ({EXCUSED}) in the file and stays so" if excused else ""

    return _fill(sheet, book, lesson, {place: mark_text}, finder, lines, _is_person_in_canvas, is_excused)


def fill_moodle(sheet: Sheet, book: Book, lesson: Lesson, column: str = "") -> Filled:
    """Moodle's offline grading worksheet; `Last modified (grade)` stays, by which Moodle sees what is newer.

    Args:
        column: not asked for; a worksheet has one column of marks.

    Raises:
        GraderError: it is not such a file.
    """
    must_have(sheet, "Moodle's grading worksheet", "Identifier", "Grade", "Last modified (grade)")
    cells: dict[int, Callable[[Record | None], str]] = {place_of(sheet, "Grade"): mark_text}
    if (comments := sheet.column("Feedback comments")) is not None:
        cells[comments] = lambda record: html.escape(feedback_text(record, lesson), quote=False)
    lines = other_maximum(sheet.cell(sheet.rows[1], "Maximum grade"), lesson) if len(sheet.rows) > 1 else []

    def is_too_much(row: Sequence[str], record: Record) -> str:
        most = number_in(sheet.cell(row, "Maximum grade"))
        if most is None or record.points <= most:
            return ""
        return (
            f"has {points(record.points)} points; Moodle skips more than {points(most)}: raise its maximum grade first"
        )

    return _fill(sheet, book, lesson, cells, Finder(book, *MOODLE_KEYS), lines, refused=is_too_much)


def fill_brightspace(sheet: Sheet, book: Book, lesson: Lesson, column: str = "") -> Filled:
    """Brightspace's exported grades. A leading # of theirs stays.

    Raises:
        GraderError: it is not such a file, or the lesson's column is not found or more than one is.
    """
    if sheet.column("OrgDefinedId") is None:
        must_have(sheet, "Brightspace's exported grades", "Username")
    place = lesson_column(sheet, lesson, BRIGHTSPACE_TITLE, column)
    finder = Finder(book, ("brightspace", "OrgDefinedId"), ("id", "OrgDefinedId"), ("login", "Username"))
    return _fill(sheet, book, lesson, {place: mark_text}, finder, header_maximum(sheet.rows[0][place], lesson))


def fill_blackboard(sheet: Sheet, book: Book, lesson: Lesson, column: str = "") -> Filled:
    """Blackboard's column file; its header keeps the column's id.

    Raises:
        GraderError: it is not such a file, or the lesson's column is not found or more than one is.
    """
    must_have(sheet, "Blackboard's column file", "Username")
    place = lesson_column(sheet, lesson, BLACKBOARD_TITLE, column)
    finder = Finder(book, ("blackboard", "Username"), ("login", "Username"), ("id", "Student ID"))
    return _fill(sheet, book, lesson, {place: mark_text}, finder, header_maximum(sheet.rows[0][place], lesson))


def _fill(
    sheet: Sheet,
    book: Book,
    lesson: Lesson,
    cells: dict[int, Callable[[Record | None], str]],
    finder: Finder,
    lines: list[str],
    is_person: Callable[[Sequence[str]], bool] = lambda row: True,
    refused: Callable[[Sequence[str], Record], str] = lambda row, record: "",
) -> Filled:
    """The file with the marks in it.

    Args:
        refused: why a row stays as it is, "" where it does not.
    """
    rows, count = [sheet.rows[0]], 0
    seen: dict[str, int] = {}
    for number, old in enumerate(sheet.rows[1:], 2):
        row = list(old)
        student = finder.find(sheet, row) if is_person(row) else None
        record = book.records.get((lesson.id, student)) if student else None
        if student is not None and student in seen:
            lines.append(
                f"row {number} is {book.label(student)} again, as row {seen[student]}: only the first is filled in"
            )
        elif record is not None and record.is_graded and (reason := refused(row, record)):
            lines.append(f"{book.label(record.student)} {reason}")
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
    records = book.of_lesson(lesson.id)
    lines = [
        f"{book.label(r.student)} has {points(r.points)} points and no row in the file"
        for r in records
        if r.is_graded and r.student not in there
    ]
    return lines + [
        f"{book.label(r.student)} has no mark: the hand-in is not graded" for r in records if not r.is_graded
    ]


def _is_person_in_canvas(row: Sequence[str]) -> bool:
    first = row[0].strip() if row else ""
    return bool(first) and "points possible" not in first.casefold() and first != "Student, Test"
