"""The trusted side's handle on isolation: one prepared process, and from it a confined one for each submission."""

import contextlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from grader.errors import GraderError
from grader.sandbox.environment import clean_environment, data_folders
from grader.sandbox.filesystem import visible_paths
from grader.sandbox.limits import Limits
from grader.sandbox.remote import Remote

START_SECONDS = 120
END_SECONDS = 30
REASONS = {
    "memory": "used more memory than allowed",
    "signal SIGXCPU": "used more computing time than allowed",
    "signal SIGKILL": "the process was killed",
    "signal SIGSEGV": "the process crashed (segmentation fault)",
}


@dataclass
class ConfinedProcess:
    """One confined process: `remote` asks it, `missing` says which layers do not hold, and why.

    `ended` and `cpu_seconds` are set when it has been closed.
    """

    remote: Remote
    missing: dict[str, str]
    _socket: socket.socket
    _control: socket.socket
    ended: str = ""
    cpu_seconds: float = 0.0

    def close(self) -> None:
        """End the process and everything it started; returns when nothing of it is alive.

        Raises:
            GraderError: its end was not reported in time.
        """
        with contextlib.suppress(OSError):
            self._control.shutdown(socket.SHUT_WR)
        last = _read_line(self._control, END_SECONDS)
        self._socket.close()
        self._control.close()
        if last is None:
            raise GraderError("a confined process could not be ended", "See `grader doctor`")
        self.ended = REASONS.get(last["reason"], last["reason"])
        self.cpu_seconds = last["cpu"]


class Isolation:
    """The prepared process: started here, ready within its context; there `open` gives a new confined process.

    Args:
        bare: import nothing: its confined processes end at once, and tell only which layers hold.
        torch: import torch as well. Without it a start takes a third of the time, and an answer that uses torch
            all the same imports it itself.
    """

    def __init__(self, limits: Limits | None = None, bare: bool = False, torch: bool = True) -> None:
        self.limits, self._options = limits or Limits(), ["bare"] * bare + ["without-torch"] * (not torch)
        self._paths = visible_paths(tuple(p for p in data_folders() if os.path.isdir(p)))
        self._lacking: dict[str, str] | None = None
        self._start()

    def __enter__(self) -> "Isolation":
        self._wait()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @contextlib.contextmanager
    def open(self, cell_seconds: float | None = None) -> Iterator[ConfinedProcess]:
        """A confined process for the length of the block.

        Raises:
            GraderError: it could not be started, or lacks a layer that the first one had.
        """
        confined = self._open(cell_seconds or self.limits.cell_seconds)
        self._lacking = confined.missing if self._lacking is None else self._lacking
        try:
            if failed := confined.missing.keys() - self._lacking.keys():
                raise GraderError(
                    f"isolation failed ({', '.join(f'{k}: {confined.missing[k]}' for k in sorted(failed))})"
                )
            yield confined
        finally:
            confined.close()

    def stop(self) -> None:
        """End the prepared process, and with it whatever it started."""
        self._requests.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stderr is not None:
            self._process.stderr.close()

    def _start(self) -> None:
        self._requests, theirs = socket.socketpair()
        command = [
            sys.executable,
            "-m",
            "grader.sandbox.prepared_process",
            str(theirs.fileno()),
            *self._options,
        ]
        self._process = subprocess.Popen(
            command,
            pass_fds=[theirs.fileno()],
            env=clean_environment(),
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        theirs.close()
        self._requests.settimeout(START_SECONDS)

    def _wait(self) -> None:
        """Return when the prepared process has imported what it should.

        Raises:
            GraderError: it ended before that.
        """
        if self._requests.recv(16) != b"ready\n":
            said = self._process.stderr.read() if self._process.stderr is not None else b""
            error = said.decode(errors="replace")[-1000:]
            raise GraderError(f"the process that isolates submissions did not start: {error}")

    def _open(self, cell_seconds: float) -> ConfinedProcess:
        ours, theirs = socket.socketpair()
        control, far_control = socket.socketpair()
        request = json.dumps({"limits": self.limits.as_dict(), "paths": self._paths}).encode()
        socket.send_fds(self._requests, [request], [theirs.fileno(), far_control.fileno()])
        theirs.close()
        far_control.close()
        first = _read_line(control, END_SECONDS) or {}
        fault = "" if "missing" in first else f"a confined process did not start: {first}"
        if not fault and first["unusable"]:
            fault = f"in a confined process nothing can run ({first['unusable']})"
        if fault:
            ours.close()
            control.close()
            raise GraderError(fault, "See `grader doctor`")
        missing = {layer: reason for layer, reason in first["missing"].items() if reason}
        return ConfinedProcess(Remote(ours, cell_seconds), missing, ours, control)


def _read_line(sock: socket.socket, seconds: float) -> dict[str, Any] | None:
    """One line of JSON, written by our own code before or after the submission's; None if there is none."""
    sock.settimeout(seconds)
    data = b""
    try:
        while not data.endswith(b"\n"):
            part = sock.recv(1)
            if not part:
                return None
            data += part
    except OSError:
        return None
    line: dict[str, Any] = json.loads(data)
    return line
