"""`check` on the course itself: nothing but ticks for a solution, nothing but "not written yet" for a release."""

import shutil
from pathlib import Path

import pytest
from the_course import COURSE, ROOT

from grader.course import FILE, Course, open_course
from grader.learner.check_answers import Report, check
from grader.marking.outcome import NOT_RUN, PASSED


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A copy of the course for a learner to work in."""
    root = tmp_path_factory.mktemp("course")
    for part in ("solutions", "notebooks"):
        shutil.copytree(ROOT / part, root / part)
    shutil.copy(ROOT / FILE, root)
    return open_course(root)


def report_of(own: Course, lesson_id: str, notebook: Path) -> Report:
    """What `check` says of a notebook in the place of the release."""
    shutil.copy(notebook, own.release(lesson_id))
    return check(own, lesson_id)


@pytest.mark.parametrize("lesson_id", COURSE.lesson_ids)
def test_a_solution_gets_ticks_only(own: Course, lesson_id: str):
    """Full points, no cell of the lesson's own reported, no note?"""
    report = report_of(own, lesson_id, COURSE.solution(lesson_id))
    assert [o.message for o in report.outcomes if o.status != PASSED] == []
    assert report.notes == report.faults == ()
    assert report.passed


@pytest.mark.parametrize("lesson_id", COURSE.lesson_ids)
def test_a_release_is_not_written_yet(own: Course, lesson_id: str):
    """Is every exercise unwritten, by its number, and nothing else said?"""
    report = report_of(own, lesson_id, COURSE.release(lesson_id))
    assert {o.status for o in report.outcomes} == {NOT_RUN}
    assert [o.message for o in report.outcomes] == [f"Exercise {label} is not written yet." for label in report.labels]
    assert report.notes == report.faults == ()
