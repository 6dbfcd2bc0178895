"""The instructor's `grader feedback`: the pages, packed as each LMS takes them in bulk."""

import sys
from pathlib import Path

import click

from grader.cli.handed_in import given_roster, graded_lesson, people_of
from grader.cli.options import FILE, where
from grader.cli.telling import say_attention
from grader.course import Course, open_course
from grader.handins.text import count_of
from grader.lesson.lesson import Lesson


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
    from grader.run.exchange import to_exchange
    from grader.run.outputs import read_all
    from grader.run.places import places

    if not (moodle or canvas or zips or exchange):
        raise click.UsageError("Say where the pages go: --moodle, --canvas, --zips or --exchange.")
    course, its_places = open_course(), places(output, db)
    book, lessons = read_all(course, its_places, people_of(course, roster))
    it = graded_lesson(lessons, course.find(lesson))
    folder, done = its_places.tables(it.id), []
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
        done.append(to_exchange(output, it, book, its_places))
    for returned in done:
        click.echo(f"{count_of(returned.count, 'page')}: {returned.path}")
    sys.exit(1 if say_attention(line for returned in done for line in returned.lines) else 0)


def _downloaded(course: Course, lesson: Lesson, path: Path, roster: Path | None) -> dict[str, str]:
    """By the name that the LMS gave to a student's file or folder, the student; of each the attempt that counts."""
    from grader.handins.collecting import collect
    from grader.handins.which_lesson import catalogue

    found = collect(path, catalogue(course, [lesson.id]), given_roster(course, roster))
    return {handin.lms_folder: handin.student_id for handin in found.counted if handin.lesson_id == lesson.id}
