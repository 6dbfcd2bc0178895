"""What a classifier of points in the plane has learned: the sign of its score, and the loss on the way there."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from grader.kit.figures.style import COLORS, DIVERGING, LINES, MARKERS, axes


def grid_around(points: Sequence[Sequence[float]], n: int, margin: float = 0.4) -> tuple[list[float], list[float]]:
    """The n x-coordinates and n y-coordinates of a grid that covers the points and a margin."""
    xy = np.asarray(points, dtype=float)
    low, high = xy.min(0) - margin, xy.max(0) + margin
    return np.linspace(low[0], high[0], n).tolist(), np.linspace(low[1], high[1], n).tolist()


def draw_boundary(
    grid_x: Sequence[float],
    grid_y: Sequence[float],
    scores: Sequence[Sequence[float]],
    points: Sequence[Sequence[float]],
    labels: Sequence[float],
    title: str,
) -> Axes:
    """Shade the scores, draw the line where they are 0, and put the points on top.

    Args:
        grid_x, grid_y: n and m coordinates.
        scores: (m, n) numbers in [-1, 1]; scores[i][j] belongs to (grid_x[j], grid_y[i]).
        points: (k, 2).
        labels: (k,) of +1 and -1.
    """
    ax = axes(title, "x₁", "x₂", size=(5.0, 3.6))
    shade = ax.contourf(grid_x, grid_y, scores, levels=np.linspace(-1, 1, 9), cmap=DIVERGING, alpha=0.5)
    ax.contour(grid_x, grid_y, scores, levels=[0.0], colors=COLORS[6], linewidths=1.5)
    xy, y = np.asarray(points, dtype=float), np.asarray(labels)
    for label, color, marker in ((1, COLORS[1], MARKERS[0]), (-1, COLORS[0], MARKERS[1])):
        mine = xy[y == label]
        look: dict[str, Any] = {"s": 22, "c": color, "marker": marker, "edgecolors": "white", "linewidths": 0.6}
        ax.scatter(mine[:, 0], mine[:, 1], label=f"{label:+d}", **look)
    ax.figure.colorbar(shade, ax=ax, label="output of the network")
    ax.legend(title="label", loc="lower left", frameon=True, fontsize=8)
    return ax


def draw_loss(curves: dict[str, Sequence[float]], title: str, log: bool = True) -> Axes:
    """One line for each named list of losses against the step."""
    ax = axes(title, "step", "loss (logarithmic)" if log else "loss")
    for i, (name, losses) in enumerate(curves.items()):
        ax.plot(losses, label=name, color=COLORS[i], linestyle=LINES[i % 4], marker=MARKERS[i], markersize=3)
    ax.set_yscale("log" if log else "linear")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    if len(curves) > 1:
        ax.figure.legend(*ax.get_legend_handles_labels(), loc="outside lower center", ncols=len(curves), fontsize=8)
    return ax


def draw_predictions(history: Sequence[Sequence[float]], targets: Sequence[float], title: str) -> Axes:
    """Each example's prediction against the step, with its target as a mark at the right edge.

    Args:
        history: (steps, k) predictions.
        targets: (k,).
    """
    ax = axes(title, "step", "prediction")
    rows = np.asarray(history, dtype=float)
    for i, target in enumerate(targets):
        ax.plot(rows[:, i], color=COLORS[i], linestyle=LINES[i % 4], label=f"example {i + 1}, target {target:+g}")
        ax.plot(len(rows) - 0.4 + 0.8 * i, target, marker=MARKERS[i], color=COLORS[i], clip_on=False)
    ax.set_ylim(-1.1, 1.1)
    ax.legend(loc="center left", bbox_to_anchor=(1.02, 0.5), fontsize=8)
    return ax
