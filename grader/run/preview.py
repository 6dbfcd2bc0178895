"""`--dry-run`: grades as a run would, says what would change, and writes nothing: no folder, journal or gradebook."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from sqlalchemy.engine import make_url

from grader.cluster.engine import Engine
from grader.errors import GraderError
from grader.handins.accounting import Accounting
from grader.handins.attempts import Which
from grader.lesson.lesson import Lesson
from grader.marking.result import Result
from grader.marking.settings import Settings
from grader.records.book import Record
from grader.records.changed_marks import Change, changes_of
from grader.run.journal import Journal
from grader.run.places import Places
from grader.run.plan import Plan, tasks
from grader.run.which_counts import Attempts


def preview(
    lesson: Lesson,
    plan: Plan,
    journal: Journal,
    engine: Engine | None,
    accounting: Accounting,
    which: Which,
    settings: Settings,
    records: Mapping[tuple[str, str], Record],
) -> Iterator[tuple[Result, list[Change], bool]]:
    """The results that would count, what each would change, and whether the student has no marks yet.

    Args:
        engine: the workers; None where the plan has nothing to do.
        which: the attempt that counts.
        records: of the gradebook, by lesson's id and student.
    """
    attempts = Attempts(accounting, lesson.id, which)
    for result in _results(lesson, plan, journal, engine, settings):
        if (counts := attempts.take(result)) is not None:
            record = records.get((lesson.id, counts.student))
            yield counts, changes_of(record, counts) if record else [], record is None


def records_of(places: Places, lessons: list[Lesson]) -> Mapping[tuple[str, str], Record]:
    """What the gradebook says; an SQLite file is read from a copy, so that it stays as it is. None where there is none.

    Raises:
        GraderError: it cannot be read.
    """
    from grader.records.database import read_gradebook  # nbgrader, which takes a second to import

    path = Path(make_url(places.database).database or "")
    if not places.database.startswith("sqlite"):
        return read_gradebook(places.database, lessons).records
    if not path.is_file():
        return {}
    with tempfile.TemporaryDirectory(prefix="gradebook-") as folder:
        try:
            copy = Path(shutil.copy(path, folder))
        except OSError as error:
            raise GraderError(f"the gradebook {path} cannot be read ({error.strerror})") from None
        return read_gradebook(f"sqlite:///{copy}", lessons).records


def _results(
    lesson: Lesson, plan: Plan, journal: Journal, engine: Engine | None, settings: Settings
) -> Iterator[Result]:
    for handin, keys in plan.known:
        if (known := journal.find(handin.student_id, keys)) is not None:
            yield known
    if engine is not None:
        yield from engine.grade(tasks([handin for handin, _ in plan.todo], lesson, settings), len(plan.todo))
