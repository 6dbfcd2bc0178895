"""After a run, and whenever marks were entered by hand: tables and report, made from the gradebook."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from grader.course import Course
from grader.errors import GraderError
from grader.handins.accounting import Accounting
from grader.handins.roster import Person
from grader.lesson.lesson import Lesson
from grader.lesson.read import load_lesson
from grader.marking.result import Result
from grader.records.book import Book
from grader.records.downloads import FILE, download_of, note_download, read_downloads
from grader.records.feedback_page import feedback_page
from grader.records.graded_notebook import answers_in
from grader.records.report import ClassReport, report_page
from grader.records.tables import tables
from grader.run.places import Places
from grader.run.stale import stale_lines
from grader.whole_file import write_whole


@dataclass(frozen=True)
class Outputs:
    """What was written, and in a line each what could not be, and what else a person should know."""

    written: tuple[Path, ...]
    faults: tuple[str, ...]
    attention: tuple[str, ...] = ()


def write_outputs(
    course: Course,
    places: Places,
    people: Iterable[Person] = (),
    anonymous: bool = False,
) -> Outputs:
    """Write the tables of each lesson that has marks, and the report on all of them.

    Args:
        people: the roster.
        anonymous: whether the report shows numbers for names; it is then written beside the other.
    """
    written: list[Path] = []
    faults: list[str] = []
    try:
        book, lessons = read_all(course, places, people)
    except GraderError as error:
        return Outputs((), (str(error),))
    files = (
        {}
        if anonymous
        else {places.tables(lesson.id) / n: t for lesson in lessons for n, t in tables(book, lesson).items()}
    )
    downloads = read_downloads(places.reports)
    stale = tuple(stale_lines(book, lessons, downloads))
    report = ClassReport(course, book, tuple(lessons), downloads, stale, _links(book, lessons, places), anonymous)
    files[places.reports / ("anonymous.html" if anonymous else "index.html")] = report_page(report)
    for path, text in files.items():
        try:
            write_whole(path, text)
            written.append(path)
        except OSError as error:
            faults.append(f"{path} could not be written ({error.strerror or error})")
    shown = [path for path in written if path.name in ("marks.csv", "index.html", "anonymous.html")]
    return Outputs(tuple(shown), tuple(faults), stale)


def keep_account(
    places: Places,
    accounting: Accounting,
    place: Path,
    lesson_ids: Sequence[str],
    layout: str,
    attention: Sequence[str],
) -> list[str]:
    """Keep for the report where the files of a download went; returns, in a line, that it could not be written."""
    graded = datetime.now(UTC).strftime("%Y-%m-%d %H:%M")
    try:
        note_download(places.reports, download_of(accounting, place, lesson_ids, graded, layout, attention))
    except OSError as error:
        return [f"{places.reports / FILE} could not be written ({error.strerror or error})"]
    return []


def write_pages(course: Course, places: Places, people: Iterable[Person] = ()) -> tuple[str, ...]:
    """Write every student's page anew, with what people entered since; returns in a line each what could not be.

    The answers are those of the graded notebooks; a student without one keeps the page that is there.

    Raises:
        GraderError: the gradebook cannot be read.
    """
    book, lessons = read_all(course, places, people)
    faults = []
    for lesson in lessons:
        for record in book.of_lesson(lesson.id):
            notebook, page = places.notebook(record.student, lesson), places.page(record.student, lesson)
            try:
                if notebook.is_file():
                    sources, printed = answers_in(notebook, lesson)
                    texts = Result(record.student, lesson.id, (), printed=printed, sources=sources)
                    write_whole(page, feedback_page(texts, lesson, record, book.label(record.student)))
            except (OSError, ValueError) as error:
                faults.append(f"{page} could not be written ({error})")
    return tuple(faults)


def read_all(course: Course, places: Places, people: Iterable[Person] = ()) -> tuple[Book, list[Lesson]]:
    """The gradebook, with a roster's people, and the lessons that have marks in it.

    Raises:
        GraderError: the gradebook cannot be read.
    """
    from grader.records.database import read_gradebook  # nbgrader, which takes a second to import

    lessons = [load_lesson(course, lesson_id) for lesson_id in course.lesson_ids]
    book = read_gradebook(places.database, lessons).with_people(people)
    there = {lesson_id for lesson_id, _ in book.records}
    return book, [lesson for lesson in lessons if lesson.id in there]


def _links(book: Book, lessons: Iterable[Lesson], places: Places) -> dict[tuple[str, str], tuple[str, str]]:
    """By lesson and student, page and graded notebook as addresses from the report's folder on; "" where missing."""
    by_id = {lesson.id: lesson for lesson in lessons}
    links = {}
    for lesson_id, student in book.records:
        if lesson_id in by_id:
            paths = places.page(student, by_id[lesson_id]), places.notebook(student, by_id[lesson_id])
            page, notebook = (_address(path, places.reports) if path.exists() else "" for path in paths)
            links[lesson_id, student] = (page, notebook)
    return links


def _address(path: Path, start: Path) -> str:
    import os.path
    from urllib.parse import quote

    return quote(os.path.relpath(path, start))
