"""Where the workers come from: a Dask cluster of this machine's own cores, or one that is there already."""

import contextlib
import logging
import signal
from collections.abc import Iterator
from multiprocessing import resource_tracker

import dask
from distributed import Client, LocalCluster

from grader.errors import GraderError

CONNECT_SECONDS = 30
SETTINGS = {
    "distributed.scheduler.allowed-failures": 2,
    "distributed.worker.daemon": False,  # a worker starts a process of its own, its grading process
    "distributed.nanny.pre-spawn-environ.PYTHONSAFEPATH": "1",  # not the current folder, which may hold hand-ins
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",  # at 20 ms, an idle worker and scheduler take 5 % of a core
    "distributed.admin.tick.cycle": "5s",
    "distributed.admin.system-monitor.interval": "5s",
    "distributed.comm.timeouts.connect": CONNECT_SECONDS,
    "distributed.admin.large-graph-warning-threshold": "1GB",
    "distributed.admin.log-format": "%(message)s",
}
QUIET = {name: "critical" for name in ("distributed", "tornado", "bokeh", "asyncio")}


def connect(stack: contextlib.ExitStack, scheduler: str, processes: int) -> Client:
    """A client of the cluster; the stack closes it, and with it what was started here.

    Args:
        scheduler: the address of an existing cluster; "" starts one here.
        processes: how many workers to start here.

    Raises:
        GraderError: no scheduler answers.
    """
    stack.enter_context(dask.config.set({**SETTINGS, "logging": QUIET}))
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        address = scheduler or stack.enter_context(_local(processes)).scheduler_address
        client: Client = stack.enter_context(Client(address, timeout=CONNECT_SECONDS, set_as_default=False))
        return client
    except (OSError, ValueError) as error:
        raise GraderError(
            f"no Dask scheduler answers at {scheduler or 'this machine'} ({type(error).__name__})",
            "Start one with `dask scheduler`, and workers with `dask worker`",
        ) from None


def _local(processes: int) -> LocalCluster:
    with _ctrl_c_is_ours():
        return LocalCluster(
            n_workers=processes,
            threads_per_worker=1,
            dashboard_address="127.0.0.1:0",
            host="127.0.0.1",
            memory_limit=0,
            silence_logs=logging.CRITICAL,
        )


@contextlib.contextmanager
def _ctrl_c_is_ours() -> Iterator[None]:
    """Workers started within, and those that take their place later, leave Ctrl-C to this process."""
    resource_tracker.ensure_running()  # starting it later would let the signal through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
