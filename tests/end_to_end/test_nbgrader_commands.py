"""nbgrader's own commands and formgrader on a tiny course, in an environment that is not activated."""

import csv
import json
import shutil
import subprocess
import sys
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbgrader_commands
import pytest
from formgrader import ENVIRONMENT, TOKEN, formgrader
from tiny_course import FOLDER

from grader.course import Course, open_course

pytestmark = pytest.mark.system


class Commands:
    """nbgrader's commands in a course: the first as a program, the others in forks of one that has imported nbgrader."""

    def __init__(self, course: Course, program: subprocess.Popen[str]) -> None:
        """`program` runs `nbgrader_commands`, in the course's folder."""
        self.course, self._program = course, program

    def __call__(self, *arguments: str) -> str:
        """Run one command; everything that it prints."""
        assert self._program.stdin and self._program.stdout
        print(json.dumps(arguments), file=self._program.stdin, flush=True)
        status, output = json.loads(self._program.stdout.readline())
        assert status == 0, output
        return output

    def as_program(self, *arguments: str) -> str:
        """The same by `python -m nbgrader`."""
        command = [sys.executable, "-m", "nbgrader", *arguments]
        place: Any = {"cwd": self.course.root, "env": ENVIRONMENT}
        result = subprocess.run(command, capture_output=True, text=True, timeout=120, **place)
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout + result.stderr


@pytest.fixture(scope="module")
def nbgrader(built_course: Course, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Commands]:
    """The commands, on a copy of the tiny course."""
    course = open_course(shutil.copytree(built_course.root, tmp_path_factory.mktemp("graded") / "course"))
    command = [sys.executable, str(Path(nbgrader_commands.__file__))]
    with subprocess.Popen(
        command, cwd=course.root, env=ENVIRONMENT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as program:
        yield Commands(course, program)


@pytest.fixture(scope="module")
def graded(nbgrader: Commands) -> Course:
    """A course in which two students handed in and were graded, by commands alone."""
    course = nbgrader.course
    committed = course.release(FOLDER).read_text()
    nbgrader.as_program("generate_assignment", FOLDER, "--force")
    assert course.release(FOLDER).read_text() == committed
    archive = course.root / "downloaded" / FOLDER / "archive"
    archive.mkdir(parents=True)
    for student, path in (("student01", course.solution(FOLDER)), ("student02", course.release(FOLDER))):
        with zipfile.ZipFile(archive / f"{student}_tiny.zip", "w") as packed:
            packed.write(path, "tiny.ipynb")
    nbgrader("zip_collect", FOLDER)
    nbgrader("autograde", FOLDER)
    nbgrader("generate_feedback", FOLDER)
    nbgrader("export")
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


def test_validate_tells_a_solution_from_a_release(graded: Course, nbgrader: Commands):
    """Can a learner ask stock nbgrader too?"""
    submitted = graded.root / "submitted" / "student01" / FOLDER / "tiny.ipynb"
    assert "Success!" in nbgrader("validate", str(submitted))
    assert "VALIDATION FAILED ON 2 CELL(S)" in nbgrader("validate", str(graded.release(FOLDER)))


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
