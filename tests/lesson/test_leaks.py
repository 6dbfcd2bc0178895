"""Each rule of the generated files is seen to be broken: drift, leaks, foreign metadata, outputs, stderr."""

import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_output
from tiny_course import FOLDER, changed, make_course

from grader.course import Course
from grader.lesson.make import make
from grader.lesson.rules import violations

ANSWER = "return twice_of_x"


def told(course: Course) -> str:
    return "\n".join(str(violation) for violation in violations(course, FOLDER))


def edit(path: Path, change: Callable[[NotebookNode], object]) -> None:
    notebook = nbformat.read(path, as_version=4)
    change(notebook)
    nbformat.write(notebook, path)


def cell_of(notebook: NotebookNode, id: str) -> NotebookNode:
    return next(cell for cell in notebook.cells if cell.id == id)


def test_a_tiny_course_breaks_no_rule(course: Course):
    """Is the course that the other tests break a whole one?"""
    assert told(course) == ""


@pytest.mark.parametrize(
    ("cell", "line", "origin"),
    [
        ("double", f"    {ANSWER}", f"{ANSWER!r} of the answer to 7.1 (double)"),
        ("predicted_shape", "predicted_shape = (31, 17)", "of the answer to 7.2 (predicted_shape)"),
        ("test_double", "    hidden_input = fresh_rng().normal(size=5)", "of the hidden test of 7.1 (double)"),
        ("double", "# hidden_input = fresh_rng().normal(size=5)", "of the hidden test of 7.1 (double)"),
        ("double", "    squared_by_mistake = x * x", "of a trial answer to 7.1 (double) in mistakes.py"),
    ],
)
def test_a_leak_is_told_with_its_cell_and_origin(course: Course, cell: str, line: str, origin: str):
    """Is one line of an answer, a hidden test or a trial answer seen in the release?"""

    def leak(notebook: NotebookNode) -> None:
        cell_of(notebook, cell).source += f"\n{line}"

    edit(course.release(FOLDER), leak)
    found = [text for text in told(course).splitlines() if origin in text]
    assert found and f"{FOLDER}/tiny.ipynb, cell" in found[0] and f"({cell}): holds" in found[0]


def in_outputs(notebook: NotebookNode) -> None:
    cell_of(notebook, "double").outputs = [new_output("stream", text=f"a\n{ANSWER}\n")]


def in_metadata(notebook: NotebookNode) -> None:
    notebook.cells[0].metadata["note"] = {"was": [ANSWER]}


def in_the_notebooks_metadata(notebook: NotebookNode) -> None:
    notebook.metadata["note"] = ANSWER


@pytest.mark.parametrize("change", [in_outputs, in_metadata, in_the_notebooks_metadata])
def test_a_leak_outside_of_sources_is_seen(course: Course, change: Callable[[NotebookNode], object]):
    """Are outputs and metadata read as well?"""
    edit(course.release(FOLDER), change)
    assert f"holds {ANSWER!r}" in told(course)


@pytest.mark.parametrize("text", [f"no json\n{ANSWER}\n", f'{{"cells": 3, "note": "\n{ANSWER}\n"}}'])
def test_a_leak_in_what_is_no_notebook_is_seen(course: Course, text: str):
    """Is a file that cannot be read as a notebook searched as text?"""
    course.release(FOLDER).write_text(text)
    assert f"whole file: holds {ANSWER!r}" in told(course)


def test_other_files_of_the_release_are_seen(course: Course):
    """Is a copy of the solution, or of mistakes.py, beside the release told?"""
    folder = course.release(FOLDER).parent
    shutil.copy(course.solution(FOLDER), folder / "copy.ipynb")
    shutil.copy(course.root / "solutions" / FOLDER / "mistakes.py", folder)
    assert f"copy.ipynb, cell 4 (double): holds {ANSWER!r}" in told(course)
    assert "mistakes.py: does not belong with the release" in told(course)


def test_a_configuration_that_clears_nothing_is_seen(course: Course):
    """Is a leak told that no drift shows, because the build itself lets hidden tests through?"""
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text().replace("    ClearHiddenTests,\n    ClearMarkScheme,\n    Comp", "    Comp"))
    course.release(FOLDER).unlink()
    make(course, FOLDER)
    assert "differs from what its text gives" not in told(course)
    assert "of the hidden test of 7.1 (double)" in told(course)


def test_an_answer_that_the_text_gives_away_is_told(tmp_path: Path):
    """Is an answer that can be read word for word in a hint found?"""
    lesson = changed("Two things to write.", "    twice_of_x = x + x\n\n    return twice_of_x")
    course = make_course(tmp_path, lesson)
    make(course, FOLDER)
    assert told(course).startswith("tiny.py, line 1: the whole answer to 7.1 (double) can be read here")


def jupytext(notebook: NotebookNode) -> None:
    notebook.metadata["jupytext"] = {"formats": "ipynb,py:percent"}


def cell_metadata(notebook: NotebookNode) -> None:
    notebook.cells[0].metadata["answer"] = 3


def exempt(notebook: NotebookNode) -> None:
    notebook.cells[1].metadata["tags"] = ["nbval-ignore-output"]


@pytest.mark.parametrize("find", [Course.release, Course.solution])
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (jupytext, "metadata 'jupytext'. Remove it"),
        (cell_metadata, "metadata 'answer'. Remove it"),
        (exempt, "tags ['nbval-ignore-output'] without a reason"),
    ],
)
def test_foreign_metadata_is_told_in_either_notebook(course: Course, find: Callable, change: Callable, expected: str):
    """Is metadata seen that could bring answers back, or spare a cell from comparison?"""
    edit(find(course, FOLDER), change)
    assert expected in told(course)


def test_a_release_that_has_been_run_is_told(course: Course):
    """Does the learner get a notebook without outputs?"""
    path = course.release(FOLDER)
    edit(path, in_outputs)
    assert "(double): has been run" in told(course)


def test_a_test_that_writes_to_stderr_is_told(course: Course):
    """Is a warning in the executed solution seen, and its exercise named?"""

    def warn(notebook: NotebookNode) -> None:
        warning = new_output("stream", name="stderr", text="RuntimeWarning: 1/0\n")
        cell_of(notebook, "test_double").outputs.append(warning)

    edit(course.solution(FOLDER), warn)
    assert "(test of double): wrote 'RuntimeWarning: 1/0' to stderr" in told(course)


def test_what_a_run_writes_to_stderr_reaches_the_rule(tmp_path: Path):
    """Is a test that writes to the process's own stderr, past the frame, told after a real run?"""
    lesson = changed("import numpy as np\n", "import sys\n\nimport numpy as np\n\nerr = sys.stderr\n")
    lesson = changed('with exercise("double"):\n', 'with exercise("double"):\n    err.write("loud")\n', lesson)
    course = make_course(tmp_path, lesson)
    make(course, FOLDER)
    assert "wrote 'loud' to stderr" in told(course)


def test_drift_is_told_with_what_to_do(course: Course):
    """Does a text that was changed after the build say so, in one line for each notebook?"""
    make_course(course.root, changed("Two things to write.", "Two short things."))
    expected = [
        f"{kind}/{FOLDER}/tiny.ipynb: differs from what its text gives. Run `make build`."
        for kind in ("solutions", "notebooks")
    ]
    assert told(course).splitlines() == expected
