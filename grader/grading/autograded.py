"""Writes a graded notebook in nbgrader's layout: the learner's answers, and under each test what it found.

Only the visible part of a test is in it, so that a feedback page made from it by nbgrader shows no hidden test.
"""

import json
import os
from pathlib import Path

from grader.grading.result import Result
from grader.lesson.notebook import instructor_notebook
from grader.lesson.regions import without_hidden
from grader.lesson.source import Lesson
from grader.outcome import PASSED, Outcome


def notebook_text(result: Result, lesson: Lesson) -> str:
    """The graded notebook, nbformat 4.5, as the text of its file."""
    outcomes = {outcome.exercise: outcome for outcome in result.outcomes}
    notebook = instructor_notebook(lesson)
    for node, cell in zip(notebook.cells, lesson.cells, strict=True):
        if cell.kind == "exercise":
            node.source = result.sources.get(cell.exercise, "")
            node.outputs = _stream(result.printed.get(cell.exercise, ""))
        elif cell.kind == "test":
            node.source = without_hidden(cell.source)
            node.outputs = _verdict(outcomes[cell.exercise])
    return json.dumps(notebook, indent=1, ensure_ascii=True) + "\n"


def write_autograded(result: Result, lesson: Lesson, folder: Path) -> Path:
    """Write `folder/STUDENT/LESSON/NAME.ipynb`, whole or not at all; returns its path.

    Raises:
        OSError: it cannot be written.
    """
    path = folder / result.student / lesson.folder / f"{lesson.name}.ipynb"
    write_whole(path, notebook_text(result, lesson))
    return path


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is never seen half-written.

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def _stream(text: str) -> list[dict]:
    return [{"output_type": "stream", "name": "stdout", "text": text}] if text else []


def _verdict(outcome: Outcome) -> list[dict]:
    if outcome.status == PASSED:
        return _stream(f"✓ {outcome.exercise}\n")
    lines = outcome.message.splitlines() or [outcome.status]
    return [{"output_type": "error", "ename": outcome.status, "evalue": lines[0], "traceback": lines}]
