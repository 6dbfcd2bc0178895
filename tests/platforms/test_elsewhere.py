"""The learner's path where Linux's modules, signals and calls are missing, as on Windows; grading says what it needs."""

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from the_course import COURSE, ROOT
from tiny_course import FOLDER
from tiny_work import RIGHT, write

from grader.course import FILE, Course
from grader.learner.lab import free_port

HERE = Path(__file__).resolve().parent


def environment() -> dict[str, str]:
    """That of a Python in which the package finds what Windows has."""
    paths = os.pathsep.join([str(HERE), str(ROOT)])
    return os.environ | {"PYTHONPATH": paths, "FRONTIER_OFFLINE": "1"}


def grader(course: Course, *words: str, status: int = 0) -> str:
    """What a command says on both streams."""
    command = [sys.executable, "-m", "grader", *words]
    done = subprocess.run(
        command, cwd=course.root, env=environment(), capture_output=True, text=True, timeout=200, check=False
    )
    assert done.returncode == status and "Traceback" not in done.stderr, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_what_is_taken_away_is_away(course: Course):
    """Does the package not see it, in this process's children too, while others do?"""
    code = "import grader.kit.checks.patience as p; print(hasattr(p.signal, 'SIGPROF'), p.__name__)\nimport fcntl"
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True)
    assert done.stdout == "False grader.kit.checks.patience\n"


def test_check_submit_and_progress(course: Course):
    """Written and unwritten: the same points and messages as anywhere?"""
    said = grader(course, "check", "7", status=1)
    assert "7.1 (double) is not written yet" in said
    write(course, RIGHT)
    assert "3 of 3 points" in grader(course, "check", "7")
    assert "handins/tiny.zip: ready to upload" in grader(course, "submit", "7").replace("\\", "/")


def test_contents_page_restart_update_and_data(indexed: Course):
    """Do the other commands end with their own words?"""
    assert "0" in grader(indexed, "progress")
    grader(indexed, "restart", "7")
    assert "git" in grader(indexed, "update", status=1)
    grader(indexed, "data")


def test_a_course_is_laid_out(tmp_path: Path):
    """`grader start`, from the package's own course?"""
    (tmp_path / "place").mkdir()
    shutil.copy(COURSE.root / FILE, tmp_path / "place")
    shutil.copytree(COURSE.root / "notebooks", tmp_path / "place" / "notebooks")
    course = Course(tmp_path / "place")
    assert "lessons are in" in grader(course, "start", "new") and (tmp_path / "place" / "new" / "notebooks").is_dir()


def test_doctor_looks_at_everything_for_learners(course: Course):
    """Is each line there, whatever this machine lacks?"""
    command = [sys.executable, "-m", "grader", "doctor", "--learner"]
    done = subprocess.run(command, cwd=course.root, env=environment(), capture_output=True, text=True, timeout=100)
    assert "Traceback" not in done.stderr and all(word in done.stdout for word in ("python", "kernel", "disk", "port"))
    whole = subprocess.run(
        command[:-1], cwd=course.root, env=environment(), capture_output=True, text=True, timeout=100
    )
    assert whole.returncode == 1 and "Traceback" not in whole.stderr
    assert "needs Linux" in whole.stdout


def test_lab_opens(indexed: Course):
    """Does JupyterLab serve the contents page, and end when it is told to?"""
    port = free_port(18_400)
    command = [sys.executable, "-m", "grader", "lab", "--port", str(port), "--", "--no-browser"]
    command += ["--IdentityProvider.token=", "--ServerApp.disable_check_xsrf=True", "--allow-root"]
    with subprocess.Popen(command, cwd=indexed.root, env=environment(), stderr=subprocess.DEVNULL) as lab:
        try:
            assert b"JupyterLab" in _answer(f"http://127.0.0.1:{port}/lab", lab)
            request = urllib.request.Request(f"http://127.0.0.1:{port}/api/shutdown", method="POST")
            urllib.request.urlopen(request, timeout=20).close()
            assert lab.wait(60) == 0
        finally:
            lab.kill()


def _answer(address: str, server: subprocess.Popen[bytes]) -> bytes:
    """What a server answers once it is there."""
    for _ in range(300):
        assert server.poll() is None
        try:
            return urllib.request.urlopen(address, timeout=20).read()
        except OSError:
            time.sleep(0.3)
    raise AssertionError("JupyterLab does not answer")


@pytest.mark.parametrize("words", [("autograde", FOLDER), ("mistakes", "7"), ("report",)], ids=" ".join)
def test_grading_says_in_one_line_what_it_needs(course: Course, words: tuple[str, ...]):
    """And names what is missing?"""
    said = grader(course, *words, status=1).strip()
    assert said.startswith("Error: ") and "needs Linux" in said and "\n" not in said
