"""Writes a graded notebook in nbgrader's layout: the learner's answers, and under each test what it found.

Only the visible part of a test is in it, so that a feedback page made from it by nbgrader shows no hidden test.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from grader.lesson.lesson import Lesson
from grader.lesson.notebook import instructor_notebook
from grader.lesson.regions import without_hidden
from grader.marking.outcome import PASSED, Outcome
from grader.marking.result import Result
from grader.whole_file import write_whole


def notebook_text(result: Result, lesson: Lesson) -> str:
    """The graded notebook, nbformat 4.5, as the text of its file."""
    outcomes = {outcome.exercise: outcome for outcome in result.outcomes}
    notebook = _empty(lesson)
    nodes = []
    for node, cell in zip(notebook["cells"], lesson.cells, strict=True):
        if cell.kind == "exercise":
            source, outputs = result.sources.get(cell.exercise, ""), _stream(result.printed.get(cell.exercise, ""))
            node = node | {"source": source, "outputs": outputs}
        elif cell.kind == "test":
            node = node | {"source": without_hidden(cell.source), "outputs": _verdict(outcomes[cell.exercise])}
        nodes.append(node)
    return json.dumps({**notebook, "cells": nodes}, ensure_ascii=True) + "\n"


def answers_in(path: Path, lesson: Lesson) -> tuple[dict[str, str], dict[str, str]]:
    """By exercise the answers in a graded notebook, and what they printed.

    Raises:
        OSError, ValueError: it cannot be read.
    """
    sources, printed = {}, {}
    for cell in json.loads(path.read_text(encoding="utf-8")).get("cells", []):
        exercise = cell.get("metadata", {}).get("nbgrader", {}).get("grade_id", "")
        if exercise in lesson.exercises:
            sources[exercise] = "".join(cell.get("source", ""))
            texts = [output.get("text", "") for output in cell.get("outputs", []) if "text" in output]
            printed[exercise] = "".join("".join(text) for text in texts)
    return sources, printed


def write_autograded(result: Result, lesson: Lesson, folder: Path) -> Path:
    """Write `folder/STUDENT/LESSON/NAME.ipynb`, whole or not at all; returns its path.

    Raises:
        OSError: it cannot be written.
    """
    path = folder / result.student / lesson.id / f"{lesson.name}.ipynb"
    write_whole(path, notebook_text(result, lesson))
    return path


@lru_cache(maxsize=4)
def _empty(lesson: Lesson) -> dict[str, Any]:
    """The lesson's notebook, checked once; nobody may change it."""
    return dict(instructor_notebook(lesson))


def _stream(text: str) -> list[dict[str, Any]]:
    return [{"output_type": "stream", "name": "stdout", "text": text}] if text else []


def _verdict(outcome: Outcome) -> list[dict[str, Any]]:
    if outcome.status == PASSED:
        return _stream(f"✓ {outcome.exercise}\n")
    lines = outcome.message.splitlines() or [outcome.status]
    return [{"output_type": "error", "ename": outcome.status, "evalue": lines[0], "traceback": lines}]
