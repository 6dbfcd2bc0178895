"""What of a submission's texts is kept: nothing that moves a cursor or turns a line round, in so many bytes."""

import json
import re

# Escape sequences of terminals go; what is left of control characters, and what changes the direction of the text
# around it, is shown as a mark.
SEQUENCES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\))")
LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
MARK = "\N{REPLACEMENT CHARACTER}"


def shown(text: str, limit: int) -> str:
    """The text as pages, tables, terminals and the journal may hold it.

    Args:
        limit: bytes that it may take in the journal, which escapes all but ASCII.
    """
    return _cut(visible(text[:limit]), limit)


def visible(text: str) -> str:
    """The text without escape sequences; each other character that would act instead of being seen is a mark."""
    return UNSEEN.sub(MARK, LINE_ENDS.sub("\n", SEQUENCES.sub("", text)))


def _cut(text: str, limit: int) -> str:
    """The longest beginning that fits."""
    if 12 * len(text) <= limit or _size(text) <= limit:
        return text
    fits, too_long = limit // 12, min(len(text), limit) + 1
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        fits, too_long = (middle, too_long) if _size(text[:middle]) <= limit else (fits, middle)
    return text[:fits]


def _size(text: str) -> int:
    return len(json.dumps(text)) - 2
