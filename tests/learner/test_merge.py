"""A new release merged into half a lesson: nothing that the learner wrote is lost, all that the lesson says is new."""

import hashlib
from copy import deepcopy
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader.learner.merge import YOURS, merge

STUB = 'def {0}(x):\n    raise NotImplementedError("Exercise 7.1 ({0}) is not written yet.")'


def mark(kind: str, id: str) -> dict:
    return {"nbgrader": {"grade_id": id, "solution": kind == "answer", "grade": kind == "test"}}


def text(source: str) -> NotebookNode:
    return new_markdown_cell(source, id=hashlib.sha256(source.encode()).hexdigest()[:8])


def code(source: str) -> NotebookNode:
    return new_code_cell(source, id=hashlib.sha256(source.encode()).hexdigest()[:8])


def answer(id: str, source: str = "") -> NotebookNode:
    return new_code_cell(source or STUB.format(id), id=id, metadata=mark("answer", id))


def proof(id: str, source: str) -> NotebookNode:
    return new_code_cell(source, id=f"test_{id}", metadata=mark("test", f"test_{id}"))


def lesson(*cells: NotebookNode) -> NotebookNode:
    return new_notebook(cells=list(cells))


def old() -> NotebookNode:
    return deepcopy(_old())


def new() -> NotebookNode:
    return deepcopy(_new())


@cache  # for a cell and for a notebook nbformat looks whether it is one, which takes longer than to merge it
def _old() -> NotebookNode:
    return lesson(
        text("# Old title"), code("import numpy"), answer("f"), proof("f", "f(1)"), answer("g"), proof("g", "g(1)")
    )


@cache
def _new() -> NotebookNode:
    return lesson(
        text("# New title"),
        code("import numpy"),
        answer("f"),
        proof("f", "f(2)"),
        answer("h"),
        proof("h", "h(1)"),
        text("More"),
    )


def half() -> NotebookNode:
    """The old release with one answer written, a cell and a note of the learner's own, an output."""
    mine = old()
    mine.cells[2].source = "def f(x):\n    return mine"
    mine.cells[2].execution_count = 4
    mine.cells.insert(3, new_code_cell("f(3)", id="own"))
    mine.cells.insert(0, new_markdown_cell("My notes", id="notes"))
    return mine


def sources(notebook: NotebookNode) -> list[str]:
    return [cell.source for cell in notebook.cells]


def test_answers_and_own_cells_stay_and_the_lesson_is_new():
    """Is each in its place, and what changed listed?"""
    merged = merge(old(), half(), new(), 7)
    assert sources(merged.notebook) == [
        "My notes",
        "# New title",
        "import numpy",
        "def f(x):\n    return mine",
        "f(3)",
        "f(2)",
        STUB.format("h"),
        "h(1)",
        "More",
    ]
    assert merged.notebook.cells[3].execution_count == 4
    assert merged.changes == (
        "exercise 7.1 (f): its test has changed; run it again",
        "exercise 7.2 (h) is new",
        "exercise g is no longer in the lesson",
        "2 cells of text or code new or renewed",
    )


def test_an_exercise_that_is_gone_leaves_what_was_written():
    """Does an answer to it go on as a cell of the learner's own, which nbgrader does not know?"""
    mine = half()
    mine.cells[-2].source = "def g(x):\n    return mine_too"
    merged = merge(old(), mine, new(), 7)
    (kept,) = [cell for cell in merged.notebook.cells if "mine_too" in cell.source]
    assert "nbgrader" not in kept.metadata and kept.id != "g"
    assert "exercise g is no longer in the lesson; what you wrote stays as a cell of your own" in merged.changes


def test_a_cell_that_both_changed_shows_both():
    """Does the lesson's new text stand, and the learner's below it as text that does not run?"""
    base, mine, fresh = old(), old(), old()
    for notebook, source in ((base, "a = 1"), (mine, "a = 2"), (fresh, "a = 3")):
        notebook.cells.insert(2, new_code_cell(source, id="named"))
    merged = merge(base, mine, fresh, 7)
    assert [cell.source for cell in merged.notebook.cells[2:4]] == ["a = 3", f"{YOURS}\n\n```python\na = 2\n```"]
    assert merged.notebook.cells[3].cell_type == "markdown"
    fresh.cells[2].source = "a = 1"
    assert "a = 2" in sources(merge(base, mine, fresh, 7).notebook)


def test_a_changed_frame_is_said():
    """Does an answer stay where the function got another argument, with a line that says so?"""
    fresh = new()
    fresh.cells[2].source = STUB.format("f").replace("(x)", "(x, y)")
    merged = merge(old(), half(), fresh, 7)
    assert "exercise 7.1 (f): its frame has changed; your answer stays" in merged.changes
    assert "def f(x):\n    return mine" in sources(merged.notebook)
    assert fresh.cells[2].source in sources(merge(old(), old(), fresh, 7).notebook)


def test_without_the_release_it_began_with():
    """Is work of the first edition, whose release nobody has, brought along as well?"""
    merged = merge(None, half(), new(), 7)
    assert "# Old title" not in sources(merged.notebook)
    for kept in ("My notes", "f(3)", "def f(x):\n    return mine"):
        assert kept in sources(merged.notebook)


def test_a_program_that_dropped_the_ids():
    """Are the lesson's cells known by their text, so that none stands there twice?"""
    mine = half()
    for cell in mine.cells:
        if "nbgrader" not in cell.metadata:
            cell.id = f"x{mine.cells.index(cell)}"
    found = sources(merge(old(), mine, new(), 7).notebook)
    assert found.count("import numpy") == 1 and "# Old title" not in found and "My notes" in found


WRITTEN = st.text(alphabet="abc =\n", min_size=1).map(lambda source: f"mine {source}")


@settings(max_examples=150, deadline=None)
@given(data=st.data())
@pytest.mark.parametrize("known", [True, False])
def test_nothing_that_was_written_is_lost(known: bool, data: st.DataObject):
    """Whatever a learner changes, adds and moves: does every word of it stand in the merge, and no id twice?"""
    mine = old()
    written = []
    for cell in mine.cells:
        if data.draw(st.booleans()) and not cell.id.startswith("test_") and (known or cell.id in "fg"):
            cell.source = data.draw(WRITTEN)
            written.append(cell.source)
    for _ in range(data.draw(st.integers(0, 3))):
        own = new_code_cell(data.draw(WRITTEN))
        mine.cells.insert(data.draw(st.integers(0, len(mine.cells))), own)
        written.append(own.source)
    mine.cells = data.draw(st.permutations(mine.cells))
    merged = merge(old() if known else None, mine, new(), 7).notebook
    ids = [cell.id for cell in new().cells]
    everything = "\n".join(sources(merged))
    assert all(source in everything for source in written)
    assert len({cell.id for cell in merged.cells}) == len(merged.cells)
    assert [cell.id for cell in merged.cells if cell.id in ids] == ids
    again = merge(new(), merged, new(), 7)
    assert sources(again.notebook) == sources(merged) and not again.changes
