"""Follow-through marks: who fails only because an earlier exercise is wrong gets the points, and is told so."""

import json

import pytest

from grader.lesson.lesson import Cell, Lesson
from grader.marking.outcome import FAILED, NOT_RUN, PASSED, Outcome
from grader.marking.submission import grade
from grader.sandbox.isolation import Isolation
from grader.sandbox.limits import Limits

ANSWERS = {
    "double": "def double(x):\n    return 2 * x",
    "four": "def four(x):\n    return double(double(x))",
    "three": "def three(x):\n    return 3 * x",
    "twelve": "def twelve(x):\n    return four(three(x))",
}
FACTORS = {"double": 2, "four": 4, "three": 3, "twelve": 12}


def lesson() -> Lesson:
    """`four` uses `double`, `twelve` uses `four` and `three`."""
    cells = [Cell("given", "from grader.kit import check_close, exercise, fresh_rng", id="imports")]
    for name, source in ANSWERS.items():
        check = f'with exercise("{name}"):\n    check_close("{name}(2)", {name}(2), {2 * FACTORS[name]})'
        answer = source.replace("\n", "\n    ### BEGIN SOLUTION\n") + "\n    ### END SOLUTION"
        cells += [Cell("exercise", answer, name, id=name), Cell("test", check, name, 2, id=f"test_{name}")]
    return Lesson("07_tiny", tuple(cells))


@pytest.fixture(scope="module")
def isolation():
    with Isolation(Limits(cell_seconds=3, total_seconds=20), torch=False) as prepared:
        yield prepared


def outcomes(isolation: Isolation, follow: bool = True, **changed: str) -> dict[str, Outcome]:
    """The outcomes by exercise, with some answers changed."""
    cells = [
        {"cell_type": "code", "id": id, "source": source, "metadata": {}, "outputs": []}
        for id, source in (ANSWERS | changed).items()
    ]
    data = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}).encode()
    result = grade(data, "tiny.ipynb", "student01", lesson(), isolation, seed=1, follow=follow)
    return {outcome.exercise: outcome for outcome in result.outcomes}


def points(found: dict[str, Outcome]) -> list[float]:
    return [found[name].points for name in ANSWERS]


WRONG = "def double(x):\n    return 5 * x"


def test_an_exercise_that_fails_only_because_of_an_earlier_one_gets_its_points(isolation):
    """Does one mistake cost once, with the place of the mistake named?"""
    found = outcomes(isolation, double=WRONG)
    assert points(found) == [0, 2, 2, 2] and found["double"].status == FAILED
    assert (found["four"].status, found["four"].followed) == (PASSED, ("7.1 (double)",))
    assert found["four"].message == "Passes with a right `double` (7.1): look there first."
    assert found["twelve"].followed == ("7.1 (double)",) and found["three"].followed == ()


def test_an_exercise_with_a_mistake_of_its_own_gets_nothing(isolation):
    """Are follow-through marks for right answers only?"""
    found = outcomes(isolation, double=WRONG, four="def four(x):\n    return double(double(x)) + 1")
    assert points(found) == [0, 0, 2, 2]
    assert found["four"].status == FAILED and found["twelve"].followed == ("7.1 (double)", "7.2 (four)")


def test_two_mistakes_that_do_not_touch_are_told_apart(isolation):
    """Are only the exercises that it uses blamed?"""
    found = outcomes(isolation, double=WRONG, three="def three(x):\n    return x")
    assert points(found) == [0, 2, 0, 2]
    assert found["four"].followed == ("7.1 (double)",)
    assert found["twelve"].followed == ("7.1 (double)", "7.3 (three)")


def test_what_is_not_written_gets_nothing(isolation):
    """Is an empty answer never carried by a right one before it?"""
    stub = 'def four(x):\n    raise NotImplementedError("Exercise 7.2 (four) is not written yet.")'
    found = outcomes(isolation, double=WRONG, four=stub)
    assert points(found) == [0, 0, 2, 2] and found["four"].status == NOT_RUN


def test_a_course_may_do_without(isolation):
    """Does `follow_through = false` leave each failure a failure?"""
    assert points(outcomes(isolation, follow=False, double=WRONG)) == [0, 0, 2, 0]


def test_right_answers_are_told_nothing(isolation):
    """Is a submission without a mistake examined once?"""
    found = outcomes(isolation)
    assert points(found) == [2, 2, 2, 2] and not any(o.followed or o.message for o in found.values())
