"""The learner's own copies in `work/`: made, brought to a new release, started over; what they replace is kept."""

import platform
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grader.course import Course, number_of
from grader.errors import GraderError, not_written
from grader.learner.merge import merge
from grader.learner.own_notebook import whole
from grader.lesson.build import to_text
from grader.lesson.record import is_worked_in
from grader.whole_file import write_whole

# As the kernel tells it, so that JupyterLab has nothing to write into a notebook that was only opened.
LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
    "version": platform.python_version(),
}


def bring_up_to_date(course: Course) -> list[str]:
    """Make the copies that are missing, and merge new releases into the others; a line for each thing to be told.

    Raises:
        GraderError: the contents page is missing, the course is the one that a wheel carries, or `work/` cannot be
            written.
    """
    if not course.contents_page.is_file():
        raise GraderError(f"{course.short(course.contents_page)} is missing", "Make it again: make build")
    if course.root == Path(__file__).resolve().parents[1] / "carried":
        raise GraderError("the course is inside the Python environment", "Lay it out in a folder: grader start FOLDER")
    try:
        told = [line for key in ("index", *course.lesson_ids) for line in _bring(course, key)]
    except OSError as error:
        place = course.short(Path(error.filename)) if error.filename else "work/"
        raise not_written(place, error) from None
    return told


def restart(course: Course, lesson_id: str) -> list[str]:
    """Begin a lesson again with the release; the notebook so far is kept.

    Raises:
        GraderError: the release is missing or cannot be read.
    """
    release = _read(course.release(lesson_id))
    if release is None:
        raise GraderError(f"{course.short(course.release(lesson_id))} cannot be read", "Fetch the course again")
    copy = course.working_copy(lesson_id)
    kept = [keep(course, lesson_id, copy)] if copy.is_file() else []
    _write(course, lesson_id, release, release)
    return [f"{course.short(copy)} begins anew", *(f"what you had is {course.short(path)}" for path in kept)]


def _bring(course: Course, key: str) -> Iterator[str]:
    """One notebook, `index` or a lesson's."""
    release_path, copy = _release(course, key), _copy(course, key)
    release = _read(release_path)
    if release is None:
        return
    if is_worked_in(course, key, release_path):
        yield from _from_notebooks(course, release_path, copy)
        return
    base = _read(course.kept_release(key))
    if not copy.is_file():
        _write(course, key, release, release)
    elif base is None or to_text(base) != to_text(release):
        yield from _update(course, key, base, release)


def _from_notebooks(course: Course, path: Path, copy: Path) -> Iterator[str]:
    """A learner has worked in the release itself, as the first edition of the course had it."""
    if copy.is_file():
        yield f"{course.short(path)} was changed, but your work is {course.short(copy)}: only that is read"
        return
    write_whole(copy, whole(path))
    yield f"your work in {course.short(path)} was copied to {course.short(copy)}: go on there"


def _update(course: Course, key: str, base: NotebookNode | None, release: NotebookNode) -> Iterator[str]:
    copy = _copy(course, key)
    mine = _read(copy)
    if mine is None:
        step = "delete it" if key == "index" else f"make restart LESSON={number_of(key)}"
        yield f"{course.short(copy)} cannot be read and stays as it is. To begin it anew: {step}"
        return
    merged = merge(base, mine, release, 0 if key == "index" else number_of(key))
    kept = keep(course, key, copy)
    _write(course, key, merged.notebook, release)
    if key != "index":
        yield f"{course.short(copy)}: a new release; your answers stay (as it was: {course.short(kept)})"
        yield from (f"  {line}" for line in merged.changes)


def keep(course: Course, key: str, notebook: Path) -> Path:
    """Set a notebook aside in `work/earlier/` under the first number that is free; returns where."""
    folder, count = course.work / "earlier" / key, 1
    while (kept := folder / f"{notebook.stem}.{count}.ipynb").exists():
        count += 1
    write_whole(kept, whole(notebook))
    return kept


def _write(course: Course, key: str, notebook: NotebookNode, release: NotebookNode) -> None:
    """The copy first, then the release it rests on: cut off between them, the same merge is made again."""
    mine = nbformat.from_dict(notebook)
    mine.metadata["language_info"] = LANGUAGE
    write_whole(_copy(course, key), to_text(mine))
    write_whole(course.kept_release(key), to_text(release))


def _release(course: Course, key: str) -> Path:
    return course.contents_page if key == "index" else course.release(key)


def _copy(course: Course, key: str) -> Path:
    return course.work / "index.ipynb" if key == "index" else course.working_copy(key)


def _read(path: Path) -> NotebookNode | None:
    """A notebook, or None where there is none that can be read."""
    try:
        notebook: NotebookNode = nbformat.reads(whole(path).decode(), as_version=4)
    except Exception:  # nbformat raises its own, json's and the system's errors
        return None
    return notebook
