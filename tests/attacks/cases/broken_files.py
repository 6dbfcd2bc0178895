"""Broken files: JSON bombs, odd encodings, zips that lie, sources that are hard on a parser; never the end of a run."""

import io
import json
import os
import zipfile
from pathlib import Path

from ..attack import FOLDER, FULL, LESSON, POINTS, RIGHT, Attack, as_bytes, code_cell, honest

NAME = f"{LESSON.name}.ipynb"


def raw(name: str, data: bytes) -> Attack:
    """A file with these bytes."""
    return Attack(name, data=lambda content: data)


def zipped(name: str, members: dict[str, bytes], score: float = 0, method: int = zipfile.ZIP_DEFLATED) -> Attack:
    """A zip with these members; None stands for the notebook."""

    def place(folder: Path, data: bytes) -> None:
        with zipfile.ZipFile(folder / "student13.zip", "w", method) as archive:
            for member, content in members.items():
                archive.writestr(member, data if content is None else content)

    return Attack(name, score=score, place=place)


def as_zip(name: str, data: bytes) -> Attack:
    """A file that is called a zip."""
    return Attack(name, place=lambda folder, _: (folder / "student13.zip").write_bytes(data) and None)


def link_in_zip(folder: Path, data: bytes) -> None:
    """A member that is a symbolic link to the classmate's notebook."""
    info = zipfile.ZipInfo(NAME)
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(folder / "student13.zip", "w") as archive:
        archive.writestr(info, f"student26/{FOLDER}/{NAME}")


def broken_zip() -> bytes:
    """A zip whose notebook claims another size, version and encryption than it has."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(NAME, b"0" * 10**6)
    data = bytearray(file.getvalue())
    at = data.rindex(b"PK\x01\x02")
    data[at + 6 : at + 12] = b"\xff\xff\x01\x08\x63\x00"
    return bytes(data)


def fifo(folder: Path, data: bytes) -> None:
    """A pipe that nobody ever writes to."""
    path = folder / "student13" / FOLDER / NAME
    path.parent.mkdir(parents=True)
    os.mkfifo(path)


def folder_as_notebook(folder: Path, data: bytes) -> None:
    """A folder of the notebook's name."""
    (folder / "student13" / FOLDER / NAME).mkdir(parents=True)


def nothing_inside(folder: Path, data: bytes) -> None:
    """A student's folder without any notebook."""
    (folder / "student13" / FOLDER).mkdir(parents=True)
    (folder / "student13" / FOLDER / "answers.docx").write_bytes(data)


def huge(folder: Path, data: bytes) -> None:
    """A file of 3 GiB that takes no room."""
    path = folder / "student13" / FOLDER / NAME
    path.parent.mkdir(parents=True)
    path.touch()
    os.truncate(path, 3 * 2**30)


def unreadable_utf8(content: dict) -> bytes:
    """Half a surrogate in an answer, as some editors leave it."""
    return json.dumps(content).replace("The sum of", "The sum \\ud83d of").encode()


def in_total(name: str, source: str, **other) -> Attack:
    """A source that only `total` pays for."""
    return Attack(name, score=FULL - POINTS["total"], answers={"total": source}, **other)


def beside(name: str, *sources: str) -> Attack:
    """Right answers beside cells of this kind."""
    return honest(name, edit=lambda content: content["cells"].extend(map(code_cell, sources)))


DEEP = "x = " + "(" * 5000 + ")" * 5000
CHAIN = "def helper():\n    return " + "+".join("1" * 1 for _ in range(2500))
CONSTANT = "table = " + "[" * 150 + "]" * 150
MAGICS = "\n".join("%timeit 1" for _ in range(700))
SLOW_MAGICS = "\n".join(f"!a{i}" for i in range(450)) + "\nx = [" + "1,\n" * 40_000 + "]"
LONG = "data = " + repr("x" * 400_000)

ATTACKS = (
    raw("an empty file", b""),
    raw("no JSON", b"\x89PNG\r\n\x1a\n" + bytes(1000)),
    raw("not text", bytes(range(256)) * 10),
    raw("JSON, but no notebook", b"[1, 2, 3]"),
    raw("nested 100,000 deep", b"[" * 100_000 + b"]" * 100_000),
    raw("a whole number of 100,000 digits", b'{"nbformat": 4, "cells": [], "x": ' + b"9" * 100_000 + b"}"),
    raw("a format that is a huge number", b'{"nbformat": ' + b"9" * 4000 + b', "cells": []}'),
    raw("a format that is a long text", json.dumps({"nbformat": "9" * 10**6, "cells": []}).encode()),
    raw("cells of the old format in the new one", b'{"nbformat": 4, "worksheets": [{"cells": []}]}'),
    raw("an old format that is none", b'{"nbformat": 3, "worksheets": [7, null, {"cells": "x"}]}'),
    raw("keys twice", b'{"nbformat": 4, "nbformat": 4, "cells": [], "cells": [{"cell_type": "code", "source": 5}]}'),
    raw("two million empty lists", b'{"nbformat": 4, "cells": [' + b"[]," * 2_000_000 + b"0]}"),
    raw(
        "a kernel of another language",
        b'{"nbformat": 4, "cells": [], "metadata": {"kernelspec": {"language": "\\u001b[31mR"}}}',
    ),
    Attack("a pipe", place=fifo),
    Attack("a folder of the notebook's name", place=folder_as_notebook),
    Attack("a folder without a notebook", place=nothing_inside),
    Attack("3 GiB of nothing", place=huge),
    as_zip("a zip that is none", b"PK\x03\x04" + bytes(100)),
    as_zip("a zip that lies about size, version and encryption", broken_zip()),
    zipped("a zip bomb", {NAME: bytes(200 * 2**20)}),
    zipped("a zip without a notebook", {"x.txt": b"x"}),
    Attack("a link in a zip", place=link_in_zip),
    zipped("a right notebook under a path that leads out of the zip", {f"../../../../{NAME}": None}, 0),
    zipped(
        "a right notebook among odd names", {f"__MACOSX/._{NAME}": b"x", "/etc/passwd": b"x", f"a/{NAME}": None}, FULL
    ),
    in_total("brackets 5,000 deep", DEEP),
    in_total("700 magics", MAGICS, brief=True),
    in_total("a NUL in the source", "x = 1\0\n" + RIGHT["total"]),
    in_total("an answer of 400,000 characters", LONG),
    in_total("indentation that ends nowhere", "if True:\n" + "".join(" " * i + "if True:\n" for i in range(1, 150))),
    beside("a helper of 2,500 summands beside right answers", CHAIN),
    beside("constants nested 150 deep", CONSTANT),
    beside("magics that make the translator slow", SLOW_MAGICS),
    beside("a pasted table of 400,000 characters", LONG),
    beside("1,000 cells", *("x = 1\n" * 20 for _ in range(1000))),
    honest("half a character in an answer", data=unreadable_utf8),
    honest("nan and infinity in the metadata", data=lambda content: as_bytes(content | {"x": float("nan")})),
    zipped("a right notebook in a zip", {NAME: None}, FULL),
)
