"""Ambiguous: files that mean two things, look like another, or whose names mean something to a path, table or query."""

import io
import json
import struct
import unicodedata
import warnings
import zipfile
from pathlib import Path

from ..attack import (
    FOLDER,
    FULL,
    LESSON,
    POINTS,
    RIGHT,
    WRONG,
    Attack,
    as_bytes,
    cell_of,
    code_cell,
    honest,
    notebook_with,
)
from .names_and_pages import in_folder, named

NAME = f"{LESSON.name}.ipynb"
ALL_WRONG = as_bytes(notebook_with(WRONG))


def zipped(name: str, members: list[tuple[str, bytes | None]], score: float = 0, change=None) -> Attack:
    """A zip with these members in this order; None stands for the attack's notebook."""

    def place(folder: Path, data: bytes) -> None:
        file = io.BytesIO()
        with warnings.catch_warnings(), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            warnings.simplefilter("ignore")  # a name that is there already
            for member, content in members:
                archive.writestr(zipfile.ZipInfo(member), data if content is None else content)
        raw = file.getvalue()
        (folder / "student13.zip").write_bytes(change(raw) if change else raw)

    return Attack(name, score=score, place=place)


def two_ends(raw: bytes) -> bytes:
    """A second end of the archive, with nothing before it, in the comment of the first: readers differ in which they find."""
    return raw[:-2] + struct.pack("<H", 30) + b"PK\x05\x06" + bytes(26)


def set_in_directory(at: int, data: bytes):
    """Overwrite a field of the first member in the zip's directory, and of none of the local headers."""

    def change(raw: bytes) -> bytes:
        place = raw.index(b"PK\x01\x02") + at
        return raw[:place] + data + raw[place + len(data) :]

    return change


def neighbours_folder(folder: Path, data: bytes) -> None:
    """Wrong answers for the neighbour, in a zip of one's own."""
    path = folder / "student13" / FOLDER / "answers.zip"
    path.parent.mkdir(parents=True)
    with zipfile.ZipFile(path, "w") as archive:
        for place in ("", "submitted/"):
            archive.writestr(f"{place}student26/{FOLDER}/{NAME}", ALL_WRONG)


def beside_the_neighbour(name: str, student: str) -> Attack:
    """Wrong answers under a name that looks like the neighbour's."""
    return Attack(name, place=in_folder(student), student=unicodedata.normalize("NFC", student).strip())


def look_alike(content: dict) -> None:
    """Marks whose letters are Cyrillic, on right answers, above wrong ones under the true marks."""
    extra = []
    for cell in content["cells"]:
        if cell["id"] in POINTS:
            twin = {
                **cell,
                "source": RIGHT[cell["id"]].replace("total", "t\u043etal"),
                "id": cell["id"].replace("o", "\u043e"),
            }
            twin["metadata"] = {
                "nbgrader": {**cell["metadata"]["nbgrader"], "grade_id": cell["id"].replace("o", "\u043e")}
            }
            extra.append(twin)
    content["cells"] = extra[:1] + content["cells"]


def sources_of_odd_types(content: dict) -> None:
    """Sources that are lists of lists, numbers and dictionaries, in cells of the learner's own."""
    for source in ([["x = 1"]], 7, {"x": 1}, [None], True, ["\u0000", 5]):
        content["cells"].append({**code_cell(""), "source": source})


def bombs_beside(content: dict) -> None:
    """Attachments, outputs and widgets of some megabytes, as pasted pictures leave them."""
    for key in ("attachments", "metadata"):
        content["cells"][0][key] = {f"{i}.png": {"image/png": "A" * 100_000} for i in range(20)}
    cell = cell_of(content, "total")
    cell["outputs"] = [{"output_type": "display_data", "data": {"image/png": "A" * 2_000_000}, "metadata": {}}] * 2


def deep_metadata(content: dict) -> None:
    """Metadata nested 400 deep."""
    deep: dict = {}
    for _ in range(400):
        deep = {"a": deep}
    content["metadata"]["deep"] = deep


def half_characters(content: dict) -> None:
    """Halves of characters in names of keys, outputs, titles and ids."""
    content["metadata"]["\ud800"] = "\udfff"
    content["cells"][1]["metadata"]["\udc00"] = ["\ud83d"]
    content["cells"].append(code_cell("x = '\ud83d'"))


def other_lesson_named(content: dict) -> None:
    """Metadata that names other courses, lessons and students."""
    content["metadata"] |= {
        "nbgrader": {"lesson": "01_black_box", "student": "student26"},
        "title": "../../x",
        "name": "student26",
    }


def full_width(content: dict) -> None:
    """A function named in full-width letters, which Python reads as the plain ones."""
    cell = cell_of(content, "total")
    cell["source"] = cell["source"].replace("def total", "def \uff54\uff4f\uff54\uff41\uff4c")


def keys_twice(content: dict) -> bytes:
    """A second list of cells, with wrong answers, below the first: JSON's readers take the last."""
    text = as_bytes(content).decode()
    wrong = as_bytes({"cells": notebook_with(WRONG)["cells"]}).decode().strip()[1:-1]
    return (text.rstrip().removesuffix("}") + "," + wrong + "}").encode()


def sparse_bytes(content: dict) -> bytes:
    """A notebook between blanks and line ends of ten megabytes."""
    return b" \n" * 2_000_000 + as_bytes(content) + b"\r\n" * 2_000_000


LINKS = """
import os
os.makedirs('/tmp/d', exist_ok=True)
open('/tmp/d/a', 'w').close()
try:
    for i in range(100_000): os.link('/tmp/d/a', f'/tmp/d/{i}')
except OSError: pass
try:
    for i in range(100): os.symlink('x' * 4000, f'/tmp/s{i}')
except OSError: pass
path = '/tmp'
try:
    for i in range(2000):
        os.mkdir('y' * 200); os.chdir('y' * 200)
except OSError: pass
"""
HOLES = """
import os
for name in ('/tmp/hole', '/dev/shm/hole'):
    try:
        with open(name, 'wb') as file: file.truncate(8 * 2**20 - 1); file.seek(2**22); file.write(b'x')
        os.posix_fallocate(os.open(name, os.O_RDWR), 0, 2**40)
    except OSError: pass
"""
BYTES_OUT = "import os\nfor i in range(300): os.write(1, b'\\xff\\x00' * 65536); os.write(2, b'\\n' * 65536)\n"
LINES_OUT = "import sys, warnings, logging\nfor i in range(30_000): print(i); print(i, file=sys.stderr)\nfor i in range(3000): warnings.warn(str(i)); logging.error('%s', i)\n"
DISPLAYS = "from IPython.display import display, update_display\nfor i in range(2000): display(i, display_id=str(i)); update_display(i, display_id=str(i))\n"

ATTACKS = (
    zipped("a zip with one name twice, the wrong answers last", [(NAME, None), (NAME, ALL_WRONG)]),
    zipped("a zip with a second end in its comment", [(NAME, None)], 0, two_ends),
    zipped("a zip whose directory has another name than the file", [(NAME, None)], 0, set_in_directory(46, b"../../")),
    zipped("a zip whose directory says 4 GiB and more", [(NAME, None)], 0, set_in_directory(20, b"\xff" * 8)),
    zipped("a zip whose member begins beyond its end", [(NAME, None)], 0, set_in_directory(42, b"\xff\xff\xff\x7f")),
    zipped("a zip with another checksum", [(NAME, None)], 0, set_in_directory(16, b"\0\0\0\0")),
    zipped("a zip by a method that nobody has", [(NAME, None)], 0, set_in_directory(10, b"\x63\x00")),
    zipped("a zip with Windows' separators", [(f"student13\\{FOLDER}\\{NAME}", None)], FULL),
    zipped("a zip with a drive's letter", [(f"C:/{NAME}", None)], FULL),
    zipped("a zip with names that act", [(f"a\n\x1b[2J\u202e/{NAME}", None)], FULL),
    zipped("a zip with folders that are called notebooks", [(f"{NAME}/", b""), (f"{NAME}/{NAME}", None)], FULL),
    Attack("a zip with the neighbour's folder in it", place=neighbours_folder),
    beside_the_neighbour("the neighbour's name in full-width letters", "\uff53\uff54\uff55\uff44\uff45\uff4e\uff5426"),
    beside_the_neighbour("the neighbour's name and a space of no width", "student26\u200b"),
    named("a name that fits every name in a query", "%"),
    named("a name that fits any letter in a query", "student2_"),
    named("a name that is a number", "1e5"),
    named("a name that is a formula for other programs", "@SUM(1+1)*cmd|' -C calc'!A0"),
    named("a name that is a formula after a sign", "+1+cmd"),
    named("a name that is a formula in full-width signs", "\uff1dcmd"),
    named("a name that is a device elsewhere", "CON"),
    named("a name that is nothing", "None"),
    named("a name of invisible letters", "\u2063\u2064\u3164a"),
    Attack("marks whose letters only look right", edit=look_alike),
    honest("sources of odd types beside right answers", edit=sources_of_odd_types),
    honest("pictures of some megabytes", edit=bombs_beside),
    honest("metadata nested 400 deep", edit=deep_metadata),
    honest("halves of characters everywhere", edit=half_characters, data=lambda content: json.dumps(content).encode()),
    honest("metadata that names others", edit=other_lesson_named),
    honest("a function named in full-width letters", edit=full_width),
    Attack("two lists of cells, the wrong one last", data=keys_twice, answers=RIGHT),
    honest("a notebook between eight megabytes of blanks", data=sparse_bytes),
    honest("hard links, long links and deep folders", answers={"total": LINKS + RIGHT["total"]}),
    honest("files with holes", answers={"total": HOLES + RIGHT["total"]}),
    honest("bytes written past Python", answers={"total": BYTES_OUT + RIGHT["total"]}),
    honest("lines, warnings and log entries by the thousand", answers={"total": LINES_OUT + RIGHT["total"]}),
    honest("displays that are shown and changed 2,000 times", answers={"total": DISPLAYS + RIGHT["total"]}),
)
