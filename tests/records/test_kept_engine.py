"""The engine of a gradebook is kept in a process; what it opens is what is there at that moment."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from desk import RIGHT, result
from nbgrader.api import Gradebook
from sqlalchemy import create_engine, text
from tiny_course import FOLDER

from grader.course import Course
from grader.errors import GraderError, OldGradebook
from grader.lesson.read import load_lesson
from grader.records.database import BUSY_SECONDS, COURSE, open_marks, read_gradebook


@pytest.fixture
def url(course: Course, tmp_path: Path) -> str:
    """A gradebook with one student's marks, opened and closed before."""
    place = f"sqlite:///{tmp_path / 'gradebook.db'}"
    lesson = load_lesson(course, FOLDER)
    with open_marks(place, lesson) as marks:
        marks.write([result(RIGHT, lesson)])
    return place


def test_a_gradebook_that_was_taken_away_is_made_anew(course: Course, url: str):
    """Is nothing left of the old one, and can the new one be written and read by nbgrader?"""
    lesson = load_lesson(course, FOLDER)
    Path(url.removeprefix("sqlite:///")).unlink()
    with pytest.raises(GraderError, match="there is no gradebook"):
        read_gradebook(url, [lesson])
    with open_marks(url, lesson) as marks:
        assert not marks.has(RIGHT)
        marks.write([result(RIGHT, lesson)])
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        assert connection.execute("select id from course").fetchall() == [(COURSE,)]
    with Gradebook(url, COURSE) as gradebook:
        assert gradebook.find_submission_notebook(lesson.name, FOLDER, RIGHT).score == 3


def test_two_that_have_it_open_do_not_disturb_each_other(course: Course, url: str):
    """Does one go on when the other closes, and see what it wrote?"""
    lesson = load_lesson(course, FOLDER)
    with open_marks(url, lesson) as marks:
        with open_marks(url, lesson) as other:
            other.write([result("student77", lesson)])
        assert ("07_tiny", "student77") in marks.read(["student77"]).records
        marks.write([result("student78", lesson)])
    assert {student for _, student in read_gradebook(url, [lesson]).records} == {RIGHT, "student77", "student78"}


def test_a_version_that_changes_between_two_openings_is_seen(course: Course, url: str):
    """Is a gradebook refused once another nbgrader has changed it, though it was fine before?"""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("update alembic_version set version_num = 'another'"))
    engine.dispose()
    with pytest.raises(OldGradebook):
        open_marks(url, load_lesson(course, FOLDER))


def test_a_busy_database_is_waited_for_each_time_it_is_opened(course: Course, url: str):
    """Does each connection wait, also those of the second opening?"""
    with open_marks(url, load_lesson(course, FOLDER)) as marks, marks._gradebook.engine.connect() as connection:
        assert connection.execute(text("pragma busy_timeout")).scalar() == BUSY_SECONDS * 1000
