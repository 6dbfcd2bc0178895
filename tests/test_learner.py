"""Handing in, points so far, the contents page and the lab: what a learner does beside the notebooks."""

import json
import os
import socket
import subprocess
import time
import tomllib
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

import nbformat
import pytest
from test_check import RIGHT, cells_of, edit, write
from tiny_course import FOLDER

from grader.errors import BadLesson, BadSubmission, GraderError
from grader.learner.lab import command, free_port
from grader.learner.progress import progress, saved_points, table
from grader.learner.submit import submit
from grader.lesson.build import release_path, text_of, to_text
from grader.lesson.execute import run_notebook
from grader.lesson.index import index_notebook, index_path
from grader.lesson.make import make, make_index
from grader.lesson.source import ROOT, lesson_folders


def test_zip_holds_the_notebook_as_it_is(course):
    """One file, byte for byte the learner's, and the same zip the next time?"""
    path = write(course, RIGHT)
    done, faults = submit(FOLDER, course)
    packed = course / "handins" / "tiny.zip"
    assert (done, faults) == (["handins/tiny.zip: ready to upload"], [])
    with zipfile.ZipFile(packed) as archive:
        assert archive.namelist() == ["tiny.ipynb"] and archive.read("tiny.ipynb") == path.read_bytes()
    first = packed.read_bytes()
    submit(FOLDER, course)
    assert packed.read_bytes() == first
    assert [file.name for file in packed.parent.iterdir()] == ["tiny.zip"]


def test_unreadable_notebook_is_not_packed(course):
    """Is nothing written that could not be graded?"""
    release_path(FOLDER, course).write_text("{")
    with pytest.raises(BadSubmission, match="is not JSON"):
        submit(FOLDER, course)
    assert not (course / "handins").exists()


def test_missing_cell_is_said_before_it_is_too_late(course):
    """Is the zip made all the same, with the fault told?"""
    edit(course, lambda content: content["cells"].remove(cells_of(content, "double")[0]))
    done, faults = submit(FOLDER, course)
    assert len(done) == 1 and faults[0].startswith("7.1 (double) has no answer cell")


def test_handins_that_cannot_be_written(course):
    """Is a folder that cannot be written one line with a next step?"""
    (course / "handins").write_text("")
    with pytest.raises(GraderError, match="cannot be written"):
        submit(FOLDER, course)


def test_exchange_is_used_where_the_lesson_was_released(course, tmp_path, monkeypatch):
    """Does nbgrader's inbound folder get the notebook, and only where the exchange has the lesson?"""
    exchange = tmp_path / "exchange"
    (exchange / "frontier_ai_365" / "inbound").mkdir(parents=True)
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    config = course / "nbgrader_config.py"
    config.write_text(config.read_text() + f"\nc.Exchange.root = {str(exchange)!r}\n")
    path = write(course, RIGHT)
    assert len(submit(FOLDER, course)[0]) == 1
    (exchange / "frontier_ai_365" / "outbound" / FOLDER).mkdir(parents=True)
    done, _ = submit(FOLDER, course)
    assert done[1] == "07_tiny: handed in through nbgrader's exchange"
    (handed_in,) = (exchange / "frontier_ai_365" / "inbound").glob("*/tiny.ipynb")
    assert handed_in.read_bytes() == path.read_bytes()


def test_progress_reads_saved_outputs(course):
    """Are points counted where the test cell last printed its tick?"""
    path = write(course, RIGHT | {"predicted_shape": "predicted_shape = (1, 2)"})
    assert [(score.points, score.max_points) for score in progress(course)] == [(0, 3)]
    nbformat.write(run_notebook(nbformat.read(path, 4), str(path.parent), allow_errors=True), path)
    scores = progress(course)
    assert [(score.points, score.max_points) for score in scores] == [(2, 3)]
    assert table(scores).splitlines()[0] == "07_tiny   ████████████████░░░░░░░░  2 of 3"
    assert table(scores).splitlines()[-1].startswith("together") and table(scores).endswith("2 of 3")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"cells": 3}', '{"cells": [{"metadata": {"nbgrader": 1}}]}'])
def test_progress_survives_a_broken_notebook(tmp_path, content):
    """Is an unreadable notebook a line in the table rather than its end?"""
    path = tmp_path / "tiny.ipynb"
    path.write_text(content)
    assert "cannot be read" in table([saved_points(FOLDER, path)])
    assert "no notebook" in table([saved_points(FOLDER, tmp_path / "none.ipynb")])


@pytest.fixture
def indexed(course):
    """The tiny course with its contents page."""
    (course / "solutions" / "course.toml").write_text(f'[{FOLDER}]\nquestion = "Twice what?"\nminutes = 5\n')
    make_index(course)
    return course


def test_contents_page_lists_the_lessons(indexed):
    """Question, minutes, exercises, points, a link that leads somewhere, and a cell that shows the points?"""
    notebook = nbformat.read(index_path(indexed), 4)
    assert "| 7 | [Tiny](07_tiny/tiny.ipynb) | Twice what? | 5 | 2 | 3 |" in notebook.cells[0].source
    assert (index_path(indexed).parent / "07_tiny" / "tiny.ipynb").exists()
    assert "show_progress()" in notebook.cells[-1].source and not notebook.cells[-1].outputs


def test_contents_page_that_was_run_is_renewed_and_one_that_was_changed_stays(indexed):
    """Outputs are no work; a changed cell is?"""
    notebook = nbformat.read(index_path(indexed), 4)
    notebook.cells[-1].outputs = [nbformat.v4.new_output("stream", text="0 of 3")]
    nbformat.write(notebook, index_path(indexed))
    assert make_index(indexed).endswith("unchanged")
    notebook.cells[0].source += "\nmy notes"
    nbformat.write(notebook, index_path(indexed))
    assert "notebooks/index.new.ipynb" in make_index(indexed)
    assert "my notes" in index_path(indexed).read_text()


def test_lesson_without_a_question(indexed):
    """Is a lesson that the course's list lacks an error that says where to add it?"""
    (indexed / "solutions" / "course.toml").write_text("")
    with pytest.raises(BadLesson, match=r"course\.toml has no 07_tiny\. Add its question and minutes"):
        make_index(indexed)


def test_build_never_overwrites_work(course):
    """Does `make build` set the release beside a notebook that the learner has changed?"""
    before = write(course, RIGHT).read_bytes()
    assert "notebooks/07_tiny/tiny.new.ipynb" in make(FOLDER, course)[1]
    assert release_path(FOLDER, course).read_bytes() == before


def test_contents_page_is_in_step():
    """Is the committed contents page what the lessons give now?"""
    assert text_of(index_path()) == to_text(index_notebook())
    for folder in lesson_folders():
        assert f"]({folder}/" in nbformat.read(index_path(), 4).cells[0].source


def test_port_in_use_gives_the_next_free_one():
    """Is a port that is taken passed over, and a wrong one refused?"""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port(port) > port
    with pytest.raises(GraderError, match="70000 is no port"):
        free_port(70_000)


def test_lab_opens_the_contents_page_without_jupytext(indexed):
    """Is the page the contents page, and jupytext's server extension off?"""
    words = " ".join(command(8888, ("--no-browser",), indexed))
    assert "--LabApp.default_url=/lab/tree/notebooks/index.ipynb" in words
    assert "--ServerApp.jpserver_extensions jupyterlab_jupytext=False" in words and words.endswith("--no-browser")
    assert ("--allow-root" in words) == (os.geteuid() == 0)
    index_path(indexed).unlink()
    with pytest.raises(GraderError, match="make build"):
        command(8888, (), indexed)


def status_of(url: str) -> int:
    """The HTTP status, 0 where nobody answers yet."""
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        error.close()
        return error.code
    except OSError:
        return 0


def test_lab_serves_the_page_and_never_reads_a_text_as_a_notebook(indexed, tmp_path, monkeypatch):
    """Does the server come up, and is jupytext's pairing out of it?"""
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    port = free_port(18_900)
    words = command(port, ("--no-browser", "--IdentityProvider.token="), indexed)
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            while not (status := status_of(f"http://127.0.0.1:{port}/lab/tree/notebooks/index.ipynb")):
                assert server.poll() is None
                time.sleep(0.1)
            assert status == 200
            contents = f"http://127.0.0.1:{port}/api/contents"
            assert status_of(f"{contents}/notebooks/index.ipynb?type=notebook") == 200
            assert status_of(f"{contents}/solutions/07_tiny/tiny.py?type=notebook") == 400
        finally:
            server.terminate()


def test_released_notebooks_have_no_outputs():
    """Was nobody's work committed as the release?"""
    for path in Path(ROOT, "notebooks").glob("*/*.ipynb"):
        cells = json.loads(path.read_text())["cells"]
        assert not any(cell.get("outputs") for cell in cells), path.name


def test_readme_lists_every_lesson_with_its_question():
    """Does the README say what the contents page says?"""
    readme = (ROOT / "README.md").read_text()
    course = tomllib.loads((ROOT / "solutions" / "course.toml").read_text())
    assert list(course) == lesson_folders()
    for folder, entry in course.items():
        name = folder.split("_", 1)[1]
        assert f"](notebooks/{folder}/{name}.ipynb) | {entry['question']} |" in readme
