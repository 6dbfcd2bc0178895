"""Says in words where a value differs from the one expected: text, whole numbers, and containers of them."""

from typing import Any

import numpy as np

from grader.kit.checks.showing import show
from grader.kit.checks.values import a_type, to_array


def difference(what: str, got: Any, expected: Any) -> str | None:
    """The first difference in words; None where there is none."""
    if _simple(got) and _simple(expected):
        both_nan = got != got and expected != expected  # noqa: PLR0124 - what only NaN does, of any library
        same = both_nan or (got == expected and isinstance(got, str) == isinstance(expected, str))
        return None if same else f"{what} is wrong: yours {show(got)}, expected {show(expected)}."
    for kind in (dict, list, tuple, set, str):
        if isinstance(expected, kind) != isinstance(got, kind):
            return f"{what} is {a_type(got)}, expected {a_type(expected)}."
    if isinstance(expected, dict):
        return _dict_difference(what, got, expected)
    if isinstance(expected, (list, tuple)):
        return _list_difference(what, got, expected)
    if isinstance(expected, set):
        return None if got == expected else f"{what} is wrong: yours {show(got)}, expected {show(expected)}."
    if hasattr(expected, "shape") or hasattr(got, "shape"):
        a, b = to_array(what, got), to_array(what, expected)
        same = a.shape == b.shape and bool((a == b).all())
        return None if same else f"{what} is wrong: yours {show(got)}, expected {show(expected)}."
    return f"{what} is {a_type(got)}, expected {a_type(expected)}."


def _dict_difference(what: str, got: dict[Any, Any], expected: dict[Any, Any]) -> str | None:
    missing = [key for key in expected if key not in got]
    extra = [key for key in got if key not in expected]
    if missing:
        return f"{what} has no entry {show(missing[0])} ({len(got)} entries, expected {len(expected)})."
    if extra:
        return f"{what} has an entry {show(extra[0])} too many ({len(got)} entries, expected {len(expected)})."
    found = (difference(f"{what}[{key!r}]", got[key], expected[key]) for key in expected)
    return next((text for text in found if text is not None), None)


def _list_difference(what: str, got: Any, expected: Any) -> str | None:
    for i, (mine, right) in enumerate(zip(got, expected, strict=False)):
        text = difference(f"{what}[{i}]", mine, right)
        if text is not None:
            lengths = "" if len(got) == len(expected) else f" ({len(got)} entries, expected {len(expected)}.)"
            return text + lengths
    if len(got) != len(expected):
        both = f"yours {show(got)}, expected {show(expected)}"
        return f"{what} has {len(got)} entries, expected {len(expected)}: {both}."
    return None


def _simple(value: Any) -> bool:
    return value is None or isinstance(value, (bool, int, float, str, bytes, np.generic))
