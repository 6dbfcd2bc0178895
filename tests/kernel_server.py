"""A process that has imported what kernels import, and forks a kernel for each request: `kernels` asks it.

Run as a program: kernel_server.py SOCKET PID. It serves until it is told to end, or the process PID has ended.
"""

import contextlib
import json
import os
import select
import signal
import socket
import sys
from importlib import import_module

# Not matplotlib.pyplot: it binds itself to the shell that there is when it is imported.
PREPARED = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.debugger",
    "tornado.platform.asyncio",
    "psutil",
    "IPython.core.completer",
    "IPython.core.completerlib",
    "IPython.core.oinspect",
    "IPython.core.debugger",
    "IPython.extensions.storemagic",
    "sqlite3",
    "numpy.random",
    "torch",
    "mimetypes",
    "matplotlib.figure",
    "matplotlib.axes",
    "matplotlib.backends.backend_agg",
    "matplotlib.dates",
)


def serve(listener: socket.socket, owner: int) -> None:
    """Start kernels, and tell each one's client how it ended."""
    for name in PREPARED:
        import_module(name)
    ended, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake)
    clients: dict[int, socket.socket] = {}
    while _runs(owner):
        ready, _, _ = select.select([listener.fileno(), ended], [], [], 2)
        if ended in ready:
            os.read(ended, 1024)
        for pid, status in _reaped(clients):
            with clients.pop(pid) as client, contextlib.suppress(OSError):
                client.sendall(b"%d\n" % status)
        if listener.fileno() in ready:
            client, _ = listener.accept()
            with client.makefile("rb") as whole:
                request = whole.read()
            if not request:
                return
            if not (pid := os.fork()):
                os.setsid()  # before anybody learns the number, and signals the group
                client.sendall(b"%d\n" % os.getpid())
                _become_kernel(**json.loads(request))
            clients[pid] = client


def _runs(pid: int) -> bool:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False


def _reaped(clients: dict[int, socket.socket]) -> list[tuple[int, int]]:
    """The kernels that have ended, each with its exit status."""
    found = [os.waitpid(pid, os.WNOHANG) for pid in clients]
    return [(pid, os.waitstatus_to_exitcode(status)) for pid, status in found if pid]


def _become_kernel(arguments: list[str], env: dict[str, str], cwd: str) -> None:
    """In the fork: what `python -m ipykernel_launcher` would have found, and then the same."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.closerange(3, 256)
    server = os.getppid()
    os.environ.clear()
    os.environ |= env
    os.chdir(cwd)
    sys.path[:0] = [path for path in env.get("PYTHONPATH", "").split(os.pathsep) if path]
    sys.argv = ["ipykernel_launcher", *arguments, f"--IPKernelApp.parent_handle={server}"]
    import numpy

    numpy.random.seed()  # or all kernels would draw the same, where nobody has seeded
    status = 1
    try:
        import_module("ipykernel.kernelapp").launch_new_instance()
        status = 0
    finally:
        os._exit(status)


if __name__ == "__main__":
    del sys.path[0]
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(sys.argv[1])
        listener.listen(64)
        if not os.fork():
            os.setsid()
            serve(listener, int(sys.argv[2]))
        os._exit(0)
