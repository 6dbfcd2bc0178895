"""Restart and run all, on a release, half-done and broken: every test speaks, and whoever grades is not misled."""

import contextlib
import io
import re
from collections.abc import Iterator

import nbformat
import pytest
from jupyter_client.manager import start_new_kernel
from nbformat import NotebookNode
from the_course import COURSE
from tiny_course import FOLDER, changed, make_course
from tiny_work import RIGHT, write

from grader.course import Course
from grader.kit.checks.ending import NOT_RUN, run_test
from grader.lesson.clear import stub_of
from grader.lesson.make import make
from grader.lesson.read import load_lesson
from grader.lesson.regions import without_hidden

TRY_IT = "# %% show\nprint(double(np.arange(3.0)))"


def run_all(notebook: NotebookNode) -> dict[str, str]:
    """What each code cell shows, run as JupyterLab runs all: it stops behind an error unless the cell is tagged."""
    manager, client = start_new_kernel(kernel_name="python3", extra_arguments=["--log-level=CRITICAL"])
    shown: dict[str, str] = {}
    try:
        for cell in (cell for cell in notebook.cells if cell.cell_type == "code"):
            outputs: list[dict] = []
            goes_on = "raises-exception" in cell.metadata.get("tags", [])
            message = client.session.msg(
                "execute_request",
                {
                    "code": cell.source,
                    "silent": False,
                    "store_history": True,
                    "allow_stdin": False,
                    "user_expressions": {},
                    "stop_on_error": not goes_on,
                },
                metadata={"cellId": cell.id},
            )
            client.shell_channel.send(message)
            shown[cell.id] = "".join(_texts(client, message["header"]["msg_id"], outputs))
            if any("traceback" in output for output in outputs) and not goes_on:
                break
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    return shown


def _texts(client, id: str, outputs: list[dict]) -> Iterator[str]:
    while True:
        message = client.get_iopub_msg(timeout=60)
        if message["parent_header"].get("msg_id") != id:
            continue
        content = message["content"]
        if message["msg_type"] == "status" and content["execution_state"] == "idle":
            return
        if message["msg_type"] in ("stream", "error"):
            outputs.append(content)
            yield "\n".join(content["traceback"]) + "\n" if "traceback" in content else content["text"]


@pytest.fixture
def trying(tmp_path) -> Course:
    """A course in which a cell tries the function before its test."""
    course = make_course(tmp_path)
    make(course, FOLDER)
    return course


def test_a_release_speaks_to_its_last_test(trying):
    """Does each test say that nothing is written, and the cell that tries the stub say so in one line?"""
    shown = run_all(nbformat.read(trying.release(FOLDER), 4))
    assert shown["test_double"] == "Exercise 7.1 (double) is not written yet.\n"
    assert "predicted_shape" in shown["test_predicted_shape"]
    tried = next(text for id, text in shown.items() if id not in ("double", "predicted_shape") and "7.1" in text)
    assert tried == "Exercise 7.1 (double) is not written yet.\n"


def test_an_answer_that_is_no_python_costs_itself(trying):
    """Does its test say that the cell did not run, in place of judging what stood there before, and the next tick?"""
    write(trying, RIGHT | {"double": "def double(x)\n    return x + x"})
    shown = run_all(nbformat.read(trying.release(FOLDER), 4))
    assert shown["test_double"].splitlines() == [
        "The cell stopped with SyntaxError: expected ':'",
        "  line 1: def double(x)",
        "The answer cell did not run, so there is nothing to test.",
    ]
    assert shown["test_predicted_shape"] == "✓ predicted_shape\n"


def test_an_error_of_another_kind_keeps_its_traceback(tmp_path):
    """Is a NotImplementedError that is no stub's shown as always?"""
    course = make_course(tmp_path, changed(TRY_IT, "# %% show\nraise NotImplementedError('abstract')"))
    write_release(course)
    shown = run_all(nbformat.read(course.release(FOLDER), 4))
    assert any("Traceback" in text and "abstract" in text for text in shown.values())


def write_release(course: Course) -> None:
    """The release alone: the solution would stop."""
    from grader.lesson.build import release_notebook, to_text
    from grader.lesson.read import load_lesson
    from grader.whole_file import write_whole

    write_whole(course.release(FOLDER), to_text(release_notebook(course, load_lesson(course, FOLDER))))


@pytest.mark.parametrize(
    ("answers", "valid"), [(RIGHT, True), (RIGHT | {"predicted_shape": "predicted_shape = ()"}, False)]
)
def test_stock_nbgrader_still_fails_what_is_wrong(trying, answers, valid):
    """Does `validate` see a wrong answer through the tag, and a right one too?"""
    from nbgrader.validator import Validator

    validator = Validator()
    validator.stream = io.StringIO()
    validator.validate_and_print(str(write(trying, answers)))
    assert ("Success!" in validator.stream.getvalue()) == valid


def test_nbval_compares_the_solution_without_the_tag(trying):
    """Does no cell of the solution bear a tag that would let an error pass as an output?"""
    cells = nbformat.read(trying.solution(FOLDER), 4).cells
    assert not [cell.id for cell in cells if "raises-exception" in cell.metadata.get("tags", [])]
    released = nbformat.read(trying.release(FOLDER), 4).cells
    assert all("raises-exception" in cell.metadata["tags"] for cell in released if cell.cell_type == "code")


@pytest.mark.parametrize("lesson_id", COURSE.lesson_ids)
def test_an_untouched_exercise_is_not_written(lesson_id: str):
    """Does each visible test of each release say that, and nothing of types or names, where nobody has written a line?"""
    lesson = load_lesson(COURSE, lesson_id)
    namespace: dict = {}
    told = {}
    for cell in lesson.cells:
        if cell.kind == "test":
            told[cell.exercise] = run_test(without_hidden(cell.source), cell.exercise, namespace)
        elif cell.kind in ("given", "exercise"):
            with contextlib.suppress(Exception):  # a given cell that uses an answer stops, as it does in the notebook
                exec(stub_of(lesson, cell.exercise) if cell.kind == "exercise" else cell.source, namespace)
    assert sorted(told) == sorted(lesson.exercises)
    not_written = re.compile("is not written yet(: replace the three dots)?[.]$")
    assert [
        ending for ending in told.values() if ending.status != NOT_RUN or not not_written.search(ending.message)
    ] == []
