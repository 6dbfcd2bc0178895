"""A cost landscape seen from above, with the paths that gradient descent takes over it."""

from collections.abc import Callable, Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from grader.kit.figures.style import COLORS, LINES, MARKERS, use_style

Span = tuple[float, float]
Cost = Callable[[np.ndarray], float]


def heights(cost: Cost, xs: np.ndarray, ys: np.ndarray) -> np.ndarray:
    """The cost over a grid: (len(ys), len(xs))."""
    return np.array([[float(cost(np.array([x, y]))) for x in xs] for y in ys])


def landscape(ax: Axes, cost: Cost, x_span: Span, y_span: Span, levels: int = 12) -> Axes:
    """Contour lines of a cost of two numbers; darker is lower.

    Args:
        cost: takes an array (2,), returns a number.
        x_span, y_span: the part of the plane to draw.
    """
    xs, ys = np.linspace(*x_span, 61), np.linspace(*y_span, 61)
    z = heights(cost, xs, ys)
    # Lines closer together near the bottom, where the paths end.
    cuts = z.min() + (z.max() - z.min()) * np.linspace(0, 1, levels + 1) ** 2
    ax.contourf(xs, ys, z, levels=cuts, cmap="Blues_r", alpha=0.35)
    ax.contour(xs, ys, z, levels=cuts[1:-1], colors="#8899aa", linewidths=0.5)
    ax.set(xlim=x_span, ylim=y_span)
    return ax


def path_over(ax: Axes, path: np.ndarray, index: int = 0, label: str = "") -> None:
    """One path (steps + 1, 2): a mark for each step, a ring at the start, a star at the end.

    Args:
        index: which colour and mark of the palette.
    """
    path = np.asarray(path, dtype=float)
    color = COLORS[1:][index % len(COLORS[1:])]
    line, mark = LINES[index % len(LINES)], MARKERS[index % len(MARKERS)]
    ax.plot(*path.T, line, marker=mark, color=color, ms=4, lw=1.2, mec="white", mew=0.5, label=label)
    ax.plot(*path[0], "o", ms=11, mfc="none", mec="black", mew=1.3)
    ax.plot(*path[-1], "*", ms=12, color="black", markeredgecolor="white", markeredgewidth=0.6)


def paths_by_rate(
    cost: Cost, paths: Mapping[str, np.ndarray], title: str, x_span: Span = (-5, 5), y_span: Span = (-2.5, 2.5)
) -> Figure:
    """The same landscape once for each learning rate, side by side.

    Args:
        paths: from the panel's title to its path, (steps + 1, 2).
    """
    use_style()
    figure, panels = plt.subplots(1, len(paths), figsize=(2.7 * len(paths), 2.6), sharex=True, sharey=True)
    for ax, (name, path) in zip(np.atleast_1d(panels), paths.items(), strict=True):
        landscape(ax, cost, x_span, y_span)
        path_over(ax, path)
        ax.set_title(name, fontsize=9)
        ax.set_xlabel("first number")
    np.atleast_1d(panels)[0].set_ylabel("second number")
    figure.suptitle(title + "\nring: start, star: last step", fontsize=10)
    return figure


def paths_by_start(cost: Cost, paths: Mapping[str, np.ndarray], title: str, x_span: Span, y_span: Span) -> Axes:
    """Several paths over one landscape, named in a legend."""
    use_style()
    ax = landscape(plt.subplots(figsize=(5.6, 3.2))[1], cost, x_span, y_span, levels=16)
    for index, (name, path) in enumerate(paths.items()):
        path_over(ax, path, index, name)
    ax.set(title=title + "\nring: start, star: last step", xlabel="first number", ylabel="second number")
    ax.figure.legend(*ax.get_legend_handles_labels(), loc="outside right center")
    return ax
