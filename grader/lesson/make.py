"""`make build`: writes a lesson's notebooks, and never over a notebook that the learner has changed."""

import hashlib
import json
import os
import re
from pathlib import Path

from nbclient.exceptions import CellExecutionError, CellTimeoutError
from nbformat import NotebookNode

from grader.course import Course
from grader.errors import BadLesson
from grader.lesson.build import release_notebook, text_of, to_text
from grader.lesson.contents_page import contents_page
from grader.lesson.execute import run_notebook
from grader.lesson.lesson import Lesson
from grader.lesson.notebook import instructor_notebook
from grader.lesson.read import load_lesson


def make(course: Course, folder: str) -> list[str]:
    """Build one lesson; returns a line for each file, saying what was done."""
    lesson = load_lesson(course, folder)
    release = to_text(release_notebook(course, lesson))
    return [_make_solution(course, lesson), _release(course, course.release(folder), folder, release)]


def make_contents_page(course: Course) -> str:
    """Build the contents page; returns a line saying what was done."""
    return _release(course, course.contents_page, "index", to_text(contents_page(course)))


def _make_solution(course: Course, lesson: Lesson) -> str:
    """Execute the solution where its text has changed since it was last executed."""
    path, notebook = course.solution(lesson.folder), instructor_notebook(lesson)
    name = course.short(path)
    if text_of(path) == to_text(notebook):
        return f"{name}: unchanged"
    try:
        run_notebook(notebook, str(path.parent))
    except (CellExecutionError, CellTimeoutError) as error:
        raise BadLesson(
            f"{name}: {_stopped_at(notebook, error)}", "Correct the cell in the .py file beside it"
        ) from None
    notebook.metadata["language_info"] = {"name": "python"}
    _write(path, to_text(notebook))
    return f"{name}: executed and written"


def _release(course: Course, path: Path, key: str, text: str) -> str:
    """Write a notebook for learners, or set it beside one that somebody has worked in."""
    name = course.short(path)
    released = _read_record(course)
    present = text_of(path)
    if present == text:
        _record(course, released, key, text)
        return f"{name}: unchanged"
    if path.exists() and _digest(present) != released.get(key):
        beside = _set_beside(path, text)
        return f"{name}: you have worked in it, so it stays; the new release is {course.short(beside)}"
    _write(path, text)
    _record(course, released, key, text)
    return f"{name}: written"


def _set_beside(path: Path, text: str) -> Path:
    """Write the release under the first name that nobody else's work has taken."""
    count, beside = 1, path.with_name(f"{path.stem}.new.ipynb")
    while beside.exists() and text_of(beside) != text:
        count += 1
        beside = path.with_name(f"{path.stem}.new{count}.ipynb")
    if not beside.exists():
        _write(beside, text)
    return beside


def _stopped_at(notebook: NotebookNode, error: Exception) -> str:
    """The cell that stopped a run and the last line of its account: `cell 12 (softmax) stopped: ValueError: ...`."""
    run = [i for i, cell in enumerate(notebook.cells) if cell.get("outputs") or cell.get("execution_count")]
    last = run[-1] if run else 0
    account = re.sub(r"\x1b\[[0-9;]*m", "", str(error)).strip().splitlines()[-1]
    return f"cell {last + 1} ({notebook.cells[last].id}) stopped: {account}"


def _record(course: Course, released: dict[str, str], folder: str, text: str) -> None:
    if released.get(folder) != _digest(text):
        released[folder] = _digest(text)
        _write(_record_path(course), json.dumps(released, indent=1, sort_keys=True) + "\n")


def _read_record(course: Course) -> dict[str, str]:
    """What was released, by folder; without a record that can be read, every notebook counts as worked in."""
    try:
        record = json.loads(_record_path(course).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _record_path(course: Course) -> Path:
    """The checksums of the releases as written, so that a learner's changes are seen."""
    return course.root / "notebooks" / "releases.json"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _write(path: Path, text: str) -> None:
    """Write whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
