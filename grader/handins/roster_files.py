"""Reads a roster: our own `roster.csv`, nbgrader's, a Canvas gradebook, a Moodle worksheet or participants."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from grader.errors import GraderError
from grader.handins.files import read_regular
from grader.handins.roster import Person, Roster, roster_of
from grader.handins.text import fold

MAX_BYTES = 16 * 2**20
Row = dict[str, str]

# The columns' names, folded, by what they say; the first that is there counts.
SYSTEMS = {  # an LMS's own number, or name, for a person
    "canvas": ("canvas", "canvas_id", "canvas id"),
    "moodle": ("moodle", "moodle_id", "participant"),
    "brightspace": ("brightspace", "orgdefinedid"),
    "blackboard": ("blackboard",),
}
OTHER_IDS = {
    "identifier": ("identifier",),
    "github": ("github", "github username", "github_username"),
    "sis": ("sis", "sis user id", "sis_id"),
}
COLUMNS = {
    **SYSTEMS,
    **OTHER_IDS,
    "student_id": ("student_id", "student id", "id", "username", "id number", "matriculation number"),
    "name": ("name", "full name", "student"),
    "first": ("first_name", "first name"),
    "last": ("last_name", "last name", "surname"),
    "email": ("email", "e-mail", "email address", "e-mail address"),
    "section": ("section", "groups", "group"),
    "login": ("login", "username", "sis login id", "user name"),
    "lms": ("lms_user_id",),
}


def read_roster(path: Path) -> Roster:
    """The roster in a CSV file: `roster.csv`, a Canvas gradebook, a Moodle worksheet or list of participants.

    Raises:
        GraderError: the file cannot be read, or has no column that tells who each student is.
    """
    people, faults = people_in(path)
    return roster_of(people, faults)


def people_in(path: Path) -> tuple[list[Person], list[str]]:
    """Everybody in the file, one per row, and what is wrong with single rows.

    Raises:
        GraderError: the file cannot be read, or has no column that tells who each student is.
    """
    header, rows = _table(path)
    canvas = header[:2] == ["student", "id"]
    known = {what: next((n for n in names if n in header), "") for what, names in COLUMNS.items()}
    if not any(known[what] for what in ("student_id", "name", "identifier", "email", "login")):
        step = "Give it a first line such as: student_id,name,email,section,login,canvas,moodle"
        raise GraderError(
            f"{path} has no column that says who each student is (it has {', '.join(header) or 'none'})", step
        )
    people, faults = [], []
    for number, row in rows:
        person = _of_canvas(row) if canvas else _person(row, known)
        if person is None:
            continue
        if person.id:
            people.append(person)
        else:
            faults.append(f"{path.name}, line {number}: there is no student id; the row is left out")
    if not people:
        faults.append(f"{path.name} names nobody")
    return people, faults


def _table(path: Path) -> tuple[list[str], Iterator[tuple[int, Row]]]:
    """The header, folded, and each row by column with its line number."""
    try:
        data = read_regular(path, MAX_BYTES)
    except OSError as error:
        raise GraderError(f"the roster {path} cannot be read ({error.strerror or error})") from None
    text = _decoded(data)
    first = text.lstrip("\r\n").split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    try:
        lines = [(reader.line_num, line) for line in reader]
    except csv.Error as error:
        raise GraderError(
            f"{path}, line {reader.line_num} is not a CSV file ({error})", "Export the file again"
        ) from None
    lines = [(number, line) for number, line in lines if any(cell.strip() for cell in line)]
    header = [fold(cell) for cell in lines[0][1]] if lines else []
    return header, ((n, dict(zip(header, map(str.strip, line), strict=False))) for n, line in lines[1:])


def _decoded(data: bytes) -> str:
    """The text of a CSV file as spreadsheets write it, with or without a byte-order mark."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _of_canvas(row: Row) -> Person | None:
    """A row of Canvas's gradebook; None for those that are no students."""
    name, number = row.get("student", ""), row.get("id", "")
    if "points possible" in fold(name) or not number:
        return None  # the maxima, the row before them, and Canvas's test student in some exports
    login, sis = row.get("sis login id", ""), row.get("sis user id", "")
    lms = {"canvas": number} | ({"sis": sis} if sis else {})
    return Person(login or sis or number, name, "", row.get("section", ""), login, lms)


def _person(row: Row, known: dict[str, str]) -> Person | None:
    said = {what: row.get(column, "") if column else "" for what, column in known.items()}
    name = said["name"] or " ".join(part for part in (said["first"], said["last"]) if part)
    lms = {system: said[system] for system in (*SYSTEMS, *OTHER_IDS) if said[system]}
    if participant := re.fullmatch(r"\D*(\d+)", said["identifier"]):
        lms.setdefault("moodle", participant[1])
    if said["lms"]:
        lms = dict.fromkeys(SYSTEMS, said["lms"]) | lms
    moodle = f"{name}_{lms['moodle']}" if name and "moodle" in lms else ""
    student_id = said["student_id"] or said["login"] or moodle or said["email"]
    return Person(student_id, name, said["email"], said["section"], said["login"], lms)
