"""Every attempt of a student with its mark, in a table of ours beside nbgrader's, which has a place for one only.

An attempt is known by the hash of its bytes, so that the same file in two downloads is one attempt.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Integer, MetaData, String, Table, Text, delete, insert, select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from grader.records.book import AttemptMark

ROWS = Table(
    "frontier_attempts",
    MetaData(),
    Column("lesson", String(128), primary_key=True),
    Column("student", String(128), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("attempt", Text, nullable=False),
)
Attempts = tuple[AttemptMark, ...]


def make_history(connection: Connection) -> None:
    """Make the table where it is missing."""
    ROWS.create(connection, checkfirst=True)


def write_attempts(db: Session, lesson_id: str, attempts: Mapping[str, Sequence[AttemptMark]]) -> None:
    """Add what came in to what is known of each student; the caller commits.

    Args:
        attempts: by student, oldest first; what is known and not among them came before, and counts no longer.
    """
    there = read_attempts(db, [lesson_id], list(attempts))
    db.execute(delete(ROWS).where(ROWS.c.lesson == lesson_id, ROWS.c.student.in_(list(attempts))))
    rows = [
        {"lesson": lesson_id, "student": student, "number": number, "attempt": _text_of(attempt)}
        for student, new in attempts.items()
        for number, attempt in enumerate(_together(there.get((lesson_id, student), ()), new), 1)
    ]
    if rows:
        db.execute(insert(ROWS), rows)


def read_attempts(
    db: Session, lesson_ids: Iterable[str], students: Collection[str] | None = None
) -> dict[tuple[str, str], Attempts]:
    """By lesson and student, the attempts, oldest first."""
    query = select(ROWS).where(ROWS.c.lesson.in_(list(lesson_ids))).order_by(ROWS.c.number)
    if students is not None:
        query = query.where(ROWS.c.student.in_(list(students)))
    found: dict[tuple[str, str], Attempts] = {}
    for lesson, student, _, text in db.execute(query):
        found[lesson, student] = (*found.get((lesson, student), ()), _from_dict(json.loads(text)))
    return found


def _together(known: Attempts, new: Sequence[AttemptMark]) -> list[AttemptMark]:
    digests = {attempt.digest for attempt in new}
    found = [*(replace(one, counts=False) for one in known if one.digest not in digests), *new]
    times = [one.submitted for one in found if one.submitted]
    return sorted(found, key=lambda one: one.submitted or times[0]) if len(times) == len(found) else found


def _text_of(attempt: AttemptMark) -> str:
    when = attempt.submitted.isoformat() if attempt.submitted else None
    return json.dumps(vars(attempt) | {"submitted": when}, ensure_ascii=True)


def _from_dict(data: dict[str, Any]) -> AttemptMark:
    when = data["submitted"]
    return AttemptMark(**data | {"submitted": datetime.fromisoformat(when) if when else None})
