"""`make build` writes what has changed, and never over a notebook that somebody has worked in."""

import json
from pathlib import Path

import nbformat
import pytest
from tiny_course import FOLDER, changed, make_course

from grader.course import Course
from grader.errors import BadLesson
from grader.lesson.build import drift
from grader.lesson.make import make


def test_a_second_build_changes_no_file(course: Course):
    """Is a built course left alone?"""
    paths = [course.solution(FOLDER), course.release(FOLDER), course.root / "notebooks" / "releases.json"]
    before = [path.read_bytes() for path in paths]
    assert all(line.endswith("unchanged") for line in make(course, FOLDER))
    assert [path.read_bytes() for path in paths] == before


def test_a_changed_text_is_executed_and_released_again(course: Course):
    """Does a new text reach both notebooks where nobody has worked in them?"""
    make_course(course.root, changed("Two things to write.", "Two short things."))
    assert drift(course, FOLDER) != []
    make(course, FOLDER)
    assert drift(course, FOLDER) == []
    assert "Two short things." in course.release(FOLDER).read_text()


def work(path: Path, source: str) -> str:
    """Do what a learner does: write an answer and run it."""
    notebook = nbformat.read(path, as_version=4)
    cell = next(cell for cell in notebook.cells if cell.id == "double")
    cell.source = source
    cell.outputs, cell.execution_count = [nbformat.v4.new_output("stream", text="mine")], 1
    nbformat.write(notebook, path)
    return path.read_text()


def test_a_learners_work_stays_and_the_release_is_set_beside_it(course: Course):
    """Is an answer ever overwritten, in the notebook or in a release set beside it earlier?"""
    path = course.release(FOLDER)
    mine = work(path, "def double(x):\n    return x + x")
    beside = path.with_name("tiny.new.ipynb")
    assert f"the new release is notebooks/{FOLDER}/tiny.new.ipynb" in make(course, FOLDER)[1]
    assert path.read_text() == mine and beside.exists()
    also_mine = work(beside, "def double(x):\n    return 2.0 * x")
    make_course(course.root, changed("Two things to write.", "Two short things."))
    assert "tiny.new2.ipynb" in make(course, FOLDER)[1]
    assert "tiny.new2.ipynb" in make(course, FOLDER)[1]
    assert (path.read_text(), beside.read_text()) == (mine, also_mine)
    assert not path.with_name("tiny.new3.ipynb").exists()


@pytest.mark.slow
@pytest.mark.parametrize("record", ["", "{}", "no json", "[1]"])
def test_without_a_record_every_notebook_counts_as_worked_in(course: Course, record: str):
    """Is a damaged record a reason to overwrite?"""
    path = course.release(FOLDER)
    (course.root / "notebooks" / "releases.json").write_text(record)
    make_course(course.root, changed("Two things to write.", "Two short things."))
    before = path.read_text()
    assert "so it stays" in make(course, FOLDER)[1]
    assert path.read_text() == before


def test_outputs_alone_are_kept(course: Course):
    """Does a learner who only ran the given cells keep what they printed?"""
    path = course.release(FOLDER)
    notebook = json.loads(path.read_text())
    code = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    code["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "mine"}]
    path.write_text(json.dumps(notebook))
    before = path.read_text()
    assert make(course, FOLDER)[1].endswith("unchanged")
    assert path.read_text() == before


def test_a_lesson_that_stops_names_its_cell(tmp_path: Path):
    """Does a reference answer that raises say where, and leave no notebook behind?"""
    course = make_course(tmp_path, changed("twice_of_x = x + x", "twice_of_x = x + undefined"))
    with pytest.raises(BadLesson, match=r"solutions/07_tiny/tiny.ipynb: cell 5 \(\w+\) stopped: NameError"):
        make(course, FOLDER)
    assert not course.solution(FOLDER).exists()
