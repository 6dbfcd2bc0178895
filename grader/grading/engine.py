"""Grades many submissions at once on Dask: the machine's own cores by default, or an existing cluster."""

import contextlib
import logging
import os
from collections.abc import Iterable, Iterator

import dask
from distributed import Client, Future, LocalCluster, as_completed
from distributed.scheduler import KilledWorker

from grader.errors import GraderError
from grader.grading.journal import grader_version
from grader.grading.result import Result
from grader.grading.station import Task, unrunnable
from grader.grading.worker import grade_here, report, stop_stations
from grader.sandbox.limits import Limits

AHEAD = 4
CONNECT_SECONDS = 30
SETTINGS = {
    "distributed.scheduler.allowed-failures": 2,
    "distributed.worker.daemon": False,  # a worker starts a process of its own, its station
    "distributed.comm.timeouts.connect": CONNECT_SECONDS,
    "distributed.admin.log-format": "%(message)s",
}
QUIET = {"distributed": "error", "distributed.nanny": "critical", "distributed.scheduler": "critical",
         "distributed.worker": "critical", "distributed.core": "critical", "bokeh": "error", "tornado": "critical"}


class Engine:
    """A connection to workers that grade. Use as a context manager.

    Args:
        scheduler: the address of an existing cluster, such as "tcp://host:8786"; "" starts workers here.
        processes: how many to start here; 0 means one a core.
        limits: for each submission.
        require_isolation: whether a worker that lacks an isolation layer is left out.

    Raises:
        GraderError: the cluster cannot be reached, or no worker may be used.
    """

    def __init__(
        self, scheduler: str = "", processes: int = 0, limits: Limits | None = None, require_isolation: bool = False
    ) -> None:
        self._limits, self._require = limits or Limits(), require_isolation
        self._exit = contextlib.ExitStack()
        self._exit.enter_context(dask.config.set({**SETTINGS, "logging": QUIET}))
        self.client = self._connect(scheduler, processes or os.cpu_count() or 1)
        self.workers: list[str] = []
        self.refused: dict[str, str] = {}

    def __enter__(self) -> "Engine":
        try:
            self._choose_workers()
        except BaseException:
            self._exit.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(Exception):
            self.client.run(stop_stations)
        self._exit.close()

    def grade(self, tasks: Iterable[Task]) -> Iterator[Result]:
        """The results as they are ready, in any order; only a few tasks a worker are held at once.

        Raises:
            GraderError: the cluster went away; what was yielded is good.
        """
        waiting = iter(tasks)
        running: dict[str, Task] = {}
        ready = as_completed(loop=self.client.loop)
        for task in waiting:
            self._submit(task, running, ready)
            if len(running) >= AHEAD * len(self.workers):
                break
        while running:
            future = next(ready)
            task = running.pop(future.key)
            yield self._result(future, task)
            future.release()
            for task in waiting:
                self._submit(task, running, ready)
                break

    def _connect(self, scheduler: str, processes: int) -> Client:
        try:
            if scheduler:
                address = scheduler
            else:
                cluster = LocalCluster(
                    n_workers=processes, threads_per_worker=1, dashboard_address="127.0.0.1:0", host="127.0.0.1",
                    memory_limit=0, silence_logs=logging.CRITICAL,
                )  # fmt: skip
                self._exit.enter_context(cluster)
                address = cluster.scheduler_address
            return self._exit.enter_context(Client(address, timeout=CONNECT_SECONDS, set_as_default=False))
        except OSError as error:
            self._exit.close()
            raise GraderError(
                f"no Dask scheduler answers at {scheduler or 'this machine'} ({type(error).__name__})",
                "Start one with `dask scheduler`, and workers with `dask worker`",
            ) from None

    def _choose_workers(self) -> None:
        """Ask every worker what it offers; leave out those of another version, or without isolation where it is required."""
        self.client.wait_for_workers(1, timeout=CONNECT_SECONDS)
        offers = self.client.run(report, on_error="return")
        for address, offer in offers.items():
            if isinstance(offer, Exception):
                self.refused[address] = f"it cannot load this grader ({type(offer).__name__}: {offer})"
            elif offer.version != grader_version():
                self.refused[address] = f"its grader is version {offer.version}, this one {grader_version()}"
            elif self._require and offer.missing:
                self.refused[address] = "it lacks isolation: " + ", ".join(offer.missing)
            else:
                self.workers.append(address)
        if not self.workers:
            reasons = "; ".join(f"{address}: {reason}" for address, reason in self.refused.items())
            raise GraderError(f"no worker may be used ({reasons})", "See `grader doctor` on the worker's machine")

    def _submit(self, task: Task, running: dict[str, Task], ready: as_completed) -> None:
        workers = self.workers if self.refused else None
        future = self.client.submit(grade_here, task, self._limits, pure=False, workers=workers, retries=0)
        running[future.key] = task
        ready.add(future)

    def _result(self, future: Future, task: Task) -> Result:
        try:
            return future.result()
        except KilledWorker:
            return unrunnable(task, "the workers that graded it were ended several times")
        except GraderError as error:
            return unrunnable(task, str(error))
        except Exception as error:
            if self.client.status != "running":
                raise GraderError(
                    f"the cluster went away ({type(error).__name__})", "Give the same command again to go on"
                ) from None
            return unrunnable(task, f"its worker reported {type(error).__name__}: {error}")
