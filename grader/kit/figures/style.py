"""The look that all figures share: palette, size, axes. Readable without colour alone."""

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.rcsetup import cycler

from grader.kit.figures.alt import speak

# Okabe and Ito's palette, chosen to be told apart by colour-blind readers.
COLORS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
# The same colours for text, dark enough on white: at least 4.5 to 1, which orange, green, pink and yellow are not.
INKS = ("#0072B2", "#A84A00", "#00734F", "#A34B7A", "#8A5F00", "#1F6E99", "#000000")
SOFT = "#666666"
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
LINES = ("-", "--", "-.", ":")
SEQUENTIAL = "Blues"
DIVERGING = "RdBu_r"
SIZE = (5.0, 3.0)


def use_style() -> None:
    """Set matplotlib's defaults for the lessons: size in inches, palette, thin spines."""
    cycle = cycler(color=COLORS[:4], linestyle=LINES)
    plt.rcParams.update(
        {
            "figure.figsize": SIZE,
            "figure.dpi": 100,
            "figure.constrained_layout.use": True,
            "axes.prop_cycle": cycle,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.titlesize": 10,
            "axes.labelsize": 9,
            "font.size": 9,
            "image.cmap": SEQUENTIAL,
            "legend.frameon": False,
        }
    )
    speak()


def axes(title: str, xlabel: str = "", ylabel: str = "", size: tuple[float, float] = SIZE) -> Axes:
    """New axes with a title that states the finding and labels that name quantity and unit."""
    use_style()
    ax = plt.subplots(figsize=size)[1]
    ax.set(title=title, xlabel=xlabel, ylabel=ylabel)
    return ax
