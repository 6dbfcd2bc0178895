"""What nbgrader's tables have no place for, in a table of ours beside them: mistakes by name, messages, notes.

One row for each student and lesson, written in the transaction that writes the marks, so that the two never differ.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Column, MetaData, String, Table, Text, delete, insert, select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from grader.marking.result import Result, from_dict

ROWS = Table(
    "frontier_results",
    MetaData(),
    Column("lesson", String(128), primary_key=True),
    Column("student", String(128), primary_key=True),
    Column("result", Text, nullable=False),
)


def make_table(connection: Connection) -> None:
    """Make the table where it is missing."""
    ROWS.create(connection, checkfirst=True)


def write_details(db: Session, results: Sequence[Result]) -> None:
    """Put these results in the place of what is known of the students in their lesson; the caller commits."""
    for lesson in {result.lesson_id for result in results}:
        rows = [result for result in results if result.lesson_id == lesson]
        students = [result.student for result in rows]
        db.execute(delete(ROWS).where(ROWS.c.lesson == lesson, ROWS.c.student.in_(students)))
        db.execute(insert(ROWS), [{"lesson": lesson, "student": r.student, "result": text_of(r)} for r in rows])


def read_details(
    db: Session, lesson_ids: Iterable[str], students: Collection[str] | None = None
) -> dict[tuple[str, str], Result]:
    """By lesson and student, the results as they were written; one of another version of the grader is left out."""
    query = select(ROWS).where(ROWS.c.lesson.in_(list(lesson_ids)))
    if students is not None:
        query = query.where(ROWS.c.student.in_(list(students)))
    found = {}
    for lesson, student, text in db.execute(query):
        try:
            found[lesson, student] = from_dict(json.loads(text))
        except (ValueError, KeyError, TypeError):
            continue
    return found


def text_of(result: Result) -> str:
    """The result as one line, without answers and what they printed: those stand in the graded notebook."""
    return json.dumps(replace(result, printed={}, sources={}).as_dict(), ensure_ascii=True)
