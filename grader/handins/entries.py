"""Each file as it is sorted: its place without the wrapping, whose it is, and what can be seen in it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from grader.errors import BadSubmission
from grader.handins.contents import File, files_below
from grader.handins.digest import digest
from grader.handins.layouts.known import recognise, unwrapped
from grader.handins.layouts.sender import Layout, Sender
from grader.handins.reading import read_notebook
from grader.handins.spool import Spool
from grader.handins.which_lesson import Catalogue, marks_of

MAX_TEXT = 64 * 2**10


@dataclass(frozen=True)
class Entry:
    """A file.

    Attributes:
        file: as it was found; without its bytes where it is a notebook.
        digest: of a notebook's bytes.
        marks: the exercises in it.
        read: gives its bytes.
        sender: whose it is by its place, where the layout says it.
    """

    file: File
    digest: str = ""
    marks: frozenset[str] = frozenset()
    read: Callable[[], bytes] = bytes
    sender: Sender | None = None


def entries_in(place: Path, lessons: Catalogue, layout: str) -> tuple[Layout, list[Entry]]:
    """Every file at `place`, and the layout that they have.

    Raises:
        GraderError: there is no layout of this name, or no room for the hand-ins.
    """
    known = frozenset().union(*lessons.exercises.values())
    entries = list(_looked_at(files_below(place), known))
    depth = unwrapped((entry.file for entry in entries), lessons.lesson_ids)
    inner = [_without(entry.file, depth) for entry in entries]
    found = recognise(inner, lessons.lesson_ids, layout)
    senders = (found.sender(file.parts, lessons.lesson_ids) for file in inner)
    return found, [replace(entry, sender=sender) for entry, sender in zip(entries, senders, strict=True)]


def _looked_at(files: Iterable[File], known: frozenset[str]) -> Iterator[Entry]:
    spool = Spool()
    for file in files:
        data = file.data
        if not file.is_notebook or data is None:
            yield Entry(replace(file, data=data[:MAX_TEXT]) if data else file)
            continue
        try:
            marks = marks_of(read_notebook(data, "it"), known)
            yield Entry(replace(file, data=None), digest(data), marks, spool.keep(data))
        except BadSubmission as error:
            yield Entry(replace(file, data=None, fault=str(error).rstrip(".")))


def _without(file: File, depth: int) -> File:
    """The file without the first parts of its place; one that has no more parts keeps its name."""
    depth = min(depth, len(file.parts) - 1)
    return replace(file, parts=file.parts[depth:], archives=frozenset(i - depth for i in file.archives if i >= depth))
