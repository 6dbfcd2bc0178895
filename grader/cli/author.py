"""The author's commands: `grader build`, `mistakes` and `lint`."""

import sys
from collections.abc import Sequence

import click
from rich.console import Console
from rich.table import Table

from grader.course import Course, open_course


@click.command()
@click.argument("lesson", required=False)
def build(lesson: str | None) -> None:
    """Make the notebooks of LESSON, or of all, from their text."""
    from grader.lesson.make import make, make_contents_page

    course = open_course()
    for lesson_id in _lesson_ids(course, lesson):
        for line in make(course, lesson_id):
            click.echo(line)
    click.echo(make_contents_page(course))


@click.command()
@click.argument("lesson", required=False)
@click.option("--exercise", help="Only this exercise.")
@click.option("--show", is_flag=True, help="Print every message.")
@click.option("--values", is_flag=True, help="Print what each wrong answer gives on the visible inputs.")
@click.option("--together", is_flag=True, help="Grade whole notebooks put together from the right answers.")
@click.option("--notebooks", default=100, show_default=True, help="With --together: how many per lesson.")
@click.option("--processes", default=2, show_default=True)
def mistakes(
    lesson: str | None, exercise: str | None, show: bool, values: bool, together: bool, notebooks: int, processes: int
) -> None:
    """Try every answer in mistakes.py: wrong ones must be rejected and named, right ones accepted."""
    course = open_course()
    lesson_ids = _lesson_ids(course, lesson)
    if together:
        sys.exit(0 if _say_together(course, lesson_ids, notebooks, processes) else 1)
    if values:
        return _say_values(course, lesson_ids, exercise, processes)
    sys.exit(0 if _say_verdicts(course, lesson_ids, exercise, show, processes) else 1)


@click.command()
@click.argument("lesson", required=False)
@click.option("--time", "timed", is_flag=True, help="Run each solution twice: on one core, and on busy ones.")
def lint(lesson: str | None, timed: bool) -> None:
    """Print the measures of LESSON, or of all, and every broken rule; exit status 1 where there is one.

    Words per line of code: prose without formulas, for each line of given, shown and answer cells.
    """
    from grader.lesson.measures import course_faults, faults, measure
    from grader.lesson.rules import violations

    course = open_course()
    lesson_ids = _lesson_ids(course, lesson)
    found, measured = [], []
    for lesson_id in lesson_ids:
        broken = violations(course, lesson_id)
        found += [str(violation) for violation in broken]
        if not any(violation.fatal for violation in broken):
            measured.append(measure(course, lesson_id, timed=timed))
    table = Table("lesson", "words/line", "figures/10 cells", "over 25/15 lines", "exercises", "wrong", "right")
    for heading in ("s, one core", "s, busy cores", "slowest test") if timed else ():
        table.add_column(heading)
    for m in measured:
        figures = "not built" if m.figures is None else f"{m.figures:.2f}"
        t = m.times
        times = (f"{t.one_core:.1f}", f"{t.busy:.1f}", f"{t.slowest_test:.2f}") if t else ()
        long = f"{len(m.long_given)}/{len(m.long_answers)}"
        row = (m.lesson_id, f"{m.words_per_line:.1f}", figures, long, m.exercises, m.wrong, m.right, *times)
        table.add_row(*map(str, row))
    if measured:
        Console(width=140).print(table)
    found += [line for m in measured for line in faults(m, course.minimums)]
    found += [] if len(measured) < len(course.lesson_ids) else course_faults(measured, course.minimums)
    for line in found:
        click.echo(line)
    sys.exit(1 if found else 0)


def _lesson_ids(course: Course, lesson: str | None) -> tuple[str, ...]:
    return (course.find(lesson),) if lesson else course.lesson_ids


def _say_verdicts(course: Course, lesson_ids: Sequence[str], exercise: str | None, show: bool, processes: int) -> bool:
    """Print each fault as it is found, then a row per exercise and the figures; whether all is well."""
    from grader.authoring.mistakes import Verdict, try_lessons, untold
    from grader.authoring.rates import figures

    found: dict[str, list[Verdict]] = {}
    for verdict in try_lessons(course, lesson_ids, exercise, processes):
        found.setdefault(verdict.label, []).append(verdict)
        if show or verdict.faults:
            click.echo(
                f"--- {verdict.label} {verdict.answer.mistake or '(right)'}: {', '.join(verdict.faults) or 'good'}"
            )
            click.echo(f"{verdict.kernel.message}\n")
            if not verdict.agrees:
                click.echo(f"but when graded: {verdict.outside.message}\n")
    table = Table("exercise", "wrong", "rejected", "visibly", "named", "misnamed", "right", "accepted")
    for label, verdicts in found.items():
        f = figures(verdicts)
        table.add_row(label, *map(str, (f.wrong, f.rejected, f.seen, f.named, f.misnamed, f.right, f.accepted)))
    Console(width=120).print(table)
    everything = [verdict for verdicts in found.values() for verdict in verdicts]
    total, names = figures(everything), untold(everything)
    click.echo(str(total))
    for line in names:
        click.echo(line)
    return total.good and not names


def _say_together(course: Course, lesson_ids: Sequence[str], notebooks: int, processes: int) -> bool:
    """Print each notebook that lost points, and how many there were; whether there was none."""
    from grader.authoring.together import try_together

    tried = lost = 0
    for combination in try_together(course, lesson_ids, notebooks, processes):
        tried += 1
        if combination.lost:
            lost += 1
            click.echo(combination.told())
    click.echo(f"full marks: {tried - lost} of {tried}")
    return lost == 0


def _say_values(course: Course, lesson_ids: Sequence[str], exercise: str | None, processes: int) -> None:
    """Print what each wrong answer gives in each visible check."""
    from grader.authoring.likely_values import values_of

    for label, rows in values_of(course, lesson_ids, exercise, processes):
        click.echo(label)
        for row in rows:
            click.echo(f"    {row.what}\n        {row.mistake!r}: {row.value},")
