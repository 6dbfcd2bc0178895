"""Kernels for the tests: forked from one process that has imported PyTorch, and not each a program that imports it.

A kernel's start costs half a second, two with PyTorch, and a run starts over a hundred. All processes of a run share
one `kernel_server`, which the first that needs a kernel starts. Whoever asks for a kernel with other settings than the
server's (threads, backend, hash seed) gets a program of its own, as anywhere but on Linux.
"""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from jupyter_client import launcher
from jupyter_client.provisioning import local_provisioner
from once import once

PLACE = "FRONTIER_TEST_KERNELS"
FIXED = {"OMP_NUM_THREADS": "1", "MPLBACKEND": "module://matplotlib_inline.backend_inline"}
# What Python and the libraries read once, when they start.
READ_AT_START = ("PYTHON", "OMP_", "OPENBLAS_", "MKL_", "KMP_", "MPL", "TORCH_", "LD_", "LC_", "LANG")


class ForkedKernel:
    """A kernel that another process has started; what Jupyter asks of `subprocess.Popen`."""

    stdin = stdout = stderr = None

    def __init__(self, server: socket.socket) -> None:
        """Read the kernel's number from the server, which says on the same line how it ends."""
        self._server = server
        self.pid = int(self._line())
        self.returncode: int | None = None

    def _line(self) -> bytes:
        line = b""
        while not line.endswith(b"\n") and (more := self._server.recv(1)):
            line += more
        return line

    def _wait(self, seconds: float | None) -> int | None:
        if self.returncode is None:
            self._server.settimeout(seconds)
            try:
                self.returncode = int(self._line() or -signal.SIGKILL)
                self._server.close()
            except (BlockingIOError, TimeoutError):
                return None
        return self.returncode

    def poll(self) -> int | None:
        """The exit status; None while it runs."""
        return self._wait(0)

    def wait(self, timeout: float | None = None) -> int:
        """The exit status, once it has ended."""
        if self._wait(timeout) is None:
            raise subprocess.TimeoutExpired("kernel", timeout or 0)
        return self.returncode or 0

    def send_signal(self, signum: int) -> None:
        """As a process's own parent would."""
        if self.poll() is None:
            os.kill(self.pid, signum)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


def launch_kernel(cmd: list[str], env: dict[str, str] | None = None, cwd: str | None = None, **options: Any) -> Any:
    """In the place of Jupyter's own: forked where it can be, else as ever."""
    asked = dict(os.environ if env is None else env)
    if "ipykernel_launcher" in cmd and not any(options.values()) and _settings(asked) == _settings(os.environ | FIXED):
        arguments = cmd[cmd.index("ipykernel_launcher") + 1 :]
        server = _connected()
        server.sendall(json.dumps({"arguments": arguments, "env": asked, "cwd": str(cwd or os.getcwd())}).encode())
        server.shutdown(socket.SHUT_WR)
        return ForkedKernel(server)
    return launcher.launch_kernel(cmd, env=env, cwd=cwd, **options)


def _settings(env: Any) -> dict[str, str]:
    found = {name: value for name, value in env.items() if name.startswith(READ_AT_START)}
    found.pop("PYTHONPATH", None)  # the fork sets it
    return {"MPLBACKEND": FIXED["MPLBACKEND"]} | found


def _connected() -> socket.socket:
    """A connection to the run's server, started where nobody has yet."""
    place = Path(os.environ[PLACE])
    address = once(place / "socket", _start)
    server = socket.socket(socket.AF_UNIX)
    server.connect(str(address))
    return server


def _start(address: Path) -> None:
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | FIXED
    program = [sys.executable, str(Path(__file__).with_name("kernel_server.py"))]
    command = [*program, str(address), address.with_name("owner").read_text()]
    silent = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    subprocess.run(command, env=env, cwd="/", check=True, **silent)


def begin() -> None:
    """Called by the process that a run begins with."""
    if sys.platform == "linux":
        place = Path(tempfile.mkdtemp(prefix="kernels"))
        (place / "owner").write_text(str(os.getpid()))
        os.environ[PLACE] = str(place)


def use() -> None:
    """Called by each process of a run that starts kernels through Jupyter's own client."""
    if PLACE in os.environ:
        vars(local_provisioner)["launch_kernel"] = launch_kernel


def end() -> None:
    """Called by the process that the run ends with."""
    if place := os.environ.pop(PLACE, ""):
        nobody = contextlib.suppress(FileNotFoundError, ConnectionRefusedError)
        with nobody, socket.socket(socket.AF_UNIX) as server:
            server.connect(str(Path(place) / "socket"))
        shutil.rmtree(place)
