"""Runs a notebook from top to bottom in a kernel of its own, one core, no progress bars."""

import os

from nbclient import NotebookClient
from nbformat import NotebookNode

ENVIRONMENT = {"OMP_NUM_THREADS": "1", "FRONTIER_QUIET": "1"}


def run_notebook(notebook: NotebookNode, folder: str, timeout: int = 300, allow_errors: bool = False) -> NotebookNode:
    """Execute in place and return the notebook; cell timings are not recorded.

    Args:
        folder: the kernel's working folder.
        timeout: seconds a cell.

    Raises:
        nbclient.exceptions.CellExecutionError: a cell raised and errors are not allowed.
    """
    client = NotebookClient(
        notebook,
        timeout=timeout,
        kernel_name="python3",
        allow_errors=allow_errors,
        record_timing=False,
        resources={"metadata": {"path": folder}},
    )
    client.execute(env=os.environ | ENVIRONMENT)
    return notebook
