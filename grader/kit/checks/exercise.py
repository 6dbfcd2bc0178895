"""The frame of a test cell: `with exercise("softmax"):` turns whatever happens inside into one clear message."""

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator, Mapping

import numpy as np

from grader.kit.checks.failures import CheckFailed, NotWritten, explain, innermost_line

PATIENCE_SECONDS = 20  # of computing, so that a busy machine changes nothing: ten times what a test may take

_seed: int | None = None


@contextlib.contextmanager
def exercise(name: str, raised: Mapping[str, str] | None = None) -> Iterator[None]:
    """Run one exercise's checks; print a tick when all of them held.

    What the learner's code writes to stderr, warnings included, goes to stdout: nbgrader takes
    anything on stderr for a failure.

    Args:
        raised: mistakes by name that show as an exception, each with a part of the exception's type or text.

    Raises:
        NotWritten: a stub was called.
        CheckFailed: a check failed, or the learner's code raised.
    """
    try:
        with contextlib.redirect_stderr(sys.stdout), _patience():
            yield
    except (CheckFailed, NotWritten):
        raise
    except NoAnswer as error:
        message = f"{name} gave no answer within {PATIENCE_SECONDS} s of computing.\n  {innermost_line(error)}".rstrip()
        raise CheckFailed(f"{message}\nLikely mistake: a loop without an end", "a loop without an end") from None
    except NotImplementedError as error:
        raise NotWritten(str(error) or f"{name} is not written yet.") from None
    except Exception as error:
        told = explain(error)
        likely = next((text for text, part in (raised or {}).items() if part in told), "")
        message = f"{name} stopped with {told}" + (f"\nLikely mistake: {likely}" if likely else "")
        raise CheckFailed(message, likely.split(":")[0].strip() or None) from None
    print(f"✓ {name}")


class NoAnswer(BaseException):
    """The learner's code took too long. Not an Exception, so that no `except Exception` in a loop swallows it."""


@contextlib.contextmanager
def _patience() -> Iterator[None]:
    """Interrupt a loop without an end, which would leave a learner waiting; a grader has an alarm of its own."""
    in_main = threading.current_thread() is threading.main_thread()
    if not in_main or signal.getsignal(signal.SIGALRM) is not signal.SIG_DFL:
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


def fresh_rng() -> np.random.Generator:
    """A random generator for inputs nobody could have seen before; the grader notes its seed."""
    return np.random.default_rng(fresh_seed())


def fresh_seed() -> int:
    """The seed of this run's inputs: the grader's where it grades, new ones in a notebook."""
    return _seed if _seed is not None else int.from_bytes(os.urandom(4), "little")


def set_seed(seed: int | None) -> None:
    """Fix what `fresh_seed` returns; the grader calls this before each test, None undoes it."""
    global _seed
    _seed = seed
