"""`attempts.csv`: a lesson's attempts with their marks, of whoever has handed in; other students' rows stay."""

import csv
from collections.abc import Iterable, Mapping
from datetime import UTC
from pathlib import Path

from grader.handins.accounting import Accounting, Handin
from grader.records.sheets import safe, table
from grader.whole_file import write_whole

HEAD = ["student_id", "name", "attempt", "submitted", "points", "counts", "late", "file"]
Points = Mapping[tuple[str, str], float | None]


def write_attempts(
    path: Path, accounting: Accounting, points: Points, chosen: Iterable[Handin], names: Mapping[str, str]
) -> None:
    """Write the history of one lesson.

    Args:
        accounting: of this lesson alone.
        points: by student and digest; None where an attempt could not be graded.
        chosen: the attempts that count.
        names: by student id.

    Raises:
        OSError: it cannot be written.
    """
    handins = [*accounting.counted, *accounting.earlier]
    if not handins:
        return
    counts = {(handin.student_id, handin.path) for handin in chosen}
    new = [_row(h, points, (h.student_id, h.path) in counts, names) for h in handins]
    there = {row[0] for row in new}
    rows = sorted([*(row for row in _read(path) if row[0] not in there), *new], key=lambda row: (row[0], int(row[2])))
    write_whole(path, table([HEAD, *rows]))


def _row(handin: Handin, points: Points, counts: bool, names: Mapping[str, str]) -> list[str]:
    won = points.get((handin.student_id, handin.digest))
    when = handin.submitted.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC") if handin.submitted else ""
    return [
        safe(handin.student_id),
        safe(names.get(handin.student_id, "")),
        str(handin.attempt),
        when,
        "" if won is None else f"{won:g}",
        "counts" if counts else "",
        "late" if handin.late else "",
        safe(handin.path),
    ]


def _read(path: Path) -> list[list[str]]:
    """The rows that are there; none where the file is another one."""
    try:
        with open(path, newline="", encoding="utf-8-sig") as file:
            rows = list(csv.reader(file))
    except (OSError, UnicodeDecodeError, csv.Error):
        return []
    return [row for row in rows[1:] if len(row) == len(HEAD) and row[2].isdigit()] if rows[:1] == [HEAD] else []
