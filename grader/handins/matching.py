"""Says who handed a file in: exactly by the roster, or by the whole name that the system wrote; never by a guess."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from grader.handins.layouts.sender import Layout, Sender
from grader.handins.roster import Person, Roster
from grader.handins.text import fold, nfc, safe_name


@dataclass(frozen=True)
class Match:
    """Whose a file is; where that is not known, `student_id` is "" and `reason` says why."""

    student_id: str = ""
    reason: str = ""


def match_all(
    senders: Iterable[Sender], layout: Layout, roster: Roster | None, users: Mapping[str, str]
) -> dict[Sender, Match]:
    """Who each sender is.

    Args:
        senders: those of one download; what their names share is no part of a name.
        roster: the class; without one each name is a student of its own.
        users: the user name by folder, where the system wrote it down elsewhere.
    """
    senders = list(dict.fromkeys(senders))
    if roster is None:
        return _told_apart(_by_name(senders, users))
    prefixes = _prefixes([sender for sender in senders if sender.mixed], layout, roster)
    return {sender: _in_roster(sender, layout, roster, prefixes, users) for sender in senders}


def _by_name(senders: list[Sender], users: Mapping[str, str]) -> dict[Sender, str]:
    """Each name as the system wrote it, with its number; Blackboard's without the assignment."""
    mixed = [sender.name for sender in senders if sender.mixed and sender.submitted]
    known = {sender.name[: -len(users[sender.lms_folder])] for sender in senders if sender.lms_folder in users}
    begin = known.pop() if len(known) == 1 else mixed[0][: _shared(mixed)] if mixed else ""
    names = {}
    for sender in senders:
        name = users.get(sender.lms_folder) or (sender.name.removeprefix(begin) if sender.submitted else sender.name)
        names[sender] = nfc(f"{name}_{sender.number}" if sender.number else name)
    return names


def _shared(names: list[str]) -> int:
    """The length of what all names begin with, up to a `_`; 0 where there is one name only."""
    if len(set(names)) < 2:
        return 0
    first, last = min(names), max(names)  # what these two share all share
    same = next((i for i, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), len(first))
    return first.rfind("_", 0, same) + 1


def _told_apart(names: Mapping[Sender, str]) -> dict[Sender, Match]:
    """The names as ids; two that differ in nothing but case could be one student or two, and are neither."""
    spellings = defaultdict(set)
    for name in names.values():
        spellings[fold(name)].add(name)
    found = {}
    for sender, name in names.items():
        same = spellings[fold(name)]
        unclear = f"{' and '.join(sorted(same))} could be one student or two: give a roster"
        found[sender] = Match("", unclear) if len(same) > 1 else Match(safe_name(name))
    return found


def _prefixes(senders: list[Sender], layout: Layout, roster: Roster) -> frozenset[str]:
    """What stands before the user's name where only one reading is possible: the assignment's name."""
    found: Counter[str] = Counter()
    for sender in senders:
        readings = _readings(sender.name, layout, roster)
        if len({prefix for prefix, _ in readings}) == 1:
            found[readings[0][0]] += 1
    return frozenset(prefix for prefix, count in found.items() if count == max(found.values()))


def _readings(name: str, layout: Layout, roster: Roster) -> list[tuple[str, Person]]:
    """Each way to take a mixed name: what comes before a `-` or `_`, and whose name follows."""
    cuts = [place + 1 for place, letter in enumerate(name) if letter in "-_"]
    found = []
    for cut in (0, *cuts):
        for key in layout.keys:
            found += [(name[:cut], person) for person in roster.having(key, name[cut:])]
    return found


def _in_roster(
    sender: Sender, layout: Layout, roster: Roster, prefixes: frozenset[str], users: Mapping[str, str]
) -> Match:
    if sender.lms_folder in users:
        people = [person for key in layout.keys for person in roster.having(key, users[sender.lms_folder])]
    elif sender.mixed:
        readings = _readings(sender.name, layout, roster)
        agreed = [(prefix, person) for prefix, person in readings if prefix in prefixes]
        people = [person for _, person in agreed or readings]
    elif sender.number:
        people = _by_number(sender, layout, roster)
    else:
        people = [p for name in (sender.name, sender.also) for key in layout.keys for p in roster.having(key, name)]
    return _one_of(people, sender, roster)


def _by_number(sender: Sender, layout: Layout, roster: Roster) -> list[Person]:
    """By the system's number; by name only those of whom the roster has no number of this system."""
    own = [person for key in layout.keys for person in roster.having(key, sender.number)]
    if own:
        return own
    if layout.name == "canvas":
        word = _letters(sender.name)
        named = [person for person in (*roster.people, *roster.doubtful) if _as_canvas(person.name) == word]
    else:
        named = list(roster.having("name", sender.name))
    return [person for person in named if not any(key in person.lms for key in layout.keys)]


def _one_of(people: list[Person], sender: Sender, roster: Roster) -> Match:
    found = [person for place, person in enumerate(people) if person not in people[:place]]
    number = f" ({sender.number})" if sender.number else ""
    if not found:
        return Match("", f"nobody in the roster is {sender.name}{number}")
    if len(found) > 1:
        ids = " or ".join(sorted({person.id for person in found}))
        return Match("", f"{sender.name}{number} can be {ids}")
    if found[0] in roster.doubtful:
        return Match("", f"two people in the roster have the id {found[0].id}")
    return Match(safe_name(found[0].id))


def _as_canvas(name: str) -> str:
    """The name "Learner, One" or "One Learner" as Canvas writes them into a file's name: "learnerone"."""
    last, comma, first = name.partition(",")
    if not comma:
        first, _, last = name.strip().rpartition(" ")
    return _letters(last + first)


def _letters(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isalnum())
