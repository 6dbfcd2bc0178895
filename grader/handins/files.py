"""Opens files that others put there: regular ones only, no links, and never waiting."""

import os
import stat
from pathlib import Path
from typing import BinaryIO


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
