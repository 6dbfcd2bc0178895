"""What the marks of a lesson hang on in the gradebook: its assignment and cells, and each student's submission."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Gradebook,
    GradeCell,
    MissingEntry,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    new_uuid,
)
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from grader.lesson.lesson import Lesson


@dataclass(frozen=True)
class LessonRows:
    """The ids of a lesson's rows; the cells' by their names."""

    assignment: str
    notebook: str
    grade_cells: Mapping[str, str]
    solution_cells: Mapping[str, str]


def make_rows(gradebook: Gradebook, lesson: Lesson) -> LessonRows:
    """See to it that assignment, notebook and cells are as the lesson has them; nothing is written where they are."""
    if not _are_there(gradebook.db, lesson):
        _write_rows(gradebook, lesson)
    notebook = gradebook.find_notebook(lesson.name, lesson.id)
    cells = _cells(gradebook.db, notebook.id)
    grade_cells = {cell.name: cell.id for cell in cells if cell.type == "GradeCell"}
    solution_cells = {cell.name: cell.id for cell in cells if cell.type == "SolutionCell"}
    return LessonRows(notebook.assignment_id, notebook.id, grade_cells, solution_cells)


def _are_there(db: Session, lesson: Lesson) -> bool:
    """Whether the notebook has these cells and no others, and its tests these points."""
    graded = GradeCell.__table__.c
    rows = db.execute(
        select(BaseCell.__table__.c.type, BaseCell.__table__.c.name, graded.max_score, graded.cell_type)
        .join(Notebook, Notebook.id == BaseCell.__table__.c.notebook_id)
        .join(Assignment, Assignment.id == Notebook.assignment_id)
        .outerjoin(GradeCell.__table__, graded.id == BaseCell.__table__.c.id)
        .where(Notebook.name == lesson.name, Assignment.name == lesson.id)
    )
    tests = {("GradeCell", cell.id, cell.points, "code") for cell in lesson.cells if cell.kind == "test"}
    answers = {("SolutionCell", cell.id, None, None) for cell in lesson.cells if cell.kind == "exercise"}
    return {tuple(row) for row in rows} == tests | answers


def _write_rows(gradebook: Gradebook, lesson: Lesson) -> None:
    gradebook.update_or_create_assignment(lesson.id)
    place = (lesson.name, lesson.id)
    try:
        gradebook.find_notebook(*place)
    except MissingEntry:
        gradebook.add_notebook(*place)
    for cell in lesson.cells:
        if cell.kind == "test":
            gradebook.update_or_create_grade_cell(cell.id, *place, max_score=cell.points, cell_type="code")
        elif cell.kind == "exercise":
            gradebook.update_or_create_solution_cell(cell.id, *place)
    notebook = gradebook.find_notebook(*place)
    _drop_cells(gradebook.db, notebook.id, {cell.id for cell in lesson.cells if cell.exercise})


def _drop_cells(db: Session, notebook: str, wanted: set[str]) -> None:
    """Take out cells that the lesson no longer has, and their grades."""
    for cell in _cells(db, notebook):
        if cell.name not in wanted:
            for row in (*cell.grades, *cell.comments):
                db.delete(row)
            db.delete(cell)
    db.commit()


def _cells(db: Session, notebook: str) -> Sequence[BaseCell]:
    return db.scalars(select(BaseCell).where(BaseCell.notebook_id == notebook)).all()


def submitted_notebooks(db: Session, lesson: LessonRows, students: Sequence[str]) -> dict[str, str]:
    """By student the id of the notebook in the gradebook; students and submissions are made where missing."""
    there = set(db.scalars(select(Student.id).where(Student.id.in_(students))))
    insert_rows(db, Student, [{"id": student} for student in students if student not in there])
    submissions = _ids(
        db,
        SubmittedAssignment,
        "student_id",
        students,
        {"assignment_id": lesson.assignment},
    )
    notebooks = _ids(db, SubmittedNotebook, "assignment_id", submissions.values(), {"notebook_id": lesson.notebook})
    return {student: notebooks[submission] for student, submission in submissions.items()}


def insert_rows(db: Session, table: type, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, if there are any, in one statement."""
    if rows:
        db.execute(insert(table), rows)


def _ids(db: Session, table: Any, key: str, values: Iterable[str], fixed: Mapping[str, str]) -> dict[str, str]:
    """By the value of a column the row's id; a row is made for a value that has none.

    Args:
        fixed: what the other columns hold, in those that are looked for and in those that are made.
    """
    values = list(values)
    column = getattr(table, key)
    query = select(column, table.id).where(column.in_(values)).filter_by(**fixed)
    found = {value: id for value, id in db.execute(query)}
    new = {value: new_uuid() for value in values if value not in found}
    insert_rows(db, table, [{"id": id, key: value, **fixed} for value, id in new.items()])
    return found | new
