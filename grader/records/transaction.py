"""One transaction on the gradebook: written whole or not at all, and what to tell where the database refuses."""

from collections.abc import Iterator
from contextlib import contextmanager

from nbgrader.api import Gradebook
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from grader.errors import GraderError


@contextmanager
def transaction(gradebook: Gradebook) -> Iterator[Session]:
    """The gradebook's session; what is done in it is committed at the end.

    Raises:
        GraderError: the database refuses; nothing is written.
    """
    db: Session = gradebook.db
    try:
        yield db
        db.commit()
    except (SQLAlchemyError, OSError) as error:
        db.rollback()
        raise refusal(str(gradebook.engine.url), error) from None


def refusal(url: str, error: Exception) -> GraderError:
    """What to tell of a database that refuses; without the password in its URL."""
    cause = next(iter(str(getattr(error, "orig", None) or error).splitlines()), type(error).__name__)
    return GraderError(
        f"the gradebook {hide_password(url)} cannot be written ({cause.rstrip('.')})",
        "Every result is in the journal: correct this and give the same command again",
    )


def hide_password(url: str) -> str:
    """The URL as it may be printed."""
    return make_url(url).render_as_string(hide_password=True)
