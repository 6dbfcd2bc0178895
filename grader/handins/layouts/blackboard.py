"""Blackboard: `Assignment_USERNAME_attempt_2026-11-03-11-42-00[_originalname].ext`, and a `.txt` for each attempt."""

import re
from datetime import datetime

from grader.handins.layouts.sender import Layout, Parts, Sender, first_match

NAME = re.compile(
    r"(?P<who>.+?_.+?)_attempt_(?P<date>\d{4}(?:-\d{2}){5})(?:_(?P<file>.+)|(?P<ending>\.[A-Za-z]+))", re.DOTALL
)
USER = re.compile(r"^Name:.*\((?P<user>[^()\r\n]+)\)\s*$", re.MULTILINE)


def sender(parts: Parts, lesson_ids: Parts) -> Sender | None:
    """Whose a file is: assignment and user name together, for either may contain `_`."""
    return first_match(parts, _read)


def _read(part: str, rest: Parts) -> Sender | None:
    if not (found := NAME.fullmatch(part)):
        return None
    try:
        submitted = datetime.strptime(found["date"], "%Y-%m-%d-%H-%M-%S")
    except ValueError:
        submitted = None
    inner = (found["file"] or part, *rest)
    return Sender(found["who"], part, inner, submitted=submitted, mixed=True)


def own(parts: Parts) -> str:
    """The text with name, user, date and comments that Blackboard writes for each attempt."""
    found = NAME.fullmatch(parts[-1])
    return "Blackboard's own .txt" if found and (found["ending"] or "").lower() == ".txt" else ""


def user_in(text: bytes) -> str:
    """The user name that Blackboard's own text of an attempt states: "Name: One Learner (olearner)"."""
    found = USER.search(text.decode("utf-8-sig", "replace"))
    return found["user"].strip() if found else ""


LAYOUT = Layout("blackboard", "Blackboard", sender, ("blackboard", "login", "id"), own)
