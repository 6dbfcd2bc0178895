"""Brightspace: `12345-67890 - First Last - Nov 3, 2026 1142 PM/originalname`, and an `index.html`."""

import re
from datetime import datetime

from grader.handins.layouts.sender import Layout, Parts, Sender, first_match

NAME = re.compile(r"(?P<number>\d+)-\d+ - (?P<name>.+) - (?P<date>[^-]*\d{4}[^-]*)", re.DOTALL)
DATE = re.compile(
    r"(?:(?P<day1>\d{1,2})\.?\s+)?(?P<month>[^\W\d]+)\.?(?:\s+(?P<day2>\d{1,2}))?,?\s+(?P<year>\d{4}),?"
    r"\s+(?P<hour>\d{1,2}):?(?P<minute>\d{2})(?:\s*(?P<half>AM|PM))?",
    re.IGNORECASE,
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NOON = 12


def sender(parts: Parts, lesson_ids: Parts) -> Sender | None:
    """Whose a file is; the order of the date's parts goes by the instructor's locale."""
    return first_match(parts, _read)


def _read(part: str, rest: Parts) -> Sender | None:
    found = NAME.fullmatch(part)
    return Sender(found["name"], part, rest, found["number"], date_in(found["date"])) if found else None


def date_in(text: str) -> datetime | None:
    """The date, with an English month, day first or month first; None for any other."""
    found = DATE.fullmatch(text.strip())
    month = found["month"][:3].lower() if found else ""
    if not found or month not in MONTHS:
        return None
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % NOON + (NOON if found["half"].upper() == "PM" else 0)
    try:
        day = int(found["day1"] or found["day2"] or 0)
        return datetime(int(found["year"]), MONTHS.index(month) + 1, day, hour, int(found["minute"]))
    except ValueError:
        return None


def own(parts: Parts) -> str:
    """The list of files that Brightspace puts beside the folders."""
    return "Brightspace's own index.html" if parts[-1].lower() == "index.html" and not sender(parts, ()) else ""


LAYOUT = Layout("brightspace", "Brightspace", sender, ("brightspace",), own)
