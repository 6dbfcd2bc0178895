"""Merges a new release into a learner's notebook: answers and own cells stay, the text of the lesson is renewed."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

YOURS = "*Yours, from before the update:*"


@dataclass(frozen=True)
class Merged:
    """A learner's notebook on the new release, and a line for each thing that changed in it."""

    notebook: NotebookNode
    changes: tuple[str, ...]


def merge(base: NotebookNode | None, mine: NotebookNode, new: NotebookNode, number: int) -> Merged:
    """The new release with what the learner wrote.

    Cells are known by their exercise, else by their id, which is a sum over the text of the lesson's cell. An answer
    stays as it is. Any other cell of the lesson is as in the new release, unless only the learner changed it; where
    both did, the learner's stands below as text. Cells that are not the lesson's stay behind the cell they followed.

    Args:
        base: the release that the learner began with; None where nobody knows it.
        number: the lesson's, for the exercises' names.
    """
    old = {_key(cell): cell for cell in (base.cells if base else filter(_is_untouched, mine.cells))}
    taken, extras = _sort(mine, old, {_key(cell) for cell in new.cells})
    cells = list(extras.get("", []))
    for cell in new.cells:
        key = _key(cell)
        cells += [*_merged(cell, taken.get(key), old.get(key)), *extras.get(key, [])]
    notebook = nbformat.from_dict(new | {"cells": _with_own_ids(cells), "metadata": mine.metadata | new.metadata})
    by_key = {_key(cell): cell for cell in mine.cells}
    return Merged(notebook, tuple(_changes(old if base else by_key, by_key, new, _labels(new, number))))


def _key(cell: NotebookNode) -> str:
    """The exercise, or its test, that a cell is for; else the cell's id."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id") or cell.get("id", ""))


def _is_answer(cell: NotebookNode) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def _is_test(cell: NotebookNode) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("grade"))


def _is_untouched(cell: NotebookNode) -> bool:
    """Whether a cell of the lesson is as the build made it: its id begins with a sum over its text."""
    return bool(cell.get("id", "").split("-")[0] == hashlib.sha256(cell.source.encode()).hexdigest()[:8])


def _sort(
    mine: NotebookNode, old: dict[str, NotebookNode], fresh: set[str]
) -> tuple[dict[str, NotebookNode], dict[str, list[NotebookNode]]]:
    """The learner's cells that the new release has too, by key; and those to be kept behind each of them, "" first."""
    taken: dict[str, NotebookNode] = {}
    extras: dict[str, list[NotebookNode]] = {}
    anchor = ""
    sources = {cell.source: key for key, cell in old.items()}
    for cell in mine.cells:
        key = _key(cell)
        if key not in old and key not in fresh:  # some programs drop the ids
            key = sources.get(cell.source, key)
        if key in fresh and key not in taken:
            taken[key], anchor = cell, key
        elif key not in old or key in taken:
            extras.setdefault(anchor, []).append(cell)
        elif cell.source != old[key].source and not _is_test(cell):
            extras.setdefault(anchor, []).append(_out_of_lesson(cell))
    return taken, extras


def _out_of_lesson(cell: NotebookNode) -> NotebookNode:
    """What the learner wrote into a cell that the lesson no longer has: an answer goes on running."""
    if cell.cell_type == "code" and not _is_answer(cell):
        return _as_text(cell)
    kept: NotebookNode = nbformat.from_dict(cell)
    kept.metadata.pop("nbgrader", None)
    kept.metadata.pop("deletable", None)
    kept.id = uuid4().hex[:8]
    return kept


def _as_text(cell: NotebookNode) -> NotebookNode:
    body = cell.source if cell.cell_type != "code" else f"```python\n{cell.source}\n```"
    text: NotebookNode = new_markdown_cell(f"{YOURS}\n\n{body}", id=uuid4().hex[:8])
    return text


def _merged(new: NotebookNode, mine: NotebookNode | None, old: NotebookNode | None) -> Iterator[NotebookNode]:
    """A cell of the new release, and the learner's version of it below where both were changed."""
    if mine is None:
        yield new
    elif _is_answer(new):
        yield _kept(mine, new) if _is_written(mine, old, new) else new
    elif mine.source == new.source:
        yield _kept(mine, new)
    elif old is None or mine.source == old.source:
        yield new
    elif old.source == new.source and not _is_test(new):
        yield _kept(mine, new)
    else:
        yield from (new, _as_text(mine))


def _is_written(mine: NotebookNode, old: NotebookNode | None, new: NotebookNode) -> bool:
    stubs = {cell.source.strip() for cell in (old, new) if cell is not None}
    return bool(mine.source.strip()) and mine.source.strip() not in stubs


def _kept(mine: NotebookNode, new: NotebookNode) -> NotebookNode:
    """The learner's cell, outputs included, under the new release's marks."""
    kept: NotebookNode = nbformat.from_dict(mine | {"metadata": new.metadata, "id": new.id})
    return kept


def _with_own_ids(cells: list[NotebookNode]) -> list[NotebookNode]:
    """The cells, those that bear an id for the second time under one of their own."""
    seen: set[str] = set()
    for cell in cells:
        if cell.get("id", "") in seen | {""}:
            cell["id"] = uuid4().hex[:8]
        seen.add(cell["id"])
    return cells


def _labels(notebook: NotebookNode, number: int) -> dict[str, str]:
    """`7.3 (normalize)` for each exercise, by its id."""
    answers = [_key(cell) for cell in notebook.cells if _is_answer(cell)]
    return {key: f"{number}.{i} ({key})" for i, key in enumerate(answers, 1)}


def _changes(
    old: dict[str, NotebookNode], mine: dict[str, NotebookNode], new: NotebookNode, labels: dict[str, str]
) -> Iterator[str]:
    """What a learner wants to know of an update, exercises first; `old` is what the lesson had before."""
    fresh = {_key(cell): cell for cell in new.cells}
    others = 0
    for key, cell in fresh.items():
        exercise = labels.get(key.removeprefix("test_") if _is_test(cell) else key)
        before = old.get(key)
        if before is not None and before.source == cell.source:
            continue
        if exercise is None:
            others += 1
        elif before is None:
            yield from () if _is_test(cell) else (f"exercise {exercise} is new",)
        elif _is_test(cell):
            yield f"exercise {exercise}: its test has changed; run it again"
        else:
            kept = "; your answer stays" if _is_written(mine.get(key, before), before, cell) else ""
            yield f"exercise {exercise}: its frame has changed{kept}"
    for key in [key for key, cell in old.items() if _is_answer(cell) and key not in fresh]:
        kept = (
            "; what you wrote stays as a cell of your own" if mine.get(key, old[key]).source != old[key].source else ""
        )
        yield f"exercise {key} is no longer in the lesson{kept}"
    if others:
        yield f"{others} cell{'s' if others > 1 else ''} of text or code new or renewed"
