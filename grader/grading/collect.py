"""Finds the submissions in a folder: nbgrader's layout, an LMS's zips, or loose notebooks."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.errors import GraderError

MAX_BYTES = 64 * 2**20
IGNORED = ("__MACOSX", ".ipynb_checkpoints")


@dataclass(frozen=True)
class Handin:
    """One handed-in notebook: whose, and where its bytes are; `member` is its name within a zip."""

    student: str
    path: Path
    member: str = ""

    @property
    def name(self) -> str:
        """The file's name, for messages."""
        return Path(self.member or self.path).name

    def read(self) -> bytes:
        """The notebook's bytes; an over-large file gives none.

        Raises:
            OSError, zipfile.BadZipFile, KeyError: the file cannot be read, or is a symbolic link.
        """
        if self.path.is_symlink() or self.path.parent.is_symlink() or not self.path.is_file():
            raise OSError(f"{self.path.name} is a link or no file")
        if not self.member:
            return self.path.read_bytes() if self.path.stat().st_size <= MAX_BYTES else b""
        with zipfile.ZipFile(self.path) as archive:
            return archive.read(self.member) if archive.getinfo(self.member).file_size <= MAX_BYTES else b""


def collect(folder: Path, lesson: str, name: str) -> list[Handin]:
    """The submissions of one lesson, one a student, sorted by student.

    Three layouts are known: `STUDENT/LESSON/NAME.ipynb` as nbgrader has it; `*.zip`, one a student; `*.ipynb`,
    one a student. Where a student has several files of a layout, the newest counts.

    Args:
        folder: where to look.
        lesson: the lesson's folder name, such as "07_bigram_nll".
        name: the notebook's name without ending, such as "bigram_nll".

    Raises:
        GraderError: there is no such folder, or nothing in it.
    """
    if not folder.is_dir():
        raise GraderError(f"there is no folder {folder}", "Give --submissions the folder that holds the hand-ins")
    found = [*_nbgrader(folder, lesson, name), *_zips(folder, lesson, name), *_loose(folder, lesson, name)]
    if not found:
        raise GraderError(
            f"{folder} holds no submission of {lesson}", f"Expected STUDENT/{lesson}/{name}.ipynb, *.zip or *.ipynb"
        )
    newest: dict[str, Handin] = {}
    for handin in sorted(found, key=lambda handin: handin.path.stat().st_mtime):
        newest[handin.student] = handin
    return [newest[student] for student in sorted(newest)]


def _nbgrader(folder: Path, lesson: str, name: str) -> Iterator[Handin]:
    for path in folder.glob(f"*/{lesson}"):
        notebooks = sorted(path.glob("*.ipynb"))
        if notebooks:
            best = next((p for p in notebooks if p.stem == name), notebooks[0])
            yield Handin(path.parent.name, best)


def _zips(folder: Path, lesson: str, name: str) -> Iterator[Handin]:
    for path in sorted(folder.glob("*.zip")):
        yield Handin(student_of(path.stem, lesson, name), path, _member(path, name))


def _member(path: Path, name: str) -> str:
    """The notebook in a zip; a name that is not there where it holds none, so that reading it says so."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [n for n in archive.namelist() if n.endswith(".ipynb") and not any(part in n for part in IGNORED)]
    except (OSError, zipfile.BadZipFile):
        names = []
    return next((n for n in names if Path(n).stem == name), names[0] if names else f"{name}.ipynb")


def _loose(folder: Path, lesson: str, name: str) -> Iterator[Handin]:
    for path in sorted(folder.glob("*.ipynb")):
        if not path.is_dir():
            yield Handin(student_of(path.stem, lesson, name), path)


def student_of(stem: str, lesson: str, name: str) -> str:
    """The student in a file's name: what is left without the lesson's name and an LMS's numbers.

    `student01_bigram_nll`, `07_bigram_nll-student01` and Canvas's `student01_12345_67890_bigram_nll` are student01.
    """
    rest = stem.replace(lesson, "").replace(name, "")
    rest = re.sub(r"([_-](LATE|\d{3,}))+(?=[_-]|$)", "", rest)
    return rest.strip("_- .") or stem
