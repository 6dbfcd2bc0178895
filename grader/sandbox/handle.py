"""An object that stays in the isolated process: its attributes, methods and arithmetic are calls over there."""

from collections.abc import Iterator
from numbers import Number
from typing import Any

from grader.kit.checks.failures import CheckFailed
from grader.sandbox.faults import Stopped
from grader.sandbox.wire import WireError


class Handle:
    """An object that lives in the isolated process; `is` works, comparing does not.

    Arithmetic goes over only with numbers and other handles, and gives handles: a test that subtracts what it
    expects from a value that should be a number would else ask the learner whether the two agree.
    """

    __slots__ = ("_name", "_number", "_remote")

    def __init__(self, remote: Any, number: int, name: str) -> None:
        object.__setattr__(self, "_remote", remote)
        object.__setattr__(self, "_number", number)
        object.__setattr__(self, "_name", name)

    def remote_type_name(self) -> str:
        """The type as the learner knows it."""
        return self._name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        result = self._remote.ask("call", self, list(args), kwargs)
        match result:
            case (value, [*changed]):
                _refuse_changes(args, changed)
                return value
        raise Stopped("the process broke the protocol")

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._remote.ask("getattr", self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._remote.ask("setattr", self, name, value)

    def __getitem__(self, key: Any) -> Any:
        return self._remote.ask("getitem", self, key)

    def __iter__(self) -> Iterator:
        return iter(self._remote.ask("items", self))

    def __len__(self) -> int:
        length = self._remote.ask("len", self)
        if type(length) is not int or length < 0:
            raise TypeError(f"len() of a {self._name} is not a whole number")
        return length

    def __repr__(self) -> str:
        return f"<{self._name}>"

    __hash__ = object.__hash__

    def __eq__(self, other: Any) -> bool:
        if other is self:
            return True
        raise TypeError(f"a {self._name} cannot be compared; expected plain data such as numbers, text or lists")

    def __bool__(self) -> bool:
        raise TypeError(f"a {self._name} stands where True or False is expected")

    def __float__(self) -> float:
        raise TypeError(f"a {self._name} stands where a number is expected")

    __int__ = __index__ = __complex__ = __float__
    __array_ufunc__ = None

    def __array__(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError(f"a {self._name} stands where an array is expected")


def _refuse_changes(args: tuple, changed: list) -> None:
    for i in changed:
        if type(i) is not int or not 0 <= i < len(args):
            raise Stopped("the process broke the protocol")
        raise CheckFailed(
            f"argument {i + 1} was changed by the call. Work on a copy and return it.\n"
            "Likely mistake: argument changed",
            "argument changed",
        )


def _operator(verb: str, reflected: bool):
    def apply(self: Handle, *other: Any) -> Any:
        if not all(isinstance(value, (Number, Handle)) for value in other):
            raise TypeError(f"a {self._name} stands where a number or an array is expected")
        result = self._remote.ask(verb, *((*other, self) if reflected else (self, *other)))
        if not isinstance(result, Handle):
            raise TypeError(f"{verb} of a {self._name} gives a {type(result).__name__}, not an object")
        return result

    return apply


for _verb in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul"):
    setattr(Handle, f"__{_verb}__", _operator(_verb, False))
    setattr(Handle, f"__r{_verb}__", _operator(_verb, True))
for _verb in ("neg", "pos", "abs"):
    setattr(Handle, f"__{_verb}__", _operator(_verb, False))


def number_of(value: Any) -> int:
    """The number by which the isolated process knows a handle.

    Raises:
        WireError: the value is no handle and no plain data.
    """
    if isinstance(value, Handle):
        return value._number
    raise WireError(f"a {type(value).__name__} is not plain data")
