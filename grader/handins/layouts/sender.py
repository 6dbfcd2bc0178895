"""What a place tells of a file: whose it is as the system wrote it, when, and which attempt."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

Parts = tuple[str, ...]


@dataclass(frozen=True)
class Sender:
    """Whose a file is, by its place.

    Attributes:
        name: as the system wrote it.
        number: the system's own number of them.
        lms_folder: the part of the place that says it, by which feedback goes back.
        rest: what follows it: the file's name as the student gave it, and folders before that.
        submitted: when, in the system's own time zone, which it does not say.
        late: whether the system marked it as late.
        order: the system's own count of attempts.
        lesson_id: the lesson's, where the place says it.
        exact: whether the file is where the layout wants it, so that it counts before others beside it.
        also: another reading of the same place, which only a roster can prefer.
        mixed: whether `name` begins with something else that all files of a download share.
    """

    name: str
    lms_folder: str
    rest: Parts
    number: str = ""
    submitted: datetime | None = None
    late: bool = False
    order: int = 0
    lesson_id: str = ""
    exact: bool = False
    also: str = ""
    mixed: bool = False


@dataclass(frozen=True)
class Layout:
    """How a system lays out a download.

    Attributes:
        name: for `--layout`.
        title: for people.
        sender: whose a file is, by its place and the lessons' ids; None where it is none of this layout.
        keys: the keys of the roster that its numbers and names are of, in the order of trust.
        own: why a file is the system's and nobody's hand-in, by its place; "" where it is not.
    """

    name: str
    title: str
    sender: Callable[[Parts, Parts], Sender | None]
    keys: tuple[str, ...]
    own: Callable[[Parts], str] = lambda parts: ""


def first_match(parts: Parts, read: Callable[[str, Parts], Sender | None]) -> Sender | None:
    """What the outermost part says that says something; `read` is given a part and those after it."""
    for place, part in enumerate(parts):
        if sender := read(part, parts[place + 1 :]):
            return sender
    return None
