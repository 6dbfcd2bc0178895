"""Reads a handed-in file as a notebook, or says in one line why it is none."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from grader.errors import BadSubmission

MAX_BYTES = 32 * 2**20
MAX_SOURCE = 200_000  # characters of a cell
MAX_SOURCES = 500_000  # of all cells
FORMATS = (3, 4)


@dataclass(frozen=True)
class HandedCell:
    """A cell that was handed in: its source, and the marks by which an answer is recognised.

    Attributes:
        number: its place in the notebook, from 1.
        is_code: whether it is a code cell; else it is text.
    """

    source: str
    id: str = ""
    grade_id: str = ""
    number: int = 0
    is_code: bool = True


def read_notebook(data: bytes, name: str) -> tuple[HandedCell, ...]:
    """The notebook's cells, over-long ones left out; nothing else of it is kept.

    Args:
        data: the file's bytes.
        name: the file's name, for messages.

    Raises:
        BadSubmission: empty, too large, not JSON, not a notebook, of an unknown format, or not Python.
    """
    content = _read_json(data, name)
    version = content.get("nbformat")
    if isinstance(version, int) and version not in FORMATS:
        raise BadSubmission(
            f"{name} has notebook format {str(version)[:20]}", "Open it in JupyterLab and save it again"
        )
    if version == 3:
        content = _upgrade(content, name)
    if version not in FORMATS or not isinstance(content.get("cells"), list):
        raise BadSubmission(f"{name} is not a notebook", "Hand in the .ipynb file itself")
    language = _text(_part(_part(content, "metadata"), "kernelspec").get("language", "python"))
    if language.lower() != "python":
        raise BadSubmission(f"{name} was written for a {language[:20]} kernel", "Choose the Python 3 kernel and save")
    cells = [_read_cell(cell, number) for number, cell in enumerate(content["cells"], 1) if isinstance(cell, dict)]
    return tuple(_bounded(cells))


def _read_json(data: bytes, name: str) -> dict[str, Any]:
    """The object in the file; an empty one where the file holds something else."""
    if not data.strip():
        raise BadSubmission(f"{name} is empty", "Hand in the .ipynb file once more")
    if len(data) > MAX_BYTES:
        raise BadSubmission(f"{name} has {len(data) // 2**20} MiB", "Clear the outputs and hand it in again")
    try:
        content = json.loads(data.decode(json.detect_encoding(data)))
    except UnicodeDecodeError:
        raise BadSubmission(f"{name} is not text", "Hand in the .ipynb file itself") from None
    except (ValueError, RecursionError) as error:
        raise BadSubmission(f"{name} is not JSON ({str(error)[:100]})", "Hand in the .ipynb file itself") from None
    return content if isinstance(content, dict) else {}


def _bounded(cells: list[HandedCell]) -> Iterator[HandedCell]:
    """The cells without those that are far longer than anybody writes: each is parsed, which takes its time."""
    left = MAX_SOURCES
    for cell in cells:
        if len(cell.source) <= min(left, MAX_SOURCE):
            left -= len(cell.source)
            yield cell


def _upgrade(content: dict[str, Any], name: str) -> dict[str, Any]:
    import nbformat  # here, since hardly any notebook is that old

    try:
        return dict(nbformat.convert(nbformat.from_dict(content), 4))
    except Exception as error:
        reason = str(error).split("\n")[0][:100].rstrip(".")
        step = "Open it in JupyterLab and save it again"
        raise BadSubmission(f"{name} is of the old format 3 and cannot be converted ({reason})", step) from None


def _read_cell(cell: dict[str, Any], number: int) -> HandedCell:
    source = cell.get("source", "")
    text = "".join(map(_text, source)) if isinstance(source, list) else _text(source)
    metadata = _part(cell, "metadata")
    grade_id = _text(_part(metadata, "nbgrader").get("grade_id", ""))
    id = _text(cell.get("id", metadata.get("id", "")))
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return HandedCell(lines, id, grade_id, number, cell.get("cell_type") == "code")


def _part(content: dict[str, Any], key: str) -> dict[str, Any]:
    part = content.get(key)
    return part if isinstance(part, dict) else {}


def _text(value: object) -> str:
    """The text, where it is one; half a character, which JSON can name but no file can hold, becomes "?"."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""
