"""nbgrader's exchange in a folder of its own: hand in, collect, grade here, and the page is back with the student."""

import contextlib
import logging
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from click.testing import CliRunner, Result
from dateutil.parser import parse
from nbgrader.api import Gradebook
from nbgrader.apps import NbGrader, NbGraderAPI
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import default
from nbgrader.preprocessors import AssignLatePenalties
from tiny_class import notebook
from tiny_course import FOLDER
from traitlets.config import Config

from grader.cli.main import main
from grader.course import Course, open_course
from grader.records.database import COURSE

# nbgrader leaves files open.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
STUDENT, OTHER = "student01", "student02"


def exchange(course: Course, step: str, student: str = STUDENT, place: Path | None = None) -> None:
    """One of nbgrader's own steps, as its command takes it."""
    logging.getLogger("traitlets").setLevel(logging.CRITICAL)
    with contextlib.chdir(course.root):
        app: Any = NbGrader()
        app.initialize([])
    config = app.config
    config.CourseDirectory.root = str(course.root)
    config.CourseDirectory.assignment_id = FOLDER
    config.CourseDirectory.student_id = "*" if step in ("ReleaseAssignment", "Collect") else student
    if place is not None:
        config.Exchange.assignment_dir = str(place)
        config.Exchange.path_includes_course = False
    with contextlib.chdir(place or course.root):
        maker = getattr(default, f"Exchange{step}")
        maker(CourseDirectory(config=config), Authenticator(config=config), config=config).start()


def grader(*words: str) -> Result:
    """A command; its output has standard error in it."""
    result = CliRunner().invoke(main, words)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture(scope="module")
def first_desk(built_course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the tiny course, released to an exchange; one student has handed in, the instructor has graded it."""
    place = tmp_path_factory.mktemp("desk")
    course = open_course(shutil.copytree(built_course.root, place / "course"))
    (place / "exchange").mkdir(mode=0o777)
    (place / "exchange").chmod(0o777)
    home = place / "home"
    (home / FOLDER).mkdir(parents=True)
    (home / FOLDER / "tiny.ipynb").write_bytes(notebook())
    with pytest.MonkeyPatch.context() as patch:
        configure(place, patch)
        exchange(course, "ReleaseAssignment")
        exchange(course, "Submit", place=home)
        exchange(course, "Collect")
        patch.chdir(course.root)
        result = grader("autograde", "7", "--processes", "1")
    assert result.exit_code == 0, result.output
    return place


def configure(place: Path, patch: pytest.MonkeyPatch) -> None:
    """Let the course in `place` use the exchange beside it, and nobody's own configuration."""
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR"):
        patch.setenv(name, str(place / name))
    with open(place / "course" / "nbgrader_config.py", "a") as file:
        file.write(f'c.Exchange.root = "{place / "exchange"}"\nc.Exchange.cache = "{place / "cache"}"\n')


@pytest.fixture
def desk(first_desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Course, Path]:
    """A copy of it to work at."""
    place = Path(shutil.copytree(first_desk, tmp_path / "desk"))
    configure(place, monkeypatch)
    monkeypatch.chdir(place / "course")
    return open_course(place / "course"), place / "home"


def test_the_page_comes_back(desk: tuple[Course, Path]):
    """By our command: has the student our page, and is who handed in otherwise named?"""
    course, home = desk
    place = course.root / "submitted" / OTHER / FOLDER
    place.mkdir(parents=True)
    (place / "tiny.ipynb").write_bytes(notebook("def double(x):\n    return x * x"))
    assert grader("autograde", "7", "--processes", "1").exit_code == 0
    result = grader("feedback", "7", "--exchange")
    assert "1 page: " in result.output and result.exit_code == 1
    assert f"{OTHER} has a page and did not hand in through the exchange" in result.output
    exchange(course, "FetchFeedback", place=home)
    (fetched,) = (home / FOLDER / "feedback").rglob("*.html")
    assert fetched.read_text() == (course.root / "feedback" / STUDENT / FOLDER / "tiny.html").read_text()


def test_nobody_came_through_the_exchange(desk: tuple[Course, Path]):
    """Is that said, with the other ways?"""
    course, _ = desk
    (course.root / "feedback" / STUDENT / FOLDER / "submission_secret.txt").unlink()
    result = grader("feedback", "7", "--exchange")
    assert result.exit_code == 1 and "no hand-in of 07_tiny came through nbgrader's exchange" in result.output


def test_nbgraders_own_release_works_on_our_folders(desk: tuple[Course, Path]):
    """`nbgrader release_feedback`, with nothing of ours: does it find time and secret?"""
    course, home = desk
    exchange(course, "ReleaseFeedback")
    assert len(list((course.root.parent / "exchange").rglob("*.html"))) == 1  # in this test's own exchange
    exchange(course, "FetchFeedback", place=home)
    assert len(list((home / FOLDER / "feedback").rglob("*.html"))) == 1


def test_formgrader_has_the_time(desk: tuple[Course, Path]):
    """Does its table of hand-ins show when each came, that it is graded, and the points?"""
    course, _ = desk
    config = Config({"CourseDirectory": {"root": str(course.root)}})
    (row,) = NbGraderAPI(CourseDirectory(config=config), config=config).get_submissions(FOLDER)
    stamp = (course.root / "submitted" / STUDENT / FOLDER / "timestamp.txt").read_text()
    assert row["timestamp"][:19] == parse(stamp).isoformat()[:19]
    assert (row["student"], row["score"], row["autograded"]) == (STUDENT, 3, True)


def test_nbgraders_late_plugin_knows_the_time(desk: tuple[Course, Path]):
    """A due date in formgrader: does the plugin take the points of who is late, and does every output show it?"""
    course, _ = desk
    url = f"sqlite:///{course.root / 'gradebook.db'}"
    with Gradebook(url, COURSE) as gradebook:
        gradebook.update_or_create_assignment(FOLDER, duedate="2020-01-01 12:00:00 UTC")
    plugin = AssignLatePenalties(parent=None)
    plugin.config.LateSubmissionPlugin.penalty_method = "zero"
    about = {"notebook": "tiny", "assignment": FOLDER, "student": STUDENT, "db_url": url}
    graded = course.root / "autograded" / STUDENT / FOLDER / "tiny.ipynb"
    plugin.preprocess(nbformat.read(graded, as_version=4), {"nbgrader": about})
    with Gradebook(url, COURSE) as gradebook:
        submission = gradebook.find_submission(FOLDER, STUDENT)
        assert submission.total_seconds_late > 0 and submission.late_submission_penalty == submission.score == 3
    assert grader("report").exit_code == 0
    page = (course.root / "feedback" / STUDENT / FOLDER / "tiny.html").read_text()
    assert "<strong>0</strong> of 3 points" in page and "after 3 taken off for lateness" in page
    shutil.rmtree(course.root / "reports")
    assert grader("autograde", "7", "--processes", "1").exit_code == 0
    assert "after 3 taken off" in (course.root / "feedback" / STUDENT / FOLDER / "tiny.html").read_text()
