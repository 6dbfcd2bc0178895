"""Figures for those who do not see them, or not well: words for each, text that is dark enough, sharp pictures."""

import re

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
from matplotlib.colors import to_rgb

from grader.kit.figures.alt import describe, to_html
from grader.kit.figures.graph import draw_graph
from grader.kit.figures.style import INKS, SOFT, axes
from grader.lesson.execute import ENVIRONMENT, run_notebook


def contrast(color: str) -> float:
    """Of a colour on white, as WCAG 2 defines it."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(color)]
    return 1.05 / (0.05 + float(np.dot(parts, (0.2126, 0.7152, 0.0722))))


@pytest.mark.parametrize("color", [*INKS, SOFT])
def test_colours_of_text_are_dark_enough(color: str):
    """At least 4.5 to 1 on white?"""
    assert contrast(color) >= 4.5
    assert contrast("#D55E00") < 4.5  # what was there before


def test_a_figure_is_told_in_words():
    """Title first, then what the axes measure and what is drawn, escaped for HTML?"""
    ax = axes("Loss falls & settles", "step", "loss (nats)")
    ax.plot([0, 10], [1, 2], label="train")
    ax.plot([0, 10], [2, 3], label="dev")
    told = describe(ax.figure)
    assert told.startswith("Loss falls & settles. Across: step, from ")
    assert "Up: loss (nats), from " in told and told.endswith("Drawn: train, dev.")
    shown = to_html(ax.figure)
    width = int(re.search(r'<img width="(\d+)" alt="Loss falls &amp; settles\.', shown)[1])
    assert 300 < width < 700
    plt.close(ax.figure)


class Node:
    """A node as the lessons have it."""

    def __init__(self, data: float, children: tuple = (), op: str = "", label: str = "") -> None:
        self.data, self.grad, self._prev, self._op, self.label = data, 0.0, children, op, label


def test_a_graph_is_told_in_words():
    """How many nodes, and which is the last?"""
    root = Node(3.0, (Node(1.0, label="a"), Node(2.0, label="b")), "+", "<sum>")
    svg = draw_graph(root).svg
    assert 'role="img" aria-label="A computation graph of 3 nodes, 2 of them leaves. Last: &lt;sum&gt;, data 3' in svg


SHOW = "from grader.kit.figures.style import axes\n\naxes('A title that says it', 'x').plot([1, 2]);"


@pytest.mark.parametrize("quiet", [True, False])
def test_in_a_kernel(tmp_path, monkeypatch, quiet):
    """Does a learner's kernel show <img alt>, and what the build executes a plain picture?"""
    kept = {name: value for name, value in ENVIRONMENT.items() if quiet or name != "FRONTIER_QUIET"}
    monkeypatch.setattr("grader.lesson.execute.ENVIRONMENT", kept)
    monkeypatch.delenv("FRONTIER_QUIET", raising=False)
    monkeypatch.setenv("MPLBACKEND", "agg")  # as whoever starts us may have it
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(SHOW) for _ in range(2)])
    for cell in run_notebook(notebook, tmp_path).cells:
        (data,) = [output.data for output in cell.outputs if output.output_type == "display_data"]
        assert ("image/png" in data) == quiet
        assert ('alt="A title that says it' in data.get("text/html", "")) != quiet
