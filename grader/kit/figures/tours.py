"""Tours drawn on a map, where they stand among all tours, and what they cost in length and time as maps grow."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from grader.kit.figures.style import COLORS, LINES, MARKERS, axes, use_style


def draw_tours(
    places: np.ndarray, tours: Mapping[str, Sequence[int]], title: str, names: Sequence[str] = (), side: float = 2.8
) -> Figure:
    """One map for each tour, side by side.

    Args:
        places: (n, 2).
        tours: a heading for each tour; the way back is drawn dashed. An empty tour draws the cities alone.
        names: of the cities, for a map in kilometres, or nothing.
    """
    use_style()
    figure, panels = plt.subplots(1, len(tours), figsize=(side * len(tours), side + 0.5), squeeze=False)
    figure.suptitle(title, fontsize=10.5)
    for ax, (heading, tour) in zip(panels[0], tours.items(), strict=True):
        _draw_tour(ax, places, list(tour))
        ax.set(title=heading, xticks=[], yticks=[], aspect="equal")
        ax.spines[:].set_visible(False)
        ax.margins(0.12)
        if names:
            _draw_scale(ax, places)
        for name, place in zip(names, places, strict=False):
            ax.annotate(name, place, textcoords="offset points", xytext=(5, 4), fontsize=7)
    return figure


def draw_lengths(lengths: Sequence[float], marks: Mapping[str, float], title: str, xlabel: str) -> Axes:
    """A histogram of the lengths of all tours, with named tours marked by upright lines."""
    ax = axes(title, xlabel, "number of tours")
    ax.hist(lengths, bins=40, color=COLORS[5], edgecolor="white", linewidth=0.4)
    for i, (name, length) in enumerate(marks.items()):
        ax.axvline(length, color=COLORS[(1, 0, 2, 6)[i]], ls=LINES[i % 4], lw=1.6, label=f"{name}: {length:,.0f}")
    ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
    return ax


def draw_cost_and_time(
    sizes: Mapping[str, Sequence[int]],
    lengths: Mapping[str, Sequence[float]],
    seconds: Mapping[str, Sequence[float]],
    title: str,
) -> Figure:
    """Left: mean length against the number of cities. Right: mean time, both axes logarithmic.

    Args:
        sizes, lengths, seconds: for each way of planning, the numbers of cities it was tried on and what came out.
    """
    use_style()
    figure, (left, right) = plt.subplots(1, 2, figsize=(8.6, 3.4))
    figure.suptitle(title, fontsize=10.5)
    for i, name in enumerate(sizes):
        style = {"color": COLORS[(0, 1, 2, 6)[i]], "ls": LINES[i % 4], "marker": MARKERS[i], "ms": 4.5}
        left.plot(sizes[name], lengths[name], label=name, **style)
        right.plot(sizes[name], seconds[name], label=name, **style)
    left.set(title="cost: length of the tour", xlabel="cities", ylabel="length (side of the square = 1)", xscale="log")
    right.set(title="time to find it", xlabel="cities", ylabel="seconds", xscale="log", yscale="log")
    for ax in (left, right):
        ticks = _spread(sorted({n for row in sizes.values() for n in row}))
        ax.set_xticks(ticks, [str(n) for n in ticks])
        ax.minorticks_off()
    left.legend()
    return figure


def _draw_tour(ax: Axes, places: np.ndarray, tour: list[int]) -> None:
    if tour:
        there, back = places[tour], places[[tour[-1], tour[0]]]
        ax.plot(*there.T, color=COLORS[0], ls="-", lw=1.3, zorder=1)
        ax.plot(*back.T, color=COLORS[0], ls="--", lw=1.3, zorder=1)
    size = 26 if len(places) <= 20 else 9
    ax.scatter(places[:, 0], places[:, 1], s=size, color=COLORS[1], zorder=2)
    if tour:
        x, y = places[tour[0]]
        ax.scatter(x, y, s=3.5 * size, marker="s", facecolors="none", edgecolors="black", zorder=3)


def _draw_scale(ax: Axes, places: np.ndarray, km: int = 100) -> None:
    """A bar of so many kilometres in the lower left corner."""
    x, y = places.min(axis=0)
    ax.plot([x, x + km], [y, y], color="black", lw=2)
    ax.annotate(f"{km} km", (x, y), textcoords="offset points", xytext=(0, 4), fontsize=7)


def _spread(ticks: Sequence[int], ratio: float = 1.25) -> list[int]:
    """Of rising numbers those that stand far enough apart on a logarithmic axis to be read."""
    kept: list[int] = []
    for n in ticks:
        if not kept or n >= ratio * kept[-1]:
            kept.append(n)
    return kept
