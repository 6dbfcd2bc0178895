"""The learner's own notebook of a lesson: in `work/` where it is there, else the release; and its cells."""

import json
import time
from pathlib import Path
from time import sleep

from grader.course import Course, number_of
from grader.errors import BadSubmission
from grader.handins.reading import HandedCell, read_notebook

SAVING_SECONDS = 1


def find_notebook(course: Course, lesson_id: str) -> Path:
    """The file that the learner works in.

    Raises:
        BadSubmission: there is none under its name; the message says what is there instead.
    """
    path = working_notebook(course, lesson_id)
    if path.is_file():
        return path
    name = course.short(path)
    others = sorted(other.name for other in path.parent.glob("*.ipynb"))
    if others:
        raise BadSubmission(f"{name} is missing; beside it is {', '.join(others)}", f"Name yours {path.name} again")
    raise BadSubmission(f"{name} is missing", f"Begin it anew: make restart LESSON={number_of(lesson_id)}")


def working_notebook(course: Course, lesson_id: str) -> Path:
    """The learner's copy where the lesson's folder in `work/` is there, else the release."""
    copy = course.working_copy(lesson_id)
    return copy if copy.parent.is_dir() else course.release(lesson_id)


def read(path: Path) -> tuple[HandedCell, ...]:
    """The notebook's cells as the grader reads them; the file is not touched.

    Raises:
        BadSubmission: it cannot be read as a Python notebook.
    """
    return read_notebook(whole(path), path.name)


def whole(path: Path) -> bytes:
    """The bytes of a notebook. JupyterLab empties a file before it writes it: one of now that is no JSON is read again.

    Raises:
        OSError: it is missing, or cannot be read.
    """
    while not _is_json(data := path.read_bytes()) and abs(time.time() - path.stat().st_mtime) < SAVING_SECONDS:
        sleep(0.05)
    return data


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True
