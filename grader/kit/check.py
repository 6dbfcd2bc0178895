"""The checks of a test cell: shape first, then where, yours, expected, then the likely mistake by name.

Every check takes `likely`, a dictionary from the name of a mistake to what that mistake gives: a wrong
value to compare with, or a function of the learner's value that says whether it fits. A key may go on
after a colon with one sentence of explanation; what stands before the colon is the name.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from grader.kit.failures import CheckFailed, NotWritten, explain
from grader.kit.values import is_tensor, require_written, to_array, type_name

Likely = Mapping[str, Any] | None


def check_close(
    what: str, got: Any, expected: Any, likely: Likely = None, rtol: float = 1e-4, atol: float = 1e-6
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
    require_written(what, got)
    if isinstance(expected, Mapping):
        _check_keys(what, got, expected, likely)
        for key, value in expected.items():
            check_close(f"{what}[{key!r}]", got[key], value, _of_part(likely, key), rtol, atol)
    elif _is_group(expected):
        _check_length(what, got, expected, likely)
        for i, value in enumerate(expected):
            check_close(f"{what}[{i}]", got[i], value, _of_part(likely, i), rtol, atol)
    else:
        _check_array(what, to_array(what, got), to_array(what, expected), likely, rtol, atol)


def check_equal(what: str, got: Any, expected: Any, likely: Likely = None) -> None:
    """Compare exactly: text, whole numbers, booleans, and lists, tuples, sets and dictionaries of them.

    Raises:
        CheckFailed: another type, length, key or value, with the likely mistake.
        NotWritten: the value is still the stub.
    """
    if expected is not None:
        require_written(what, got)
    difference = _difference(what, got, expected)
    if difference:
        raise CheckFailed(*_with_mistake(difference, got, likely, lambda wrong: not _difference("", got, wrong)))


def check_shape(what: str, got: Any, shape: tuple[int, ...], likely: Likely = None) -> None:
    """Compare the shape alone; `likely` values are shapes here, or functions of the learner's value.

    Raises:
        CheckFailed: not numbers, or another shape.
    """
    found = to_array(what, got).shape
    if found != tuple(shape):
        message = f"{what} has shape {found}, expected {tuple(shape)}."
        raise CheckFailed(*_with_mistake(message, got, likely, lambda wrong: tuple(wrong) == found))


def check_kind(what: str, got: Any, kind: str, likely: Likely = None) -> None:
    """Compare the kind of number: "float", "int" or "bool", of any width.

    Raises:
        CheckFailed: another kind; `likely` values are kinds such as "int", or functions.
    """
    kinds = {"f": "float", "i": "int", "u": "int", "b": "bool"}
    dtype = to_array(what, got).dtype
    found = kinds.get(dtype.kind, str(dtype))
    if found != kind:
        message = f"{what} holds {found} numbers ({dtype}), expected {kind}."
        raise CheckFailed(*_with_mistake(message, got, likely, lambda wrong: wrong == found))


def check_that(condition: bool, message: str, likely: Likely = None, got: Any = None) -> None:
    """State a property in words: `message` says what does not hold and what was expected.

    Raises:
        CheckFailed: the condition is false.
    """
    if not condition:
        raise CheckFailed(*_with_mistake(message, got, likely, lambda wrong: _matches(got, wrong, 1e-4, 1e-6)))


def check_gradient(
    what: str, got: Any, f: Callable[[np.ndarray], float], at: Any, likely: Likely = None, h: float = 1e-5,
    rtol: float = 1e-4, atol: float = 1e-6,
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
    check_close(what, got, numerical_gradient(f, to_array("at", at), h), likely, rtol, atol)


def check_raises(what: str, error: type[Exception], call: Callable[[], Any], likely: Likely = None) -> None:
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
    message = f"{what} should raise {error.__name__}. It returned {_show(got)}."
    raise CheckFailed(*_with_mistake(message, got, likely, lambda wrong: not _difference("", got, wrong)))


def check_unchanged(what: str, before: Any, after: Any) -> None:
    """Compare an argument with the copy made before the call.

    Raises:
        CheckFailed: the call changed its argument.
    """
    old, new = to_array(what, before), to_array(what, after)
    if old.shape != new.shape or not np.array_equal(old, new, equal_nan=old.dtype.kind in "fc"):
        raise CheckFailed(
            f"{what} was changed by the call. Work on a copy and return it.\nLikely mistake: argument changed",
            "argument changed",
        )


def numerical_gradient(f: Callable[[np.ndarray], float], x: np.ndarray, h: float = 1e-5) -> np.ndarray:
    """Central differences of a scalar function at x, in float64: shape of x."""
    x = np.array(x, dtype=np.float64)
    slope = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        kept = x[i]
        x[i] = kept + h
        up = float(f(x))
        x[i] = kept - h
        slope[i] = (up - float(f(x))) / (2 * h)
        x[i] = kept
    return slope


def _check_array(
    what: str, got: np.ndarray, expected: np.ndarray, likely: Likely, rtol: float, atol: float
) -> None:
    def fits(wrong: Any) -> bool:
        return _matches(got, wrong, rtol, atol)

    if got.shape != expected.shape:
        message = f"{what} has shape {got.shape}, expected {expected.shape}."
        raise CheckFailed(*_with_mistake(message, got, likely, fits))
    if got.dtype.kind not in "biufc":
        raise CheckFailed(f"{what} holds {got.dtype}, expected numbers.")
    right = np.isclose(got, expected, rtol=rtol, atol=atol, equal_nan=True)
    if not right.all():
        raise CheckFailed(*_with_mistake(_say_where(what, got, expected, right), got, likely, fits))


def _say_where(what: str, got: np.ndarray, expected: np.ndarray, right: np.ndarray) -> str:
    if got.ndim == 0:
        return f"{what} is wrong: yours {_number(got[()])}, expected {_number(expected[()])}."
    first = tuple(int(i) for i in np.argwhere(~right)[0])
    place = str(list(first))
    message = f"{what} is wrong at {place}: yours {_number(got[first])}, expected {_number(expected[first])}."
    return f"{message}\nShape {got.shape} is right; {int((~right).sum())} of {right.size} entries differ."


def _with_mistake(
    message: str, got: Any, likely: Likely, fits: Callable[[Any], bool]
) -> tuple[str, str | None]:
    """The message, ended by the first mistake that fits, and that mistake's name."""
    for text, wrong in (likely or {}).items():
        try:
            hit = bool(wrong(got)) if callable(wrong) else fits(wrong)
        except NotImplementedError:
            raise
        except Exception:
            hit = False
        if hit:
            return f"{message}\nLikely mistake: {text}", text.split(":")[0].strip()
    return message, None


def _matches(got: Any, wrong: Any, rtol: float, atol: float) -> bool:
    got, wrong = to_array("", got), to_array("", wrong)
    return got.shape == wrong.shape and bool(np.allclose(got, wrong, rtol=rtol, atol=atol, equal_nan=True))


def _of_part(likely: Likely, part: Any) -> Likely:
    """The mistakes as they look in one part of a container; functions see the part itself."""
    def pick(wrong: Any) -> Any:
        return wrong if callable(wrong) else wrong[part]

    return {name: pick(wrong) for name, wrong in (likely or {}).items() if callable(wrong) or _has(wrong, part)}


def _has(container: Any, part: Any) -> bool:
    if isinstance(container, Mapping):
        return part in container
    return isinstance(container, (list, tuple)) and part < len(container)


def _is_group(value: Any) -> bool:
    """Whether a list or tuple holds arrays rather than being one itself."""
    return isinstance(value, (list, tuple)) and any(isinstance(v, np.ndarray) or is_tensor(v) for v in value)


def _check_keys(what: str, got: Any, expected: Mapping, likely: Likely) -> None:
    if not isinstance(got, Mapping):
        raise CheckFailed(f"{what} is a {type_name(got)}, expected a dict.")
    if set(got) != set(expected):
        message = f"{what} has the keys {sorted(map(str, got))}, expected {sorted(map(str, expected))}."
        raise CheckFailed(*_with_mistake(message, got, likely, lambda wrong: set(got) == set(wrong)))


def _check_length(what: str, got: Any, expected: Any, likely: Likely) -> None:
    if not isinstance(got, (list, tuple)):
        raise CheckFailed(f"{what} is a {type_name(got)}, expected {len(expected)} values.")
    if len(got) != len(expected):
        message = f"{what} has {len(got)} entries, expected {len(expected)}."
        raise CheckFailed(*_with_mistake(message, got, likely, lambda wrong: len(got) == len(wrong)))


def _difference(what: str, got: Any, expected: Any) -> str:
    """The first difference in words, or an empty text."""
    if _simple(got) and _simple(expected):
        same = got == expected and isinstance(got, str) == isinstance(expected, str)
        return "" if same else f"{what} is wrong: yours {_show(got)}, expected {_show(expected)}."
    for kind in (dict, list, tuple, set, str):
        if isinstance(expected, kind) != isinstance(got, kind):
            return f"{what} is a {type_name(got)}, expected a {type_name(expected)}."
    if isinstance(expected, dict):
        return _dict_difference(what, got, expected)
    if isinstance(expected, (list, tuple)):
        return _list_difference(what, got, expected)
    if isinstance(expected, set):
        return "" if got == expected else f"{what} is wrong: yours {_show(got)}, expected {_show(expected)}."
    if hasattr(expected, "shape") or hasattr(got, "shape"):
        a, b = to_array(what, got), to_array(what, expected)
        return "" if a.shape == b.shape and (a == b).all() else f"{what} is wrong: yours {_show(got)}, expected {_show(expected)}."
    return f"{what} is a {type_name(got)}, expected a {type_name(expected)}."


def _dict_difference(what: str, got: dict, expected: dict) -> str:
    missing = [key for key in expected if key not in got]
    extra = [key for key in got if key not in expected]
    if missing:
        return f"{what} has no entry {_show(missing[0])} ({len(got)} entries, expected {len(expected)})."
    if extra:
        return f"{what} has an entry {_show(extra[0])} too many ({len(got)} entries, expected {len(expected)})."
    found = (_difference(f"{what}[{key!r}]", got[key], expected[key]) for key in expected)
    return next((text for text in found if text), "")


def _list_difference(what: str, got: Any, expected: Any) -> str:
    for i, (mine, right) in enumerate(zip(got, expected, strict=False)):
        text = _difference(f"{what}[{i}]", mine, right)
        if text:
            return f"{text} ({len(got)} entries, expected {len(expected)}.)" if len(got) != len(expected) else text
    if len(got) != len(expected):
        return f"{what} has {len(got)} entries, expected {len(expected)}: yours {_show(got)}, expected {_show(expected)}."
    return ""


def _simple(value: Any) -> bool:
    return value is None or isinstance(value, (bool, int, float, str, bytes, np.generic))


def _show(value: Any) -> str:
    text = repr(value) if not hasattr(type(value), "remote_type_name") else f"a {type_name(value)}"
    return text if len(text) <= 120 else text[:117] + "..."


def _number(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, (float, np.floating)) else str(value)
