"""Grades the lessons of one `grader autograde` on the same workers, with a bar, or previews what that would change."""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from grader.cli.machines import Machines, workers
from grader.cli.telling import followed, say_changes
from grader.course import Course
from grader.handins.accounting import Accounting
from grader.handins.attempts import Which
from grader.handins.late import Policy
from grader.handins.roster import Roster
from grader.handins.text import printable
from grader.lesson.lesson import Lesson

if TYPE_CHECKING:
    from grader.handins.roster import Person
    from grader.marking.result import Result
    from grader.marking.settings import Settings
    from grader.records.changed_marks import Change
    from grader.run.lateness import Lateness
    from grader.run.places import Places
    from grader.run.plan import Plan
    from grader.run.run import Session


@dataclass(frozen=True)
class Work:
    """What there is to grade, and by which rules."""

    course: Course
    places: "Places"
    lessons: list[Lesson]
    accounting: Accounting
    attempt: Which
    settings: "Settings"
    policy: Policy
    roster: Roster | None

    @property
    def enrolled(self) -> "list[Person]":
        """The roster as gradebook and tables have it."""
        from grader.handins.roster import with_safe_id

        return [with_safe_id(person) for person in self.roster.people] if self.roster else []


def grade_all(work: Work, machines: Machines, force: bool) -> "list[Session]":
    """Grade and write every lesson; Ctrl-C ends it cleanly.

    Raises:
        GraderError: another run is on, the gradebook is of an old nbgrader, the cluster went away, or it was stopped.
    """
    from grader.run.journal import Journal
    from grader.run.plan import plan
    from grader.run.run import Session

    lateness = _lateness(work)
    with contextlib.ExitStack() as stack:
        rounds = []
        for lesson in work.lessons:
            own = work.accounting.of_lesson(lesson.id)
            session = Session(
                lesson,
                work.places,
                work.settings,
                say_changes(lesson),
                own,
                work.attempt,
                lateness,
                work.enrolled,
            )
            journal = stack.enter_context(Journal(work.places.journal(lesson)))
            rounds.append((session, plan((*own.counted, *own.earlier), lesson, journal, force, work.settings), journal))
        sessions = [session for session, _, _ in rounds]
        if sessions:
            sessions[0].open_marks()  # an old gradebook is told before anything is graded
        tell = sessions[0].fault if sessions else click.echo
        with workers(work.lessons, work.settings, machines, [todo for _, todo, _ in rounds], tell) as engine:
            for session, todo, journal in rounds:
                for _ in followed(session.lesson, session.grade(todo, journal, engine), len(todo.todo)):
                    pass
    return sessions


def preview_all(work: Work, machines: Machines, force: bool) -> list[str]:
    """Grade and say what would change, writing nothing; returns what needs attention, a line each."""
    from grader.run.journal import Journal
    from grader.run.plan import plan
    from grader.run.preview import preview, records_of

    lines: list[str] = []
    records = records_of(work.places, work.lessons)
    with contextlib.ExitStack() as stack:
        rounds = []
        for lesson in work.lessons:
            own = work.accounting.of_lesson(lesson.id)
            journal = stack.enter_context(Journal(work.places.journal(lesson), is_read_only=True))
            rounds.append(
                (lesson, own, plan((*own.counted, *own.earlier), lesson, journal, force, work.settings), journal)
            )
        with workers(work.lessons, work.settings, machines, [todo for _, _, todo, _ in rounds], lines.append) as engine:
            for lesson, own, todo, journal in rounds:
                found = preview(lesson, todo, journal, engine, own, work.attempt, work.settings, records)
                lines += _say_preview(lesson, todo, found)
    return lines


def _say_preview(lesson: Lesson, todo: "Plan", found: "Iterable[tuple[Result, list[Change], bool]]") -> list[str]:
    changes: list[Change] = []
    lines, new = [], []
    for result, its_changes, is_new in found:
        changes += its_changes
        if is_new:
            new.append(f"{result.student}: {result.points:g} of {result.max_points:g}")
        if not result.is_graded:
            lines.append(f"{result.student}: {'; '.join(result.notes)}")
    for line in sorted(new):
        click.echo(printable(f"{lesson.id}: would be new, {line}"))
    if changes:
        say_changes(lesson, "would change")(changes, {handin.student_id: why for handin, why in todo.todo})
    elif not new:
        click.echo(f"{lesson.id}: no mark would change")
    return lines


def _lateness(work: Work) -> "Lateness | None":
    """What late hand-ins cost; free late days need to know of the lessons before."""
    from grader.run.lateness import lateness_of
    from grader.run.preview import records_of

    if not work.policy.due:
        return None
    from grader.lesson.read import load_lesson

    everything = [load_lesson(work.course, lesson_id) for lesson_id in work.course.lesson_ids]
    records = records_of(work.places, everything).values() if work.policy.free_days else ()
    return lateness_of(work.policy, records, work.accounting.counted)
