"""Opens nbgrader's gradebook at any SQLAlchemy URL, and makes its tables where there are none."""

import os
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from nbgrader.api import Base, Gradebook, InvalidEntry
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import Engine, create_engine, event, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import scoped_session, sessionmaker

from grader.errors import GraderError, OldGradebook
from grader.handins.roster import Person
from grader.lesson.lesson import Lesson
from grader.records.book import Book
from grader.records.details import make_table
from grader.records.gradebook import Marks
from grader.records.history import make_history
from grader.records.read_book import read_book
from grader.records.transaction import refusal

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection

COURSE = "frontier_ai_365"
BUSY_SECONDS = 15


class OpenGradebook(Gradebook):  # type: ignore[misc]
    """nbgrader's gradebook on an engine that is kept, and with it the SQL of the statements that it has run before.

    The tables must be there. Closing it closes its connections; the engine makes new ones when it is opened again.
    """

    def __init__(self, url: str) -> None:  # in the place of nbgrader's own, which makes an engine each time
        self.engine = _engine(url)
        self.db = scoped_session(sessionmaker(autoflush=True, bind=self.engine, future=True))
        self.check_course(COURSE)
        self.course_id, self.authenticator = COURSE, None


def open_marks(url: str, lesson: Lesson) -> Marks:
    """The gradebook at SQLAlchemy's `url`, such as "sqlite:////course/gradebook.db"; made where it is missing.

    Raises:
        GraderError: it cannot be opened or written.
    """
    url = normal_url(url)
    try:
        _make_database(url)
        gradebook = OpenGradebook(url)
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
        gradebook = OpenGradebook(url)
        try:
            with gradebook.engine.begin() as connection:
                make_table(connection)
                make_history(connection)
            return read_book(gradebook.db(), lessons)
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
        _make_tables(_engine(url))
    else:
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            _make_tables(create_engine(f"sqlite:///{draft}"))
            if not path.exists():
                draft.rename(path)
        finally:
            draft.unlink(missing_ok=True)


def _make_tables(engine: Engine) -> None:
    """nbgrader's tables, marked as of its newest version: it would start a program for that, which takes seconds.

    Raises:
        OldGradebook: the tables are there, and of another version.
    """
    with engine.begin() as connection:
        context, tables = MigrationContext.configure(connection), inspect(connection).get_table_names()
        if not tables:
            Base.metadata.create_all(connection)
            context.stamp(ScriptDirectory(ALEMBIC_DIR), "head")
        elif "assignment" not in tables:
            Base.metadata.create_all(connection)  # beside another program's
        elif context.get_current_revision() != _newest():
            url = engine.url.render_as_string(hide_password=True)
            step = f"First: nbgrader db upgrade --db {url}"
            raise OldGradebook(f"the gradebook {url} was made by another version of nbgrader", step)
    engine.dispose()


@cache
def _newest() -> str | None:
    """The version of the tables that this nbgrader makes, which it has in files of code, one for each version."""
    return ScriptDirectory(ALEMBIC_DIR).get_current_head()


@lru_cache(maxsize=8)
def _engine(url: str) -> Engine:
    engine = create_engine(url)
    if url.startswith("sqlite"):
        event.listen(engine, "connect", _wait_when_busy)
    return engine


def _wait_when_busy(connection: "DBAPIConnection", _record: object) -> None:
    """Let SQLite wait for another writer rather than fail at once."""
    connection.cursor().execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
