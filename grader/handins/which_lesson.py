"""Says which lesson a notebook belongs to: by the exercises in it, and by its place and name."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from grader.course import Course
from grader.errors import GraderError
from grader.handins.layouts.clones import in_course
from grader.handins.layouts.loose import student_in
from grader.handins.layouts.sender import Parts, Sender
from grader.handins.reading import HandedCell
from grader.lesson.lesson import Lesson
from grader.lesson.released import learners_lesson, released_lesson

DEFINED = re.compile(r"^(?:def|class)\s+(\w+)|^(\w+)\s*=", re.MULTILINE)


@dataclass(frozen=True)
class Catalogue:
    """The lessons of a course: those that are to be graded, and by lesson's id the ids of the exercises of each."""

    wanted: Parts
    exercises: Mapping[str, frozenset[str]]

    @property
    def lesson_ids(self) -> Parts:
        return tuple(self.exercises)


def catalogue(course: Course, wanted: Iterable[str]) -> Catalogue:
    """The course's lessons; of one whose text cannot be read only the name is known.

    Args:
        wanted: the ids of those that are to be graded.
    """
    return Catalogue(tuple(wanted), {lesson_id: _exercises(course, lesson_id) for lesson_id in course.lesson_ids})


def catalogue_of(*lessons: Lesson) -> Catalogue:
    """These lessons and no others."""
    return Catalogue(
        tuple(lesson.id for lesson in lessons), {lesson.id: frozenset(lesson.exercises) for lesson in lessons}
    )


def marks_of(cells: Iterable[HandedCell], known: frozenset[str]) -> frozenset[str]:
    """The exercises that a notebook has: by the ids of its cells, and by what its code defines."""
    found: set[str] = set()
    for cell in cells:
        found |= {cell.id, cell.grade_id, cell.grade_id.removeprefix("test_")}
        if cell.is_code:
            found.update(name for pair in DEFINED.findall(cell.source) for name in pair)
    return frozenset(found & known)


def lesson_of(marks: frozenset[str], sender: Sender, lessons: Catalogue) -> str:
    """The lesson's id; "" where nothing tells, or two lessons are as likely.

    What the place or the name says holds where the notebook has at least half as many exercises of that lesson as of
    any other.
    """
    counts = {lesson_id: len(marks & exercises) for lesson_id, exercises in lessons.exercises.items()}
    most, told = max(counts.values(), default=0), told_by_place(sender, lessons)
    if told and 2 * counts.get(told, 0) >= most:
        return told
    best = [lesson_id for lesson_id, count in counts.items() if count == most > 0]
    return best[0] if len(best) == 1 else ""


def told_by_place(sender: Sender, lessons: Catalogue) -> str:
    """The lesson that a file's place or name speaks of, "" where it speaks of none."""
    inner, _ = in_course(sender.rest, lessons.lesson_ids)
    above = next((part for part in sender.rest[:-1] if part in lessons.lesson_ids), "")
    name = sender.rest[-1].rsplit(".", 1)[0] if sender.rest else ""
    return sender.lesson_id or inner or above or student_in(name, lessons.lesson_ids)[2]


def _exercises(course: Course, lesson_id: str) -> frozenset[str]:
    """By its text; where that cannot be read, as where a lesson that it refers to is not there, by its release."""
    for read in (learners_lesson, released_lesson):
        try:
            return frozenset(read(course, lesson_id).exercises)
        except (GraderError, OSError):
            continue
    return frozenset()
