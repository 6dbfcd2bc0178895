"""The instructor's command `grader autograde`."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from grader.cli.grading import Work, grade_all, preview_all
from grader.cli.handed_in import attention_lines, given_roster, handed_in, lessons_meant, only, say_missing, title_of
from grader.cli.machines import Machines
from grader.cli.options import limit_options, limits_of, where
from grader.cli.telling import say_attention
from grader.course import open_course
from grader.handins.accounting import Accounting
from grader.handins.attempts import LAST, WHICH, Which
from grader.handins.layouts.known import NAMES


@click.command()
@click.argument("lessons", metavar="LESSON...", nargs=-1, required=True)
@click.option(
    "--submissions",
    default="submitted",
    show_default=True,
    type=click.Path(path_type=Path),
    help="A folder or a zip, as the LMS gave it; nothing need be unpacked.",
)
@click.option("--layout", type=click.Choice(NAMES), default=None, help="How it is laid out; default: recognised.")
@click.option("--attempt", type=click.Choice(WHICH), default=LAST, show_default=True, help="Which attempt counts.")
@click.option(
    "--student", "students", multiple=True, metavar="ID", help="Only this student; may be given more than once."
)
@where
@click.option("--scheduler", default="", help="A Dask scheduler, such as tcp://host:8786; default: this machine.")
@click.option("--processes", default=0, type=click.IntRange(min=0), help="Workers here; default: one per core.")
@click.option("--require-isolation", is_flag=True, help="Refuse to start where an isolation layer is missing.")
@click.option("--force", is_flag=True, help="Grade again what has not changed.")
@click.option("--dry-run", is_flag=True, help="Say whose marks would change, and write nothing.")
@limit_options
def autograde(
    lessons: tuple[str, ...],
    submissions: Path,
    layout: str | None,
    roster: Path | None,
    attempt: Which,
    students: tuple[str, ...],
    output: Path,
    db: str,
    scheduler: str,
    processes: int,
    require_isolation: bool,
    force: bool,
    dry_run: bool,
    **limits: float,
) -> None:
    """Grade what a class handed in into the gradebook, feedback pages and a class report.

    LESSON is a number or a name. Several, or `all`, are graded in one run: which lesson a notebook is of, its place
    and the exercises in it tell.
    """
    from grader.handins.late import policy_of
    from grader.lesson.read import load_lesson
    from grader.marking.settings import Settings
    from grader.run.outputs import keep_account, write_outputs
    from grader.run.places import places

    course, its_places = open_course(), places(output, db)
    settings = Settings(limits_of(limits), course.follow_through)
    policy, people = policy_of(course), given_roster(course, roster)
    lesson_ids = lessons_meant(course, lessons)
    accounting = handed_in(course, lesson_ids, submissions, people, policy, layout or "", attempt)
    accounting = only(accounting, students)
    say_missing(accounting, its_places.autograded)
    there = [lesson_id for lesson_id in lesson_ids if accounting.of_lesson(lesson_id).has_any]
    if len(lesson_ids) > 1 and (none := [lesson_id for lesson_id in lesson_ids if lesson_id not in there]):
        click.echo(f"no hand-in of {', '.join(none)}")
    taught = [load_lesson(course, lesson_id) for lesson_id in there]
    work = Work(course, its_places, taught, accounting, attempt, settings, policy, people)
    machines = Machines(scheduler, processes, require_isolation)
    if dry_run:
        _say_end([], preview_all(work, machines, force), accounting)
    sessions = grade_all(work, machines, force)
    faults = [line for session in sessions for line in session.faults]
    if not students:
        attention = tuple(dict.fromkeys([*faults, *attention_lines(accounting)]))
        faults += keep_account(its_places, accounting, submissions, lesson_ids, title_of(accounting.layout), attention)
    outputs = write_outputs(course, its_places, work.enrolled)
    _say_end(outputs.written, [*faults, *outputs.faults, *outputs.attention], accounting)


def _say_end(written: Iterable[Path], faults: Iterable[str], accounting: Accounting) -> None:
    """Where the report is, and what needs attention; exit status 1 where something does, or nobody was graded."""
    for path in written:
        click.echo(f"{path.parent.name if path.suffix == '.csv' else 'report'}: {path}")
    told = say_attention([*faults, *attention_lines(accounting)])
    if not accounting.counted:
        click.echo("nothing was graded: no file here is a hand-in of these lessons that can be read", err=True)
    sys.exit(1 if told or not accounting.counted else 0)
