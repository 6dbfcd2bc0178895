"""What the gradebook says, of all students and lessons, as plain data: every page and table is made from it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from grader.handins.roster import Person
from grader.marking.outcome import FAILED, NOT_RUN, PASSED, Status
from grader.marking.result import Result


@dataclass(frozen=True)
class Mark:
    """The mark of one exercise.

    Attributes:
        auto: the points that the tests gave; None where they could not.
        manual: the points that a person gave, which count in their place; None where nobody did.
        extra: credit that a person added.
        comment: what a person wrote.
        status: PASSED, FAILED, NOT_RUN, or "" where only the points are known.
        mistake: the named mistake, or "".
        message: what the learner is told.
        followed: the earlier exercises without whose mistakes this one passes; then its points are follow-through.
    """

    exercise: str
    max_points: float
    auto: float | None = None
    manual: float | None = None
    extra: float = 0.0
    comment: str = ""
    status: Status | Literal[""] = ""
    mistake: str = ""
    message: str = ""
    followed: tuple[str, ...] = ()

    @property
    def is_graded(self) -> bool:
        """Whether the tests or a person gave points, be they 0."""
        return self.auto is not None or self.manual is not None

    @property
    def points(self) -> float:
        """What counts, as nbgrader counts it."""
        base = self.manual if self.manual is not None else self.auto
        return (base or 0.0) + (self.extra if self.is_graded else 0.0)

    @property
    def is_full(self) -> bool:
        """Whether nothing is missing from the full points."""
        return self.is_graded and self.points >= self.max_points

    @property
    def is_unwritten(self) -> bool:
        """Whether the answer cell still holds its stub."""
        return self.status == NOT_RUN and "is not written yet" in self.message

    @property
    def is_crashed(self) -> bool:
        """Whether the answer was written and could not be run."""
        return self.status == NOT_RUN and not self.is_unwritten


@dataclass(frozen=True)
class AttemptMark:
    """One of a student's attempts with its mark.

    Attributes:
        digest: of the file's bytes.
        file: where it lay in its download.
        points: that the tests gave, before lateness and what people gave; None where it could not be graded.
        counts: whether it is the attempt that counts.
        submitted: when, in UTC; None where nobody knows.
        late: whether the LMS marked it as late.
    """

    digest: str
    file: str
    points: float | None
    counts: bool
    submitted: datetime | None = None
    late: bool = False


@dataclass(frozen=True)
class Record:
    """One student's marks in one lesson.

    Attributes:
        penalty: points taken off for lateness.
        handed_in: when, in UTC; None where nobody knows.
        notes: what was odd about the notebook, a line each.
        tests: the hash of the lesson by whose tests it was graded; "" where nobody knows.
        attempts: all of them, oldest first.
    """

    student: str
    lesson_id: str
    marks: tuple[Mark, ...]
    penalty: float = 0.0
    handed_in: datetime | None = None
    notes: tuple[str, ...] = ()
    missing: dict[str, str] = field(default_factory=dict)
    tests: str = ""
    attempts: tuple[AttemptMark, ...] = ()

    @property
    def is_graded(self) -> bool:
        """Whether there is a mark at all: what could not be graded has none, which is not 0."""
        return any(mark.is_graded for mark in self.marks)

    @property
    def points(self) -> float:
        """The sum with what a person gave and took, as nbgrader exports it."""
        return max(0.0, sum(mark.points for mark in self.marks) - self.penalty)

    @property
    def max_points(self) -> float:
        return sum(mark.max_points for mark in self.marks)

    @property
    def followed_points(self) -> float:
        """How many of the points are follow-through marks."""
        return sum(mark.points for mark in self.marks if mark.followed and mark.manual is None)


@dataclass(frozen=True)
class Book:
    """All that the gradebook holds of a course; `records` by lesson's id and student."""

    students: dict[str, Person]
    records: dict[tuple[str, str], Record]

    def of_lesson(self, lesson_id: str) -> list[Record]:
        """Its records, by the students' names."""
        found = [record for (of, _), record in self.records.items() if of == lesson_id]
        return sorted(found, key=lambda record: (self.label(record.student).casefold(), record.student))

    def label(self, student: str) -> str:
        """The student's name, or the id."""
        return self.students[student].label if student in self.students else student

    def not_handed_in(self, lesson_id: str) -> list[Person]:
        """Who is in the course and has no record for the lesson."""
        absent = [student for id, student in self.students.items() if (lesson_id, id) not in self.records]
        return sorted(absent, key=lambda student: (student.label.casefold(), student.id))

    def with_people(self, people: Iterable[Person]) -> "Book":
        """The book with what a roster knows of the students, and with those who are on it alone."""
        return Book(self.students | {person.id: person for person in people}, self.records)

    def students_of(self, lesson_id: str) -> list[tuple[Person, Record | None]]:
        """Everybody, by name, with the record for the lesson; None for who has not handed in."""
        there = self.students | {
            record.student: Person(record.student, listed=False)
            for record in self.of_lesson(lesson_id)
            if record.student not in self.students
        }
        everybody = sorted(there.values(), key=lambda student: (student.label.casefold(), student.id))
        return [(student, self.records.get((lesson_id, student.id))) for student in everybody]


def with_outcome(mark: Mark, result: Result | None) -> Mark:
    """The mark, with what the result says of the exercise where its points are still those of the gradebook."""
    outcome = next((o for o in result.outcomes if o.exercise == mark.exercise), None) if result else None
    if outcome is None or (mark.auto is not None and abs(outcome.points - mark.auto) > 1e-9):
        status = "" if mark.auto is None else PASSED if mark.auto >= mark.max_points else FAILED
        return replace(mark, status=status)
    return replace(
        mark,
        status=outcome.status,
        mistake=outcome.mistake,
        message=outcome.message,
        followed=outcome.followed,
    )
