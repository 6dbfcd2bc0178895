"""Does a class get its marks whatever surroundings the command is given in, and no mark where the isolation fails?"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from attacks.traces import grades_in
from the_course import ROOT
from tiny_class import notebook
from tiny_course import FOLDER

from grader.course import Course
from grader.errors import GraderError
from grader.sandbox import isolation as isolation_module
from grader.sandbox.environment import clean_environment
from grader.sandbox.isolation import Isolation

pytestmark = pytest.mark.system

STUDENTS = ("student01", "student02")
FULL = 3
SURROUNDINGS = {
    "umask 077, no HOME, spaces in TMPDIR": (0o077, {"HOME": None, "TMPDIR": "a folder of mine"}),
    "umask 027, HOME that is not there, C": (0o027, {"HOME": "/nowhere/at all", "LC_ALL": "C", "LANG": None}),
    "python -OO, Turkish": (0o022, {"PYTHONOPTIMIZE": "2", "LC_ALL": "tr_TR.UTF-8"}),
    "warnings that raise, HOME read-only": (0o022, {"PYTHONWARNINGS": "error", "HOME": "/proc", "PYTHONUTF8": "0"}),
    "umask 777, bytes compared": (0o777 & ~0o700, {"PYTHONWARNINGS": "error::BytesWarning", "PYTHONDEVMODE": "1"}),
}


def grade(
    course: Course, umask: int = 0o022, changes: dict[str, str | None] | None = None
) -> subprocess.CompletedProcess:
    """`grader autograde` of a class of two, in other surroundings."""
    for student in STUDENTS:
        path = course.root / "submitted" / student / FOLDER / "tiny.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(notebook())
    environment = {**os.environ, **(changes or {})}
    if place := (changes or {}).get("TMPDIR"):
        environment["TMPDIR"] = str(course.root / place)
        Path(environment["TMPDIR"]).mkdir()
    return subprocess.run(
        [sys.executable, "-m", "grader", "autograde", "7", "--processes", "1"],
        cwd=course.root,
        env={name: value for name, value in environment.items() if value is not None},
        umask=umask,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_everybody_gets_their_marks(course, name):
    """Do right answers get full marks, with no fault and no traceback?"""
    done = grade(course, *SURROUNDINGS[name])
    assert (done.returncode, done.stderr) == (0, "")
    assert grades_in(course.root / "gradebook.db") == dict.fromkeys(STUDENTS, FULL)


BREAKS = """
import os
import grader.sandbox.confine, grader.sandbox.isolation
def broken(paths): raise PermissionError(13, "no room")
grader.sandbox.confine._use = broken
clean = grader.sandbox.isolation.clean_environment
grader.sandbox.isolation.clean_environment = lambda: clean() | {"PYTHONPATH": os.environ["PYTHONPATH"]}
"""


@pytest.fixture
def broken_isolation(tmp_path, monkeypatch):
    """Confined processes in which nothing can run, though each layer holds."""
    (tmp_path / "sitecustomize.py").write_text(BREAKS)
    path = f"{tmp_path}{os.pathsep}{ROOT}"
    environment = clean_environment() | {"PYTHONPATH": path}
    monkeypatch.setattr(isolation_module, "clean_environment", lambda: environment)
    return path


def test_a_failed_isolation_is_no_mark(course, broken_isolation):
    """Does the command end with status 1, without points, a line in the journal, and a traceback?"""
    done = grade(course, changes={"PYTHONPATH": broken_isolation})
    assert done.returncode == 1
    assert "nothing can run" in done.stderr and "Traceback" not in done.stderr
    assert not any((course.root / "reports").rglob("journal.jsonl")) or not journal(course)
    assert grades_in(course.root / "gradebook.db") == {}


def test_a_cell_of_the_lesson_that_fails_is_no_mark(course):
    """Where the lesson's own first cell fails, untouched by any answer, is it told, with no points and nothing kept?"""
    text = course.text(FOLDER)
    text.write_text(text.read_text().replace("import numpy as np\n", "import numpy as np\nopen('/no such file')\n", 1))
    done = grade(course)
    assert done.returncode == 1
    assert "needs attention: student01: Not graded: the lesson's own cell" in done.stderr
    assert "FileNotFoundError" in done.stderr and "Traceback" not in done.stderr
    assert journal(course) == []
    assert not any(grades_in(course.root / "gradebook.db").values())


def journal(course: Course) -> list[dict]:
    """What the journal keeps."""
    lines = (course.root / "reports" / FOLDER / "journal.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def test_isolation_in_which_nothing_can_run_is_an_error(broken_isolation):
    """Is it one that says so, before anything is graded?"""
    with Isolation(bare=True) as isolation, pytest.raises(GraderError, match="nothing can run"), isolation.open():
        pass
