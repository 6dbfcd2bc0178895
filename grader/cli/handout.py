"""The instructor's `grader handout`: the zip for learners."""

from pathlib import Path

import click

from grader.course import number_of, open_course
from grader.handins.text import count_of


@click.command()
@click.argument("lessons", metavar="LESSON...", nargs=-1, required=True)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="The zip; default: in handouts/.")
def handout(lessons: tuple[str, ...], output: Path | None) -> None:
    """Make the zip that learners get: the lessons named, or `all`, and what they need; no answers."""
    from grader.lesson.handout import handout as write

    course = open_course()
    everything = lessons == ("all",)
    lesson_ids = course.lesson_ids if everything else tuple(sorted(set(map(course.find, lessons))))
    which = "all" if everything else "_".join(f"{number_of(lesson_id):02}" for lesson_id in lesson_ids)
    target = output or course.root / "handouts" / f"{course.course_id or 'course'}_{which}.zip"
    names = write(course, lesson_ids, target)
    size = target.stat().st_size / 1e6
    many = f"{count_of(len(lesson_ids), 'lesson')}, {count_of(len(names), 'file')}"
    click.echo(f"{course.short(target)}: {many}, {size:.1f} MB, no answers in it")
