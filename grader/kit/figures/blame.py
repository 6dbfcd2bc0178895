"""A chain of layers drawn as a network, each unit holding the blame that was sent back to it."""

from collections.abc import Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle

from grader.kit.figures.style import DIVERGING, use_style

GAP = 2.2


def blame_map(
    weights: Sequence[np.ndarray], zs: Sequence[np.ndarray], deltas: Sequence[np.ndarray], title: str
) -> Axes:
    """Units as circles, one column for each z, coloured by their blame; closed units are dashed.

    Args:
        weights: L matrices, (d_l, d_l+1).
        zs: L + 1 vectors (d_l,); a unit is closed where z is not positive, the last column never is.
        deltas: L + 1 vectors (d_l,), the blame of each z.
    """
    use_style()
    ax = plt.subplots(figsize=(6.2, 3.4))[1]
    largest = max(float(np.abs(delta).max()) for delta in deltas) or 1.0
    for layer, w in enumerate(weights):
        _edges(ax, layer, np.asarray(w), np.asarray(zs[layer]) > 0)
    for layer, (z, delta) in enumerate(zip(zs, deltas, strict=True)):
        closed = (np.asarray(z) <= 0) & (layer < len(weights))
        _units(ax, layer, np.asarray(delta, dtype=float), closed, largest)
        ax.text(GAP * layer, -_top(max(map(len, zs))) - 0.85, f"$z_{layer}$", ha="center", va="center", fontsize=11)
    ax.set_title(title + "\nnumber: blame; dashed: ReLU closed; line width: size of the weight")
    ax.set_axis_off()
    ax.set_aspect("equal")
    return ax


def _top(units: int) -> float:
    return (units - 1) / 2


def _places(layer: int, units: int) -> list[tuple[float, float]]:
    """Where the units of a column stand, from top to bottom."""
    return [(GAP * layer, _top(units) - i) for i in range(units)]


def _edges(ax: Axes, layer: int, w: np.ndarray, is_open: np.ndarray) -> None:
    """The weights between two columns; those that leave a closed unit carry nothing and are dotted."""
    width = 2.2 / (np.abs(w).max() or 1.0)
    for i, a in enumerate(_places(layer, w.shape[0])):
        for j, b in enumerate(_places(layer + 1, w.shape[1])):
            look: dict[str, Any] = {"ls": "-", "color": "#667788"} if is_open[i] else {"ls": ":", "color": "#bbbbbb"}
            ax.plot(*zip(a, b, strict=True), lw=0.3 + width * abs(w[i, j]), zorder=1, **look)


def _units(ax: Axes, layer: int, delta: np.ndarray, closed: np.ndarray, largest: float) -> None:
    colors = plt.get_cmap(DIVERGING)
    for place, blame, shut in zip(_places(layer, len(delta)), delta, closed, strict=True):
        share = blame / largest
        style = "--" if shut else "-"
        ax.add_patch(Circle(place, 0.42, fc=colors(0.5 + 0.5 * share), ec="black", ls=style, lw=1, zorder=2))
        ink = "white" if abs(share) > 0.6 else "black"
        text = f"{blame:.1f}".replace("-0.0", "0.0")
        ax.text(*place, text, ha="center", va="center", fontsize=8, color=ink, zorder=3)
