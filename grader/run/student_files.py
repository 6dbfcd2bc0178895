"""Writes a student's files of one lesson: the graded notebook and the page, with nbgrader's own files beside them."""

from pathlib import Path

from grader.handins.accounting import Handin
from grader.handins.times import SECRET, TIMESTAMP, as_timestamp
from grader.lesson.lesson import Lesson
from grader.marking.result import Result
from grader.records.book import Book
from grader.records.feedback_page import feedback_page
from grader.records.graded_notebook import write_autograded
from grader.run.places import Places
from grader.whole_file import write_whole


def write_files(result: Result, lesson: Lesson, places: Places, handin: Handin | None, book: Book | None) -> None:
    """Write notebook and page; a page that is there stays where the gradebook cannot say what people added to it.

    Args:
        handin: what was handed in, where it is known.
        book: what the gradebook says of the student; None where it cannot be read.

    Raises:
        OSError, ValueError: a file cannot be written.
    """
    page, student = places.page(result.student, lesson), result.student
    notebook = write_autograded(result, lesson, places.autograded)
    if handin:
        _carry(handin, notebook.parent, page.parent)
    if book is not None:
        record = book.records.get((result.lesson_id, student))
        write_whole(page, feedback_page(result, lesson, record, book.label(student)))
    elif not page.exists():
        write_whole(page, feedback_page(result, lesson))


def _carry(handin: Handin, *folders: Path) -> None:
    """Write nbgrader's `timestamp.txt` beside notebook and page, and its secret, as its own grading does."""
    for folder in folders:
        if handin.submitted:
            write_whole(folder / TIMESTAMP, as_timestamp(handin.submitted))
        if handin.secret:
            write_whole(folder / SECRET, handin.secret)
