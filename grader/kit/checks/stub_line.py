"""A stub that is called from a cell of the learner's says so in one line, and not in a traceback."""

import sys
from types import TracebackType
from typing import Any

from grader.kit.checks.failures import NotWritten

ENDING = "is not written yet."


def say_in_one_line() -> None:
    """From now on; outside IPython nothing happens."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is not None:
        shell.set_custom_exc((NotImplementedError,), _show)


def _show(
    shell: Any, kind: type, error: BaseException, trace: TracebackType | None, tb_offset: int | None = None
) -> list[str]:
    """What a stub, or a test of one, says; any other NotImplementedError as always."""
    if isinstance(error, NotWritten) or str(error).endswith(ENDING):
        lines = str(error).splitlines()
    else:
        lines = shell.InteractiveTB.structured_traceback(kind, error, trace, tb_offset=tb_offset)
    shell._showtraceback(kind, error, lines)
    return lines
