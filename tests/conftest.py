"""What every test starts from: no download from upstream, skips that CI can forbid, a tiny course to break."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kernels
import pytest
from shared import made_once
from tiny_course import FOLDER, make_course

from grader.course import Course, open_course

os.environ.setdefault("FRONTIER_OFFLINE", "1")
# Two processes test at once; where each has as many threads as there are cores, small products wait for each other.
os.environ.setdefault("OMP_NUM_THREADS", "1")
# nbgrader calls alembic by its name, also where the environment was not activated.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
sys.modules["rfc3987_syntax"] = None  # as in `grader.cli.main`: saves each process a second
# What a machine may lack though nothing is missing: data that nobody offered, a kernel that gives no control group.
NO_DATA = "no data: "
MAY_LACK = (NO_DATA, "no control group: ")


def pytest_configure(config):
    """Kernels are forked from one prepared process for the whole run; a worker asks that of the run it belongs to."""
    if not hasattr(config, "workerinput"):
        kernels.begin()
    kernels.use()


def pytest_unconfigure(config):
    """The prepared process ends with the run."""
    if not hasattr(config, "workerinput"):
        kernels.end()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """With FRONTIER_REQUIRE_ALL=1 a skip is a failure, except for MAY_LACK."""
    report = yield
    if os.environ.get("FRONTIER_REQUIRE_ALL") == "1" and report.skipped and not hasattr(report, "wasxfail"):
        reason = str(call.excinfo.value)
        offered = os.environ.get("FRONTIER_DATA", "embedded") != "embedded"
        if not reason.startswith(MAY_LACK[1:] if offered else MAY_LACK):
            report.outcome, report.longrepr = "failed", f"skipped where nothing may be: {reason}"
    return report


@pytest.fixture(scope="session")
def built_course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The tiny course, built once; nothing may change it."""
    from grader.lesson.make import make

    course = make_course(tmp_path_factory.mktemp("course"))
    make(course, FOLDER)
    return course


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One Chromium for a file's tests, and gone after them: others cannot use asyncio while it is there."""
    from tools.browser import started

    with started() as browser:
        yield browser


@pytest.fixture
def course(built_course: Course, tmp_path: Path) -> Course:
    """A copy of the tiny course to work in or to break."""
    return open_course(shutil.copytree(built_course.root, tmp_path / "course"))


@pytest.fixture
def indexed(course: Course) -> Course:
    """The tiny course with its contents page."""
    from grader.lesson.make import make_contents_page

    make_contents_page(course)
    return course


@pytest.fixture(scope="session")
def empty_gradebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gradebook as nbgrader makes it, which takes a program of two seconds: made once for the run, to be copied."""
    from nbgrader.api import Gradebook

    def make(folder: Path) -> None:
        Gradebook(f"sqlite:///{folder / 'empty.db'}", "frontier_ai_365").close()

    return made_once(tmp_path_factory, "gradebook", make) / "empty.db"
