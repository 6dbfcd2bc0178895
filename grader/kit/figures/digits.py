"""Pictures of a digit reader: the digits, its accuracy curves, its first-layer weights, what it mixes up, its worst."""

from collections.abc import Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from grader.kit.figures.style import COLORS, DIVERGING, LINES, SEQUENTIAL, axes, use_style


def digits_grid(images: Any, captions: Sequence[object], title: str, columns: int = 10) -> Figure:
    """Images with a caption above each, dark ink on white.

    Args:
        images: (k, 28, 28).
        captions: k texts or numbers.
    """
    return _grid(images, [str(caption) for caption in captions], title, columns, cmap="Greys")


def weight_images(w1: Any, title: str, count: int = 16, columns: int = 8) -> Figure:
    """The longest rows of first-layer weights as images: red adds to the unit, blue takes away, white is 0.

    Args:
        w1: (units, 784) weights, or how far they have moved.
    """
    rows = np.asarray(w1, dtype=float)
    longest = np.argsort(-np.linalg.norm(rows, axis=1), kind="stable")[:count]
    limit = np.abs(rows[longest]).max()
    captions = [f"unit {unit}" for unit in longest]
    images = rows[longest].reshape(-1, 28, 28)
    return _grid(images, captions, title, columns, (0.9, 1.1), cmap=DIVERGING, vmin=-limit, vmax=limit)


def accuracy_curves(runs: dict[str, Sequence[tuple[int, float, float]]], title: str) -> Axes:
    """Train and dev accuracy against the step; with several runs, one colour a run, dev always dashed.

    Args:
        runs: name of a run to its rows (step, train, dev); the name "" is left out of the legend.
    """
    ax = axes(title, "step", "accuracy", (6.0, 3.2))
    for i, (name, history) in enumerate(runs.items()):
        steps, train, dev = np.asarray(history, dtype=float).T
        for values, part, line in ((train, "train", LINES[0]), (dev, "dev", LINES[1])):
            color = COLORS[2 * i if name else int(part == "dev")]
            ax.plot(steps, values, line, color=color, linewidth=1.5, label=f"{name}, {part}".removeprefix(", "))
    ax.set_ylim(0, 1.01)
    ax.grid(axis="y", linewidth=0.4)
    ax.legend(loc="center right")
    return ax


def confusion_matrix(y: Any, predictions: Any, title: str) -> Axes:
    """How often each digit was read as each digit; only the mistakes are shaded, the diagonal is framed.

    Args:
        y, predictions: (m,) whole numbers from 0 to 9.
    """
    counts = np.zeros((10, 10), dtype=int)
    np.add.at(counts, (np.asarray(y), np.asarray(predictions)), 1)
    mistakes = counts * (1 - np.eye(10, dtype=int))
    ax = axes(title, "read as", "label", (4.6, 4.4))
    ax.imshow(mistakes, cmap=SEQUENTIAL)
    for i, j in np.ndindex(counts.shape):
        if i == j:
            ax.add_patch(Rectangle((j - 0.47, i - 0.47), 0.94, 0.94, fill=False, color="black", linewidth=0.8))
        dark = mistakes[i, j] > 0.6 * mistakes.max()
        if counts[i, j]:
            ax.text(j, i, str(counts[i, j]), ha="center", va="center", fontsize=8, color="white" if dark else "black")
    ax.set_xticks(range(10))
    ax.set_yticks(range(10))
    return ax


def worst_mistakes(images: Any, y: Any, a2: Any, title: str, count: int = 10) -> Figure:
    """The images whose label got the smallest probability: label, what was read instead, and how surely.

    Args:
        images: (m, 28, 28).
        y: (m,) labels.
        a2: (10, m) probabilities.
    """
    probabilities, labels = np.asarray(a2), np.asarray(y)
    worst = np.argsort(probabilities[labels, np.arange(len(labels))], kind="stable")[:count]
    read = probabilities.argmax(0)
    captions = [f"label {labels[i]}\nread as {read[i]}\n{100 * probabilities[read[i], i]:.0f}% sure" for i in worst]
    return _grid(np.asarray(images)[worst], captions, title, 5, (1.2, 1.65), cmap="Greys")


def _grid(
    images: Any,
    captions: Sequence[str],
    title: str,
    columns: int,
    cell: tuple[float, float] = (0.72, 0.95),
    **show: Any,
) -> Figure:
    """Small images in rows, each without axes and with its caption above."""
    use_style()
    rows = -(-len(images) // columns)
    size = (columns * cell[0], rows * cell[1] + 0.3)
    figure, panels = plt.subplots(rows, columns, figsize=size, squeeze=False)
    figure.suptitle(title, fontsize=10)
    for ax in panels.flat:
        ax.axis("off")
    for ax, image, caption in zip(panels.flat, np.asarray(images), captions, strict=False):
        ax.imshow(image, **show)
        ax.set_title(caption, fontsize=8)
    return figure
