"""Finds the mistake by name: which of the known wrong values, or descriptions, the learner's value fits."""

import warnings
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from grader.kit.checks.values import to_array

Likely = Mapping[str, Any] | None


def with_mistake(message: str, got: Any, likely: Likely, fits: Callable[[Any], bool]) -> tuple[str, str | None]:
    """The message, ended by the first mistake that fits, and that mistake's name."""
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
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


def matches(got: Any, wrong: Any, rtol: float, atol: float) -> bool:
    """Whether two values are the same numbers in the same shape, within the tolerance."""
    got, wrong = to_array("", got), to_array("", wrong)
    return got.shape == wrong.shape and bool(np.allclose(got, wrong, rtol=rtol, atol=atol, equal_nan=True))


def of_part(likely: Likely, part: Any) -> Likely:
    """The mistakes as they look in one part of a container; functions see the part itself."""

    def pick(wrong: Any) -> Any:
        return wrong if callable(wrong) else wrong[part]

    return {name: pick(wrong) for name, wrong in (likely or {}).items() if callable(wrong) or _has(wrong, part)}


def _has(container: Any, part: Any) -> bool:
    if isinstance(container, Mapping):
        return part in container
    return isinstance(container, (list, tuple)) and part < len(container)
