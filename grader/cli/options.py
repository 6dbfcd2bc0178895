"""Options that several of the instructor's commands have, and those of the limits, which are made from the limits."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from grader.sandbox.limits import LIMIT_OPTIONS, Limits

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
LIMIT = "limit_"  # before a limit's name among the command's parameters


def where(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say where the marks are."""
    options = (
        click.option(
            "--output",
            default=".",
            show_default=True,
            type=click.Path(path_type=Path, file_okay=False),
            help="Where autograded/, feedback/, reports/ and gradebook.db are.",
        ),
        click.option("--db", default="", help="The gradebook's SQLAlchemy URL, such as postgresql://host/marks."),
        click.option(
            "--roster", type=FILE, help="Names, sections and the LMS's ids; default: the course's roster.csv."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def limit_options(command: Callable[..., None]) -> Callable[..., None]:
    """An option for each limit of a submission, named and explained by `sandbox/limits.py`."""
    for field, option in reversed(LIMIT_OPTIONS.items()):
        default = getattr(Limits, field)
        wanted = click.IntRange(min=1) if isinstance(default, int) else click.FloatRange(min=0, min_open=True)
        shown = default // option.unit if isinstance(default, int) else default
        command = click.option(
            option.name, LIMIT + field, default=shown, type=wanted, show_default=True, help=option.help
        )(command)
    return command


def limits_of(options: Mapping[str, Any]) -> Limits:
    """The limits among the command's parameters."""
    return Limits(**{field: options[LIMIT + field] * option.unit for field, option in LIMIT_OPTIONS.items()})
