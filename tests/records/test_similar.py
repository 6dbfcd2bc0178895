"""Hand-ins that are alike: does a renamed copy stand out from a class, and nothing where all are alike?"""

import random
from collections.abc import Mapping

import pytest
from tiny_course import FOLDER

from grader.course import Course
from grader.lesson.lesson import Lesson
from grader.lesson.released import released_lesson
from grader.records.similar import alike

STEPS = (
    "    total = total + x[{i}] * {n}\n",
    "    for value in range({n}):\n        total -= value // {i}\n",
    "    if total > {n}:\n        return total, {i}\n",
    "    while total < {n}:\n        total *= {i}\n",
    "    items = [a + {i} for a in x if a > {n}]\n",
    "    print('so far', total, {i}, {n})\n",
    "    try:\n        total /= {n}\n    except ZeroDivisionError:\n        pass\n",
    "    assert isinstance(x, list), 'a list of {i}'\n",
    "    total = max(total, min(x), abs({n}))\n",
    "    with open('file{i}') as file:\n        total += len(file.read())\n",
)


@pytest.fixture(scope="module")
def released(built_course: Course) -> Lesson:
    return released_lesson(built_course, FOLDER)


def program(seed: int) -> str:
    """A function that nobody else writes so."""
    draw = random.Random(seed)
    lines = "".join(draw.choice(STEPS).format(i=draw.randrange(9), n=draw.randrange(99)) for _ in range(14))
    return f"def double(x):\n    total = {seed}\n{lines}    return total\n"


def a_class() -> dict[str, Mapping[str, str]]:
    """Twelve who wrote their own."""
    return {f"student{seed:02}": {"double": program(seed)} for seed in range(12)}


def test_a_renamed_copy_stands_out(released: Lesson):
    """Is it found whatever its variables are called, and is it the only pair?"""
    answers = a_class()
    copied = answers["student03"]["double"].replace("total", "summe").replace("value", "wert") + "# mine\n"
    found = alike(answers | {"student99": {"double": copied}}, released)
    assert [(pair.first, pair.second) for pair in found.pairs] == [("student03", "student99")]
    assert found.groups == ()


def test_the_same_to_the_letter_is_one_group(released: Lesson):
    """Are identical ones grouped, blanks at the ends of lines aside, and not shown as pairs again?"""
    answers = a_class()
    same = {
        name: {"double": answers["student05"]["double"].replace("\n", " \n")} for name in ("student98", "student99")
    }
    found = alike(answers | same, released)
    assert found.groups == (("student05", "student98", "student99"),)
    assert found.pairs == ()


def test_nothing_stands_out_where_all_are_alike(released: Lesson):
    """A class of near-copies: is the threshold then above what any pair can have?"""
    answers = {name: {"double": program(1) + f"# {name}\n"} for name in a_class()}
    found = alike(answers, released)
    assert found.pairs == ()
    assert found.usual == 1


def test_stubs_and_given_code_are_nobodys_own(released: Lesson):
    """Are students who wrote nothing left out, and is what the release holds not compared?"""
    stub = released.answer("double").source
    nobody = {f"empty{n}": {"double": stub, "predicted_shape": "predicted_shape = (1, 2)"} for n in range(3)}
    found = alike(a_class() | nobody, released)
    assert (found.compared, found.groups) == (12, ())


def test_three_hand_ins_are_too_few(released: Lesson):
    """Is no threshold made up for them?"""
    found = alike(dict(list(a_class().items())[:3]), released)
    assert (found.threshold, found.pairs) == (None, ())
