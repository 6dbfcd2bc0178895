"""One `grader autograde` from hand-ins to report: what is known is kept, the rest is graded, all of it is written."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from grader.cluster.engine import Engine
from grader.errors import GraderError
from grader.lesson.lesson import Lesson
from grader.marking.result import Result, without_texts
from grader.marking.settings import DEFAULTS, Settings
from grader.records.graded_notebook import write_autograded, write_whole
from grader.records.marks_csv import canvas_csv, moodle_csv
from grader.records.pages import feedback_page, report_page
from grader.run.journal import Journal
from grader.run.plan import Plan, run

if TYPE_CHECKING:
    from grader.records.gradebook import Marks

BATCH = 50
RETRY_SECONDS = 60


@dataclass(frozen=True)
class Places:
    """Where things are written: notebooks, pages, the report with its journal, and the gradebook's URL."""

    autograded: Path
    feedback: Path
    reports: Path
    database: str

    def journal(self, lesson: Lesson) -> Path:
        """The journal's file."""
        return self.reports / lesson.folder / "journal.jsonl"


def places(root: Path, database: str = "") -> Places:
    """nbgrader's folders below `root`, and its gradebook there unless another is named."""
    url = database or f"sqlite:///{root.resolve() / 'gradebook.db'}"
    return Places(root / "autograded", root / "feedback", root / "reports", url)


@dataclass
class Session:
    """What a run has done so far: `results` by student, without the long texts, and `faults`, which need a person."""

    lesson: Lesson
    places: Places
    settings: Settings = DEFAULTS
    results: dict[str, Result] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    _unwritten: list[Result] = field(default_factory=list)
    _marks: "Marks | None" = None
    _closed_until: float = 0.0

    def grade(self, plan: Plan, journal: Journal, engine: Engine | None) -> Iterator[Result]:
        """Grade what the plan says and yield each new result when it has been written.

        Args:
            engine: the workers; None where the plan has nothing to do.

        Raises:
            GraderError: the cluster went away; what was yielded is kept.
        """
        for handin, _ in (*plan.known, *plan.todo):
            if handin.older:
                self.fault(f"{handin.student}: {handin.name} counts, and not {', '.join(handin.older)}")
        try:
            for handin, keys in plan.known:
                self._take(journal.find(handin.student, keys))
            if engine is not None:
                todo = [handin for handin, _ in plan.todo]
                for result in run(todo, self.lesson, journal, engine, self.fault, self.settings):
                    self._take(result)
                    yield result
        finally:
            self._flush()
            self._close_marks()
        self._try(self._write_report, "the report")

    def open_marks(self) -> None:
        """Open the gradebook before there is something to write; a fault is noted."""
        self._flush()

    def fault(self, line: str) -> None:
        """Note a line for the report and the end of the run; the same line once, and nothing that moves a cursor."""
        line = "".join(c if c.isprintable() else " " for c in line)
        if line not in self.faults:
            self.faults.append(line)

    def _take(self, result: Result) -> None:
        if not result.sources:
            self.fault(f"{result.student}: {'; '.join(result.notes)}")
        self._try(lambda: self._write_files(result), f"the notebook and page of {result.student}")
        self.results[result.student] = short = without_texts(result)
        self._unwritten.append(short)
        if len(self._unwritten) >= BATCH and time.monotonic() >= self._closed_until:
            self._flush()

    def _flush(self) -> None:
        """Write the waiting results to the gradebook, in one transaction; one that refuses is tried again later."""
        try:
            if self._marks is None:
                from grader.records.database import open_marks  # nbgrader, which takes a second to import

                self._marks = open_marks(self.places.database, self.lesson)
            self._marks.write(self._unwritten)
            self._unwritten = []
        except GraderError as error:
            self.fault(str(error))
            self._close_marks()
            self._closed_until = time.monotonic() + RETRY_SECONDS

    def _close_marks(self) -> None:
        if self._marks is not None:
            self._marks.close()
            self._marks = None

    def _write_files(self, result: Result) -> None:
        write_autograded(result, self.lesson, self.places.autograded)
        page = self.places.feedback / result.student / self.lesson.folder / f"{self.lesson.name}.html"
        write_whole(page, feedback_page(result, self.lesson))

    def _write_report(self) -> None:
        results = list(self.results.values())
        folder = self.places.reports / self.lesson.folder
        write_whole(folder / "index.html", report_page(results, self.lesson, self.faults))
        write_whole(folder / "canvas.csv", canvas_csv(results, self.lesson.folder))
        write_whole(folder / "moodle.csv", moodle_csv(results, self.lesson.folder))

    def _try(self, step, what: str) -> None:
        try:
            step()
        except (OSError, ValueError) as error:
            self.fault(f"{what} could not be written ({getattr(error, 'strerror', None) or error})")
