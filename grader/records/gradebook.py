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
    new_uuid,
)
from sqlalchemy import insert, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from grader.errors import GraderError
from grader.lesson.lesson import Lesson
from grader.marking.result import Result


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
        scores = {r.student: {self._grade_cells[f"test_{o.exercise}"]: o.points for o in r.outcomes} for r in results}
        scores = {student: points for student, points in scores.items() if self._scores.get(student) != points}
        try:
            self._write(scores)
            self._db.commit()
        except (SQLAlchemyError, OSError) as error:
            self._db.rollback()
            raise refusal(str(self._gradebook.engine.url), error) from None
        self._scores |= scores

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

    def _write(self, scores: dict[str, dict[str, float]]) -> None:
        """Write the points by student and cell, with a few statements for all students together."""
        notebooks = self._submitted_notebooks(list(scores))
        wanted = {
            (notebooks[student], cell): points for student, cells in scores.items() for cell, points in cells.items()
        }
        for grade in self._db.scalars(select(Grade).where(Grade.notebook_id.in_(notebooks.values()))):
            if (points := wanted.pop((grade.notebook_id, grade.cell_id), None)) is not None:
                grade.auto_score = points
                grade.needs_manual_grade = grade.manual_score is not None
        rows = [
            {"notebook_id": n, "cell_id": c, "auto_score": p, "needs_manual_grade": False}
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

    def _insert(self, table: type, rows: list[dict]) -> None:
        if rows:
            self._db.execute(insert(table), rows)


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
