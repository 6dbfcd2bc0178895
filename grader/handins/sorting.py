"""Where one file belongs: a notebook that can be graded, or named as something else."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from grader.course import name_of
from grader.handins.accounting import ANOTHER_LESSON, NOT_A_NOTEBOOK, UNMATCHED, UNREADABLE, Kind, Other
from grader.handins.entries import Entry
from grader.handins.layouts.clones import in_course
from grader.handins.layouts.sender import Layout, Parts, Sender
from grader.handins.matching import Match
from grader.handins.which_lesson import Catalogue, lesson_of, told_by_place

JUNK = {
    "__MACOSX": "a Mac's own",
    ".DS_Store": "a Mac's own",
    ".ipynb_checkpoints": "Jupyter's own checkpoint",
    "__pycache__": "Python's own",
    ".git": "git's own",
    "Thumbs.db": "Windows's own",
    "desktop.ini": "Windows's own",
}
COURSE_FILE = "course.toml"
ARCHIVES = (".7z", ".rar", ".gz", ".tar", ".tgz", ".bz2", ".xz")


@dataclass(frozen=True)
class Gradable:
    """A notebook that can be graded, with its student and lesson.

    Attributes:
        exact: 2 where it lies in the lesson's folder of a course, 1 where it has the lesson's own name, else 0;
            -1 among solutions, where it counts only if there is no other.
    """

    entry: Entry
    sender: Sender
    student_id: str
    lesson_id: str
    exact: int


Sorted = Gradable | Other


def course_folders(entries: Iterable[Entry]) -> frozenset[Parts]:
    """The folders that hold a whole course, as a clone does."""
    return frozenset(entry.file.parts[:-1] for entry in entries if entry.file.name == COURSE_FILE)


def sort(entry: Entry, layout: Layout, match: Match, lessons: Catalogue, courses: frozenset[Parts]) -> Sorted:
    """Where a file belongs.

    Args:
        match: whose it is by its sender.
        courses: the folders that hold a whole course.
    """
    file, sender = entry.file, entry.sender
    junk = next((JUNK[part] for part in file.parts if part in JUNK), "") or ("a Mac's own" * file.name.startswith("._"))
    whose = sender.name if sender else ""

    told = told_by_place(sender, lessons) if sender else ""
    told = told or (lessons.wanted[0] if len(lessons.wanted) == 1 else "")

    def other(kind: Kind, reason: str, attention: bool = True) -> Other:
        return Other(kind, file.path, reason, match.student_id, whose, attention, told)

    if junk:
        return other(NOT_A_NOTEBOOK, junk, attention=False)
    place = _lesson_of_place(sender, layout, lessons)
    if place and place not in lessons.wanted and _in_its_place(entry, lessons, place):
        return other(ANOTHER_LESSON, f"it is in the folder of {place}", attention=False)
    if file.fault:
        return other(UNREADABLE, file.fault)
    if reason := layout.own(file.parts):
        return other(NOT_A_NOTEBOOK, reason, attention=False)
    if _is_courses(entry, lessons, courses):
        return other(NOT_A_NOTEBOOK, "the course's own", attention=False)
    if not file.is_notebook:
        return other(NOT_A_NOTEBOOK, _what(file.name))
    if sender is None:
        return other(UNMATCHED, _no_name(layout))
    lesson = lesson_of(entry.marks, sender, lessons)
    if not lesson:
        return other(
            UNMATCHED, "it has no exercise of the course" if not entry.marks else "it may be of several lessons"
        )
    if lesson not in lessons.wanted:
        return other(ANOTHER_LESSON, f"it has the exercises of {lesson}")
    if not match.student_id:
        return other(UNMATCHED, match.reason)
    return Gradable(entry, sender, match.student_id, lesson, _exact(sender, lesson))


def _lesson_of_place(sender: Sender | None, layout: Layout, lessons: Catalogue) -> str:
    """The lesson in whose folder a file lies, in a layout in which that is the lesson's place."""
    if sender is None:
        return ""
    if layout.name == "nbgrader":
        return sender.lesson_id
    return next(
        (
            b
            for a, b in zip(sender.rest, sender.rest[1:-1], strict=False)
            if a == "notebooks" and b in lessons.lesson_ids
        ),
        "",
    )


def _is_courses(entry: Entry, lessons: Catalogue, courses: frozenset[Parts]) -> bool:
    """Whether a file is part of the course that somebody handed in whole, and not of the notebooks to be graded."""
    parts = entry.file.parts
    if not any(parts[:depth] in courses for depth in range(len(parts))):
        return False
    if entry.file.is_notebook:
        return not entry.marks or "solutions" in parts
    return not any(part in lessons.wanted for part in parts)


def _in_its_place(entry: Entry, lessons: Catalogue, place: str) -> bool:
    """Whether nothing in a file of another lesson's folder is of a lesson that is to be graded."""
    own = len(entry.marks & lessons.exercises[place])
    return all(len(entry.marks & lessons.exercises[wanted]) <= 2 * own for wanted in lessons.wanted)


def _exact(sender: Sender, lesson_id: str) -> int:
    if "solutions" in sender.rest[:-1]:
        return -1
    name = f"{name_of(lesson_id)}.ipynb"
    inner, exact = in_course(sender.rest, (lesson_id,))
    return 2 if inner and exact else int(sender.exact or sender.rest == (name,))


def _what(name: str) -> str:
    ending = PurePath(name).suffix.lower()
    if ending in ARCHIVES:
        return f"{ending}, an archive that must be unpacked first"
    return ending or "a file without an ending"


def _no_name(layout: Layout) -> str:
    if layout.name == "loose":
        return "its name does not say whose it is"
    return f"its name is none that {layout.title} writes"
