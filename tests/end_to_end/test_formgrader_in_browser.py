"""formgrader on what was graded here, in Chromium: the class by name, the hand-ins with their time, the same points."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from desk import HALF, LATE, LISTED, PEOPLE, RIGHT, result, write_class
from formgrader import TOKEN, formgrader
from nbgrader.api import Gradebook
from tiny_course import FOLDER

from grader.course import Course, open_course
from grader.lesson.read import load_lesson
from grader.marking.outcome import PASSED
from grader.records.database import COURSE
from grader.records.graded_notebook import write_autograded
from tools.browser import CHROMIUM, opened

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium: formgrader was not looked at in a browser")
CAME = datetime(2026, 11, 3, 12, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def page(built_course: Course, browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, str]]:
    """A browser that is logged in, and the address of formgrader on a class with odd names."""
    course = open_course(shutil.copytree(built_course.root, tmp_path_factory.mktemp("formgrader") / "course"))
    lesson = load_lesson(course, FOLDER)
    database = write_class(lesson, course.root)
    with Gradebook(database, COURSE) as gradebook:
        for submission in gradebook.assignment_submissions(FOLDER):
            submission.timestamp = CAME.replace(tzinfo=None)
        gradebook.db.commit()
    for student in (RIGHT, LISTED):
        write_autograded(result(student, lesson, PASSED, PASSED), lesson, course.root / "autograded")
        place = course.root / "submitted" / student / FOLDER
        place.mkdir(parents=True)
        shutil.copy(course.solution(FOLDER), place)
        (place / "timestamp.txt").write_text(f"{CAME.isoformat()}\n")
    with formgrader(course.root) as address, opened(browser, 1200, 900) as page:
        page.goto(f"{address}/formgrader?token={TOKEN}")
        yield page, f"{address}/formgrader"


def rows(page: Any, address: str) -> dict[str, str]:
    """The rows of a table of formgrader, by what their first cell says."""
    page.goto(address)
    page.get_by_text("Loading, please wait").wait_for(state="detached")
    return {row.locator("td").first.inner_text().strip(): row.inner_text() for row in page.locator("tbody tr").all()}


def test_the_class_by_name_with_its_points(page: tuple[Any, str]):
    """Last name first, with the points of the gradebook, manual ones and extra credit in them?"""
    browser, address = page
    found = rows(browser, f"{address}/manage_students")
    assert len(found) == len(PEOPLE)
    points = {text.split("\t")[1]: text.split("\t")[3] for text in found.values()}
    assert {student: points[student] for student in (RIGHT, LATE, HALF)} == {
        RIGHT: "3.5 / 3",
        LATE: "1.5 / 3",
        HALF: "1 / 3",
    }
    assert "Schüler, Zögling" in found
    assert browser.errors == []


def test_the_hand_ins_with_their_time(page: tuple[Any, str]):
    """Does each that was handed in show when it came, that it is graded, and its points?"""
    browser, address = page
    found = rows(browser, f"{address}/manage_submissions/{FOLDER}")
    assert set(found) >= {'"A.", O\'Learner, One', "Schüler, Zögling"}
    assert "2026-11-03 12:30:00" in found["Schüler, Zögling"] and "graded" in found["Schüler, Zögling"]
    assert "3.5 / 3" in found['"A.", O\'Learner, One']
    assert browser.errors == []
