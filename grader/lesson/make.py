"""`make build`: writes a lesson's notebooks, and never over a notebook that the learner has changed."""

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
from grader.lesson.record import digest, read_record, write_record
from grader.whole_file import write_whole


def make(course: Course, lesson_id: str) -> list[str]:
    """Build one lesson; returns a line for each file, saying what was done."""
    lesson = load_lesson(course, lesson_id)
    release = to_text(release_notebook(course, lesson))
    return [_make_solution(course, lesson), _release(course, course.release(lesson_id), lesson_id, release)]


def make_contents_page(course: Course) -> str:
    """Build the contents page; returns a line saying what was done."""
    return _release(course, course.contents_page, "index", to_text(contents_page(course)))


def _make_solution(course: Course, lesson: Lesson) -> str:
    """Execute the solution where its text has changed since it was last executed."""
    path, notebook = course.solution(lesson.id), instructor_notebook(lesson)
    name = course.short(path)
    if text_of(path) == to_text(notebook):
        return f"{name}: unchanged"
    try:
        run_notebook(notebook, path.parent)
    except (CellExecutionError, CellTimeoutError) as error:
        raise BadLesson(
            f"{name}: {_stopped_at(notebook, error)}", "Correct the cell in the .py file beside it"
        ) from None
    notebook.metadata["language_info"] = {"name": "python"}
    write_whole(path, to_text(notebook))
    return f"{name}: executed and written"


def _release(course: Course, path: Path, key: str, text: str) -> str:
    """Write a notebook for learners, or set it beside one that somebody has worked in."""
    name = course.short(path)
    released = read_record(course)
    present = text_of(path)
    if present == text:
        _record(course, released, key, text)
        return f"{name}: unchanged"
    if path.exists() and digest(present) != released.get(key):
        beside = _set_beside(path, text)
        return f"{name}: you have worked in it, so it stays; the new release is {course.short(beside)}"
    write_whole(path, text)
    _record(course, released, key, text)
    return f"{name}: written"


def _set_beside(path: Path, text: str) -> Path:
    """Write the release under the first name that nobody else's work has taken."""
    count, beside = 1, path.with_name(f"{path.stem}.new.ipynb")
    while beside.exists() and text_of(beside) != text:
        count += 1
        beside = path.with_name(f"{path.stem}.new{count}.ipynb")
    if not beside.exists():
        write_whole(beside, text)
    return beside


def _stopped_at(notebook: NotebookNode, error: Exception) -> str:
    """The cell that stopped a run and the last line of its account: `cell 12 (softmax) stopped: ValueError: ...`."""
    run = [i for i, cell in enumerate(notebook.cells) if cell.get("outputs") or cell.get("execution_count")]
    last = run[-1] if run else 0
    account = re.sub(r"\x1b\[[0-9;]*m", "", str(error)).strip().splitlines()[-1]
    return f"cell {last + 1} ({notebook.cells[last].id}) stopped: {account}"


def _record(course: Course, released: dict[str, str], lesson_id: str, text: str) -> None:
    if released.get(lesson_id) != digest(text):
        released[lesson_id] = digest(text)
        write_record(course, released)
