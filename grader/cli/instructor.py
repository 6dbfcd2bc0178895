"""The instructor's command `grader autograde`."""

import contextlib
import gc
import signal
import sys
from collections import Counter
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from grader.course import Course, open_course
from grader.errors import GraderError
from grader.handins.text import printable

MIB = 2**20


@click.command()
@click.argument("lessons", metavar="LESSON...", nargs=-1, required=True)
@click.option(
    "--submissions",
    default="submitted",
    show_default=True,
    type=click.Path(path_type=Path),
    help="nbgrader's folder layout, a folder of zips, or of notebooks.",
)
@click.option(
    "--output",
    default=".",
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Where autograded/, feedback/, reports/ and gradebook.db are.",
)
@click.option("--db", default="", help="The gradebook's SQLAlchemy URL, such as postgresql://host/marks.")
@click.option("--scheduler", default="", help="A Dask scheduler, such as tcp://host:8786; default: this machine.")
@click.option("--processes", default=0, help="Workers on this machine; default: one a core.")
@click.option("--require-isolation", is_flag=True, help="Refuse to start where an isolation layer is missing.")
@click.option("--force", is_flag=True, help="Grade again what has not changed.")
@click.option("--dry-run", is_flag=True, help="Say what would be graded, and why.")
@click.option("--cell-seconds", default=60.0, show_default=True, help="Wall time of a cell or a call.")
@click.option("--total-seconds", default=300.0, show_default=True, help="Wall time of a submission.")
@click.option("--memory-mib", default=2048, show_default=True, help="Memory of a submission.")
@click.option("--max-processes", default=64, show_default=True, help="Processes of a submission.")
@click.option("--files-mib", default=64, show_default=True, help="Scratch files of a submission.")
@click.option("--output-kib", default=1024, show_default=True, help="Output kept of a cell.")
def autograde(lessons, submissions, output, db, scheduler, processes, require_isolation, force, dry_run, **limits):
    """Grade every submission into the gradebook, feedback pages and a class report.

    LESSON is a number or a name. Several, or `all`, are graded in one run, from nbgrader's folder layout:
    there a file's place tells its lesson.
    """
    from grader.run.journal import Journal
    from grader.run.outputs import write_outputs
    from grader.run.places import places
    from grader.run.plan import plan
    from grader.run.run import Session

    course, where = open_course(), places(output, db)
    settings = _settings(limits, course)
    with contextlib.ExitStack() as stack:
        rounds = []
        for lesson, handins in _handed_in(course, lessons, submissions):
            session = Session(lesson, where, settings, _say_changes(lesson))
            journal = stack.enter_context(Journal(session.places.journal(lesson)))
            rounds.append((session, plan(handins, lesson, journal, force, settings), journal))
        if dry_run:
            for _, todo, _ in rounds:
                _say_plan(todo)
            return
        _grade(rounds, scheduler, processes, settings.limits, require_isolation)
    sessions = [session for session, _, _ in rounds]
    _say_end(sessions, write_outputs(course, where, {s.lesson.folder: tuple(s.faults) for s in sessions}))


def _settings(options: dict, course: Course):
    from grader.marking.settings import Settings
    from grader.sandbox.limits import Limits

    limits = Limits(
        options["cell_seconds"],
        options["total_seconds"],
        options["memory_mib"] * MIB,
        options["max_processes"],
        options["files_mib"] * MIB,
        options["output_kib"] * 1024,
    )
    return Settings(limits, course.follow_through)


def _handed_in(course: Course, words: tuple[str, ...], submissions: Path) -> list[tuple]:
    """The lessons that are meant, each with its hand-ins; of `all`, those that have any."""
    from grader.handins.layouts import collect
    from grader.lesson.read import load_lesson

    everything, found = words == ("all",), []
    folders = course.folders if everything else list(dict.fromkeys(map(course.find, words)))
    for folder in folders:
        lesson = load_lesson(course, folder)
        try:
            found.append((lesson, collect(submissions, folder, lesson.name, nested_only=len(folders) > 1)))
        except GraderError as error:
            if not everything or not submissions.is_dir():
                raise
            click.echo(str(error))
    if not found:
        raise GraderError(f"{submissions} holds no submission of any lesson", "See `grader autograde --help`")
    return found


def _grade(rounds: list, scheduler: str, processes: int, limits, require_isolation: bool) -> None:
    """Run the sessions one after the other on the same workers, with a progress bar; Ctrl-C ends it cleanly."""
    from dask.system import CPU_COUNT  # what affinity and a container's limits leave of the cores

    from grader.cluster.engine import Engine

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sessions, waiting = [session for session, _, _ in rounds], sum(len(todo.todo) for _, todo, _ in rounds)
    click.echo(f"{sum(len(todo.known) for _, todo, _ in rounds)} unchanged, {waiting} to grade")
    try:
        with contextlib.ExitStack() as stack:
            engine = None
            if waiting:
                count = min(processes or CPU_COUNT, waiting)
                engine = Engine(
                    [s.lesson for s in sessions], scheduler, count, limits, require_isolation, sessions[0].fault
                )
                stack.enter_context(engine)
                sessions[0].open_marks()  # while the workers get ready
                engine.workers.wait()
                gc.freeze()  # what was imported stays: looking through it for garbage takes half a second each time
                click.echo(f"{len(engine.workers.ready)} workers, dashboard {engine.client.dashboard_link}")
            for session, todo, journal in rounds:
                _follow(session.lesson.folder, session.grade(todo, journal, engine), len(todo.todo))
    except KeyboardInterrupt:
        raise GraderError("stopped; what was graded is kept", "Give the same command again to go on") from None


def _follow(lesson: str, results, total: int) -> None:
    """Show a bar with counts of outcomes and an ETA while a lesson's results come in."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("ETA"),
        TimeRemainingColumn(),
    )
    counts: Counter = Counter()
    console = Console()
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(lesson, total=total)
        for result in results:
            counts.update(outcome.status for outcome in result.outcomes)
            text = ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))
            bar.update(task, advance=1, description=text)
    if counts:
        click.echo(f"{lesson}: " + ", ".join(f"{count} {status}" for status, count in sorted(counts.items())))


def _say_plan(todo) -> None:
    for handin, why in todo.todo:
        click.echo(f"would grade {handin.student}: {why}")
    click.echo(f"{len(todo.known)} unchanged, {len(todo.todo)} to grade")


def _say_changes(lesson):
    """A function that prints what a regrade changes, before it is written."""

    def say(changes: list, why: dict[str, str]) -> None:
        students = len({change.student for change in changes})
        click.echo(f"{lesson.folder}: {len(changes)} marks of {students} students change:")
        for change in changes:
            reason = why.get(change.student, "as graded before")
            click.echo("  " + printable(change.line(change.student, lesson.label(change.exercise), reason)))

    return say


def _say_end(sessions: list, outputs) -> None:
    """Where the report is, and what needs attention; exit status 1 where something does."""
    for path in outputs.written:
        click.echo(f"{path.parent.name if path.suffix == '.csv' else 'report'}: {path}")
    faults = dict.fromkeys(line for session in sessions for line in session.faults)
    for line in [*faults, *outputs.faults]:
        click.echo(f"needs attention: {line}", err=True)
    sys.exit(1 if faults or outputs.faults else 0)
