"""An object that stays in the confined process: its attributes, methods and arithmetic are calls over there."""

from collections.abc import Callable, Iterator
from numbers import Number
from typing import Any

from grader.sandbox.changes import update
from grader.sandbox.faults import BROKEN, Stopped
from grader.sandbox.wire import WireError


class Handle:
    """An object that lives in the confined process; `is` works, comparing does not.

    Arithmetic goes over only with numbers and other handles, and gives handles: a test that subtracts what it
    expects from a value that should be a number would else ask the learner whether the two agree.
    """

    __slots__ = ("_name", "_number", "_remote")
    _name: str
    _number: int
    _remote: Any

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
            case (value, [*changes]):
                given: dict[int | str, Any] = dict(enumerate(args))
                given.update(kwargs)
                for change in changes:
                    self._apply(change, given)
                return value
        raise Stopped(BROKEN)

    def _apply(self, change: Any, given: dict[int | str, Any]) -> None:
        """Bring a changed argument into the test's own object, as a call in one process would have."""
        match change:
            case (int() | str() as key, new) if key in given:
                update(given[key], new)
            case _:
                raise Stopped(BROKEN)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._remote.ask("getattr", self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._remote.ask("setattr", self, name, value)

    def __getitem__(self, key: Any) -> Any:
        return self._remote.ask("getitem", self, key)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._remote.ask("items", self))

    def __len__(self) -> int:
        length: Any = self._remote.ask("len", self)
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


class Withheld:
    """Plain data where arithmetic should have given an object: its type can be seen, and nothing else."""

    __slots__ = ("_name", "_told")
    _name: str
    _told: str
    __hash__ = None  # type: ignore[assignment]
    __array_ufunc__ = None

    def __init__(self, verb: str, operand: str, name: str) -> None:
        object.__setattr__(self, "_name", name)
        object.__setattr__(self, "_told", f"{verb} of a {operand} gives a {name}, not an object")

    def remote_type_name(self) -> str:
        """The type as the learner knows it."""
        return self._name

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"{self._name!r} object has no attribute {name!r}")  # as it would be in one process

    def _refuse(self, *_: Any) -> Any:
        raise TypeError(self._told)


def _operator(verb: str, reflected: bool) -> Callable[..., Any]:
    def apply(self: Handle, *other: Any) -> Any:
        if not all(isinstance(value, (Number, Handle)) for value in other):
            raise TypeError(f"a {self._name} stands where a number or an array is expected")
        result = self._remote.ask(verb, *((*other, self) if reflected else (self, *other)))
        return result if isinstance(result, Handle) else Withheld(verb, self._name, type(result).__name__)

    return apply


for _verb in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul"):
    setattr(Handle, f"__{_verb}__", _operator(_verb, False))
    setattr(Handle, f"__r{_verb}__", _operator(_verb, True))
for _verb in ("neg", "pos", "abs"):
    setattr(Handle, f"__{_verb}__", _operator(_verb, False))


for _name in ("eq", "lt", "le", "bool", "float", "int", "index", "complex", "array", "len", "iter", "getitem", "call"):
    setattr(Withheld, f"__{_name}__", Withheld._refuse)
for _verb in ("add", "sub", "mul", "truediv", "pow", "neg", "pos", "abs", "radd", "rsub", "rmul", "rtruediv"):
    setattr(Withheld, f"__{_verb}__", Withheld._refuse)


def number_of(value: Any) -> int:
    """The number by which the confined process knows a handle.

    Raises:
        WireError: the value is no handle and no plain data.
    """
    if isinstance(value, Handle):
        return value._number
    raise WireError(f"a {type(value).__name__} is not plain data")
