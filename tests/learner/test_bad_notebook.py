"""A notebook that is broken, renamed or short of a cell: one clear line, a non-zero exit, the file untouched."""

import pytest
from tiny_course import FOLDER
from tiny_work import RIGHT, cells_of, edit, write

from grader.errors import BadSubmission
from grader.learner.check_answers import check
from grader.marking.outcome import PASSED


def test_missing_cell(course):
    """Is the exercise that has no cell named?"""
    edit(course, lambda content: content["cells"].remove(cells_of(content, "double")[0]))
    report = check(course, FOLDER)
    assert not report.passed
    assert report.notes == ("7.1 (double): there is no answer cell",)


def test_doubled_cell(course):
    """Is it said that the last one counts, which costs nothing?"""
    write(course, RIGHT)
    edit(course, lambda content: content["cells"].append(cells_of(content, "double")[0] | {"id": "copy"}))
    report = check(course, FOLDER)
    assert [outcome.status for outcome in report.outcomes] == [PASSED, PASSED]
    assert report.notes == ("7.1 (double): 2 answer cells; the last one counts",)
    assert report.passed


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
    path = course.release(FOLDER)
    path.write_bytes(content)
    with pytest.raises(BadSubmission, match=line) as caught:
        check(course, FOLDER)
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == content


def test_renamed_notebook(course):
    """Does it name the file that is there, and the name that it should have?"""
    path = course.release(FOLDER)
    path.rename(path.with_name("my_work.ipynb"))
    with pytest.raises(
        BadSubmission, match=r"tiny\.ipynb is missing; beside it is my_work\.ipynb\. Name yours tiny\.ipynb"
    ):
        check(course, FOLDER)
    path.with_name("my_work.ipynb").unlink()
    with pytest.raises(BadSubmission, match="Begin it anew: make restart LESSON=7"):
        check(course, FOLDER)
