"""Writes results to nbgrader's gradebook through its own API; only the coordinator does."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from nbgrader.api import Assignment, Comment, Grade, Gradebook, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import Update, select, update
from sqlalchemy.orm import Session

from grader.handins.roster import Person
from grader.lesson.lesson import Lesson
from grader.marking.result import Result
from grader.records.book import AttemptMark, Book
from grader.records.changed_marks import Change, changes_of
from grader.records.details import write_details
from grader.records.enrolled import enter
from grader.records.history import write_attempts
from grader.records.lesson_rows import insert_rows, make_rows, submitted_notebooks
from grader.records.read_book import read_book
from grader.records.transaction import transaction

Scores = dict[str, float | None]


class Marks:
    """The gradebook of one lesson, opened by `database.open_marks`. Use as a context manager, or close it."""

    def __init__(self, gradebook: Gradebook, lesson: Lesson) -> None:
        self._gradebook, self._lesson = gradebook, lesson
        self._rows = make_rows(gradebook, lesson)
        self._scores = self._scores_there(gradebook.db)

    def __enter__(self) -> "Marks":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._gradebook.close()
        self._gradebook.engine.dispose()

    def write(self, results: Sequence[Result], handed_in: Mapping[str, datetime] | None = None) -> None:
        """Record results, in one transaction; what a person has graded by hand stays, and what is there already.

        Args:
            results: with the answers; one without could not be looked at, and gets no points rather than 0.
            handed_in: by student, when the hand-in came; in UTC where it has no time zone.

        Raises:
            GraderError: the database refuses; nothing of this call is written.
        """
        all_scores = {result.student: self._scores_of(result) for result in results}
        scores = {student: points for student, points in all_scores.items() if self._scores.get(student) != points}
        with transaction(self._gradebook) as db:
            if scores:
                self._write(db, scores)
            write_details(db, results)
            for student, when in (handed_in or {}).items():
                own = when.astimezone(UTC).replace(tzinfo=None) if when.tzinfo else when
                db.execute(self._own_submission(student).values(timestamp=own))
        self._scores |= scores

    def changes(self, result: Result) -> list[Change]:
        """What a result would change in the gradebook; nothing for a student who has no marks yet."""
        record = self.read([result.student]).records.get((result.lesson_id, result.student))
        return changes_of(record, result) if record else []

    def would_change(self, result: Result) -> bool:
        """Whether the student has marks for the lesson already, and the result gives others."""
        return self._scores.get(result.student, scores := self._scores_of(result)) != scores

    def read(self, students: Sequence[str]) -> Book:
        """What the gradebook says of these students in the lesson.

        Raises:
            GraderError: the database cannot be read.
        """
        with transaction(self._gradebook) as db:
            return read_book(db, [self._lesson], students)

    def enrol(self, people: Iterable[Person]) -> None:
        """Enter names, e-mail addresses and the LMS's ids, which formgrader shows; nobody is taken out.

        Raises:
            GraderError: the database refuses; nobody is entered.
        """
        with transaction(self._gradebook) as db:
            enter(db, people)

    def penalize(self, penalties: Mapping[str, float]) -> None:
        """Set what lateness costs, in points by student.

        Raises:
            GraderError: the database refuses; nothing is written.
        """
        with transaction(self._gradebook) as db:
            notebooks = submitted_notebooks(db, self._rows, list(penalties))
            for student, points in penalties.items():
                own = update(SubmittedNotebook).where(SubmittedNotebook.id == notebooks[student])
                db.execute(own.values(late_submission_penalty=points))

    def note_attempts(self, attempts: Mapping[str, Sequence[AttemptMark]]) -> None:
        """Add the attempts that came in, by student and oldest first, to what is known.

        Raises:
            GraderError: the database refuses; nothing is written.
        """
        with transaction(self._gradebook) as db:
            write_attempts(db, self._lesson.id, attempts)

    def has(self, student: str) -> bool:
        """Whether there are marks of a student in the lesson."""
        return student in self._scores

    def set_due(self, due: datetime) -> None:
        """Set when the lesson is due, in UTC.

        Raises:
            GraderError: the database refuses; nothing is written.
        """
        with transaction(self._gradebook) as db:
            db.execute(update(Assignment).where(Assignment.id == self._rows.assignment).values(duedate=due))

    def extend(self, longer: Mapping[str, timedelta]) -> None:
        """Set by student how much longer they have.

        Raises:
            GraderError: the database refuses; nothing is written.
        """
        with transaction(self._gradebook) as db:
            for student, time in longer.items():
                db.execute(self._own_submission(student).values(extension=time))

    def _own_submission(self, student: str) -> Update:
        """An update of the student's submission of this lesson."""
        return update(SubmittedAssignment).where(
            SubmittedAssignment.assignment_id == self._rows.assignment, SubmittedAssignment.student_id == student
        )

    def _scores_of(self, result: Result) -> Scores:
        """By cell the automatic points; None where the hand-in could not be looked at."""
        cells, graded = self._rows.grade_cells, result.is_graded
        return {cells[f"test_{o.exercise}"]: o.points if graded else None for o in result.outcomes}

    def _scores_there(self, db: Session) -> dict[str, Scores]:
        """For each student the automatic score of each cell, as the gradebook has it now."""
        rows = db.execute(
            select(SubmittedAssignment.student_id, Grade.cell_id, Grade.auto_score)
            .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
            .where(SubmittedAssignment.assignment_id == self._rows.assignment)
        )
        scores: dict[str, Scores] = {}
        for student, cell_id, score in rows:
            scores.setdefault(student, {})[cell_id] = score
        return scores

    def _write(self, db: Session, scores: dict[str, Scores]) -> None:
        """Write the points by student and cell, with a few statements for all students together."""
        notebooks = submitted_notebooks(db, self._rows, list(scores))
        wanted = {
            (notebooks[student], cell): points for student, cells in scores.items() for cell, points in cells.items()
        }
        for grade in db.scalars(select(Grade).where(Grade.notebook_id.in_(notebooks.values()))):
            place = (grade.notebook_id, grade.cell_id)
            if place in wanted:
                grade.auto_score = points = wanted.pop(place)
                grade.needs_manual_grade = points is None or grade.manual_score is not None
        rows = [
            {"notebook_id": n, "cell_id": c, "auto_score": p, "needs_manual_grade": p is None}
            for (n, c), p in wanted.items()
        ]
        insert_rows(db, Grade, rows)
        commented = select(Comment.notebook_id, Comment.cell_id).where(Comment.notebook_id.in_(notebooks.values()))
        there = {(n, c) for n, c in db.execute(commented)}
        missing = {(n, c) for n in notebooks.values() for c in self._rows.solution_cells.values()} - there
        insert_rows(db, Comment, [{"notebook_id": n, "cell_id": c} for n, c in missing])
