"""Collects a class: each file below `--submissions` ends in exactly one place, and whose it is is known or said."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, tzinfo
from pathlib import Path

from grader.errors import GraderError
from grader.handins.accounting import UNMATCHED, Accounting, Handin, Other
from grader.handins.attempts import LAST, Attempt, Which, chosen, in_order
from grader.handins.entries import Entry, entries_in
from grader.handins.layouts.blackboard import LAYOUT as BLACKBOARD
from grader.handins.layouts.blackboard import user_in
from grader.handins.layouts.sender import Layout, Parts
from grader.handins.matching import Match, match_all
from grader.handins.roster import Person, Roster
from grader.handins.sorting import Gradable, Sorted, course_folders, sort
from grader.handins.text import fold, safe_name
from grader.handins.times import Stamps, stamps_in
from grader.handins.which_lesson import Catalogue


def collect(
    place: Path,
    lessons: Catalogue,
    roster: Roster | None = None,
    layout: str = "",
    attempt: Which = LAST,
    zone: tzinfo = UTC,
) -> Accounting:
    """Every file at `place`, sorted.

    Args:
        place: a folder or a zip, as it was downloaded.
        lessons: those that are to be graded, and the others of the course.
        roster: the class; without one each name is a student of its own.
        layout: its name, where it is not to be recognised.
        attempt: which of a student's attempts counts, "last" or "first"; with "best" the last, until they are graded.
        zone: of the times that a system writes without one.

    Raises:
        GraderError: there is nothing at `place`, there is no layout of this name, or no room for the hand-ins.
    """
    if not place.exists():
        raise GraderError(f"there is no {place}", "Give --submissions the folder or the zip that holds the hand-ins")
    kind, entries = entries_in(place, lessons, layout)
    if not entries:
        raise GraderError(f"{place} holds no file", "Give --submissions the folder or the zip that holds the hand-ins")
    matches = match_all((e.sender for e in entries if e.sender), kind, roster, _users(kind, entries))
    within = course_folders(entries)
    found = [sort(e, kind, matches[e.sender] if e.sender else Match(), lessons, within) for e in entries]
    accounting = _accounting(kind, found, attempt, stamps_in(entries, zone))
    missing = _missing(accounting, roster, lessons.wanted) if roster else {}
    return replace(accounting, missing=missing, notes=(*accounting.notes, *_notes(accounting, roster)))


def _users(kind: Layout, entries: Iterable[Entry]) -> dict[str, str]:
    """By folder the user name that Blackboard's own text beside it states, where the file's name ends in it."""
    if kind is not BLACKBOARD:
        return {}
    told: dict[str, str] = {}
    for entry in entries:
        if entry.sender and entry.file.data and (user := user_in(entry.file.data)):
            told[entry.sender.name] = user
    senders = [entry.sender for entry in entries if entry.sender]
    return {s.lms_folder: told[s.name] for s in senders if s.name in told and fold(s.name).endswith(fold(told[s.name]))}


def _accounting(kind: Layout, found: Sequence[Sorted], attempt: Which, stamps: Stamps) -> Accounting:
    """The sums, once each student's attempts are in order."""
    groups: dict[tuple[str, str], list[Gradable]] = defaultdict(list)
    others = [one for one in found if isinstance(one, Other)]
    for one in found:
        if isinstance(one, Gradable):
            groups[one.student_id, one.lesson_id].append(one)
    counted: list[Handin] = []
    earlier: list[Handin] = []
    for _, group in sorted(groups.items()):
        ordered = in_order([_attempt(one, stamps) for one in group])
        if ordered.attempts:
            counts = chosen(ordered.attempts, attempt)
            counted.append(counts)
            earlier += [handin for handin in ordered.attempts if handin != counts]
        others += [Other(UNMATCHED, h.path, reason, h.student_id, h.lms_name) for h, reason in ordered.left]
    return Accounting(kind.name, len(found), tuple(counted), tuple(earlier), tuple(others), notes=stamps.faults)


def _attempt(one: Gradable, stamps: Stamps) -> Attempt:
    entry, sender = one.entry, one.sender
    parts = entry.file.parts
    handin = Handin(
        one.student_id,
        one.lesson_id,
        entry.file.path,
        sender.name,
        sender.lms_folder,
        sender.number,
        stamps.of(entry),
        sender.late,
        digest=entry.digest,
        secret=stamps.secrets.get(parts[:-1], ""),
        read=entry.read,
    )
    place = parts[: parts.index(sender.lms_folder) + 1] if sender.lms_folder in parts else parts
    return Attempt(handin, sender.order, entry.file.modified, one.exact, place)


def _missing(accounting: Accounting, roster: Roster, wanted: Parts) -> dict[str, tuple[Person, ...]]:
    """Who of the roster has no hand-in that counts, by lesson."""
    there = {(handin.student_id, handin.lesson_id) for handin in accounting.counted}
    people = (*roster.people, *roster.doubtful)
    return {
        lesson: tuple(person for person in people if (safe_name(person.id), lesson) not in there) for lesson in wanted
    }


def _notes(accounting: Accounting, roster: Roster | None) -> tuple[str, ...]:
    if roster is None:
        return ()
    strangers = [other for other in accounting.of_kind(UNMATCHED) if other.of]
    if roster.people and strangers and not accounting.counted:
        line = f"nobody of the {len(roster.people)} in the roster has handed in: is it the roster of this course?"
        return (*roster.faults, line)
    return roster.faults
