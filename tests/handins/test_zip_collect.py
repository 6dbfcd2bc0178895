"""`nbgrader zip_collect` under our configuration: the same students as `grader autograde` finds in the same download."""

import logging
import zipfile
from pathlib import Path

import pytest
from nbgrader.apps import ZipCollectApp
from nbgrader.coursedir import CourseDirectory
from tiny_class import notebook
from tiny_course import FOLDER
from traitlets.config import PyFileConfigLoader

from grader.course import Course
from grader.handins.collecting import collect
from grader.handins.roster_files import read_roster
from grader.handins.which_lesson import catalogue

OLD = notebook("def double(x):\n    return x")
DOWNLOADS = {
    "canvas": {
        "onelearner_LATE_11_900_tiny-1.ipynb": notebook(),
        "onelearner_11_899_tiny.ipynb": OLD,
        "two_12_901_x.py": b"",
    },
    "moodle": {
        "One Learner_101_assignsubmission_file/tiny (1).ipynb": notebook(),
        "Two_b_102_assignsubmission_file_tiny.ipynb": OLD,
    },
    "blackboard": {
        "L7_one_attempt_2026-11-03-11-42-00_tiny.ipynb": notebook(),
        "L7_two_attempt_2026-11-03-11-43-00.txt": b"",
    },
    "loose": {"student107_tiny.zip": None, "student1_tiny.ipynb": OLD},
}
ROSTER = "student_id,name,login,canvas,moodle\na,One Learner,one,11,101\nb,Two_b,two,12,102\n"


def lay_out(folder: Path, files: dict[str, bytes | None]) -> None:
    """The files; None is a zip with a notebook in it."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if data is not None:
            path.write_bytes(data)
            continue
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("tiny.ipynb", notebook())


def zip_collect(course: Course, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """By student the notebook that nbgrader put into `submitted/`."""
    monkeypatch.chdir(course.root)
    logging.getLogger("traitlets").setLevel(logging.CRITICAL)
    config = PyFileConfigLoader("nbgrader_config.py", path=str(course.root)).load_config()
    config.CourseDirectory.root = str(course.root)
    app = ZipCollectApp(config=config, coursedir=CourseDirectory(config=config))
    app.log.setLevel(logging.CRITICAL)
    app.coursedir.assignment_id = FOLDER
    app.init_plugins()
    app.extract_archive_files()
    app.process_extracted_files()
    return {path.parts[-3]: path.read_bytes() for path in (course.root / "submitted").rglob("*.ipynb")}


@pytest.mark.parametrize("layout", DOWNLOADS)
@pytest.mark.parametrize("listed", [False, True])
def test_the_same_students(course: Course, monkeypatch: pytest.MonkeyPatch, layout: str, listed: bool):
    """With a roster and without, attempts in order: has each the notebook that counts here?"""
    archive = course.root / "downloaded" / FOLDER / "archive"
    lay_out(archive, DOWNLOADS[layout])
    if listed:
        (course.root / "roster.csv").write_text(ROSTER)
    roster = read_roster(course.root / "roster.csv") if listed else None
    ours = {h.student_id: h.read() for h in collect(archive, catalogue(course, [FOLDER]), roster).counted}
    assert zip_collect(course, monkeypatch) == ours
    assert ours or (listed and layout == "loose")
    if layout == "blackboard":
        stamp = course.root / "submitted" / next(iter(ours)) / FOLDER / "timestamp.txt"
        assert stamp.read_text().startswith("2026-11-03 11:42:00")
