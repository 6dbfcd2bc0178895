"""Reads a handed-in file as a notebook, or says in one line why it is none."""

import json

import nbformat
from nbformat import NotebookNode

from grader.errors import BadSubmission

MAX_BYTES = 32 * 2**20
FORMATS = (3, 4)


def read_notebook(data: bytes, name: str) -> NotebookNode:
    """The notebook in nbformat 4, outputs dropped.

    Args:
        data: the file's bytes.
        name: the file's name, for messages.

    Raises:
        BadSubmission: empty, too large, not JSON, not a notebook, of an unknown format, or not Python.
    """
    content = _read_json(data, name)
    if not isinstance(content, dict) or not isinstance(content.get("cells", content.get("worksheets")), list):
        raise BadSubmission(f"{name} is not a notebook", "Hand in the .ipynb file itself")
    version = content.get("nbformat")
    if version not in FORMATS:
        raise BadSubmission(f"{name} has notebook format {version!r}", "Open it in JupyterLab and save it again")
    if version == 3:
        content = _upgrade(content, name)
    language = _text(_part(_part(content, "metadata"), "kernelspec").get("language", "python"))
    if language.lower() != "python":
        raise BadSubmission(f"{name} was written for a {language[:20]} kernel", "Choose the Python 3 kernel and save")
    cells = [_clean(cell) for cell in content["cells"] if isinstance(cell, dict)]
    return nbformat.from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})


def _read_json(data: bytes, name: str) -> object:
    if not data.strip():
        raise BadSubmission(f"{name} is empty", "Save the notebook and hand it in again")
    if len(data) > MAX_BYTES:
        raise BadSubmission(f"{name} has {len(data) // 2**20} MiB", "Clear the outputs and hand it in again")
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadSubmission(f"{name} is not text", "Hand in the .ipynb file itself") from None
    except (ValueError, RecursionError) as error:
        raise BadSubmission(f"{name} is not JSON ({str(error)[:100]})", "Hand in the .ipynb file itself") from None


def _upgrade(content: dict, name: str) -> dict:
    try:
        return nbformat.convert(nbformat.from_dict(content), 4)
    except Exception as error:
        raise BadSubmission(f"{name} is of the old format 3 and cannot be converted ({error})") from None


def _clean(cell: dict) -> dict:
    """Type, source and the few marks by which an answer is recognised; nothing else of a cell is kept."""
    source = cell.get("source", "")
    text = "".join(map(_text, source)) if isinstance(source, list) else _text(source)
    metadata = _part(cell, "metadata")
    return {
        "cell_type": "code" if cell.get("cell_type") == "code" else "markdown",
        "source": text.replace("\r\n", "\n").replace("\r", "\n"),
        "id": _text(cell.get("id", metadata.get("id", ""))),
        "metadata": {"grade_id": _text(_part(metadata, "nbgrader").get("grade_id", ""))},
    }


def _part(content: dict, key: str) -> dict:
    part = content.get(key)
    return part if isinstance(part, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
