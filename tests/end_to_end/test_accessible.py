"""Pages that people read: no serious fault by axe, nothing fetched, no console error, at two widths."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from accessibility import faults
from tiny_course import FOLDER
from tiny_work import RIGHT, write

from grader.course import Course, open_course
from tools.browser import CHROMIUM, opened

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium: the pages were not looked at in a browser")


@pytest.fixture(scope="module")
def graded(built_course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which a class of three was graded: right, wrong, untouched."""
    course = open_course(shutil.copytree(built_course.root, tmp_path_factory.mktemp("graded") / "course"))
    untouched = course.release(FOLDER).read_text()
    wrong = RIGHT | {"double": "def double(x):\n    return x * x"}
    for student, answers in (("student01", RIGHT), ("student02", wrong), ("student03", {})):
        course.release(FOLDER).write_text(untouched)
        handed_in = course.root / "submitted" / student / FOLDER / "tiny.ipynb"
        handed_in.parent.mkdir(parents=True)
        shutil.copy(write(course, answers), handed_in)
    course.release(FOLDER).write_text(untouched)
    command = [sys.executable, "-m", "grader", "autograde", FOLDER, "--processes", "1"]
    result = subprocess.run(command, cwd=course.root, capture_output=True, text=True, timeout=200, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return course.root


def pages(folder: Path) -> Iterator[Path]:
    """The class report and a feedback page of each kind."""
    yield from sorted((folder / "reports").rglob("*.html"))
    yield from sorted((folder / "feedback").rglob("*.html"))


@pytest.mark.parametrize("width", [1200, 400])
def test_report_and_feedback_offline(graded: Path, browser: Any, width: int):
    """No serious fault, no error in the console, nothing from elsewhere, a viewport, `main`, no scrolling sideways?"""
    found = list(pages(graded))
    assert len(found) >= 4
    with opened(browser, width, 800) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.context.set_offline(True)
        for path in found:
            page.goto(path.as_uri())
            assert page.locator("main:visible").count() == 1 and page.locator("meta[name=viewport]").count() == 1, path
            assert faults(page) == [], path
            across = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert across <= 0, (path, across)
        assert not [url for url in asked if not url.startswith(("file:", "data:"))]
        assert page.errors == []
