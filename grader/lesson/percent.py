"""Splits a text in jupytext's percent format into its cells, without the half of Jupyter that jupytext brings along."""

import sys
from typing import Any

# jupytext's plugin for Jupyter's file browser imports Jupyter's server, four fifths of what jupytext takes to import.
# Where the plugin cannot be imported, jupytext does without.
PLUGIN = ("jupytext.sync_contentsmanager", "jupytext.async_contentsmanager")
if "jupytext" not in sys.modules:
    sys.modules.update(dict.fromkeys(PLUGIN))  # type: ignore[arg-type]
import jupytext  # noqa: E402

for _name in PLUGIN:
    if sys.modules.get(_name, jupytext) is None:
        del sys.modules[_name]


def percent_cells(text: str) -> list[Any]:
    """The cells of a text, each with `cell_type`, `source` and, from its header, `metadata`."""
    cells: list[Any] = jupytext.reads(text, fmt="py:percent").cells
    return cells
