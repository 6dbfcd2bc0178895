"""Reads what a learner's function returned as plain numbers, and says by name what cannot be read."""

from typing import Any

import numpy as np

from grader.kit.failures import CheckFailed, NotWritten


def type_name(value: Any) -> str:
    """The type of a value as the learner knows it, also where the value lives in another process."""
    return getattr(type(value), "remote_type_name", None) and value.remote_type_name() or type(value).__name__


def is_tensor(value: Any) -> bool:
    """Whether the value is a torch tensor; torch is not imported for it."""
    return type(value).__module__.split(".")[0] == "torch" and hasattr(value, "detach")


def require_written(what: str, value: Any) -> None:
    """Stop where the learner has not answered yet.

    Raises:
        NotWritten: the value is still the three dots of the stub.
        CheckFailed: the value is None, as a function without `return` gives.
    """
    if value is Ellipsis:
        raise NotWritten(f"{what} is not written yet: replace the three dots.")
    if value is None:
        raise CheckFailed(f"{what} is None. Is the `return` missing?", "no return")


def to_array(what: str, value: Any) -> np.ndarray:
    """A number, nested list, array or tensor as a NumPy array.

    Raises:
        CheckFailed: the value is something else, or its rows differ in length.
    """
    require_written(what, value)
    if is_tensor(value):
        return value.detach().cpu().numpy()
    if isinstance(value, (bool, int, float, complex, np.generic, np.ndarray)):
        return np.asarray(value)
    if isinstance(value, (list, tuple)):
        try:
            array = np.asarray([to_array(what, item) for item in value])
        except ValueError:
            raise CheckFailed(f"{what} has rows of different lengths.") from None
        return array
    raise CheckFailed(f"{what} is a {type_name(value)}, expected numbers.")
