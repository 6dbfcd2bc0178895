"""Two spirals being bent, layer by layer, until a line separates them; and what one layer does to a grid."""

from collections.abc import Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure

from grader.kit.figures.style import COLORS, MARKERS, axes, use_style

PANEL = 2.3


def grid_lines(reach: float = 1.0, lines: int = 9, points: int = 41) -> np.ndarray:
    """A square grid as curves: (2 * lines, points, 2), the upright lines first."""
    fixed, along = np.meshgrid(np.linspace(-reach, reach, lines), np.linspace(-reach, reach, points), indexing="ij")
    return np.concatenate([np.stack([fixed, along], axis=2), np.stack([along, fixed], axis=2)])


def plane(reach: float = 1.2, n: int = 120) -> np.ndarray:
    """The points (n * n, 2) of a fine grid, row after row from below: what `draw_regions` wants classified."""
    side = np.linspace(-reach, reach, n)
    x, y = np.meshgrid(side, side)
    return np.stack([x.ravel(), y.ravel()], axis=1)


def draw_points(ax: Axes, points: np.ndarray, labels: np.ndarray) -> None:
    """Both classes, by colour and by mark: filled circles for 0, open squares for 1."""
    for k in (0, 1):
        x, y = points[labels == k].T
        style: dict[str, Any] = {
            "facecolors": COLORS[0] if k == 0 else "none",
            "edgecolors": COLORS[k],
            "linewidths": 0.8,
        }
        ax.scatter(x, y, s=9, marker=MARKERS[k], label=f"class {k}", **style)


def draw_spirals(
    points: np.ndarray, labels: np.ndarray, title: str, line: tuple[np.ndarray, float] | None = None
) -> Axes:
    """The data as they are, (n, 2) and (n,); `line` is (w, c) of the straight line points @ w + c = 0."""
    ax = axes(title, "x₁", "x₂", size=(4.6, 3.4))
    draw_points(ax, points, labels)
    _frame(ax, points)
    if line is not None:
        draw_line(ax, *line)
    ax.set_aspect("equal")
    ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), markerscale=1.6)
    return ax


def draw_fold(stages: Sequence[np.ndarray], names: Sequence[str], title: str) -> Figure:
    """The same grid before and after each step of one layer.

    Args:
        stages: each (lines, points, 2), as `grid_lines` gives them.
        names: a heading for each.
    """
    figure, panels = _row(len(stages), title, PANEL + 0.3)
    reach = 1.1 * max(np.abs(stage).max() for stage in stages)
    for ax, stage, name in zip(panels, stages, names, strict=True):
        half = len(stage) // 2
        for i, curve in enumerate(stage):
            style: dict[str, Any] = {"color": COLORS[0], "ls": "-"} if i < half else {"color": COLORS[1], "ls": "--"}
            ax.plot(*curve.T, lw=1.0, **style)
        ax.axhline(0, color="grey", lw=0.6)
        ax.axvline(0, color="grey", lw=0.6)
        ax.set(title=name, xlim=(-reach, reach), ylim=(-reach, reach), aspect="equal", xlabel="unit 1", ylabel="unit 2")
    panels[0].set(xlabel="x₁", ylabel="x₂")
    return figure


def shadow(activations: np.ndarray) -> np.ndarray:
    """Points of any dimension in the plane: (n, d) to (n, 2), along the two directions in which they spread most."""
    if activations.shape[1] == 2:
        return activations
    centred = activations - activations.mean(axis=0)
    flat: np.ndarray = centred @ np.linalg.svd(centred, full_matrices=False)[2][:2].T
    return flat


def draw_bending(path: Sequence[np.ndarray], labels: np.ndarray, w: np.ndarray, c: float, title: str) -> Figure:
    """The points after each layer, as flat pictures, with the line w·h + c = 0 in the last.

    Args:
        path: the input and each hidden layer's activations, each (n, units); the last has two units.
        labels: (n,) 0 or 1.
        w, c: the separating line, w (2,).
    """
    figure, panels = _row(len(path), title, PANEL)
    for i, (ax, activations) in enumerate(zip(panels, path, strict=True)):
        draw_points(ax, shadow(activations), labels)
        units = activations.shape[1]
        name = "input" if i == 0 else f"after layer {i}"
        ax.set_title(f"{name}\n{units} numbers" + (", seen flat" if units > 2 else ""))
        ax.set(xticks=[], yticks=[])
        _frame(ax, shadow(activations))
    draw_line(panels[-1], w, c)
    panels[0].legend(loc="lower left", fontsize=7, frameon=True, borderpad=0.2, handletextpad=0.1)
    return figure


def draw_regions(classes: np.ndarray, points: np.ndarray, labels: np.ndarray, title: str, reach: float = 1.2) -> Axes:
    """Which class each place of the plane is given, with the data on top.

    Args:
        classes: (n * n,) 0 or 1, of the points of `plane(reach, n)`.
    """
    ax = axes(title, "x₁", "x₂", size=(4.6, 3.6))
    n = round(len(classes) ** 0.5)
    side = np.linspace(-reach, reach, n)
    table = np.asarray(classes).reshape(n, n)
    ax.contourf(side, side, table, levels=[-0.5, 0.5, 1.5], cmap=ListedColormap(["#cfe3f2", "#ffffff"]))
    ax.contour(side, side, table, levels=[0.5], colors="black", linewidths=1.2)
    draw_points(ax, points, labels)
    ax.set_aspect("equal")
    ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), markerscale=1.6)
    return ax


def draw_line(ax: Axes, w: np.ndarray, c: float) -> None:
    """The line w[0] x + w[1] y + c = 0 across the whole panel, whose limits stay as they are."""
    foot = -c * np.asarray(w) / np.dot(w, w)
    along = np.array([-w[1], w[0]])
    limits = ax.get_xlim(), ax.get_ylim()
    ax.axline(foot, foot + along, color="black", lw=1.6)
    ax.set(xlim=limits[0], ylim=limits[1])


def _row(n: int, title: str, side: float) -> tuple[Figure, Sequence[Axes]]:
    use_style()
    figure, panels = plt.subplots(1, n, figsize=(side * n, side + 0.55))
    figure.set_layout_engine("compressed")
    figure.suptitle(title, fontsize=10.5)
    return figure, panels


def _frame(ax: Axes, points: np.ndarray) -> None:
    """Limits a little wider than the points."""
    low, high = points.min(axis=0), points.max(axis=0)
    margin = 0.08 * (high - low).max()
    ax.set(xlim=(low[0] - margin, high[0] + margin), ylim=(low[1] - margin, high[1] + margin))
