"""Says in words what a figure shows, for those who do not see it; JupyterLab then shows the figure as <img alt>.

A picture among a cell's outputs has no place for such words that a screen reader would find. HTML has. What the build
executes stays a plain picture, which every program shows that reads notebooks.
"""

import base64
import io
import os
import sys
from collections.abc import Iterator
from html import escape

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

SHARP = 2  # pixels of the picture for each on a plain screen
MOST_NAMES = 6
INLINE = "matplotlib_inline.backend_inline"


def speak() -> None:
    """In a learner's kernel, show each figure from now on with its words."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is None or "FRONTIER_QUIET" in os.environ or not plt.get_backend().endswith("inline"):
        return
    if INLINE not in sys.modules:  # loaded later, it would undo what follows
        plt.switch_backend(plt.get_backend())
    formatters = shell.display_formatter.formatters
    formatters["image/png"].pop(Figure, None)
    formatters["text/html"].for_type(Figure, to_html)


def to_html(figure: Figure) -> str:
    """The figure as an <img> in its size on a plain screen, with twice the pixels and what it shows in words."""
    content = io.BytesIO()
    figure.savefig(content, format="png", dpi=SHARP * figure.dpi, bbox_inches="tight", facecolor="white")
    width = int.from_bytes(content.getvalue()[16:20], "big") // SHARP
    source = base64.b64encode(content.getvalue()).decode()
    return f'<img width="{width}" alt="{escape(describe(figure))}" src="data:image/png;base64,{source}">'


def describe(figure: Figure) -> str:
    """What a figure says: its title first, which states the finding, then each panel's axes and what is drawn."""
    whole = figure.get_suptitle()
    panels = [text for text in map(_panel, figure.axes) if text]
    return " ".join(f"{text.rstrip('.')}." for text in ([whole] if whole else []) + panels) or "A figure."


def _panel(ax: Axes) -> str:
    """One panel in a sentence or two; "" for a colour bar or a panel that is switched off and has no title."""
    parts = [ax.get_title()] if ax.get_title() else []
    if ax.axison and ax.get_label() != "<colorbar>":
        parts += [f"{side}: {text}" for side, text in _axes(ax)]
        if names := [name for name in _names(ax) if name]:
            more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
            parts.append(f"Drawn: {', '.join(names[:MOST_NAMES])}{more}")
    return ". ".join(part.replace("$", "").strip().rstrip(".") for part in parts)


def _axes(ax: Axes) -> Iterator[tuple[str, str]]:
    """What each axis measures, and from where to where."""
    for side, label, limits in (("Across", ax.get_xlabel(), ax.get_xlim()), ("Up", ax.get_ylabel(), ax.get_ylim())):
        if label:
            low, high = sorted(limits)
            yield side, f"{label}, from {low:.3g} to {high:.3g}"


def _names(ax: Axes) -> Iterator[str]:
    """What the legend names, and the words that stand in the panel where these are few."""
    yield from ax.get_legend_handles_labels()[1]
    words = [text.get_text() for text in ax.texts if text.get_text().strip()]
    if len(words) <= 3 * MOST_NAMES:
        yield from words
