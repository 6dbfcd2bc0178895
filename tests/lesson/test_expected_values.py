"""Rules of what a test expects, each seen to be broken: nothing of the submission's, no check that holds by itself."""

from pathlib import Path

import pytest
from tiny_course import FOLDER, changed, make_course

from grader.lesson.rules import text_rules

VISIBLE = '    check_close("double(2)", double(2), 4, likely={"squared": lambda got: got == 2**2})\n'
GIVEN = "from grader.kit import *\n\nclass Value:\n    data = 2.0\n\ndef twice(x):\n    return x + x\n"
START = "from grader.kit import check_close, check_equal, check_that, exercise, fresh_rng\n"


def told(root: Path, test: str) -> list[str]:
    """The broken rules of the tiny lesson with some lines before its visible check."""
    lesson = changed(START, GIVEN, changed(VISIBLE, "".join(f"    {line}\n" for line in test.split("\n")) + VISIBLE))
    return [str(violation) for violation in text_rules(make_course(root, lesson), FOLDER)]


def test_the_lesson_that_is_broken_here_is_a_whole_one(tmp_path: Path):
    """Are the rules silent where nothing is wrong?"""
    assert told(tmp_path, "pass") == []


FORGED = "comes from the submission"
CHANGED = "has had this first, and may have changed it"
ITSELF = "compared with itself alone"
# What stands in the test, and what is told of it.
REFUSED = {
    "expected from the answer": ('check_close("f", double(2), double(2.0))', f"`expected` {FORGED}"),
    "expected by way of a name": ('right = double(2)\ncheck_close("f", double(2), right)', f"`expected` {FORGED}"),
    "expected from a given function": ('check_close("f", double(2), twice(2))', f"`expected` {FORGED}"),
    "expected from a given class": ('check_close("f", double(2), Value.data)', f"`expected` {FORGED}"),
    "expected in a loop": ('for w in [double(1)]:\n    check_close("f", double(1), w)', f"`expected` {FORGED}"),
    "expected by a function of the test": (
        'def slow(x):\n    return twice(x)\ncheck_close("f", double(1), slow(1))',
        f"`expected` {FORGED}",
    ),
    "expected from what a call could change": (
        'x = np.ones(3)\ny = double(x)\ncheck_close("f", y, 2 * x)',
        f"`expected` {FORGED}",
    ),
    "expected from what the same check's call could change": (
        'x = np.ones(3)\ncheck_close("f", double(x), 2 * x)',
        CHANGED,
    ),
    "a condition with what its call could change": (
        "x = np.ones(3)\ncheck_that(np.abs(double(x=x) - 2 * x).max() < 1, 'says')",
        CHANGED,
    ),
    "tolerance from the answer": ('check_close("f", double(2), 4, atol=double(9))', f"`atol` {FORGED}"),
    "steps of a gradient from the answer": (
        'check_gradient("f", 1.0, lambda x: x, 1.0, h=double(9))',
        f"`h` {FORGED}",
    ),
    "shape from the answer": ('check_shape("f", double(2), double(2).shape)', f"`shape` {FORGED}"),
    "likely from the answer": ('check_close("f", 1, 4, {"lazy": double(2)})', "told by the submission"),
    "whether a check is made": ('if double(2) > 3:\n    check_equal("f", 1, 1)', "depends on the submission"),
    "how often a check is made": ("for y in double([]):\n    check_equal('f', y, 1)", "no check is made where"),
    "with itself": ("check_that(double(2) == double(2), 'says')", ITSELF),
    "with itself by a name": ("a = double(2)\nb = twice(2)\ncheck_that(a == b, 'says')", ITSELF),
    "truth of the answer": ("check_that(double(2), 'says')", ITSELF),
    "with itself under not": ("check_that(not double(2) != twice(2), 'says')", ITSELF),
    "allclose of nothing": ("check_that(np.allclose(double(2), 4), 'says')", "where there is nothing to compare"),
    "a likely that fits everything": ('check_close("f", double(2), 4, {"any": lambda got: True})', "fits everything"),
    "a likely by its name": (
        'likely = {"any": lambda got: 1 == 1}\ncheck_close("f", double(2), 4, likely)',
        "fits everything",
    ),
    "a likely that what is got fits": (
        "check_that(double(2) == 4, 'says', likely={'any': True}, got=True)",
        "fits everything",
    ),
}
ALLOWED = {
    "a copy made before": 'x = np.ones(3)\nright = 2 * x\ncheck_close("f", double(x), right)',
    "a copy for the call": 'x = np.ones(3)\ncheck_close("f", double(x.copy()), 2 * x)',
    "given back by a check": (
        'x = np.ones(3)\nbefore = x.copy()\ny = double(x)\ncheck_unchanged("f", before, x)\ncheck_close("f", y, 2 * x)'
    ),
    "plain numbers": 'x = 3.0\ny = double(x)\ncheck_close("f", y, 2 * x)',
    "held to a number": "check_that(double(2) == 4 and double(0) == 0, 'says')",
    "held to a number by a name": "good = double(2) == 4\ncheck_that(good, 'says')",
    "the same object": "check_that(double(Value) is not Value, 'says')",
    "a loop over the test's own": "for x in (1, 2):\n    check_close('f', double(x), 2 * x)",
    "a loop over what was counted": (
        "ys = double([1])\ncheck_equal('n', len(ys), 2)\nfor y in ys:\n    check_equal('f', y, 1)"
    ),
    "a likely of the learner's value": 'check_close("f", double(2), 4, {"negative": lambda got: got < 0})',
    "a check that can only fail": "if double(2) < 0:\n    check_that(False, 'says')",
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_check_that_the_submission_decides_is_refused(tmp_path: Path, case: str):
    """Is its line named?"""
    test, expected = REFUSED[case]
    found = told(tmp_path, test)
    assert found and all(line.startswith("tiny.py, line ") for line in found)
    assert any(expected in line for line in found), found


@pytest.mark.parametrize("case", ALLOWED)
def test_a_sound_check_is_let_through(tmp_path: Path, case: str):
    """Can a test be written?"""
    assert told(tmp_path, ALLOWED[case]) == []


def test_a_line_is_the_files_own(tmp_path: Path):
    """Does an editor go to the very line?"""
    (line,) = told(tmp_path, 'check_close("f", double(2), double(2.0))')
    number = int(line.split("(line ")[1].split(":")[0])
    text = (tmp_path / "solutions" / FOLDER / "tiny.py").read_text().splitlines()
    assert "double(2.0)" in text[number - 1]
