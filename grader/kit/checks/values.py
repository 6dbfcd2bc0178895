"""Reads what a learner's function returned as plain numbers, and says by name what cannot be read."""

from fractions import Fraction
from typing import Annotated, Any

import numpy as np

from grader.kit.checks.failures import CheckFailed, NotWritten

NUMBERS = "?bhilqBHILQefdFD"  # the dtypes that hold numbers, which are also those that cross between processes
# What a check takes from the submission; `grader lint` holds every other argument to be the test's own.
FromSubmission = Annotated[Any, "from the submission"]
PLAIN_TYPES = (int, float, str, bytes, complex, list, tuple, frozenset, set, dict)


def type_name(value: Any) -> str:
    """The type of a value as the learner knows it, also where the value lives in another process.

    Of plain data it is the plain type, which is all that crosses over: an OrderedDict is a dict, a torch.Size a tuple.
    """
    if hasattr(type(value), "remote_type_name"):
        return str(value.remote_type_name())
    if is_tensor(value):
        return "Tensor"
    if isinstance(value, np.ndarray):
        return "ndarray"
    kinds = () if isinstance(value, (bool, np.generic)) else PLAIN_TYPES
    return next((kind.__name__ for kind in kinds if isinstance(value, kind)), type(value).__name__)


def a_type(value: Any) -> str:
    """The type with its article: "an int", "a list"."""
    name = type_name(value)
    return f"{'an' if name[:1].lower() in set('aeio') or name == 'ndarray' else 'a'} {name}"


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


def to_array(what: str, value: Any, wanted: str = "numbers") -> np.ndarray:
    """A number, nested list, array or tensor as a NumPy array; a fraction as a float.

    Args:
        wanted: what a message says was expected: "numbers" or "a number".

    Raises:
        CheckFailed: the value is something else, or its rows differ in length.
    """
    require_written(what, value)
    if is_tensor(value):
        return _from_tensor(value.detach().cpu())
    if isinstance(value, Fraction):
        return np.asarray(float(value))
    if isinstance(value, (bool, int, float, complex)) or _holds_numbers(value):
        return np.asarray(value)
    if isinstance(value, (list, tuple)):
        try:
            entry = what if what.startswith("an entry of ") else f"an entry of {what}"
            array = np.asarray([to_array(entry, item, "a number") for item in value])
        except ValueError:
            raise CheckFailed(f"{what} has rows of different lengths.") from None
        return array
    told = f"the text {value[:40]!r}" if isinstance(value, str) else a_type(value)
    raise CheckFailed(f"{what} is {told}, expected {wanted}.")


def _holds_numbers(value: Any) -> bool:
    return isinstance(value, (np.generic, np.ndarray)) and value.dtype.char in NUMBERS


def _from_tensor(tensor: Any) -> np.ndarray:
    """As an array, in float64 where NumPy has no such type (bfloat16)."""
    try:
        array: np.ndarray = tensor.numpy()
    except TypeError:
        array = tensor.double().numpy()
    return array
