"""The checks of a test cell: shape first, then where, yours, expected, then the likely mistake by name.

Every check takes `likely`, a dictionary from the name of a mistake to what that mistake gives: a wrong
value to compare with, or a function of the learner's value that says whether it fits. A key may go on
after a colon with one sentence of explanation; what stands before the colon is the name.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from grader.kit.checks.central_differences import central_differences
from grader.kit.checks.difference import difference
from grader.kit.checks.failures import CheckFailed, NotWritten, explain
from grader.kit.checks.likely import Likely, matches, with_mistake
from grader.kit.checks.numbers import compare_numbers
from grader.kit.checks.showing import show
from grader.kit.checks.values import FromSubmission, require_written, to_array


def check_close(
    what: str, got: FromSubmission, expected: Any, likely: Likely = None, rtol: float = 1e-4, atol: float = 1e-6
) -> None:
    """Compare numbers with a tolerance.

    Args:
        what: the call as the learner would write it, such as "softmax([1, 2])".
        got: the learner's number, nested list, array or tensor; where `expected` is a dictionary, or a
            tuple or list of arrays, the same kind of container.
        expected: the right value, from an independent source.
        likely: mistakes by name, as described at the top of this file.
        rtol, atol: |got - expected| <= atol + rtol * |expected| is right. The defaults let a float32
            running sum through.

    Raises:
        CheckFailed: a wrong type, shape or value, with the likely mistake.
        NotWritten: the value is still the stub.
    """
    compare_numbers(what, got, expected, likely, rtol, atol)


def check_equal(what: str, got: FromSubmission, expected: Any, likely: Likely = None) -> None:
    """Compare exactly: text, whole numbers, booleans, and lists, tuples, sets and dictionaries of them.

    Raises:
        CheckFailed: another type, length, key or value, with the likely mistake.
        NotWritten: the value is still the stub.
    """
    if expected is not None:
        require_written(what, got)
    found = difference(what, got, expected)
    if found:
        raise CheckFailed(*with_mistake(found, got, likely, lambda wrong: not difference("", got, wrong)))


def check_shape(what: str, got: FromSubmission, shape: tuple[int, ...], likely: Likely = None) -> None:
    """Compare the shape alone; `likely` values are shapes here, or functions of the learner's value.

    Raises:
        CheckFailed: not numbers, or another shape.
    """
    found = to_array(what, got, "numbers" if shape else "a number").shape
    if found != tuple(shape):
        message = f"{what} has shape {found}, expected {tuple(shape)}."
        raise CheckFailed(*with_mistake(message, got, likely, lambda wrong: tuple(wrong) == found))


def check_kind(what: str, got: FromSubmission, kind: str, likely: Likely = None) -> None:
    """Compare the kind of number: "float", "int" or "bool", of any width.

    Raises:
        CheckFailed: another kind; `likely` values are kinds such as "int", or functions.
    """
    kinds = {"f": "float", "i": "int", "u": "int", "b": "bool"}
    dtype = to_array(what, got).dtype
    found = kinds.get(dtype.kind, str(dtype))
    if found != kind:
        message = f"{what} holds {found} numbers ({dtype}), expected {kind}."
        raise CheckFailed(*with_mistake(message, got, likely, lambda wrong: wrong == found))


def check_that(condition: FromSubmission, message: str, likely: Likely = None, got: FromSubmission = None) -> None:
    """State a property in words: `message` says what does not hold and what was expected.

    Raises:
        CheckFailed: the condition is false.
    """
    if not condition:
        if got is Ellipsis:
            require_written("this exercise", got)
        raise CheckFailed(*with_mistake(message, got, likely, lambda wrong: matches(got, wrong, 1e-4, 1e-6)))


def check_gradient(
    what: str,
    got: FromSubmission,
    f: Callable[[np.ndarray], float],
    at: Any,
    likely: Likely = None,
    h: float = 1e-5,
    rtol: float = 1e-4,
    atol: float = 1e-6,
) -> None:
    """Compare a gradient with central differences of `f`, in float64.

    (f(x + h) - f(x - h)) / 2h for each entry of x; the error is of order h squared.

    Args:
        got: the learner's gradient, of the shape of `at`.
        f: the function itself, the test's own and not the learner's; takes a float64 array.
        at: the point.

    Raises:
        CheckFailed: as `check_close`.
    """
    check_close(what, got, central_differences(f, to_array("at", at), h), likely, rtol, atol)


def check_raises(what: str, error: type[Exception], call: FromSubmission, likely: Likely = None) -> None:
    """Expect an exception: `call` is a function without arguments, usually a lambda.

    Raises:
        CheckFailed: nothing was raised, or another exception.
    """
    try:
        got = call()
    except error as raised:
        if isinstance(raised, NotImplementedError):
            raise NotWritten(str(raised)) from None
        return
    except NotImplementedError as raised:
        raise NotWritten(str(raised)) from None
    except Exception as raised:
        raise CheckFailed(f"{what} should raise {error.__name__}. It raised {explain(raised)}") from None
    message = f"{what} should raise {error.__name__}. It returned {show(got)}."
    raise CheckFailed(*with_mistake(message, got, likely, lambda wrong: not difference("", got, wrong)))


def check_unchanged(what: str, before: Any, after: FromSubmission) -> None:
    """Compare an argument with the copy made before the call; numbers, words, and lists and dictionaries of them.

    Raises:
        CheckFailed: the call changed its argument.
    """
    if not _same(before, after):
        raise CheckFailed(
            f"{what} was changed by the call. Work on a copy and return it.\nLikely mistake: argument changed",
            "argument changed",
        )


def _same(before: Any, after: Any) -> bool:
    try:
        old, new = to_array("", before), to_array("", after)
    except CheckFailed:
        return not difference("", after, before)
    return np.array_equal(old, new, equal_nan=old.dtype.kind in "fc" and new.dtype.kind in "fc")
