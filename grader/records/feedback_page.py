"""A student's page: each exercise with points, what went wrong, the hints of the lesson, and what to try next."""

from dataclasses import dataclass
from functools import lru_cache

from grader.lesson.around import heading_of, hints_of
from grader.lesson.lesson import Lesson
from grader.marking.outcome import PASSED
from grader.marking.result import Result
from grader.records.book import Mark, Record, with_outcome
from grader.records.templating import render

LIKELY = "\nLikely mistake: "


@dataclass(frozen=True)
class Part:
    """One exercise as the page shows it.

    Attributes:
        label: "7.3 (normalize)".
        message: what the tests say, without the likely mistake; "" where it has been said above already.
        likely: the likely mistake with its explanation, or "".
        same_as: the label of the exercise under which the same message stands, or "".
        hints: of the lesson, for what is not passed: what each is about, and its Markdown.
    """

    label: str
    heading: str
    mark: Mark
    word: str
    message: str
    likely: str
    same_as: str
    hints: tuple[tuple[str, str], ...]
    answer: str
    printed: str


def feedback_page(result: Result, lesson: Lesson, record: Record | None = None, name: str = "") -> str:
    """One student's page.

    Args:
        result: with the answers as they were run.
        record: what the gradebook says, with what people added; made of the result where it is None.
        name: the student's name; the id where there is none.
    """
    record = record or record_of(result)
    parts = _parts(result, lesson, record)
    return render(
        "feedback.html.j2",
        lesson=lesson,
        name=name or result.student,
        record=record,
        parts=parts,
        notes=[note for note in record.notes or result.notes if note not in [part.message for part in parts]],
        first=next((part for part in parts if not part.mark.is_full), None),
    )


def record_of(result: Result) -> Record:
    """The record that the gradebook would hold, had nobody added anything."""
    auto = {o.exercise: o.points if result.is_graded else None for o in result.outcomes}
    marks = [with_outcome(Mark(o.exercise, o.max_points, auto[o.exercise]), result) for o in result.outcomes]
    return Record(result.student, result.lesson_id, tuple(marks), notes=result.notes, missing=result.missing)


def split_message(mark: Mark) -> tuple[str, str]:
    """The message without its likely mistake, and that mistake with its explanation."""
    before, found, after = mark.message.rpartition(LIKELY)
    if not found or not mark.mistake:
        return mark.message, mark.mistake
    likely, _, rest = after.partition("\n")
    return "\n".join(filter(None, (before, rest))), likely


def word_of(mark: Mark) -> str:
    """How an exercise went, in a word or three."""
    if not mark.is_graded:
        return "not graded"
    if mark.is_unwritten:
        return "not written"
    if mark.is_crashed:
        return "could not run"
    if mark.followed:
        return "follow-through"
    return "passed" if mark.status == PASSED else "not passed"


def _is_wrong(mark: Mark) -> bool:
    """Whether something was written, and it did not pass."""
    return mark.is_graded and mark.status != PASSED and not mark.is_unwritten


def _parts(result: Result, lesson: Lesson, record: Record) -> list[Part]:
    parts: list[Part] = []
    said: dict[str, str] = {}
    for mark in record.marks:
        known = mark.exercise in lesson.exercises
        label = lesson.label(mark.exercise) if known else mark.exercise
        same_as = said.get(mark.message, "")
        said.setdefault(mark.message, label)
        message, likely = split_message(mark)
        parts.append(
            Part(
                label,
                _heading(lesson, mark.exercise) if known else "",
                mark,
                word_of(mark),
                "" if same_as or mark.is_unwritten else message,
                likely,
                same_as if mark.message else "",
                _hints(lesson, mark.exercise) if known and _is_wrong(mark) else (),
                "" if mark.is_unwritten else result.sources.get(mark.exercise, ""),
                result.printed.get(mark.exercise, ""),
            )
        )
    return parts


@lru_cache(maxsize=256)
def _heading(lesson: Lesson, exercise: str) -> str:
    return heading_of(lesson, exercise)


@lru_cache(maxsize=256)
def _hints(lesson: Lesson, exercise: str) -> tuple[tuple[str, str], ...]:
    return hints_of(lesson, exercise)
