"""The journal of finished submissions survives what can happen to its file."""

import errno
import os
from pathlib import Path

import pytest

from grader.errors import GraderError
from grader.marking.outcome import PASSED, Outcome
from grader.marking.result import Result
from grader.run.journal import Journal

KEYS = ("submission", "tests", "grader")


def result(student: str, points: float = 1, keys: tuple[str, ...] = KEYS) -> Result:
    """A result of one exercise."""
    return Result(student, "07_tiny", (Outcome("double", PASSED, points, 1),), keys=keys)


def test_a_result_is_found_again(tmp_path: Path):
    """Is the newest result under the same hashes given back, in the same run and in the next?"""
    path = tmp_path / "journal.jsonl"
    with Journal(path) as journal:
        for points in (0, 1):
            journal.append(result("ada", points))
        assert journal.find("ada", KEYS) == result("ada", 1)
    with Journal(path) as journal:
        assert journal.find("ada", KEYS) == result("ada", 1)
        assert not journal.knows("bob", KEYS) and journal.find("ada", ("x", *KEYS[1:])) is None


def test_why_a_submission_is_graded(tmp_path: Path):
    """Does a dry run say what has changed since the newest result?"""
    with Journal(tmp_path / "journal.jsonl") as journal:
        journal.append(result("ada"))
        journal.append(result("bob", keys=()))
        assert journal.why("ada", ("other", "tests", "other")) == "changed: submission, grader"
        assert journal.why("bob", KEYS) == "new"


def test_half_a_line_is_cut_off(tmp_path: Path):
    """Is the half line of a run that was killed no loss for those before and after it?"""
    path = tmp_path / "journal.jsonl"
    with Journal(path) as journal:
        journal.append(result("ada"))
    with open(path, "a") as file:
        file.write('{"student": "bob", "less')
    for student in ("cyd", "dan"):
        with Journal(path) as journal:
            assert journal.knows("ada", KEYS)
            journal.append(result(student))
    with Journal(path) as journal:
        assert all(journal.knows(student, KEYS) for student in ("ada", "cyd", "dan"))
    assert "bob" not in path.read_text()


def test_a_line_of_another_version_stays(tmp_path: Path):
    """Does a line that cannot be read cost neither itself nor those after it?"""
    path = tmp_path / "journal.jsonl"
    path.write_text('{"of": "another version"}\n')
    with Journal(path) as journal:
        journal.append(result("ada"))
    with Journal(path) as journal:
        assert journal.knows("ada", KEYS)
    assert "another version" in path.read_text()


def test_a_full_disk_leaves_no_half_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Is a write that fails told, rather than taken for recorded, and the next one whole?"""
    path = tmp_path / "journal.jsonl"
    with Journal(path) as journal:
        monkeypatch.setattr(os, "fsync", full_disk)
        with pytest.raises(GraderError, match="No space left"):
            journal.append(result("ada"))
        assert path.read_bytes() == b"" and not journal.knows("ada", KEYS)
        monkeypatch.undo()
        journal.append(result("bob"))
        assert journal.find("bob", KEYS) == result("bob")


def full_disk(_descriptor: int) -> None:
    """In the place of os.fsync."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_two_runs_at_once(tmp_path: Path):
    """Does the second say so and leave?"""
    path = tmp_path / "journal.jsonl"
    with Journal(path), pytest.raises(GraderError, match="another run is grading"):
        Journal(path).__enter__()
