"""Where every file of a class went: counted, an earlier attempt, or named as something else. The sums add up."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from grader.handins.roster import Person
from grader.handins.text import count_of, printable

Kind = Literal["another lesson's", "not a notebook", "unreadable", "unmatched"]
ANOTHER_LESSON: Kind = "another lesson's"
NOT_A_NOTEBOOK: Kind = "not a notebook"
UNREADABLE: Kind = "unreadable"
UNMATCHED: Kind = "unmatched"
KINDS: tuple[Kind, ...] = (ANOTHER_LESSON, NOT_A_NOTEBOOK, UNREADABLE, UNMATCHED)


@dataclass(frozen=True)
class Handin:
    """One notebook that somebody handed in for one lesson.

    Attributes:
        student_id: whose it is, fit for a path.
        lesson_id: the lesson's, "07_bigram_nll".
        path: where it lies below `--submissions`, through archives too: "submissions.zip/leeann_12_34_mlp.ipynb".
        lms_name: the student's name as the LMS wrote it.
        lms_folder: the file's or folder's name as the LMS wrote it, by which it takes feedback back.
        number: the LMS's own number of the student, such as Canvas's user id or Moodle's participant; may be "".
        submitted: when, with a time zone; None where neither the LMS nor the file says it.
        late: whether the LMS marked it as late.
        attempt: 1 for the first of a student's attempts.
        attempts: how many attempts of this lesson the student has made.
        digest: of the file's bytes.
        secret: nbgrader's `submission_secret.txt` beside it, which its exchange needs to give feedback back.
    """

    student_id: str
    lesson_id: str
    path: str
    lms_name: str = ""
    lms_folder: str = ""
    number: str = ""
    submitted: datetime | None = None
    late: bool = False
    attempt: int = 1
    attempts: int = 1
    digest: str = ""
    secret: str = ""
    read: Callable[[], bytes] = field(default=bytes, compare=False, repr=False)

    @property
    def name(self) -> str:
        """The file's own name, for messages."""
        return self.path.rsplit("/", 1)[-1]


@dataclass(frozen=True)
class Other:
    """A file that is not graded: its kind (of `KINDS`), where it lies, and why.

    Attributes:
        student_id: whose it is, where that is known.
        of: whose it seems to be, as the LMS wrote it.
        attention: whether somebody must look at it; not so for what a system adds by itself.
        lesson_id: the lesson that it seems to be of, "" where that is not known.
    """

    kind: Kind
    path: str
    reason: str
    student_id: str = ""
    of: str = ""
    attention: bool = True
    lesson_id: str = ""


@dataclass(frozen=True)
class Accounting:
    """All files below `--submissions`.

    Attributes:
        layout: how they were laid out, such as "canvas".
        files: how many there are; the length of `counted`, `earlier` and `others` together.
        counted: the attempt that counts, one for each student and lesson.
        earlier: their other attempts.
        others: everything else.
        missing: by lesson, who has not handed in; empty without a roster.
        notes: what else must be known, a line each; such as faults of the roster.
    """

    layout: str
    files: int
    counted: tuple[Handin, ...] = ()
    earlier: tuple[Handin, ...] = ()
    others: tuple[Other, ...] = ()
    missing: Mapping[str, tuple[Person, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def attention(self) -> tuple[Other, ...]:
        """The files that somebody must look at."""
        return tuple(other for other in self.others if other.attention)

    @property
    def has_any(self) -> bool:
        """Whether somebody handed something in, be it unreadable."""
        return bool(self.counted or any(other.kind == UNREADABLE and other.student_id for other in self.others))

    def of_kind(self, kind: Kind) -> tuple[Other, ...]:
        """The files of one kind of `KINDS`."""
        return tuple(other for other in self.others if other.kind == kind)

    def of_lesson(self, lesson_id: str) -> "Accounting":
        """The part of one lesson: its hand-ins, and who is missing; of the other files those that may be of it."""
        return replace(
            self,
            counted=tuple(handin for handin in self.counted if handin.lesson_id == lesson_id),
            earlier=tuple(handin for handin in self.earlier if handin.lesson_id == lesson_id),
            others=tuple(other for other in self.others if other.lesson_id in ("", lesson_id)),
            missing={lesson_id: self.missing[lesson_id]} if lesson_id in self.missing else {},
        )

    def attempts_of(self, student_id: str, lesson_id: str) -> tuple[Handin, ...]:
        """All attempts of a student, from the first to the last."""
        own = [h for h in (*self.counted, *self.earlier) if (h.student_id, h.lesson_id) == (student_id, lesson_id)]
        return tuple(sorted(own, key=lambda handin: handin.attempt))

    def choosing(self, chosen: Handin) -> "Accounting":
        """The same, where another attempt of a student counts."""
        same = {h for h in self.counted if (h.student_id, h.lesson_id) == (chosen.student_id, chosen.lesson_id)}
        if chosen in same:
            return self
        counted = tuple(chosen if handin in same else handin for handin in self.counted)
        earlier = (*(handin for handin in self.earlier if handin != chosen), *same)
        return replace(self, counted=counted, earlier=earlier)


def summary(accounting: Accounting) -> str:
    """The sums in a line: "26 files: 22 students, 22 hand-ins, 2 other attempts, 1 .py, 1 unreadable."""
    students = len({handin.student_id for handin in accounting.counted})
    parts = [count_of(students, "student"), count_of(len(accounting.counted), "hand-in")]
    if accounting.earlier:
        parts.append(count_of(len(accounting.earlier), "other attempt"))
    parts += [f"{count} {label}" for label, count in labels_of(accounting.others).items()]
    return f"{count_of(accounting.files, 'file')}: {', '.join(parts)}"


def labels_of(others: Iterable[Other]) -> dict[str, int]:
    """How many files there are of each kind; of what is not a notebook, of each ending."""
    return dict(Counter(_label(other) for other in others))


def line_of(other: Other) -> str:
    """The file in a line: where it lies, whose it is, what became of it."""
    of = f" of {other.student_id or other.of}" if other.student_id or other.of else ""
    return printable(f"{other.path}{of}: {other.kind}, {other.reason}")


def _label(other: Other) -> str:
    if other.kind != NOT_A_NOTEBOOK:
        return other.kind
    return other.reason.split(",")[0]
