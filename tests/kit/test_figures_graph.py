"""The drawing of a computation graph: every node once, the same text each time, one picture from both renderers."""

import re
import shutil
from types import SimpleNamespace

import pytest

from grader.kit.figures.graph import draw_graph


def node(data, children=(), op="", label=""):
    return SimpleNamespace(data=data, grad=0.0, _prev=children, _op=op, label=label)


def diamond():
    """c * (c + a) with c = a * b."""
    a, b = node(2.0, label="a"), node(-3.0, label="b")
    c = node(-6.0, (a, b), "*", "c")
    return node(24.0, (c, node(-4.0, (c, a), "+")), "*", "y")


def words(svg):
    return sorted(re.findall(r">([^<>\n]+)</text>", svg))


def positions(svg):
    return sorted(float(x) for x in re.findall(r'<rect x="(-?\d+)"', svg))


def test_every_node_is_drawn_once_and_the_text_is_stable():
    first, second = (draw_graph(diamond(), renderer="wasi")._repr_svg_() for _ in range(2))
    assert first == second
    assert first.count("<rect") == 5
    assert first.count("<path") == 9
    assert [word for word in words(first) if len(word) == 1] == ["*", "*", "+", "a", "b", "c", "y"]


@pytest.mark.skipif(not shutil.which("dot"), reason="no dot program")
def test_both_renderers_give_the_same_picture():
    by_dot, by_wasi = (draw_graph(diamond(), renderer=name)._repr_svg_() for name in ("dot", "wasi"))
    assert words(by_dot) == words(by_wasi)
    assert positions(by_dot) == pytest.approx(positions(by_wasi), abs=6)


def test_a_value_used_twice_by_one_operation_has_two_lines():
    a = node(3.0, label="a")
    svg = draw_graph(node(9.0, (a, a), "*"), renderer="wasi")._repr_svg_()
    assert svg.count("<rect") == 2
    assert svg.count("<path") == 3


def test_a_deep_graph_needs_no_recursion():
    from grader.kit.figures.graph import _nodes

    last = node(0.0)
    for _ in range(3000):
        last = node(0.0, (last,), "+")
    assert len(_nodes(last)) == 3001


def test_order_puts_numbers_on_the_boxes():
    a, b = node(1.0, label="a"), node(2.0, label="b")
    svg = draw_graph(node(3.0, (a, b), "+"), order=[b, a], renderer="wasi")._repr_svg_()
    assert {"1", "2"} <= set(words(svg))
