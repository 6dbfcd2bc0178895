"""Are the answers found in whatever notebook an honest learner hands in, and nothing else of it taken?"""

import json
from dataclasses import replace

import pytest
from attacks.attack import LESSON, RIGHT, as_bytes, cell_of, code_cell, notebook_with
from attacks.cases import innocent

from grader.errors import BadSubmission
from grader.handins.reading import MAX_SOURCE, read_notebook
from grader.handins.restoring import Restored, restore
from grader.lesson.clear import stub_of
from grader.lesson.lesson import Cell


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
        f"given cell {content['cells'].index(given) + 1} was changed; the lesson's own counts",
    )
    assert answers(content)["ordered"].endswith(
        'raise NotImplementedError("Exercise 8.3 (ordered) is not written yet.")'
    )


USING = {
    "total": "def total(numbers):\n    return fold(numbers) + ZERO + EPS * 0 + table[0] + math.floor(0.5) + tail(0)",
    "rescale": "def rescale(x):\n    return x / Own().top(x)",
}
HELPERS = """\
import math, json
ZERO, EPS = 0, 10 ** -8
launch()
value = compute()
table = {}
for i in range(3):
    table[i] = 0
def fold(numbers):
    return sum(numbers)
tail = lambda x: x
class Own:
    def top(self, x): return x.max()
def total(x):
    return 0
scale = 5
"""
NEEDED = [
    "import math, json",
    "ZERO, EPS = 0, 10 ** -8",
    "table = {}",
    "for i in range(3):",
    "def fold",
    "tail =",
    "class Own",
]


@pytest.mark.parametrize("place", [0, 4, 99])
def test_what_the_answers_need_is_taken_and_nothing_else(place):
    """Each needed statement by itself, wherever its cell stands; no calls, no scratch work, no names of the lesson?"""
    content = notebook_with(RIGHT | USING)
    content["cells"].insert(place, code_cell(HELPERS))
    steps = restored(content).steps
    taken = [step for step in steps if step.kind == "helper"]
    assert [next((need for need in NEEDED if step.source.startswith(need)), step.source) for step in taken] == NEEDED
    first_test = next(i for i, step in enumerate(steps) if step.kind == "test")
    before_first = [step.source for step in steps[:first_test]]
    assert all(step.source in before_first for step in taken if "Own" not in step.source)


@pytest.mark.parametrize(
    "scratch", ["print(total([1.0]))", "total([1.0])", "o = total([1.0])\no.grad = 1.0", "t = 1\nprint(t)"]
)
def test_scratch_work_is_left_alone(scratch):
    """Does trying a function out cost nothing, though an answer prints or calls it too?"""
    printing = {"total": "def total(numbers):\n    print(numbers)\n    return sum(numbers)"}
    using = {"ordered": "def ordered(words):\n    total([1.0])\n    return sorted(words)"}
    content = notebook_with(RIGHT | printing | using)
    content["cells"].append(code_cell(scratch))
    assert not helpers(content) and restored(content).notes == ()


def test_a_helper_that_reads_an_answer_when_it_is_run_comes_after_it():
    """Does `best = total([1])` wait until there is a `total`?"""
    content = notebook_with(RIGHT | {"ordered": "def ordered(words):\n    return sorted(words)[: int(most)]"})
    content["cells"].insert(0, code_cell("most = total([9.0])"))
    kinds = [(step.kind, step.exercise) for step in restored(content).steps]
    assert kinds.index(("exercise", "total")) < kinds.index(("helper", "")) < kinds.index(("exercise", "ordered"))


def stub(exercise: str) -> str:
    return stub_of(LESSON, exercise)


@pytest.mark.parametrize(
    ("change", "expected", "note"),
    [
        ("below", None, "8.1 (total): taken from cell {}, which is not its answer cell"),
        ("merged", None, "8.2 (rescale): taken from cell {}, which is not its answer cell"),
        ("text", None, "8.1 (total): taken from cell {}, which is text: turn it back into code"),
        ("doubled", "def total(numbers):\n    return 2", "8.1 (total): 2 answer cells; the last one counts"),
        ("twice", "def total(numbers):\n    return 2", "; 2 cells define it, the last one counts"),
    ],
)
def test_answers_outside_their_cell_are_found_and_said(change, expected, note):
    """In a new cell below the stub, in another answer's cell, turned into text, doubled, in two new cells?"""
    content = notebook_with(RIGHT)
    cells, total, rescale = content["cells"], cell_of(content, "total"), cell_of(content, "rescale")
    second = "def total(numbers):\n    return 2"
    if change in ("below", "twice"):
        cells.insert(cells.index(total) + 1, code_cell(RIGHT["total"]))
        total["source"] = stub("total")
    if change == "twice":
        cells.insert(cells.index(total) + 2, code_cell(second))
    if change == "merged":
        total["source"] += "\n\n" + RIGHT["rescale"]
        rescale["source"] = stub("rescale")
    if change == "text":
        total["cell_type"] = "markdown"
    if change == "doubled":
        cells.append(total | {"source": second})
    found = answers(content)
    assert (
        found["rescale"].strip() == RIGHT["rescale"].replace("    ### END SOLUTION", "").strip() or change != "merged"
    )
    assert change == "merged" or found["total"] == (expected or RIGHT["total"])
    told = restored(content).notes
    assert len(told) == 1 and note.replace("cell {}", "cell ") in told[0].replace(
        str(cells.index(total) + 1), "", 1
    ).replace(str(cells.index(total) + 2), "", 1).replace("cell ,", "cell ,")


def test_a_given_function_with_a_fault_is_never_the_learners():
    """Is a find-the-bug exercise whose answer cell is gone, or unwritten, not graded by the faulty function?"""
    faulty = "def total(numbers):\n    return len(numbers)"
    with_given = replace(LESSON, cells=(LESSON.cells[0], Cell("given", faulty, id="faulty"), *LESSON.cells[1:]))
    content = notebook_with(RIGHT)
    content["cells"].insert(1, code_cell(faulty + "  # look closely") | {"id": "faulty"})
    content["cells"].remove(cell_of(content, "total"))
    for cells in (content["cells"], [cell | {"id": f"x{i}"} for i, cell in enumerate(content["cells"])]):
        data = as_bytes(content | {"cells": cells})
        steps = restore(read_notebook(data, "x.ipynb"), with_given).steps
        assert next(step for step in steps if step.kind == "exercise").written is False


def test_a_given_cell_that_is_replaced_is_said():
    """Is a class of the lesson, pasted from a lecture into a cell of one's own, named with what to do?"""
    given = Cell("given", "class Value:\n    pass", id="class")
    lesson = replace(LESSON, cells=(LESSON.cells[0], given, *LESSON.cells[1:]))
    content = notebook_with(RIGHT)
    content["cells"].insert(1, code_cell("class Value:\n    def __add__(self, other): return 1"))
    notes = restore(read_notebook(as_bytes(content), "x.ipynb"), lesson).notes
    assert notes == (
        "cell 2 defines `Value` again, which the lesson gives: the lesson's own counts. "
        "Write your answers into the answer cells",
    )


def test_what_another_program_drops_is_no_fault():
    """Is nothing said of a notebook without ids, marks and language, as Colab and others save it?"""
    content = notebook_with(RIGHT)
    bare = [
        {"cell_type": c["cell_type"], "source": c["source"], "metadata": {}, "outputs": []} for c in content["cells"]
    ]
    got = restored({"nbformat": 4, "nbformat_minor": 0, "metadata": {"kernelspec": {"name": "x"}}, "cells": bare})
    assert got.notes == () and all(step.written for step in got.steps)


ODD = [
    "f'{ x }'",
    "x = 0x" + "f" * 5000,
    "x = 9" * 3000,
    "def f():\n\u2028    pass",
    "lambda: (yield)",
    "x = 'a\\ud800'",
]


@pytest.mark.parametrize("source", ODD)
def test_an_odd_helper_costs_nothing(source):
    """Does a no-break space in an f-string, or a number of 5,000 digits, leave the answers where they are?"""
    content = notebook_with(RIGHT)
    content["cells"].insert(0, code_cell(source.replace("x = 'a", "x = 'a") + "\nhelp_me = 3"))
    assert answers(content) == RIGHT


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
