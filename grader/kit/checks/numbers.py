"""Compares numbers within a tolerance: arrays, and dictionaries and tuples of arrays."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.kit.checks.failures import BadTest, CheckFailed
from grader.kit.checks.likely import Likely, matches, of_part, with_mistake
from grader.kit.checks.values import a_type, is_tensor, require_written, to_array


def compare_numbers(what: str, got: Any, expected: Any, likely: Likely, rtol: float, atol: float) -> None:
    """What `check_close` does, with all its arguments.

    Raises:
        CheckFailed, NotWritten: as `check_close`.
    """
    require_written(what, got)
    if isinstance(expected, Mapping):
        _check_keys(what, got, expected, likely)
        for key, value in expected.items():
            compare_numbers(f"{what}[{key!r}]", got[key], value, of_part(likely, key), rtol, atol)
    elif _is_group(expected):
        _check_length(what, got, expected, likely)
        for i, value in enumerate(expected):
            compare_numbers(f"{what}[{i}]", got[i], value, of_part(likely, i), rtol, atol)
    else:
        right = to_array(what, expected)
        if right.size == 0 or (right.dtype.kind in "fc" and not np.isfinite(right).all()):
            raise BadTest(f"what is expected of {what} is empty or not finite, which many a wrong answer is too")
        _check_array(what, _read(what, got, likely, right.ndim), right, likely, rtol, atol)


def _read(what: str, got: Any, likely: Likely, ndim: int) -> np.ndarray:
    """The learner's numbers; where it is none, a description may know the mistake by the type."""
    try:
        return to_array(what, got, "numbers" if ndim else "a number")
    except CheckFailed as error:
        message, mistake = with_mistake(str(error), got, likely, _no_value_fits)
        raise CheckFailed(message, mistake or error.mistake) from None


def _no_value_fits(wrong: Any) -> bool:
    return False


def _is_group(value: Any) -> bool:
    """Whether a list or tuple holds arrays, or rows of different lengths, rather than being one array itself."""
    if not isinstance(value, (list, tuple)):
        return False
    lengths = {len(item) if isinstance(item, (list, tuple)) else None for item in value}
    arrays = any((isinstance(item, np.ndarray) or is_tensor(item)) and item.ndim > 0 for item in value)
    return arrays or len(lengths) > 1


def _check_keys(what: str, got: Any, expected: Mapping[Any, Any], likely: Likely) -> None:
    if not isinstance(got, Mapping):
        message = f"{what} is {a_type(got)}, expected a dict."
        raise CheckFailed(*with_mistake(message, got, likely, _no_value_fits))
    if set(got) != set(expected):
        message = f"{what} has the keys {sorted(map(str, got))}, expected {sorted(map(str, expected))}."
        raise CheckFailed(*with_mistake(message, got, likely, lambda wrong: set(got) == set(wrong)))


def _check_length(what: str, got: Any, expected: Any, likely: Likely) -> None:
    if not isinstance(got, (list, tuple)):
        message = f"{what} is {a_type(got)}, expected {len(expected)} values."
        raise CheckFailed(*with_mistake(message, got, likely, _no_value_fits))
    if len(got) != len(expected):
        message = f"{what} has {len(got)} entries, expected {len(expected)}."
        raise CheckFailed(*with_mistake(message, got, likely, lambda wrong: len(got) == len(wrong)))


def _check_array(what: str, got: np.ndarray, expected: np.ndarray, likely: Likely, rtol: float, atol: float) -> None:
    def fits(wrong: Any) -> bool:
        return matches(got, wrong, rtol, atol)

    if got.shape != expected.shape:
        message = f"{what} has shape {got.shape}, expected {expected.shape}."
        raise CheckFailed(*with_mistake(message, got, likely, fits))
    if got.dtype.kind not in "biufc":
        raise CheckFailed(f"{what} holds {got.dtype}, expected numbers.")
    right = np.isclose(got, expected, rtol=rtol, atol=atol, equal_nan=True)
    if not right.all():
        raise CheckFailed(*with_mistake(_say_where(what, got, expected, right), got, likely, fits))


def _say_where(what: str, got: np.ndarray, expected: np.ndarray, right: np.ndarray) -> str:
    if got.ndim == 0:
        return f"{what} is wrong: {_both(got[()], expected[()])}."
    first = tuple(int(i) for i in np.argwhere(~right)[0])
    place = str(list(first))
    message = f"{what} is wrong at {place}: {_both(got[first], expected[first])}."
    return f"{message}\nShape {got.shape} is right; {int((~right).sum())} of {right.size} entries differ."


def _both(got: Any, expected: Any) -> str:
    """Yours and expected with six digits, with more where those are the same."""
    digits = next((n for n in (6, 9, 17) if _number(got, n) != _number(expected, n)), 17)
    return f"yours {_number(got, digits)}, expected {_number(expected, digits)}"


def _number(value: Any, digits: int) -> str:
    return f"{value:.{digits}g}" if isinstance(value, (float, np.floating)) else str(value)
