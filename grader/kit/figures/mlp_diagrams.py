"""The character MLP as diagrams: the windows that it is shown, and its network for one of them."""

from collections.abc import Mapping
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from grader.kit.checks.values import to_array
from grader.kit.figures.style import COLORS, axes


def draw_windows(X: Any, Y: Any, itos: Mapping[int, str], title: str) -> Axes:
    """One row an example: the characters of the context (n, block) in boxes, an arrow, the target."""
    contexts, targets = to_array("X", X), to_array("Y", Y)
    n, block = contexts.shape
    ax = axes(title, size=(0.55 * block + 2.2, 0.42 * n + 0.8))
    for row, (context, target) in enumerate(zip(contexts, targets, strict=True)):
        for place, code in enumerate([*context, target]):
            is_target = place == block
            box = {"boxstyle": "square,pad=0.35", "facecolor": "#E8E8E8" if is_target else "white"}
            weight = "bold" if is_target else "normal"
            x = place + (0.9 if is_target else 0)
            ax.text(x, -row, itos[int(code)], ha="center", va="center", family="monospace", weight=weight, bbox=box)
        ax.annotate("", (block + 0.45, -row), (block - 0.55, -row), arrowprops={"arrowstyle": "->", "linewidth": 0.8})
    ax.set(xlim=(-0.6, block + 1.5), ylim=(0.6 - n, 0.6))
    ax.axis("off")
    return ax


def draw_network(context: str, target: str, dims: int, hidden: int, title: str) -> Axes:
    """The network for one example as boxes from left to right, each with its name and shape.

    Args:
        context: the characters that it looks at; each gets a row of C.
        target: the character whose logit should grow.
        dims, hidden: numbers for a character, units of the hidden layer.
    """
    block, middle = len(context), (len(context) - 1) / 2
    ax = axes(title, size=(8.4, 0.75 * block + 1.5))
    for place, letter in enumerate(context):
        y = block - 1 - place
        _box(ax, 0, y, letter, 0.5)
        _box(ax, 1.5, y, f"row of C ({dims},)", 1.3)
        _arrow(ax, 0.28, y, 0.82, y)
        _arrow(ax, 2.18, y, 2.82, middle)
    steps = (f"e ({block * dims},)", f"h ({hidden},)", "logits (27,)")
    for k, text in enumerate(steps):
        _box(ax, 3.5 + 2.3 * k, middle, text, 1.3)
    labels = (f"tanh(e W₁ + b₁)\nW₁ ({block * dims}, {hidden})", f"h W₂ + b₂\nW₂ ({hidden}, 27)")
    for k, text in enumerate(labels):
        _arrow(ax, 4.18 + 2.3 * k, middle, 5.12 + 2.3 * k, middle)
        ax.text(4.65 + 2.3 * k, middle + 0.45, text, ha="center", va="bottom", fontsize=8, color=COLORS[0])
    ax.text(3.5, middle - 0.45, "side by side", ha="center", va="top", fontsize=8, color=COLORS[0])
    below = f"softmax: probabilities\nthe one of '{target}' should grow"
    ax.text(8.1, middle - 0.45, below, ha="center", va="top", fontsize=8, color=COLORS[0])
    ax.set(xlim=(-0.4, 9.4), ylim=(-0.6, block - 0.1))
    ax.axis("off")
    return ax


def _box(ax: Axes, x: float, y: float, text: str, width: float) -> None:
    corner = (x - width / 2, y - 0.24)
    ax.add_patch(Rectangle(corner, width, 0.48, facecolor="white", edgecolor="black", linewidth=0.9))
    ax.text(x, y, text, ha="center", va="center", fontsize=9, family="monospace" if len(text) == 1 else None)


def _arrow(ax: Axes, x: float, y: float, to_x: float, to_y: float) -> None:
    ax.annotate("", (to_x, to_y), (x, y), arrowprops={"arrowstyle": "->", "linewidth": 0.8})
