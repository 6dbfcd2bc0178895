"""One `grader autograde` of a lesson: what is known is kept, the rest is graded, all of it is written."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from grader.cluster.engine import Engine
from grader.lesson.lesson import Lesson
from grader.marking.result import Result, without_texts
from grader.marking.settings import DEFAULTS, Settings
from grader.records.book import Enrolled
from grader.records.changes import Change
from grader.run.journal import Journal
from grader.run.places import Places, places
from grader.run.plan import Plan, run
from grader.run.writing import Writer

__all__ = ["Places", "Session", "places"]


@dataclass
class Session:
    """What a run has done so far: `results` by student, without the long texts, and `faults`, which need a person.

    Attributes:
        tell: called with the marks that a run changes, and the reason by student, before they are written.
        handed_in: by student, when the hand-in came, in UTC.
        people: the roster, whose names the gradebook is to know.
    """

    lesson: Lesson
    places: Places
    settings: Settings = DEFAULTS
    tell: Callable[[list[Change], dict[str, str]], None] = lambda changes, why: None
    handed_in: Mapping[str, datetime] = field(default_factory=dict)
    people: Sequence[Enrolled] = ()
    results: dict[str, Result] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._writer = Writer(self.lesson, self.places, self.fault, self.handed_in, self.people)

    def grade(self, plan: Plan, journal: Journal, engine: Engine | None) -> Iterator[Result]:
        """Grade what the plan says and yield each new result when it has been noted.

        Args:
            engine: the workers; None where the plan has nothing to do.

        Raises:
            GraderError: the cluster went away; what was yielded is kept.
        """
        for handin, _ in (*plan.known, *plan.todo):
            if handin.older:
                self.fault(f"{handin.student}: {handin.name} counts, and not {', '.join(handin.older)}")
        keys: dict[str, tuple[str, ...]] = {}
        why = {handin.student: reason for handin, reason in plan.todo}
        try:
            for handin, its_keys in plan.known:
                keys[handin.student] = its_keys
                self._take(journal.find(handin.student, its_keys), is_kept=True)
            if engine is not None:
                todo = [handin for handin, _ in plan.todo]
                for result in run(todo, self.lesson, journal, engine, self.fault, self.settings):
                    keys[result.student] = result.keys
                    self._take(result, journal.knows(result.student, result.keys))
                    yield result
        finally:
            if self._writer.changes:
                self.tell(self._writer.changes, why)
            self._writer.write_changes(lambda student: journal.find(student, keys[student]))
            self._writer.close()

    def open_marks(self) -> None:
        """Open the gradebook before there is something to write; a fault is noted."""
        self._writer.open()

    def fault(self, line: str) -> None:
        """Note a line for the report and the end of the run; the same line once, and nothing that moves a cursor."""
        line = "".join(c if c.isprintable() else " " for c in line)
        if line not in self.faults:
            self.faults.append(line)

    def _take(self, result: Result, is_kept: bool) -> None:
        if not result.is_graded:
            self.fault(f"{result.student}: {'; '.join(result.notes)}")
        self.results[result.student] = without_texts(result)
        self._writer.take(result, is_kept)
