"""A lesson's text becomes two notebooks: the same bytes every time, and nothing of the answers in the release."""

import json
from pathlib import Path

import nbformat
import pytest
from tiny_course import FOLDER, LESSON, changed, make_course

from grader.course import Course
from grader.errors import BadLesson
from grader.lesson.build import drift, release_notebook, to_text
from grader.lesson.clear import clear
from grader.lesson.notebook import instructor_notebook
from grader.lesson.read import load_lesson


def label(text: str) -> str:
    return clear(text, "Exercise 7.1 (f)")


def test_a_function_gets_a_stub_that_names_the_exercise():
    """Does the stub stand where the answer stood, at its indentation?"""
    source = "def f(x):\n    '''Doc.'''\n    ### BEGIN SOLUTION\n    return x\n    ### END SOLUTION"
    expected = "def f(x):\n    '''Doc.'''\n    raise NotImplementedError(\"Exercise 7.1 (f) is not written yet.\")"
    assert label(source) == expected


@pytest.mark.parametrize(
    ("answer", "stub"),
    [
        ("a = 1", "a = ..."),
        ("a, b = 1, 2", "a = ...\nb = ..."),
        ("a: int = 1\nb = c = 2", "a = ...\nb = ...\nc = ..."),
        ("a = 1\na = 2", "a = ..."),
        ("answers['x'] = 1", "answers['x'] = ..."),
        ("def f(x):\n    return x", 'raise NotImplementedError("Exercise 7.1 (f) is not written yet.")'),
    ],
)
def test_a_prediction_gets_dots(answer: str, stub: str):
    """Does each assigned name get three dots, and an answer that assigns nothing a stub that says so?"""
    assert label(f"### BEGIN SOLUTION\n{answer}\n### END SOLUTION\n") == stub


@pytest.mark.parametrize(
    "source",
    [
        "a = 1",
        "### BEGIN SOLUTION\na = 1",
        "a = 1\n### END SOLUTION",
        "### BEGIN SOLUTION\n### BEGIN SOLUTION\na = 1\n### END SOLUTION",
    ],
)
def test_an_answer_outside_a_whole_region_is_refused(source: str):
    """Would an answer without its markers be released?"""
    with pytest.raises(BadLesson, match=r"7\.1 \(f\)"):
        label(source)


def test_two_builds_give_the_same_bytes(tmp_path: Path):
    """Are ids, checksums and order the same from run to run?"""
    course = make_course(tmp_path)
    texts = []
    for _ in range(2):
        lesson = load_lesson(course, FOLDER)
        texts.append((to_text(instructor_notebook(lesson)), to_text(release_notebook(course, lesson))))
    assert texts[0] == texts[1]


def test_the_release_holds_stubs_and_visible_tests_only(course: Course):
    """What does the learner get?"""
    release = nbformat.read(course.release(FOLDER), as_version=4)
    text = "\n".join(cell.source for cell in release.cells)
    assert 'raise NotImplementedError("Exercise 7.1 (double) is not written yet.")' in text
    assert "predicted_shape = ..." in text
    assert 'check_close("double(2)"' in text
    for secret in ("twice_of_x", "(31, 17)", "hidden_input", "HIDDEN", "SOLUTION"):
        assert secret not in text
    assert not any(cell.get("outputs") for cell in release.cells)
    assert "jupytext" not in course.release(FOLDER).read_text()


def test_the_solution_is_executed_with_its_answers(course: Course):
    """Does the reading copy hold what the code printed?"""
    solution = nbformat.read(course.solution(FOLDER), as_version=4)
    printed = "".join(output.get("text", "") for cell in solution.cells for output in cell.get("outputs", []))
    assert "[0. 2. 4.]" in printed and "✓ double" in printed


def test_drift_is_seen_in_either_notebook(course: Course):
    """Is a notebook that was edited by hand, broken or removed named?"""
    assert drift(course, FOLDER) == []
    for path in (course.solution(FOLDER), course.release(FOLDER)):
        whole = path.read_text()
        path.write_text(whole.replace("Two things to write.", "Two things."))
        assert drift(course, FOLDER) == [str(course.short(path))]
        path.write_text("{not json")
        assert drift(course, FOLDER) == [str(course.short(path))]
        path.unlink()
        assert drift(course, FOLDER) == [str(course.short(path))]
        path.write_text(whole)


def test_a_release_keeps_its_json(course: Course):
    """Is the release what a notebook editor would write: one object, nbformat 4.5, ids kept?"""
    content = json.loads(course.release(FOLDER).read_text())
    assert (content["nbformat"], content["nbformat_minor"]) == (4, 5)
    assert [cell["id"] for cell in content["cells"] if "nbgrader" in cell["metadata"]] == [
        "double",
        "test_double",
        "predicted_shape",
        "test_predicted_shape",
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("# %% show", '# %% show differs=" "', "gives no reason"),
        ('# %% test="double"', '# %% test="double" differs="time"', "only given and shown cells may differ"),
        ('# %% exercise="double"', '# %% exercise="double" points=2', "points without a test"),
        ('# %% exercise="double"', '# %% show exercise="double"', "not show and exercise"),
        ("# %% [markdown]", "# %% show [markdown]", "prose has a header"),
        ("# %% show", "# %% given", "unknown kind 'given'"),
        ("# %% show", "# %% wrong='double'", "unknown header"),
        ('# %% test="double"', '# %% test="doubled"', "has 0"),
    ],
)
def test_a_header_that_would_be_passed_over_is_refused(tmp_path: Path, old: str, new: str, problem: str):
    """Does every word of a header mean something?"""
    course = make_course(tmp_path, changed(old, new, LESSON))
    with pytest.raises(BadLesson, match=problem):
        load_lesson(course, FOLDER)
