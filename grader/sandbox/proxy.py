"""The trusted side: the learner's names as proxies whose calls run in the isolated process.

What comes back is plain data, or a handle: an object that stays over there, and whose attributes, methods and
arithmetic are again calls.
"""

import builtins
import itertools
import math
import time
from collections.abc import Iterator
from numbers import Number
from typing import Any

from grader.kit.failures import CheckFailed
from grader.sandbox.channel import Channel, PeerGone, PeerSilent
from grader.sandbox.wire import WireError

GONE = "the process ended"
SILENT = "no answer within {seconds:g} s"
MAX_KIND = 100
UNSEEN = (StopIteration, StopAsyncIteration)  # they would end a loop of the test's own without a word


class Stopped(BaseException):
    """The isolated process ended, fell silent or broke the protocol; what was asked has no answer.

    Not an Exception, so that no `except Exception` in a test takes it for the learner's error.
    """


class RemoteError(Exception):
    """An exception of the learner's code: `kind` is its type's name, `where` its function and line."""

    kind = ""
    where = ""


class Remote:
    """The connection to one isolated process, with a time limit.

    Args:
        sock: the trusted end of the socket.
        seconds: the most that one request may take.
    """

    def __init__(self, sock: Any, seconds: float) -> None:
        self._seconds, self._deadline = seconds, math.inf
        self._handles: dict[int, Handle] = {}
        self._tickets = itertools.count()
        self._channel = Channel(sock, refer=number_of, resolve=self._handle)

    def allow(self, seconds: float) -> None:
        """From now on, all requests together may take so many seconds, instead of each."""
        self._seconds, self._deadline = seconds, time.monotonic() + seconds

    def run(self, source: str) -> tuple[tuple[str, str, str] | None, str, int]:
        """Run a cell: (type, text, place) of the error that stopped it or None, its output, and how much was cut.

        Raises:
            Stopped: it did not end, or ended the process.
        """
        try:
            reply = self._ask("run", source)
        except (RemoteError, TypeError):  # an answer that the guest never gives; a cell too long to send
            raise Stopped("the process broke the protocol") from None
        match reply:
            case [None, str(text), int(lost)]:
                return None, text, lost
            case [(str(kind), list(), str(message), str(place)), str(text), int(lost)]:
                return (kind[:MAX_KIND], message, place), text, lost
        raise Stopped("the process broke the protocol")

    def get(self, name: str) -> Any:
        """What a name of the submission stands for.

        Raises:
            NameError: nothing.
        """
        return self.ask("get", name)

    def ask(self, verb: str, *rest: Any) -> Any:
        """One request whose answer is a value.

        Raises:
            RemoteError: the learner's code raised; also of the built-in type of that name.
            Stopped: there was no answer.
        """
        reply = self._ask(verb, *rest)
        if len(reply) != 1:
            raise Stopped("the process broke the protocol")
        return reply[0]

    def _ask(self, verb: str, *rest: Any) -> list:
        ticket = next(self._tickets)
        deadline = min(self._deadline, time.monotonic() + self._seconds)
        try:
            self._send((verb, ticket, *rest), deadline)
            reply = self._channel.receive(_until(deadline))
        except PeerGone:
            raise Stopped(GONE) from None
        except PeerSilent:
            raise Stopped(SILENT.format(seconds=self._seconds)) from None
        except WireError as error:
            raise Stopped(f"the process broke the protocol: {error}") from None
        match reply:
            case ("ok", int(got), *rest) if got == ticket:
                return rest
            case ("error", int(got), str(kind), list(bases), str(message), str(place)) if got == ticket:
                raise make_error(kind, [str(base) for base in bases], message, place)
        raise Stopped("the process broke the protocol")

    def _send(self, message: tuple, deadline: float) -> None:
        try:
            self._channel.send(message, _until(deadline))
        except WireError as error:
            raise TypeError(f"the test passes what cannot cross: {error}") from None

    def _handle(self, number: int, name: str) -> "Handle":
        if number not in self._handles:
            self._handles[number] = Handle(self, number, name)
        return self._handles[number]


def _until(deadline: float) -> float:
    """Seconds left; a little where there are none, for 0 would mean not to wait at all."""
    return max(deadline - time.monotonic(), 0.001)


def make_error(kind: str, bases: list[str], message: str, place: str) -> RemoteError:
    """An exception that `except` clauses take for the first built-in Exception among the bases."""
    types = (getattr(builtins, base, None) for base in bases)
    known = next((t for t in types if isinstance(t, type) and issubclass(t, Exception)), Exception)
    layout = (RemoteError,) if known in (Exception, *UNSEEN) else (RemoteError, known)
    try:
        error = type(kind or "Error", layout, {})(message)
    except (TypeError, ValueError):  # a type that wants other arguments, as UnicodeDecodeError; a name that is none
        error = RemoteError(message)
    error.kind, error.where = kind[:MAX_KIND], place
    return error


class Handle:
    """An object that lives in the isolated process; `is` works, comparing does not.

    Arithmetic goes over only with numbers and other handles, and gives handles: a test that subtracts what it
    expects from a value that should be a number would else ask the learner whether the two agree.
    """

    __slots__ = ("_name", "_number", "_remote")

    def __init__(self, remote: Remote, number: int, name: str) -> None:
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
            f"argument {i + 1} was changed by the call. Work on a copy and return it.\nLikely mistake: argument changed",
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
