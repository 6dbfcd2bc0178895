"""Writes results to nbgrader's gradebook through its own API; only the coordinator does."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    new_uuid,
)
from sqlalchemy import Update, insert, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from grader.errors import GraderError
from grader.lesson.lesson import Lesson
from grader.marking.result import Result
from grader.records.book import Book, Enrolled
from grader.records.changes import Change, changes_of
from grader.records.details import write_details
from grader.records.reading import read_book

Scores = dict[str, float | None]


class Marks:
    """The gradebook of one lesson, opened by `gradebook_open.open_marks`. Use as a context manager, or close it."""

    def __init__(self, gradebook: Gradebook, lesson: Lesson) -> None:
        self._gradebook, self._db, self._lesson = gradebook, gradebook.db, lesson
        self._prepare()
        self._scores = self._scores_there()

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
        try:
            self._write(scores)
            write_details(self._db, results)
            self._set_times(handed_in or {})
            self._db.commit()
        except (SQLAlchemyError, OSError) as error:
            self._db.rollback()
            raise refusal(str(self._gradebook.engine.url), error) from None
        self._scores |= scores

    def changes(self, result: Result) -> list[Change]:
        """What a result would change in the gradebook; nothing for a student who has no marks yet."""
        record = self.read([result.student]).records.get((result.lesson, result.student))
        return changes_of(record, result) if record else []

    def would_change(self, result: Result) -> bool:
        """Whether the student has marks for the lesson already, and the result gives others."""
        return self._scores.get(result.student, scores := self._scores_of(result)) != scores

    def read(self, students: Sequence[str]) -> Book:
        """What the gradebook says of these students in the lesson.

        Raises:
            GraderError: the database cannot be read.
        """
        try:
            return read_book(self._db, [self._lesson], students)
        except (SQLAlchemyError, OSError) as error:
            self._db.rollback()
            raise refusal(str(self._gradebook.engine.url), error) from None

    def enrol(self, people: Iterable[Enrolled]) -> None:
        """Enter names, e-mail addresses and the LMS's ids, which formgrader shows; nobody is taken out.

        Raises:
            GraderError: the database refuses; nobody is entered.
        """
        try:
            there = {student.id: student for student in self._db.scalars(select(Student))}
            for person in people:
                known = {key: value for key, value in _known_of(person).items() if value}
                if person.id not in there:
                    self._db.add(Student(id=person.id, **known))
                elif any(getattr(there[person.id], key) != value for key, value in known.items()):
                    self._db.execute(update(Student).where(Student.id == person.id).values(known))
            self._db.commit()
        except (SQLAlchemyError, OSError) as error:
            self._db.rollback()
            raise refusal(str(self._gradebook.engine.url), error) from None

    def penalize(self, penalties: Mapping[str, float]) -> None:
        """Set what lateness costs, in points by student.

        Raises:
            GraderError: the database refuses; nothing is written.
        """
        try:
            notebooks = self._submitted_notebooks(list(penalties))
            for student, points in penalties.items():
                self._db.execute(
                    update(SubmittedNotebook)
                    .where(SubmittedNotebook.id == notebooks[student])
                    .values(late_submission_penalty=points)
                )
            self._db.commit()
        except (SQLAlchemyError, OSError) as error:
            self._db.rollback()
            raise refusal(str(self._gradebook.engine.url), error) from None

    def has(self, student: str) -> bool:
        """Whether there are marks of a student in the lesson."""
        return student in self._scores

    def set_due(self, due: datetime) -> None:
        """Set when the lesson is due, in UTC.

        Raises:
            GraderError: the database refuses; nothing is written.
        """
        self._execute(update(Assignment).where(Assignment.id == self._assignment_id).values(duedate=due))

    def extend(self, longer: Mapping[str, timedelta]) -> None:
        """Set by student how much longer they have.

        Raises:
            GraderError: the database refuses; nothing is written.
        """
        self._execute(*(self._own_submission(student).values(extension=time) for student, time in longer.items()))

    def _execute(self, *statements: Update) -> None:
        try:
            for statement in statements:
                self._db.execute(statement)
            self._db.commit()
        except (SQLAlchemyError, OSError) as error:
            self._db.rollback()
            raise refusal(str(self._gradebook.engine.url), error) from None

    def _own_submission(self, student: str) -> Update:
        """An update of the student's submission of this lesson."""
        return update(SubmittedAssignment).where(
            SubmittedAssignment.assignment_id == self._assignment_id, SubmittedAssignment.student_id == student
        )

    def _scores_of(self, result: Result) -> Scores:
        """By cell the automatic points; None where the hand-in could not be looked at."""
        cells, graded = self._grade_cells, result.is_graded
        return {cells[f"test_{o.exercise}"]: o.points if graded else None for o in result.outcomes}

    def _set_times(self, handed_in: Mapping[str, datetime]) -> None:
        for student, when in handed_in.items():
            own = when.astimezone(UTC).replace(tzinfo=None) if when.tzinfo else when
            self._db.execute(self._own_submission(student).values(timestamp=own))

    def _prepare(self) -> None:
        """See to it that assignment, notebook and cells are as the lesson has them."""
        lesson, gradebook = self._lesson, self._gradebook
        gradebook.update_or_create_assignment(lesson.folder)
        try:
            gradebook.find_notebook(lesson.name, lesson.folder)
        except MissingEntry:
            gradebook.add_notebook(lesson.name, lesson.folder)
        place = (lesson.name, lesson.folder)
        for cell in lesson.cells:
            if cell.kind == "test":
                gradebook.update_or_create_grade_cell(cell.id, *place, max_score=cell.points, cell_type="code")
            elif cell.kind == "exercise":
                gradebook.update_or_create_solution_cell(cell.id, *place)
        self._drop_cells({cell.id for cell in lesson.cells if cell.exercise})
        notebook = gradebook.find_notebook(*place)
        self._assignment_id, self._notebook_id = notebook.assignment_id, notebook.id
        cells = self._db.scalars(select(BaseCell).where(BaseCell.notebook_id == notebook.id)).all()
        self._grade_cells = {cell.name: cell.id for cell in cells if cell.type == "GradeCell"}
        self._solution_cells = {cell.name: cell.id for cell in cells if cell.type == "SolutionCell"}

    def _drop_cells(self, wanted: set[str]) -> None:
        """Take out cells that the lesson no longer has, and their grades."""
        notebook = self._gradebook.find_notebook(self._lesson.name, self._lesson.folder)
        for cell in self._db.scalars(select(BaseCell).where(BaseCell.notebook_id == notebook.id)).all():
            if cell.name not in wanted:
                for row in (*cell.grades, *cell.comments):
                    self._db.delete(row)
                self._db.delete(cell)
        self._db.commit()

    def _scores_there(self) -> dict[str, Scores]:
        """For each student the automatic score of each cell, as the gradebook has it now."""
        rows = self._db.execute(
            select(SubmittedAssignment.student_id, Grade.cell_id, Grade.auto_score)
            .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
            .where(SubmittedAssignment.assignment_id == self._assignment_id)
        )
        scores: dict[str, Scores] = {}
        for student, cell_id, score in rows:
            scores.setdefault(student, {})[cell_id] = score
        return scores

    def _write(self, scores: dict[str, Scores]) -> None:
        """Write the points by student and cell, with a few statements for all students together."""
        notebooks = self._submitted_notebooks(list(scores))
        wanted = {
            (notebooks[student], cell): points for student, cells in scores.items() for cell, points in cells.items()
        }
        for grade in self._db.scalars(select(Grade).where(Grade.notebook_id.in_(notebooks.values()))):
            place = (grade.notebook_id, grade.cell_id)
            if place in wanted:
                grade.auto_score = points = wanted.pop(place)
                grade.needs_manual_grade = points is None or grade.manual_score is not None
        rows = [
            {"notebook_id": n, "cell_id": c, "auto_score": p, "needs_manual_grade": p is None}
            for (n, c), p in wanted.items()
        ]
        self._insert(Grade, rows)
        there = set(
            map(
                tuple,
                self._db.execute(
                    select(Comment.notebook_id, Comment.cell_id).where(Comment.notebook_id.in_(notebooks.values()))
                ),
            )
        )
        missing = {(n, c) for n in notebooks.values() for c in self._solution_cells.values()} - there
        self._insert(Comment, [{"notebook_id": n, "cell_id": c} for n, c in missing])

    def _submitted_notebooks(self, students: list[str]) -> dict[str, str]:
        """The ids of the students' notebooks in the gradebook; students and submissions are made where missing."""
        there = set(self._db.scalars(select(Student.id).where(Student.id.in_(students))))
        self._insert(Student, [{"id": student} for student in students if student not in there])
        submissions = dict(
            map(
                tuple,
                self._db.execute(
                    select(SubmittedAssignment.student_id, SubmittedAssignment.id).where(
                        SubmittedAssignment.assignment_id == self._assignment_id,
                        SubmittedAssignment.student_id.in_(students),
                    )
                ),
            )
        )
        new = {student: new_uuid() for student in students if student not in submissions}
        self._insert(
            SubmittedAssignment,
            [{"id": id, "assignment_id": self._assignment_id, "student_id": student} for student, id in new.items()],
        )
        submissions |= new
        notebooks = dict(
            map(
                tuple,
                self._db.execute(
                    select(SubmittedNotebook.assignment_id, SubmittedNotebook.id).where(
                        SubmittedNotebook.notebook_id == self._notebook_id,
                        SubmittedNotebook.assignment_id.in_(submissions.values()),
                    )
                ),
            )
        )
        new = {submission: new_uuid() for submission in submissions.values() if submission not in notebooks}
        self._insert(
            SubmittedNotebook,
            [
                {"id": id, "assignment_id": submission, "notebook_id": self._notebook_id}
                for submission, id in new.items()
            ],
        )
        notebooks |= new
        return {student: notebooks[submission] for student, submission in submissions.items()}

    def _insert(self, table: type, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._db.execute(insert(table), rows)


def _known_of(person: Enrolled) -> dict[str, str]:
    """What the gradebook has a place for."""
    first, _, last = person.name.rpartition(" ")
    lms_id = next(iter(person.lms.values()), "")
    return {"first_name": first, "last_name": last, "email": person.email, "lms_user_id": lms_id}


def refusal(url: str, error: Exception) -> GraderError:
    """What to tell of a database that refuses; without the password in its URL."""
    cause = next(iter(str(getattr(error, "orig", None) or error).splitlines()), type(error).__name__)
    return GraderError(
        f"the gradebook {hide_password(url)} cannot be written ({cause.rstrip('.')})",
        "Every result is in the journal: mend this and give the same command again",
    )


def hide_password(url: str) -> str:
    """The URL as it may be printed."""
    return make_url(url).render_as_string(hide_password=True)
