"""Writes one lesson's results: the gradebook first, then notebook and page, made from what the gradebook then says.

Marks that a run would change are held back until everybody is graded, so that the difference can be shown first.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from grader.errors import GraderError, OldGradebook
from grader.handins.accounting import Handin
from grader.handins.roster import Person
from grader.lesson.lesson import Lesson
from grader.marking.result import Result
from grader.records.book import AttemptMark, Book
from grader.records.changed_marks import Change
from grader.run.lateness import Lateness, in_utc
from grader.run.places import Places
from grader.run.student_files import write_files

if TYPE_CHECKING:
    from grader.records.gradebook import Marks

BATCH = 50
RETRY_SECONDS = 60
T = TypeVar("T")
Find = Callable[[str], Result | None]


class Writer:
    """Takes results as they come.

    Args:
        fault: told, in a line, what could not be written.
        handins: by student, what was handed in and counts.
        lateness: what a late hand-in costs.
        people: the roster, whose names the gradebook is to know.
        attempts: gives, by student and the hand-in that counts, all attempts with their marks.
    """

    def __init__(
        self,
        lesson: Lesson,
        places: Places,
        fault: Callable[[str], None],
        handins: Mapping[str, Handin] | None = None,
        lateness: Lateness | None = None,
        people: Sequence[Person] = (),
        attempts: Callable[[str, Handin], list[AttemptMark]] = lambda student, handin: [],
    ) -> None:
        self._lesson, self._places, self._fault = lesson, places, fault
        self._handins = handins if handins is not None else {}
        self._lateness = lateness if lateness and lateness.concerns(lesson.id) else None
        self._people, self._attempts = people, attempts
        self._marks: Marks | None = None
        self._closed_until = 0.0
        self._waiting: list[Result] = []
        self._held: dict[str, Result | None] = {}
        self.changes: list[Change] = []

    def open(self) -> "Marks | None":
        """The gradebook; None, and a fault, where it cannot be opened."""
        if self._marks is None and time.monotonic() >= self._closed_until:
            try:
                from grader.records.database import open_marks  # nbgrader, which takes a second to import

                self._marks = open_marks(self._places.database, self._lesson)
                self._marks.enrol(self._people)
                self._people = ()
                self._set_due()
            except OldGradebook:
                raise
            except GraderError as error:
                self._refused(error)
        return self._marks

    def has_marks(self, student: str) -> bool:
        """Whether the gradebook has marks of the student in this lesson."""
        marks = self.open()
        return marks is not None and marks.has(student)

    def take(self, result: Result, is_kept: bool) -> None:
        """Write a result soon; one that changes marks that are there when `write_changes` is called.

        Args:
            is_kept: whether the journal has it, so that it need not be kept in memory.
        """
        marks = self.open()
        if marks is not None and marks.would_change(result):
            self._held[result.student] = None if is_kept else result
            self._guard(lambda: self.changes.extend(marks.changes(result)))
            return
        self._waiting.append(result)
        if len(self._waiting) >= BATCH and marks is not None:
            self.flush()

    def write_changes(self, find: Find) -> None:
        """Write what was held back; `find` gives a student's result from the journal. `close` writes the last ones."""
        for student, result in self._held.items():
            self._waiting.append(result or find(student))  # type: ignore[arg-type]
            if len(self._waiting) >= BATCH:
                self.flush()
        self._held = {}

    def flush(self) -> None:
        """Write what waits, in one transaction; where the gradebook refuses, it waits on."""
        marks = self.open()
        if marks is not None and self._waiting:
            self._guard(lambda: self._write(marks))
        if marks is None or self._marks is None:
            for result in self._waiting:
                self._write_files(result)
            self._waiting = [replace(result, printed={}) for result in self._waiting]
            return
        book = self._guard(lambda: marks.read([result.student for result in self._waiting]))
        for result in self._waiting:
            self._write_files(result, book)
        self._waiting = []

    def close(self) -> None:
        """Write what waits, and let go of the gradebook."""
        self._closed_until = 0.0
        self.flush()
        if self._marks is not None:
            self._marks.close()
            self._marks = None

    def _write(self, marks: "Marks") -> None:
        """Marks, the times of the hand-ins, and what lateness takes from what now stands there."""
        students = [result.student for result in self._waiting]
        times = {s: in_utc(h.submitted) for s in students if (h := self._handins.get(s)) and h.submitted}
        marks.write(self._waiting, times)
        marks.note_attempts({s: self._attempts(s, h) for s in students if (h := self._handins.get(s))})
        if self._lateness is not None:
            records = marks.read(students).records.values()
            marks.penalize({r.student: self._lateness.penalty(r, self._handins.get(r.student)) for r in records})
            longer = {student: self._lateness.extension(student, self._lesson.id) for student in students}
            marks.extend({student: time for student, time in longer.items() if time})

    def _set_due(self) -> None:
        if self._lateness is not None and self._marks is not None:
            self._marks.set_due(in_utc(self._lateness.policy.due[self._lesson.id]))

    def _guard(self, step: Callable[[], T]) -> T | None:
        """What a step with the gradebook gives; None, a fault and a closed gradebook where it refuses."""
        try:
            return step()
        except GraderError as error:
            self._refused(error)
            return None

    def _refused(self, error: GraderError) -> None:
        self._fault(str(error))
        if self._marks is not None:
            self._marks.close()
        self._marks = None
        self._closed_until = time.monotonic() + RETRY_SECONDS

    def _write_files(self, result: Result, book: Book | None = None) -> None:
        try:
            write_files(result, self._lesson, self._places, self._handins.get(result.student), book)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            self._fault(f"the notebook and page of {result.student} could not be written ({reason})")
