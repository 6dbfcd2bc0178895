"""Frames over a socket, each with a deadline, so that a silent or dripping peer costs bounded time."""

import socket
import time
from collections.abc import Callable
from typing import Any

from grader.sandbox.wire import PREFIX, WireError, frame_lengths
from grader.sandbox.wire_pack import pack
from grader.sandbox.wire_unpack import unpack


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

    def send(self, message: Any, seconds: float | None = None) -> None:
        """Send one message.

        Raises:
            WireError: it is not plain data or too large; nothing was sent.
            PeerGone, PeerSilent: it could not be delivered in time.
        """
        frame = pack(message, self._refer)
        try:
            self._sock.settimeout(seconds)
            self._sock.sendall(frame)
        except TimeoutError:
            raise PeerSilent from None
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
        data = bytearray(size)
        view, got = memoryview(data), 0
        while got < size:
            try:
                if deadline is not None:
                    self._sock.settimeout(max(deadline - time.monotonic(), 0.001))
                count = self._sock.recv_into(view[got:])
            except TimeoutError:
                raise PeerSilent from None
            except OSError:
                raise PeerGone from None
            if not count:
                raise PeerGone
            got += count
            if deadline is not None and time.monotonic() > deadline:
                raise PeerSilent
        return bytes(data)


__all__ = ["Channel", "PeerGone", "PeerSilent", "WireError"]
