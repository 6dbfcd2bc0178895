"""The zip that learners get: nothing of an answer in it, and a learner's whole path in what comes out of it."""

import json
import os
import subprocess
import sys
import time
import urllib.request
import zipfile
from pathlib import Path

import nbformat
import pytest
from the_course import COURSE
from tiny_course import FOLDER
from tiny_work import RIGHT

from grader.course import Course, open_course
from grader.errors import GraderError
from grader.learner.lab import free_port
from grader.lesson.build import text_of
from grader.lesson.handout import handout
from grader.lesson.read import load_lesson
from grader.lesson.record import digest, read_record, write_record
from grader.lesson.rules.leaks import leaked, secret_lines

CHOSEN = ("06_bigram_counts", "07_bigram_nll")


def test_nothing_of_an_answer_is_in_the_courses_own_handout(tmp_path):
    """Every notebook searched for every secret line of its lesson; no file of the author's; no link into nowhere?"""
    names = handout(COURSE, COURSE.lesson_ids, tmp_path / "all.zip")
    assert not [name for name in names if name.startswith(("solutions", "tests", "work")) or "mistakes" in name]
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert archive.namelist() == [f"{COURSE.course_id}/{name}" for name in names]
        for lesson_id in COURSE.lesson_ids:
            name = str(COURSE.short(COURSE.release(lesson_id)))
            text = archive.read(f"{COURSE.course_id}/{name}").decode()
            assert not list(leaked(text, secret_lines(COURSE, load_lesson(COURSE, lesson_id))))
    handout(COURSE, CHOSEN, tmp_path / "two.zip")
    with zipfile.ZipFile(tmp_path / "two.zip") as archive:
        archive.extractall(tmp_path)
    course = open_course(tmp_path / COURSE.course_id)
    assert course.lesson_ids == CHOSEN
    for lesson_id in CHOSEN:
        assert "05_micrograd" not in course.release(lesson_id).read_text()
    assert "../06_bigram_counts/bigram_counts.ipynb" in course.release(CHOSEN[1]).read_text()


def test_the_same_course_gives_the_same_zip(indexed, tmp_path):
    """Byte for byte?"""
    for name in ("one.zip", "two.zip"):
        handout(indexed, [FOLDER], tmp_path / name)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_what_may_not_be_handed_out_is_refused(indexed, tmp_path):
    """A release with a line of the answer, one that was worked in, one that is missing: a line, and no zip?"""
    path, target = indexed.release(FOLDER), tmp_path / "out.zip"
    notebook = nbformat.read(path, 4)
    next(cell for cell in notebook.cells if cell.id == "double").source += "\n    return twice_of_x"
    nbformat.write(notebook, path)
    with pytest.raises(GraderError, match=r"is not as it was released.*make build LESSON=7"):
        handout(indexed, [FOLDER], target)
    write_record(indexed, read_record(indexed) | {FOLDER: digest(text_of(path))})
    with pytest.raises(GraderError, match="holds 'return twice_of_x' of the answer to 7.1"):
        handout(indexed, [FOLDER], target)
    path.unlink()
    with pytest.raises(GraderError, match="is missing"):
        handout(indexed, [FOLDER], target)
    assert not list(tmp_path.glob("*.zip*"))


class Learner:
    """Somebody who unpacked the zip, and gives commands in a terminal; the package is the handout's own."""

    def __init__(self, course: Course, home: Path) -> None:
        self.course = course
        keep = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "PYTHON"))}
        self.environment = keep | {"HOME": str(home), "PYTHONPATH": str(course.root), "FRONTIER_OFFLINE": "1"}

    def gives(self, *words: str) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "grader", *words]
        return subprocess.run(
            command,
            cwd=self.course.root,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def opens_the_lab(self) -> None:
        """Until the contents page is served."""
        port = free_port(18_800)
        command = [sys.executable, "-m", "grader", "lab", f"--port={port}", "--no-browser", "--IdentityProvider.token="]
        with subprocess.Popen(command, cwd=self.course.root, env=self.environment, stderr=subprocess.DEVNULL) as server:
            try:
                while not served(f"http://127.0.0.1:{port}/api/contents/{self.course.work.name}/index.ipynb"):
                    assert server.poll() is None
                    time.sleep(0.1)
            finally:
                server.terminate()


def served(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return bool(json.load(answer)["type"] == "notebook")
    except OSError:
        return False


@pytest.mark.system
def test_a_learners_whole_path(indexed, tmp_path):
    """Lab, stub, answers, check, points, handing in and beginning anew, without a solution anywhere?"""
    handout(indexed, [FOLDER], tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        archive.extractall(tmp_path)
    course = open_course(tmp_path / indexed.course_id)
    assert not (course.root / "solutions").exists()
    learner = Learner(course, tmp_path)
    learner.opens_the_lab()
    first = learner.gives("check", "7")
    assert first.returncode == 1 and "Exercise 7.1 (double) is not written yet." in first.stdout, first.stderr
    assert first.stdout.startswith("work/07_tiny/tiny.ipynb\n")
    notebook = nbformat.read(course.working_copy(FOLDER), 4)
    for cell in notebook.cells:
        cell.source = RIGHT.get(cell.id, cell.source)
    nbformat.write(notebook, course.working_copy(FOLDER))
    checked = learner.gives("check", "tiny")
    assert checked.returncode == 0 and checked.stdout.endswith("3 of 3 points\n"), checked.stdout
    assert learner.gives("progress").stdout.endswith("0 of 3\n")
    assert learner.gives("submit", "7").stdout == "handins/tiny.zip: ready to upload\n"
    assert "begins anew" in learner.gives("restart", "7").stdout
    assert learner.gives("check", "8").stderr == "Error: there is no lesson '8'. The lessons are 07_tiny.\n"
