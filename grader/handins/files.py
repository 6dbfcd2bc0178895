"""Opens files that others put there: regular ones only, no links, never waiting, and no more of one than is borne."""

import io
import os
import stat
from pathlib import Path
from typing import BinaryIO

MAX_ENTRIES = 50_000  # of a zip; a class of 600 with ten files each has 6,000
ENTRY = b"PK\x01\x02"


def read_regular(path: Path, limit: int) -> bytes:
    """The bytes of a regular file, opened once.

    Raises:
        OSError: it is a link, no regular file, larger than `limit` bytes, or cannot be read.
    """
    with open_regular(path) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise OSError(f"more than {limit // 2**20} MiB")
    return data


def open_regular(path: Path) -> BinaryIO:
    """A regular file, open for reading.

    Raises:
        OSError: it is a link, no regular file, or cannot be read.
    """
    number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise OSError("no regular file")
    return open(number, "rb")


class Bounded(io.RawIOBase):
    """A file for `zipfile.ZipFile`, which reads a zip's directory at once and makes an object of each entry.

    Args:
        file: the zip, open for reading.
        most: bytes that a single read may ask for, and so a directory may have.

    Raises:
        OSError: on a read of more, or of a directory with more than MAX_ENTRIES.
    """

    def __init__(self, file: BinaryIO, most: int) -> None:
        self._file, self._most = file, most

    def read(self, size: int = -1, /) -> bytes:
        data = self._file.read(size if 0 <= size <= self._most else self._most + 1)
        if len(data) > self._most or data.count(ENTRY) > MAX_ENTRIES:
            raise OSError("a zip with too many files")
        return data

    def seek(self, place: int, whence: int = os.SEEK_SET, /) -> int:
        return self._file.seek(place, whence)

    def tell(self) -> int:
        return self._file.tell()

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True
