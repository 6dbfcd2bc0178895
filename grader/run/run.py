"""One `grader autograde` of a lesson: what is known is kept, the rest is graded, all of it is written."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from grader.cluster.engine import Engine
from grader.handins.accounting import Accounting, Handin, line_of
from grader.handins.attempts import LAST, Which
from grader.handins.roster import Person
from grader.handins.text import printable
from grader.lesson.lesson import Lesson
from grader.marking.result import Result, nothing_ran, without_texts
from grader.marking.settings import DEFAULTS, Settings
from grader.records.changed_marks import Change
from grader.run.journal import Journal
from grader.run.lateness import Lateness
from grader.run.places import Places, places
from grader.run.plan import Plan, run
from grader.run.which_counts import Attempts
from grader.run.writing import Writer

MAX_LINE = 2000
__all__ = ["Places", "Session", "places"]


@dataclass
class Session:
    """What a run has done so far: `results` by student, without the long texts, and `faults`, which need attention.

    Attributes:
        tell: called with the marks that a run changes, and the reason by student, before they are written.
        accounting: of the hand-ins; its attempts that do not count are graded and kept, and not written.
        attempt: which attempt counts.
        lateness: what a late hand-in costs.
        people: the roster, whose names the gradebook is to know.
        chosen: of each student the attempt that counts; with "best" known as soon as all are graded.
    """

    lesson: Lesson
    places: Places
    settings: Settings = DEFAULTS
    tell: Callable[[list[Change], dict[str, str]], None] = lambda changes, why: None
    accounting: Accounting | None = None
    attempt: Which = LAST
    lateness: Lateness | None = None
    people: Sequence[Person] = ()
    results: dict[str, Result] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    chosen: dict[str, Handin] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._attempts = Attempts(self.accounting, self.lesson.id, self.attempt)
        self.chosen.update(self._attempts.counted)
        self._writer = Writer(
            self.lesson, self.places, self.fault, self.chosen, self.lateness, self.people, self._attempts.marks_of
        )

    def grade(self, plan: Plan, journal: Journal, engine: Engine | None) -> Iterator[Result]:
        """Grade what the plan says and yield each new result when it has been noted.

        Args:
            engine: the workers; None where the plan has nothing to do.

        Raises:
            GraderError: the cluster went away; what was yielded is kept.
        """
        why = {handin.student_id: reason for handin, reason in plan.todo}
        self._take_unreadable()
        try:
            for handin, keys in plan.known:
                if (known := journal.find(handin.student_id, keys)) is not None:
                    self._take(known, is_kept=True)
            if engine is not None:
                todo = [handin for handin, _ in plan.todo]
                for result in run(todo, self.lesson, journal, engine, self.fault, self.settings):
                    self._take(result, journal.knows(result.student, result.keys))
                    yield result
        finally:
            for result in self._attempts.left():
                self._enter(result, is_kept=False)
            if self._writer.changes:
                self.tell(sorted(self._writer.changes, key=lambda change: change.student), why)
            self._writer.write_changes(lambda student: journal.find(student, self.results[student].keys))
            self._writer.close()

    def open_marks(self) -> None:
        """Open the gradebook before there is something to write; a fault is noted."""
        self._writer.open()

    def fault(self, line: str) -> None:
        """Note a line for the report and the end of the run; the same line once, and nothing that moves a cursor."""
        line = printable(line)[:MAX_LINE]
        if line not in self.faults:
            self.faults.append(line)

    def _take(self, result: Result, is_kept: bool) -> None:
        """Note a result, and write the student's that counts as soon as it is known which that is."""
        counts = self._attempts.take(result)
        if counts is not None:
            self._enter(counts, is_kept and counts is result)

    def _enter(self, counts: Result, is_kept: bool) -> None:
        if counts.keys and (handin := self._attempts.handin(counts)):
            self.chosen[counts.student] = handin
        if not counts.is_graded:
            self.fault(f"{counts.student}: {'; '.join(counts.notes)}")
        self.results[counts.student] = without_texts(counts)
        self._writer.take(counts, is_kept)

    def _take_unreadable(self) -> None:
        """Enter without a mark whoever handed in nothing but what cannot be read; marks that are there stay."""
        for student, other in self._attempts.unreadable.items():
            result = nothing_ran(student, self.lesson, f"Could not run: {other.reason}.")
            self.fault(line_of(other))
            if self._writer.has_marks(student):
                continue
            self.results[student] = without_texts(result)
            self._writer.take(result, is_kept=False)
