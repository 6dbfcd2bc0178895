"""Ends a test whose learner's code never ends; where the system has no such alarm, it is waited for."""

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

from grader.kit.checks.failures import is_cell

PATIENCE_SECONDS = 20  # of computing, so that a busy machine changes nothing: ten times what a test may take


class NoAnswer(BaseException):
    """The learner's code took too long. Not an Exception, so that no `except Exception` in a loop swallows it.

    Its text names the function that was called and no line: where in a loop the time runs out is chance.
    """


@contextlib.contextmanager
def patience(test: str = "") -> Iterator[None]:
    """Raise NoAnswer in the block after so many seconds of computing. Where a grader has an alarm of its own, or the
    system has none (Windows, a thread), nothing happens.

    Args:
        test: the file name of a test cell's code, which is not the learner's.
    """
    in_main = threading.current_thread() is threading.main_thread()
    if not hasattr(signal, "SIGPROF") or not in_main or signal.getsignal(signal.SIGALRM) is not signal.SIG_DFL:
        yield
        return

    def ring(_: int, frame: FrameType | None) -> None:
        called = _called(frame, test)
        raise NoAnswer(f"no answer within {PATIENCE_SECONDS} s of computing" + (f", in {called}." if called else "."))

    signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, PATIENCE_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, signal.SIG_DFL)


def _called(frame: FrameType | None, test: str) -> str:
    """The function of a notebook cell that everything else was called by, the test left out."""
    called = ""
    while frame is not None:
        code = frame.f_code
        if is_cell(code.co_filename) and code.co_filename != test and code.co_name != "<module>":
            called = code.co_name
        frame = frame.f_back
    return called
