"""The landscape's grid: rows are the second number, columns the first, and the path keeps its ends."""

import matplotlib

matplotlib.use("agg")

import numpy as np

from grader.kit.figures.landscape import heights, paths_by_rate


def test_heights_have_the_second_number_down_the_rows():
    table = heights(lambda p: p[0] + 10 * p[1], np.array([0.0, 1.0, 2.0]), np.array([0.0, 1.0]))
    assert table.tolist() == [[0, 1, 2], [10, 11, 12]]


def test_each_rate_has_a_panel_that_starts_and_ends_with_its_path():
    path = np.array([[2.0, 1.0], [1.0, 0.5], [0.0, 0.0]])
    figure = paths_by_rate(lambda p: float(p @ p), {"slow": path, "fast": path[::2]}, "two rates")
    assert [ax.get_title() for ax in figure.axes] == ["slow", "fast"]
    line, ring, star = figure.axes[1].lines
    assert line.get_xydata().tolist() == path[::2].tolist()
    assert ring.get_xydata().tolist() == [[2, 1]] and star.get_xydata().tolist() == [[0, 0]]
    matplotlib.pyplot.close(figure)
