"""The gradebook in PostgreSQL: the server named by FRONTIER_TEST_DB, as `.ci/start-postgres.sh` starts one."""

import os
import secrets
from collections.abc import Iterator
from dataclasses import replace

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from tiny_course import FOLDER

from grader.course import Course
from grader.errors import GraderError
from grader.lesson.lesson import Lesson
from grader.lesson.read import load_lesson
from grader.marking.outcome import FAILED, PASSED, Outcome
from grader.marking.result import Result
from grader.records.database import normal_url, open_marks
from grader.records.transaction import hide_password

SERVER = os.environ.get("FRONTIER_TEST_DB", "")


@pytest.fixture
def url() -> Iterator[str]:
    """A new database on the server, dropped at the end."""
    if not SERVER:
        pytest.skip("no PostgreSQL: FRONTIER_TEST_DB names none (see .ci/start-postgres.sh)")
    name = f"frontier_{secrets.token_hex(4)}"
    server = create_engine(normal_url(SERVER), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture(scope="module")
def lesson(built_course: Course) -> Lesson:
    """The tiny lesson."""
    return load_lesson(built_course, FOLDER)


def result(student: str, first: float = 2) -> Result:
    """A result with so many points for the first exercise, and one for the second."""
    status = PASSED if first == 2 else FAILED
    return Result(student, FOLDER, (Outcome("double", status, first, 2), Outcome("predicted_shape", PASSED, 1, 1)))


def score(url: str, student: str) -> float:
    """What nbgrader itself reads as the student's score."""
    with Gradebook(normal_url(url), "frontier_ai_365") as gradebook:
        return gradebook.find_submission(FOLDER, student).score


def test_marks_are_written_and_written_again(url: str, lesson: Lesson):
    """Does nbgrader read from PostgreSQL what was written, and the better result after a second run?"""
    with open_marks(url, lesson) as marks:
        marks.write([result("student01", 0), result("student02")])
    assert (score(url, "student01"), score(url, "student02")) == (1, 3)
    with open_marks(url, lesson) as marks:
        marks.write([result("student01"), result("student02")])
    assert (score(url, "student01"), score(url, "student02")) == (3, 3)


def test_a_transaction_that_fails_leaves_nothing(url: str, lesson: Lesson):
    """Is nothing of a batch written where one result is refused, and the connection still good?"""
    too_long = replace(result("cyd"), student="c" * 200)
    with open_marks(url, lesson) as marks:
        with pytest.raises(GraderError, match="too long"):
            marks.write([result("student01"), too_long])
        marks.write([result("student02")])
    assert score(url, "student02") == 3
    with pytest.raises(Exception, match="No such"):
        score(url, "student01")


def test_a_server_that_is_not_there(lesson: Lesson):
    """Is it reported in one line, without the password?"""
    with pytest.raises(GraderError, match="cannot be written") as caught:
        open_marks("postgresql://student01:secret@127.0.0.1:9/marks", lesson)
    assert "secret" not in str(caught.value)
    assert "secret" not in hide_password("postgresql+psycopg://student01:secret@127.0.0.1/marks")
