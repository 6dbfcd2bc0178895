"""Pictures of how a small tensor is stretched and read: which divisor meets which count, which cell comes when."""

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from grader.kit.figures.style import COLORS, use_style

HATCHES = ("", "//", "..", "xx", "--", "++")


def divisor_panels(N: Any, divisors: Mapping[str, Any], title: str) -> Figure:
    """For each divisor the table's squares as `count / divisor`; squares with one divisor share colour and hatching.

    Args:
        N: (V, W) counts.
        divisors: label to an array that broadcasts against N; its entries come from one per row.
    """
    use_style()
    table = np.asarray(N)
    figure, panels = plt.subplots(1, len(divisors), figsize=(3.2 * len(divisors), 2.6))
    figure.suptitle(title, fontsize=10)
    for ax, (label, divisor) in zip(panels, divisors.items(), strict=True):
        divisor = np.asarray(divisor)
        stretched = np.broadcast_to(divisor, table.shape)
        which = np.broadcast_to(np.arange(divisor.size).reshape(divisor.shape), table.shape)
        texts = [[f"{table[i, j]} / {stretched[i, j]}" for j in range(table.shape[1])] for i in range(len(table))]
        _squares(ax, texts, which)
        sums = (table / stretched).sum(axis=1)
        for i, total in enumerate(sums):
            ax.text(table.shape[1] + 0.1, i + 0.5, f"sum {total:.2f}", va="center")
        ax.set_title(label)
        ax.set_xlim(0, table.shape[1] + 1.1)
    return figure


def memory_panels(views: Mapping[str, tuple[Sequence[int], Sequence[int]]], title: str) -> Figure:
    """Two-dimensional views of one memory: each square shows the number of the memory cell that it reads.

    Args:
        views: label to (shape, strides), strides in elements; squares are coloured by their row.
    """
    use_style()
    figure, panels = plt.subplots(1, len(views), figsize=(2.1 * len(views), 2.4))
    figure.suptitle(title, fontsize=10)
    for ax, (label, (shape, strides)) in zip(panels, views.items(), strict=True):
        cells = np.add.outer(np.arange(shape[0]) * strides[0], np.arange(shape[1]) * strides[1])
        _squares(ax, cells.astype(str).tolist(), cells % len(HATCHES))
        ax.set_title(f"{label}\nshape {tuple(shape)}, strides {tuple(strides)}", fontsize=8)
        ax.set(xlim=(-0.1, 4.1), ylim=(4.1, -0.1))
    return figure


def _squares(ax: Axes, texts: Sequence[Sequence[str]], groups: np.ndarray) -> None:
    """Squares with a text in each; equal `groups` look equal, in colour and in hatching."""
    for (i, j), group in np.ndenumerate(groups):
        look: dict[str, Any] = {
            "facecolor": COLORS[group % 6] + "40",
            "edgecolor": "white",
            "hatch": HATCHES[group % 6],
        }
        ax.add_patch(Rectangle((j + 0.03, i + 0.03), 0.94, 0.94, **look))
        ax.text(j + 0.5, i + 0.5, texts[i][j], ha="center", va="center")
    ax.set(xlim=(0, groups.shape[1]), ylim=(groups.shape[0], 0), aspect="equal")
    ax.set_axis_off()
