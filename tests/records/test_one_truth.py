"""Marks are the same everywhere: in the gradebook, the report, the tables, the pages and formgrader."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from desk import EXPECTED, LATE, LISTED, RIGHT, by_hand, read, result, write_class
from nbgrader.api import Gradebook
from tiny_course import FOLDER

from grader.course import Course
from grader.lesson.read import load_lesson
from grader.marking.outcome import FAILED, PASSED
from grader.marking.result import nothing_ran
from grader.records.database import COURSE, open_marks
from grader.records.graded_notebook import write_autograded
from grader.run.outputs import write_outputs, write_pages
from grader.run.places import places


@pytest.fixture
def desk(course: Course):
    """The class in the tiny course's own folder, with pages, tables and report; the places and the lesson."""
    lesson = load_lesson(course, FOLDER)
    url = write_class(lesson, course.root)
    its_places = places(course.root, url)
    for student, (first, second) in {RIGHT: (PASSED, PASSED), LATE: (FAILED, FAILED), LISTED: (PASSED, FAILED)}.items():
        write_autograded(result(student, lesson, first, second), lesson, its_places.autograded)
    assert write_pages(course, its_places) == ()
    assert write_outputs(course, its_places).faults == ()
    return its_places, lesson


def in_report(report: Path) -> dict[str, float | None]:
    """By student, the points in the report's table, which must be those of the student's page in it."""
    html = report.read_text()
    data = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', html)[1])
    found = {}
    for name, id, _, rows in data["students"]:
        assert len(rows) <= 1
        found[id or name] = rows[0][2] if rows else None
    table = html[html.index('id="people"') :]
    cells = re.findall(r'<td class="number[^"]*">([^<]*)</td><td class="number">[^<]*</td></tr>', table)
    shown = {"–": None, "no mark": None}
    assert [shown.get(cell, cell) and float(cell) for cell in cells] == list(found.values())
    return found


def in_formgrader(course: Course, database: str) -> dict[str, dict]:
    """The rows of formgrader's table of students, by id; it shows points before lateness."""
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config

    config = Config({"CourseDirectory": {"root": str(course.root), "db_url": database}})
    return {row["id"]: row for row in NbGraderAPI(CourseDirectory(config=config), config=config).get_students()}


def test_marks_are_one(course: Course, desk):
    """Manual points, extra credit and a penalty included: do five places have the same, and no mark where none is?"""
    its_places, lesson = desk
    tables = {name: (its_places.tables(FOLDER) / name).read_text() for name in ("marks.csv", "canvas.csv")}
    rows = csv.DictReader(io.StringIO(tables["marks.csv"]))
    assert {r["student"].lstrip("'"): float(r["points"]) for r in rows if r["points"]} == EXPECTED
    rows = [row for row in csv.reader(io.StringIO(tables["canvas.csv"]))][2:]
    assert sorted(float(row[5]) for row in rows if row[5]) == sorted(EXPECTED.values())
    shown = in_report(its_places.reports / "index.html")
    assert {student: points for student, points in shown.items() if points is not None} == EXPECTED
    with Gradebook(its_places.database, COURSE) as gradebook:
        found = {s.student.id: s.score - s.late_submission_penalty for s in gradebook.assignment_submissions(FOLDER)}
    assert {student: points for student, points in found.items() if student in EXPECTED} == EXPECTED
    rows = in_formgrader(course, its_places.database)
    assert {s: rows[s]["score"] - (0.5 if s == LISTED else 0) for s in EXPECTED} == EXPECTED
    for student in (RIGHT, LATE, LISTED):
        page = its_places.page(student, lesson).read_text()
        assert f"<strong>{EXPECTED[student]:g}</strong> of 3 points" in page


def test_formgrader_has_the_names(course: Course, desk):
    """First and last, as its tables show them?"""
    row = in_formgrader(course, desk[0].database)[LISTED]
    assert (row["first_name"], row["last_name"]) == ("Zögling", "Schüler")


def test_what_a_person_wrote_is_on_the_page(desk):
    """Manual points, the comment, extra credit, the penalty?"""
    its_places, lesson = desk
    late, right, listed = (its_places.page(s, lesson).read_text() for s in (LATE, RIGHT, LISTED))
    for part in ("given by your teacher", "=Good, idea; &#34;right&#34; sign?"):
        assert part in late
    assert "0.5 of them extra credit" in right
    assert "after 0.5 taken off for lateness" in listed


def test_a_run_takes_nothing_from_what_a_person_gave(course: Course, desk):
    """After a regrade that changes the tests' points, do manual points, credit and comment stay?"""
    its_places, lesson = desk
    with open_marks(its_places.database, lesson) as marks:
        changes = marks.changes(again := result(LATE, lesson, PASSED, FAILED))
        marks.write([again])
    lines = [change.line(LATE, change.exercise, "changed: lesson") for change in changes]
    assert lines == ["UNI\\student05, double: 0 -> 2 (changed: lesson; passes now); 1.5 given by hand stays"]
    record = read(its_places.database, lesson).records[FOLDER, LATE]
    assert (record.points, record.marks[0].manual, record.marks[0].auto) == (1.5, 1.5, 2)
    assert record.marks[0].comment.startswith("=Good")


def test_grading_part_of_a_class_adds_to_the_rest(course: Course, desk):
    """Does somebody who is graded alone join those who were graded before?"""
    its_places, lesson = desk
    with open_marks(its_places.database, lesson) as marks:
        marks.write([result("student99", lesson)])
    write_outputs(course, its_places)
    shown = in_report(its_places.reports / "index.html")
    assert {s: p for s, p in shown.items() if p is not None} == EXPECTED | {"student99": 3}


def test_who_could_not_be_graded_has_no_mark(course: Course, desk):
    """A hand-in that was graded, and is handed in again so that nobody can read it: is that no 0 either?"""
    its_places, lesson = desk
    with open_marks(its_places.database, lesson) as marks:
        marks.write([nothing_ran(RIGHT, lesson, "tiny.ipynb is not JSON.")])
    record = read(its_places.database, lesson).records[FOLDER, RIGHT]
    assert not record.is_graded
    with Gradebook(its_places.database, COURSE) as gradebook:
        assert gradebook.find_submission(FOLDER, RIGHT).needs_manual_grade
    by_hand(its_places.database, lesson)


def test_mistakes_by_name_come_back_from_the_gradebook(desk):
    """Are name, message and explanation those that the tests gave, for each exercise?"""
    its_places, lesson = desk
    book = read(its_places.database, lesson)
    mark = book.records[FOLDER, LISTED].marks[1]
    assert (mark.mistake, mark.status) == ("squared", FAILED)
    html = (its_places.reports / "index.html").read_text()
    assert "x * x is not x + x" in html and "<strong>squared</strong>" in html


def test_no_names_where_none_are_wanted(course: Course, desk):
    """Does the report for the class hold no id, name, address or comment?"""
    its_places, _ = desk
    assert write_outputs(course, its_places, anonymous=True).faults == ()
    html = (its_places.reports / "anonymous.html").read_text()
    for part in (
        "student01",
        "UNI",
        "Schüler",
        "O&#39;Neill",
        "Neill",
        "example.org",
        "idea",
        "../feedback",
        "HYPERLINK",
    ):
        assert part not in html
    assert sorted(filter(None, in_report(its_places.reports / "anonymous.html").values())) == sorted(EXPECTED.values())
