"""Canvas: `lastfirst_[LATE_]USERID_SUBMISSIONID_originalname[-N].ext`, all in one folder."""

import re

from grader.handins.layouts.sender import Layout, Parts, Sender, first_match

NAME = re.compile(r"(?P<name>.+?)_(?P<late>LATE_)?(?P<number>\d+)_(?P<submission>\d+)_(?P<file>.+)", re.DOTALL)
COUNTER = re.compile(r"-(\d{1,3})(?=\.[A-Za-z]+$)")


def sender(parts: Parts, lesson_ids: Parts) -> Sender | None:
    """Whose a file is; Canvas counts resubmissions at the end of the file's name."""
    return first_match(parts, _read)


def _read(part: str, rest: Parts) -> Sender | None:
    if not (found := NAME.fullmatch(part)):
        return None
    count = COUNTER.search(found["file"])
    original = COUNTER.sub("", found["file"])
    return Sender(
        found["name"],
        part,
        (original, *rest),
        found["number"],
        late=bool(found["late"]),
        order=int(count[1]) if count else 0,
    )


LAYOUT = Layout("canvas", "Canvas", sender, ("canvas",))
