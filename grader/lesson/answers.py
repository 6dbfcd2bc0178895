"""Reads `mistakes.py`: wrong answers with the mistake each must be told, and right answers written another way."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from grader.course import Course
from grader.errors import BadLesson
from grader.lesson.lesson import Lesson
from grader.lesson.percent import percent_cells
from grader.lesson.read import NOISE

HEADERS = {"wrong", "right", "mistake"}


@dataclass(frozen=True)
class Answer:
    """A trial answer to one exercise; `mistake` is the name it must be told, or "" where it is right."""

    exercise: str
    mistake: str
    source: str


def load_answers(course: Course, lesson: Lesson) -> tuple[Answer, ...]:
    """All trial answers of a lesson, in the order of the file.

    Raises:
        BadLesson: an answer with an unknown header, to no exercise, without a name, or that is no Python; all of them,
            each with its line.
    """
    path = course.mistakes(lesson.id)
    answers, faults = [], []
    for line, header, source in _cells(path.read_text(encoding="utf-8")):
        problems = list(_problems(lesson, header, source))
        faults += [f"{path.name}, line {line}: {problem}" for problem in problems]
        if not problems:
            answers.append(_answer(header, source))
    if faults:
        raise BadLesson("\n".join(faults).rstrip("."))
    return tuple(answers)


@lru_cache(maxsize=64)  # the rules of a lesson ask several times, and splitting the text takes longest
def _cells(text: str) -> tuple[tuple[int, Mapping[str, Any], str], ...]:
    """Line, header and source of each answer."""
    starts = [number for number, line in enumerate(text.splitlines(), 1) if line.startswith("# %%")]
    starts = starts if text.lstrip().startswith("# %%") else [1, *starts]
    return tuple(
        (line, {key: value for key, value in cell.metadata.items() if key not in NOISE}, cell.source)
        for cell, line in zip(percent_cells(text), starts, strict=True)
        if cell.cell_type == "code" and cell.source.strip()
    )


def _problems(lesson: Lesson, header: Mapping[str, Any], source: str) -> Iterator[str]:
    if unknown := set(header) - HEADERS:
        yield f"unknown header {sorted(unknown)}. The known headers are {sorted(HEADERS)}."
    if "wrong" in header and "right" in header:
        yield "an answer is wrong or right, not both. Write one of them."
    exercise = header.get("wrong") or header.get("right")
    if exercise not in lesson.exercises:
        yield f'no exercise {exercise!r} in {lesson.id}. Write # %% wrong="id" or right="id".'
    if "wrong" in header and not header.get("mistake"):
        yield f'a wrong answer to {exercise} has no name. Add mistake="..." to the header.'
    try:
        ast.parse(source)
    except SyntaxError as error:
        yield f"the answer is no Python in its line {error.lineno} ({error.msg}). Write one that runs."


def _answer(header: Mapping[str, Any], source: str) -> Answer:
    return Answer(
        header.get("wrong") or header["right"], header.get("mistake", "") if "wrong" in header else "", source
    )
