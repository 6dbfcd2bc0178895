"""Rules of the generated files: in step with the text, nothing foreign in them, a release without outputs."""

from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grader.course import Course
from grader.lesson.build import drift
from grader.lesson.lesson import Lesson
from grader.lesson.notebook import IGNORE_OUTPUT
from grader.lesson.rules.violation import Violation

NOTEBOOK_KEYS = {"kernelspec", "language_info"}
RELEASE_TAGS = {"raises-exception"}  # so that "Run All" runs all; a solution has no right to stop
CELL_KEYS = {"nbgrader", "tags", "deletable", "editable", "frontier", "jupyter", "cellView"}
REBUILD = "Run `make build`"


def file_violations(course: Course, lesson: Lesson) -> list[Violation]:
    """Broken rules of the two notebooks of a lesson and of the folder that learners get."""
    found = [Violation(f"{path}: differs from what its text gives. {REBUILD}.") for path in drift(course, lesson.id)]
    solution, release = course.solution(lesson.id), course.release(lesson.id)
    for path in (solution, release):
        notebook = _read(path)
        if notebook:
            name = str(course.short(path))
            found += _metadata(name, notebook, lesson)
            found += _stderr(name, notebook) if path == solution else _outputs(name, notebook)
    return found + list(_strangers(course, release.parent))


def _read(path: Path) -> NotebookNode | None:
    """The notebook, or None where `drift` has already said that it cannot be read."""
    try:
        notebook: NotebookNode = nbformat.read(path, as_version=4)
    except Exception:
        return None
    return notebook


def _metadata(name: str, notebook: NotebookNode, lesson: Lesson) -> Iterator[Violation]:
    """Nothing but what nbgrader and the kernel need; jupytext's, above all, could bring answers back."""
    for key in sorted(set(notebook.metadata) - NOTEBOOK_KEYS):
        yield Violation(f"{name}: metadata {key!r}. Remove it, or {REBUILD.lower()}.")
    differing = {cell.id for cell in lesson.cells if cell.differs}
    for i, cell in enumerate(notebook.cells, start=1):
        for key in sorted(set(cell.metadata) - CELL_KEYS):
            yield Violation(f"{name}, cell {i} ({cell.id}): metadata {key!r}. Remove it, or {REBUILD.lower()}.")
        exempt = set(cell.metadata.get("tags", [])) - (RELEASE_TAGS if name.startswith("notebooks") else set())
        if exempt != ({IGNORE_OUTPUT} if cell.id in differing else set()):
            step = f'Say why in the text: # %% show differs="...", and {REBUILD.lower()}'
            yield Violation(f"{name}, cell {i} ({cell.id}): tags {sorted(exempt)} without a reason. {step}.")


def _stderr(name: str, notebook: NotebookNode) -> Iterator[Violation]:
    """A cell that wrote to stderr: nbgrader takes that for a failed test, a reader for a fault."""
    for i, cell in enumerate(notebook.cells, start=1):
        written = "".join(out.text for out in cell.get("outputs", []) if out.get("name") == "stderr").strip()
        if written:
            what = f"test of {cell.id.removeprefix('test_')}" if cell.id.startswith("test_") else cell.id
            account = written.splitlines()[0][:80]
            yield Violation(f"{name}, cell {i} ({what}): wrote {account!r} to stderr. Correct what it warns of.")


def _outputs(name: str, notebook: NotebookNode) -> Iterator[Violation]:
    for i, cell in enumerate(notebook.cells, start=1):
        if cell.get("outputs") or cell.get("execution_count"):
            yield Violation(f"{name}, cell {i} ({cell.id}): has been run. Delete the notebook, then {REBUILD.lower()}.")


def _strangers(course: Course, folder: Path) -> Iterator[Violation]:
    """Files beside the release, such as a mistakes.py that was copied there."""
    for path in sorted(folder.glob("*")) if folder.is_dir() else []:
        if path.is_file() and path.suffix != ".ipynb":
            yield Violation(f"{course.short(path)}: does not belong with the release. Remove it.")
