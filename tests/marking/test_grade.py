"""Does a crash, a time-out or too much memory cost one exercise, and is every outcome told with its reason?"""

import json
from dataclasses import replace

import pytest

from grader.lesson.lesson import Cell, Lesson
from grader.marking.outcome import FAILED, NOT_RUN, PASSED
from grader.marking.submission import grade
from grader.marking.test_cell import imports_in_tests
from grader.sandbox.isolation import Isolation
from grader.sandbox.limits import Limits

LIMITS = Limits(cell_seconds=3, total_seconds=20, memory=256 * 2**20, output=1000)
RIGHT = {
    name: f"def {name}(x):\n    return {factor} * x" for name, factor in (("double", 2), ("triple", 3), ("five", 5))
}


def the_test(name: str, factor: int) -> str:
    """A test cell with a visible and a hidden part."""
    return (
        f'with exercise("{name}"):\n    check_close("{name}(2)", {name}(2), {2 * factor}, likely={{"plus two": {factor + 2}}})\n'
        f'    ### BEGIN HIDDEN TESTS\n    x = int(fresh_rng().integers(3, 99))\n    check_close("{name}(x)", {name}(x), {factor} * x)\n'
        "    ### END HIDDEN TESTS"
    )


def lesson() -> Lesson:
    """Three exercises, each with an answer and a test."""
    cells = [Cell("given", "from grader.kit import check_close, exercise, fresh_rng", id="imports")]
    for name, factor in (("double", 2), ("triple", 3), ("five", 5)):
        source = f"def {name}(x):\n    ### BEGIN SOLUTION\n    return {factor} * x\n    ### END SOLUTION"
        cells += [
            Cell("exercise", source, name, id=name),
            Cell("test", the_test(name, factor), name, 2, id=f"test_{name}"),
        ]
    return Lesson("07_tiny", tuple(cells))


def notebook(**changed: str) -> bytes:
    """The right answers but for those that are named."""
    answers = RIGHT | changed
    cells = [
        {"cell_type": "code", "id": id, "source": source, "metadata": {}, "outputs": []}
        for id, source in answers.items()
    ]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}).encode()


@pytest.fixture(scope="module")
def isolation():
    with Isolation(LIMITS, torch=False) as prepared:
        yield prepared


def outcomes(isolation: Isolation, data: bytes) -> dict:
    """The outcomes by exercise."""
    result = grade(data, "tiny.ipynb", "student01", lesson(), isolation, seed=1)
    assert [outcome.exercise for outcome in result.outcomes] == ["double", "triple", "five"]
    return {outcome.exercise: outcome for outcome in result.outcomes}


def test_what_a_test_does_not_use_is_not_imported():
    """Does the process that tests do without what only figures need?"""
    given = Cell(
        "given",
        "%matplotlib inline\nimport math, numpy.random as nr\nfrom grader.kit import figures, exercise as ex\nimport os.path",
    )
    test = Cell("test", "with ex('a'):\n    nr.seed(math.floor(2.5))\n    os.getcwd()", "a", 1)
    tiny = Lesson("07_tiny", (given, test))
    assert imports_in_tests(tiny).splitlines() == [
        "import math, numpy.random as nr",
        "from grader.kit import exercise as ex",
        "import os.path",
    ]


def test_an_answer_may_use_what_a_shown_cell_defines(isolation):
    """Does a slow form that the lesson shows serve as an answer, though the rest of its cell is not run?"""
    shown = Cell(
        "show", "import math\ndef slow(x):\n    return x + math.floor(x)\nraise RuntimeError('a figure')", id="shown"
    )
    with_shown = Lesson("07_tiny", (lesson().cells[0], shown, *lesson().cells[1:]))
    result = grade(notebook(double="double = slow"), "tiny.ipynb", "student01", with_shown, isolation, seed=1)
    assert [outcome.status for outcome in result.outcomes] == [PASSED] * 3


def test_right_answers_pass(isolation):
    """Do right answers get all points?"""
    assert all(o.status == PASSED and o.points == 2 for o in outcomes(isolation, notebook()).values())


def test_an_answer_may_use_torch_where_the_lesson_does_not():
    """Does it import torch itself, confined, and give a tensor that the test takes?"""
    answer = "import torch\ndef triple(x):\n    return (3 * torch.tensor(x)).clone()"
    with Isolation(Limits(), torch=False) as isolation:
        got = outcomes(isolation, notebook(triple=answer))
    assert [outcome.status for outcome in got.values()] == [PASSED] * 3


def test_a_wrong_answer_fails_with_its_mistake(isolation):
    """Is the mistake named, and are the others untouched?"""
    got = outcomes(isolation, notebook(triple="def triple(x):\n    return x + 3"))
    assert (got["triple"].status, got["triple"].points) == (FAILED, 0)
    assert got["triple"].mistake == "plus two"
    assert "yours 5, expected 6" in got["triple"].message
    assert got["double"].status == got["five"].status == PASSED


def test_a_stub_could_not_run(isolation):
    """Is an answer that is not written reported as such, with its number?"""
    cells = [cell for cell in json.loads(notebook())["cells"] if cell["id"] != "triple"]
    got = outcomes(isolation, json.dumps({"nbformat": 4, "metadata": {}, "cells": cells}).encode())
    assert got["triple"].status == NOT_RUN
    assert "Exercise 7.2 (triple) is not written yet." in got["triple"].message


DISASTERS = {
    "ends the process while the cell runs": ("import os; os._exit(0)", "while its cell ran, the process ended itself"),
    "crashes while the cell runs": ("import ctypes; ctypes.string_at(0)", "segmentation fault"),
    "never ends": ("while True: pass", "no answer within 3 s"),
    "takes all memory": (
        "held = []\nimport os\nfor _ in range(10):\n    if os.fork() == 0:\n        held = b'x' * (60 * 2**20 + os.getpid() % 2)\n"
        "        import time; time.sleep(30)\nimport time; time.sleep(30)",
        "used more memory than allowed",
    ),
    "ends the process when called": ("def triple(x):\n    import os; os._exit(0)", "when its functions were called"),
    "never returns": ("def triple(x):\n    while True: pass", "no answer within 3 s"),
    "is no Python": ("def triple(x) return 3", "SyntaxError"),
    "raises": ("raise OSError('no')", "The cell stopped with OSError: no"),
    "asks to leave": ("raise SystemExit", "SystemExit"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", DISASTERS)
def test_a_disaster_costs_one_exercise(isolation, name):
    """Does the exercise in which it happens give the reason, and is the rest graded after a replay?"""
    source, reason = DISASTERS[name]
    got = outcomes(isolation, notebook(triple=source))
    assert (got["triple"].status, got["triple"].points) == (NOT_RUN, 0)
    assert reason in got["triple"].message
    assert got["double"].status == got["five"].status == PASSED


@pytest.mark.slow
def test_the_whole_submission_has_a_limit():
    """Do many slow cells come to an end, with what was reached kept?"""
    limits = replace(LIMITS, total_seconds=2.0)
    slow = "import time; time.sleep(30)"
    with Isolation(limits, torch=False) as isolation:
        got = outcomes(isolation, notebook(triple=slow, five=slow))
    assert got["double"].status == PASSED
    assert got["five"].status == NOT_RUN
    assert "more than 2 s" in got["five"].message


def test_output_is_kept_up_to_the_limit(isolation):
    """Is what a cell prints cut, and the cut told?"""
    data = notebook(double="print('x' * 5000)\n" + RIGHT["double"])
    printed = grade(data, "tiny.ipynb", "student01", lesson(), isolation, seed=1).printed["double"]
    assert printed.startswith("x" * 1000 + "\n[4001 more characters]")


def test_the_seed_decides_the_inputs(isolation):
    """Does a verdict on an answer that is right for some inputs only repeat with its seed?"""
    source = "def double(x):\n    return 2 * x if x % 2 == 0 else 0"
    scores = [
        [grade(notebook(double=source), "t", "s", lesson(), isolation, seed).points for seed in range(8)]
        for _ in range(2)
    ]
    assert scores[0] == scores[1]
    assert len(set(scores[0])) == 2


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"not json", b"[" * 100000, b"\xff\xfe", b'{"cells": 3}', b'{"nbformat": 9, "cells": []}']
)
def test_an_unreadable_file_is_one_students_result(isolation, data):
    """Does a file that is no notebook give a result that says so?"""
    result = grade(data, "tiny.ipynb", "student01", lesson(), isolation, seed=1)
    assert result.points == 0
    assert "tiny.ipynb" in result.notes[0]
    assert all(o.status == NOT_RUN for o in result.outcomes)
