"""Puts a student's hand-ins of one lesson in order: by the system's time or number, by the file's time last."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cmp_to_key
from typing import Literal

from grader.handins.accounting import Handin

Which = Literal["last", "first", "best"]
LAST: Which = "last"
FIRST: Which = "first"
BEST: Which = "best"
WHICH: tuple[Which, ...] = (BEST, LAST, FIRST)


@dataclass(frozen=True)
class Attempt:
    """A hand-in with what orders it.

    Attributes:
        order: the system's own count of attempts.
        modified: the file's own time.
        exact: how much the file is where the layout wants it; of one place only the most exact counts.
        place: the folder or archive that it came in.
    """

    handin: Handin
    order: int = 0
    modified: datetime | None = None
    exact: int = 0
    place: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ordered:
    """The attempts, oldest first, and what is left of them with the reason for each."""

    attempts: tuple[Handin, ...]
    left: tuple[tuple[Handin, str], ...] = ()


def in_order(found: Sequence[Attempt]) -> Ordered:
    """The attempts of one student for one lesson, numbered; where nothing tells which is the last there are none.

    Of several notebooks in one place, one that has the very name that the layout wants is the hand-in. Files with the
    same bytes need no order.
    """
    best = {one.place: max(other.exact for other in found if other.place == one.place) for one in found}
    digests = {(one.place, one.handin.digest) for one in found if one.exact == best[one.place]}
    rest = [one for one in found if (one.place, one.handin.digest) in digests]
    beside = [(one.handin, "another notebook of the same lesson is there") for one in found if one not in rest]
    for place, one in enumerate(rest):
        for other in rest[place + 1 :]:
            if one.handin.digest != other.handin.digest and not _compare(one, other):
                reason = f"nothing says whether {one.handin.path} or {other.handin.path} is the later"
                return Ordered((), tuple((each.handin, reason) for each in found))
    ordered = [one.handin for one in sorted(rest, key=cmp_to_key(_compare))]
    numbered = [replace(handin, attempt=i, attempts=len(ordered)) for i, handin in enumerate(ordered, 1)]
    return Ordered(tuple(numbered), tuple(beside))


def _compare(a: Attempt, b: Attempt) -> int:
    """Negative where `a` is the earlier, 0 where nothing tells."""
    stamps = a.handin.submitted, b.handin.submitted
    if stamps[0] and stamps[1] and stamps[0] != stamps[1]:
        return -1 if stamps[0] < stamps[1] else 1
    if (stamps[0] is None) == (stamps[1] is None) and a.order != b.order:
        return -1 if a.order < b.order else 1
    times = (a.modified or stamps[0], b.modified or stamps[1])
    if times[0] and times[1] and times[0] != times[1]:
        return -1 if times[0] < times[1] else 1
    return 0


def chosen(attempts: Sequence[Handin], which: Which) -> Handin:
    """The attempt that counts before anything is graded; the best is known only afterwards: until then, the last."""
    return attempts[0] if which == FIRST else attempts[-1]
