"""The author's commands: `grader build`, `mistakes` and `lint`."""

import sys

import click
from rich.console import Console
from rich.table import Table


@click.command()
@click.argument("lesson", required=False)
def build(lesson: str | None) -> None:
    """Make the notebooks of LESSON, or of all, from their text."""
    from grader.lesson.lesson import find_folder, lesson_folders
    from grader.lesson.make import make, make_index

    for folder in [find_folder(lesson)] if lesson else lesson_folders():
        for line in make(folder):
            click.echo(line)
    click.echo(make_index())


@click.command()
@click.argument("lesson", required=False)
@click.option("--exercise", help="Only this exercise.")
@click.option("--visible", is_flag=True, help="Only the part of the tests that the learner has.")
@click.option("--show", is_flag=True, help="Print every message.")
@click.option("--processes", default=2, show_default=True)
def mistakes(lesson: str | None, exercise: str | None, visible: bool, show: bool, processes: int) -> None:
    """Try every answer in mistakes.py: wrong ones must be rejected and named, right ones accepted."""
    from grader.authoring.mistakes import summary, try_lessons
    from grader.lesson.lesson import find_folder, lesson_folders

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


@click.command()
@click.argument("lesson", required=False)
@click.option("--time", "timed", is_flag=True, help="Run each solution from top to bottom on one core.")
def lint(lesson: str | None, timed: bool) -> None:
    """Print the measures of LESSON, or of all, and every broken rule; exit status 1 where there is one.

    Words per line of code: prose without formulas, for each line of given, shown and answer cells.
    """
    from grader.lesson.lesson import find_folder, lesson_folders
    from grader.lesson.measures import course_faults, faults, measure
    from grader.lesson.rules import violations

    folders = [find_folder(lesson)] if lesson else lesson_folders()
    measured = [measure(folder, timed=timed) for folder in folders]
    table = Table("lesson", "words/line", "figures/10 cells", "over 25/15 lines", "exercises", "wrong", "right")
    for heading in ("seconds", "slowest test") if timed else ():
        table.add_column(heading)
    for m in measured:
        figures = "not built" if m.figures is None else f"{m.figures:.2f}"
        times = (f"{m.seconds:.1f}", f"{m.slowest_test:.2f}") if timed else ()
        long = f"{len(m.long_given)}/{len(m.long_answers)}"
        row = (m.folder, f"{m.words_per_line:.1f}", figures, long, m.exercises, m.wrong, m.right, *times)
        table.add_row(*map(str, row))
    Console(width=140).print(table)
    found = [str(violation) for folder in folders for violation in violations(folder)]
    found += [line for m in measured for line in faults(m)] + ([] if lesson else course_faults(measured))
    for line in found:
        click.echo(line)
    sys.exit(1 if found else 0)
