"""Writes results to nbgrader's gradebook through its own API; only the coordinator does."""

from collections.abc import Iterable

from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from grader.errors import GraderError
from grader.grading.result import Result
from grader.lesson.source import Lesson


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

    def write(self, results: Iterable[Result]) -> None:
        """Record results, in one transaction; what a person has graded by hand stays, and what is there already.

        Raises:
            GraderError: the database refuses; nothing of this call is written.
        """
        written = {}
        try:
            for result in results:
                scores = {self._grade_cells[f"test_{o.exercise}"]: o.points for o in result.outcomes}
                if self._scores.get(result.student) != scores:
                    self._write(result.student, scores)
                    written[result.student] = scores
            self._db.commit()
        except (SQLAlchemyError, OSError) as error:
            self._db.rollback()
            raise refusal(str(self._gradebook.engine.url), error) from None
        self._scores |= written

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

    def _scores_there(self) -> dict[str, dict[str, float]]:
        """For each student the automatic score of each cell, as the gradebook has it now."""
        rows = self._db.execute(
            select(SubmittedAssignment.student_id, Grade.cell_id, Grade.auto_score)
            .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
            .where(SubmittedAssignment.assignment_id == self._assignment_id)
        )
        scores: dict[str, dict[str, float]] = {}
        for student, cell_id, score in rows:
            scores.setdefault(student, {})[cell_id] = score
        return scores

    def _write(self, student: str, scores: dict[str, float]) -> None:
        notebook_id = self._submitted_notebook(student)
        grades = self._rows(Grade, notebook_id)
        for cell_id, points in scores.items():
            grade = grades.get(cell_id)
            if grade is None:
                grade = Grade(cell_id=cell_id, notebook_id=notebook_id)
                self._db.add(grade)
            grade.auto_score = points
            grade.needs_manual_grade = grade.manual_score is not None
        comments = self._rows(Comment, notebook_id)
        for cell_id in self._solution_cells.values():
            if cell_id not in comments:
                self._db.add(Comment(cell_id=cell_id, notebook_id=notebook_id))

    def _rows(self, kind: type, notebook_id: str) -> dict:
        rows = self._db.scalars(select(kind).where(kind.notebook_id == notebook_id)).all()
        return {row.cell_id: row for row in rows}

    def _submitted_notebook(self, student: str) -> str:
        """The id of the student's notebook in the gradebook; student and submission are made where missing."""
        if self._db.get(Student, student) is None:
            self._db.add(Student(id=student))
            self._db.flush()
        where = (SubmittedAssignment.assignment_id == self._assignment_id, SubmittedAssignment.student_id == student)
        submission_id = self._db.scalar(select(SubmittedAssignment.id).where(*where))
        if submission_id is None:
            submission = SubmittedAssignment(assignment_id=self._assignment_id, student_id=student)
            self._db.add(submission)
            self._db.flush()
            submission_id = submission.id
        found = self._db.scalar(select(SubmittedNotebook.id).where(
            SubmittedNotebook.assignment_id == submission_id, SubmittedNotebook.notebook_id == self._notebook_id
        ))  # fmt: skip
        if found is None:
            notebook = SubmittedNotebook(assignment_id=submission_id, notebook_id=self._notebook_id)
            self._db.add(notebook)
            self._db.flush()
            found = notebook.id
        return found


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
