"""`grader check`: points and messages of a learner's notebook, in the released tests' own words."""

import shutil

import nbformat
import pytest
from click.testing import CliRunner
from tiny_course import FOLDER
from tiny_work import RIGHT, write

from grader.cli.main import main
from grader.course import Course
from grader.learner import check_answers
from grader.learner.check_answers import check
from grader.learner.work import bring_up_to_date
from grader.marking.outcome import FAILED, NOT_RUN, PASSED


def statuses(course: Course) -> list[str]:
    return [outcome.status for outcome in check(course, FOLDER).outcomes]


def test_right_answers_pass_and_the_file_stays_as_it_is(course):
    """Full points, and not a byte of the learner's file changed?"""
    before = write(course, RIGHT).read_bytes()
    report = check(course, FOLDER)
    assert report.passed and [outcome.points for outcome in report.outcomes] == [2, 1]
    assert report.labels == ("7.1 (double)", "7.2 (predicted_shape)")
    assert course.release(FOLDER).read_bytes() == before


def test_untouched_notebook_is_unwritten_not_wrong(course):
    """Is a stub told to be unwritten?"""
    report = check(course, FOLDER)
    assert not report.passed
    assert report.outcomes[0].status == NOT_RUN
    assert report.outcomes[0].message == "Exercise 7.1 (double) is not written yet."


@pytest.mark.parametrize("is_kept", [True, False])
def test_work_in_the_release_itself_is_no_stub(indexed, is_kept):
    """Without the lessons' texts, is what a learner wrote into the release an answer, whether or not that was kept?"""
    if is_kept:
        bring_up_to_date(indexed)
        indexed.working_copy(FOLDER).unlink()
        indexed.working_copy(FOLDER).parent.rmdir()
    shutil.rmtree(indexed.root / "solutions")
    write(indexed, {"double": RIGHT["double"]})
    first, second = check(indexed, FOLDER).outcomes
    assert (first.status, first.points) == (PASSED, 2)
    assert second.status == NOT_RUN and "is not written yet" in second.message


def test_wrong_answer_is_told_its_mistake(course):
    """Does the visible test's message come through, and does the other exercise still count?"""
    write(course, RIGHT | {"double": "def double(x):\n    return 3 * x"})
    report = check(course, FOLDER)
    assert [outcome.status for outcome in report.outcomes] == [FAILED, PASSED]
    assert "double(2)" in report.outcomes[0].message and "expected 4" in report.outcomes[0].message


def test_answer_that_does_not_run(course):
    """Is an answer cell's own error told, with its line, and nothing judged that did not run?"""
    write(course, RIGHT | {"double": "def double(x)\n    return x"})
    outcome = check(course, FOLDER).outcomes[0]
    assert outcome.status == NOT_RUN
    told = outcome.message.splitlines()
    assert told[:2] == ["The cell stopped with SyntaxError: expected ':'", "  line 1: def double(x)"]
    assert told[2] == "double is not defined: its cell has not run, or stopped."


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
    sources: list[str] = []
    monkeypatch.setattr(check_answers, "run_notebook", lambda nb, *_, **__: sources.extend(c.source for c in nb.cells))
    write(course, RIGHT)
    check(course, FOLDER)
    assert any("double(2)" in source for source in sources)
    assert not any("hidden_input" in source for source in sources)


def test_endless_answer_costs_what_comes_after_it(course):
    """Is a cell without end stopped, and named?"""
    write(course, RIGHT | {"double": "def double(x):\n    while True:\n        pass"})
    first, second = check(course, FOLDER, cell_seconds=3).outcomes
    assert (first.status, second.status) == (NOT_RUN, NOT_RUN)
    assert first.message == "It ran for more than 3 s."
    assert second.message == "Not reached: double ran for more than 3 s."


def test_answer_that_ends_the_kernel(course):
    """Is a dead kernel reported as such, and not as an error of the grader?"""
    write(course, RIGHT | {"double": "import os\n\ndef double(x):\n    os._exit(1)"})
    assert check(course, FOLDER).outcomes[0].message == "It ended the kernel."


@pytest.fixture
def commands(course, monkeypatch):
    """The command line, on the tiny course."""
    monkeypatch.chdir(course.root)
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
    assert result.output == "Error: no lesson was named. Say which, by number or name: make check LESSON=1.\n"
