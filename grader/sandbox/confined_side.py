"""The isolated side: an IPython shell that runs cells and answers calls to what they defined.

Nothing here is trusted: a submission may change all of it. It decides only what its own answers are.
"""

import io
import itertools
import operator
import sys
from typing import Any

import numpy as np

from grader.kit.checks.failures import place_of, text_of
from grader.kit.checks.patience import patience
from grader.kit.checks.values import is_tensor
from grader.sandbox.channel import Channel
from grader.sandbox.wire import MAX_HEADER, WireError
from grader.sandbox.wire_pack import pack

MAX_ITEMS = 100_000
MAX_TEXT = 2_000
OPERATORS = {
    name: getattr(operator, name)
    for name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "neg", "pos", "abs", "getitem")
}


class BoundedText(io.StringIO):
    """Keeps the first `limit` bytes, as UTF-8, of what is printed and counts the characters of the rest."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._left, self.lost = limit, 0

    def write(self, text: str) -> int:
        text = str(text)
        data = text[: self._left].encode("utf-8", "replace")[: self._left]
        kept = data.decode("utf-8", "ignore")
        self._left -= len(data)
        self.lost += len(text) - len(kept)
        super().write(kept)
        return len(text)


class ConfinedSide:
    """Serves one submission over one socket."""

    def __init__(self, sock: Any, shell: Any, output_limit: int) -> None:
        self._shell, self._limit = shell, min(output_limit, MAX_HEADER // 2)
        self._objects: list[Any] = []
        self._numbers: dict[int, int] = {}
        self._channel = Channel(sock, self._refer, lambda number, name: self._objects[number])

    def serve(self) -> None:
        """Answer requests until the other side hangs up."""
        while True:
            request = self._channel.receive()
            verb, ticket, *rest = request
            sys.stdout = sys.stderr = text = BoundedText(self._limit)
            try:
                reply = ("ok", ticket, self._answer(verb, rest))
                self._channel.send(reply if verb != "run" else (*reply, text.getvalue(), text.lost))
            except BaseException as error:  # whatever the submission raises is its answer
                self._channel.send(("error", ticket, *describe(error)))

    def _answer(self, verb: str, rest: list[Any]) -> Any:
        if verb == "run":
            return self._run(*rest)
        with patience():  # as in a notebook, where a test ends what does not end
            return self._ask(verb, rest)

    def _ask(self, verb: str, rest: list[Any]) -> Any:
        if verb == "get":
            return self._shell.user_ns[rest[0]] if rest[0] in self._shell.user_ns else _missing(rest[0])
        if verb == "call":
            return self._call(*rest)
        if verb == "getattr":
            return getattr(*rest)
        if verb == "setattr":
            return setattr(*rest)
        if verb == "items":
            return list(itertools.islice(iter(rest[0]), MAX_ITEMS))
        if verb == "len":
            return len(rest[0])
        return OPERATORS[verb](*rest)

    def _run(self, source: str) -> Any:
        """Run a cell; None, or what stopped it."""
        result = self._shell.run_cell(source, store_history=False, silent=False)
        error = result.error_before_exec or result.error_in_exec
        return None if error is None else describe(error)

    def _call(self, function: Any, args: list[Any], kwargs: dict[str, Any]) -> tuple[Any, list[tuple[int | str, Any]]]:
        """The result, and what the call has made of those arguments that it changed."""
        given: dict[int | str, Any] = dict(enumerate(args))
        given.update(kwargs)
        mutable = {key: arg for key, arg in given.items() if _is_mutable(arg)}
        before = {key: pack(arg, self._refer) for key, arg in mutable.items()}
        result = function(*args, **kwargs)
        changed = [(key, arg) for key, arg in mutable.items() if self._pack_again(arg) != before[key]]
        return result, changed

    def _pack_again(self, arg: Any) -> bytes:
        try:
            return pack(arg, self._refer)
        except WireError:
            return b"changed"

    def _refer(self, value: Any) -> int:
        """The number of an object that stays here; the same object has the same number."""
        number = self._numbers.get(id(value))
        if number is None:
            number = self._numbers[id(value)] = len(self._objects)
            self._objects.append(value)
        return number


def describe(error: BaseException) -> tuple[str, list[str], str, str]:
    """Type name, names of its bases, text and place of an exception."""
    bases = [cls.__name__ for cls in type(error).__mro__ if cls is not object]
    return type(error).__name__[:100], bases[:20], text_of(error)[:MAX_TEXT], place_of(error)[:MAX_TEXT]


def _is_mutable(arg: Any) -> bool:
    return (not callable(arg) and isinstance(arg, (list, dict, set, np.ndarray))) or is_tensor(arg)


def _missing(name: str) -> Any:
    raise NameError(f"name {name!r} is not defined")
