"""The learner's own notebook of a lesson: in `work/` where it is there, else the release; and its cells."""

from pathlib import Path

from grader.course import Course, number_of
from grader.errors import BadSubmission
from grader.handins.reading import HandedCell, read_notebook


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
    return read_notebook(path.read_bytes(), path.name)
