"""What lateness costs, by cases computed by hand; and what is wrong in `[late]` is named."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from grader.course import Course, open_course
from grader.errors import GraderError
from grader.handins.late import Policy, policy_of

DUE = datetime(2026, 11, 3, 23, 59, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
POLICY = Policy(grace=15 * MINUTE, percent_a_day=10, floor_percent=50, due={"07_a": DUE})


@pytest.mark.parametrize(
    ("after", "days"),
    [(-DAY, 0), (0 * DAY, 0), (15 * MINUTE, 0), (16 * MINUTE, 1), (DAY, 1), (DAY + MINUTE, 2), (30 * DAY, 30)],
)
def test_days_late(after: timedelta, days: int):
    """Is nothing late within the grace, and does each day begun count from the due date on?"""
    assert POLICY.days_late("s1", "07_a", DUE + after) == days


def test_a_mark_without_a_time():
    """Is a hand-in that the LMS marks as late, without saying how late, a day late; and one without both not late?"""
    assert POLICY.days_late("s1", "07_a", None, marked=True) == 1
    assert POLICY.days_late("s1", "07_a", None) == 0
    assert POLICY.days_late("s1", "08_b", None, marked=True) == 0
    assert POLICY.days_late("s1", "07_a", DUE - DAY, marked=True) == 0


@pytest.mark.parametrize(
    ("policy", "points", "days", "penalty"),
    [
        (POLICY, 20, 0, 0),
        (POLICY, 20, 1, 2),
        (POLICY, 20, 4, 8),
        (POLICY, 20, 9, 10),  # half is left at least
        (POLICY, 12.5, 1, 1.25),
        (POLICY, 0, 3, 0),
        (Policy(points_a_day=3), 20, 2, 6),
        (Policy(points_a_day=3), 5, 2, 5),  # never more than was won
        (Policy(points_a_day=3, floor_percent=40), 5, 2, 3),
        (Policy(points_a_day=1, percent_a_day=10), 20, 2, 6),
        (Policy(), 20, 5, 0),
    ],
)
def test_the_penalty(policy: Policy, points: float, days: int, penalty: float):
    """Percent of what was won, or points, a day, down to the floor."""
    assert policy.penalty(points, days) == penalty


def test_free_days_go_to_what_was_due_first():
    """Are three free days spent on the first lessons, and the rest charged?"""
    policy = Policy(free_days=3, due={"07_a": DUE, "08_b": DUE + 7 * DAY, "09_c": DUE + 14 * DAY})
    assert policy.charged({"09_c": 4, "07_a": 2, "08_b": 0}) == {"07_a": 0, "08_b": 0, "09_c": 3}
    assert policy.charged({"07_a": 5}) == {"07_a": 2}


COURSE = """
title = "T"
course_id = "t"
[lessons.07_a]
[lessons.08_b]
[late]
time_zone = "Europe/Zurich"
grace_minutes = 5
percent_a_day = 10
free_days = 2
[late.due]
07_a = 2026-11-03T23:59:00
b = "2026-11-10 23:59+02:00"
[late.extensions]
student01 = 2
student02 = { 7 = 2026-11-05T12:00:00 }
"""


def course(folder: Path, text: str = COURSE) -> Course:
    """A course with this `course.toml`."""
    (folder / "course.toml").write_text(text)
    return open_course(folder)


def test_the_table_is_read(tmp_path: Path):
    """Are times in the zone that is stated, lessons found by any of their names, extensions days or a time?"""
    policy = policy_of(course(tmp_path))
    assert policy.due["07_a"].astimezone(UTC) == datetime(2026, 11, 3, 22, 59, tzinfo=UTC)
    assert policy.due["08_b"].astimezone(UTC) == datetime(2026, 11, 10, 21, 59, tzinfo=UTC)
    assert policy.due_for("student01", "08_b") == policy.due["08_b"] + 2 * DAY
    assert policy.due_for("student02", "07_a").astimezone(UTC) == datetime(2026, 11, 5, 11, 0, tzinfo=UTC)
    assert policy.due_for("student02", "08_b") == policy.due["08_b"]
    assert (policy.grace, policy.free_days) == (5 * MINUTE, 2)
    assert policy_of(course(tmp_path, COURSE.split("[late]")[0])) == Policy()


def test_a_day_over_the_end_of_summer_time_has_24_hours(tmp_path: Path):
    """Is a day late 24 hours, also where the clock shows 25?"""
    text = COURSE.replace("07_a = 2026-11-03T23:59:00", "07_a = 2026-10-24T23:00:00")
    policy = policy_of(course(tmp_path, text))
    due = policy.due["07_a"].astimezone(UTC)
    assert policy.days_late("s", "07_a", due + 24 * HOUR) == 1
    assert policy.days_late("s", "07_a", due + 24 * HOUR + MINUTE) == 2
    assert policy.days_late("s", "07_a", (due + 24 * HOUR + MINUTE).astimezone(policy.zone)) == 2


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("grace_minutes", "grace", "unknown entry 'grace'"),
        ("grace_minutes = 5", "grace_minutes = -5", "grace_minutes = -5"),
        ("percent_a_day = 10", "percent_a_day = 110", "a number from 0 to 100"),
        ("Europe/Zurich", "Europe/Zuerich", "time_zone = 'Europe/Zuerich'"),
        ("07_a = 2026-11-03T23:59:00", "07_a = 2026-11-03", "the moment with its time"),
        ("07_a = 2026-11-03T23:59:00", "07_a = 'soon'", "Write the moment"),
        ("07_a = 2026", "10_x = 2026", "speaks of '10_x'"),
        ("student01 = 2", "student01 = -2", "-2"),
    ],
)
def test_a_wrong_entry_is_named(old: str, new: str, said: str, tmp_path: Path):
    """Is what is wrong said with the file, before anything is graded?"""
    assert old in COURSE
    with pytest.raises(GraderError, match="course.toml") as error:
        policy_of(course(tmp_path, COURSE.replace(old, new, 1)))
    assert said in str(error.value)
