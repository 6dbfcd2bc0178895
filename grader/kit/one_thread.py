"""Keeps NumPy and PyTorch to one thread: a lesson's arrays are small, and threads on busy cores wait for each other."""

import sys

from threadpoolctl import threadpool_limits


def keep_to_one_thread() -> None:
    """For this process: NumPy's libraries, and PyTorch where it has been imported."""
    threadpool_limits(1)
    if "torch" in sys.modules:
        sys.modules["torch"].set_num_threads(1)  # it may hold a library of its own that is not seen from outside
