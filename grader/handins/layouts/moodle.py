"""Moodle: `Full name_PARTICIPANT_assignsubmission_file[_]/originalname`, or the same with `_` instead of the folder."""

import re

from grader.handins.layouts.sender import Layout, Parts, Sender, first_match

NAME = re.compile(
    r"(?P<name>.+)_(?P<number>\d+)_assignsubmission_(?P<kind>file|onlinetext)(?:_(?P<file>.*))?", re.DOTALL
)


def sender(parts: Parts, lesson_ids: Parts) -> Sender | None:
    """Whose a file is; a full name may contain `_`."""
    return first_match(parts, _read)


def _read(part: str, rest: Parts) -> Sender | None:
    if not (found := NAME.fullmatch(part)):
        return None
    inner = (found["file"], *rest) if found["file"] else rest
    return Sender(found["name"], part, inner, found["number"])


LAYOUT = Layout("moodle", "Moodle", sender, ("moodle", "identifier"))
