"""Follow-through marks on a real lesson: one wrong `backward` costs its own points and no others."""

import json

import nbformat
import pytest
from the_course import COURSE

from grader.lesson.read import load_lesson
from grader.marking.outcome import FAILED, PASSED
from grader.marking.submission import grade
from grader.sandbox.isolation import Isolation
from grader.sandbox.limits import Limits

FOLDER = "05_micrograd"
REVERSED = "for node in reversed(topological_order(self)):"
USERS = ("neuron", "mlp", "squared_error", "train")


@pytest.fixture(scope="module")
def isolation():
    with Isolation(Limits()) as prepared:
        yield prepared


def test_one_wrong_backward_costs_its_own_points_alone(isolation):
    """Does a notebook that is right but for the direction of `backward` get all points but three?"""
    lesson = load_lesson(COURSE, FOLDER)
    notebook = nbformat.read(COURSE.solution(FOLDER), 4)
    sources = [cell.source for cell in notebook.cells]
    assert sum(REVERSED in source for source in sources) == 1
    for cell in notebook.cells:
        cell.source = cell.source.replace(REVERSED, "for node in topological_order(self):")
    result = grade(json.dumps(notebook).encode(), "micrograd.ipynb", "student01", lesson, isolation, seed=1)
    found = {outcome.exercise: outcome for outcome in result.outcomes}
    assert found["backward"].status == FAILED and found["backward"].points == 0
    assert sum(outcome.points for outcome in found.values()) == sum(o.max_points for o in found.values()) - 3
    followed = {name for name, outcome in found.items() if outcome.followed}
    assert followed == set(USERS)
    assert all(found[name].status == PASSED and "`backward` (5.8)" in found[name].message for name in USERS)
