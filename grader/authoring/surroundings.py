"""What an answer is tried in: a process of one thread, without windows, that runs cells as a learner's kernel does."""

import linecache
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from grader.kit.checks.failures import explain

Namespace = dict[str, Any]
# An answer that draws numbers of its own draws the same in a kernel and when graded, so that the two can be compared.
SEED_EVERYTHING = """
import random as _random, numpy as _numpy, torch as _torch
_random.seed(0); _numpy.random.seed(0); _torch.manual_seed(0)
"""


@contextmanager
def surroundings() -> Iterator[None]:
    """What the trials run in: one thread, no window, no bars. The caller gets its own back."""
    before = dict(os.environ)
    os.environ |= {"OMP_NUM_THREADS": "1", "MPLBACKEND": "agg", "FRONTIER_QUIET": "1"}
    try:
        yield
    finally:
        os.environ.clear()
        os.environ |= before


def run_cell(source: str, name: str, namespace: Namespace) -> str | None:
    """Run a cell; how it stopped, None where it did not."""
    filename = f"<{name}>"
    linecache.cache[filename] = (len(source), None, source.splitlines(True), filename)
    try:
        exec(compile(source, filename, "exec"), namespace)
    except Exception as error:
        return f"stopped with {explain(error)}"
    return None


def warm() -> None:
    """Import what every lesson imports, once, before the forks; no torch operation may run here."""
    import torch  # noqa: F401

    import grader.kit

    for name in grader.kit.__all__:
        getattr(grader.kit, name)
