"""The instructor's commands after grading: `grader report`, `grader export`, `grader similar`."""

import sys
from collections.abc import Callable
from pathlib import Path

import click

from grader.cli.handed_in import graded_lesson, people_of
from grader.cli.options import FILE, where
from grader.cli.telling import say_attention
from grader.course import open_course
from grader.errors import not_written
from grader.handins.text import count_of, printable
from grader.whole_file import write_whole

# For each LMS the file that it offers; `fill_NAME` of `records/fill_in.py` fills it in.
FILES = {
    "canvas": "The gradebook that Canvas exports.",
    "moodle": "The offline grading worksheet that Moodle offers.",
    "brightspace": "The grades that Brightspace exports.",
    "blackboard": "The column that Blackboard offers to work offline.",
}


def file_options(command: Callable[..., None]) -> Callable[..., None]:
    """An option for each LMS's file."""
    for system, told in reversed(FILES.items()):
        command = click.option(f"--{system}", type=FILE, help=told)(command)
    return command


@click.command()
@where
@click.option("--anonymous", is_flag=True, help="A report to show in class: numbers for names.")
def report(output: Path, db: str, roster: Path | None, anonymous: bool) -> None:
    """Make report, tables and feedback pages again from the gradebook, after marks were entered in formgrader."""
    from grader.run.outputs import read_all, write_outputs, write_pages
    from grader.run.places import places

    course, its_places = open_course(), places(output, db)
    people = people_of(course, roster)
    _, lessons = read_all(course, its_places, people)
    if people and lessons:
        from grader.records.database import enrol

        enrol(its_places.database, lessons[0], people)
    faults = () if anonymous else write_pages(course, its_places, people)
    outputs = write_outputs(course, its_places, people=people, anonymous=anonymous)
    for path in outputs.written:
        if path.suffix == ".html":
            click.echo(f"report: {path}")
    sys.exit(1 if say_attention([*faults, *outputs.faults, *outputs.attention]) else 0)


@click.command()
@click.argument("lesson")
@where
@file_options
@click.option("--column", default="", help="The column's header in that file, if it is not the lesson's title.")
def export(
    lesson: str,
    output: Path,
    db: str,
    roster: Path | None,
    column: str,
    **given: Path | None,
) -> None:
    """Fill a lesson's marks into the file that your LMS gave you, ready to import.

    Only the cells of students with a mark change. Without a file, new tables for each LMS are written.
    """
    from grader.records import fill_in
    from grader.records.sheets import read_sheet
    from grader.run.outputs import read_all, write_outputs
    from grader.run.places import places

    course, its_places = open_course(), places(output, db)
    people = people_of(course, roster)
    book, lessons = read_all(course, its_places, people)
    it = graded_lesson(lessons, course.find(lesson))
    lines: list[str] = []
    for system, path in given.items():
        if path is not None:
            fill = getattr(fill_in, f"fill_{system}")
            filled = fill(read_sheet(path), book, it, column)
            target = its_places.tables(it.id) / f"{system}_to_upload.csv"
            _write(target, filled.sheet.as_bytes())
            click.echo(f"{count_of(filled.count, 'mark')} filled in: {target}")
            lines += filled.lines
    if not any(given.values()):
        outputs = write_outputs(course, its_places, people=people)
        click.echo(f"new tables: {its_places.tables(it.id)}")
        lines += (*outputs.faults, *outputs.attention)
    sys.exit(1 if say_attention(lines) else 0)


@click.command()
@click.argument("lesson")
@where
def similar(lesson: str, output: Path, db: str, roster: Path | None) -> None:
    """Show hand-ins that are more alike than is usual in this class: a question to ask, not a verdict."""
    from grader.run.comparing import compare
    from grader.run.outputs import read_all
    from grader.run.places import places

    course, its_places = open_course(), places(output, db)
    book, lessons = read_all(course, its_places, people_of(course, roster))
    found, page = compare(course, book, graded_lesson(lessons, course.find(lesson)), its_places)
    for group in found.groups:
        click.echo(printable(f"identical: {', '.join(map(book.label, group))}"))
    if found.threshold is None:
        click.echo(f"{count_of(found.compared, 'hand-in')} to compare: too few to say what is usual")
    elif found.threshold >= 1:
        click.echo(f"{count_of(found.compared, 'hand-in')} compared; usual is {found.usual:.0%}: no pair can stand out")
    else:
        usual = f"usual is {found.usual:.0%}, shown are pairs above {found.threshold:.0%}"
        click.echo(f"{count_of(found.compared, 'hand-in')} compared; {usual}: {len(found.pairs)}")
    click.echo(f"to look at: {page}")


def _write(path: Path, data: bytes) -> None:
    try:
        write_whole(path, data)
    except OSError as error:
        raise not_written(path, error) from None
