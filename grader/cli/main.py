"""The command line: reads arguments, calls, prints. Nothing else prints."""

import importlib
import os
import sys
from pathlib import Path

import click

from grader.cli.linux import STEP, lacking
from grader.errors import GraderError

# nbformat imports jsonschema, which would build a parser of web addresses that nobody here asks for: a second at each
# start, half of what `grader check` takes. Without that package it does without.
sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]

# Where each command is, in the order in which `--help` lists them; a module is read when its command is wanted.
COMMANDS = {
    "start": ("learner", "Lay out the lessons in a new folder."),
    "lab": ("learner", "Open JupyterLab on the contents page."),
    "check": ("learner", "Run your notebook of a lesson under its tests."),
    "submit": ("learner", "Make the file to hand in."),
    "progress": ("learner", "Your points so far."),
    "restart": ("learner", "Begin a lesson anew; what you had is kept."),
    "update": ("learner", "Fetch the newest release and merge it into your work."),
    "data": ("learner", "Fetch the datasets, or say that the embedded ones serve."),
    "doctor": ("doctor", "Say what this computer has, and what to do where it lacks it."),
    "handout": ("handout", "Make the zip that learners get, without answers."),
    "autograde": ("instructor", "Grade every submission."),
    "report": ("reports", "Write report, pages and tables again from the gradebook."),
    "export": ("reports", "Fill in the tables that the LMS takes back."),
    "feedback": ("feedback", "Pack the feedback pages for the LMS."),
    "new": ("new", "Begin a lesson or an exercise: all its parts, with TODO for your text."),
    "similar": ("reports", "Show hand-ins that are more alike than is usual."),
    "build": ("author", "Make the notebooks from their text."),
    "mistakes": ("author", "Try every answer in mistakes.py."),
    "lint": ("author", "Measure the lessons, and name every broken rule."),
    "contents": ("new", "Write what of the README is made: first commands, table of lessons."),
}


# These run answers in processes of their own, or write what others may be writing.
FOR_LINUX = {"autograde", "report", "export", "feedback", "similar", "mistakes"}
# What to install for a room's commands where the package was installed without it.
EXTRAS = {"learner": "lab"}


class Commands(click.Group):
    """Finds commands when they are called; a fault that a person can put right is one line and exit status 1."""

    _asked = ""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        self._asked = cmd_name
        if cmd_name in FOR_LINUX and (fault := lacking()):
            raise GraderError(fault, STEP)
        module = importlib.import_module(f"grader.cli.{COMMANDS[cmd_name][0]}")
        return getattr(module, cmd_name)  # type: ignore[no-any-return]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name, (_, told) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except Exception as error:
            if isinstance(error, (GraderError, *_of_data())):
                raise click.ClickException(str(error)) from None
            if isinstance(error, ModuleNotFoundError) and not (error.name or "grader").startswith("grader"):
                extra = EXTRAS.get(COMMANDS[self._asked][0], "grade")
                needed = f"{error.name} is not installed. Install it: pip install 'frontier-ai-365[{extra}]'"
                raise click.ClickException(needed) from None
            raise


@click.group(cls=Commands)
@click.version_option(package_name="frontier-ai-365", message="grader %(version)s")
def main() -> None:
    """Frontier AI 365: build, check and grade the lessons."""
    # nbgrader calls alembic by its name, also where the environment was not activated.
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])


def _of_data() -> tuple[type[Exception], ...]:
    """The kit's own error, where the kit was loaded at all."""
    module = sys.modules.get("grader.kit.data.registry")
    return (module.DatasetError,) if module else ()
