"""One zip from outside: what is in it, with limits on its directory and on what it unpacks to."""

import os
import stat
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO

from grader.handins.files import Bounded

MAX_DIRECTORY = 16 * 2**20  # bytes; 600 students' files need 2 MiB
MAX_ARCHIVE = 256 * 2**20  # a zip in a zip
UNPACKED, RATIO = 256 * 2**20, 20  # what a zip may unpack to: so much, and so many times its own size
CHUNK = 2**20
NO_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Member:
    """One file in an archive; `fault` says why it must not be read."""

    parts: tuple[str, ...]
    modified: datetime | None
    fault: str
    info: zipfile.ZipInfo


class Archive:
    """A zip, open for reading.

    Args:
        file: its bytes; may be seeked.

    Raises:
        OSError: it is not a zip, or its directory is too large.
    """

    def __init__(self, file: BinaryIO) -> None:
        size = file.seek(0, os.SEEK_END)
        self._left = UNPACKED + RATIO * size
        try:
            self._zip = zipfile.ZipFile(Bounded(file, MAX_DIRECTORY))
        except OSError:
            raise
        except Exception as error:  # as many kinds as there are ways for a zip to be broken
            raise OSError(f"a broken zip: {str(error) or type(error).__name__}") from None

    def members(self) -> list[Member]:
        """Its files in their order, without folders."""
        return [_member(info) for info in self._zip.infolist() if not info.is_dir()]

    def read(self, member: Member, limit: int) -> bytes:
        """A member's bytes.

        Raises:
            OSError: it is larger than `limit`, encrypted, a link, broken, or the archive unpacks to too much.
        """
        if member.fault:
            raise OSError(member.fault)
        data = bytearray()
        try:
            with self._zip.open(member.info) as file:
                while len(data) <= limit and self._left >= 0 and (chunk := file.read(CHUNK)):
                    data += chunk
                    self._left -= len(chunk)
        except Exception as error:
            raise OSError(f"broken in its zip: {str(error) or type(error).__name__}") from None
        if len(data) > limit:
            raise OSError(f"more than {limit // 2**20} MiB")
        if self._left < 0:
            raise OSError("its zip unpacks to far too much")
        return bytes(data)

    def read_archive(self, member: Member) -> bytes:
        """The bytes of a zip in the zip; errors as of `read`."""
        return self.read(member, MAX_ARCHIVE)


def is_archive(name: str) -> bool:
    """Whether a file's name says that it is a zip; what a Mac puts beside one is none."""
    return name.lower().endswith(".zip") and not name.startswith("._")


def _member(info: zipfile.ZipInfo) -> Member:
    name = _decoded(info).replace("\\", "/")
    parts = tuple(part for part in name.split("/") if part not in ("", "."))
    fault = ""
    if name.startswith("/") or ".." in parts or not parts:
        fault = "its name leads out of the archive"
    elif stat.S_ISLNK(info.external_attr >> 16):
        fault = "it is a link"
    elif info.flag_bits & 1:
        fault = "it is encrypted"
    return Member(parts or ("?",), _time(info), fault, info)


def _decoded(info: zipfile.ZipInfo) -> str:
    """The name; tools that write UTF-8 without saying so are common, and hardly any cp437 name is valid UTF-8."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return info.filename


def _time(info: zipfile.ZipInfo) -> datetime | None:
    if info.date_time == NO_TIME:
        return None
    try:
        return datetime(*info.date_time, tzinfo=UTC)
    except ValueError:
        return None
