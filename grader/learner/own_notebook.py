"""The learner's own notebook of a lesson: where it is, and its cells."""

from pathlib import Path

from grader.course import Course
from grader.errors import BadSubmission
from grader.handins.reading import HandedCell, read_notebook


def find_notebook(course: Course, folder: str) -> Path:
    """The file that the learner works in.

    Raises:
        BadSubmission: there is none under its name; the message says what is there instead.
    """
    path = course.release(folder)
    if path.is_file():
        return path
    name = course.short(path)
    others = sorted(other.name for other in path.parent.glob("*.ipynb"))
    if others:
        raise BadSubmission(f"{name} is missing, there is {', '.join(others)}", f"Name yours {path.name} again")
    raise BadSubmission(f"{name} is missing", f"Fetch it again: make build LESSON={folder[:2]}")


def read(path: Path) -> tuple[HandedCell, ...]:
    """The notebook's cells as the grader reads them; the file is not touched.

    Raises:
        BadSubmission: it cannot be read as a Python notebook.
    """
    return read_notebook(path.read_bytes(), path.name)
