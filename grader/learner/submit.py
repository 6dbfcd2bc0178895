"""`grader submit`: packs a notebook for an LMS upload, and hands it in where nbgrader's exchange has the lesson."""

import contextlib
import logging
import os
import zipfile
from pathlib import Path
from typing import Any

from grader.course import Course, name_of
from grader.errors import GraderError, not_written
from grader.handins.restoring import Restored, restore
from grader.learner.own_notebook import find_notebook, read, whole
from grader.lesson.lesson import Lesson
from grader.lesson.released import learners_lesson

EPOCH = (1980, 1, 1, 0, 0, 0)


def submit(course: Course, lesson_id: str) -> tuple[list[str], list[str]]:
    """Write `handins/SLUG.zip` with the notebook as it is; returns what was done and what is wrong with it.

    Raises:
        BadSubmission: the notebook is missing or cannot be read; nothing is written.
        GraderError: the zip cannot be written, or the exchange refuses the notebook.
    """
    path = find_notebook(course, lesson_id)
    lesson = learners_lesson(course, lesson_id)
    restored = restore(read(path), lesson)
    packed = _pack(path, course.root / "handins" / f"{name_of(lesson_id)}.zip")
    done = [f"{course.short(packed)}: ready to upload{_unwritten(restored, lesson)}"]
    if _exchange_has(lesson_id, course.root):
        _to_exchange(lesson_id, course.root, path.parents[1])
        done.append(f"{lesson_id}: handed in through nbgrader's exchange")
    return done, list(restored.notes)


def _unwritten(restored: Restored, lesson: Lesson) -> str:
    """How many exercises the notebook leaves as they were released, in words; "" where none is."""
    left = [step.exercise for step in restored.steps if step.kind == "exercise" and not step.written]
    if not left:
        return ""
    which = f"{lesson.label(left[0])} is" if len(left) == 1 else f"{len(left)} of {len(lesson.exercises)} exercises are"
    return f"; {which} not written yet"


def _pack(path: Path, target: Path) -> Path:
    """The zip, whole or not at all; the same notebook gives the same bytes."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        target.parent.mkdir(exist_ok=True)
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(zipfile.ZipInfo(path.name, EPOCH), whole(path), zipfile.ZIP_DEFLATED)
        draft.replace(target)
    except OSError as error:
        raise not_written(target, error) from None
    return target


def _exchange_has(lesson_id: str, root: Path) -> bool:
    """Whether nbgrader is set up with an exchange in which this lesson was released."""
    exchange = _exchange(lesson_id, root)
    return Path(exchange.root, exchange.coursedir.course_id, "outbound", lesson_id).is_dir()


def _to_exchange(lesson_id: str, root: Path, notebooks: Path) -> None:
    from nbgrader.exchange import ExchangeError

    try:
        with contextlib.chdir(root):
            _exchange(lesson_id, root, notebooks).start()
    except ExchangeError as error:
        raise GraderError(f"nbgrader's exchange did not take {lesson_id}: {error}", "Upload the zip instead") from None


def _exchange(lesson_id: str, root: Path, notebooks: Path | None = None) -> Any:
    """nbgrader's own submitter of what is in a folder, under the configuration of this course and this user."""
    from nbgrader.apps import NbGrader
    from nbgrader.auth import Authenticator
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.exchange.default import ExchangeSubmit

    logging.getLogger("traitlets").setLevel(logging.ERROR)
    with contextlib.chdir(root):
        app = NbGrader()
        app.initialize([])
    app.config.CourseDirectory.assignment_id = lesson_id
    app.config.Exchange.assignment_dir = str(notebooks or root / "notebooks")
    app.config.Exchange.path_includes_course = False
    access = Authenticator(config=app.config)
    return ExchangeSubmit(CourseDirectory(config=app.config), access, config=app.config)
