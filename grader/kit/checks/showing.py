"""Shows a value in a message, the same words whether it is the learner's own or came over from the confined process."""

from typing import Any

import numpy as np

from grader.kit.checks.values import a_type, is_tensor

LONGEST = 120


class _Told:
    """An object in the place where it stood, known by its type alone."""

    def __init__(self, value: Any) -> None:
        self._text = a_type(value)

    def __repr__(self) -> str:
        return self._text


def show(value: Any) -> str:
    """As Python writes it, cut to 120 characters; an object of another kind than plain data is told by its type."""
    text = repr(_plain(value))
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."


def _plain(value: Any) -> Any:
    """What is left of a value on its way between two processes: no subclasses, no gradients, no objects."""
    if isinstance(value, dict):
        return {_plain(key): _plain(item) for key, item in value.items()}
    for kind in (list, tuple, frozenset, set):
        if isinstance(value, kind):
            return kind(_plain(item) for item in value)
    if is_tensor(value):
        return value.detach()
    known = (bool, int, float, complex, str, bytes, np.generic, np.ndarray)
    return value if value is None or value is ... or isinstance(value, known) else _Told(value)
