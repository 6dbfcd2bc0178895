"""The frame of a test cell: `with exercise("softmax"):` turns whatever happens inside into one clear message."""

import contextlib
import os
import sys
from collections.abc import Iterator, Mapping

import numpy as np

from grader.kit.checks.answer_cells import account_of, is_unread
from grader.kit.checks.failures import (
    BadTest,
    CheckFailed,
    NotWritten,
    explain,
    gave_none,
    innermost_line,
    kind_of_error,
    text_of,
)
from grader.kit.checks.patience import NoAnswer, patience

_seed: int | None = None
_failed: set[str] = set()


@contextlib.contextmanager
def exercise(
    name: str, raised: Mapping[str, str] | None = None, *, number: str = "", needs: str = ""
) -> Iterator[None]:
    """Run one exercise's checks; print a tick when all of them held.

    What the learner's code writes to stderr, warnings included, goes to stdout: nbgrader takes
    anything on stderr for a failure.

    Args:
        raised: mistakes by name that show as an exception, each with a part of the exception's type or text.
        number: the exercise's number, such as "5.8"; the build writes it.
        needs: the exercises that this one uses, as "5.2 mul, 5.3 power"; the build writes them. Where one of
            them has failed, the message of a failure says so.

    Raises:
        NotWritten: a stub was called.
        BadTest: the test expects what it cannot know.
        CheckFailed: a check failed, or the learner's code raised.
    """
    test = sys._getframe(2).f_code.co_filename  # above this generator and contextlib's own frame
    if is_unread(name):  # an older version of the answer may still be there, and is not what the learner sees
        raise NotWritten(f"{account_of(name)}\nThe answer cell did not run, so there is nothing to test.")
    try:
        with contextlib.redirect_stderr(sys.stdout), patience(test):
            yield
    except (NotWritten, BadTest):
        raise
    except NotImplementedError as error:
        raise NotWritten(str(error) or f"{name} is not written yet.") from None
    except (Exception, NoAnswer) as error:
        if isinstance(error, NameError) and not innermost_line(error, test) and not getattr(error, "where", ""):
            raise NotWritten(f"{account_of(name)}\n{not_defined(str(error.name))}".strip()) from None
        if "ellipsis" in text_of(error):  # Python's own word where a test uses the stub's three dots as a value
            raise NotWritten(f"{name} is not written yet: replace the three dots.") from None
        failure = _failure(name, error, raised or {}, test)
        _failed.add(name)
        raise _with_earlier(failure, needs, account_of(name)) from None
    _failed.discard(name)
    print(f"✓ {name}")


def not_defined(name: str) -> str:
    """What is said of a name that a test needs and that is not there, in the notebook and when graded."""
    return f"{name} is not defined: its cell has not run, or stopped."


def forget_failures() -> None:
    """Begin anew: no exercise has failed. The grader calls this before each submission."""
    _failed.clear()


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


def _failure(name: str, error: BaseException, raised: Mapping[str, str], test: str) -> CheckFailed:
    """What to tell of an exception that stopped a test; `test` is the file name of the test cell's code."""
    if isinstance(error, CheckFailed):
        return error
    if kind_of_error(error) == NoAnswer.__name__:  # in this process, or in the one that the learner's code runs in
        return _named(f"{name} gave {text_of(error)}", "a loop without an end")
    told = explain(error, test)
    likely = next((text for text, part in raised.items() if part in told), "")
    if not likely and gave_none(error, test):
        return _named(f"{name} stopped: a call gave None.", "no return: is a `return` missing?")
    return _named(f"{name} stopped with {told}", likely)


def _named(message: str, likely: str) -> CheckFailed:
    if not likely:
        return CheckFailed(message)
    return CheckFailed(f"{message}\nLikely mistake: {likely}", likely.split(":")[0].strip())


def _with_earlier(failure: CheckFailed, needs: str, account: str) -> CheckFailed:
    """The failure, before it how the answer cell stopped, after it which exercises that it uses have failed."""
    used = [tuple(need.split()) for need in needs.split(",") if need.strip()]
    earlier = [f"{number} ({name})" for number, name in used if name in _failed]
    line = f"\nThis exercise uses {' and '.join(earlier)}, which failed: look there first." if earlier else ""
    return CheckFailed(f"{account}\n{failure}{line}".strip(), failure.mistake)
