"""Marks go back to an LMS: each file is read by the system's own rules, and the right person has the right mark."""

import csv
import io
from pathlib import Path

import pytest
from desk import EXPECTED, HALF, LATE, LISTED, PEOPLE, RIGHT, UNREADABLE, read, write_class
from importers import blackboard, brightspace, canvas, moodle_grades, moodle_offline
from the_course import ROOT
from tiny_course import FOLDER

from grader.cli.reports import FILES
from grader.course import Course
from grader.errors import GraderError
from grader.handins.roster_files import SYSTEMS
from grader.lesson.lesson import Lesson
from grader.lesson.read import load_lesson
from grader.records import fill_in
from grader.records.book import Book
from grader.records.sheets import Sheet, read_sheet
from grader.records.tables import TABLES, tables

USERS = [{"id": p.lms["canvas"], "sis": f"sis{p.lms['canvas']}", "login": p.login, "name": p.name} for p in PEOPLE]
NUMBER = {person.id: person.lms["canvas"] for person in PEOPLE}
LOGIN = {person.id: person.login for person in PEOPLE}
MARKS = {student: f"{points:g}" for student, points in EXPECTED.items()}


@pytest.fixture(scope="module")
def lesson(built_course: Course) -> Lesson:
    return load_lesson(built_course, FOLDER)


@pytest.fixture(scope="module")
def book(lesson: Lesson, tmp_path_factory: pytest.TempPathFactory) -> Book:
    return read(write_class(lesson, tmp_path_factory.mktemp("desk")), lesson)


def sheet(folder: Path, rows: list[list[str]], encoding: str = "utf-8", delimiter: str = ",") -> Sheet:
    """A file of an LMS, as it is read."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    path = folder / "from_lms.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    return read_sheet(path)


def canvas_export(column: str = "Tiny (77)") -> list[list[str]]:
    """As Canvas exports a gradebook: a row of its own before the maxima, an old mark, a test student."""
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Essay (76)", column, "Final Score (read only)"]
    rows = [[u["name"], u["id"], u["sis"], u["login"], "A, B", "5", "0.25", "9"] for u in USERS]
    return [
        head,
        ["", "", "", "", "", "Manual Posting", "", ""],
        ["    Points Possible", "", "", "", "", "10", "3", "(read only)"],
        *rows,
        ["Student, Test", "99", "", "x", "A", "", "", ""],
    ]


def test_canvas_exported_gradebook_filled_in(book: Book, lesson: Lesson, tmp_path: Path):
    """Has everybody with a mark that mark, do others keep theirs, and is no other cell touched?"""
    before = canvas_export()
    filled = fill_in.fill_canvas(sheet(tmp_path, before, "utf-8-sig"), book, lesson)
    marks = canvas(
        filled.sheet.as_bytes(), [*USERS, {"id": "99", "sis": "", "login": "x", "name": ""}], {"76": "", "77": ""}
    )
    assert {user: mark for (assignment, user), mark in marks.items() if assignment == "77"} == {
        **dict.fromkeys(NUMBER.values(), "0.25"),
        **{NUMBER[student]: mark for student, mark in MARKS.items()},
    }
    assert [row[:6] + row[7:] for row in filled.sheet.rows] == [row[:6] + row[7:] for row in before]
    assert filled.count == len(MARKS)
    assert filled.lines == ("Disciple; D has no mark: the hand-in is not graded",)


@pytest.mark.parametrize("column", ["07_tiny (77)", "7. Tiny (77)", "TINY (77)", "Lesson 7 (77)"])
def test_the_lessons_column_is_found_by_its_names(book: Book, lesson: Lesson, tmp_path: Path, column: str):
    """By folder, title, number; else is it asked for, with the columns that there are?"""
    assert fill_in.fill_canvas(sheet(tmp_path, canvas_export(column)), book, lesson).count == len(MARKS)
    other = sheet(tmp_path, canvas_export("Homework (77)"))
    with pytest.raises(GraderError, match=r"no column is called '7. Tiny'.*--column.*Homework \(77\)"):
        fill_in.fill_canvas(other, book, lesson)
    assert fill_in.fill_canvas(other, book, lesson, "Homework (77)").count == len(MARKS)


def test_a_new_table_for_canvas(book: Book, lesson: Lesson):
    """Is each row found by its id, and the row of a student without a mark left as it is?"""
    marks = canvas(tables(book, lesson)["canvas.csv"].encode(), USERS, {})
    assert marks == {("new: 7. Tiny", NUMBER[student]): mark for student, mark in MARKS.items()}


def worksheet(modified: str = "Tuesday, 3 November 2026, 9:00 AM", most: str = "4.00") -> list[list[str]]:
    """As Moodle offers it."""
    head = ["Identifier", "Full name", "Email address", "Status", "Grade", "Maximum grade", "Grade can be changed"]
    head += ["Last modified (submission)", "Last modified (grade)", "Feedback comments"]
    return [head] + [
        [f"Participant {p.lms['moodle']}", p.name, p.email, "Submitted", "", most, "Yes", "-", modified, ""]
        for p in PEOPLE
    ]


@pytest.mark.parametrize(("encoding", "delimiter"), [("utf-8", ","), ("utf-8-sig", ",")])
def test_moodles_worksheet_filled_in(book: Book, lesson: Lesson, tmp_path: Path, encoding: str, delimiter: str):
    """Are marks and comments taken by the participant's number, and a grade that is newer there left alone?"""
    before = worksheet()
    filled = fill_in.fill_moodle(sheet(tmp_path, before, encoding, delimiter), book, lesson)
    stored = {p.lms["moodle"]: {"modified": before[1][8]} for p in PEOPLE}
    numbers = {p.id: p.lms["moodle"] for p in PEOPLE}
    taken = moodle_offline(filled.sheet.as_bytes(), stored, 4)
    assert {number: mark for number, (mark, _) in taken.items()} == {numbers[s]: m for s, m in MARKS.items()}
    assert taken[numbers[HALF]][1] == "7.1 (double): squared"
    assert 'idea; "right" sign?' in taken[numbers[LATE]][1]
    stored[numbers[HALF]] = {"modified": "later"}
    assert numbers[HALF] not in moodle_offline(filled.sheet.as_bytes(), stored, 4)


def test_what_moodle_would_skip_is_named(book: Book, lesson: Lesson, tmp_path: Path):
    """Extra credit above the maximum: is the row left as it is, with what to do, and everybody else filled in?"""
    before = worksheet(most="3,00")
    filled = fill_in.fill_moodle(sheet(tmp_path, before), book, lesson)
    stored = {p.lms["moodle"]: {"modified": before[1][8]} for p in PEOPLE}
    numbers = {p.id: p.lms["moodle"] for p in PEOPLE}
    taken = moodle_offline(filled.sheet.as_bytes(), stored, 3)
    assert {n: mark for n, (mark, _) in taken.items()} == {numbers[s]: m for s, m in MARKS.items() if s != RIGHT}
    assert filled.lines[0].endswith("has 3.5 points; Moodle skips more than 3: raise its maximum grade first")


def test_who_is_excused_in_canvas_stays_so(book: Book, lesson: Lesson, tmp_path: Path):
    """Is EX left, and said?"""
    before = canvas_export()
    row = next(row for row in before if row[1] == NUMBER[HALF])
    row[6] = "EX"
    filled = fill_in.fill_canvas(sheet(tmp_path, before), book, lesson)
    users = [*USERS, {"id": "99", "sis": "", "login": "x", "name": ""}]
    assert canvas(filled.sheet.as_bytes(), users, {"76": "", "77": ""})["77", NUMBER[HALF]] == "EX"
    assert "=HYPERLINK(1) is excused (EX) in the file and stays so" in filled.lines
    assert filled.count == len(MARKS) - 1


def test_a_worksheet_with_semicolons_and_a_mark_of_order(book: Book, lesson: Lesson, tmp_path: Path):
    """Is it written back as it was read?"""
    filled = fill_in.fill_moodle(sheet(tmp_path, worksheet(), "utf-8-sig", ";"), book, lesson)
    text = filled.sheet.as_bytes()
    assert text.startswith(b"\xef\xbb\xbfIdentifier;") and filled.count == len(MARKS)


def test_a_new_table_for_moodle(book: Book, lesson: Lesson):
    """Is each mark taken by user name, by e-mail address and by id number?"""
    text = tables(book, lesson)["moodle.csv"].encode()
    assert moodle_grades(text, "username", "7. Tiny") == {LOGIN[s]: mark for s, mark in MARKS.items()}
    assert moodle_grades(text, "idnumber", "7. Tiny") == MARKS


def test_brightspace(book: Book, lesson: Lesson, tmp_path: Path):
    """A new table, and its own export with a # before the ids."""
    users = {person.login: person.id for person in PEOPLE}
    assert brightspace(tables(book, lesson)["brightspace.csv"].encode(), users) == MARKS
    title = "Tiny Points Grade <Numeric MaxPoints:3 Weight:10>"
    rows = [["OrgDefinedId", "Username", title, "End-of-Line Indicator"]]
    rows += [[f"#{p.id}", f"#{p.login}", "", "#"] for p in PEOPLE]
    filled = fill_in.fill_brightspace(sheet(tmp_path, rows), book, lesson)
    assert brightspace(filled.sheet.as_bytes(), users) == MARKS
    assert [row[:2] for row in filled.sheet.rows] == [row[:2] for row in rows]


def test_blackboard(book: Book, lesson: Lesson, tmp_path: Path):
    """A new table, and its column file: tabs, two bytes a letter, the column's id."""
    new = blackboard(tables(book, lesson)["blackboard.csv"].encode())
    assert new == {("new: 7. Tiny", LOGIN[student]): mark for student, mark in MARKS.items()}
    rows = [["Last Name", "First Name", "Username", "Tiny [Total Pts: 3 Score] |_912"]]
    rows += [[p.name, "", p.login, ""] for p in PEOPLE]
    filled = fill_in.fill_blackboard(sheet(tmp_path, rows, "utf-16", "\t"), book, lesson)
    assert blackboard(filled.sheet.as_bytes()) == {("_912", LOGIN[student]): mark for student, mark in MARKS.items()}


def test_the_plain_table_has_everybody(book: Book, lesson: Lesson):
    """Are those who have not handed in, and those who could not be graded, listed without a mark and named as such?"""
    rows = {row["student"].lstrip("'"): row for row in csv.DictReader(io.StringIO(tables(book, lesson)["marks.csv"]))}
    assert {student: row["points"] for student, row in rows.items()} == {p.id: MARKS.get(p.id, "") for p in PEOPLE}
    states = {student: row["state"] for student, row in rows.items()}
    assert states == {RIGHT: "graded", HALF: "graded", LATE: "graded", LISTED: "graded", UNREADABLE: "not graded"} | {
        "student03": "not handed in"
    }
    assert rows[LISTED]["penalty"] == "0.5"


def test_nothing_is_a_formula_but_a_login_of_the_roster(book: Book, lesson: Lesson):
    """Does no cell begin with what a spreadsheet takes for one, but logins and ids, which an importer compares?"""
    exact = {person.login for person in PEOPLE} | {person.id for person in PEOPLE}
    for text in tables(book, lesson).values():
        for cell in (cell for row in csv.reader(io.StringIO(text)) for cell in row if cell not in exact):
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))


def test_without_a_roster_no_login_is_a_formula(book: Book, lesson: Lesson, tmp_path: Path):
    """Is a name that came with a hand-in made harmless everywhere?"""
    alone = Book({}, book.records)
    for text in tables(alone, lesson).values():
        assert not [cell for row in csv.reader(io.StringIO(text)) for cell in row if cell.startswith("=")]


def test_two_rows_of_one_person_and_a_stranger(book: Book, lesson: Lesson, tmp_path: Path):
    """Are the second row, a row that is nobody's and a student without a row each left alone and named?"""
    rows = worksheet()
    rows = [*rows[:2], rows[1], ["Participant 999", "Stranger", "s@example.org", *rows[1][3:]]]
    filled = fill_in.fill_moodle(sheet(tmp_path, rows), book, lesson)
    assert filled.count == 1
    assert filled.sheet.rows[2][4] == ""
    for part in (
        "row 3 is",
        "again, as row 2",
        "row 4 (Participant 999, Stranger) is nobody",
        "has 1 points and no row",
    ):
        assert part in "\n".join(filled.lines)


def test_an_lms_is_known_everywhere(book: Book, lesson: Lesson):
    """Has each whose file can be filled in a new table too, a column in a roster, and its place in the guide?"""
    guide = (ROOT / "docs" / "grading.md").read_text(encoding="utf-8")
    for system in FILES:
        assert hasattr(fill_in, f"fill_{system}"), f"write fill_{system} in records/fill_in.py"
        assert f"{system}.csv" in TABLES, f"add {system}.csv to TABLES of records/tables.py"
        assert system in SYSTEMS, f"add {system} to SYSTEMS of handins/roster_files.py"
        assert f"grader export 6 --{system} " in guide, f"say in docs/grading.md how marks go back to {system}"


def test_a_file_of_something_else(book: Book, lesson: Lesson, tmp_path: Path):
    """Is it refused in a line that says what is missing?"""
    other = sheet(tmp_path, [["a", "b"], ["1", "2"]])
    for fill in (getattr(fill_in, f"fill_{system}") for system in FILES):
        with pytest.raises(GraderError, match="it has no column"):
            fill(other, book, lesson)
    with pytest.raises(GraderError, match="is not a CSV file"):
        (tmp_path / "x.csv").write_bytes(b"PK\x03\x04\0\0")
        read_sheet(tmp_path / "x.csv")
