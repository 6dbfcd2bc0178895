"""The command line: reads arguments, calls, prints. Nothing else prints."""

import sys

import click
from rich.console import Console
from rich.table import Table

from grader.errors import GraderError


class Course(click.Group):
    """Turns a fault that a person can mend into one line and exit status 1."""

    def invoke(self, ctx: click.Context):
        try:
            return super().invoke(ctx)
        except GraderError as error:
            raise click.ClickException(str(error)) from None


@click.group(cls=Course)
def main() -> None:
    """Frontier AI 365: build, check and grade the lessons."""


@main.command()
@click.argument("lesson", required=False)
def build(lesson: str | None) -> None:
    """Make the notebooks of LESSON, or of all, from their text."""
    from grader.lesson.make import make
    from grader.lesson.source import find_folder, lesson_folders

    for folder in [find_folder(lesson)] if lesson else lesson_folders():
        for line in make(folder):
            click.echo(line)


@main.command()
@click.argument("lesson", required=False)
@click.option("--exercise", help="Only this exercise.")
@click.option("--visible", is_flag=True, help="Only the part of the tests that the learner has.")
@click.option("--show", is_flag=True, help="Print every message.")
@click.option("--processes", default=2, show_default=True)
def mistakes(lesson: str | None, exercise: str | None, visible: bool, show: bool, processes: int) -> None:
    """Try every answer in mistakes.py: wrong ones must be rejected and named, right ones accepted."""
    from grader.lesson.mistakes import summary, try_lessons
    from grader.lesson.source import find_folder, lesson_folders

    folders = [find_folder(lesson)] if lesson else lesson_folders()
    table = Table("exercise", "answer", "score", "named")
    verdicts = []
    for verdict in try_lessons(folders, exercise, visible, processes):
        verdicts.append(verdict)
        kind = verdict.answer.mistake or "(right)"
        table.add_row(verdict.label, kind, f"{verdict.outcome.points:g}/{verdict.outcome.max_points:g}", verdict.note)
        if show or not verdict.ok:
            click.echo(f"--- {verdict.label} {kind}: {verdict.note}\n{verdict.outcome.message}\n")
    Console(width=120).print(table)
    text, good = summary(verdicts)
    click.echo(text)
    sys.exit(0 if good else 1)
