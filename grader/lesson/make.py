"""`make build`: writes a lesson's notebooks, and never over a notebook that the learner has changed."""

import hashlib
import json
import os
from pathlib import Path

import nbformat

from grader.lesson.build import release_notebook, release_path, solution_path, to_text, without_outputs
from grader.lesson.execute import run_notebook
from grader.lesson.notebook import instructor_notebook
from grader.lesson.source import ROOT, load_lesson


def make(folder: str, root: Path = ROOT) -> list[str]:
    """Build one lesson; returns a line for each file, saying what was done."""
    lesson = load_lesson(folder, root)
    return [_make_solution(folder, instructor_notebook(lesson), root), _make_release(folder, root)]


def _make_solution(folder: str, notebook, root: Path) -> str:
    """Execute the solution where its text has changed since it was last executed."""
    path = solution_path(folder, root)
    name = path.relative_to(root)
    if path.exists() and to_text(without_outputs(nbformat.read(path, as_version=4))) == to_text(notebook):
        return f"{name}: unchanged"
    run_notebook(notebook, str(path.parent))
    notebook.metadata["language_info"] = {"name": "python"}
    _write(path, to_text(notebook))
    return f"{name}: executed and written"


def _make_release(folder: str, root: Path) -> str:
    """Write the release, or set it beside a notebook that somebody has worked in."""
    path = release_path(folder, root)
    name = path.relative_to(root)
    text = to_text(release_notebook(load_lesson(folder, root), root))
    released = _read_record(root)
    if path.exists():
        if path.read_text() == text:
            _record(root, released, folder, text)
            return f"{name}: unchanged"
        if not _is_untouched(path, released.get(folder, "")):
            beside = path.with_name(f"{path.stem}.new.ipynb")
            _write(beside, text)
            return f"{name}: you have worked in it, so it stays; the new release is {beside.relative_to(root)}"
    _write(path, text)
    _record(root, released, folder, text)
    return f"{name}: written"


def _is_untouched(path: Path, recorded: str) -> bool:
    """Whether the file is a release as it was once written, apart from outputs."""
    try:
        notebook = without_outputs(nbformat.read(path, as_version=4))
    except Exception:
        return False
    return _digest(to_text(notebook)) == recorded


def _record(root: Path, released: dict, folder: str, text: str) -> None:
    if released.get(folder) != _digest(text):
        released[folder] = _digest(text)
        _write(_record_path(root), json.dumps(released, indent=1, sort_keys=True) + "\n")


def _read_record(root: Path) -> dict:
    path = _record_path(root)
    return json.loads(path.read_text()) if path.exists() else {}


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
