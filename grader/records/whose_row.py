"""Whose a row of an LMS's file is: the student who alone has what stands in its surest column."""

from collections.abc import Sequence

from grader.handins.roster import Person
from grader.handins.text import fold
from grader.records.book import Book
from grader.records.sheets import Sheet

MOODLE_KEYS = (("moodle", "Identifier"), ("id", "ID number"), ("email", "Email address"), ("name", "Full name"))


class Finder:
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


def _value(student: Person, kind: str) -> str:
    if kind == "login":
        return student.login or student.id
    if kind == "moodle":
        number = student.lms.get("moodle", "")
        return f"Participant {number}" if number.isdigit() else number
    return {"id": student.id, "name": student.name, "email": student.email}.get(kind, student.lms.get(kind, ""))


def moodle_students(sheet: Sheet, book: Book) -> list[str | None]:
    """For each row of Moodle's worksheet but the header the student; None for nobody, or more than one."""
    finder = Finder(book, *MOODLE_KEYS)
    return [finder.find(sheet, row) for row in sheet.rows[1:]]
