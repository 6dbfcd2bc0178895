"""Keeps the bytes of hand-ins in a nameless file of our own, so that each is read from outside only once."""

import os
import tempfile
import zlib
from collections.abc import Callable

from grader.errors import GraderError

LEVEL = 1


class Spool:
    """Bytes that were read, compressed in a temporary file that vanishes with this object or the process."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="hand-ins-")  # noqa: SIM115 (it lives as long as this object)

    def keep(self, data: bytes) -> Callable[[], bytes]:
        """Put the bytes away; what is returned gives them back.

        Raises:
            GraderError: there is no room.
        """
        packed = zlib.compress(data, LEVEL)
        try:
            place = self._file.seek(0, os.SEEK_END)
            self._file.write(packed)
            self._file.flush()
        except OSError as error:
            step = "Make room there, or set TMPDIR to a folder with more"
            raise GraderError(f"{tempfile.gettempdir()} cannot take the hand-ins ({error.strerror})", step) from None
        return lambda: zlib.decompress(os.pread(self._file.fileno(), len(packed), place))

    def __del__(self) -> None:
        self._file.close()
