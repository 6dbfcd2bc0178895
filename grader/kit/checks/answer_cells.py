"""Notes, in a learner's kernel, which answer cells stopped when they were last run, by the ids of their cells."""

import sys
from typing import Any

from grader.kit.checks.failures import explain

_stopped: dict[str, tuple[str, bool]] = {}


def watch() -> None:
    """Take note of each cell that is run from now on; outside IPython nothing happens."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is not None:
        shell.events.register("post_run_cell", _note)


def account_of(cell: str) -> str:
    """How the cell of this id stopped when it was last run, as the grader says it; "" where it did not."""
    return _stopped.get(cell, ("", False))[0]


def is_unread(cell: str) -> bool:
    """Whether the cell of this id is no Python as it stands: what it should define is an older version, or missing."""
    return _stopped.get(cell, ("", False))[1]


def _note(result: Any) -> None:
    cell = getattr(result.info, "cell_id", None)
    if cell is None:
        return
    error = result.error_before_exec or result.error_in_exec
    _stopped.pop(cell, None)
    if isinstance(error, Exception):
        _stopped[cell] = (f"The cell stopped with {explain(error)}", isinstance(error, SyntaxError))
