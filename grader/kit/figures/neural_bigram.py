"""The learned bigram seen: rows picked by one-hot vectors, losses beside a target, learned and counted tables."""

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from grader.kit.checks.values import to_array
from grader.kit.figures.style import COLORS, DIVERGING, LINES, MARKERS, SEQUENTIAL, axes, use_style


def draw_lookup(encoded: Any, W: Any, title: str) -> Figure:
    """Three tables with their numbers: encoded (n, V), W (V, d) and encoded @ W (n, d)."""
    use_style()
    encoded, W = to_array("encoded", encoded), to_array("W", W)
    tables = (("one-hot rows", encoded), ("W", W), ("one-hot rows @ W", encoded @ W))
    size = (1.2 + 0.5 * sum(table.shape[1] for _, table in tables), 0.9 + 0.42 * max(len(t) for _, t in tables))
    figure, panels = plt.subplots(1, 3, figsize=size, width_ratios=[table.shape[1] for _, table in tables])
    for ax, (name, table) in zip(panels, tables, strict=True):
        _numbered_table(ax, table, bound=float(np.abs(W).max()))
        ax.set(title=name, xlabel="column")
    panels[0].set_ylabel("row")
    figure.suptitle(title, fontsize=10)
    return figure


def draw_losses(
    curves: Mapping[str, Sequence[Any]], target: float, title: str, ymax: float | None = None, log_steps: bool = False
) -> Axes:
    """Losses by step, one line a curve, and the target as a thin dotted line.

    Args:
        curves: name -> losses, the first at step 0.
        ymax: upper end of the loss axis; higher losses leave the picture.
        log_steps: logarithmic axis, with steps counted from 1.
    """
    ax = axes(title, "step", "average NLL (nats)", size=(6.4, 3.3))
    for i, (name, losses) in enumerate(curves.items()):
        values = np.array([float(loss) for loss in losses])
        every = 0.12 if log_steps else max(1, len(values) // 8)
        marker: dict[str, Any] = {"marker": MARKERS[i], "markevery": every, "markersize": 4}
        steps = np.arange(len(values)) + int(log_steps)
        ax.plot(steps, values, color=COLORS[i], linestyle=LINES[i % 4], label=name, **marker)
    ax.axhline(target, color="black", linewidth=0.8, linestyle=":")
    ax.annotate(f"{target:.3f}", (1.01, target), xycoords=("axes fraction", "data"), va="center", fontsize=8)
    if log_steps:
        ax.set_xscale("log")
    if ymax is not None:
        ax.set_ylim(target - 0.06 * (ymax - target), ymax)
    ax.legend(fontsize=8, loc="upper left", bbox_to_anchor=(1.0, 1.0))
    return ax


def draw_two_tables(left: Any, right: Any, letters: str, names: tuple[str, str], title: str) -> Figure:
    """Two (V, V) tables of probabilities side by side on one scale, rows and columns labelled by letters."""
    use_style()
    left, right = to_array(names[0], left), to_array(names[1], right)
    figure, panels = plt.subplots(1, 2, figsize=(9.6, 5.0), sharey=True)
    top = max(left.max(), right.max())
    for ax, table, name in zip(panels, (left, right), names, strict=True):
        # The square root keeps rare pairs visible beside common ones.
        image = ax.imshow(np.sqrt(table), cmap=SEQUENTIAL, vmin=0, vmax=np.sqrt(top))
        ax.set(title=name, xlabel="next character")
        ax.set_xticks(range(len(letters)), letters, fontsize=7)
        ax.set_yticks(range(len(letters)), letters, fontsize=7)
        ax.tick_params(length=0)
    panels[0].set_ylabel("character")
    ticks = np.array([0, 0.01, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0])
    ticks = ticks[ticks <= top]
    bar = figure.colorbar(image, ax=panels, shrink=0.8, ticks=np.sqrt(ticks))
    bar.ax.set_yticklabels([f"{tick:g}" for tick in ticks])
    bar.set_label("probability (square-root scale)")
    figure.suptitle(title, fontsize=11)
    return figure


def draw_row(rows: Mapping[str, Any], letters: str, title: str) -> Axes:
    """One row of several tables as grouped bars, on a logarithmic axis; a probability of 0 has no bar."""
    ax = axes(title, "next character", "probability", size=(7.6, 3.3))
    width = 0.8 / len(rows)
    hatches = ("", "////", "...")
    for i, (name, row) in enumerate(rows.items()):
        places = np.arange(len(letters)) + (i - (len(rows) - 1) / 2) * width
        bars: dict[str, Any] = {"hatch": hatches[i % 3], "edgecolor": "white", "linewidth": 0.3}
        ax.bar(places, to_array(name, row), width, color=COLORS[i], label=name, **bars)
    ax.set_yscale("log")
    ax.set_xticks(range(len(letters)), letters)
    ax.margins(x=0.01)
    ax.legend(fontsize=8, ncols=len(rows))
    return ax


def draw_log_counts(weights: Mapping[str, Any], N: Any, title: str) -> Figure:
    """Learned weights against log counts, a dot a pair that occurs; each row of both is centred over those pairs.

    Softmax ignores a constant added to a row, so only differences within a row can agree.

    Args:
        weights: name -> (V, V), one panel each.
        N: (V, V) counts.
    """
    use_style()
    N = to_array("N", N).astype(float)
    x = _centred(np.log(np.maximum(N, 1)), N)
    figure, panels = plt.subplots(1, len(weights), figsize=(3.7 * len(weights), 3.8), sharey=True, squeeze=False)
    groups = ((N >= 100, "100 times or more", 0), ((N > 0) & (N < 100), "1 to 99 times", 1))
    ends = [x[N > 0].min(), x[N > 0].max()]
    for ax, (name, W) in zip(panels[0], weights.items(), strict=True):
        y = _centred(to_array(name, W).astype(float), N)
        for chosen, group, i in groups:
            ax.scatter(x[chosen], y[chosen], s=9, alpha=0.7, color=COLORS[i], marker=MARKERS[i], label=group)
        ax.plot(ends, ends, color="black", linewidth=0.8, linestyle="-", label="equal")
        ax.set(title=name, xlabel="log count, row mean subtracted")
    panels[0, 0].set_ylabel("weight, row mean subtracted")
    panels[0, 0].legend(fontsize=8)
    figure.suptitle(title, fontsize=11)
    return figure


def _centred(table: np.ndarray, N: np.ndarray) -> np.ndarray:
    """The table less each row's mean over the pairs that occur."""
    seen = np.maximum((N > 0).sum(1, keepdims=True), 1)
    centred: np.ndarray = table - np.where(N > 0, table, 0).sum(1, keepdims=True) / seen
    return centred


def _numbered_table(ax: Axes, table: np.ndarray, bound: float) -> None:
    """A small table as coloured squares with the number in each."""
    ax.imshow(table, cmap=DIVERGING, vmin=-1.6 * bound, vmax=1.6 * bound, aspect="auto")
    for (i, j), value in np.ndenumerate(table):
        ax.text(j, i, f"{value:g}", ha="center", va="center", fontsize=9)
    ax.set_xticks(range(table.shape[1]))
    ax.set_yticks(range(table.shape[0]))
    ax.tick_params(length=0)
