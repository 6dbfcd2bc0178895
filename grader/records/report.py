"""The class report: one HTML file that opens offline, with all lessons and a page for each student."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from grader.course import Course
from grader.handins.roster import Person
from grader.lesson.around import heading_of
from grader.lesson.lesson import Lesson
from grader.records.book import Book, Record
from grader.records.downloads import Download
from grader.records.report_rows import rows_of
from grader.records.statistics import (
    CommonMistake,
    Item,
    Summary,
    distribution,
    items_of,
    mistakes_of,
    summary_of,
)
from grader.records.tables import TABLES, most_of
from grader.records.templating import as_json, render, script

Key = tuple[str, str]


@dataclass(frozen=True)
class ClassReport:
    """What the report shows.

    Attributes:
        lessons: those that have marks.
        downloads: those that were graded, with the sums of their files and what a person should read of them.
        attention: what else a person should read, a line each.
        links: by lesson and student, the addresses of page and graded notebook; "" where there is none.
        anonymous: whether to show numbers for names, and nothing that leads to a person.
    """

    course: Course
    book: Book
    lessons: tuple[Lesson, ...]
    downloads: tuple[Download, ...]
    attention: tuple[str, ...]
    links: Mapping[Key, tuple[str, str]]
    anonymous: bool = False


@dataclass(frozen=True)
class Chapter:
    """One lesson of the report."""

    lesson: Lesson
    summary: Summary
    bars: list[int]
    items: list[Item]
    mistakes: list[CommonMistake]
    absent: list[str]
    missing: dict[str, str]


def report_page(report: ClassReport) -> str:
    """The file's text."""
    report = _without_names(report) if report.anonymous else report
    chapters = [_chapter(report, lesson) for lesson in report.lessons]
    students = sorted(_everybody(report.book).values(), key=lambda s: (s.label.casefold(), s.id))
    text, source = script("report.js")
    return render(
        "report.html.j2",
        course=report.course,
        anonymous=report.anonymous,
        chapters=chapters,
        tables=TABLES,
        downloads=report.downloads,
        attention=report.attention,
        rows=[(student, _points(report, student.id)) for student in students],
        sections=any(student.section for student in students),
        data=as_json(_data(report, chapters, students)),
        script=text,
        policy=f"default-src 'none'; style-src 'unsafe-inline'; script-src {source}",
        made=datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
    )


def _chapter(report: ClassReport, lesson: Lesson) -> Chapter:
    records = report.book.of_lesson(lesson.id)
    headings = {exercise: heading_of(lesson, exercise) for exercise in lesson.exercises}
    missing: dict[str, str] = {}
    for record in records:
        missing |= record.missing
    return Chapter(
        lesson,
        summary_of(records, most_of(lesson)),
        distribution(records, most_of(lesson)),
        items_of(records, lesson, headings),
        mistakes_of(report.book, lesson),
        [student.label for student in report.book.not_handed_in(lesson.id)],
        missing,
    )


def _everybody(book: Book) -> dict[str, Person]:
    return {student: Person(student, listed=False) for _, student in book.records} | book.students


def _points(report: ClassReport, student: str) -> list[Record | None]:
    return [report.book.records.get((lesson.id, student)) for lesson in report.lessons]


def _data(report: ClassReport, chapters: list[Chapter], students: list[Person]) -> dict[str, object]:
    """What the page's script shows when asked: the students' pages, and who made a mistake. Words stand in it once."""
    place = {student.id: number for number, student in enumerate(students)}
    words: dict[str, int] = {}
    lessons = [
        {
            "name": f"{chapter.lesson.number}. {chapter.lesson.title or chapter.lesson.name}",
            "exercises": [item.label for item in chapter.items],
            "most": [item.max_points for item in chapter.items],
        }
        for chapter in chapters
    ]
    return {
        "lessons": lessons,
        "students": [
            [
                s.label,
                "" if s.label == s.id else s.id,
                s.section,
                rows_of(report.lessons, _points(report, s.id), report.links, words),
            ]
            for s in students
        ],
        "who": [[[place[s] for s in m.students] for m in chapter.mistakes] for chapter in chapters],
        "words": list(words),
    }


def _without_names(report: ClassReport) -> ClassReport:
    """The report with numbers in an order that tells nothing, and without what people wrote or files are called."""
    students = list(_everybody(report.book))
    random.SystemRandom().shuffle(students)
    width = len(str(len(students)))
    names = {student: f"Student {number:0{width}}" for number, student in enumerate(students, 1)}
    records = {
        (lesson, names[student]): replace(
            record,
            student=names[student],
            handed_in=None,
            notes=(),
            attempts=tuple(replace(attempt, submitted=None) for attempt in record.attempts),
            marks=tuple(replace(mark, comment="") for mark in record.marks),
        )
        for (lesson, student), record in report.book.records.items()
    }
    book = Book({name: Person(name, listed=False) for name in names.values()}, records)
    return replace(report, book=book, downloads=(), attention=(), links={})
