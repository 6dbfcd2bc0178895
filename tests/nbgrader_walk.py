"""Walks one lesson through stock nbgrader in a temporary course: three students hand in, all are graded."""

import io
import logging
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from the_course import COURSE, ROOT

from grader.course import FILE, Course, open_course
from grader.errors import GraderError
from grader.learner.submit import submit
from grader.lesson.build import text_of
from grader.lesson.lesson import Lesson
from grader.lesson.read import load_lesson

# By student the file that Canvas offers for download, as `make submit` packed it.
HANDED_IN = {
    "full_1233": "full_1233_567889_{name}.zip",
    "half_1234": "half_LATE_1234_567890_{name}-1.zip",
    "none_1235": "none_1235_567891_{name}.zip",
}


@dataclass(frozen=True)
class Walk:
    """What came out for one lesson.

    Attributes:
        points: that can be won; `half_points` with the first half of the exercises.
        scores, most: won and to be won by each student, from the gradebook.
        same_release: whether stock nbgrader makes the release that is in `notebooks/`.
        unwritten: the test cells of the exercises that `half_1234` left open.
        grades: by test cell, what `half_1234` won and could win, from the gradebook.
        feedback: the pages by student, of those whose page was asked for.
        marks: the exported CSV.
        released: the names of the files in the release folder.
        valid: what `nbgrader validate` says of the solution and of the release, where it was asked.
    """

    points: int
    half_points: int
    scores: dict[str, float]
    most: dict[str, float]
    same_release: bool
    unwritten: list[str]
    grades: dict[str, tuple[float, float]]
    feedback: dict[str, str]
    marks: str
    released: tuple[str, ...]
    valid: tuple[str, str] = ("", "")


def walk(folder: str, root: Path, gradebook: Path, validate: bool, readers: Iterable[str]) -> Walk:
    """Generate, hand in, collect, autograde, generate feedback, export: all by nbgrader, in this process.

    Args:
        root: where the course is made.
        gradebook: an empty gradebook to start from, which takes seconds to make.
        validate: whether to ask `nbgrader validate` as well.
        readers: the students whose page to make; one takes as long as grading the notebook.
    """
    lesson = load_lesson(COURSE, folder)
    course, api = _course(folder, root)
    shutil.copy(gradebook, root / "gradebook.db")
    _must(api.generate_assignment(folder))
    release = course.release(folder)
    same = text_of(release) == text_of(COURSE.release(folder))
    released = tuple(sorted(path.name for path in release.parent.iterdir()))
    _hand_in(lesson, course)
    _zip_collect(folder, api)
    for student in HANDED_IN:
        _must(api.autograde(folder, student))
    for student in readers:
        _must(api.generate_feedback(folder, student))
    with api.gradebook as gradebook:
        found = {student: gradebook.find_submission(folder, student) for student in HANDED_IN}
        scores = {student: submission.score for student, submission in found.items()}
        most = {student: submission.max_score for student, submission in found.items()}
        tests = found["half_1234"].notebooks[0].grades
        grades = {grade.name: (grade.score, grade.max_score) for grade in tests}
        marks = _export(gradebook, api, root)
    pages = {s: (root / "feedback" / s / folder / f"{lesson.name}.html").read_text() for s in readers}
    points = [lesson.test(exercise).points for exercise in lesson.exercises]
    half = sum(points[: len(points) // 2])
    unwritten = [lesson.test(exercise).id for exercise in lesson.exercises[len(points) // 2 :]]
    solved = root / "submitted" / "full_1233" / folder / release.name
    valid = (_validate(solved), _validate(release)) if validate else ("", "")
    return Walk(sum(points), half, scores, most, same, unwritten, grades, pages, marks, released, valid)


def answered(lesson: Lesson, course: Course, count: int) -> NotebookNode:
    """The release with the first answers written, without the cells that only show something."""
    notebook = nbformat.read(course.release(lesson.id), as_version=4)
    shown = {cell.id for cell in lesson.cells if cell.kind == "show"}
    notebook.cells = [cell for cell in notebook.cells if cell.id not in shown]
    for cell in notebook.cells:
        if cell.id in lesson.exercises[:count]:
            cell.source = lesson.answer(cell.id).source
    return notebook


def _course(folder: str, root: Path):
    """A course of one lesson, made from this one, and its api, under this course's own configuration."""
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import PyFileConfigLoader

    logging.getLogger("traitlets").setLevel(logging.CRITICAL)
    for name in ("nbgrader_config.py", FILE):
        shutil.copy(ROOT / name, root)
    shutil.copytree(COURSE.solution(folder).parent, root / "solutions" / folder)
    config = PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()
    config.CourseDirectory.root = str(root)
    api = NbGraderAPI(CourseDirectory(config=config), config=config)
    api.log_level = logging.CRITICAL
    return open_course(root), api


def _must(result: dict) -> None:
    if not result["success"]:
        raise GraderError(f"nbgrader: {result.get('error') or result.get('log')}")


def _hand_in(lesson: Lesson, course: Course) -> None:
    """Each student packs their notebook with `make submit`; the LMS renames it."""
    root = course.root
    without = shutil.ignore_patterns("solutions")
    learner = open_course(shutil.copytree(root, root.with_name(f"{root.name}_learner"), ignore=without))
    full = len(lesson.exercises)
    counts = dict(zip(HANDED_IN, (full, full // 2, 0), strict=True))
    for student, count in counts.items():
        notebook = answered(lesson, course, count)
        if not count:
            _disarm(notebook)
        nbformat.write(notebook, learner.release(lesson.id))
        submit(learner, lesson.id)
        target = root / "downloaded" / lesson.id / "archive" / HANDED_IN[student].format(name=lesson.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(learner.root / "handins" / f"{lesson.name}.zip", target)


def _disarm(notebook: NotebookNode) -> None:
    """Replace the tests by nothing, as somebody might who hopes that they are not restored."""
    for cell in notebook.cells:
        if cell.id.startswith("test_"):
            cell.source = "pass"


def _zip_collect(folder: str, api) -> None:
    from nbgrader.apps import ZipCollectApp

    app = ZipCollectApp(config=api.config, coursedir=api.coursedir)
    app.log.setLevel(logging.CRITICAL)
    app.coursedir.assignment_id = folder
    app.init_plugins()
    app.extract_archive_files()
    app.process_extracted_files()
    app.coursedir.assignment_id = ""


def _export(gradebook, api, root: Path) -> str:
    from nbgrader.plugins.export import CsvExportPlugin

    plugin = CsvExportPlugin(parent=api)
    plugin.to = str(root / "grades.csv")
    plugin.export(gradebook)
    return (root / "grades.csv").read_text()


def _validate(path: Path) -> str:
    from nbgrader.validator import Validator

    validator = Validator()
    validator.stream = io.StringIO()
    validator.validate_and_print(str(path))
    return validator.stream.getvalue()
