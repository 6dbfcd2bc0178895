"""Finds the submissions in a folder: nbgrader's layout, an LMS's zips, or loose notebooks."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from grader.errors import GraderError
from grader.handins.text import safe_name

MAX_BYTES = 64 * 2**20
IGNORED = ("__MACOSX", ".ipynb_checkpoints")


@dataclass(frozen=True)
class Handin:
    """One handed-in notebook.

    Attributes:
        student: whose it is, as `safe_name` has it.
        path: where its bytes are; no part of it below `root` may be a link.
        member: its name within a zip.
        older: other files of the student's, which do not count.
    """

    student: str
    path: Path
    root: Path
    member: str = ""
    older: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file's name, for messages."""
        return safe_name(Path(self.member or self.path).name)

    def read(self) -> bytes:
        """The notebook's bytes; an over-large file gives none.

        Raises:
            OSError, zipfile.BadZipFile, KeyError: the file cannot be read, or is a symbolic link.
        """
        below = [
            path for path in (self.path, *self.path.parents) if path.is_relative_to(self.root) and path != self.root
        ]
        if any(path.is_symlink() for path in below) or not self.path.is_file():
            raise OSError(f"{self.path.name} is a link or no file")
        if self.path.stat().st_size > MAX_BYTES:
            return b""
        if not self.member:
            return self.path.read_bytes()
        with zipfile.ZipFile(self.path) as archive:
            return archive.read(self.member) if archive.getinfo(self.member).file_size <= MAX_BYTES else b""


def collect(folder: Path, lesson: str, name: str, nested_only: bool = False) -> list[Handin]:
    """The submissions of one lesson, one a student, sorted by student.

    Three layouts are known: `STUDENT/LESSON/NAME.ipynb` as nbgrader has it; `*.zip`, one a student; `*.ipynb`,
    one a student. Where a student has several files of a layout, the newest counts.

    Args:
        folder: where to look.
        lesson: the lesson's folder name, such as "07_bigram_nll".
        name: the notebook's name without ending, such as "bigram_nll".
        nested_only: only nbgrader's layout, in which a file's place tells its lesson.

    Raises:
        GraderError: there is no such folder, or nothing in it.
    """
    if not folder.is_dir():
        raise GraderError(f"there is no folder {folder}", "Give --submissions the folder that holds the hand-ins")
    found = [*_nbgrader(folder, lesson, name)]
    if not nested_only:
        found += [*_zips(folder, lesson, name), *_loose(folder, lesson, name)]
    if not found:
        expected = f"Expected STUDENT/{lesson}/{name}.ipynb" + ("" if nested_only else ", *.zip or *.ipynb")
        raise GraderError(f"{folder} holds no submission of {lesson}", expected)
    newest: dict[str, Handin] = {}
    for handin in sorted(found, key=lambda handin: handin.path.lstat().st_mtime):
        before = newest.get(handin.student)
        older = (*before.older, before.path.name) if before else ()
        newest[handin.student] = replace(handin, older=tuple(map(safe_name, older)))
    return [newest[student] for student in sorted(newest)]


def _nbgrader(folder: Path, lesson: str, name: str) -> Iterator[Handin]:
    for path in folder.glob(f"*/{lesson}"):
        notebooks = [*sorted(path.glob("*.[iI][pP][yY][nN][bB]")), path / f"{name}.ipynb"]
        best = next((p for p in notebooks if p.stem == name), notebooks[0])
        if best.parent.is_symlink() or path.parent.is_symlink() or not best.exists():
            best = path  # which no reading takes for a file
        yield Handin(safe_name(path.parent.name), best, folder)


def _zips(folder: Path, lesson: str, name: str) -> Iterator[Handin]:
    for path in sorted(folder.glob("*.[zZ][iI][pP]")):
        yield Handin(safe_name(student_of(path.stem, lesson, name)), path, folder, _member(path, name))


def _member(path: Path, name: str) -> str:
    """The notebook in a zip; a name that is not there where it holds none, so that reading it says so."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise OSError("too large")
        with zipfile.ZipFile(path) as archive:
            names = [n for n in archive.namelist() if n.lower().endswith(".ipynb") and not any(p in n for p in IGNORED)]
    except Exception:  # as many kinds as there are ways for a zip to be broken
        names = []
    return next((n for n in names if Path(n).stem == name), names[0] if names else f"{name}.ipynb")


def _loose(folder: Path, lesson: str, name: str) -> Iterator[Handin]:
    for path in sorted(folder.glob("*.[iI][pP][yY][nN][bB]")):
        if not path.is_dir():
            yield Handin(safe_name(student_of(path.stem, lesson, name)), path, folder)


def student_of(stem: str, lesson: str, name: str) -> str:
    """The student in a file's name: what is left without the lesson's name and an LMS's numbers.

    `student01_bigram_nll`, `07_bigram_nll-student01` and Canvas's `student01_12345_67890_bigram_nll` are student01.
    """
    rest = stem.replace(lesson, "").replace(name, "")
    rest = re.sub(r"([_-](LATE|\d{3,}))+(?=[_-]|$)", "", rest)
    return rest.strip("_- .") or stem
