"""Handing in and points so far: what a learner does beside the notebooks."""

import zipfile
from dataclasses import replace

import nbformat
import pytest
from tiny_course import FOLDER
from tiny_work import RIGHT, cells_of, edit, write

from grader.errors import BadSubmission, GraderError
from grader.learner.progress import progress, saved_points, table
from grader.learner.progress_picture import as_html
from grader.learner.submit import submit
from grader.lesson.execute import run_notebook
from grader.lesson.make import make


def test_zip_holds_the_notebook_as_it_is(course):
    """One file, byte for byte the learner's, and the same zip the next time?"""
    path = write(course, RIGHT)
    done, faults = submit(course, FOLDER)
    packed = course.root / "handins" / "tiny.zip"
    assert (done, faults) == (["handins/tiny.zip: ready to upload"], [])
    with zipfile.ZipFile(packed) as archive:
        assert archive.namelist() == ["tiny.ipynb"] and archive.read("tiny.ipynb") == path.read_bytes()
    first = packed.read_bytes()
    submit(course, FOLDER)
    assert packed.read_bytes() == first
    assert [file.name for file in packed.parent.iterdir()] == ["tiny.zip"]


@pytest.mark.parametrize(
    ("answers", "left"),
    [
        ({}, "2 of 2 exercises are not written yet"),
        ({"double": RIGHT["double"]}, "7.2 (predicted_shape) is not written yet"),
    ],
)
def test_what_is_not_written_is_said(course, answers, left):
    """Does whoever uploads too early learn it before the upload?"""
    write(course, answers)
    assert submit(course, FOLDER)[0] == [f"handins/tiny.zip: ready to upload; {left}"]


def test_unreadable_notebook_is_not_packed(course):
    """Is nothing written that could not be graded?"""
    course.release(FOLDER).write_text("{")
    with pytest.raises(BadSubmission, match="is not JSON"):
        submit(course, FOLDER)
    assert not (course.root / "handins").exists()


def test_missing_cell_is_said_before_it_is_too_late(course):
    """Is the zip made all the same, with the fault told?"""
    edit(course, lambda content: content["cells"].remove(cells_of(content, "double")[0]))
    done, faults = submit(course, FOLDER)
    assert len(done) == 1 and faults == ["7.1 (double): there is no answer cell"]


def test_handins_that_cannot_be_written(course):
    """Is a folder that cannot be written one line with a next step?"""
    (course.root / "handins").write_text("")
    with pytest.raises(GraderError, match="cannot be written"):
        submit(course, FOLDER)


def test_exchange_is_used_where_the_lesson_was_released(course, tmp_path, monkeypatch):
    """Does nbgrader's inbound folder get the notebook, and only where the exchange has the lesson?"""
    exchange = tmp_path / "exchange"
    (exchange / "frontier_ai_365" / "inbound").mkdir(parents=True)
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text() + f"\nc.Exchange.root = {str(exchange)!r}\n")
    path = write(course, RIGHT)
    assert len(submit(course, FOLDER)[0]) == 1
    (exchange / "frontier_ai_365" / "outbound" / FOLDER).mkdir(parents=True)
    done, _ = submit(course, FOLDER)
    assert done[1] == "07_tiny: handed in through nbgrader's exchange"
    (handed_in,) = (exchange / "frontier_ai_365" / "inbound").glob("*/tiny.ipynb")
    assert handed_in.read_bytes() == path.read_bytes()


def test_progress_reads_saved_outputs(course):
    """Are points counted where the test cell last printed its tick?"""
    path = write(course, RIGHT | {"predicted_shape": "predicted_shape = (1, 2)"})
    assert [(score.points, score.max_points) for score in progress(course)] == [(0, 3)]
    nbformat.write(run_notebook(nbformat.read(path, 4), path.parent, allow_errors=True), path)
    scores = progress(course)
    assert [(score.points, score.max_points) for score in scores] == [(2, 3)]
    assert table(scores).splitlines()[0] == "Tiny         ████████████████░░░░░░░░  2 of 3"
    assert table(scores).splitlines()[-1].startswith("all lessons") and table(scores).endswith("2 of 3")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"cells": 3}', '{"cells": [{"metadata": {"nbgrader": 1}}]}'])
def test_progress_survives_a_broken_notebook(tmp_path, content):
    """Is an unreadable notebook a line in the table rather than its end?"""
    path = tmp_path / "tiny.ipynb"
    path.write_text(content)
    assert "cannot be read" in table([saved_points(FOLDER, path)])
    assert "no notebook" in table([saved_points(FOLDER, tmp_path / "none.ipynb")])


def test_the_picture_of_the_points_leads_on(course, tmp_path):
    """Does it show each lesson, and lead to the first that has points left to win?"""
    write(course, RIGHT)
    (begun,) = progress(course)
    half = replace(begun, points=2, title="A & B")
    done = replace(begun, points=begun.max_points)
    page = as_html([done, half, replace(begun, lesson_id="08_b")])
    assert f'<a href="{FOLDER}/tiny.ipynb"' in page and "Go on with A &amp; B</a>" in page
    assert "width:67%" in page and page.count("2 of 3") == 1 and "5 of 9" in page
    assert "Begin Tiny<" in as_html([done, begun])
    broken = saved_points(FOLDER, tmp_path / "none.ipynb")
    assert "no notebook" in as_html([done, broken]) and "<a " not in as_html([done, broken])


def test_build_never_overwrites_work(course):
    """Does `make build` set the release beside a notebook that the learner has changed?"""
    before = write(course, RIGHT).read_bytes()
    assert "notebooks/07_tiny/tiny.new.ipynb" in make(course, FOLDER)[1]
    assert course.release(FOLDER).read_bytes() == before
