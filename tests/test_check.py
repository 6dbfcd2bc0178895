"""`grader check`: points and messages of a learner's notebook, one clear line for each kind of bad file."""

import json
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from tiny_course import FOLDER

from grader import cli_learner
from grader.cli import main
from grader.errors import BadSubmission
from grader.learner import check as check_module
from grader.learner.check import check
from grader.lesson.build import release_path
from grader.lesson.source import find_folder
from grader.outcome import FAILED, NOT_RUN, PASSED

RIGHT = {"double": "def double(x):\n    return x + x", "predicted_shape": "predicted_shape = (31, 17)"}


def write(root: Path, answers: dict[str, str]) -> Path:
    """Put answers into the learner's notebook."""
    path = release_path(FOLDER, root)
    notebook = nbformat.read(path, 4)
    for cell in notebook.cells:
        cell.source = answers.get(cell.id, cell.source)
    nbformat.write(notebook, path)
    return path


def statuses(root: Path, **options) -> list[str]:
    return [outcome.status for outcome in check(FOLDER, root, **options).outcomes]


def test_right_answers_pass_and_the_file_stays_as_it_is(course):
    """Full points, and not a byte of the learner's file changed?"""
    before = write(course, RIGHT).read_bytes()
    report = check(FOLDER, course)
    assert report.passed and [outcome.points for outcome in report.outcomes] == [2, 1]
    assert report.labels == ("7.1 (double)", "7.2 (predicted_shape)")
    assert release_path(FOLDER, course).read_bytes() == before


def test_untouched_notebook_is_unwritten_not_wrong(course):
    """Is a stub told to be unwritten?"""
    report = check(FOLDER, course)
    assert not report.passed
    assert report.outcomes[0].status == NOT_RUN
    assert report.outcomes[0].message == "Exercise 7.1 (double) is not written yet."


def test_wrong_answer_is_told_its_mistake(course):
    """Does the visible test's message come through, and does the other exercise still count?"""
    write(course, RIGHT | {"double": "def double(x):\n    return 3 * x"})
    report = check(FOLDER, course)
    assert [outcome.status for outcome in report.outcomes] == [FAILED, PASSED]
    assert "double(2)" in report.outcomes[0].message and "expected 4" in report.outcomes[0].message


def test_answer_that_does_not_run(course):
    """Is an answer cell's own error told together with the test's?"""
    write(course, RIGHT | {"double": "def double(x)\n    return x"})
    outcome = check(FOLDER, course).outcomes[0]
    assert outcome.status == FAILED
    assert outcome.message.startswith("The cell stopped with SyntaxError: expected ':'")
    assert "double stopped with NameError" in outcome.message


def test_the_released_tests_are_run_not_the_learners(course):
    """Does a test cell that the learner emptied or deleted change nothing?"""
    path = write(course, {"test_double": "print('✓ double')"})
    assert statuses(course)[0] == NOT_RUN
    notebook = nbformat.read(path, 4)
    notebook.cells = [cell for cell in notebook.cells if not cell.id.startswith("test_")]
    nbformat.write(notebook, path)
    assert statuses(course)[0] == NOT_RUN


def test_hidden_tests_stay_hidden(course, monkeypatch):
    """Is only the visible part of a test run in the learner's kernel?"""
    sources = []
    monkeypatch.setattr(check_module, "run_notebook", lambda nb, *_, **__: sources.extend(c.source for c in nb.cells))
    check(FOLDER, course)
    assert any("double(2)" in source for source in sources)
    assert not any("hidden_input" in source for source in sources)


def test_endless_answer_costs_what_comes_after_it(course):
    """Is a cell without end stopped, and named?"""
    write(course, RIGHT | {"double": "def double(x):\n    while True:\n        pass"})
    first, second = check(FOLDER, course, cell_seconds=3).outcomes
    assert (first.status, second.status) == (NOT_RUN, NOT_RUN)
    assert first.message == "It ran for more than 3 s."
    assert second.message == "Not reached: double ran for more than 3 s."


def test_answer_that_ends_the_kernel(course):
    """Is a dead kernel told as such, not as an error of the grader?"""
    write(course, RIGHT | {"double": "import os\n\ndef double(x):\n    os._exit(1)"})
    assert check(FOLDER, course).outcomes[0].message == "It ended the kernel."


def edit(root: Path, change) -> None:
    """Change the notebook's JSON."""
    path = release_path(FOLDER, root)
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))


def cells_of(content: dict, id: str) -> list[dict]:
    return [cell for cell in content["cells"] if cell["id"] == id]


def test_missing_cell(course):
    """Is the exercise named, with where to get the cell again?"""
    edit(course, lambda content: content["cells"].remove(cells_of(content, "double")[0]))
    report = check(FOLDER, course)
    assert not report.passed
    assert report.faults[0].startswith("7.1 (double) has no answer cell. Copy it from a fresh notebook")
    assert "make build LESSON=7" in report.faults[0]


def test_doubled_cell(course):
    """Is it said that the last one counts, with a non-zero exit even where it is right?"""
    write(course, RIGHT)
    edit(course, lambda content: content["cells"].append(cells_of(content, "double")[0] | {"id": "copy"}))
    report = check(FOLDER, course)
    assert [outcome.status for outcome in report.outcomes] == [PASSED, PASSED]
    assert report.faults == ("7.1 (double) has 2 answer cells, the last one counts. Delete the others.",)
    assert not report.passed


BAD_FILES = {
    "not JSON": (b"{not json", "tiny.ipynb is not JSON"),
    "empty": (b"", "tiny.ipynb is empty"),
    "not a notebook": (b"[1, 2]", "tiny.ipynb is not a notebook"),
    "another nbformat": (b'{"nbformat": 5, "cells": [], "metadata": {}}', "has notebook format 5"),
    "another kernel": (
        b'{"nbformat": 4, "cells": [], "metadata": {"kernelspec": {"name": "ir", "language": "R"}}}',
        "was written for a R kernel",
    ),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_bad_file(course, kind):
    """One clear line, the file untouched?"""
    content, line = BAD_FILES[kind]
    path = release_path(FOLDER, course)
    path.write_bytes(content)
    with pytest.raises(BadSubmission, match=line) as caught:
        check(FOLDER, course)
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == content


def test_renamed_notebook(course):
    """Is the file that is there named, and the name it should have?"""
    path = release_path(FOLDER, course)
    path.rename(path.with_name("my_work.ipynb"))
    with pytest.raises(
        BadSubmission, match=r"tiny\.ipynb is missing, there is my_work\.ipynb\. Name yours tiny\.ipynb"
    ):
        check(FOLDER, course)
    path.with_name("my_work.ipynb").unlink()
    with pytest.raises(BadSubmission, match="Fetch it again: make build LESSON=07"):
        check(FOLDER, course)


@pytest.fixture
def commands(course, monkeypatch):
    """The command line, on the tiny course."""
    monkeypatch.setattr(cli_learner, "_folder", lambda lesson, command: find_folder(lesson, course))
    monkeypatch.setattr(check_module.check, "__defaults__", (course, check_module.CELL_SECONDS))
    return CliRunner()


def test_command_prints_exercises_points_and_messages(commands, course):
    """Exit status 1 with every message, 0 once all is right?"""
    write(course, RIGHT | {"predicted_shape": "predicted_shape = (1, 2)"})
    result = commands.invoke(main, ["check", "7"])
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert lines[0] == "notebooks/07_tiny/tiny.ipynb"
    assert lines[1].split() == ["✓", "7.1", "(double)", "2/2"]
    assert lines[2].split() == ["✗", "7.2", "(predicted_shape)", "0/1"]
    assert "yours 3, expected 48" in lines[3]
    assert lines[-1] == "2 of 3 points"
    write(course, RIGHT)
    result = commands.invoke(main, ["check", "tiny"])
    assert result.exit_code == 0 and "3 of 3 points" in result.output


def test_lesson_that_does_not_exist(commands):
    """Does the line name the nearest lesson?"""
    result = commands.invoke(main, ["check", "tinny"])
    assert result.exit_code == 1
    assert result.output == "Error: there is no lesson 'tinny'. Did you mean 07_tiny.\n"


def test_lesson_left_out():
    """Does `make check` without a lesson say how to name one?"""
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 1
    assert result.output == "Error: no lesson was named. Say which, by number or name: make check LESSON=7.\n"
