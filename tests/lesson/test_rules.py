"""Each rule of a lesson's text is seen to be broken, in a tiny lesson; and the course's own lessons break none."""

from pathlib import Path

import pytest
from the_course import COURSE
from tiny_course import FOLDER, LESSON, changed, make_course

from grader.lesson.rules import text_rules, violations

HEADING = "### Exercise 7.1: double"
FRAME = 'with exercise("double"):'
LAST = (
    '    check_close("double(x)", double(hidden_input.copy()), 2 * hidden_input, likely={"squared": hidden_input**2})\n'
)
FIRST = '    check_close("double(2)", double(2), 4, likely={"squared": lambda got: got == 2**2})\n'
HIDDEN = (
    "    ### BEGIN HIDDEN TESTS\n    hidden_input = fresh_rng().normal(size=5)\n" + LAST + "    ### END HIDDEN TESTS\n"
)
GIVEN = "from grader.kit import check_close, check_equal, check_that, exercise, fresh_rng\n"
SHOWN = "print(double(np.arange(3.0)))"
SECOND = '# %% exercise="predicted_shape"\n'

# What is replaced, by what, and a part of the line that tells of it.
BROKEN = {
    "unknown header": ("# %% show", "# %% given", "unknown kind 'given'"),
    "exercise twice": (SECOND, '# %% exercise="double"\n', "has 2 exercise cells"),
    "no Python": ("return twice_of_x", "return return", "exercise 7.1 (double): line 24 is not Python"),
    "no region": (
        "    ### BEGIN SOLUTION\n    twice_of_x = x + x\n    return twice_of_x\n    ### END SOLUTION",
        "    return x + x",
        "the answer would be released",
    ),
    "half a region": ("    ### BEGIN SOLUTION\n", "", "the markers are ['### END SOLUTION']"),
    "marker misspelled": ("### BEGIN SOLUTION", "# BEGIN SOLUTION", "the markers are ['# BEGIN SOLUTION'"),
    "region in a shown cell": (SHOWN, f"### BEGIN SOLUTION\n{SHOWN}\n### END SOLUTION", "Remove them"),
    "answer region in a test": ("### BEGIN HIDDEN TESTS", "### BEGIN SOLUTION", "the markers are"),
    "comment for nbval": (SHOWN, f"# NBVAL_SKIP\n{SHOWN}", "a comment steers nbval"),
    "heading's level": (HEADING, f"#{HEADING}", "Write '### Exercise: ...' once"),
    "no heading": (HEADING, "", "its heading is missing"),
    "two headings": ("Two things", f"{HEADING}\n\nTwo", "Write '### Exercise: ...' once"),
    "heading left over": ("48)\n", '48)\n\n# %% [markdown]\nr"""\n### Exercise 7.3: left\n"""\n', "no answer cell"),
    "test of another": (
        "# %% show\nprint(double(np.arange(3.0)))\n",
        '# %% exercise="early"\n### BEGIN SOLUTION\nearly = 1\n### END SOLUTION\n\n# %% test="early" points=1\n',
        "the test of 'double' is still to come",
    ),
    "frame's id": (FRAME, 'with exercise("doubled"):', 'Put all of it under with exercise("double"):'),
    "outside the frame": (FRAME, f"np.zeros(1)\n{FRAME}", "not inside its frame"),
    "bare assert": (FIRST, f"    assert True\n{FIRST}", "bare assert"),
    "nothing hidden": (HIDDEN, "", "the test has no hidden part"),
    "not fresh": ("fresh_rng().normal(size=5)", "np.arange(5.0)", "draws no fresh inputs"),
    "ends in an expression": (LAST, f"{LAST}    double(3)\n", "the test ends in `double(3)`"),
    "ends in an assignment": (LAST, f"{LAST}    rest = 3\n", "the test ends in `rest = 3`"),
    "nothing visible checked": (FIRST, "    double(2)\n", "its visible part ends in `double(2)`"),
    "lambda passed": (FIRST, f"    double(lambda: 2)\n{FIRST}", "`double(lambda: 2)` passes a function of the test"),
    "function passed": (FIRST, f"    def two(): return 2\n    double(x=two)\n{FIRST}", "passes a function of the test"),
    "type of the lesson": (FIRST, f"    isinstance(2, (int, double))\n{FIRST}", "asks for a type of the lesson"),
    "name of a test": (SECOND, f"# %%\nprint(hidden_input)\n\n{SECOND}", "which the test of 'double' makes"),
    "name of another test": ("sum(predicted_shape)", "sum(hidden_input)", "'hidden_input', which the test of 'double'"),
    "test overwrites": (
        GIVEN,
        f"{GIVEN}hidden_input = 0\n\ndef shifted():\n    return hidden_input\n",
        "it overwrites 'hidden_input', which a function of the lesson reads",
    ),
    "only shown": (SHOWN, f"shown = 2\n{SHOWN}\n\n# %%\nafter = shown", "'shown', which only a shown cell makes"),
    "too early": (GIVEN, f"{GIVEN}early = late\nlate = 2\n", "it uses 'late', which no earlier cell makes"),
    "unknown": ("2 * hidden_input,", "2 * unheard_of,", "'unheard_of', which no earlier cell makes"),
}


@pytest.mark.slow
@pytest.mark.parametrize("lesson_id", COURSE.lesson_ids)
def test_the_courses_own_lessons_break_no_rule(lesson_id: str):
    """Are text, notebooks and release of every lesson in order, in step and without a leak?"""
    assert [str(violation) for violation in violations(COURSE, lesson_id)] == []


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_rule_of_the_text_is_told(tmp_path: Path, broken: str):
    """Does a line name the file and say what is wrong?"""
    old, new, told = BROKEN[broken]
    course = make_course(tmp_path, changed(old, new))
    found = [str(violation) for violation in text_rules(course, FOLDER)]
    assert any(told in line and line.startswith("tiny.py") for line in found), found


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"double"', '"Double"', "'Double' is not a valid id"),
        ('"predicted_shape"', '"test_double"', "the id 'test_double' belongs to another cell"),
    ],
)
def test_an_id_must_fit_and_be_the_only_one(tmp_path: Path, old: str, new: str, told: str):
    """Can nbgrader and nbformat hold it, and does no other cell have it?"""
    course = make_course(tmp_path, LESSON.replace(old, new))
    assert any(told in str(violation) for violation in text_rules(course, FOLDER))


def test_a_name_made_anew_or_kept_in_a_function_breaks_no_rule(tmp_path: Path):
    """Are the rules about names silent where nothing can go wrong?"""
    fine = "# %%\nhidden_input = 1\nprint(hidden_input)\n\ndef shifted(last):\n    return double(last)\n\n"
    course = make_course(tmp_path, changed(SECOND, fine + SECOND))
    assert text_rules(course, FOLDER) == []
