"""How a test ends: passed, failed with the mistake named, or could not run. Whoever runs a test asks here."""

import ast
import linecache
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType
from typing import Any, Literal

from grader.kit.checks.failures import CheckFailed, NotWritten, explain

Status = Literal["passed", "failed", "could not run"]
PASSED: Status = "passed"
FAILED: Status = "failed"
NOT_RUN: Status = "could not run"


@dataclass(frozen=True)
class Ending:
    """How one test ended: what the learner is told, "" where it passed, and the mistake by name, or ""."""

    status: Status
    message: str = ""
    mistake: str = ""


def run_test(source: str, exercise: str, namespace: dict[str, Any]) -> Ending:
    """Run a test cell in a namespace; only what ends the process, or is no Exception, gets through.

    Args:
        source: the cell, with or without its hidden part.
        exercise: the id of the exercise it tests.
    """
    try:
        code = read_test(source, exercise)
        name = code.co_filename
        linecache.cache[name] = (len(source), None, source.splitlines(True), name)
        exec(code, namespace)
    except Exception as error:
        return ending_of(error)
    return Ending(PASSED)


def ending_of(error: Exception) -> Ending:
    """What an exception that a test ended in stands for."""
    if isinstance(error, NotWritten):
        return Ending(NOT_RUN, str(error))
    if isinstance(error, CheckFailed):
        return Ending(FAILED, str(error), error.mistake or "")
    return Ending(NOT_RUN, f"the test stopped with {explain(error)}")


@lru_cache(maxsize=512)
def read_test(source: str, exercise: str) -> CodeType:
    """The code of a test cell. Whoever forks a process for each test reads them before, once.

    Raises:
        SyntaxError: the cell is not Python.
    """
    filename = f"<test {exercise}>"  # no file name of a cell: a hidden line of a test is shown to nobody
    return compile(ast.parse(source), filename, "exec", optimize=0)  # an assert counts also under `python -O`
