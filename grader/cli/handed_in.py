"""What the instructor's commands are given: lessons, hand-ins, the roster; and where every file went."""

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from grader.course import Course
from grader.errors import GraderError
from grader.handins.accounting import Accounting, Handin, Other, line_of, summary
from grader.handins.attempts import Which
from grader.handins.collecting import collect
from grader.handins.late import Policy
from grader.handins.layouts.known import LAYOUTS
from grader.handins.roster import Person, Roster, with_safe_id
from grader.handins.roster_files import read_roster
from grader.handins.text import fold, printable, safe_name
from grader.handins.which_lesson import catalogue
from grader.lesson.lesson import Lesson

OURS = ("solutions", "notebooks", "grader", "autograded", "feedback", "reports")
MOST_NAMES = 30


def lessons_meant(course: Course, words: tuple[str, ...]) -> tuple[str, ...]:
    """The lessons' ids; `all` is every lesson."""
    return course.lesson_ids if words == ("all",) else tuple(dict.fromkeys(map(course.find, words)))


def handed_in(
    course: Course,
    lesson_ids: tuple[str, ...],
    place: Path,
    roster: Roster | None,
    policy: Policy,
    layout: str,
    attempt: Which,
) -> Accounting:
    """The hand-ins of these lessons, with the sums printed.

    Raises:
        GraderError: `place` is the course itself or part of it, or holds nothing.
    """
    _refuse_course(course, place)
    accounting = collect(place, catalogue(course, lesson_ids), roster, layout, attempt, policy.zone)
    how = "as you said" if layout else "if it is another, name it with --layout"
    click.echo(printable(f"{place}: {title_of(accounting.layout)} ({how})"))
    click.echo(printable(summary(accounting)))
    return accounting


def say_missing(accounting: Accounting, autograded: Path) -> None:
    """Print who has handed in nothing of a lesson, in this download or in one that was graded before."""
    for lesson_id, people in accounting.missing.items():
        own = accounting.of_lesson(lesson_id)
        absent = [person for person in people if not (autograded / safe_name(person.id) / lesson_id).is_dir()]
        sent = {other.student_id for other in own.attention}
        if own.has_any:
            _say_names([p.label for p in absent if safe_name(p.id) not in sent], f"not handed in {lesson_id}")
            said = f"handed in {lesson_id} so that nothing counts (see what needs attention)"
            _say_names([p.label for p in absent if safe_name(p.id) in sent], said)


def _say_names(names: list[str], did: str) -> None:
    """`2 have not handed in 07_tiny: One, Two`; nothing where there is nobody."""
    if names:
        more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
        have = "has" if len(names) == 1 else "have"
        click.echo(printable(f"{len(names)} {have} {did}: {', '.join(names[:MOST_NAMES])}{more}"))


def given_roster(course: Course, path: Path | None) -> Roster | None:
    """The roster that was named, or the course's `roster.csv`; None where there is neither."""
    own = course.root / "roster.csv"
    return read_roster(path) if path else read_roster(own) if own.is_file() else None


def people_of(course: Course, roster: Path | None) -> list[Person]:
    """The people of the roster, or of the course's `roster.csv` where there is one."""
    found = given_roster(course, roster)
    return [with_safe_id(person) for person in found.people] if found else []


def graded_lesson(lessons: Iterable[Lesson], lesson_id: str) -> Lesson:
    """The lesson, if it is among those that have marks.

    Raises:
        GraderError: it is not.
    """
    lesson = next((lesson for lesson in lessons if lesson.id == lesson_id), None)
    if lesson is None:
        raise GraderError(f"the gradebook has no marks of {lesson_id}", f"First: grader autograde {lesson_id}")
    return lesson


def only(accounting: Accounting, students: Iterable[str]) -> Accounting:
    """The accounting of some students alone.

    Raises:
        GraderError: one of them has handed in nothing.
    """
    wanted = {fold(safe_name(student)): student for student in students}
    if not wanted:
        return accounting

    def own(one: Handin | Other) -> bool:
        return fold(one.student_id) in wanted

    everything: tuple[Handin | Other, ...] = (*accounting.counted, *accounting.others)
    there = {fold(one.student_id) for one in everything}
    for id, student in wanted.items():
        if id not in there:
            raise GraderError(
                f"{student} has handed in none of these lessons", "Give --student an id as the report has it"
            )
    return replace(
        accounting,
        counted=tuple(filter(own, accounting.counted)),
        earlier=tuple(filter(own, accounting.earlier)),
        others=tuple(filter(own, accounting.others)),
        missing={},
        notes=(),
    )


def attention_lines(accounting: Accounting) -> list[str]:
    """A line for each file that somebody must look at."""
    return [*accounting.notes, *map(line_of, accounting.attention)]


def title_of(layout: str) -> str:
    """A layout's name for people."""
    return next(one.title for one in LAYOUTS if one.name == layout)


def _refuse_course(course: Course, place: Path) -> None:
    here, root = place.resolve(), course.root
    inside = here.is_relative_to(root) and here.relative_to(root).parts[:1]
    if here == root or root.is_relative_to(here) or (inside and inside[0] in OURS):
        what = os.path.relpath(here, root) if inside else "the course itself"
        step = "Give --submissions the folder or the zip with the hand-ins alone, such as submitted/"
        raise GraderError(f"--submissions {place} is {what}, which nobody handed in", step)
