"""What an answer is tried in: a process of one thread, without windows, that runs cells as a learner's kernel does."""

import gc
import linecache
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import Any

from grader.kit.checks.failures import explain
from grader.sandbox import kernel

Namespace = dict[str, Any]
# An answer that draws numbers of its own draws the same in a kernel and when graded, so that the two can be compared.
# Torch is seeded where it is loaded: in a process of a lesson that does without, nobody waits for it.
SEED_EVERYTHING = """
import random as _random, sys as _sys, numpy as _numpy
_random.seed(0); _numpy.random.seed(0)
if "torch" in _sys.modules: _sys.modules["torch"].manual_seed(0)
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


@cache
def warm(torch: bool) -> None:
    """Import what every lesson imports, once, before the forks; no torch operation may run here."""
    gc.disable()  # there is nothing to collect, and looking for it takes a fifth of the time
    if torch:
        import_module("torch.fx.experimental.symbolic_shapes")  # which the first backward() of each fork would import

    import grader.kit

    for name in grader.kit.__all__:
        getattr(grader.kit, name)
    gc.enable()
    kernel.collapse_pages()  # as in the prepared process: a fork then takes a third of its time
