"""The roster: who is in the course, and under which ids each system knows them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from grader.handins.text import fold, safe_name


@dataclass(frozen=True)
class Person:
    """Somebody in the class.

    Attributes:
        id: the one name by which gradebook and folders know them.
        login: the user name, as Blackboard, GitHub and Canvas's `SIS Login ID` have it.
        lms: further ids by system: "canvas", "moodle" (the participant's number), "identifier" (Moodle's
            "Participant 1234567"), "brightspace", "blackboard", "sis", "github".
        listed: whether a roster has them: then `login` and `lms` may stand in tables as they are.
    """

    id: str
    name: str = ""
    email: str = ""
    section: str = ""
    login: str = ""
    lms: Mapping[str, str] = field(default_factory=dict)
    listed: bool = True

    @property
    def label(self) -> str:
        """The name, or the id where there is none."""
        return self.name or self.id


@dataclass(frozen=True)
class Roster:
    """The class.

    Attributes:
        people: each once, in the order of the file.
        doubtful: those who share a student id with somebody else; none of their hand-ins is graded.
        faults: what is wrong with the file, a line each.
    """

    people: tuple[Person, ...] = ()
    doubtful: tuple[Person, ...] = ()
    faults: tuple[str, ...] = ()

    def find(self, id: str) -> Person | None:
        """The person with this very id, after Unicode and case folding."""
        found = self.having("id", id)
        return found[0] if len(found) == 1 else None

    def having(self, key: str, value: str) -> tuple[Person, ...]:
        """Everybody, the doubtful too, whose `key` is this; `key` is a field of `Person` or a key of its `lms`."""
        return tuple(self._index.get((key, fold(value)), ())) if value.strip() else ()

    @cached_property
    def _index(self) -> dict[tuple[str, str], list[Person]]:
        index = defaultdict(list)
        for person in (*self.people, *self.doubtful):
            for key, value in _names(person):
                if value.strip():
                    index[key, fold(value)].append(person)
        return index


def roster_of(people: Iterable[Person], faults: Iterable[str] = ()) -> Roster:
    """The people as a roster: a repeated row counts once, those who share an id are set aside; both are said."""
    by_id: dict[str, list[Person]] = defaultdict(list)
    faults = list(faults)
    for person in people:
        same = by_id[fold(person.id)]
        if person in same:
            faults.append(f"{person.id} ({person.name}) is there twice and counts once")
        else:
            same.append(person)
    for same in by_id.values():
        if len(same) > 1:
            names = " and ".join(person.name or "somebody without a name" for person in same)
            faults.append(f"the id {same[0].id} is that of {names}; none of their hand-ins is graded")
    alone = tuple(same[0] for same in by_id.values() if len(same) == 1)
    shared = tuple(person for same in by_id.values() if len(same) > 1 for person in same)
    return Roster(alone, shared, tuple(faults))


def with_safe_id(person: Person) -> Person:
    """The person as gradebook and tables have them; an id that cannot stand in a path stays their login."""
    id = safe_name(person.id)
    return replace(person, id=id, login=person.login or (person.id if id != person.id else ""))


def _names(person: Person) -> list[tuple[str, str]]:
    own = ("id", "name", "email", "section", "login")
    names = [(key, getattr(person, key)) for key in own] + list(person.lms.items())
    safe = safe_name(person.id)  # as folders and the gradebook have it
    return names if safe == person.id else [*names, ("id", safe)]
