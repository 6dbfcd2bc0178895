"""The instructor's commands after grading: `grader report`, `grader export`, `grader feedback`."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.handed_in import class_list
from grader.course import Course, open_course
from grader.errors import GraderError
from grader.handins.text import printable

if TYPE_CHECKING:
    from grader.handins.roster import Person
    from grader.lesson.lesson import Lesson

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


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
    _attention([*faults, *outputs.faults, *outputs.attention])


@click.command()
@click.argument("lesson")
@where
@click.option("--canvas", type=FILE, help="The gradebook that Canvas exports.")
@click.option("--moodle", type=FILE, help="The offline grading worksheet that Moodle offers.")
@click.option("--brightspace", type=FILE, help="The grades that Brightspace exports.")
@click.option("--blackboard", type=FILE, help="The column that Blackboard offers to work offline.")
@click.option("--column", default="", help="The column's head in that file, where its title is not the lesson's.")
def export(
    lesson: str,
    output: Path,
    db: str,
    roster: Path | None,
    canvas: Path | None,
    moodle: Path | None,
    brightspace: Path | None,
    blackboard: Path | None,
    column: str,
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
    it = _of(lessons, course.find(lesson))
    given = {"canvas": canvas, "moodle": moodle, "brightspace": brightspace, "blackboard": blackboard}
    lines: list[str] = []
    for system, path in given.items():
        if path is not None:
            fill = getattr(fill_in, f"fill_{system}")
            filled = fill(read_sheet(path), book, it, *([] if system == "moodle" else [column]))
            target = its_places.tables(it.folder) / f"{system}_to_upload.csv"
            _write(target, filled.sheet.as_bytes())
            click.echo(f"{filled.count} marks filled in: {target}")
            lines += filled.lines
    if not any(given.values()):
        outputs = write_outputs(course, its_places, people=people)
        click.echo(f"new tables: {its_places.tables(it.folder)}")
        lines += (*outputs.faults, *outputs.attention)
    _attention(lines)


@click.command()
@click.argument("lesson")
@where
@click.option(
    "--moodle", type=FILE, help="Moodle's grading worksheet, or its zip of hand-ins: writes the zip of feedback files."
)
@click.option("--canvas", type=FILE, help="Canvas's submissions.zip: writes the zip to upload again.")
@click.option("--zips", is_flag=True, help="A zip for each student, with page and graded notebook.")
@click.option("--exchange", is_flag=True, help="Through nbgrader's exchange.")
def feedback(
    lesson: str,
    output: Path,
    db: str,
    roster: Path | None,
    moodle: Path | None,
    canvas: Path | None,
    zips: bool,
    exchange: bool,
) -> None:
    """Give feedback pages back in bulk; they stand in feedback/STUDENT/LESSON/."""
    from grader.records.sheets import read_sheet
    from grader.run import returning
    from grader.run.outputs import read_all
    from grader.run.places import places

    if not (moodle or canvas or zips or exchange):
        raise click.UsageError("Say where to: --moodle, --canvas, --zips or --exchange.")
    course, its_places = open_course(), places(output, db)
    book, lessons = read_all(course, its_places, people_of(course, roster))
    it = _of(lessons, course.find(lesson))
    folder, done = its_places.tables(it.folder), []
    if moodle:
        sheet = None if moodle.suffix.lower() == ".zip" else read_sheet(moodle)
        folders = returning.moodle_folders(sheet, book) if sheet else _downloaded(course, it, moodle, roster)
        done.append(returning.moodle_zip(book, it, its_places, folders, folder / "moodle_feedback.zip"))
    if canvas:
        files = _downloaded(course, it, canvas, roster)
        done.append(returning.canvas_zip(book, it, its_places, files, folder / "canvas_feedback.zip"))
    if zips:
        done.append(returning.student_zips(book, it, its_places, folder / "feedback"))
    if exchange:
        click.echo(printable(returning.to_exchange(output, it)))
    for returned in done:
        click.echo(f"{returned.count} pages: {returned.path}")
    _attention(line for returned in done for line in returned.lines)


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
    found, page = compare(course, book, _of(lessons, course.find(lesson)), its_places)
    for group in found.groups:
        click.echo(printable(f"the same to the letter: {', '.join(map(book.label, group))}"))
    if found.threshold is None:
        click.echo(f"{found.compared} hand-ins are too few to say what is usual")
    elif found.threshold >= 1:
        click.echo(f"{found.compared} hand-ins compared; usual is {found.usual:.0%}: no pair can stand out")
    else:
        usual = f"usual is {found.usual:.0%}, shown are pairs above {found.threshold:.0%}"
        click.echo(f"{found.compared} hand-ins compared; {usual}: {len(found.pairs)}")
    click.echo(f"to look at: {page}")


def people_of(course: Course, roster: Path | None) -> "list[Person]":
    """The people of the roster, or of the course's `roster.csv` where there is one."""
    from grader.handins.roster import with_safe_id

    found = class_list(course, roster)
    return [with_safe_id(person) for person in found.people] if found else []


def _downloaded(course: Course, lesson: "Lesson", path: Path, roster: Path | None) -> dict[str, str]:
    """By the name that the LMS gave to a student's file or folder, the student; of each the attempt that counts."""
    from grader.handins.collecting import collect
    from grader.handins.which_lesson import catalogue

    found = collect(path, catalogue(course, [lesson.folder]), class_list(course, roster))
    return {handin.folder: handin.student_id for handin in found.counted if handin.lesson == lesson.folder}


def _of(lessons: "Iterable[Lesson]", folder: str) -> "Lesson":
    lesson = next((lesson for lesson in lessons if lesson.folder == folder), None)
    if lesson is None:
        raise GraderError(f"the gradebook has no marks of {folder}", f"First: grader autograde {folder}")
    return lesson


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise GraderError(f"{path} cannot be written ({error.strerror})", "Make room, or check its place") from None


def _attention(lines: Iterable[str]) -> None:
    """Print what needs attention; exit status 1 where something does."""
    lines = list(dict.fromkeys(lines))
    for line in lines:
        click.echo(f"needs attention: {printable(line)}", err=True)
    if lines:
        sys.exit(1)
