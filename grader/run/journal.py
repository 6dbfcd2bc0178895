"""The record of finished submissions: appended line by line, so that a run that was killed goes on where it stopped."""

import errno
import fcntl
import json
import os
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path

from grader.errors import GraderError, not_written
from grader.handins.digest import digest
from grader.lesson.lesson import Lesson
from grader.marking.result import Result, from_dict
from grader.marking.settings import Settings
from grader.marking.version import grader_version

PARTS = ("submission", "lesson", "grader", "settings")


class Journal:
    """The journal of one lesson; open it as a context manager, which keeps other runs out.

    Only where each result stands is kept in memory; the result itself is read when it is asked for.

    Args:
        path: its file, JSON lines; made where it is missing.
        is_read_only: whether it is only looked at: nothing is made, cut off or locked.

    Raises:
        GraderError: another run holds it, or it cannot be written.
    """

    def __init__(self, path: Path, is_read_only: bool = False) -> None:
        self._path, self._is_read_only = path, is_read_only
        self._places: dict[str, dict[tuple[str, ...], int]] = {}

    def __enter__(self) -> "Journal":
        if self._is_read_only:
            if self._path.exists():
                self._load()
            return self
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = open(self._path, "a+b", buffering=0)
        except OSError as error:
            raise not_written(f"the journal {self._path}", error) from None
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._file.close()
            raise GraderError(f"another run is grading with {self._path}", "Wait for it, or end it") from None
        self._load()
        return self

    def __exit__(self, *_: object) -> None:
        if not self._is_read_only:
            self._file.close()

    def find(self, student: str, keys: tuple[str, ...]) -> Result | None:
        """The newest result of this student's submission under these hashes."""
        place = self._places.get(student, {}).get(keys)
        if place is None:
            return None
        with open(self._path, "rb") as file:
            file.seek(place)
            return from_dict(json.loads(file.readline()))

    def knows(self, student: str, keys: tuple[str, ...]) -> bool:
        """Whether `find` has a result."""
        return keys in self._places.get(student, {})

    def why(self, student: str, keys: tuple[str, ...]) -> str:
        """Why a submission that is not known must be run: new, or what has changed since."""
        old = [known for known in self._places.get(student, {}) if known]
        if not old:
            return "new"
        changed = [name for name, a, b in zip_longest(PARTS, old[-1], keys) if a != b]
        return f"changed: {', '.join(changed)}"

    def append(self, result: Result) -> None:
        """Record one result; it is on the disk when this returns.

        Raises:
            GraderError: it could not be written; nothing of it is left in the file.
        """
        line = json.dumps(result.as_dict(), ensure_ascii=True).encode() + b"\n"
        end = self._file.seek(0, os.SEEK_END)
        try:
            if self._file.write(line) != len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(self._file.fileno())
        except OSError as error:
            self._file.truncate(end)
            raise not_written(f"the journal {self._path}", error) from None
        self._note(result.student, result.keys, end)

    def _load(self) -> None:
        """See what is there; half a line at the end, from a run that was killed, is cut off."""
        place = 0
        with open(self._path, "rb") as file:
            for line in file:
                if not line.endswith(b"\n"):
                    if not self._is_read_only:
                        self._file.truncate(place)
                    return
                try:
                    result = from_dict(json.loads(line))
                    self._note(result.student, result.keys, place)
                except (ValueError, KeyError, TypeError):
                    pass  # a line of another version of the grader, whose results do not hold for this one
                place += len(line)

    def _note(self, student: str, keys: tuple[str, ...], place: int) -> None:
        known = self._places.setdefault(student, {})
        known.pop(keys, None)  # the newest stands last
        known[keys] = place


def keys_of(submission: str, lesson: Lesson, settings: Settings) -> tuple[str, ...]:
    """The hashes that a result holds for, named by PARTS: what changes one of them is graded again.

    Args:
        submission: the hash of its bytes.
    """
    return submission, digest_of_lesson(lesson), grader_version(), settings.digest()


@lru_cache(maxsize=16)
def digest_of_lesson(lesson: Lesson) -> str:
    """The hash that its tests are known by: of every cell but the text, for answers may use what a shown cell has."""
    cells = [cell for cell in lesson.cells if cell.kind != "text"]
    return digest(json.dumps([(cell.kind, cell.exercise, cell.points, cell.source) for cell in cells]).encode())
