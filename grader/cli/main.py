"""The command line: reads arguments, calls, prints. Nothing else prints."""

import os
import sys
from pathlib import Path

import click

from grader.cli.author import build, lint, mistakes
from grader.cli.instructor import autograde, doctor
from grader.cli.learner import check, data, lab, progress, submit
from grader.cli.reports import export, feedback, report
from grader.errors import GraderError
from grader.kit.data.registry import DatasetError


class Course(click.Group):
    """Turns a fault that a person can mend into one line and exit status 1."""

    def invoke(self, ctx: click.Context):
        try:
            return super().invoke(ctx)
        except (GraderError, DatasetError) as error:
            raise click.ClickException(str(error)) from None


@click.group(cls=Course)
def main() -> None:
    """Frontier AI 365: build, check and grade the lessons."""
    # nbgrader calls alembic by its name, also where the environment was not activated.
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])


for command in (check, submit, progress, lab, data, autograde, report, export, feedback, doctor, build, mistakes, lint):
    main.add_command(command)
