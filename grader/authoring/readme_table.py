"""What of README.md is made from course.toml, between marked lines: the first commands, and the table of lessons."""

import html

from grader.course import Course, name_of, number_of
from grader.errors import GraderError
from grader.lesson.hosted import badges
from grader.lesson.lesson import title_in

BEGIN, END = "<!-- lessons: made by `grader contents` -->", "<!-- end of lessons -->"
START, END_OF_START = "<!-- start: made by `grader contents` -->", "<!-- end of start -->"
LAB = "    make lab     # sets up once, then opens JupyterLab on the contents page"

PICTURE = '<img src="docs/pictures/thumbnails/{folder}.png" width="150" alt="{title}: its best figure">'


def table(course: Course) -> str:
    """The rows: number, title with a link to the solved notebook, question, minutes, thumbnail of its best figure.

    Where the course has an address, badges that open the lesson elsewhere stand below the question.
    """
    rows = ["| | lesson | question | minutes | |", "|---|---|---|---|---|"]
    for lesson_id, entry in course.lessons.items():
        title = title_in(course.text(lesson_id).read_text(encoding="utf-8"))
        link = f"[{title}](solutions/{lesson_id}/{name_of(lesson_id)}.ipynb)"
        picture = PICTURE.format(folder=lesson_id, title=html.escape(title)) if entry.figure else ""
        question = "<br>".join(filter(None, [entry.question, badges(course, lesson_id)]))
        rows.append(f"| {number_of(lesson_id)} | {link} | {question} | {entry.minutes} | {picture} |")
    return "\n".join(rows)


def time_in_all(course: Course) -> str:
    """How long all lessons take, in a sentence."""
    minutes = sum(entry.minutes for entry in course.lessons.values())
    return f"Allow about {f'{minutes / 60:.0f} hours' if minutes > 90 else f'{minutes} minutes'} for all of it."


def start(course: Course) -> str:
    """The first commands: those that run as they stand, so without an address nothing is cloned in them."""
    if course.address:
        folder = course.address.rstrip("/").rpartition("/")[2].removesuffix(".git")
        return f"\n    git clone {course.address} && cd {folder}\n{LAB}\n"
    return f"\nClone this repository, or download and unpack it. Then, in its folder:\n\n{LAB}\n"


def with_parts(course: Course, readme: str) -> str:
    """A README's text with the table renewed, the time under it, and the first commands where it has a place for them.

    Raises:
        GraderError: the text lacks one of the table's two lines.
    """
    renewed = _between(BEGIN, f"{table(course)}\n\n{time_in_all(course)}", END, readme)
    if renewed is None:
        raise GraderError("README.md has no place for the table of lessons", f"Write {BEGIN} and below it {END}")
    return _between(START, start(course), END_OF_START, renewed) or renewed


def _between(begin: str, part: str, end: str, text: str) -> str | None:
    """The text with this part between the two lines; None where it lacks one of them."""
    before, begins, rest = text.partition(begin)
    _, ends, after = rest.partition(end)
    return f"{before}{begin}\n{part}\n{end}{after}" if begins and ends else None


def write_parts(course: Course) -> str:
    """Renew what of README.md is made; a line that says what was done.

    Raises:
        GraderError: there is no README.md, or it has no place for the table.
    """
    path = course.root / "README.md"
    if not path.is_file():
        raise GraderError("there is no README.md beside course.toml", "Write one")
    text = path.read_text(encoding="utf-8")
    renewed = with_parts(course, text)
    if renewed == text:
        return "README.md: unchanged"
    path.write_text(renewed, encoding="utf-8")
    return "README.md: written"
