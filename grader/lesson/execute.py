"""Runs a notebook from top to bottom in a kernel of its own, one thread, no progress bars."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from nbclient import NotebookClient
from nbformat import NotebookNode

INLINE = "module://matplotlib_inline.backend_inline"  # under another backend, inherited, a kernel shows no figure
ENVIRONMENT = {"FRONTIER_QUIET": "1", "MPLBACKEND": INLINE}
THREADS = "OMP_NUM_THREADS"


def run_notebook(
    notebook: NotebookNode,
    folder: Path,
    timeout: int = 300,
    allow_errors: bool = False,
    timed: bool = False,
    one_thread: bool = True,
) -> NotebookNode:
    """Execute in place and return the notebook.

    Args:
        folder: the kernel's working folder.
        timeout: seconds per cell.
        timed: record each cell's start and end in its metadata; two runs then differ.
        one_thread: give the numerical libraries one thread, and not the number that they choose.

    Raises:
        nbclient.exceptions.CellExecutionError: a cell raised and errors are not allowed.
    """
    client = NotebookClient(
        notebook,
        timeout=timeout,
        kernel_name="python3",
        allow_errors=allow_errors,
        record_timing=timed,
        coalesce_streams=True,  # how often a busy kernel sends what is printed is not the notebook's business
        extra_arguments=["--log-level=CRITICAL"],  # the kernel reports on stderr about its own sockets
        resources={"metadata": {"path": str(folder)}},
    )
    others = {name: value for name, value in os.environ.items() if name != THREADS}
    client.execute(env=others | ENVIRONMENT | ({THREADS: "1"} if one_thread else {}))
    return notebook


@contextlib.contextmanager
def one_core() -> Iterator[None]:
    """Keep this process, and what it starts, on one core where the system can."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)
