"""Reads `mistakes.py`: wrong answers with the mistake each must be told, and right answers written another way."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jupytext

from grader.course import Course
from grader.errors import BadLesson
from grader.lesson.lesson import Lesson


@dataclass(frozen=True)
class Answer:
    """A trial answer to one exercise; `mistake` is the name it must be told, or "" where it is right."""

    exercise: str
    mistake: str
    source: str


def load_answers(course: Course, lesson: Lesson) -> tuple[Answer, ...]:
    """All trial answers of a lesson, in the order of the file.

    Raises:
        BadLesson: a cell without an exercise that exists, or with an unknown header.
    """
    path = course.mistakes(lesson.folder)
    cells = jupytext.read(path, fmt="py:percent").cells
    return tuple(_read(path, lesson, cell) for cell in cells if cell.cell_type == "code" and cell.source.strip())


def _read(path: Path, lesson: Lesson, cell: Any) -> Answer:
    header = cell.metadata
    exercise = header.get("wrong") or header.get("right")
    if exercise not in lesson.exercises:
        problem = f"{path.name}: no exercise {exercise!r} in {lesson.folder}"
        raise BadLesson(problem, 'Write # %% wrong="id" or right="id"')
    if "wrong" in header and not header.get("mistake"):
        raise BadLesson(f"{path.name}: a wrong answer to {exercise} has no name", 'Add mistake="..." to the header')
    return Answer(exercise, header.get("mistake", "") if "wrong" in header else "", cell.source)
