"""Reads a lesson from its released notebook: what a learner has, who needs no answers to be checked."""

from dataclasses import replace
from typing import Any

import nbformat

from grader.course import Course
from grader.errors import GraderError
from grader.lesson.lesson import Cell, Kind, Lesson
from grader.lesson.read import load_lesson
from grader.lesson.record import is_worked_in


def learners_lesson(course: Course, lesson_id: str) -> Lesson:
    """The lesson as it was released: stubs in the place of answers, the visible part of the tests.

    Where the text of the lesson is there, it is read from that.

    Raises:
        GraderError: the release is missing, or is no notebook of the course.
    """
    if course.text(lesson_id).is_file():
        return load_lesson(course, lesson_id)
    return released_lesson(course, lesson_id)


def released_lesson(course: Course, lesson_id: str) -> Lesson:
    """The lesson as its released notebook has it, whether or not its text is there.

    Where somebody has worked in the release itself, what was kept of it serves; where nothing was, its stubs are
    unknown: an answer cell counts as written, and its test says whether it is.

    Raises:
        GraderError: the release is missing, or is no notebook of the course.
    """
    path = course.release(lesson_id)
    is_changed = is_worked_in(course, lesson_id, path)
    if is_changed and course.kept_release(lesson_id).is_file():
        path, is_changed = course.kept_release(lesson_id), False
    try:
        notebook = nbformat.read(path, as_version=4)
        cells = tuple(_cell(node) for node in notebook.cells)
        return Lesson(lesson_id, tuple(map(_without_stub, cells)) if is_changed else cells)
    except Exception as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        step = f"Fetch it again from where you got the course: {course.short(path)}"
        raise GraderError(f"the released notebook {course.short(path)} cannot be read ({reason})", step) from None


def _without_stub(cell: Cell) -> Cell:
    return replace(cell, source="") if cell.kind == "exercise" else cell


def _cell(node: Any) -> Cell:
    if node.cell_type != "code":
        return Cell("text", node.source, id=node.id)
    marks = node.metadata.get("nbgrader", {})
    if marks.get("solution"):
        return Cell("exercise", node.source, marks["grade_id"], id=node.id)
    if marks.get("grade"):
        return Cell("test", node.source, marks["grade_id"].removeprefix("test_"), int(marks["points"]), id=node.id)
    told = node.metadata.get("frontier", {}).get("kind")
    kind: Kind = told if told in ("show", "challenge") else "given"
    return Cell(kind, node.source, id=node.id)
