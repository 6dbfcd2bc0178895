"""Every file below a folder or in an archive, through zips of zips; nothing is written, and links are not followed."""

import io
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from grader.handins.archive import Archive, is_archive
from grader.handins.files import open_regular, read_regular
from grader.handins.text import printable

MAX_NOTEBOOK = 32 * 2**20
MAX_DEPTH = 40  # folders in folders
MAX_NESTING = 3  # zips in zips
# What is read; of everything else the name is enough.
READ = re.compile(r".*\.ipynb|timestamp\.txt|submission_secret\.txt|.*_attempt_[\d-]+\.txt", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class File:
    """One file below `--submissions`.

    Attributes:
        parts: its place, archives being folders: ("submissions.zip", "leeann_12_34_mlp.ipynb").
        archives: at which of the parts an archive stands.
        modified: its own time, where it has one.
        data: its bytes, where they are of use.
        fault: why it cannot be read.
        again: counts the files of an archive that have one name.
    """

    parts: tuple[str, ...]
    archives: frozenset[int] = frozenset()
    modified: datetime | None = None
    data: bytes | None = None
    fault: str = ""
    again: int = 0

    @property
    def path(self) -> str:
        """Its place as it may be printed."""
        return printable("/".join(self.parts)) + (f" ({self.again + 1})" if self.again else "")

    @property
    def name(self) -> str:
        return self.parts[-1]

    @property
    def is_notebook(self) -> bool:
        """Whether its name says that it is one; what a Mac puts beside a file is none."""
        return self.name.lower().endswith(".ipynb") and not self.name.startswith("._")


def files_below(place: Path) -> Iterator[File]:
    """Every file below a folder, or in the archive at `place`, in the order of their names."""
    if place.is_dir():
        yield from _folder(place, ())
    else:
        yield from _file(place, (place.name,))


def _folder(folder: Path, parts: tuple[str, ...]) -> Iterator[File]:
    try:
        if len(parts) > MAX_DEPTH:
            raise OSError("it lies too deep")
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        yield File(parts or (folder.name,), fault=f"the folder cannot be opened ({_reason(error)})")
        return
    if not entries and folder.name.lower().endswith(".ipynb"):
        yield File(parts or (folder.name,), fault="it is an empty folder")
    for entry in entries:
        below, inner = folder / entry.name, (*parts, entry.name)
        if entry.is_dir(follow_symlinks=False):
            yield from _folder(below, inner)
        else:
            yield from _file(below, inner)


def _file(path: Path, parts: tuple[str, ...]) -> Iterator[File]:
    modified = None
    try:
        state = os.lstat(path)
        modified = datetime.fromtimestamp(state.st_mtime, UTC)
        if stat.S_ISLNK(state.st_mode):
            raise OSError("it is a link")
        if not stat.S_ISREG(state.st_mode):
            raise OSError("it is not a regular file")
        if is_archive(path.name):
            with open_regular(path) as file:
                yield from _archive(file, parts, frozenset([len(parts) - 1]), modified)
        else:
            data = read_regular(path, MAX_NOTEBOOK) if READ.fullmatch(path.name) else None
            yield File(parts, modified=modified, data=data)
    except (OSError, OverflowError, ValueError) as error:
        yield File(parts, modified=modified, fault=_reason(error))


def _archive(
    file: BinaryIO, parts: tuple[str, ...], archives: frozenset[int], modified: datetime | None
) -> Iterator[File]:
    """The files in an archive; the archive itself where there are none, or where it cannot be opened."""
    try:
        archive = Archive(file)
    except OSError as error:
        yield File(parts, archives, modified, fault=_reason(error))
        return
    members = archive.members()
    if not members:
        yield File(parts, archives, modified, fault="an empty archive")
    seen: dict[tuple[str, ...], int] = {}
    for member in members:
        inner = (*parts, *member.parts)
        again = seen[inner] = seen.get(inner, -1) + 1
        try:
            if is_archive(inner[-1]):
                if len(archives) > MAX_NESTING:
                    raise OSError("too many archives in archives")
                nested = io.BytesIO(archive.read_archive(member))
                yield from _archive(nested, inner, archives | {len(inner) - 1}, member.modified)
            else:
                data = archive.read(member, MAX_NOTEBOOK) if READ.fullmatch(inner[-1]) else None
                yield File(inner, archives, member.modified, data, "", again)
        except OSError as error:
            yield File(inner, archives, member.modified, None, _reason(error), again)


def _reason(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error)
