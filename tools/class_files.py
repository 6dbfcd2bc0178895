"""A made-up class of 24 as two LMSs would hand it to an instructor, with the mess that such downloads have in them.

One lesson comes as Canvas's submissions.zip and one as Moodle's; the lists that either system exports lie beside them.
"""

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.classes import Student, make_class
from grader.lesson.lesson import Lesson

COUNT = 24
SUBMITTED = ("Submitted for grading", "")
NEVER_GRADED = ("Yes", "Tuesday, 3 November 2026, 11:42 PM", "-", "")
SEED = 365
ABSENT_CANVAS, ABSENT_MOODLE = (7, 19), (3, 7)
TWICE, COPIED, BROKEN, SCRIPT, PAGE, LATE = 2, 11, 15, 21, 22, 5


@dataclass(frozen=True)
class Downloads:
    """Where an instructor's downloads lie."""

    roster: Path
    canvas_zip: Path
    canvas_gradebook: Path
    late_zip: Path
    moodle_zip: Path
    moodle_worksheet: Path


def write_downloads(folder: Path, by_canvas: Lesson, by_moodle: Lesson) -> Downloads:
    """Make the class and write the files."""
    folder.mkdir(parents=True, exist_ok=True)
    first, second = (make_class(lesson, COUNT, SEED) for lesson in (by_canvas, by_moodle))
    found = Downloads(
        *(
            folder / name
            for name in (
                "roster.csv",
                "canvas_submissions.zip",
                "canvas_gradebook.csv",
                "canvas_late.zip",
                "moodle_submissions.zip",
                "moodle_worksheet.csv",
            )
        )
    )
    _table(found.roster, _roster())
    _zip(found.canvas_zip, _canvas(first, by_canvas.name))
    _zip(found.late_zip, {_canvas_name(ABSENT_CANVAS[0], by_canvas.name, late=True): first[ABSENT_CANVAS[0]].text})
    _zip(found.moodle_zip, _moodle(second, by_moodle.name))
    _table(found.canvas_gradebook, _canvas_gradebook(by_canvas))
    _table(found.moodle_worksheet, _worksheet(by_moodle))
    return found


def login(number: int) -> str:
    """student01 and so on."""
    return f"student{number + 1:02}"


def name(number: int) -> str:
    """Student 01 and so on."""
    return f"Student {number + 1:02}"


def _canvas(students: Sequence[Student], notebook: str) -> dict[str, str]:
    """Flat, with Canvas's numbers: a second attempt, a late one, a broken one, a script, a page, two alike."""
    files = {_canvas_name(i, notebook, i == LATE): s.text for i, s in enumerate(students) if i not in ABSENT_CANVAS}
    files[_canvas_name(TWICE, f"{notebook}-1")] = files[_canvas_name(TWICE + 1, notebook)]
    files[_canvas_name(COPIED, notebook)] = files[_canvas_name(COPIED - 1, notebook)]
    files[_canvas_name(BROKEN, notebook)] = files[_canvas_name(BROKEN, notebook)][:2000]
    files[_canvas_name(SCRIPT, notebook, ending="py")] = "print('the wrong file')\n"
    files[_canvas_name(PAGE, notebook, ending="html")] = "<p>printed from the browser</p>\n"
    files["__MACOSX/._student01"] = "\0"
    return files


def _moodle(students: Sequence[Student], notebook: str) -> dict[str, str]:
    """A folder a participant, with an online text in one, and a notebook renamed by a browser."""
    files = {}
    for i, student in enumerate(students):
        if i not in ABSENT_MOODLE:
            file = f"{notebook} (1).ipynb" if i == TWICE else f"{notebook}.ipynb"
            files[f"{name(i)}_{_participant(i)}_assignsubmission_file/{file}"] = student.text
    files[f"{name(4)}_{_participant(4)}_assignsubmission_onlinetext/onlinetext.html"] = "<p>I have handed in.</p>\n"
    return files


def _canvas_name(number: int, notebook: str, late: bool = False, ending: str = "ipynb") -> str:
    user, submission = _user(number), 880_000 + 17 * number
    return f"{login(number)}_{'LATE_' if late else ''}{user}_{submission}_{notebook}.{ending}"


def _user(number: int) -> int:
    return 41_000 + 7 * number


def _participant(number: int) -> int:
    return 730_100 + number


def _roster() -> list[list[str]]:
    rows = [["student_id", "name", "email", "section", "login", "canvas", "moodle"]]
    return rows + [
        [login(i), name(i), f"{login(i)}@example.org", "AB"[i % 2], login(i), str(_user(i)), str(_participant(i))]
        for i in range(COUNT)
    ]


def _canvas_gradebook(lesson: Lesson) -> list[list[str]]:
    """As Canvas exports it: a row above the maxima, another assignment, a sum that is not imported."""
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Essay (9001)", f"{lesson.title} (9002)"]
    most = sum(lesson.test(exercise).points for exercise in lesson.exercises)
    rows = [[*head, "Final Score (read only)"], ["", "", "", "", "", "Manual Posting", "", ""]]
    rows.append(["    Points Possible", "", "", "", "", "10", str(most), "(read only)"])
    return rows + [[name(i), str(_user(i)), "", login(i), "AB"[i % 2], "8", "", "80"] for i in range(COUNT)]


def _worksheet(lesson: Lesson) -> list[list[str]]:
    head = ["Identifier", "Full name", "Email address", "Status", "Grade", "Maximum grade", "Grade can be changed"]
    head += ["Last modified (submission)", "Last modified (grade)", "Feedback comments"]
    most = sum(lesson.test(exercise).points for exercise in lesson.exercises)
    return [head] + [
        [f"Participant {_participant(i)}", name(i), f"{login(i)}@example.org", *SUBMITTED, f"{most}.00", *NEVER_GRADED]
        for i in range(COUNT)
    ]


def _table(path: Path, rows: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8-sig", newline="")


def _zip(path: Path, files: dict[str, str]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for inside, text in files.items():
            archive.writestr(inside, text)
