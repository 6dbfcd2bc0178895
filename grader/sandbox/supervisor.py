"""Between the prepared process and one submission: starts it confined, watches its memory, ends all of it."""

import json
import os
import select
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from grader.sandbox import kernel
from grader.sandbox.confine import confine, leave_namespaces, unusable
from grader.sandbox.control_group import ControlGroup, make_group
from grader.sandbox.limits import Limits
from grader.sandbox.processes import descendants, memory_bound, memory_used, own_memory

WATCH_SECONDS = 0.1
END_SECONDS = 5


def supervise(
    control: socket.socket, limits: Limits, paths: list[str], run: Callable[[], None], groups: Path | None
) -> None:
    """Fork the submission's first process, and do not return before all that it started is gone.

    The control socket carries one JSON line when the layers stand ({"missing": {layer: reason}, "unusable": why
    nothing can run, or null}) and one at the end ({"reason": why it ended, "cpu": seconds}); the other side asks for
    the end by closing it or sending.

    Args:
        run: what the confined process does; it ends with it.
        groups: where a control group can be made for it, if anywhere.
    """
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    group, no_group = _group(groups, limits)
    refused = leave_namespaces()
    child = os.fork()
    if child == 0:
        try:
            missing = {"control group": no_group} if no_group else {}
            if group:
                group.enter()
            _start(control, limits, paths, not refused, missing, run)
        finally:
            os._exit(1)
    reason = _watch(control, child, limits.memory)
    _kill_all(child, not refused)
    usage = os.wait4(child, 0)[2]
    if group:
        reason = "memory" if group.ran_out() else reason
        group.end()
    _tell(control, {"reason": reason, "cpu": usage.ru_utime + usage.ru_stime})


def _group(groups: Path | None, limits: Limits) -> tuple[ControlGroup | None, str]:
    """The submission's control group, where one can be made, and why there is none where there should be."""
    if groups is None:
        return None, ""
    try:
        return make_group(groups, limits), ""
    except OSError as error:
        return None, str(error)


def _start(
    control: socket.socket,
    limits: Limits,
    paths: list[str],
    has_namespaces: bool,
    missing: dict[str, str],
    run: Callable[[], None],
) -> None:
    missing = missing | confine(limits, paths, has_namespaces)
    _tell(control, {"missing": missing, "unusable": unusable(paths)})
    control.close()
    run()


def _tell(control: socket.socket, message: dict[str, Any]) -> None:
    try:
        control.sendall(json.dumps(message).encode() + b"\n")
    except OSError:
        return  # the other side has gone: it learns nothing more, and everything has been ended


def _watch(control: socket.socket, child: int, memory: int) -> str:
    """Wait for the child's end, the other side's word, or too much memory; returns which."""
    pidfd = os.pidfd_open(child)
    poll = select.poll()
    poll.register(control, select.POLLIN | select.POLLHUP)
    poll.register(pidfd, select.POLLIN)
    base = own_memory()  # what the prepared process holds, and so the child from the start
    while True:
        ready = {fd for fd, _ in poll.poll(WATCH_SECONDS * 1000)}
        if control.fileno() in ready:
            return "asked"
        if pidfd in ready:
            return _how_ended(child)
        if memory_bound(child) - base > memory and memory_used(child) - base > memory:
            return "memory"


def _how_ended(child: int) -> str:
    info = os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    if info is None:  # only with WNOHANG
        return "lost"
    if info.si_code == os.CLD_EXITED:
        return f"exit {info.si_status}"
    return f"signal {signal.Signals(info.si_status).name}"


def _kill_all(child: int, has_namespaces: bool) -> None:
    """End the first process, and with it its pid namespace; without one, each descendant until none is left."""
    _kill(child)
    if has_namespaces:
        return  # the kernel ends the others before it reports the first one's end
    deadline = time.monotonic() + END_SECONDS
    while (rest := descendants(os.getpid()) - {child}) and time.monotonic() < deadline:
        for pid in rest:
            _kill(pid)
        _reap(rest)


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _reap(pids: set[int]) -> None:
    for pid in pids:
        try:
            os.waitpid(pid, 0)
        except ChildProcessError:
            continue
