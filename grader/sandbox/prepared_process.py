"""The prepared process: imports the libraries once, then forks one supervisor a submission. Started by `confined`.

It never runs a torch operation and never loads a lesson, a test or another submission, so a fork holds none.
"""

import contextlib
import gc
import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from grader.sandbox import kernel
from grader.sandbox.confine import make_ready
from grader.sandbox.control_group import groups_home
from grader.sandbox.limits import Limits
from grader.sandbox.supervisor import supervise

WARM_CELLS = 20


def main() -> None:
    """Serve requests on the socket inherited as file descriptor argv[1] until it closes.

    With "bare" after it nothing is imported: enough to see which layers hold, not to run a cell. With "without-torch"
    everything but torch is.
    """
    requests, options = socket.socket(fileno=int(sys.argv[1])), sys.argv[2:]
    gc.disable()  # while there is nothing to collect: looking for it takes a fifth of the time
    make_ready()
    shell = None if "bare" in options else prepare(with_torch="without-torch" not in options)
    gc.enable()
    gc.freeze()  # a collection in a fork would copy every page that it looks at
    kernel.collapse_pages()  # a submission takes two forks: a sixth of its time is saved
    groups = groups_home()
    requests.sendall(b"ready\n")
    while True:
        data, fds, _, _ = socket.recv_fds(requests, 65536, 2)
        if not data:
            os._exit(0)  # taking down the libraries would cost a second
        _reap()
        if os.fork() == 0:
            requests.close()
            _supervise(shell, json.loads(data), groups, *fds)
            os._exit(0)
        for fd in fds:
            os.close(fd)


def _reap() -> None:
    """Take note of the supervisors that have ended, whose computing time is ours from then on."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def prepare(with_torch: bool = True) -> Any:
    """Import what submissions use, and make the shell that their cells run in."""
    import matplotlib.pyplot  # noqa: F401
    import numpy.random  # noqa: F401

    if with_torch:
        import torch.fx.experimental.symbolic_shapes  # the first backward() would, in each submission
        import torch.nn.functional  # noqa: F401
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    import grader.kit
    import grader.sandbox.confined_side

    for name in grader.kit.__all__:
        getattr(grader.kit, name)  # which imports what draws it

    class Shell(InteractiveShell):
        """A shell without terminal, windows and history; errors come back as data, so none is printed."""

        def system(self, cmd: str) -> None:
            """`!command`: its output is printed, and no terminal is asked for."""
            command = self.var_expand(cmd, depth=1)  # type: ignore[no-untyped-call]
            done = subprocess.run(command, shell=True, capture_output=True, text=True)
            print(done.stdout + done.stderr, end="")
            self.user_ns["_exit_code"] = done.returncode

        def enable_gui(self, gui: str | None = None) -> None:
            """`%matplotlib inline` asks for this; figures are drawn and shown to nobody."""

        def showtraceback(self, *args: Any, **kwargs: Any) -> None:
            """Nothing: the error itself is in the cell's result."""

        showsyntaxerror = showtraceback

    config = Config()
    config.HistoryManager.enabled = False
    shell = Shell.instance(config=config, colors="nocolor")
    for _ in range(WARM_CELLS):  # or the shell would find its feet anew in each submission
        shell.run_cell("pass", store_history=False, silent=False)  # type: ignore[no-untyped-call]
    return shell


def _supervise(shell: Any, request: dict[str, Any], groups: Path | None, data_fd: int, control_fd: int) -> None:
    limits = Limits(**request["limits"])
    control = socket.socket(fileno=control_fd)
    with contextlib.suppress(Exception):
        supervise(control, limits, request["paths"], lambda: _serve(shell, data_fd, limits.output), groups)


def _serve(shell: Any, data_fd: int, output: int) -> None:
    if shell is None:
        return
    from grader.sandbox.confined_side import ConfinedSide

    _close_all_but(data_fd)
    ConfinedSide(socket.socket(fileno=data_fd), shell, output).serve()


def _close_all_but(keep: int) -> None:
    """Leave only one file open, and the standard streams leading nowhere: whoever fills a shared pipe stops others."""
    for fd, flags in ((0, os.O_RDONLY), (1, os.O_WRONLY), (2, os.O_WRONLY)):
        nowhere = os.open(os.devnull, flags)
        os.dup2(nowhere, fd)
        os.close(nowhere)
    os.closerange(3, keep)
    os.closerange(keep + 1, 2**20)


if __name__ == "__main__":
    main()
