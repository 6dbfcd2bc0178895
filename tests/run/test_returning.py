"""Feedback goes back in bulk: does each system's own rule put each page with the right person?"""

import zipfile
from pathlib import Path

import pytest
from desk import LATE, LISTED, PEOPLE, RIGHT, read, result, write_class
from importers import moodle_feedback
from tiny_course import FOLDER

from grader.course import Course
from grader.lesson.read import load_lesson
from grader.marking.outcome import FAILED, PASSED
from grader.records.graded_notebook import write_autograded
from grader.records.sheets import Sheet
from grader.run.outputs import write_pages
from grader.run.places import places
from grader.run.returning import canvas_zip, moodle_folders, moodle_zip, student_zips

WITH_PAGE = (RIGHT, LATE, LISTED)


@pytest.fixture
def desk(course: Course):
    """Book, lesson and places of a class in which three have a page."""
    lesson = load_lesson(course, FOLDER)
    its_places = places(course.root, write_class(lesson, course.root))
    for student in WITH_PAGE:
        write_autograded(result(student, lesson, PASSED, FAILED), lesson, its_places.autograded)
    assert write_pages(course, its_places) == ()
    return read(its_places.database, lesson), lesson, its_places


def pages_in(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_moodle(desk, tmp_path: Path):
    """A name with underscores, quotes and a comma too: is the number where Moodle looks for it?"""
    book, lesson, its_places = desk
    rows = [["Identifier", "Full name"], *([f"Participant {p.lms['moodle']}", p.name] for p in PEOPLE)]
    returned = moodle_zip(book, lesson, its_places, moodle_folders(Sheet(rows), book), tmp_path / "moodle.zip")
    found = pages_in(returned.path)
    numbers = {p.id: p.lms["moodle"] for p in PEOPLE}
    assert set(moodle_feedback(list(found))) == {numbers[student] for student in WITH_PAGE}
    by_number = {name.split("_")[1]: text for name, text in found.items()}
    for student in WITH_PAGE:
        assert by_number[numbers[student]] == its_places.page(student, lesson).read_text()
    assert (returned.count, returned.lines) == (3, ())


def test_moodle_without_a_row(desk, tmp_path: Path):
    """Is a page whose student is not in the worksheet named?"""
    book, lesson, its_places = desk
    rows = [["Identifier", "Full name"], ["Participant 101", "whoever"]]
    returned = moodle_zip(book, lesson, its_places, moodle_folders(Sheet(rows), book), tmp_path / "moodle.zip")
    assert returned.count == 1
    assert sorted(line.split(" has ")[1] for line in returned.lines) == ["a page and no place in that file"] * 2


def test_canvas(desk, tmp_path: Path):
    """Does each page have the name that Canvas gave, LATE and the counter of resubmissions with it?"""
    book, lesson, its_places = desk
    files = {"one_11_500_tiny.ipynb": RIGHT, "five_LATE_15_501_tiny-2.ipynb": LATE, "who_99_1_x.ipynb": "nobody"}
    returned = canvas_zip(book, lesson, its_places, files, tmp_path / "canvas.zip")
    found = pages_in(returned.path)
    assert set(found) == {"one_11_500_tiny.html", "five_LATE_15_501_tiny-2.html"}
    assert found["five_LATE_15_501_tiny-2.html"] == its_places.page(LATE, lesson).read_text()
    assert returned.lines == ("Zögling Schüler has a page and no file in the download",)


def test_a_zip_for_each_student(desk, tmp_path: Path):
    """Does it hold the page and the graded notebook, and nobody else's?"""
    book, lesson, its_places = desk
    returned = student_zips(book, lesson, its_places, tmp_path / "out")
    assert returned.count == 3
    assert sorted(path.name for path in returned.path.rglob("*.zip")) == sorted(f"{s}.zip" for s in WITH_PAGE)
    assert set(pages_in(tmp_path / "out" / f"{RIGHT}.zip")) == {"tiny.html", "tiny.ipynb"}
