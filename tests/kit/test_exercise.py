"""The frame of a test cell: one clear message in place of a traceback, in a real kernel too; seeds and methods."""

import signal
import sys

import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from grader.kit import CheckFailed, NotWritten, check_close, check_equal, exercise, fresh_rng, fresh_seed, method_of
from grader.kit.checks.exercise import forget_failures, set_seed
from grader.kit.checks.failures import BadTest, explain, is_cell
from grader.lesson.execute import run_notebook


def test_a_tick_is_printed_where_all_held(capsys):
    """Is success one line on stdout, after what the learner's code writes to stderr?"""
    with exercise("softmax"):
        print("loud", file=sys.stderr)
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("loud\n✓ softmax\n", "")


def test_a_failed_check_passes_through(capsys):
    """Is the message the check's own, without a tick?"""
    with pytest.raises(CheckFailed, match="x is wrong"), exercise("f"):
        check_equal("x", 1, 2)
    assert "✓" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (NotImplementedError("Exercise 7.1 (f) is not written yet."), "Exercise 7.1 (f) is not written yet."),
        (NotImplementedError(), "f is not written yet."),
        (NotWritten("shape is not written yet: replace the three dots."), "shape is not written yet: replace"),
    ],
)
def test_a_stub_is_not_written_yet_and_never_wrong(error: Exception, message: str):
    """Is an untouched exercise told apart from a failed one?"""
    with pytest.raises(NotWritten) as caught, exercise("f"):
        raise error
    assert str(caught.value).startswith(message) and not isinstance(caught.value, AssertionError)


def test_a_mistake_that_shows_as_an_exception_is_named():
    """Does `raised` find the mistake in the exception's type or text?"""
    raised = {"no tensor": "AttributeError", "bias lost: keepdims": "shapes (2,)"}
    with pytest.raises(CheckFailed) as caught, exercise("f", raised=raised):
        np.ones((2, 3)) @ np.ones(2)
    assert caught.value.mistake is None and str(caught.value).startswith("f stopped with ValueError: matmul")
    with pytest.raises(CheckFailed) as caught, exercise("f", raised=raised):
        raise ValueError("operands: shapes (2,) and (3,)")
    assert caught.value.mistake == "bias lost" and str(caught.value).endswith("Likely mistake: bias lost: keepdims")


@pytest.fixture
def nothing_failed():
    """No exercise has failed, before and after."""
    forget_failures()
    yield
    forget_failures()


def fail(name: str, **frame: str) -> str:
    """What a failed check of one exercise says."""
    with pytest.raises(CheckFailed) as caught, exercise(name, **frame):
        check_equal(name, 1, 2)
    return str(caught.value)


def test_a_failure_names_those_exercises_it_uses_that_have_failed(nothing_failed):
    """Does a learner look at the first mistake first, as long as it is one, and at nothing that was not run?"""
    needs = "5.2 mul, 5.3 power"
    assert "look there first" not in fail("backward", number="5.8", needs=needs)
    fail("mul", number="5.2")
    line = "This exercise uses 5.2 (mul), which failed: look there first."
    assert fail("backward", number="5.8", needs=needs).splitlines()[-1] == line
    fail("power", number="5.3")
    assert "uses 5.2 (mul) and 5.3 (power), which failed" in fail("backward", number="5.8", needs=needs)
    with exercise("mul", number="5.2"), exercise("power", number="5.3"):
        pass
    assert "look there first" not in fail("backward", number="5.8", needs=needs)


def test_a_failure_of_what_is_not_needed_is_not_mentioned(nothing_failed):
    """Is nobody sent to an exercise that has nothing to do with it?"""
    fail("tanh", number="5.4")
    assert "look there first" not in fail("backward", number="5.8", needs="5.2 mul")


def test_a_stub_does_not_count_as_failed(nothing_failed):
    """Is an exercise that is not written yet left out of those that failed?"""
    with pytest.raises(NotWritten), exercise("mul", number="5.2"):
        raise NotImplementedError
    assert "look there first" not in fail("backward", number="5.8", needs="5.2 mul")


def test_a_test_that_expects_what_it_cannot_is_no_failure_of_the_learner(nothing_failed):
    """Does a fault of the test stay the test's?"""
    with pytest.raises(BadTest), exercise("mul", number="5.2"):
        check_close("mul", 1.0, float("nan"))
    assert "look there first" not in fail("backward", number="5.8", needs="5.2 mul")


def test_a_loop_without_an_end_is_told(monkeypatch: pytest.MonkeyPatch):
    """Is a learner not left waiting, whatever the loop catches, and is no alarm left behind?"""
    monkeypatch.setattr(sys.modules["grader.kit.checks.patience"], "PATIENCE_SECONDS", 0.3)
    with (
        pytest.raises(CheckFailed, match=r"two_opt gave no answer within 0.3 s of computing") as caught,
        exercise("two_opt"),
    ):
        while True:
            try:
                sum(range(1000))
            except Exception:
                continue
    assert caught.value.mistake == "a loop without an end"
    assert signal.getsignal(signal.SIGPROF) is signal.SIG_DFL and signal.getitimer(signal.ITIMER_PROF) == (0, 0)


def test_an_alarm_of_a_graders_own_is_left_alone(monkeypatch: pytest.MonkeyPatch):
    """Does whoever limits a test's time keep the last word?"""
    rung = []
    before = signal.signal(signal.SIGALRM, lambda *_: rung.append(1))
    try:
        with exercise("f"):
            assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)
            signal.setitimer(signal.ITIMER_REAL, 0.01)
            while not rung:
                pass
    finally:
        signal.signal(signal.SIGALRM, before)
    assert rung == [1]


def test_interrupts_are_not_the_learners_fault():
    """Does Ctrl-C stop a test as it stops anything?"""
    with pytest.raises(KeyboardInterrupt), exercise("f"):
        raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("filename", "cell"),
    [
        ("/tmp/ipykernel_12/345.py", True),
        ("<softmax>", True),
        ("<1a2b3c4d-2>", True),
        ("<ipython-input-3-1a2b3c>", True),
        ("<test softmax>", False),
        ("<frozen importlib._bootstrap>", False),
        ("<string>", False),
        ("/usr/lib/python3/site-packages/numpy/linalg.py", False),
    ],
)
def test_cells_are_told_from_libraries_and_from_tests(filename: str, cell: bool):
    """Whose lines may be shown?"""
    assert is_cell(filename) == cell


def failure(name: str, source: str) -> Exception:
    try:
        exec(compile(source, f"<{name}>", "exec"), {})
    except Exception as error:
        return error
    raise AssertionError("the source did not fail")


def test_an_exception_is_explained_by_function_and_line():
    """Is the deepest frame of a cell shown, also where a library raised below it?"""
    assert explain(failure("double", "def double(x):\n    return x / 0\ndouble(1)")) == (
        "ZeroDivisionError: division by zero\n  in double, line 2: "
    )
    told = explain(failure("load", "def load():\n    import no_such_module\nload()"))
    assert told == "ModuleNotFoundError: No module named 'no_such_module'\n  in load, line 2: "


def test_a_line_of_a_test_is_not_shown():
    """Does a test that stops itself, such as on `None[1]`, keep its source?"""
    assert explain(failure("test f", "secret = None\nsecret[1]")) == "TypeError: 'NoneType' object is not subscriptable"


def test_inputs_are_fresh_unless_a_seed_is_set():
    """Are two draws different in a notebook, and the same when graded?"""
    try:
        set_seed(7)
        assert fresh_seed() == 7 and fresh_rng().integers(1000) == np.random.default_rng(7).integers(1000)
        set_seed(None)
        assert fresh_seed() != fresh_seed()
    finally:
        set_seed(None)


def test_a_method_is_added_to_a_class():
    """Does the decorator set the method and leave the function?"""

    class Value:
        pass

    @method_of(Value)
    def tanh(self):
        return "tanh"

    assert Value().tanh() == tanh(None) == "tanh"


CELLS = [
    "import warnings\nfrom grader.kit import check_close, exercise",
    "def double(x):\n    warnings.warn('beware')\n    return x / 0",
    "with exercise('double'):\n    check_close('double(1)', double(1), 2)",
    "def double(x):\n    warnings.warn('beware')\n    return 2.5 * x",
    "with exercise('double'):\n    check_close('double(1)', double(1), 2, {'too much': 2.5})",
    "def double(x):\n    raise NotImplementedError('Exercise 7.1 (double) is not written yet.')",
    "with exercise('double'):\n    check_close('double(1)', double(1), 2)",
    "def double(x):\n    warnings.warn('beware')\n    return 2 * x",
    "with exercise('double'):\n    check_close('double(1)', double(1), 2)",
]


@pytest.mark.slow
def test_a_kernel_that_waits_is_interrupted(tmp_path):
    """Does a learner whose loop never ends get a message, with the function, and a kernel that goes on?"""
    sources = [
        "import sys\nfrom grader.kit import exercise\nsys.modules['grader.kit.checks.patience'].PATIENCE_SECONDS = 0.5",
        "def walk(name=''):\n    while True:\n        name += 'a' * (not name)",
        "with exercise('walk'):\n    walk()",
        "print(6 * 7)",
    ]
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
    run_notebook(notebook, tmp_path, allow_errors=True)
    (told,), (after,) = notebook.cells[2].outputs, notebook.cells[3].outputs
    lines = "\n".join(told.traceback).splitlines()
    assert lines[0] == "walk gave no answer within 0.5 s of computing, in walk."
    assert (lines[1], after.text) == ("Likely mistake: a loop without an end", "42\n")


def test_a_real_kernel_shows_messages_without_a_traceback(tmp_path):
    """What does a learner see under the test cell: error, failed check, stub, success with a warning?"""
    notebook = new_notebook(cells=[new_code_cell(source) for source in CELLS])
    run_notebook(notebook, tmp_path, allow_errors=True)
    outputs = [cell.outputs for cell in notebook.cells]
    assert not [output for cell in outputs for output in cell if output.get("name") == "stderr"]
    shown = ["\n".join(output.traceback) for cell in outputs for output in cell if output.output_type == "error"]
    assert shown == [
        "double stopped with ZeroDivisionError: division by zero\n  in double, line 3: return x / 0",
        "double(1) is wrong: yours 2.5, expected 2.\nLikely mistake: too much",
        "Exercise 7.1 (double) is not written yet.",
    ]
    printed = "".join(output.text for output in outputs[8])
    assert "UserWarning: beware" in printed and printed.endswith("✓ double\n")
