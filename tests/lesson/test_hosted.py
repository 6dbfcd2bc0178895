"""A release that is opened elsewhere: badges where the course has an address, and a cell that looks for the package."""

import importlib.util
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from the_course import COURSE, ROOT
from tiny_course import FOLDER, SETTINGS, make_course

from grader.authoring.readme_table import table
from grader.course import FILE, Course, open_course
from grader.errors import GraderError
from grader.lesson.hosted import badges
from grader.lesson.make import make
from grader.lesson.released import released_lesson
from grader.lesson.rules import violations

ADDRESS = "https://github.com/example/course"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The tiny course with an address, built."""
    root = tmp_path_factory.mktemp("published")
    make_course(root)
    (root / FILE).write_text(f'address = "{ADDRESS}"\n{SETTINGS}', encoding="utf-8")
    course = open_course(root)
    make(course, FOLDER)
    return course


def package_cell(course: Course, lesson_id: str) -> str:
    """The source of a release's first code cell, which must be the one that looks for the package."""
    cells = nbformat.read(course.release(lesson_id), as_version=4).cells
    first = next(cell for cell in cells if cell.cell_type == "code")
    assert first.id == "package" and first.metadata["jupyter"]["source_hidden"]
    return first.source


def without_packages(source: str, folder: Path) -> str:
    """What a cell says where Python has nothing installed at all."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", source], cwd=folder, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("lesson_id", COURSE.lesson_ids)
def test_without_the_package_the_first_cell_says_what_to_do(lesson_id: str, tmp_path: Path):
    """One line, in the course's words, and no traceback?"""
    assert without_packages(package_cell(COURSE, lesson_id), tmp_path) == COURSE.words.missing + "\n"


@pytest.mark.parametrize("lesson_id", COURSE.lesson_ids)
def test_without_an_address_nothing_points_anywhere(lesson_id: str):
    """Is there neither a badge nor anything to install from?"""
    course = replace(COURSE, address="")
    assert badges(course, lesson_id) == "" and "github" not in table(course)
    if not COURSE.address:
        text = COURSE.release(lesson_id).read_text(encoding="utf-8")
        assert not any(word in text for word in ("colab", "kaggle", "mybinder", "pip\\"))


def test_a_published_lesson_has_badges_above_its_first_code(published: Course):
    """Do the links lead to this lesson's release, and does the rest of the lesson stay as it is?"""
    cells = nbformat.read(published.release(FOLDER), as_version=4).cells
    assert [cell.id for cell in cells][1:3] == ["badges", "package"]
    path = f"blob/main/notebooks/{FOLDER}/tiny.ipynb"
    assert f"https://colab.research.google.com/github/example/course/{path}" in cells[1].source
    assert f"src={ADDRESS}/{path}" in cells[1].source
    assert f"gh/example/course/main?labpath=notebooks/{FOLDER}/tiny.ipynb" in cells[1].source
    assert [str(violation) for violation in violations(published, FOLDER)] == []
    assert released_lesson(published, FOLDER).exercises == ("double", "predicted_shape")
    assert badges(published, FOLDER) in table(published)


def test_the_first_cell_installs_the_package_where_it_is_missing(published: Course, monkeypatch: pytest.MonkeyPatch):
    """The package alone, from the course's own address, and no PyTorch of ours?"""
    started: list[list[str]] = []
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if not started else object())
    monkeypatch.setattr(subprocess, "run", lambda command, **_: started.append(command))
    exec(package_cell(published, FOLDER), {})
    package = f"{ADDRESS}/archive/refs/heads/main.zip"
    assert started == [[sys.executable, "-m", "pip", "install", "--quiet", package]]
    base = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert not any("torch" in line for line in base)


def test_where_it_cannot_be_installed_it_says_what_to_do(published: Course, tmp_path: Path):
    """Without pip or a network?"""
    said = without_packages(package_cell(published, FOLDER), tmp_path)
    assert said.splitlines()[-1] == published.words.missing


def test_where_the_package_is_there_nothing_happens(
    published: Course, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """As under `make lab`: is nothing started and nothing said?"""
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("something was started"))
    for source in (package_cell(published, FOLDER), package_cell(COURSE, COURSE.lesson_ids[0])):
        exec(source, {})
    assert capsys.readouterr().out == ""


def test_an_address_elsewhere_is_refused(published: Course):
    """Would badges lead nowhere?"""
    with pytest.raises(GraderError, match="not a repository on GitHub"):
        badges(replace(published, address="https://example.org/course"), FOLDER)
