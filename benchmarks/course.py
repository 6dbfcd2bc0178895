"""A temporary course for stock nbgrader, made from this one, and the scores that either grader wrote."""

import contextlib
import io
import logging
import os
import shutil
from pathlib import Path

import nbformat

from benchmarks.classes import COURSE as OURS
from grader.course import FILE
from grader.lesson.lesson import Lesson
from grader.lesson.notebook import instructor_notebook

COURSE = "frontier_ai_365"


def make_course(folder: Path, lessons: list[Lesson]) -> Path:
    """Write the lessons' notebooks and let nbgrader take them into its gradebook; returns the folder."""
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import PyFileConfigLoader

    folder.mkdir(parents=True)
    for name in ("nbgrader_config.py", FILE):
        shutil.copy(OURS.root / name, folder)
    config = PyFileConfigLoader("nbgrader_config.py", path=str(folder)).load_config()
    config.CourseDirectory.root = str(folder)
    logging.disable(logging.CRITICAL)
    with contextlib.chdir(folder), contextlib.redirect_stderr(io.StringIO()):
        for lesson in lessons:
            path = folder / "solutions" / lesson.id / f"{lesson.name}.ipynb"
            path.parent.mkdir(parents=True)
            nbformat.write(instructor_notebook(lesson), path)
            result = NbGraderAPI(CourseDirectory(config=config), config=config).generate_assignment(lesson.id)
            if not result["success"]:
                raise RuntimeError(f"nbgrader refuses {lesson.id}: {result.get('error') or result.get('log')}")
    logging.disable(logging.NOTSET)
    return folder


def fresh_copy(course: Path, folder: Path) -> Path:
    """A copy of a made course in which nothing has been graded."""
    return shutil.copytree(course, folder)


def scores(database: Path, lesson: Lesson) -> dict[tuple[str, str], float]:
    """By student and exercise, the points that a gradebook holds."""
    from nbgrader.api import Grade, Gradebook, SubmittedAssignment, SubmittedNotebook

    if not os.path.exists(database):
        return {}
    with Gradebook(f"sqlite:///{database}", COURSE) as gradebook:
        rows = (
            gradebook.db.query(Grade, SubmittedAssignment.student_id)
            .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
            .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        )
        wanted = {f"test_{exercise}": exercise for exercise in lesson.exercises}
        return {
            (student, wanted[grade.name]): float(grade.auto_score or 0)
            for grade, student in rows
            if grade.assignment.name == lesson.id and grade.name in wanted
        }
