"""Adds a method to a class in a later cell, so that each exercise writes one method."""

from collections.abc import Callable
from typing import Any, TypeVar

Method = TypeVar("Method", bound=Callable[..., Any])


def method_of(cls: type) -> Callable[[Method], Method]:
    """A decorator: `@method_of(Value)` above `def tanh(self):` makes it `Value.tanh`.

    The function itself is returned, so the name stands for the function as well.
    """

    def add(function: Method) -> Method:
        setattr(cls, function.__name__, function)
        return function

    return add
