"""The character MLP seen: its windows, the step length, its training, its map of letters, what it expects."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from grader.kit.checks.values import to_array
from grader.kit.figures.style import COLORS, INKS, LINES, MARKERS, SEQUENTIAL, axes

VOWELS = "aeiou"


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
        losses: one a step; the axis is cut where it shows the means.
        marks: name -> loss, each a horizontal line with its name at the right.
    """
    values = np.array([float(loss) for loss in losses])
    means = values[: len(values) // every * every].reshape(-1, every).mean(axis=1)
    ax = axes(title, "step", "loss (nats)", size=(6.4, 3.3))
    shown = slice(None, None, max(1, len(values) // 3000))
    grey = {"color": "#BBBBBB", "linewidth": 0.4, "linestyle": "-", "label": "one batch"}
    ax.plot(np.arange(len(values))[shown], values[shown], **grey)
    centres = (np.arange(len(means)) + 0.5) * every
    ax.plot(centres, means, color=COLORS[0], linestyle="-", linewidth=1.8, label=f"mean of {every} batches")
    for i, (name, loss) in enumerate(marks.items()):
        ax.axhline(loss, color=COLORS[1 + i], linestyle=LINES[1 + i % 3], linewidth=1.2, label=f"{name} {loss:.3f}")
    ax.set_ylim(min(means.min(), *marks.values()) - 0.5, means[1] + 0.5)
    ax.legend(fontsize=8, loc="upper left", bbox_to_anchor=(1.0, 1.0))
    return ax


def draw_embedding(C: Any, letters: str, title: str) -> Axes:
    """The rows of C (V, 2) as letters on a map; vowels in filled circles, the dot in a square, consonants bare."""
    points = to_array("C", C)
    ax = axes(title, "first number of the row", "second number", size=(6.4, 5.4))
    for letter, (x, y) in zip(letters, points, strict=True):
        if letter in VOWELS:
            ax.scatter(x, y, s=140, color=COLORS[0], marker=MARKERS[0])
        elif letter == ".":
            ax.scatter(x, y, s=140, color=COLORS[1], marker=MARKERS[1])
        ink = "white" if letter in VOWELS + "." else "black"
        ax.text(x, y, letter, ha="center", va="center", color=ink, weight="bold", fontsize=8)
    low, high = points.min(axis=0), points.max(axis=0)
    pad = 0.08 * (high - low)
    ax.set(xlim=(low[0] - pad[0], high[0] + pad[0]), ylim=(low[1] - pad[1], high[1] + pad[1]))
    return ax


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
            place = {"xytext": (shift, 5), "textcoords": "offset points", "ha": side}
            ax.annotate(f"{name}, {loss:.3f}", (size, loss), fontsize=8, color=INKS[i], **place)
    counts = [size for group in (tables, networks) for size, _ in group.values()]
    ax.set_xscale("log")
    ax.set_xlim(min(counts) / 12, max(counts) * 12)
    ax.margins(y=0.15)
    ax.legend(fontsize=8, loc="upper right")
    return ax
