"""`grader similar`: compares a lesson's graded hand-ins, and writes what stands out as a page and a table."""

from itertools import pairwise
from pathlib import Path

from grader.course import Course
from grader.lesson.lesson import Lesson
from grader.lesson.released import released_lesson
from grader.records.book import Book
from grader.records.graded_notebook import answers_in
from grader.records.sheets import safe, table
from grader.records.similar import Alike, alike
from grader.records.templating import render
from grader.run.places import Places
from grader.whole_file import write_whole

MOST = 40


def compare(course: Course, book: Book, lesson: Lesson, places: Places) -> tuple[Alike, Path]:
    """What stands out, and the page that shows it.

    Raises:
        GraderError: copydetect is not installed.
        OSError: the page cannot be written.
    """
    answers = {}
    for record in book.of_lesson(lesson.id):
        path = places.notebook(record.student, lesson)
        if path.is_file() and record.is_graded:
            answers[record.student] = answers_in(path, lesson)[0]
    found = alike(answers, released_lesson(course, lesson.id))
    page = places.tables(lesson.id) / "similar.html"
    write_whole(
        page, render("similar.html.j2", lesson=lesson, alike=found, answers=answers, name=book.label, most=MOST)
    )
    rows = [["first", "second", "share"], *([safe(p.first), safe(p.second), f"{p.share:.2f}"] for p in found.pairs)]
    rows += [[safe(a), safe(b), "the same"] for group in found.groups for a, b in pairwise(group)]
    write_whole(page.with_suffix(".csv"), table(rows))
    return found, page
