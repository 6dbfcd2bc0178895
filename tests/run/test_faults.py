"""What goes wrong around a run: a clear line, the others graded, nothing lost, exit status 1 with the list."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from attacks.attack import FOLDER, FULL, LESSON, RIGHT, as_bytes, notebook_with
from attacks.course import Solo, hand_in
from attacks.traces import grades_in
from click.testing import CliRunner
from the_course import COURSE

from grader.cli.main import main
from grader.handins.collecting import collect
from grader.handins.which_lesson import catalogue_of
from grader.lesson.lesson import Lesson
from grader.lesson.read import load_lesson
from grader.records import database
from grader.run import student_files
from grader.run.journal import Journal
from grader.run.plan import plan
from grader.run.run import Session, places

STUDENTS = ("student01", "student02", "student03")


@pytest.fixture(scope="module")
def engine():
    one = Solo()
    yield one
    one.stop()


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Three hand-ins; an impatient gradebook."""
    for student in STUDENTS:
        hand_in(tmp_path / "submitted", student, as_bytes(notebook_with(RIGHT) | {"of": student}))
    return tmp_path


def grade(course: Path, engine: Solo, lesson: Lesson = LESSON, force: bool = False) -> tuple[Session, list[str]]:
    """One run; the session, and whom it graded anew."""
    accounting = collect(course / "submitted", catalogue_of(lesson))
    run = Session(lesson, places(course), accounting=accounting)
    with Journal(run.places.journal(lesson)) as journal:
        todo = plan(accounting.counted, lesson, journal, force)
        new = [result.student for result in run.grade(todo, journal, engine)]
    return run, new


def everybody(course: Path) -> bool:
    """Whether the gradebook has full marks for all."""
    return grades_in(course / "gradebook.db") == dict.fromkeys(STUDENTS, FULL)


def pages(course: Path) -> list[str]:
    """The students who have a feedback page and a graded notebook."""
    found = {path.parent.parent.name for path in (course / "feedback").glob(f"*/{FOLDER}/*.html")}
    return sorted(found & {path.parent.parent.name for path in (course / "autograded").glob(f"*/{FOLDER}/*.ipynb")})


def test_a_run_and_the_same_again(course, engine):
    """Is everybody graded once, and the second time nobody?"""
    run, new = grade(course, engine)
    assert (sorted(new), run.faults) == (list(STUDENTS), [])
    assert everybody(course)
    assert pages(course) == list(STUDENTS)
    assert grade(course, engine)[1] == []
    assert everybody(course)


def test_what_has_changed_is_graded_again(course, engine):
    """After a change only the one submission, after a mended test only its lesson, and everything when forced?"""
    grade(course, engine)
    path = course / "submitted" / "student02" / FOLDER / f"{LESSON.name}.ipynb"
    path.write_bytes(as_bytes(notebook_with(RIGHT | {"predicted": "predicted = 3"})))
    assert grade(course, engine)[1] == ["student02"]
    assert grades_in(course / "gradebook.db")["student02"] == FULL - 2
    test = LESSON.test("predicted")
    mended = replace(test, source=test.source.replace("12.0", "3.0"))
    lesson = replace(LESSON, cells=tuple(mended if cell == test else cell for cell in LESSON.cells))
    other = Solo(lesson)
    assert sorted(grade(course, other, lesson)[1]) == list(STUDENTS)
    other.stop()
    assert grades_in(course / "gradebook.db") == {"student01": FULL - 2, "student02": FULL, "student03": FULL - 2}
    assert sorted(grade(course, engine, force=True)[1]) == list(STUDENTS)


def spoil(path: Path, kind: str) -> None:
    """Make a hand-in one that cannot be read."""
    if kind == "no JSON":
        path.write_text("{")
    elif kind == "a folder":
        path.unlink()
        path.mkdir()
    elif kind == "a broken zip":
        shutil.rmtree(path.parents[1])
        path.parents[2].joinpath("student02.zip").write_bytes(b"PK\x03\x04 and no more")
    else:
        path.unlink()


@pytest.mark.parametrize("kind", ["no JSON", "a folder", "a broken zip", "nothing"])
def test_an_unreadable_hand_in(course, engine, kind):
    """Is it named in one line, given no mark rather than 0, and are the others graded?"""
    spoil(course / "submitted" / "student02" / FOLDER / f"{LESSON.name}.ipynb", kind)
    run, new = grade(course, engine)
    assert sorted(new) == ["student01", "student03"]
    if kind == "nothing":
        assert run.faults == [] and "student02" not in grades_in(course / "gradebook.db")
        return
    assert len(run.faults) == 1 and " of student02: unreadable, " in run.faults[0]
    assert grades_in(course / "gradebook.db") == {"student01": FULL, "student02": None, "student03": FULL}
    assert pages(course) == list(STUDENTS)


def test_two_files_of_one_student(course, engine):
    """Does the newer one count, and is the older kept as an attempt that needs no attention?"""
    newer = course / "submitted" / f"student02_{LESSON.name}.ipynb"
    newer.write_bytes(as_bytes(notebook_with(RIGHT | {"predicted": "predicted = 3"})))
    os.utime(newer, (2e9, 2e9))
    run, _ = grade(course, engine)
    assert run.faults == []
    assert [handin.path for handin in run.accounting.earlier] == [f"student02/{FOLDER}/{LESSON.name}.ipynb"]
    assert grades_in(course / "gradebook.db")["student02"] == FULL - 2


def test_a_locked_gradebook(course, engine, monkeypatch):
    """Is it said, is everything else written, and does the next run only write the grades?"""
    grade(course, engine)
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.2)
    with sqlite3.connect(course / "gradebook.db") as other:
        other.execute("update grade set auto_score = 0")
        other.commit()
        other.execute("begin exclusive")
        run, new = grade(course, engine, force=True)
        other.rollback()
    other.close()
    assert sorted(new) == list(STUDENTS)
    assert [line for line in run.faults if "cannot be written (database is locked)" in line] == run.faults != []
    assert pages(course) == list(STUDENTS)
    run, new = grade(course, engine)
    assert (new, run.faults) == ([], [])
    assert everybody(course)


def test_a_gradebook_that_is_read_only(course, engine, monkeypatch):
    """Is it said in one line, and are results, pages and report there all the same?"""
    with monkeypatch.context() as read_only:  # root, as which this may run, can write any file
        read_only.setattr(
            database, "_wait_when_busy", lambda connection, _: connection.execute("pragma query_only = 1")
        )
        run, new = grade(course, engine)
        database._engine.cache_clear()  # the kept one would go on opening connections that only read
    assert sorted(new) == list(STUDENTS)
    assert len(run.faults) == 1
    assert "readonly database" in run.faults[0]
    assert pages(course) == list(STUDENTS)
    assert grade(course, engine)[1] == []
    assert everybody(course)


def test_a_full_disk(course, engine, monkeypatch):
    """Is each file that could not be written named, and does the next run write it without grading again?"""

    def full(*args) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(student_files, "write_whole", full)
        disk.setattr(student_files, "write_autograded", full)
        run, new = grade(course, engine)
    assert sorted(new) == list(STUDENTS)
    assert len(run.faults) == len(STUDENTS)
    assert all("could not be written (No space left on device)" in line for line in run.faults)
    assert everybody(course)
    assert grade(course, engine)[1] == []
    assert pages(course) == list(STUDENTS)


def test_a_journal_that_cannot_be_written(course, engine, monkeypatch):
    """Is it said, are the grades there, and does the next run grade what was not recorded?"""
    monkeypatch.setattr(os, "fsync", lambda fd: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    run, _ = grade(course, engine)
    assert len(run.faults) == 1
    assert "journal" in run.faults[0]
    assert everybody(course)
    monkeypatch.undo()
    assert sorted(grade(course, engine)[1]) == list(STUDENTS)


def test_the_command_says_what_needs_attention(tmp_path):
    """One run of the command itself: a dry run says why, a fault gives exit status 1 and stands in the list."""
    folder = "04_chain_rule"
    (tmp_path / "in").mkdir()
    shutil.copy(COURSE.release(folder), tmp_path / "in" / "student01.ipynb")
    (tmp_path / "in" / "b\x1b[31men.ipynb").write_text("{")
    command = ["autograde", "4", "--submissions", str(tmp_path / "in"), "--output", str(tmp_path), "--processes", "1"]
    dry = CliRunner().invoke(main, [*command, "--dry-run"])
    assert f"{folder}: would be new, student01: 0 of" in dry.output
    assert "0 unchanged, 1 to grade" in dry.output and dry.exit_code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["in"]
    done = subprocess.run([sys.executable, "-m", "grader", *command], capture_output=True, text=True, timeout=300)
    assert done.returncode == 1, done.stderr
    assert done.stderr.startswith("needs attention: b_[31men.ipynb of b_[31men")
    assert "Traceback" not in done.stderr
    assert "\x1b" not in dry.output + done.stdout + done.stderr
    assert f"{folder}: {len(load_lesson(COURSE, folder).exercises)} could not run" in done.stdout
    lines = (tmp_path / "reports" / folder / "journal.jsonl").read_text().splitlines()
    assert [json.loads(line)["student"] for line in lines] == ["student01"]


def test_all_lessons_in_one_run(tmp_path):
    """Is each file graded for the lesson that its place or its exercises tell, are lessons without any named, and a second run idle?"""
    handed_in = {"student01": ("01_black_box", "black_box"), "student02": ("04_chain_rule", "chain_rule")}
    for student, (folder, name) in handed_in.items():
        place = tmp_path / "in" / student / folder
        place.mkdir(parents=True)
        shutil.copy(COURSE.solution(folder), place / f"{name}.ipynb")
    shutil.copy(COURSE.solution("07_bigram_nll"), tmp_path / "in" / "student03.ipynb")
    handed_in["student03"] = ("07_bigram_nll", "bigram_nll")
    where = ["--submissions", str(tmp_path / "in"), "--output", str(tmp_path), "--processes", "1"]
    done = CliRunner().invoke(main, ["autograde", "all", *where])
    assert done.exit_code == 0, done.output
    assert "0 unchanged, 3 to grade" in done.output and "no hand-in of 02_mnist_numpy, 03" in done.output
    for student, (folder, _) in handed_in.items():
        lines = (tmp_path / "reports" / folder / "journal.jsonl").read_text().splitlines()
        assert [json.loads(line)["student"] for line in lines] == [student]
        points = sum(cell.points for cell in load_lesson(COURSE, folder).cells if cell.kind == "test")
        assert grades_in(tmp_path / "gradebook.db")[student] == points
    again = CliRunner().invoke(main, ["autograde", "all", *where])
    assert "3 unchanged, 0 to grade" in again.output
