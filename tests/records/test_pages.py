"""What people open: is everything from outside escaped, no hidden test shown, and a table no program?"""

import csv
import io
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from tiny_course import FOLDER, make_course

from grader.handins.layouts import safe_name
from grader.lesson.read import load_lesson
from grader.lesson.regions import hidden_part
from grader.marking.outcome import FAILED, NOT_RUN, PASSED, Outcome
from grader.marking.result import Result
from grader.records.graded_notebook import notebook_text
from grader.records.marks_csv import canvas_csv, moodle_csv
from grader.records.pages import distribution, exercise_rows, feedback_page, report_page

EVIL = "<script>alert(1)</script>\"'{{ 7 * 7 }}</pre><img src=x>"
STATUSES = (FAILED, NOT_RUN)
with tempfile.TemporaryDirectory() as folder:
    LESSON = load_lesson(make_course(Path(folder)), FOLDER)


def result(student: str = "ada", text: str = "yours 1, expected 2", mistake: str = "mean instead of sum") -> Result:
    """A result with one exercise failed and one that could not run."""
    outcomes = []
    for exercise, status in zip(LESSON.exercises, STATUSES, strict=True):
        points = LESSON.test(exercise).points
        passed = status == PASSED
        outcomes.append(
            Outcome(
                exercise,
                status,
                points if passed else 0,
                points,
                "" if passed else text,
                "" if status != FAILED else mistake,
            )
        )
    return Result(student, LESSON.folder, tuple(outcomes), (text,), {"double": text}, dict.fromkeys(LESSON.exercises, text))


@pytest.mark.parametrize(
    "page",
    [
        lambda evil: feedback_page(evil, LESSON),
        lambda evil: report_page([evil], LESSON, [EVIL]),
    ],
    ids=["feedback", "report"],
)
def test_everything_from_outside_is_escaped(page):
    """Do names, notes, messages, mistakes, answers and outputs stay text?"""
    html = page(replace(result(EVIL, EVIL, EVIL), missing={EVIL: EVIL}))
    assert "&lt;script&gt;" in html
    assert "49" not in html
    for part in ("<script", "<img", "'{{ 7", "}}</pre>"):
        assert part not in html
    assert "default-src 'none'" in html


def test_feedback_says_what_went_wrong():
    """Are points, message and named mistake there?"""
    html = feedback_page(result(), LESSON)
    for part in ("7.1 (double)", "yours 1, expected 2", "mean instead of sum", "could not run", "of 3 points"):
        assert part in html


def test_no_hidden_test_is_shown():
    """Neither on the page nor in the graded notebook?"""
    for text in (feedback_page(result(), LESSON), report_page([result()], LESSON, []), notebook_text(result(), LESSON)):
        assert "HIDDEN" not in text
        for exercise in LESSON.exercises:
            hidden = hidden_part(LESSON.test(exercise).source).splitlines()
            assert not [line for line in hidden if len(line) > 30 and line.strip() in text]


def test_the_report_counts():
    """Students, outcomes, mistakes?"""
    results = [result(f"s{i}") for i in range(4)] + [replace(result("best"), outcomes=())]
    row = exercise_rows(results, LESSON)[0]
    assert (row.passed, row.failed, row.not_run, row.mistakes) == (0, 4, 0, (("mean instead of sum", 4),))
    assert sum(count for _, count, _ in distribution(results)) == 5
    assert "s3" in report_page(results, LESSON, [])
    assert "No answer matched" in report_page([], LESSON, [])


@pytest.mark.parametrize("student", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "'=1", '"=1', "＝1", "\n=1"])
def test_a_table_is_no_program(student):
    """Does no cell begin with what a spreadsheet takes for a formula?"""
    evil = result(student, mistake=student)
    for text in (canvas_csv([evil], LESSON.folder), moodle_csv([evil], LESSON.folder)):
        for cell in [cell for row in csv.reader(io.StringIO(text)) for cell in row]:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", " "))


def test_tables_keep_odd_names_whole():
    """Do commas, quotes, line ends and accents come back as they were?"""
    for student in ('Zoë, "the 1st"', "a\nb", "x;y", "日本"):
        assert [*csv.reader(io.StringIO(canvas_csv([result(student)], "x")))][1][0] == student
        assert [*csv.reader(io.StringIO(moodle_csv([result(student)], "x")))][1][0] == student


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../x",
        "/etc/passwd",
        "a\\b",
        "a\nb",
        "\x1b[2J",
        "\udcff",
        " a ",
        "x" * 300,
        "\u202ea",
        ".ssh",
        "a\0b",
    ],
)
def test_a_name_is_safe_in_a_path(name):
    """Is a hostile name one plain part of a path, of its own, and the same each time?"""
    safe = safe_name(name)
    assert safe == safe_name(name) != name
    assert safe.isprintable() and safe == safe.strip() and len(safe) <= 110
    assert not set(safe) & set("/\\") and not safe.startswith(".")


@pytest.mark.parametrize("name", ["ada", "Zoë Müller", "o'neill", "s-01_x", "=1", "日本"])
def test_an_honest_name_stays(name):
    """Is a name that is no trouble left alone?"""
    assert safe_name(name) == name


def test_two_hostile_names_stay_two():
    """Are names that look alike once they are safe still two students?"""
    assert safe_name("a/b") != safe_name("a\\b")
