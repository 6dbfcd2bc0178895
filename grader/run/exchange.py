"""Feedback pages back through nbgrader's exchange, as its own `release_feedback` hands them out."""

import contextlib
import logging
from pathlib import Path
from typing import Any

from grader.errors import GraderError
from grader.handins.times import SECRET, TIMESTAMP
from grader.lesson.lesson import Lesson
from grader.records.book import Book
from grader.run.places import Places
from grader.run.returning import Returned, pages_of


def to_exchange(root: Path, lesson: Lesson, book: Book, places: Places) -> Returned:
    """Release the pages of those who handed in through the exchange: beside these lies the secret of the hand-in.

    Args:
        root: the folder with `feedback/` and nbgrader's configuration.

    Raises:
        GraderError: nobody handed in through the exchange, or it takes nothing.
    """
    from nbgrader.exchange import ExchangeError

    pages = pages_of(book, lesson, places)
    own = {s for s, page in pages.items() if all((page.parent / name).is_file() for name in (SECRET, TIMESTAMP))}
    if not own:
        step = "Only these have a submission_secret.txt; else take --moodle, --canvas or --zips"
        raise GraderError(f"no hand-in of {lesson.id} came through nbgrader's exchange", step)
    lines = [f"{book.label(s)} has a page and did not hand in through the exchange" for s in sorted(set(pages) - own)]
    count, target = 0, Path()
    for student in sorted(own):
        release = _releaser(root, lesson.id, student)
        target = Path(release.root) / release.coursedir.course_id / "feedback"
        try:
            with contextlib.chdir(root):
                release.start()
            count += 1
        except (ExchangeError, OSError) as error:
            if not count:
                step = "See c.Exchange.root in nbgrader_config.py"
                raise GraderError(f"nbgrader's exchange did not take the pages ({error})", step) from None
            lines.append(f"the page of {book.label(student)} did not go to the exchange ({error})")
    return Returned(target, count, tuple(lines))


def _releaser(root: Path, lesson_id: str, student: str) -> Any:
    """nbgrader's own releaser for one student, under the configuration of this course and this user."""
    from nbgrader.apps import NbGrader
    from nbgrader.auth import Authenticator
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.exchange.default import ExchangeReleaseFeedback

    logging.getLogger("traitlets").setLevel(logging.CRITICAL)
    with contextlib.chdir(root):
        app = NbGrader()
        app.initialize([])
    app.config.CourseDirectory.assignment_id = lesson_id
    app.config.CourseDirectory.student_id = student
    app.config.CourseDirectory.root = str(root.resolve())
    return ExchangeReleaseFeedback(
        CourseDirectory(config=app.config), Authenticator(config=app.config), config=app.config
    )
