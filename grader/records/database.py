"""Opens nbgrader's gradebook at any SQLAlchemy URL, and makes its tables where there are none."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from nbgrader.api import Base, Gradebook, InvalidEntry
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import create_engine, event, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from grader.errors import GraderError, OldGradebook
from grader.handins.roster import Person
from grader.lesson.lesson import Lesson
from grader.records.book import Book
from grader.records.details import make_table
from grader.records.gradebook import Marks
from grader.records.history import make_history
from grader.records.read_book import read_book
from grader.records.transaction import hide_password, refusal

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection

COURSE = "frontier_ai_365"
BUSY_SECONDS = 15


def open_marks(url: str, lesson: Lesson) -> Marks:
    """The gradebook at SQLAlchemy's `url`, such as "sqlite:////course/gradebook.db"; made where it is missing.

    Raises:
        GraderError: it cannot be opened or written.
    """
    url = normal_url(url)
    try:
        _make_database(url)
        gradebook = Gradebook(url, COURSE)
        if url.startswith("sqlite"):
            event.listen(gradebook.engine, "connect", _wait_when_busy)
            gradebook.close()  # connections are made anew, now with the listener
        with gradebook.engine.begin() as connection:
            make_table(connection)
            make_history(connection)
        return Marks(gradebook, lesson)
    except (SQLAlchemyError, InvalidEntry, OSError) as error:
        raise refusal(url, error) from None


def read_gradebook(url: str, lessons: Sequence[Lesson]) -> Book:
    """All that the gradebook says of these lessons; an SQLite file that is missing is not made.

    Raises:
        GraderError: there is none, or it cannot be read.
    """
    url = normal_url(url)
    path = Path(make_url(url).database or "")
    if url.startswith("sqlite") and not path.exists():
        raise GraderError(f"there is no gradebook {path}", "Grade something first, or name it with --db")
    try:
        _make_database(url)
        gradebook = Gradebook(url, COURSE)
        try:
            with gradebook.engine.begin() as connection:
                make_table(connection)
                make_history(connection)
            return read_book(gradebook.db, lessons)
        finally:
            gradebook.close()
            gradebook.engine.dispose()
    except (SQLAlchemyError, InvalidEntry, OSError) as error:
        raise refusal(url, error) from None


def enrol(url: str, lesson: Lesson, people: Sequence[Person]) -> None:
    """Enter a roster's names, which formgrader shows.

    Raises:
        GraderError: the gradebook cannot be written.
    """
    with open_marks(url, lesson) as marks:
        marks.enrol(people)


def normal_url(url: str) -> str:
    """The URL with the driver that is installed here: psycopg 3 for PostgreSQL."""
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def _make_database(url: str) -> None:
    """Make what is missing; an SQLite file beside its place, for half a file would be taken for a whole one."""
    path = Path(make_url(url).database or "")
    if not url.startswith("sqlite") or not path.name or path.exists():
        _make_tables(url)
    else:
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            _make_tables(f"sqlite:///{draft}")
            if not path.exists():
                draft.rename(path)
        finally:
            draft.unlink(missing_ok=True)


def _make_tables(url: str) -> None:
    """nbgrader's tables, marked as of its newest version: it would start a program for that, which takes seconds.

    Raises:
        OldGradebook: the tables are there, and of another version.
    """
    engine, versions = create_engine(url), ScriptDirectory(ALEMBIC_DIR)
    with engine.begin() as connection:
        context, tables = MigrationContext.configure(connection), inspect(connection).get_table_names()
        if not tables:
            Base.metadata.create_all(connection)
            context.stamp(versions, "head")
        elif "assignment" in tables and context.get_current_revision() != versions.get_current_head():
            step = f"First: nbgrader db upgrade --db {hide_password(url)}"
            raise OldGradebook(f"the gradebook {hide_password(url)} was made by another version of nbgrader", step)
    engine.dispose()


def _wait_when_busy(connection: "DBAPIConnection", _record: object) -> None:
    """Let SQLite wait for another writer rather than fail at once."""
    connection.cursor().execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
