"""Grades many submissions at once on Dask: the machine's own cores by default, or an existing cluster."""

import contextlib
import os
import queue
import secrets
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from dataclasses import dataclass, replace
from itertools import islice
from statistics import mean

from dask.system import CPU_COUNT
from distributed import Future
from distributed.scheduler import KilledWorker

from grader.errors import GraderError
from grader.grading.cluster import connect
from grader.grading.crew import LOOK_SECONDS, Crew
from grader.grading.journal import grader_version
from grader.grading.result import Result
from grader.grading.task import Task, unrunnable
from grader.grading.worker import Job, NotEnlisted, discharge, grade_here
from grader.lesson.source import Lesson
from grader.sandbox.limits import Limits

AHEAD = 3
SHARE_SECONDS, MAX_SHARE, PACE_WEIGHT = 0.5, 8, 0.3
TRIES_ALONE = 2
FETCH_SECONDS = 5
GO_ON = "What was graded is kept: give the same command again to go on"


@dataclass(frozen=True)
class Flight:
    """Submissions that are with the workers; of a single one, `alone` says how often it has had a worker for itself."""

    tasks: tuple[Task, ...]
    future: Future
    workers: tuple[str, ...]
    alone: int


class Engine:
    """A connection to workers that grade some lessons. Use as a context manager, within which its `crew` gets ready.

    Args:
        lessons: those whose submissions will come.
        scheduler: the address of an existing cluster, such as "tcp://host:8786"; "" starts workers here.
        processes: how many to start here; 0 means one a core.
        limits: for each submission.
        require_isolation: whether a worker that lacks an isolation layer is left out.
        tell: is given a line for each worker that is refused.

    Raises:
        GraderError: the cluster cannot be reached.
    """

    def __init__(
        self, lessons: Iterable[Lesson], scheduler: str = "", processes: int = 0, limits: Limits | None = None,
        require_isolation: bool = False, tell: Callable[[str], None] = lambda line: None,
    ) -> None:  # fmt: skip
        self._lessons = {lesson.folder: lesson for lesson in lessons}
        taught = tuple(self._lessons.values())
        count = processes or CPU_COUNT
        core_each = not scheduler and count == len(os.sched_getaffinity(0))
        self._job = Job(secrets.token_hex(8), taught, limits or Limits(), require_isolation, grader_version(), core_each)
        self._where, self._tell = (scheduler, count), tell
        self._exit, self._pace, self._left = contextlib.ExitStack(), SHARE_SECONDS, 0.0
        self._flights: dict[str, Flight] = {}
        self._suspects: deque[tuple[Task, int]] = deque()
        self._landed: queue.SimpleQueue[str] = queue.SimpleQueue()

    def __enter__(self) -> "Engine":
        with contextlib.ExitStack() as stack:
            self.client = connect(stack, *self._where)
            stack.callback(self._discharge)
            self.crew = Crew(self.client, self._job, self._tell)
            self.crew.look()
            self._exit = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._exit.close()

    def grade(self, tasks: Iterable[Task], count: int = 0) -> Iterator[Result]:
        """The results as they are ready, in any order; only a few tasks a worker are held at once.

        Quick ones travel several at a time, for a message costs as much as a small submission. A worker that ends
        brings all that it held under suspicion: each is tried again with a worker for itself, so that only the one
        to blame is charged with it.

        Args:
            count: how many there are, where known: the last ones travel one by one, so that all workers end together.

        Raises:
            GraderError: the cluster went away, or no worker is left; what was yielded is good.
        """
        if not self.crew.ready:
            self.crew.wait()
        waiting, self._pace, self._left = iter(tasks), SHARE_SECONDS, count or float("inf")
        while True:
            self._fill(waiting)
            if not self._flights and not self._suspects:
                return
            flight = self._next()
            if flight is not None:
                yield from self._results(flight)

    def _fill(self, waiting: Iterator[Task]) -> None:
        """Keep every worker supplied; where there is nothing else, send suspects, one a worker."""
        for _ in range(AHEAD * len(self.crew.ready) - len(self._flights) - len(self._suspects)):
            pace, turns = max(self._pace, SHARE_SECONDS / MAX_SHARE), 2 * len(self.crew.ready)
            share = tuple(islice(waiting, max(1, int(min(SHARE_SECONDS / pace, self._left / turns)))))
            if not share:
                break
            self._left -= len(share)
            self._send(share, tuple(self.crew.ready))
        if all(flight.alone for flight in self._flights.values()):
            busy = {worker for flight in self._flights.values() for worker in flight.workers}
            for worker in set(self.crew.ready) - busy:
                if self._suspects:
                    task, tries = self._suspects.popleft()
                    self._send((task,), (worker,), tries + 1)

    def _send(self, tasks: tuple[Task, ...], workers: tuple[str, ...], alone: int = 0) -> None:
        future = self.client.submit(grade_here, self._job.id, tasks, pure=False, workers=list(workers), retries=0)
        self._flights[future.key] = Flight(tasks, future, workers, alone)
        future.add_done_callback(lambda done: self._landed.put(done.key))

    def _next(self) -> Flight | None:
        """A flight that has landed, or that only workers that are gone could do; None where there is none yet."""
        try:
            key = self._landed.get(timeout=LOOK_SECONDS)
        except queue.Empty:
            key = next((key for key, flight in self._flights.items() if flight.future.status != "pending"), "")
        if self.client.status == "running":
            self.crew.look()
            self.crew.check_patience()
            key = key or next((k for k, f in self._flights.items() if not self.crew.has_any(f.workers)), "")
        elif key not in self._flights:
            raise self._lost()
        return self._flights.pop(key, None)

    def _results(self, flight: Flight) -> list[Result]:
        """The results of a flight; none where its tasks go to the workers once more."""
        tried, task = flight.alone, flight.tasks[0]
        try:
            if not self.crew.has_any(flight.workers):  # they may have taken a finished result with them
                flight.future.cancel(force=True)
                raise KilledWorker(flight.future.key, None, 0)
            results = flight.future.result(FETCH_SECONDS)
            self._pace += PACE_WEIGHT * (mean(result.seconds for result in results) - self._pace)  # a moving average
            return results
        except TimeoutError:
            self._flights[flight.future.key] = flight
            return []
        except NotEnlisted as error:
            self.crew.forget(str(error))
            tried = 0
        except KilledWorker:
            if tried >= TRIES_ALONE:
                return [unrunnable(task, self._lessons[task.lesson], "each worker that graded it came to an end")]
        except CancelledError:
            raise self._lost() from None
        except Exception as error:
            if tried:  # a fault of the machine's: with no keys it is not taken for graded the next time
                reason = str(error).rstrip(".") or type(error).__name__
                return [replace(unrunnable(task, self._lessons[task.lesson], reason), keys=())]
        self._suspects.extend((task, tried) for task in flight.tasks)
        return []

    def _lost(self) -> GraderError:
        return GraderError("the Dask scheduler went away or was started again", GO_ON)

    def _discharge(self) -> None:
        """End the stations, where anybody can still be asked to."""
        if self.client.status == "running":
            with contextlib.suppress(Exception):
                self.client.run(discharge, self._job.id, on_error="ignore")
