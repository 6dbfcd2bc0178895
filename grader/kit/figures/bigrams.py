"""Pictures of a table of character pairs: the counts, the sums of its rows, the surprise of each letter of a name."""

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from grader.kit.figures.style import COLORS, LINES, SEQUENTIAL, axes, use_style


def count_heatmap(N: Any, itos: Mapping[int, str], title: str, size: float = 11.0) -> Axes:
    """The whole table: in each square the pair and its count, darker where it is more frequent.

    Args:
        N: (V, V), N[first, second].
        itos: index to character.
    """
    table = np.asarray(N)
    ax = axes(title, "second character", "first character", (size, size))
    ax.imshow(np.sqrt(table), cmap=SEQUENTIAL)
    dark = np.sqrt(table.max()) * 0.6
    points = min(12.0, 17 * size / len(table))
    for i, j in np.ndindex(table.shape):
        color = "white" if np.sqrt(table[i, j]) > dark else "black"
        ax.text(j, i, f"{itos[i]}{itos[j]}", ha="center", va="bottom", fontsize=points, color=color)
        ax.text(j, i, f"{int(table[i, j])}", ha="center", va="top", fontsize=0.8 * points, color=color)
    _letter_ticks(ax, itos, len(table))
    return ax


def top_bars(pairs: Sequence[tuple[tuple[str, str], int]], title: str) -> Axes:
    """The most frequent pairs as horizontal bars, the most frequent on top; `pairs` holds ((first, second), count)."""
    ax = axes(title, "times counted", "pair", (5.0, 0.6 + 0.22 * len(pairs)))
    names, counts = [first + second for (first, second), _ in pairs], [count for _, count in pairs]
    edge = [("." in name) for name in names]
    bars = ax.barh(names, counts, color=[COLORS[1] if e else COLORS[0] for e in edge])
    for bar, at_edge in zip(bars, edge, strict=True):
        bar.set_hatch("//" if at_edge else "")
        bar.set_edgecolor("white")
    ax.bar_label(bars, fontsize=8, padding=2)
    ax.tick_params(axis="y", labelfontfamily="monospace")
    ax.invert_yaxis()
    ax.margins(x=0.12)
    return ax


def letter_bars(counts: Mapping[str, int], title: str, xlabel: str) -> Axes:
    """A bar for each letter of a dictionary letter -> count, in alphabetical order."""
    ax = axes(title, xlabel, "names", (6.0, 2.6))
    letters = sorted(counts)
    ax.bar(letters, [counts[letter] for letter in letters], color=COLORS[0])
    ax.tick_params(axis="x", labelfontfamily="monospace")
    return ax


def coverage(N: Any, title: str, at: float = 0.5) -> Axes:
    """The share of all counts that the k most frequent pairs make up, with a mark where it passes `at`."""
    counts = np.sort(np.asarray(N).ravel())[::-1]
    share = np.cumsum(counts) / counts.sum()
    k = int(np.searchsorted(share, at)) + 1
    ax = axes(title, "number of pairs, the most frequent first", "share of all counts")
    ax.plot(np.arange(1, len(share) + 1), share, color=COLORS[0])
    ax.plot([k, k, 0], [0, share[k - 1], share[k - 1]], color=COLORS[1], linestyle="--", linewidth=1)
    ax.annotate(f"{k} pairs: {share[k - 1]:.0%}", (k, share[k - 1]), (12, -12), textcoords="offset points")
    ax.set(xlim=(0, len(share)), ylim=(0, 1.02))
    return ax


def row_sums(tables: Mapping[str, Any], itos: Mapping[int, str], title: str) -> Figure:
    """The sum of each row, one panel a table, on a logarithmic scale around the line at 1.

    Args:
        tables: label to (V, V) probabilities.
    """
    use_style()
    figure, panels = plt.subplots(len(tables), 1, figsize=(7.0, 1.9 * len(tables)), sharex=True, sharey=True)
    figure.suptitle(title, fontsize=10)
    for ax, (label, table) in zip(panels, tables.items(), strict=True):
        sums = np.asarray(table).sum(axis=1)
        x = np.arange(len(sums))
        ax.axhline(1, color="black", linewidth=0.8)
        ax.vlines(x, 1, sums, color=COLORS[1], linewidth=3)
        ax.plot(x, sums, "o", color=COLORS[0], markersize=5, linestyle="none")
        ax.set(yscale="log", ylabel="sum of the row", title=label)
        ax.set_yticks([0.1, 1, 10], ["0.1", "1", "10"])
        ax.set_ylim(0.04, 15)
    panels[-1].set_xticks(x, [itos[i] for i in range(len(sums))], fontfamily="monospace")
    panels[-1].set_xlabel("row: the character that comes first")
    return figure


def length_shares(groups: Mapping[str, Sequence[str]], title: str, longest: int = 30) -> Axes:
    """The share of names of each length, a line for each group; longer names are counted at the right edge."""
    ax = axes(title, f"letters in the name ({longest} stands for {longest} or more)", "share of names", (6.0, 3.0))
    for i, (label, names) in enumerate(groups.items()):
        lengths = np.minimum([len(name) for name in names], longest)
        share = np.bincount(lengths, minlength=longest + 1) / len(names)
        ax.plot(share, label=label, color=COLORS[i], linestyle=LINES[i], linewidth=1.8)
    ax.legend()
    return ax


def surprise_strips(names: Sequence[str], P: Any, stoi: Mapping[str, int], title: str) -> Axes:
    """Each name as a row of squares, a letter in each, darker where the letter surprised the table more.

    Args:
        P: (V, V), rows sum to one, no zeros.
    """
    table = -np.log(np.asarray(P, dtype=np.float64))
    ax = axes(title, "", "", (7.0, 0.5 + 0.36 * len(names)))
    widest = max(len(name) for name in names) + 1
    for row, name in enumerate(names):
        costs = np.array([table[stoi[a], stoi[b]] for a, b in zip("." + name, name + ".", strict=True)])
        ax.imshow(costs[None], cmap=SEQUENTIAL, vmin=0, vmax=9, extent=(0, len(costs), row + 0.45, row - 0.45))
        for i, (letter, cost) in enumerate(zip(name + ".", costs, strict=True)):
            color = "white" if cost > 5.5 else "black"
            ax.text(i + 0.35, row, letter, ha="center", va="center", color=color, fontfamily="monospace")
            ax.text(i + 0.75, row + 0.05, f"{cost:.1f}", ha="center", va="center", color=color, fontsize=6.5)
        ax.text(widest + 0.4, row, f"mean {costs.mean():.2f}", va="center")
    ax.set(xlim=(0, widest + 2.4), ylim=(len(names) - 0.4, -0.6), aspect="auto")
    ax.set_axis_off()
    ax.set_title(title)
    return ax


def _letter_ticks(ax: Axes, itos: Mapping[int, str], size: int) -> None:
    letters = [itos[i] for i in range(size)]
    ax.set_xticks(range(size), letters, fontfamily="monospace")
    ax.set_yticks(range(size), letters, fontfamily="monospace")
    ax.tick_params(length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)
