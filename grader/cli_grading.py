"""The instructor's commands: `grader autograde` and `grader doctor`."""

import contextlib
import os
import signal
import sys
from collections import Counter
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from grader.errors import GraderError

MIB = 2**20


@click.command()
@click.argument("lesson")
@click.option("--submissions", default="submitted", show_default=True, type=click.Path(path_type=Path),
              help="nbgrader's folder layout, a folder of zips, or of notebooks.")
@click.option("--output", default=".", show_default=True, type=click.Path(path_type=Path, file_okay=False),
              help="Where autograded/, feedback/, reports/ and gradebook.db are.")
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
def autograde(lesson, submissions, output, db, scheduler, processes, require_isolation, force, dry_run, **limits):
    """Grade every submission of LESSON into the gradebook, feedback pages and a class report."""
    from grader.grading.autograde import plan
    from grader.grading.collect import collect
    from grader.grading.journal import Journal
    from grader.grading.session import Session, places
    from grader.lesson.source import find_folder, load_lesson

    loaded = load_lesson(find_folder(lesson))
    handins = collect(submissions, loaded.folder, loaded.name)
    session = Session(loaded, places(output, db))
    with Journal(session.places.journal(loaded)) as journal:
        todo = plan(handins, loaded, journal, force)
        if dry_run:
            _say_plan(todo)
            return
        _grade(session, todo, journal, scheduler, processes, _limits(limits), require_isolation)
    _say_end(session)
    sys.exit(1 if session.faults else 0)


@click.command()
def doctor() -> None:
    """Say what this machine offers for isolating submissions; exit status 1 where a layer is missing."""
    from grader.sandbox.confine import LAYERS
    from grader.sandbox.doctor import MEANING, missing_layers

    missing = missing_layers()
    for layer in LAYERS:
        state = f"missing ({missing[layer]})" if layer in missing else "holds"
        click.echo(f"{layer:13} {state:8} {MEANING[layer]}")
    sys.exit(1 if missing else 0)


def _limits(options: dict):
    from grader.sandbox.limits import Limits

    return Limits(
        options["cell_seconds"], options["total_seconds"], options["memory_mib"] * MIB, options["max_processes"],
        options["files_mib"] * MIB, options["output_kib"] * 1024,
    )  # fmt: skip


def _grade(session, todo, journal, scheduler: str, processes: int, limits, require_isolation: bool) -> None:
    """Run the session with a progress bar; Ctrl-C ends it cleanly."""
    from grader.grading.engine import Engine

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    click.echo(f"{len(todo.known)} unchanged, {len(todo.todo)} to grade")
    try:
        with contextlib.ExitStack() as stack:
            engine = None
            if todo.todo:
                count = min(processes or os.cpu_count() or 1, len(todo.todo))
                gradebook = session.prepare()
                engine = Engine(session.lesson, scheduler, count, limits, require_isolation, session.fault)
                stack.enter_context(engine)
                gradebook.join()
                click.echo(f"{len(engine.crew.ready)} workers, dashboard {engine.client.dashboard_link}")
            _follow(session.grade(todo, journal, engine), len(todo.todo))
    except KeyboardInterrupt:
        raise GraderError("stopped; what was graded is kept", "Give the same command again to go on") from None


def _follow(results, total: int) -> None:
    """Show a bar with counts of outcomes and an ETA while results come in."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
               TextColumn("ETA"), TimeRemainingColumn())
    counts: Counter = Counter()
    console = Console()
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("grading", total=total)
        for result in results:
            counts.update(outcome.status for outcome in result.outcomes)
            text = ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))
            bar.update(task, advance=1, description=text)
    if counts:
        click.echo("exercises: " + ", ".join(f"{count} {status}" for status, count in sorted(counts.items())))


def _say_plan(todo) -> None:
    for handin, why in todo.todo:
        click.echo(f"would grade {handin.student}: {why}")
    click.echo(f"{len(todo.known)} unchanged, {len(todo.todo)} to grade")


def _say_end(session) -> None:
    places = session.places
    click.echo(f"report: {places.reports / session.lesson.folder / 'index.html'}")
    for line in session.faults:
        click.echo(f"needs a person: {line}", err=True)
