"""The instructor's loop with stock nbgrader: every lesson handed in, collected, graded, answered and exported."""

import csv
import io
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader_walk import HANDED_IN, Walk, walk
from the_course import COURSE

VALIDATED = ("02_mnist_numpy", "05_micrograd", "07_bigram_nll")


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPoolExecutor]:
    """A process to walk in: a walk changes the working folder and the environment, and nbgrader's import takes seconds."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty gradebook."""
    path = tmp_path_factory.mktemp("gradebook") / "empty.db"
    Gradebook(f"sqlite:///{path}", "frontier_ai_365").close()
    return path


@pytest.mark.parametrize("lesson_id", COURSE.lesson_ids)
def test_a_lesson_passes_through_stock_nbgrader(lesson_id: str, pool: ProcessPoolExecutor, empty: Path, tmp_path: Path):
    """Does the solution win all points, the release none even with its tests removed, half the answers their own?"""
    result: Walk = pool.submit(walk, lesson_id, tmp_path / lesson_id, empty, lesson_id in VALIDATED).result(timeout=300)
    assert result.same_release
    assert result.released == (f"{lesson_id.split('_', 1)[1]}.ipynb",)
    assert result.most == dict.fromkeys(HANDED_IN, result.points)
    assert result.scores == {"full_1233": result.points, "half_1234": result.half_points, "none_1235": 0}
    assert 0 < result.half_points < result.points
    rows = {row["student_id"]: float(row["score"]) for row in csv.DictReader(io.StringIO(result.marks))}
    assert rows == result.scores
    for student, page in result.feedback.items():
        assert f"(Score: {result.scores[student]:.1f} / {result.points:.1f})" in " ".join(page.split())
    assert (
        "is not written yet." in result.feedback["half_1234"]
        and "is not written yet." not in result.feedback["full_1233"]
    )
    if lesson_id in VALIDATED:
        assert "Success! Your notebook passes all the tests." in result.valid[0]
        assert "VALIDATION FAILED" in result.valid[1]
