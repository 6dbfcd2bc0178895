"""The spirals of lesson 1: does the table hold what it says, and is the best line the best?"""

from itertools import pairwise

import numpy as np
import pytest

from grader.kit.data.two_spirals import WIDTHS, best_line, spiral_layers, spirals, train
from grader.kit.figures.spirals import grid_lines, plane, shadow


def scores(points, layers):
    for W, b in layers[:-1]:
        points = np.maximum(points @ W + b, 0)
    return points @ layers[-1][0] + layers[-1][1]


@pytest.mark.parametrize("seed", range(10))
def test_the_network_separates_fresh_spirals(seed):
    points, labels = spirals(seed=seed)
    assert (scores(points, spiral_layers()).argmax(axis=1) == labels).all()


def test_the_table_has_the_shapes_it_says():
    assert [W.shape for W, _ in spiral_layers()] == list(pairwise(WIDTHS))
    assert sum(W.size + b.size for W, b in spiral_layers()) == 120


@pytest.mark.slow
def test_training_separates_the_spirals():
    points, labels = spirals()
    assert (scores(points, train()).argmax(axis=1) == labels).mean() > 0.97


def test_best_line_finds_a_line_that_separates():
    points = np.random.default_rng(3).random((60, 2))
    labels = (points @ [2.0, -1.0] > 0.3).astype(int)
    w, c, share = best_line(points, labels)
    assert ((points @ w + c > 0) == labels).mean() == share
    assert share > 0.98


def test_shadow_keeps_two_numbers_and_flattens_more():
    points = np.random.default_rng(0).random((20, 5))
    assert shadow(points[:, :2]) is not None and (shadow(points[:, :2]) == points[:, :2]).all()
    assert shadow(points).shape == (20, 2)
    assert shadow(points).var(axis=0)[0] >= points.var(axis=0).max()


def test_grids_have_the_shapes_they_say():
    assert grid_lines(lines=3, points=5).shape == (6, 5, 2)
    assert plane(n=4).shape == (16, 2)
