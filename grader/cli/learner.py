"""The learner's commands: `grader lab`, `check`, `submit`, `progress`, `restart`, `update` and `data`."""

import os
import subprocess
import sys
from pathlib import Path

import click

from grader.course import Course, open_course
from grader.errors import GraderError

SIGNS = {"passed": "✓", "failed": "✗"}


@click.command()
@click.argument("lesson", required=False)
@click.option("--exercise", default="", help="Only this exercise.")
@click.option("--cell-seconds", default=120, show_default=True, help="Time a cell may take.")
def check(lesson: str | None, exercise: str, cell_seconds: int) -> None:
    """Run your notebook of LESSON under its tests; exit status 1 unless every exercise passes."""
    from grader.learner.check_answers import check as run_check

    course = open_course()
    report = run_check(course, _lesson_id(course, lesson, "check"), cell_seconds, exercise)
    click.echo(report.path)
    width = max(map(len, report.labels))
    for label, outcome in zip(report.labels, report.outcomes, strict=True):
        sign = SIGNS.get(outcome.status, "–")
        click.echo(f"  {sign} {label:{width}}  {outcome.points:g}/{outcome.max_points:g}")
        for line in outcome.message.splitlines():
            click.echo(f"      {line}")
    for line in (*report.notes, *report.faults):
        click.echo(f"  ! {line}")
    won, total = (sum(getattr(o, name) for o in report.outcomes) for name in ("points", "max_points"))
    click.echo(f"{won:g} of {total:g} points")
    sys.exit(0 if report.passed else 1)


@click.command()
@click.argument("lesson", required=False)
def submit(lesson: str | None) -> None:
    """Make the file to hand in, and hand it in where nbgrader's exchange is set up."""
    from grader.learner.submit import submit as pack

    course = open_course()
    done, faults = pack(course, _lesson_id(course, lesson, "submit"))
    for line in [*done, *(f"! {fault}" for fault in faults)]:
        click.echo(line)
    sys.exit(1 if faults else 0)


@click.command()
def progress() -> None:
    """Your points so far, as the notebooks' test cells last showed them."""
    from grader.learner.progress import progress as points_so_far
    from grader.learner.progress import table

    click.echo(table(points_so_far(open_course())))


@click.command(context_settings={"ignore_unknown_options": True})
@click.option("--port", default=8888, show_default=True, help="Where to serve; the next free one where it is in use.")
@click.argument("options", nargs=-1)
def lab(port: int, options: tuple[str, ...]) -> None:
    """Open JupyterLab on the contents page; OPTIONS go to JupyterLab, such as --no-browser."""
    from grader.learner.lab import command, environment, free_port
    from grader.learner.work import bring_up_to_date

    course = open_course()
    for line in bring_up_to_date(course):
        click.echo(line)
    chosen = free_port(port)
    if chosen != port:
        click.echo(f"Port {port} is in use: taking {chosen}.")
    words = command(course, chosen, options)
    sys.stdout.flush()
    if os.name == "nt":  # there this process would end, and the terminal would not wait for the new one
        sys.exit(subprocess.run(words, env=environment(), check=False).returncode)
    os.execve(words[0], words, environment())


@click.command()
@click.argument("lesson", required=False)
def restart(lesson: str | None) -> None:
    """Begin LESSON again; the notebook that you had is kept in work/earlier."""
    from grader.learner.work import restart as begin_anew

    course = open_course()
    for line in begin_anew(course, _lesson_id(course, lesson, "restart")):
        click.echo(line)


@click.command()
def update() -> None:
    """Fetch the course's newest release, and bring your work in work/ to it; nothing of yours is lost."""
    from grader.learner.update import update as pull

    for line in pull(open_course()):
        click.echo(line)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def start(folder: Path) -> None:
    """Lay out the lessons in a new FOLDER: for whoever installed the package without its clone."""
    from grader.learner.start import start as lay_out

    for line in lay_out(open_course(), folder):
        click.echo(line)


@click.command()
def data() -> None:
    """Fetch the datasets, or say that the embedded ones serve."""
    from grader.kit.data.datasets import load_mnist, load_names

    load_names()
    load_mnist()


def _lesson_id(course: Course, lesson: str | None, command: str) -> str:
    if not lesson:
        raise GraderError("no lesson was named", f"Say which, by number or name: make {command} LESSON=1")
    return course.find(lesson)
