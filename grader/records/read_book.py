"""Reads the gradebook into a `Book`: marks of tests and of people, credit, comments, penalties, who is enrolled."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    GradeCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from grader.handins.roster import Person
from grader.lesson.lesson import Lesson
from grader.marking.result import Result
from grader.records.book import Book, Mark, Record, with_outcome
from grader.records.details import read_details
from grader.records.history import read_attempts

TEST = "test_"
Key = tuple[str, str]  # a lesson's id and a student


def read_book(db: Session, lessons: Sequence[Lesson], students: Collection[str] | None = None) -> Book:
    """What the gradebook says of these lessons.

    Args:
        students: only these; everybody if None.

    Raises:
        SQLAlchemyError: it cannot be read.
    """
    by_id = {lesson.id: lesson for lesson in lessons}
    marks, comments = _marks(db, by_id, students), _comments(db, by_id, students)
    details, attempts = read_details(db, by_id, students), read_attempts(db, by_id, students)
    records = {}
    for key, handed_in, penalty in _submissions(db, by_id, students):
        lesson, result = by_id[key[0]], details.get(key)
        records[key] = Record(
            key[1],
            key[0],
            tuple(_in_order(lesson, marks.get(key, {}), comments.get(key, {}), result)),
            penalty,
            handed_in,
            result.notes if result else (),
            result.missing if result else {},
            result.keys[1] if result and len(result.keys) > 1 else "",
            attempts.get(key, ()),
        )
    return Book(_students(db, students), records)


def _in_order(lesson: Lesson, marks: dict[str, Mark], comments: dict[str, str], result: Result | None) -> list[Mark]:
    """The lesson's exercises in order, then what else has points in the gradebook."""
    found = []
    for exercise in (*lesson.exercises, *sorted(set(marks) - set(lesson.exercises))):
        mark = marks.get(exercise)
        if mark is None:
            mark = Mark(exercise, lesson.test(exercise).points)
        comment = "\n".join(filter(None, (comments.get(exercise), comments.get(TEST + exercise))))
        found.append(with_outcome(replace(mark, comment=comment), result))
    return found


def _submissions(
    db: Session, lesson_ids: Collection[str], students: Collection[str] | None
) -> Iterator[tuple[Key, datetime | None, float]]:
    """By lesson and student when it was handed in, and the points taken off for that."""
    query = (
        select(
            Assignment.name,
            SubmittedAssignment.student_id,
            SubmittedAssignment.timestamp,
            SubmittedNotebook.late_submission_penalty,
        )
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .outerjoin(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .where(Assignment.name.in_(lesson_ids))
    )
    for lesson, student, handed_in, penalty in db.execute(_only(query, students)):
        yield (lesson, student), handed_in, penalty or 0.0


def _marks(db: Session, lesson_ids: Collection[str], students: Collection[str] | None) -> dict[Key, dict[str, Mark]]:
    """By lesson and student, the marks by exercise."""
    cell = GradeCell.__table__.c
    query = (
        select(
            Assignment.name,
            SubmittedAssignment.student_id,
            BaseCell.name,
            cell.max_score,
            Grade.auto_score,
            Grade.manual_score,
            Grade.extra_credit,
        )
        .select_from(Grade)
        .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .join(BaseCell.__table__, Grade.cell_id == BaseCell.__table__.c.id)
        .join(GradeCell.__table__, cell.id == BaseCell.__table__.c.id)
        .where(Assignment.name.in_(lesson_ids))
    )
    found: dict[Key, dict[str, Mark]] = {}
    for lesson, student, name, most, auto, manual, extra in db.execute(_only(query, students)):
        exercise = name.removeprefix(TEST)
        found.setdefault((lesson, student), {})[exercise] = Mark(exercise, most, auto, manual, extra or 0.0)
    return found


def _comments(db: Session, lesson_ids: Collection[str], students: Collection[str] | None) -> dict[Key, dict[str, str]]:
    """By lesson and student, what people wrote, by cell."""
    query = (
        select(Assignment.name, SubmittedAssignment.student_id, BaseCell.__table__.c.name, Comment.manual_comment)
        .select_from(Comment)
        .join(SubmittedNotebook, Comment.notebook_id == SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .join(BaseCell.__table__, Comment.cell_id == BaseCell.__table__.c.id)
        .where(Assignment.name.in_(lesson_ids), Comment.manual_comment.is_not(None))
    )
    found: dict[Key, dict[str, str]] = {}
    for lesson, student, cell, text in db.execute(_only(query, students)):
        found.setdefault((lesson, student), {})[cell] = text
    return found


def _students(db: Session, students: Collection[str] | None) -> dict[str, Person]:
    query = select(Student.id, Student.first_name, Student.last_name, Student.email, Student.lms_user_id)
    if students is not None:
        query = query.where(Student.id.in_(students))
    return {
        id: Person(
            id,
            " ".join(filter(None, (first, last))),
            email or "",
            lms={"canvas": lms_id} if lms_id else {},
            listed=False,
        )
        for id, first, last, email, lms_id in db.execute(query)
    }


def _only(query: Select[Any], students: Collection[str] | None) -> Select[Any]:
    return query if students is None else query.where(SubmittedAssignment.student_id.in_(students))
