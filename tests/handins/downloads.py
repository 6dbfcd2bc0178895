"""What an LMS hands an instructor, made in a temporary folder: zips, folders, notebooks of two small lessons."""

import io
import json
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from grader.handins.which_lesson import Catalogue

FOLDER, NAME = "07_bigram_nll", "bigram_nll"
OTHER = "09_mlp"
LESSONS = Catalogue(
    (FOLDER,), {FOLDER: frozenset({"average_nll", "sample"}), OTHER: frozenset({"embed", "hidden", "split"})}
)


@cache
def notebook(mark: str = "", lesson: str = FOLDER) -> bytes:
    """A notebook with the exercises of a lesson; `mark` makes it another one."""
    cells = [
        {"cell_type": "code", "id": id, "source": f"# {mark}", "outputs": [], "execution_count": None, "metadata": {}}
        for id in sorted(LESSONS.exercises.get(lesson, ()))
    ]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}).encode()


def zipped(files: Mapping[str, bytes], time: tuple[int, ...] = (2026, 11, 3, 11, 42, 0)) -> bytes:
    """An archive of these files, all with one time."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, time), content, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def laid_out(folder: Path, files: Mapping[str, bytes]) -> Path:
    """The files in a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder
