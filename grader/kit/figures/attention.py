"""What attention does to a sentence: who looks at whom, and one word that becomes two vectors."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from grader.kit.figures.style import COLORS, INKS, SEQUENTIAL, SOFT, use_style


def attention_maps(maps: Mapping[str, np.ndarray], words: Sequence[str], title: str, row: int | None = None) -> Figure:
    """Tables of weights side by side: each row is a word that looks, each column a word looked at.

    Args:
        maps: from the panel's title to its weights, (T, T).
        words: the T words of the sentence.
        row: the row to frame, if any.
    """
    use_style()
    figure, panels = plt.subplots(1, len(maps), figsize=(3.0 * len(maps), 3.4), sharey=True)
    for ax, (name, weights) in zip(np.atleast_1d(panels), maps.items(), strict=True):
        _table(ax, np.asarray(weights, dtype=float), words)
        ax.set_title(name, fontsize=9)
        ax.set_xlabel("word looked at")
        if row is not None:
            frame = Rectangle((-0.5, row - 0.5), len(words), 1, fill=False, ec=COLORS[1], lw=2, clip_on=False)
            ax.add_patch(frame)
    np.atleast_1d(panels)[0].set_ylabel("word that looks")
    figure.suptitle(title, fontsize=10)
    return figure


def two_meanings(
    word: str,
    before: np.ndarray,
    after: Mapping[str, np.ndarray],
    known: Mapping[str, np.ndarray],
    names: tuple[str, str],
    title: str,
) -> Axes:
    """One word as an arrow before attention, and as another arrow in each sentence after it.

    Args:
        before: (2,), the word's own vector.
        after: from the sentence to the word's vector (2,) in it.
        known: vectors (2,) of words to compare with, drawn in grey.
        names: what the two coordinates stand for.
    """
    use_style()
    ax = plt.subplots(figsize=(5.2, 4.0))[1]
    for other, vector in known.items():
        _arrow(ax, vector, SOFT, "-", 1.4, other)
    _arrow(ax, before, "black", "--", 1.8, f"{word}, alone")
    for i, (sentence, vector) in enumerate(after.items()):
        _arrow(ax, vector, INKS[i], "-", 2.6, f"{word} in “{sentence}”")
        _bend(ax, before, vector, INKS[i], 0.25 if vector[0] > vector[1] else -0.25)
    reach = max(float(np.max(v)) for v in (*known.values(), before, *after.values()))
    span = (-0.06 * reach, 1.15 * reach)
    ax.set(xlim=(span[0], 1.4 * reach), ylim=span, title=title, xlabel=names[0], ylabel=names[1])
    ax.set_aspect("equal")
    return ax


def _table(ax: Axes, weights: np.ndarray, words: Sequence[str]) -> None:
    ax.imshow(weights, cmap=SEQUENTIAL, vmin=0, vmax=1)
    ax.set_xticks(range(len(words)), words, rotation=40, ha="right", rotation_mode="anchor")
    ax.set_yticks(range(len(words)), words)
    for (i, j), weight in np.ndenumerate(weights):
        ax.text(j, i, f"{weight:.2f}", ha="center", va="center", fontsize=7, color="white" if weight > 0.6 else "black")


def _arrow(ax: Axes, vector: np.ndarray, color: str, style: str, width: float, text: str) -> None:
    """An arrow from the origin, its name beside the tip."""
    x, y = (float(v) for v in vector)
    head = {"arrowstyle": "-|>", "color": color, "lw": width, "ls": style, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", (x, y), xytext=(0, 0), arrowprops=head | {"mutation_scale": 16})
    ax.annotate(text, (x, y), xytext=(6, 6), textcoords="offset points", color=color)


def _bend(ax: Axes, start: np.ndarray, end: np.ndarray, color: str, curve: float) -> None:
    """A thin curved arrow from the old tip to the new one."""
    look = {"arrowstyle": "->", "color": color, "lw": 1.0, "ls": ":", "connectionstyle": f"arc3,rad={curve}"}
    ax.annotate("", (end[0], end[1]), xytext=(start[0], start[1]), arrowprops=look | {"shrinkA": 6, "shrinkB": 6})
