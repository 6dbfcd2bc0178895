"""What the instructor's commands print: a bar while they grade, what a regrade changes, what needs attention."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from grader.handins.text import count_of, printable
from grader.lesson.lesson import Lesson

if TYPE_CHECKING:
    from grader.marking.result import Result
    from grader.records.changed_marks import Change

WIDE = 100  # columns of a terminal in which the counts have room beside the bar
LESSON_WIDTH = 22


def followed(lesson: Lesson, results: "Iterable[Result]", total: int) -> "Iterator[Result]":
    """Yield a lesson's results and show a bar meanwhile; the counts of outcomes at the end."""
    counts: Counter[str] = Counter()
    console = Console()
    columns = [TextColumn("{task.description}"), BarColumn(bar_width=None), MofNCompleteColumn(), TextColumn("ETA")]
    columns += [TimeRemainingColumn(compact=True)]
    if console.width >= WIDE:
        columns.append(TextColumn("{task.fields[counts]}"))
    with Progress(*columns, console=console, disable=not console.is_terminal, expand=True) as bar:
        task = bar.add_task(lesson.id[:LESSON_WIDTH], total=total, counts="")
        for result in results:
            counts.update(outcome.status for outcome in result.outcomes)
            bar.update(task, advance=1, counts=_text(counts))
            yield result
    if counts:
        click.echo(f"{lesson.id}: {_text(counts)}")


def _text(counts: "Counter[str]") -> str:
    return ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))


def say_changes(lesson: Lesson, verb: str = "change") -> "Callable[[list[Change], dict[str, str]], None]":
    """A function that prints what a regrade changes, before it is written."""

    def say(changes: "list[Change]", why: dict[str, str]) -> None:
        students = len({change.student for change in changes})
        click.echo(f"{lesson.id}: {count_of(len(changes), 'mark')} of {count_of(students, 'student')} {verb}:")
        for change in changes:
            reason = why.get(change.student, "as graded before")
            click.echo("  " + printable(change.line(change.student, lesson.label(change.exercise), reason)))

    return say


def say_attention(lines: Iterable[str]) -> bool:
    """Print what needs attention, each line once; returns whether something does."""
    told = tuple(dict.fromkeys(lines))
    for line in told:
        click.echo(f"needs attention: {printable(line)}", err=True)
    return bool(told)
