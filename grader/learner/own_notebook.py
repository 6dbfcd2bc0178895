"""The learner's own notebook of a lesson: where it is, its cells, and which answer cells are missing or doubled."""

from collections import Counter
from pathlib import Path

from grader.errors import BadSubmission
from grader.handins.reading import CodeCell, read_notebook
from grader.lesson.build import release_path
from grader.lesson.lesson import ROOT, Lesson


def find_notebook(folder: str, root: Path = ROOT) -> Path:
    """The file that the learner works in.

    Raises:
        BadSubmission: there is none under its name; the message says what is there instead.
    """
    path = release_path(folder, root)
    if path.is_file():
        return path
    name = path.relative_to(root)
    others = sorted(other.name for other in path.parent.glob("*.ipynb"))
    if others:
        raise BadSubmission(f"{name} is missing, there is {', '.join(others)}", f"Name yours {path.name} again")
    raise BadSubmission(f"{name} is missing", f"Fetch it again: make build LESSON={folder[:2]}")


def read(path: Path) -> tuple[CodeCell, ...]:
    """The notebook's code cells as the grader reads them; the file is not touched.

    Raises:
        BadSubmission: it cannot be read as a Python notebook.
    """
    return read_notebook(path.read_bytes(), path.name)


def cell_faults(cells: tuple[CodeCell, ...], lesson: Lesson) -> list[str]:
    """A line for each answer cell that is missing or doubled: which, and what to do."""
    counts = Counter(cell.grade_id or cell.id for cell in cells)
    faults = []
    for exercise in lesson.exercises:
        label = lesson.label(exercise)
        if counts[exercise] == 0:
            faults.append(
                f"{label} has no answer cell. Copy it from a fresh notebook, which this puts beside yours: "
                f"make build LESSON={lesson.number}"
            )
        elif counts[exercise] > 1:
            faults.append(f"{label} has {counts[exercise]} answer cells, the last one counts. Delete the others.")
    return faults
