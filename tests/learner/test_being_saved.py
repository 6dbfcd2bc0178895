"""A notebook that JupyterLab saves at this very moment, which empties the file first: read when it is whole."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from tiny_course import FOLDER
from tiny_work import RIGHT, write

from grader.course import Course, open_course
from grader.errors import BadSubmission
from grader.learner.own_notebook import read
from grader.learner.progress import progress
from grader.learner.submit import submit
from grader.learner.work import bring_up_to_date, restart

SLEEP = "grader.learner.own_notebook.sleep"


def packed(course: Course) -> bytes:
    """What `grader submit` packs."""
    submit(course, FOLDER)
    return ZipFile(course.root / "handins" / "tiny.zip").read("tiny.ipynb")


def kept(course: Course) -> bytes:
    """What `grader restart` sets aside."""
    restart(course, FOLDER)
    return next((course.work / "earlier").rglob("tiny*.ipynb")).read_bytes()


def merged(course: Course) -> list[str]:
    """What a new release tells who has worked."""
    course.kept_release(FOLDER).unlink()
    return bring_up_to_date(course)


READERS: dict[str, Callable[[Course], object]] = {
    "check": lambda course: read(course.working_copy(FOLDER)),
    "progress": progress,
    "submit": packed,
    "restart": kept,
    "update": merged,
}


@pytest.fixture
def at_work(indexed: Course) -> Course:
    """The tiny course with a learner's right answers in `work/`."""
    bring_up_to_date(indexed)
    release = indexed.release(FOLDER).read_bytes()
    shutil.copy(write(indexed, RIGHT), indexed.working_copy(FOLDER))
    indexed.release(FOLDER).write_bytes(release)
    return indexed


@pytest.mark.parametrize("done", [0, 0.5], ids=["emptied", "half written"])
@pytest.mark.parametrize("name", READERS)
def test_a_notebook_that_is_being_saved(at_work: Course, monkeypatch: pytest.MonkeyPatch, name: str, done: float):
    """Does the command find what stands there a moment later?"""
    path = at_work.working_copy(FOLDER)
    content = path.read_bytes()
    quiet = open_course(shutil.copytree(at_work.root, at_work.root.parent / "quiet"))
    expected = READERS[name](quiet)
    path.write_bytes(content[: int(done * len(content))])
    monkeypatch.setattr("grader.learner.own_notebook.SAVING_SECONDS", 600)
    monkeypatch.setattr(SLEEP, lambda _: path.write_bytes(content))
    assert READERS[name](at_work) == expected


@pytest.mark.parametrize("content", [b"", b"{not json"])
def test_one_that_was_broken_before_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes):
    """And one of now is not waited for without end?"""
    path = tmp_path / "broken.ipynb"
    path.write_bytes(content)
    os.utime(path, (0, 0))
    monkeypatch.setattr(SLEEP, lambda _: pytest.fail("waited"))
    with pytest.raises(BadSubmission):
        read(path)
    os.utime(path)
    monkeypatch.setattr(SLEEP, lambda _: os.utime(path, (0, 0)))
    with pytest.raises(BadSubmission):
        read(path)
