"""Are the answers found in whatever notebook an honest learner hands in, and nothing else of it taken?"""

import json

import pytest
from attacks.attack import LESSON, RIGHT, as_bytes, cell_of, code_cell, notebook_with
from attacks.cases import innocent

from grader.errors import BadSubmission
from grader.handins.reading import MAX_SOURCE, read_notebook
from grader.handins.restoring import Restored, restore


def restored(content: dict | bytes) -> Restored:
    """What would be run of a notebook."""
    data = content if isinstance(content, bytes) else as_bytes(content)
    return restore(read_notebook(data, "x.ipynb"), LESSON)


def answers(content: dict | bytes) -> dict[str, str]:
    """The answers that would be run, by exercise."""
    return {step.id: step.source for step in restored(content).steps if step.kind == "exercise"}


def helpers(content: dict) -> str:
    """The helpers that would be run."""
    return "\n".join(step.source for step in restored(content).steps if step.kind == "helper")


@pytest.mark.parametrize("attack", innocent.ATTACKS, ids=lambda attack: attack.name)
def test_answers_are_found(attack):
    """Is each answer there, whatever editor, system and habits the notebook comes from?"""
    expected = {cell.get("id"): cell["source"] for cell in attack.notebook()["cells"] if cell.get("id") in RIGHT}
    found = answers(attack.handed_in())
    for exercise, source in found.items():
        wanted = expected.get(exercise, RIGHT[exercise])
        text = "".join(wanted) if isinstance(wanted, list) else wanted
        assert source == text.replace("\r\n", "\n")


def test_tests_and_given_cells_are_the_lessons_own():
    """Is nothing of the submission's test and given cells run?"""
    content = notebook_with(RIGHT)
    for cell in content["cells"]:
        if cell["id"] not in RIGHT:
            cell["source"] = "evil()"
    own = {cell.source for cell in LESSON.cells if cell.kind in ("test", "given")}
    assert {step.source for step in restored(content).steps if step.kind in ("test", "given")} == own
    assert not helpers(content)


def test_the_last_written_copy_counts():
    """Of two answers the last, but a stub never over an answer; and is it said?"""
    content = notebook_with(RIGHT)
    for source in (
        "def total(numbers):\n    return 1",
        'def total(numbers):\n    """The sum of a list of numbers."""\n    raise NotImplementedError("Exercise 8.1 (total) is not written yet.")',
    ):
        content["cells"].append(cell_of(content, "total") | {"source": source})
    assert answers(content)["total"] == "def total(numbers):\n    return 1"
    assert restored(content).notes == ("8.1 (total): 2 answer cells; the last one counts",)


def test_what_is_missing_or_changed_is_said():
    """Does the report name a lost answer cell and a changed given cell?"""
    content = notebook_with(RIGHT)
    content["cells"].remove(cell_of(content, "ordered"))
    given = next(cell for cell in content["cells"] if cell["source"].startswith("scale"))
    given["source"] = "scale = 100.0"
    assert restored(content).notes == (
        "8.3 (ordered): there is no answer cell",
        f"given cell {given['id']} was changed",
    )
    assert answers(content)["ordered"].endswith(
        'raise NotImplementedError("Exercise 8.3 (ordered) is not written yet.")'
    )


def test_helpers_are_taken_and_nothing_else():
    """Of other cells: definitions under names of their own, no calls, no names of the lesson or of an answer?"""
    source = (
        "import math\nLIMIT = 3\nlaunch()\nvalue = compute()\ndef größe(x):\n    return x\n"
        "def total(x):\n    return 0\nscale = 5\nclass Own: pass"
    )
    content = notebook_with(RIGHT)
    content["cells"].insert(0, code_cell(source))
    text = helpers(content)
    for part in ("import math", "LIMIT = 3", "def größe", "class Own"):
        assert part in text
    for part in ("launch", "compute", "def total", "scale"):
        assert part not in text


@pytest.mark.parametrize(
    "source", ["x = (", "%%bash\nls", "?", "\0", "x = " + "(" * 3000, "\ud83d", "-" * 100_000 + "1"]
)
def test_no_cell_is_too_odd(source):
    """Do cells that no parser takes cost nothing?"""
    content = notebook_with(RIGHT)
    content["cells"].insert(0, code_cell(source))
    assert answers(json.dumps(content).encode()) == RIGHT


def test_over_long_cells_are_left_out():
    """Is a cell that is longer than anybody writes not even read?"""
    content = notebook_with(RIGHT)
    content["cells"].insert(0, code_cell("mine = " + repr("x" * MAX_SOURCE)))
    assert answers(content) == RIGHT
    assert not helpers(content)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[1]",
        b"\xff\xfe\xfd",
        b'{"nbformat": 2, "cells": []}',
        b'{"nbformat": 4}',
        b'{"nbformat": 3, "worksheets": 5}',
        b'{"nbformat": true, "cells": []}',
        b'{"nbformat": 1e999}',
    ],
)
def test_a_file_that_is_no_notebook(data):
    """Is it said in one line, with the file's name and what to do?"""
    with pytest.raises(BadSubmission, match=r"x\.ipynb .+\. .+\.") as caught:
        read_notebook(data, "x.ipynb")
    assert len(str(caught.value)) < 250
