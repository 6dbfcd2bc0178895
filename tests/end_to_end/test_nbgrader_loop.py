"""The instructor's loop with stock nbgrader: every lesson handed in, collected, graded, answered and exported."""

import csv
import io
import re
from pathlib import Path

import pytest
from nbgrader_walk import HANDED_IN, walk
from the_course import COURSE

from grader.lesson.execute import ENVIRONMENT

# nbgrader leaves files open and warns of its own sessions.
pytestmark = [pytest.mark.system, pytest.mark.filterwarnings("ignore")]
VALIDATED = ("02_mnist_numpy", "05_micrograd", "07_bigram_nll")
READ_BY_ALL = "05_micrograd"
HALF = "half_1234"
SCORE = re.compile(r"<code>(test_\w+)</code></span>\s*<span class=.pull-right.>\s*Score: (\S+) / (\S+)")
CELL = re.compile(
    r'<div class="cell border-box-sizing code_cell [^>]*id="cell-id=(test_\w+)"(.*?)(?=<div class="cell |$)', re.S
)
UNWRITTEN = re.compile(r"output_error.>\s*<pre>[^<]* is not written yet[:.]")


def unwritten(page: str) -> list[str]:
    """The test cells whose output says that their exercise is not written."""
    return [cell for cell, text in CELL.findall(page) if UNWRITTEN.search(text)]


@pytest.mark.parametrize("lesson_id", COURSE.lesson_ids)
def test_a_lesson_passes_through_stock_nbgrader(
    lesson_id: str, empty_gradebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Does the solution win all points, the release none even with its tests removed, half the answers their own?"""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    (tmp_path / lesson_id).mkdir()
    monkeypatch.chdir(tmp_path / lesson_id)
    readers = HANDED_IN if lesson_id == READ_BY_ALL else [HALF]
    result = walk(lesson_id, tmp_path / lesson_id, empty_gradebook, lesson_id in VALIDATED, readers)
    assert result.same_release
    assert result.released == (f"{lesson_id.split('_', 1)[1]}.ipynb",)
    assert result.most == dict.fromkeys(HANDED_IN, result.points)
    assert result.scores == {"full_1233": result.points, "half_1234": result.half_points, "none_1235": 0}
    assert 0 < result.half_points < result.points
    rows = {row["student_id"]: float(row["score"]) for row in csv.DictReader(io.StringIO(result.marks))}
    assert rows == result.scores
    for student, page in result.feedback.items():
        assert f"(Score: {result.scores[student]:.1f} / {result.points:.1f})" in " ".join(page.split())
    page = result.feedback[HALF]
    assert unwritten(page) == result.unwritten
    told = {test: (float(won), float(most)) for test, won, most in SCORE.findall(page)}
    assert told == result.grades and sum(won for won, _ in told.values()) == result.half_points
    if lesson_id == READ_BY_ALL:
        assert "is not written yet." not in result.feedback["full_1233"]
        assert unwritten(result.feedback["none_1235"]) == list(result.grades)
    if lesson_id in VALIDATED:
        assert "Success! Your notebook passes all the tests." in result.valid[0]
        assert "VALIDATION FAILED" in result.valid[1]
