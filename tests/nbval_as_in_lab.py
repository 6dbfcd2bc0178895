"""A pytest plugin: nbval sends cells as JupyterLab does, so that a closing `;` hides a cell's last value.

Plain nbval runs cells without recording them; IPython then does not see the `;`, and every cell that ends in one
would differ.
"""

import sys

sys.modules["rfc3987_syntax"] = None  # as in `grader.cli.main`

import kernels  # noqa: E402
from nbval.kernel import RunningKernel  # noqa: E402


def execute_cell_input(self: RunningKernel, cell_input: str, allow_stdin: bool | None = None) -> str:
    """Start a cell; returns the id of the request."""
    return self.kc.execute(cell_input, store_history=True, allow_stdin=allow_stdin, stop_on_error=False)


def pytest_configure() -> None:
    """Put the function in the place of nbval's own; take the kernel from the run that this replay belongs to."""
    kernels.use()
    RunningKernel.execute_cell_input = execute_cell_input
