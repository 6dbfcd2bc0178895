"""The trusted side's connection to one confined process: asks for the learner's names, calls them, runs cells.

What comes back is plain data, or a handle for an object that stays over there.
"""

import itertools
import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from grader.sandbox.channel import Channel, PeerGone, PeerSilent
from grader.sandbox.faults import BROKEN, GONE, MAX_KIND, SILENT, RemoteError, Stopped, make_error
from grader.sandbox.handle import Handle, number_of
from grader.sandbox.wire import WireError

# A cell in whose middle the process forks: the copy's ends at once, the other's when the copy has ended.
FORK = 'exec("import os\\npid = os.fork()\\nif pid: os.waitpid(pid, 0)", {})'
END = 'exec("import os\\nos._exit(0)", {})'


class Remote:
    """The connection to one confined process, with a time limit.

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
        except (RemoteError, TypeError):  # an answer that the confined side never gives; a cell too long to send
            raise Stopped(BROKEN) from None
        match reply:
            case [None, str(text), int(lost)]:
                return None, text, lost
            case [(str(kind), list(), str(message), str(place)), str(text), int(lost)]:
                return (kind[:MAX_KIND], message, place), text, lost
        raise Stopped(BROKEN)

    @contextmanager
    def forked(self) -> Iterator[None]:
        """Within the block a copy of the process answers, and ends with it: the process is then as it was before.

        Raises:
            Stopped: the process did not fork, or the copy did not end, and no request will be answered from now on.
        """
        ticket = next(self._tickets)
        for cell in (FORK, END):
            self._tickets = itertools.count(ticket)  # what answers the second is the process that got the first
            if self.run(cell)[0] is not None:
                raise Stopped(BROKEN)
            if cell == FORK:
                yield
        self._handles.clear()

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
            raise Stopped(BROKEN)
        return reply[0]

    def _ask(self, verb: str, *rest: Any) -> list[Any]:
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
            raise Stopped(f"{BROKEN}: {error}") from None
        match reply:
            case ("ok", int(got), *answer) if got == ticket:
                return answer
            case ("error", int(got), str(kind), list(bases), str(message), str(place)) if got == ticket:
                raise make_error(kind, [str(base) for base in bases], message, place)
        raise Stopped(BROKEN)

    def _send(self, message: tuple[Any, ...], deadline: float) -> None:
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
