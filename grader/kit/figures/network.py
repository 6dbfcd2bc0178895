"""A network of layers drawn with its shapes: a column of units for each vector, the step between two over the edges."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.patches import Circle

from grader.kit.figures.style import COLORS, axes

GAP = 4.5
MOST = 8  # units drawn in a column; of more, three at each end and dots between


def draw_layers(columns: Mapping[str, int], steps: Sequence[str], title: str) -> Axes:
    """Columns of circles from left to right, every unit joined to all of the column before it.

    Args:
        columns: name -> number of units; the number is written under the name.
        steps: what is done between two columns, one fewer than there are columns.
    """
    tallest = max(_drawn(units) for units in columns.values())
    ax = axes(title, size=(1.55 * len(columns), 0.29 * tallest + 1.5))
    places = [_places(GAP * i, units) for i, units in enumerate(columns.values())]
    for before, after in pairwise(places):
        for start in before:
            for end in after:
                ax.plot(*zip(start, end, strict=True), color="#BBBBBB", linestyle="-", linewidth=0.5, zorder=1)
    top = (tallest - 1) / 2
    for i, (name, units) in enumerate(columns.items()):
        for place in places[i]:
            ax.add_patch(Circle(place, 0.3, facecolor="white", edgecolor="black", linewidth=0.9, zorder=2))
        if units > MOST:
            ax.text(GAP * i, 0, "···", ha="center", va="center", fontsize=12, rotation=90)
        ax.text(GAP * i, -top - 0.6, f"{name}\n{units}", ha="center", va="top", fontsize=9)
    for i, step in enumerate(steps):
        ax.text(GAP * (i + 0.5), top + 0.7, step, ha="center", va="bottom", fontsize=8.5, color=COLORS[0])
    ax.set(xlim=(-1.4, GAP * (len(columns) - 1) + 1.4), ylim=(-top - 2.4, top + 2.4))
    ax.set_aspect("equal")
    ax.axis("off")
    return ax


def _drawn(units: int) -> int:
    return units if units <= MOST else MOST - 1


def _places(x: float, units: int) -> list[tuple[float, float]]:
    """Where the circles of a column stand, from top to bottom; of a long column the middle is left out."""
    drawn = _drawn(units)
    rows = [(drawn - 1) / 2 - i for i in range(drawn)]
    return [(x, y) for y in rows if units <= MOST or abs(y) > 0.5]
