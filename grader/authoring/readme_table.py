"""The table of lessons in README.md, made from course.toml and the lessons' titles, between two marked lines."""

import html

from grader.course import Course, name_of, number_of
from grader.errors import GraderError
from grader.lesson.hosted import badges
from grader.lesson.lesson import title_in

BEGIN, END = "<!-- lessons: made by `grader contents` -->", "<!-- end of lessons -->"

PICTURE = '<img src="docs/pictures/thumbnails/{folder}.png" width="150" alt="{title}: its best figure">'


def table(course: Course) -> str:
    """The rows: number, title with a link to the solved notebook, question, minutes, thumbnail of its best figure.

    Where the course has an address, badges that open the lesson elsewhere stand below the question.
    """
    rows = ["| | lesson | question | minutes | |", "|---|---|---|---|---|"]
    for folder, entry in course.lessons.items():
        title = title_in(course.text(folder).read_text(encoding="utf-8"))
        link = f"[{title}](solutions/{folder}/{name_of(folder)}.ipynb)"
        picture = PICTURE.format(folder=folder, title=html.escape(title)) if entry.figure else ""
        question = "<br>".join(filter(None, [entry.question, badges(course, folder)]))
        rows.append(f"| {number_of(folder)} | {link} | {question} | {entry.minutes} | {picture} |")
    return "\n".join(rows)


def with_table(course: Course, readme: str) -> str:
    """A README's text with its table renewed.

    Raises:
        GraderError: the text lacks one of the two lines.
    """
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise GraderError("README.md has no place for the table of lessons", f"Write {BEGIN} and below it {END}")
    return f"{before}{BEGIN}\n{table(course)}\n{END}{after}"


def write_table(course: Course) -> str:
    """Renew the table in README.md; a line that says what was done.

    Raises:
        GraderError: there is no README.md, or it has no place for the table.
    """
    path = course.root / "README.md"
    if not path.is_file():
        raise GraderError("there is no README.md beside course.toml", "Write one")
    text = path.read_text(encoding="utf-8")
    renewed = with_table(course, text)
    if renewed == text:
        return "README.md: unchanged"
    path.write_text(renewed, encoding="utf-8")
    return "README.md: written"
