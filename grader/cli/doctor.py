"""`grader doctor`: what this computer has for learners and for those who grade, and what to do where it lacks it."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict

import click

from grader.cli.linux import STEP, lacking
from grader.course import open_course
from grader.learner.computer import Line, examine

NOT_ISOLATED = "Grade where it holds: on another machine, or in a container that allows user namespaces"


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For bug reports and scripts.")
@click.option("--learner", is_flag=True, help="Leave out what only those who grade need.")
def doctor(as_json: bool, learner: bool) -> None:
    """Say what this computer has, and what to do where something is missing; exit status 1 then."""
    parts = {"learners": list(examine(open_course()))}
    if not learner:
        parts["graders"] = [*_isolation(), *_gradebook()]
    good = all(line.good for lines in parts.values() for line in lines)
    if as_json:
        told = {part: [asdict(line) for line in lines] for part, lines in parts.items()}
        click.echo(json.dumps({"good": good} | told, indent=1))
    else:
        for part, lines in parts.items():
            click.echo(f"For {part}")
            for line in lines:
                click.echo(f"  {'✓' if line.good else '✗'} {line.name:14} {line.found}")
                if not line.good:
                    click.echo(f"    {line.step}")
    sys.exit(0 if good else 1)


def _isolation() -> Iterator[Line]:
    """The layers around a submission that is graded."""
    if fault := lacking():
        yield Line("isolation", False, fault, STEP)
        return
    from grader.sandbox.confine import LAYERS
    from grader.sandbox.doctor import MEANING, missing_layers
    from grader.sandbox.machine import findings

    try:
        missing = missing_layers()
    except OSError as error:
        yield Line("isolation", False, f"no confined process starts ({error})", NOT_ISOLATED)
        return
    for layer in LAYERS:
        found = f"missing ({missing[layer]}): {MEANING[layer]}" if layer in missing else f"holds: {MEANING[layer]}"
        yield Line(layer, layer not in missing, found, NOT_ISOLATED)
    for finding in findings():
        yield Line(finding.name, finding.good, finding.found, finding.step)


def _gradebook() -> Iterator[Line]:
    """Whether the driver for a department's database can be loaded; a class needs none."""
    try:
        import psycopg
    except ImportError as error:
        yield Line("PostgreSQL", False, f"psycopg cannot be loaded ({error})", "SQLite serves; else make setup again")
        return
    yield Line("PostgreSQL", True, f"psycopg {psycopg.__version__} is there: autograde --db postgresql://...")
