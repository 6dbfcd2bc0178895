"""Marks that an earlier version of a lesson's tests gave: whose they are, and how to grade them again."""

import os.path
from collections.abc import Iterable, Iterator, Sequence
from shlex import quote

from grader.lesson.lesson import Lesson
from grader.records.book import Book
from grader.records.downloads import Download
from grader.run.journal import digest_of_lesson

MOST_NAMES = 10


def stale_lines(book: Book, lessons: Iterable[Lesson], downloads: Sequence[Download]) -> Iterator[str]:
    """A line for each lesson in which some have marks by the tests as they are, and others by earlier ones."""
    for lesson in lessons:
        now = digest_of_lesson(lesson)
        old = [r.student for r in book.of_lesson(lesson.id) if r.is_graded and r.tests and r.tests != now]
        if not old:
            continue
        names = ", ".join(map(book.label, old[:MOST_NAMES]))
        names += f" and {len(old) - MOST_NAMES} more" if len(old) > MOST_NAMES else ""
        marks = "1 mark is" if len(old) == 1 else f"{len(old)} marks are"
        yield f"{lesson.id}: {marks} by an earlier version of its tests ({names}). {_step(lesson, old, downloads)}"


def _step(lesson: Lesson, students: Sequence[str], downloads: Sequence[Download]) -> str:
    """The command that grades them again: from the downloads that they came in."""
    wanted, places = set(students), []
    for download in reversed(downloads):
        own = wanted & set(download.students.get(lesson.id, ()))
        if own:
            places.append(quote(os.path.relpath(download.place)))
            wanted -= own
    commands = [f"grader autograde {lesson.number} --submissions {place}" for place in places]
    if wanted or not commands:
        commands.append("grade again the download that they came in")
    return f"To grade them again: {'; '.join(commands)}"
