"""What a class did with a lesson: its points, and for each exercise how hard it was and how well it tells apart."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, median, pstdev

from grader.lesson.lesson import Lesson
from grader.marking.outcome import FAILED, PASSED
from grader.records.book import Book, Mark, Record
from grader.records.feedback_page import split_message

BARS = 10
FEWEST = 5  # students, below which a correlation says nothing


@dataclass(frozen=True)
class Item:
    """How a class did in one exercise; the counts add up to the graded hand-ins.

    Attributes:
        passed: by the tests, follow-through marks left out; `followed` are those.
        failed, unwritten, crashed: the answer was wrong; was not written; could not be run.
        other: a person's mark alone is known.
        mean_points: of `max_points`, with what people gave.
        difficulty: the share of the points that the class won: 1 where everybody has all.
        discrimination: the point-biserial correlation; None where there are too few students, or all did the same.
    """

    exercise: str
    label: str
    heading: str
    passed: int
    followed: int
    failed: int
    unwritten: int
    crashed: int
    other: int
    mean_points: float
    max_points: float
    difficulty: float
    discrimination: float | None

    @property
    def count(self) -> int:
        return self.passed + self.followed + self.failed + self.unwritten + self.crashed + self.other

    @property
    def share(self) -> float:
        """The share that passed, by itself or by follow-through."""
        return (self.passed + self.followed) / self.count if self.count else 0.0


@dataclass(frozen=True)
class CommonMistake:
    """A mistake that was named, in an exercise; `message` is one student's, `students` all who made it."""

    exercise: str
    label: str
    name: str
    explanation: str
    message: str
    students: tuple[str, ...]


@dataclass(frozen=True)
class Summary:
    """The points of a lesson; all None or 0 where nobody is graded."""

    graded: int
    not_graded: int
    mean: float | None
    median: float | None
    full: int
    followed_points: float
    most: float


def summary_of(records: Sequence[Record], most: float) -> Summary:
    """Of one lesson's records."""
    graded = [record for record in records if record.is_graded]
    points = [record.points for record in graded]
    return Summary(
        len(graded),
        len(records) - len(graded),
        mean(points) if points else None,
        median(points) if points else None,
        sum(value >= most for value in points),
        sum(record.followed_points for record in graded),
        most,
    )


def distribution(records: Sequence[Record], most: float) -> list[int]:
    """Graded students by tenths of the points; the last tenth has those with all, and with more."""
    bins = [0] * BARS
    for record in records:
        if record.is_graded:
            bins[min(int(BARS * record.points / most) if most else 0, BARS - 1)] += 1
    return bins


def items_of(records: Sequence[Record], lesson: Lesson, headings: dict[str, str]) -> list[Item]:
    """One for each exercise, in the lesson's order."""
    return [_item(records, lesson, exercise, headings.get(exercise, "")) for exercise in lesson.exercises]


def mistakes_of(book: Book, lesson: Lesson) -> list[CommonMistake]:
    """The named mistakes, the most frequent first."""
    found: dict[tuple[str, str], list[tuple[str, Mark]]] = defaultdict(list)
    for record in book.of_lesson(lesson.id):
        for mark in record.marks:
            if mark.mistake and mark.exercise in lesson.exercises:
                found[mark.exercise, mark.mistake].append((record.student, mark))
    named = [
        CommonMistake(
            exercise,
            lesson.label(exercise),
            mistake,
            split_message(marks[0][1])[1].removeprefix(mistake).lstrip(": "),
            split_message(marks[0][1])[0],
            tuple(student for student, _ in marks),
        )
        for (exercise, mistake), marks in found.items()
    ]
    return sorted(named, key=lambda m: (-len(m.students), lesson.exercises.index(m.exercise), m.name))


def point_biserial(passed: Sequence[bool], rest: Sequence[float]) -> float | None:
    """The correlation of passing one exercise with the points in the rest of the lesson.

    Args:
        passed: for each student, whether they have the exercise's full points.
        rest: their points in the other exercises.

    Returns:
        from -1 to 1; None where it is not defined: too few students, all alike in the one or in the other.
    """
    spread, count = pstdev(rest) if rest else 0.0, len(passed)
    yes = [value for value, ok in zip(rest, passed, strict=True) if ok]
    no = [value for value, ok in zip(rest, passed, strict=True) if not ok]
    if count < FEWEST or not yes or not no or spread == 0:
        return None
    return (mean(yes) - mean(no)) / spread * math.sqrt(len(yes) * len(no)) / count


def _item(records: Sequence[Record], lesson: Lesson, exercise: str, heading: str) -> Item:
    pairs = [(r, m) for r in records if r.is_graded for m in r.marks if m.exercise == exercise and m.is_graded]
    marks = [mark for _, mark in pairs]
    kinds = Counter(_kind(mark) for mark in marks)
    most = lesson.test(exercise).points
    points = mean(mark.points for mark in marks) if marks else 0.0
    rest = [sum(other.points for other in record.marks) - mark.points for record, mark in pairs]
    return Item(
        exercise,
        lesson.label(exercise),
        heading,
        kinds["passed"],
        kinds["followed"],
        kinds["failed"],
        kinds["unwritten"],
        kinds["crashed"],
        kinds["other"],
        points,
        most,
        points / most if most else 0.0,
        point_biserial([mark.is_full for mark in marks], rest),
    )


def _kind(mark: Mark) -> str:
    if mark.is_unwritten:
        return "unwritten"
    if mark.is_crashed:
        return "crashed"
    if mark.status == PASSED:
        return "followed" if mark.followed else "passed"
    return "failed" if mark.status == FAILED else "other"
