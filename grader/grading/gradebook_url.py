"""Where the gradebook is: SQLAlchemy's URL as this installation can open it, and as it may be printed."""

from sqlalchemy.engine import make_url


def normal_url(url: str) -> str:
    """The URL with the driver that is installed here: psycopg 3 for PostgreSQL."""
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def hide_password(url: str) -> str:
    """The URL as it may be printed."""
    return make_url(url).render_as_string(hide_password=True)
