"""A student's marks as the report's script reads them: short lists, in which each text stands once, by its number."""

from collections.abc import Mapping, Sequence

from grader.lesson.lesson import Lesson
from grader.records.book import Record
from grader.records.feedback_page import word_of
from grader.records.tables import state_of


def rows_of(
    lessons: Sequence[Lesson],
    records: Sequence[Record | None],
    links: Mapping[tuple[str, str], tuple[str, str]],
    words: dict[str, int],
) -> list[list[object]]:
    """A student's row for each lesson: place, state, points, penalty, time, links, notes, attempts, marks.

    Args:
        records: one for each lesson; None where there is none.
        links: by lesson and student, the addresses of page and graded notebook.
        words: the place of each text in the list of texts; new ones are added.
    """
    rows: list[list[object]] = []
    for number, (lesson, record) in enumerate(zip(lessons, records, strict=True)):
        if record is None:
            continue
        time = record.handed_in.strftime("%Y-%m-%d %H:%M") if record.handed_in else ""
        addresses = links.get((record.lesson_id, record.student), ("", ""))
        marks = [
            [
                _word(word_of(mark), words),
                round(mark.points, 2) if mark.is_graded else None,
                _word(mark.mistake, words),
                _word(mark.comment, words),
                int(mark.manual is not None),
                mark.extra,
                _word(", ".join(mark.followed), words),
            ]
            for mark in record.marks[: len(lesson.exercises)]
        ]
        points = round(record.points, 2) if record.is_graded else None
        rows.append(
            [
                number,
                state_of(record),
                points,
                record.penalty,
                time,
                *addresses,
                list(record.notes),
                _attempts(record),
                marks,
            ]
        )
    return rows


def _attempts(record: Record) -> list[list[object]]:
    """Time, points, whether it counts, whether it was late; where there are several."""
    if len(record.attempts) < 2:
        return []
    return [
        [
            a.submitted.strftime("%Y-%m-%d %H:%M") if a.submitted else "",
            None if a.points is None else round(a.points, 2),
            int(a.counts),
            int(a.late),
        ]
        for a in record.attempts
    ]


def _word(text: str, words: dict[str, int]) -> int:
    return words.setdefault(text, len(words))
