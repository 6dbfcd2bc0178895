"""When something was handed in: nbgrader's `timestamp.txt`, and the times of systems that name no time zone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from dateutil.parser import ParserError, parse

from grader.handins.entries import Entry

TIMESTAMP, SECRET = "timestamp.txt", "submission_secret.txt"
MAX_TIMESTAMP = 100


@dataclass(frozen=True)
class Stamps:
    """The times and nbgrader's secrets by folder, and a line for each time that cannot be read."""

    by_folder: Mapping[tuple[str, ...], datetime]
    secrets: Mapping[tuple[str, ...], str]
    faults: tuple[str, ...]
    zone: tzinfo

    def of(self, entry: Entry) -> datetime | None:
        """When a file was handed in, as its place or a `timestamp.txt` beside it says."""
        told = entry.sender.submitted if entry.sender else None
        if told:
            return told.replace(tzinfo=self.zone)
        return self.by_folder.get(entry.file.parts[:-1])


def stamps_in(entries: Sequence[Entry], zone: tzinfo) -> Stamps:
    """Every `timestamp.txt`, by its folder.

    Args:
        zone: of the times that a system writes into names; a `timestamp.txt` without one is in UTC, as nbgrader has it.
    """
    found, faults = {}, []
    for entry in entries:
        if entry.file.name == TIMESTAMP and entry.file.data:
            try:
                found[entry.file.parts[:-1]] = read_timestamp(entry.file.data)
            except ValueError:
                faults.append(
                    f"{entry.file.path} holds no time, so whether the notebook beside it is late is not known"
                )
    secrets = {
        entry.file.parts[:-1]: entry.file.data.decode("utf-8", "replace")
        for entry in entries
        if entry.file.name == SECRET and entry.file.data
    }
    return Stamps(found, secrets, tuple(faults), zone)


def read_timestamp(data: bytes) -> datetime:
    """The time in a `timestamp.txt`, with a time zone.

    Raises:
        ValueError: there is none in it.
    """
    text = data.decode("utf-8-sig", "replace").strip()
    if not text or len(text) > MAX_TIMESTAMP:
        raise ValueError("no time")
    try:
        time: datetime = parse(text)
    except (ParserError, OverflowError) as error:
        raise ValueError(str(error)) from None
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def as_timestamp(time: datetime) -> str:
    """The text of a `timestamp.txt`, as nbgrader writes it."""
    return time.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f %Z")
