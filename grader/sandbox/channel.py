"""Frames over a socket, each with a deadline, so that a silent or dripping peer costs bounded time."""

import select
import socket
import time
from collections.abc import Callable
from typing import Any

from grader.sandbox.wire import PREFIX, WireError, frame_lengths
from grader.sandbox.wire_pack import pack
from grader.sandbox.wire_unpack import unpack

MAX_PART = 2**18  # bytes asked for at once


class PeerGone(Exception):
    """The other process ended, or closed its end."""


class PeerSilent(Exception):
    """The other process did not answer in time."""


class Channel:
    """One end of a connection; `refer` and `resolve` are those of `wire.pack` and `wire.unpack`."""

    def __init__(
        self,
        sock: socket.socket,
        refer: Callable[[Any], Any] | None = None,
        resolve: Callable[[int, str], Any] | None = None,
    ) -> None:
        self._sock, self._refer, self._resolve = sock, refer, resolve
        self._came = bytearray()  # and is not read yet

    def send(self, message: Any, seconds: float | None = None) -> None:
        """Send one message.

        Raises:
            WireError: it is not plain data or too large; nothing was sent.
            PeerGone, PeerSilent: it could not be delivered in time.
        """
        rest = memoryview(pack(message, self._refer))
        deadline = None if seconds is None else time.monotonic() + seconds
        try:
            while rest:
                try:
                    rest = rest[self._sock.send(rest, 0 if deadline is None else socket.MSG_DONTWAIT) :]
                except BlockingIOError:
                    self._wait(select.POLLOUT, deadline)
        except OSError:
            raise PeerGone from None

    def receive(self, seconds: float | None = None) -> Any:
        """Wait for one message, at most so many seconds in all.

        Raises:
            WireError: what came is no frame.
            PeerGone, PeerSilent: nothing whole came in time.
        """
        deadline = None if seconds is None else time.monotonic() + seconds
        header_size, block_size = frame_lengths(self._read(PREFIX.size, deadline))
        header = self._read(header_size, deadline)
        return unpack(header, self._read(block_size, deadline), self._resolve)

    def close(self) -> None:
        """Close this end."""
        self._sock.close()

    def _read(self, size: int, deadline: float | None) -> bytes:
        while len(self._came) < size:
            self._wait(select.POLLIN, deadline)
            try:
                part = self._sock.recv(min(max(size - len(self._came), 4096), MAX_PART))
            except OSError:
                raise PeerGone from None
            if not part:
                raise PeerGone
            self._came += part
            if deadline is not None and time.monotonic() > deadline:
                raise PeerSilent
        data = bytes(memoryview(self._came)[:size])
        del self._came[:size]
        return data

    def _wait(self, event: int, deadline: float | None) -> None:
        """Return when something can be read or sent; at once without a deadline, for then reading and sending wait."""
        if deadline is None:
            return
        poll = select.poll()
        try:
            poll.register(self._sock, event)
        except ValueError:  # closed on our side
            raise PeerGone from None
        if not poll.poll(max(deadline - time.monotonic(), 0.001) * 1000):
            raise PeerSilent


__all__ = ["Channel", "PeerGone", "PeerSilent", "WireError"]
