"""What a slope is: a secant on a curve, its error against h, and what a step along a gradient brings."""

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib.axes import Axes

from grader.kit.figures.style import COLORS, LINES, MARKERS, axes


def draw_secants(f: Callable[[float], float], x: float, widths: Sequence[float], title: str) -> Axes:
    """The curve of f and, for each h, the straight line through its points at x - h and x + h."""
    reach = 1.5 * max(widths)
    ax = axes(title, "x", "f(x)")
    xs = np.linspace(x - reach, x + reach, 100)
    ax.plot(xs, [f(v) for v in xs], color="black", linewidth=1.5, label="f")
    for i, h in enumerate(widths):
        low, high = f(x - h), f(x + h)
        slope = (high - low) / (2 * h)
        ax.plot(
            xs,
            low + slope * (xs - x + h),
            color=COLORS[i],
            linestyle=LINES[1 + i % 3],
            linewidth=1,
            label=f"h = {h:g}: slope {slope:g}",
        )
        ax.plot([x - h, x + h], [low, high], color=COLORS[i], marker=MARKERS[i], linestyle="none", markersize=5)
    ax.legend()
    return ax


def draw_errors(widths: Sequence[float], errors: dict[str, Sequence[float]], title: str) -> Axes:
    """How far each named estimate is off, against h; both axes logarithmic."""
    ax = axes(title, "h", "absolute error of the slope")
    for i, (name, values) in enumerate(errors.items()):
        ax.plot(widths, values, color=COLORS[i], linestyle=LINES[i], marker=MARKERS[i], markersize=4, label=name)
    ax.set_xscale("log")
    ax.set_yscale("log")
    ax.legend()
    return ax


def draw_steps(steps: Sequence[float], real: Sequence[float], predicted: Sequence[float], title: str) -> Axes:
    """The result after steps of several sizes, and what the gradient alone predicts."""
    ax = axes(title, "size of the step", "L")
    ax.plot(steps, real, color=COLORS[0], linestyle=LINES[0], label="L computed anew")
    ax.plot(steps, predicted, color=COLORS[1], linestyle=LINES[1], label="L predicted from the gradient")
    ax.axvline(0, color="grey", linewidth=0.6)
    ax.legend(loc="lower right")
    return ax
