"""Ends a test whose learner's code never ends; where the system has no such alarm, it is waited for."""

import contextlib
import signal
import threading
from collections.abc import Iterator

from grader.kit.checks.failures import innermost_line

PATIENCE_SECONDS = 20  # of computing, so that a busy machine changes nothing: ten times what a test may take


class NoAnswer(BaseException):
    """The learner's code took too long. Not an Exception, so that no `except Exception` in a loop swallows it."""

    def told(self, test: str) -> str:
        """How long it was waited for, and where it was."""
        where = innermost_line(self, test)
        return f"no answer within {PATIENCE_SECONDS} s of computing." + (f"\n  {where}" if where else "")


@contextlib.contextmanager
def patience() -> Iterator[None]:
    """Raise NoAnswer in the block after so many seconds of computing. Where a grader has an alarm of its own, or the
    system has none (Windows, a thread), nothing happens."""
    in_main = threading.current_thread() is threading.main_thread()
    if not hasattr(signal, "SIGPROF") or not in_main or signal.getsignal(signal.SIGALRM) is not signal.SIG_DFL:
        yield
        return

    def ring(*_: object) -> None:
        raise NoAnswer

    signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, PATIENCE_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
