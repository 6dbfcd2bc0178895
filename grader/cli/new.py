"""The author's `grader new lesson|exercise`, and `grader contents`, which writes what of the README is made."""

from typing import TYPE_CHECKING

import click

from grader.course import number_of, open_course

if TYPE_CHECKING:
    from grader.authoring.skeleton import Kind


@click.group()
def new() -> None:
    """Begin a lesson or an exercise: it builds and passes its tests; TODO stands where your own text belongs."""


@new.command()
@click.argument("lesson_id", metavar="NN_NAME")
def lesson(lesson_id: str) -> None:
    """Write lesson NN_NAME, such as 10_softmax: three exercises, 21 trial answers, an entry in course.toml."""
    from grader.authoring.skeleton import new_lesson

    course = open_course()
    for line in new_lesson(course, lesson_id):
        click.echo(line)
    click.echo(f"Next: write what says TODO, then `grader build {number_of(lesson_id)}`, `mistakes` and `lint`")
    if course.lesson_ids:
        last = number_of(course.lesson_ids[-1])
        click.echo(f"Then: `grader build {last}`, whose last line leads to the next lesson, and `grader contents`")


@new.command()
@click.argument("lesson")
@click.argument("id")
@click.option("--kind", type=click.Choice(["function", "predict", "bug"]), default="function", show_default=True)
@click.option("--after", help="The exercise after which it comes; default: the last.")
def exercise(lesson: str, id: str, kind: "Kind", after: str | None) -> None:
    """Write exercise ID into LESSON: heading, answer, test, hints, four wrong and three right answers."""
    from grader.authoring.skeleton import new_exercise

    course = open_course()
    for line in new_exercise(course, course.find(lesson), id, kind, after):
        click.echo(line)


@click.command()
def contents() -> None:
    """Write README.md's first commands and its table of lessons, from course.toml and the lessons' titles."""
    from grader.authoring.readme_table import write_parts

    click.echo(write_parts(open_course()))
