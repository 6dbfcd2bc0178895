"""The columns of an LMS's file: which are there, which is the lesson's, and which maximum it counts from."""

import re

from grader.errors import GraderError
from grader.handins.text import fold
from grader.lesson.lesson import Lesson
from grader.records.sheets import Sheet
from grader.records.tables import most_of, title
from grader.records.templating import points

# How an LMS writes the head of a column, and the maximum in it.
CANVAS_TITLE = re.compile(r"^(?P<title>.*?)(?: \(\d+\))?$", re.DOTALL)
BRIGHTSPACE_TITLE = re.compile(r"^(?P<title>.*?) (?:Points Grade|Numeric Grade)\b.*$", re.DOTALL)
BLACKBOARD_TITLE = re.compile(r"^(?P<title>.*?) \[Total Pts:.*$", re.DOTALL)
TOTAL = re.compile(r"\[Total Pts: (?:up to )?([\d.,]+)|MaxPoints:([\d.,]+)")


def lesson_column(sheet: Sheet, lesson: Lesson, pattern: re.Pattern[str], wanted: str) -> int:
    """The index of the lesson's column: the one that was named, or the one whose title is a name of the lesson.

    Args:
        pattern: how the LMS writes a header, with a group "title".
        wanted: the header that somebody named, or "".

    Raises:
        GraderError: there is none, or more than one.
    """
    header = sheet.rows[0]
    if wanted:
        places = [i for i, cell in enumerate(header) if cell.strip() == wanted.strip()]
    else:
        names = {fold(name) for name in (title(lesson), lesson.title, lesson.id, lesson.name) if name}
        names |= {
            fold(f"Lesson {lesson.number}"),
            fold(f"Lesson {title(lesson)}"),
            fold(f"{lesson.number} {lesson.title}"),
        }
        titles = [(i, match["title"]) for i, cell in enumerate(header) if (match := pattern.match(cell.strip()))]
        places = [i for i, name in titles if fold(name) in names and "(read only)" not in header[i]]
    if len(places) != 1:
        found = f"{len(places)} columns are" if places else "no column is"
        columns = "; ".join(cell for cell in header[2:] if cell)[:500]
        raise GraderError(f"{found} called {wanted or title(lesson)!r}", f"Name one with --column; there are {columns}")
    return places[0]


def must_have(sheet: Sheet, what: str, *columns: str) -> None:
    """Check that a file is what it should be.

    Args:
        what: what it should be, such as "Moodle's grading worksheet".

    Raises:
        GraderError: it lacks one of these columns.
    """
    missing = [name for name in columns if sheet.column(name) is None]
    if missing:
        raise GraderError(f"the file is not {what}: it has no column {', '.join(missing)}", "Download it again")


def place_of(sheet: Sheet, name: str) -> int:
    """The index of a column that is there."""
    place = sheet.column(name)
    assert place is not None
    return place


def number_in(text: str) -> float | None:
    """A number as an LMS writes it, with a point or a comma; None for anything else."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def other_maximum(text: str, lesson: Lesson) -> list[str]:
    """A line where the LMS counts from another maximum: the mark is filled in as it is."""
    theirs, ours = number_in(text), most_of(lesson)
    return (
        []
        if theirs in (None, ours)
        else [f"the LMS has {points(theirs or 0)} points at most, the lesson {points(ours)}"]
    )


def header_maximum(cell: str, lesson: Lesson) -> list[str]:
    """The same line, from the maximum that Brightspace and Blackboard write into the header."""
    match = TOTAL.search(cell)
    return other_maximum(match[1] or match[2], lesson) if match else []
