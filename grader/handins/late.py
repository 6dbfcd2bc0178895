"""What lateness costs, by the table `[late]` of `course.toml`: due dates, grace, free days, deductions, a floor."""

import contextlib
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from grader.course import FILE, Course
from grader.errors import GraderError

DAY = timedelta(days=1)
NEVER = datetime.max.replace(tzinfo=UTC)
NUMBERS = ("grace_minutes", "percent_a_day", "points_a_day", "floor_percent", "free_days")
KNOWN = ("time_zone", *NUMBERS, "due", "extensions")


@dataclass(frozen=True)
class Policy:
    """The rules.

    Attributes:
        zone: of every time that names none, in `course.toml` and in what an LMS writes.
        grace: how much later than due is not late at all.
        percent_a_day: percent of the points won that each day begun takes.
        points_a_day: points that each day begun takes; with `percent_a_day` both are taken.
        floor_percent: what is left at least, in percent of the points won.
        free_days: late days that each student has for the whole course, spent in the order of the due dates.
        due: by lesson's id, when it is due.
        extensions: by student, by lesson's id ("" is every lesson), when it is due instead, or by how much later.
    """

    zone: tzinfo = UTC
    grace: timedelta = timedelta(0)
    percent_a_day: float = 0.0
    points_a_day: float = 0.0
    floor_percent: float = 0.0
    free_days: int = 0
    due: Mapping[str, datetime] = field(default_factory=dict)
    extensions: Mapping[str, Mapping[str, datetime | timedelta]] = field(default_factory=dict)

    def due_for(self, student_id: str, lesson_id: str) -> datetime | None:
        """When a lesson is due for a student; None where there is no due date."""
        due, own = self.due.get(lesson_id), self.extensions.get(student_id, {})
        given = own.get(lesson_id, own.get(""))
        if due is None or given is None:
            return due
        return due + given if isinstance(given, timedelta) else given

    def days_late(self, student_id: str, lesson_id: str, submitted: datetime | None, marked: bool = False) -> int:
        """How many days late a hand-in is: each day begun counts, from the due date on.

        Args:
            submitted: None where nobody knows; then it is a day late where it is `marked` as late, else not late.
            marked: whether the LMS says that it is late; this counts only where it does not say when it came.
        """
        due = self.due_for(student_id, lesson_id)
        if submitted is None:
            return int(marked and due is not None)
        after = (
            submitted.astimezone(UTC) - due.astimezone(UTC) if due else DAY * 0
        )  # in UTC, where each day has 24 hours
        return math.ceil(after / DAY) if after > self.grace else 0

    def charged(self, late: Mapping[str, int]) -> dict[str, int]:
        """By lesson the days that cost something: those beyond the free ones, the lesson that was due first first."""
        left, charged = self.free_days, {}
        for lesson in sorted(
            late, key=lambda lesson: (self.due.get(lesson) or datetime.max.replace(tzinfo=UTC), lesson)
        ):
            free = min(left, late[lesson])
            left -= free
            charged[lesson] = late[lesson] - free
        return charged

    def penalty(self, points: float, days: int) -> float:
        """The points that so many days take from the points won, rounded to hundredths."""
        taken = points * self.percent_a_day / 100 * days + self.points_a_day * days
        return round(min(taken, points * (1 - self.floor_percent / 100)), 2) if points > 0 else 0.0


def policy_of(course: Course) -> Policy:
    """The rules of a course; without the table nothing is ever late.

    Raises:
        GraderError: the table has an entry that nobody knows, an unknown lesson or time zone, or a wrong number.
    """
    table = course.late
    for name in table:
        if name not in KNOWN:
            raise _wrong(course, f"has an unknown entry {name!r}", f"The known entries are {', '.join(KNOWN)}")
    numbers = {name: _number(course, name, table.get(name, 0)) for name in NUMBERS}
    zone = _zone(course, table.get("time_zone", "UTC"))
    due = {_lesson(course, word): _time(course, word, value, zone) for word, value in _table(course, "due").items()}
    extensions = {
        student: _extension(course, student, value, zone) for student, value in _table(course, "extensions").items()
    }
    return Policy(
        zone,
        timedelta(minutes=numbers["grace_minutes"]),
        numbers["percent_a_day"],
        numbers["points_a_day"],
        numbers["floor_percent"],
        int(numbers["free_days"]),
        due,
        extensions,
    )


def _number(course: Course, name: str, value: object) -> float:
    most = 100 if "percent" in name else math.inf
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        limit = "from 0 to 100" if most == 100 else "of 0 or more"
        raise _wrong(course, f"says {name} = {value!r}", f"Write a number {limit}")
    return float(value)


def _zone(course: Course, name: object) -> tzinfo:
    try:
        return ZoneInfo(str(name)) if name != "UTC" else UTC
    except (KeyError, ValueError, OSError):
        raise _wrong(course, f"says time_zone = {name!r}", 'Write one such as "Europe/Zurich"') from None


def _time(course: Course, word: str, value: object, zone: tzinfo) -> datetime:
    if isinstance(value, str):
        with contextlib.suppress(ValueError):
            value = datetime.fromisoformat(value)
    if not isinstance(value, datetime):
        hint = " with its time" if isinstance(value, date) else ""
        raise _wrong(course, f"says {word} = {value!s}", f"Write the moment{hint}, such as 2026-11-03T23:59:00")
    return value if value.tzinfo else value.replace(tzinfo=zone)


def _extension(course: Course, student: str, value: object, zone: tzinfo) -> dict[str, datetime | timedelta]:
    """`2` is two days for every lesson; a table has a number of days or a time for each lesson."""
    by_lesson = value if isinstance(value, dict) else {"": value}
    found: dict[str, datetime | timedelta] = {}
    for word, given in by_lesson.items():
        lesson = _lesson(course, word) if word else ""
        if isinstance(given, int | float) and not isinstance(given, bool):
            found[lesson] = _number(course, f"extensions.{student}", given) * DAY
        else:
            found[lesson] = _time(course, f"extensions.{student}", given, zone)
    return found


def _table(course: Course, name: str) -> dict[str, Any]:
    value = course.late.get(name, {})
    if not isinstance(value, dict):
        raise _wrong(course, f"says {name} = {value!r}", f"Write a table [late.{name}]")
    return value


def _lesson(course: Course, word: str) -> str:
    try:
        return course.find(word)
    except GraderError as error:
        raise _wrong(course, f"speaks of {word!r}", str(error).rstrip(".")) from None


def _wrong(course: Course, what: str, step: str) -> GraderError:
    return GraderError(f"{course.root / FILE}: [late] {what}", step)
