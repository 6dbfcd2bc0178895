"""A query image beside the stored images it attends to, with their weights."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from grader.kit.figures.style import use_style


def draw_look_ups(
    queries: np.ndarray,
    stored: np.ndarray,
    labels: np.ndarray,
    rows: Sequence[np.ndarray],
    names: Sequence[str],
    title: str,
    most: int = 6,
) -> Figure:
    """One row of pictures for each query: the query itself, then the images of largest weight.

    Args:
        queries: (n, 28, 28).
        stored: (m, 28, 28), with labels (m,).
        rows: n weight vectors (m,).
        names: n texts to stand above the queries.
        most: how many stored images are shown.
    """
    use_style()
    figure, panels = plt.subplots(len(queries), most + 1, figsize=(0.95 * (most + 1), 1.25 * len(queries) + 0.5))
    for line, image, weights, name in zip(np.atleast_2d(panels), queries, rows, names, strict=True):
        _picture(line[0], image, name)
        for side in line[0].spines.values():
            side.set(visible=True, linewidth=1.5)
        for ax, j in zip(line[1:], np.argsort(-np.asarray(weights), kind="stable")[:most], strict=True):
            _picture(ax, stored[j], f"{labels[j]}: {weights[j]:.3f}")
    figure.suptitle(title, fontsize=10)
    return figure


def _picture(ax: Axes, image: np.ndarray, name: str) -> None:
    ax.imshow(image, cmap="Greys")
    ax.set_title(name, fontsize=8)
    ax.set(xticks=[], yticks=[])
    for side in ax.spines.values():
        side.set_visible(False)
