"""Builds both notebooks of a lesson: text -> instructor's notebook -> release, one direction only."""

import contextlib
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grader.course import FILE, Course
from grader.errors import BadLesson
from grader.lesson.lesson import Lesson
from grader.lesson.notebook import instructor_notebook
from grader.lesson.read import load_lesson


def release_notebook(course: Course, lesson: Lesson) -> NotebookNode:
    """What the learner gets, made by nbgrader's own `generate_assignment` in a temporary course.

    Raises:
        BadLesson: nbgrader refuses the notebook.
    """
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for name in ("nbgrader_config.py", FILE):
            shutil.copy(course.root / name, place)
        source = place / "solutions" / lesson.id / f"{lesson.name}.ipynb"
        source.parent.mkdir(parents=True)
        nbformat.write(instructor_notebook(lesson), source)
        _generate(place, lesson.id)
        release: NotebookNode = nbformat.read(place / "notebooks" / lesson.id / source.name, as_version=4)
    for cell in release.cells:
        cell.metadata.pop("execution", None)
    return release


def without_outputs(notebook: NotebookNode) -> NotebookNode:
    """A copy without outputs, counts and timings: what a comparison looks at."""
    copy: NotebookNode = nbformat.from_dict(notebook)
    for cell in copy.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    copy.metadata["language_info"] = {"name": "python"}
    return copy


def to_text(notebook: NotebookNode) -> str:
    """The notebook as the bytes of its file, the same from run to run."""
    text: str = nbformat.writes(notebook)
    return text + "\n"


def text_of(path: Path) -> str:
    """A notebook file without outputs as text; "" where it is missing or is no notebook."""
    try:
        return to_text(without_outputs(nbformat.read(path, as_version=4)))
    except Exception:
        return ""


def drift(course: Course, lesson_id: str) -> list[str]:
    """Which generated files differ from what their text gives now; empty where all is in step."""
    lesson = load_lesson(course, lesson_id)
    pairs = [
        (course.solution(lesson_id), to_text(instructor_notebook(lesson))),
        (course.release(lesson_id), to_text(release_notebook(course, lesson))),
    ]
    return [str(course.short(path)) for path, text in pairs if text_of(path) != text]


def _generate(course: Path, assignment: str) -> None:
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config.loader import PyFileConfigLoader

    with contextlib.chdir(course):
        config = PyFileConfigLoader("nbgrader_config.py", path=str(course)).load_config()
        config.CourseDirectory.root = str(course)
        # As `nbgrader generate_assignment --no-db`: a release needs no gradebook, and making one takes seconds.
        config.GenerateAssignment.no_database = True
        config.SaveCells.enabled = False
        with _quiet(), open(os.devnull, "w") as sink, contextlib.redirect_stderr(sink):
            result = NbGraderAPI(CourseDirectory(config=config), config=config).generate_assignment(assignment)
    if not result["success"]:
        account = (result.get("error") or result.get("log") or "no reason given").strip().splitlines()[-1]
        raise BadLesson(f"nbgrader refuses {assignment}: {account.rstrip('.')}", "`grader lint` names the cell")


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
