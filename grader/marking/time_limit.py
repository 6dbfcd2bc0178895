"""Interrupts this process's own work when it takes too long: a submission may send what is slow to compare."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from grader.sandbox.faults import SILENT, Stopped

GRACE_SECONDS = 1.0  # in which a request's own limit is reached first


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Allow the block so many seconds; outside the main thread, where no signal arrives, any number.

    Raises:
        Stopped: it took longer.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(*_: object) -> None:
        raise Stopped(SILENT.format(seconds=seconds))

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds + GRACE_SECONDS, GRACE_SECONDS)  # again, should one be swallowed
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
