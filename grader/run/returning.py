"""Feedback pages back to where the hand-ins came from: as Moodle and Canvas take them in bulk, or a zip per student."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.errors import not_written
from grader.handins.text import fold
from grader.lesson.lesson import Lesson
from grader.records.book import Book
from grader.records.sheets import Sheet
from grader.records.whose_row import moodle_students
from grader.run.places import Places

EPOCH = (1980, 1, 1, 0, 0, 0)
PARTICIPANT = re.compile(r"\D*(\d+)")


@dataclass(frozen=True)
class Returned:
    """The zip or folder that was written, how many pages are in it, and in a line each what is not."""

    path: Path
    count: int
    lines: tuple[str, ...]


def pages_of(book: Book, lesson: Lesson, places: Places) -> dict[str, Path]:
    """By student, the pages that there are."""
    found = {record.student: places.page(record.student, lesson) for record in book.of_lesson(lesson.id)}
    return {student: path for student, path in found.items() if path.is_file()}


def moodle_folders(worksheet: Sheet, book: Book) -> dict[str, str]:
    """By the folder's name that Moodle looks for, the student, from its grading worksheet.

    Moodle reads the number between the first and the second underscore of a folder's name, so an underscore in a
    person's name becomes a blank.
    """
    found = {}
    for row, student in zip(worksheet.rows[1:], moodle_students(worksheet, book), strict=True):
        number = PARTICIPANT.match(worksheet.cell(row, "Identifier"))
        if student is not None and number:
            name = _plain(worksheet.cell(row, "Full name") or book.label(student))
            found[f"{name}_{number[1]}_assignsubmission_file_"] = student
    return found


def moodle_zip(book: Book, lesson: Lesson, places: Places, folders: Mapping[str, str], target: Path) -> Returned:
    """Moodle's zip of feedback files.

    Args:
        folders: by the folder's name the student, of `moodle_folders` or as Moodle's own download had it.

    Raises:
        GraderError: the zip cannot be written.
    """
    pages = pages_of(book, lesson, places)
    there = {folder: student for folder, student in folders.items() if student in pages}
    members = {f"{folder}/{lesson.name}_feedback.html": pages[student] for folder, student in there.items()}
    return _zip(target, members, _left_out(book, pages, there.values(), "no place in that file"))


def canvas_zip(book: Book, lesson: Lesson, places: Places, files: Mapping[str, str], target: Path) -> Returned:
    """Canvas's zip to upload again: each page under the name that Canvas gave to the student's file.

    Args:
        files: by the name in `submissions.zip` the student; of each the attempt that counts.

    Raises:
        GraderError: the zip cannot be written.
    """
    pages = pages_of(book, lesson, places)
    there = {name: student for name, student in files.items() if student in pages}
    members = {str(Path(name).with_suffix(".html")): pages[student] for name, student in there.items()}
    return _zip(target, members, _left_out(book, pages, there.values(), "no file in the download"))


def student_zips(book: Book, lesson: Lesson, places: Places, target: Path) -> Returned:
    """A folder with a zip for each student: the page and the graded notebook.

    Raises:
        GraderError: something cannot be written.
    """
    pages = pages_of(book, lesson, places)
    for student, page in pages.items():
        members = {page.name: page}
        notebook = places.notebook(student, lesson)
        if notebook.is_file():
            members[notebook.name] = notebook
        _zip(target / f"{student}.zip", members, [])
    return Returned(target, len(pages), ())


def _left_out(book: Book, pages: Mapping[str, Path], seen: Iterable[str], why: str) -> Iterator[str]:
    for student in sorted(set(pages) - set(seen)):
        yield f"{book.label(student)} has a page and {why}"


def _plain(name: str) -> str:
    """A name as part of a path in a zip; the underscore is what Moodle splits at."""
    return re.sub(r"[_/\\:\x00-\x1f]", " ", name).strip(" .") or fold(name)


def _zip(target: Path, members: Mapping[str, Path], lines: Iterable[str]) -> Returned:
    """The zip, whole or not at all; the same pages give the same bytes."""
    draft = target.with_name(f".{target.name}.draft")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, path in sorted(members.items()):
                archive.writestr(zipfile.ZipInfo(name, EPOCH), path.read_bytes(), zipfile.ZIP_DEFLATED)
        draft.replace(target)
    except OSError as error:
        raise not_written(target, error) from None
    return Returned(target, len(members), tuple(lines))
