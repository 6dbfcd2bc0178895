"""Which downloads were graded, and where their files went: kept beside the report, which shows the sums."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from grader.course import number_of
from grader.handins.accounting import KINDS, NOT_A_NOTEBOOK, Accounting, labels_of
from grader.whole_file import write_whole

FILE = "downloads.json"


@dataclass(frozen=True)
class Download:
    """One download, as it was when it was last graded.

    Attributes:
        place: where it lies: a folder or a zip.
        lessons: the ids of the lessons that were wanted of it.
        graded: when, in UTC.
        layout: how it was recognised, such as "Canvas".
        files: how many there are: `counted`, `earlier` and those of `kinds` together.
        counted: how many hand-ins count.
        earlier: how many other attempts there are.
        kinds: how many of the other files there are of each of `KINDS`.
        endings: what those are that are no notebooks.
        students: by lesson, whose hand-ins count.
        attention: what a person should read, a line each.
    """

    place: str
    lessons: tuple[str, ...]
    graded: str
    layout: str
    files: int
    counted: int
    earlier: int
    kinds: dict[str, int]
    endings: dict[str, int]
    students: dict[str, tuple[str, ...]]
    attention: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The place's own name."""
        return Path(self.place).name

    @property
    def numbers(self) -> str:
        """The lessons' numbers: "lesson 4", "lessons 4, 6"."""
        numbers = ", ".join(str(number_of(lesson_id)) for lesson_id in self.lessons)
        return f"lesson {numbers}" if len(self.lessons) == 1 else f"lessons {numbers}"


def download_of(
    accounting: Accounting, place: Path, lesson_ids: Sequence[str], graded: str, layout: str, attention: Sequence[str]
) -> Download:
    """The sums of one accounting."""
    return Download(
        str(place.resolve()),
        tuple(lesson_ids),
        graded,
        layout,
        accounting.files,
        len(accounting.counted),
        len(accounting.earlier),
        {kind: len(accounting.of_kind(kind)) for kind in KINDS},
        labels_of(accounting.of_kind(NOT_A_NOTEBOOK)),
        {
            lesson_id: tuple(h.student_id for h in accounting.counted if h.lesson_id == lesson_id)
            for lesson_id in lesson_ids
        },
        tuple(attention),
    )


def note_download(reports: Path, download: Download) -> None:
    """Keep it, in the place of what is known of the same download and lessons; others stay.

    Raises:
        OSError: it cannot be written.
    """
    same = (download.place, set(download.lessons))
    others = [one for one in read_downloads(reports) if (one.place, set(one.lessons)) != same]
    write_whole(reports / FILE, json.dumps([asdict(one) for one in (*others, download)], indent=1) + "\n")


def read_downloads(reports: Path) -> tuple[Download, ...]:
    """Those that were graded, the last one last; none where the file is missing, or not of this version."""
    try:
        return tuple(_from_dict(one) for one in json.loads((reports / FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return ()


def _from_dict(data: dict[str, Any]) -> Download:
    students = {lesson: tuple(ids) for lesson, ids in data["students"].items()}
    lists = {name: tuple(data[name]) for name in ("lessons", "attention")}
    return Download(**data | lists | {"students": students})
