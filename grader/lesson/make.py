"""`make build`: writes a lesson's notebooks, and never over a notebook that the learner has changed."""

import hashlib
import json
import os
import re
from pathlib import Path

from nbclient.exceptions import CellExecutionError, CellTimeoutError

from grader.errors import BadLesson
from grader.lesson.build import release_notebook, release_path, solution_path, text_of, to_text
from grader.lesson.contents_page import index_notebook, index_path
from grader.lesson.execute import run_notebook
from grader.lesson.lesson import ROOT, load_lesson
from grader.lesson.notebook import instructor_notebook


def make(folder: str, root: Path = ROOT) -> list[str]:
    """Build one lesson; returns a line for each file, saying what was done."""
    lesson = load_lesson(folder, root)
    return [_make_solution(folder, instructor_notebook(lesson), root), _make_release(folder, root)]


def make_index(root: Path = ROOT) -> str:
    """Build the contents page; returns a line saying what was done."""
    return _release(index_path(root), "index", to_text(index_notebook(root)), root)


def _make_solution(folder: str, notebook, root: Path) -> str:
    """Execute the solution where its text has changed since it was last executed."""
    path = solution_path(folder, root)
    name = path.relative_to(root)
    if text_of(path) == to_text(notebook):
        return f"{name}: unchanged"
    try:
        run_notebook(notebook, str(path.parent))
    except (CellExecutionError, CellTimeoutError) as error:
        raise BadLesson(f"{name}: {_stopped_at(notebook, error)}", "Mend the cell in the .py file beside it") from None
    notebook.metadata["language_info"] = {"name": "python"}
    _write(path, to_text(notebook))
    return f"{name}: executed and written"


def _make_release(folder: str, root: Path) -> str:
    text = to_text(release_notebook(load_lesson(folder, root), root))
    return _release(release_path(folder, root), folder, text, root)


def _release(path: Path, key: str, text: str, root: Path) -> str:
    """Write a notebook for learners, or set it beside one that somebody has worked in."""
    name = path.relative_to(root)
    released = _read_record(root)
    present = text_of(path)
    if present == text:
        _record(root, released, key, text)
        return f"{name}: unchanged"
    if path.exists() and _digest(present) != released.get(key):
        beside = _set_beside(path, text)
        return f"{name}: you have worked in it, so it stays; the new release is {beside.relative_to(root)}"
    _write(path, text)
    _record(root, released, key, text)
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


def _stopped_at(notebook, error: Exception) -> str:
    """The cell that stopped a run and the last line of its account: `cell 12 (softmax) stopped: ValueError: ...`."""
    run = [i for i, cell in enumerate(notebook.cells) if cell.get("outputs") or cell.get("execution_count")]
    last = run[-1] if run else 0
    account = re.sub(r"\x1b\[[0-9;]*m", "", str(error)).strip().splitlines()[-1]
    return f"cell {last + 1} ({notebook.cells[last].id}) stopped: {account}"


def _record(root: Path, released: dict, folder: str, text: str) -> None:
    if released.get(folder) != _digest(text):
        released[folder] = _digest(text)
        _write(_record_path(root), json.dumps(released, indent=1, sort_keys=True) + "\n")


def _read_record(root: Path) -> dict:
    """What was released, by folder; without a record that can be read, every notebook counts as worked in."""
    try:
        record = json.loads(_record_path(root).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _record_path(root: Path) -> Path:
    """The checksums of the releases as written, so that a learner's changes are seen."""
    return root / "notebooks" / "releases.json"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _write(path: Path, text: str) -> None:
    """Write whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
