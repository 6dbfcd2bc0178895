"""nbgrader's own commands and formgrader on a tiny course, in an environment that is not activated."""

import csv
import json
import shutil
import subprocess
import sys
import urllib.request
import zipfile
from collections.abc import Iterator

import pytest
from formgrader import ENVIRONMENT, TOKEN, formgrader
from tiny_course import FOLDER

from grader.course import Course, open_course


def nbgrader(course: Course, *arguments: str) -> str:
    """Run one command in the course; everything that it prints."""
    command = [sys.executable, "-m", "nbgrader", *arguments]
    result = subprocess.run(command, cwd=course.root, env=ENVIRONMENT, capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout + result.stderr


@pytest.fixture(scope="module")
def graded(built_course: Course, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course in which two students handed in and were graded, by commands alone."""
    course = open_course(shutil.copytree(built_course.root, tmp_path_factory.mktemp("graded") / "course"))
    committed = course.release(FOLDER).read_text()
    nbgrader(course, "generate_assignment", FOLDER, "--force")
    assert course.release(FOLDER).read_text() == committed
    archive = course.root / "downloaded" / FOLDER / "archive"
    archive.mkdir(parents=True)
    for student, path in (("student01", course.solution(FOLDER)), ("student02", course.release(FOLDER))):
        with zipfile.ZipFile(archive / f"{student}_tiny.zip", "w") as packed:
            packed.write(path, "tiny.ipynb")
    nbgrader(course, "zip_collect", FOLDER)
    nbgrader(course, "autograde", FOLDER)
    nbgrader(course, "generate_feedback", FOLDER)
    nbgrader(course, "export")
    return course


def test_the_commands_grade_and_export(graded: Course):
    """Do the marks reach the CSV, and a page each student?"""
    with (graded.root / "grades.csv").open() as file:
        marks = {row["student_id"]: (row["score"], row["max_score"]) for row in csv.DictReader(file)}
    assert marks == {"student01": ("3.0", "3.0"), "student02": ("0.0", "3.0")}
    for student in marks:
        assert (graded.root / "feedback" / student / FOLDER / "tiny.html").stat().st_size > 1000


def test_nothing_of_the_text_reaches_a_student(graded: Course):
    """Are the author's files neither released, nor handed back, nor laid beside a submission that is run?"""
    for step in ("notebooks", "submitted", "autograded", "feedback"):
        assert not [path for path in (graded.root / step).rglob("*") if path.suffix == ".py"]


def test_validate_tells_a_solution_from_a_release(graded: Course):
    """Can a learner ask stock nbgrader too?"""
    assert "Success!" in nbgrader(
        graded, "validate", str(graded.root / "submitted" / "student01" / FOLDER / "tiny.ipynb")
    )
    assert "VALIDATION FAILED ON 2 CELL(S)" in nbgrader(graded, "validate", str(graded.release(FOLDER)))


@pytest.fixture(scope="module")
def server(graded: Course) -> Iterator[str]:
    """The address of a server with formgrader."""
    with formgrader(graded.root) as address:
        yield address


def fetch(address: str) -> tuple[int, str]:
    """Status and text of a page, asked for with the token."""
    request = urllib.request.Request(address, headers={"Authorization": f"token {TOKEN}"})
    with urllib.request.urlopen(request, timeout=60) as reply:
        return reply.status, reply.read().decode()


def test_formgrader_lists_the_assignment_and_its_submissions(server: str):
    """Does the instructor's page open, and know what was graded?"""
    status, page = fetch(f"{server}/formgrader")
    assert status == 200 and "Manage Assignments" in page and "not configured correctly" not in page
    assignments = json.loads(fetch(f"{server}/formgrader/api/assignments")[1])
    assert [(a["name"], a["num_submissions"], a["max_score"]) for a in assignments] == [(FOLDER, 2, 3.0)]
    submissions = json.loads(fetch(f"{server}/formgrader/api/submissions/{FOLDER}")[1])
    assert {s["student"]: s["score"] for s in submissions} == {"student01": 3.0, "student02": 0.0}


def test_formgrader_asks_for_the_token(server: str):
    """Does nobody without the token see the class?"""
    with urllib.request.urlopen(f"{server}/formgrader/api/assignments", timeout=60) as reply:
        assert "/login" in reply.url and FOLDER not in reply.read().decode()
