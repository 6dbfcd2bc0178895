"""The character MLP in figures: the step length, its training, its map of letters, what it expects."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from grader.kit.checks.values import to_array
from grader.kit.figures.style import COLORS, INKS, LINES, MARKERS, SEQUENTIAL, axes

VOWELS = "aeiou"


def draw_rate_search(rates: Sequence[float], losses: Sequence[float], chosen: float, title: str) -> Axes:
    """Loss after a short run against the step length, both on logarithmic axes; the chosen one marked."""
    ax = axes(title, "learning rate", "loss after a short run (nats)")
    ax.plot(rates, losses, color=COLORS[0], marker="o", markersize=4)
    ax.axvline(chosen, color=COLORS[1], linestyle="--", linewidth=1)
    ax.annotate(
        f"{chosen:g}",
        (chosen, 0.97),
        xycoords=("data", "axes fraction"),
        xytext=(4, 0),
        textcoords="offset points",
        va="top",
        color=INKS[1],
    )
    ax.set_xscale("log")
    ax.set_yscale("log")
    ticks = [tick for tick in (2.5, 2.7, 3, 3.5, 4, 5, 7, 10, 15, 20, 30) if min(losses) <= tick <= max(losses)]
    ax.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.set_yticks([], minor=True)
    return ax


def draw_training(losses: Sequence[float], marks: Mapping[str, float], title: str, every: int = 500) -> Axes:
    """The losses of the minibatches, and their mean over `every` steps; horizontal lines by name.

    Args:
        losses: one per step; the axis is cut where it shows the means.
        marks: name -> loss, each a horizontal line with its name at the right.
    """
    values = np.array([float(loss) for loss in losses])
    means = values[: len(values) // every * every].reshape(-1, every).mean(axis=1)
    ax = axes(title, "step", "loss (nats)", size=(6.4, 3.3))
    shown = slice(None, None, max(1, len(values) // 3000))
    grey: dict[str, Any] = {"color": "#BBBBBB", "linewidth": 0.4, "linestyle": "-", "label": "one batch"}
    ax.plot(np.arange(len(values))[shown], values[shown], **grey)
    centres = (np.arange(len(means)) + 0.5) * every
    ax.plot(centres, means, color=COLORS[0], linestyle="-", linewidth=1.8, label=f"mean of {every} batches")
    for i, (name, loss) in enumerate(marks.items()):
        ax.axhline(loss, color=COLORS[1 + i], linestyle=LINES[1 + i % 3], linewidth=1.2, label=f"{name} {loss:.3f}")
    ax.set_ylim(min(means.min(), *marks.values()) - 0.5, means[1] + 0.5)
    ax.legend(fontsize=8, loc="upper left", bbox_to_anchor=(1.0, 1.0))
    return ax


def draw_embedding(C: Any, letters: str, title: str) -> Axes:
    """The rows of C (V, 2) as letters on a map; vowels in filled circles, the dot in a square, consonants bare.

    Letters that would lie on each other are moved apart; a thin line leads back to where each belongs.
    """
    points = to_array("C", C)
    ax = axes(title, "first number of the row", "second number", size=(6.4, 5.4))
    low, high = points.min(axis=0), points.max(axis=0)
    span = high - low
    places = low + _apart((points - low) / span, 0.045) * span
    for letter, (x, y), (at_x, at_y) in zip(letters, points, places, strict=True):
        moved = np.hypot(*((at_x - x, at_y - y) / span)) > 0.012
        if moved:
            ax.plot([x, at_x], [y, at_y], color="#999999", linestyle="-", linewidth=0.6, zorder=1)
            ax.scatter(x, y, s=4, color="#999999", marker="o", zorder=1)
        if letter in VOWELS + ".":
            kind = 1 if letter == "." else 0
            ax.scatter(at_x, at_y, s=140, color=COLORS[kind], marker=MARKERS[kind], zorder=2)
        ink = "white" if letter in VOWELS + "." else "black"
        ax.text(at_x, at_y, letter, ha="center", va="center", color=ink, weight="bold", fontsize=8, zorder=3)
    pad = 0.08 * span
    ax.set(xlim=(low[0] - pad[0], high[0] + pad[0]), ylim=(low[1] - pad[1], high[1] + pad[1]))
    return ax


def _apart(points: np.ndarray, distance: float) -> np.ndarray:
    """The points (n, 2), each pair pushed apart, a little at a time, until none is closer than `distance`."""
    places = points.astype(float) + 1e-6 * np.arange(2 * len(points)).reshape(-1, 2)
    for _ in range(500):
        gaps = places[:, None] - places
        lengths = np.sqrt((gaps**2).sum(axis=2)) + np.eye(len(points))
        close = lengths < distance
        if not close.any():
            break
        pushes = np.where(close, (distance - lengths) / lengths, 0)[:, :, None] * gaps
        places = places + 0.4 * pushes.sum(axis=1)
    settled: np.ndarray = places
    return settled


def draw_expectations(rows: Mapping[str, Any], letters: str, title: str) -> Axes:
    """One row a context: the probability of each next character as shade, the likeliest one written in."""
    table = np.stack([to_array(name, row) for name, row in rows.items()])
    ax = axes(title, "next character", size=(8.2, 0.34 * len(rows) + 1.3))
    image = ax.imshow(table, cmap=SEQUENTIAL, vmin=0, vmax=float(table.max()), aspect="auto")
    for i, j in enumerate(table.argmax(axis=1)):
        ink = "white" if table[i, j] > 0.55 * table.max() else "black"
        ax.text(j, i, letters[j], ha="center", va="center", color=ink, weight="bold")
    ax.set_xticks(range(len(letters)), letters)
    ax.set_yticks(range(len(rows)), list(rows), family="monospace")
    ax.tick_params(length=0)
    ax.figure.colorbar(image, ax=ax, label="probability", pad=0.01)
    return ax


def draw_models(tables: Mapping[str, tuple[int, float]], networks: Mapping[str, tuple[int, float]], title: str) -> Axes:
    """Each model as a point: how many numbers it holds and its loss on the dev names.

    Args:
        tables, networks: name -> (numbers, loss).
    """
    ax = axes(title, "numbers in the model", "loss on the dev names (nats)", size=(6.4, 3.8))
    sides = ((7, "left"), (-8, "right"))
    for i, (group, (shift, side)) in enumerate(zip((tables, networks), sides, strict=True)):
        sizes, losses = zip(*group.values(), strict=True)
        ax.plot(sizes, losses, color=COLORS[i], marker=MARKERS[i], linestyle="", label=("tables", "networks")[i])
        for name, (size, loss) in group.items():
            place: dict[str, Any] = {"xytext": (shift, 5), "textcoords": "offset points", "ha": side}
            ax.annotate(f"{name}, {loss:.3f}", (size, loss), fontsize=8, color=INKS[i], **place)
    counts = [size for group in (tables, networks) for size, _ in group.values()]
    ax.set_xscale("log")
    ax.set_xlim(min(counts) / 12, max(counts) * 12)
    ax.margins(y=0.15)
    ax.legend(fontsize=8, loc="upper right")
    return ax
