"""A progress bar for training loops that prints to stdout and leaves one line behind."""

import os
import sys
import time
from collections.abc import Iterable, Iterator, Sized
from typing import TypeVar

T = TypeVar("T")
WIDTH = 30
REDRAW_SECONDS = 0.2


def progress(items: Iterable[T], label: str = "training") -> Iterator[T]:
    """Yield the items; redraw `label ████░░ 120/500` in place, nothing on stderr.

    The bar is wiped at the end. Notebooks that are run to be compared set FRONTIER_QUIET, which hides it.

    Args:
        items: what to loop over; without a length only the count is shown.
    """
    total = len(items) if isinstance(items, Sized) else 0
    drawn = time.monotonic()
    widest = 0
    for count, item in enumerate(items):
        if time.monotonic() - drawn > REDRAW_SECONDS and _is_live():
            drawn = time.monotonic()
            line = _bar(label, count, total)
            widest = max(widest, len(line))
            print("\r" + line, end="", flush=True)
        yield item
    if widest:
        print("\r" + " " * widest + "\r", end="", flush=True)


def _bar(label: str, count: int, total: int) -> str:
    if not total:
        return f"{label} {count}"
    filled = WIDTH * count // total
    return f"{label} {'█' * filled}{'░' * (WIDTH - filled)} {count}/{total}"


def _is_live() -> bool:
    """Whether somebody watches: a terminal or a notebook, unless FRONTIER_QUIET is set."""
    return not os.environ.get("FRONTIER_QUIET") and (sys.stdout.isatty() or "ipykernel" in sys.modules)
