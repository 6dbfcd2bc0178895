"""The journal of finished submissions survives what can happen to its file."""

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest
from the_course import ROOT

from grader.errors import GraderError
from grader.lesson.lesson import Cell, Lesson
from grader.marking.outcome import PASSED, Outcome
from grader.marking.result import Result
from grader.marking.settings import Settings
from grader.marking.version import deciding_files
from grader.run.journal import PARTS, Journal, keys_of
from grader.sandbox.limits import Limits

KEYS = ("submission", "lesson", "grader", "settings")


def result(student: str, points: float = 1, keys: tuple[str, ...] = KEYS) -> Result:
    """A result of one exercise."""
    return Result(student, "07_tiny", (Outcome("double", PASSED, points, 1),), keys=keys)


def test_a_result_is_found_again(tmp_path: Path):
    """Is the newest result under the same hashes given back, in the same run and in the next?"""
    path = tmp_path / "journal.jsonl"
    with Journal(path) as journal:
        for points in (0, 1):
            journal.append(result("student01", points))
        assert journal.find("student01", KEYS) == result("student01", 1)
    with Journal(path) as journal:
        assert journal.find("student01", KEYS) == result("student01", 1)
        assert not journal.knows("student02", KEYS) and journal.find("student01", ("x", *KEYS[1:])) is None


def test_a_line_written_before_is_readable(tmp_path: Path):
    """Are the names in a stored result still those that journals and gradebooks were written with?"""
    path = tmp_path / "journal.jsonl"
    path.write_text(
        '{"student": "student01", "lesson": "07_tiny", "outcomes": [{"exercise": "double", "status": "passed", "points": 1,'
        ' "max_points": 1, "message": "", "mistake": "", "followed": []}], "notes": [], "printed": {}, "sources": {},'
        ' "seed": 0, "seconds": 0.0, "cpu_seconds": 0.0, "own_cpu_seconds": 0.0, "missing": {},'
        ' "keys": ["submission", "lesson", "grader", "settings"]}\n'
    )
    with Journal(path) as journal:
        assert journal.find("student01", KEYS) == result("student01")


def test_why_a_submission_is_graded(tmp_path: Path):
    """Does a dry run say what has changed since the newest result?"""
    with Journal(tmp_path / "journal.jsonl") as journal:
        journal.append(result("student01"))
        journal.append(result("student02", keys=()))
        assert journal.why("student01", ("other", "lesson", "other", "settings")) == "changed: submission, grader"
        assert journal.why("student02", KEYS) == "new"


def test_half_a_line_is_cut_off(tmp_path: Path):
    """Is the half line of a run that was killed no loss for those before and after it?"""
    path = tmp_path / "journal.jsonl"
    with Journal(path) as journal:
        journal.append(result("student01"))
    with open(path, "a") as file:
        file.write('{"student": "student02", "less')
    for student in ("student03", "student04"):
        with Journal(path) as journal:
            assert journal.knows("student01", KEYS)
            journal.append(result(student))
    with Journal(path) as journal:
        assert all(journal.knows(student, KEYS) for student in ("student01", "student03", "student04"))
    assert "student02" not in path.read_text()


def test_a_line_of_another_version_stays(tmp_path: Path):
    """Does a line that cannot be read cost neither itself nor those after it?"""
    path = tmp_path / "journal.jsonl"
    path.write_text('{"of": "another version"}\n')
    with Journal(path) as journal:
        journal.append(result("student01"))
    with Journal(path) as journal:
        assert journal.knows("student01", KEYS)
    assert "another version" in path.read_text()


def test_a_full_disk_leaves_no_half_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Is a write that fails told, rather than taken for recorded, and the next one whole?"""
    path = tmp_path / "journal.jsonl"
    with Journal(path) as journal:
        monkeypatch.setattr(os, "fsync", full_disk)
        with pytest.raises(GraderError, match="No space left"):
            journal.append(result("student01"))
        assert path.read_bytes() == b"" and not journal.knows("student01", KEYS)
        monkeypatch.undo()
        journal.append(result("student02"))
        assert journal.find("student02", KEYS) == result("student02")


def full_disk(_descriptor: int) -> None:
    """In the place of os.fsync."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_two_runs_at_once(tmp_path: Path):
    """Does the second say so and leave?"""
    path = tmp_path / "journal.jsonl"
    with Journal(path), pytest.raises(GraderError, match="another run is grading"):
        Journal(path).__enter__()


LESSON = Lesson(
    "07_tiny",
    (
        Cell("show", "def slow(x):\n    return x", id="shown"),
        Cell("exercise", "def double(x):\n    return 2 * x", "double", id="double"),
        Cell(
            "test",
            'with exercise("double"):\n    check_equal("double(2)", double(2), 4)',
            "double",
            2,
            id="test_double",
        ),
    ),
)


def with_cell(place: int, **changes: object) -> Lesson:
    """The lesson with one cell changed."""
    cells = list(LESSON.cells)
    cells[place] = replace(cells[place], **changes)
    return replace(LESSON, cells=tuple(cells))


@pytest.mark.parametrize(
    ("part", "other"),
    [
        ("submission", ("other bytes", LESSON, Settings())),
        ("lesson", ("bytes", with_cell(0, source="def slow(x):\n    return 2 * x"), Settings())),
        ("lesson", ("bytes", with_cell(2, points=3), Settings())),
        ("settings", ("bytes", LESSON, Settings(Limits(total_seconds=0.01)))),
        ("settings", ("bytes", LESSON, Settings(follow_through=False))),
    ],
)
def test_what_a_result_rests_on_is_graded_again(part: str, other: tuple, tmp_path: Path):
    """Is a result not taken for good after the hand-in, a shown definition, a test's points or a limit changed?"""
    before, after = keys_of("bytes", LESSON, Settings()), keys_of(*other)
    assert [name for name, old, new in zip(PARTS, before, after, strict=True) if old != new] == [part]
    with Journal(tmp_path / "journal.jsonl") as journal:
        journal.append(result("student01", keys=before))
        assert journal.knows("student01", before) and not journal.knows("student01", after)
        assert journal.why("student01", after) == f"changed: {part}"


@pytest.mark.parametrize(
    "file", ["lesson/regions.py", "sandbox/limits.py", "kit/checks/ending.py", "handins/restoring.py"]
)
def test_the_graders_own_code_decides(file: str):
    """Is whatever the grading imports part of its version, found by its imports and not from a list?"""
    assert Path("grader", file) in [path.relative_to(ROOT) for path in deciding_files()]
