"""Grades many submissions at once on Dask: the machine's own cores by default, or an existing cluster."""

import contextlib
import os
import queue
import secrets
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError

from dask.system import CPU_COUNT
from distributed.scheduler import KilledWorker

from grader.cluster.batches import Batch, Share
from grader.cluster.connect import connect
from grader.cluster.worker import Job, NotRegistered, grade_here, release
from grader.cluster.workers import LOOK_SECONDS, Workers
from grader.errors import GraderError
from grader.lesson.lesson import Lesson
from grader.marking.result import Result
from grader.marking.task import Task, not_graded
from grader.marking.version import grader_version
from grader.sandbox.limits import Limits

AHEAD = 3
TRIES_ALONE = 2
FETCH_SECONDS = 5
GO_ON = "What was graded is kept: give the same command again to go on"


class _Gone(Exception):
    """The workers that had a batch are gone."""


class Engine:
    """A connection to workers that grade some lessons. Use as a context manager, within which its `workers` gets ready.

    Args:
        lessons: those whose submissions will come.
        scheduler: the address of an existing cluster, such as "tcp://host:8786"; "" starts workers here.
        processes: how many to start here; 0 means one per core.
        limits: for each submission.
        require_isolation: whether a worker that lacks an isolation layer is left out.
        tell: is given a line for each worker that is refused.

    Raises:
        GraderError: the cluster cannot be reached.
    """

    def __init__(
        self,
        lessons: Iterable[Lesson],
        scheduler: str = "",
        processes: int = 0,
        limits: Limits | None = None,
        require_isolation: bool = False,
        tell: Callable[[str], None] = lambda line: None,
    ) -> None:
        self._lessons = {lesson.id: lesson for lesson in lessons}
        taught = tuple(self._lessons.values())
        count = processes or CPU_COUNT
        core_each = not scheduler and count == len(os.sched_getaffinity(0))
        self._job = Job(
            secrets.token_hex(8), taught, limits or Limits(), require_isolation, grader_version(), core_each
        )
        self._where, self._tell = (scheduler, count), tell
        self._exit, self._share = contextlib.ExitStack(), Share(0)
        self._batches: dict[str, Batch] = {}
        self._retries: deque[tuple[Task, int]] = deque()
        self._done: queue.SimpleQueue[str] = queue.SimpleQueue()

    def __enter__(self) -> "Engine":
        with contextlib.ExitStack() as stack:
            self.client = connect(stack, *self._where)
            stack.callback(self._release)
            self.workers = Workers(self.client, self._job, self._tell)
            self.workers.look()
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
        if not self.workers.ready:
            self.workers.wait()
        waiting, self._share = iter(tasks), Share(count)
        while True:
            self._fill(waiting)
            if not self._batches and not self._retries:
                return
            batch = self._next()
            if batch is not None:
                yield from self._results(batch)

    def _fill(self, waiting: Iterator[Task]) -> None:
        """Keep every worker supplied; where there is nothing else, send retries, one per worker."""
        for _ in range(AHEAD * len(self.workers.ready) - len(self._batches) - len(self._retries)):
            share = self._share.take(waiting, len(self.workers.ready))
            if not share:
                break
            self._send(share, tuple(self.workers.ready))
        if all(batch.alone for batch in self._batches.values()):
            busy = {worker for batch in self._batches.values() for worker in batch.workers}
            for worker in set(self.workers.ready) - busy:
                if self._retries:
                    task, tries = self._retries.popleft()
                    self._send((task,), (worker,), tries + 1)

    def _send(self, tasks: tuple[Task, ...], workers: tuple[str, ...], alone: int = 0) -> None:
        future = self.client.submit(grade_here, self._job.id, tasks, pure=False, workers=list(workers), retries=0)
        self._batches[str(future.key)] = Batch(tasks, future, workers, alone)
        future.add_done_callback(lambda done: self._done.put(done.key))

    def _next(self) -> Batch | None:
        """A batch that has come back, or that only workers that are gone could do; None where there is none yet."""
        try:
            key = self._done.get(timeout=LOOK_SECONDS)
        except queue.Empty:
            key = next((key for key, batch in self._batches.items() if batch.future.status != "pending"), "")
        if self.client.status == "running":
            self.workers.look()
            self.workers.check_patience()
            key = key or next((k for k, f in self._batches.items() if not self.workers.has_any(f.workers)), "")
        elif key not in self._batches:
            raise self._lost()
        return self._batches.pop(key, None)

    def _results(self, batch: Batch) -> list[Result]:
        """The results of a batch; none where its tasks go to the workers once more."""
        tried, task = batch.alone, batch.tasks[0]
        try:
            if not self.workers.has_any(batch.workers):  # they may have taken a finished result with them
                batch.future.cancel(force=True)
                raise _Gone
            results: list[Result] = batch.future.result(FETCH_SECONDS)
            self._share.learn(results)
            return results
        except TimeoutError:
            self._batches[str(batch.future.key)] = batch
            return []
        except NotRegistered as error:
            self.workers.forget(str(error))
            tried = 0
        except (KilledWorker, _Gone):
            if tried >= TRIES_ALONE:
                return [not_graded(task, self._lessons[task.lesson_id], "each worker that graded it came to an end")]
        except CancelledError:
            raise self._lost() from None
        except Exception as error:
            if tried:
                reason = str(error).rstrip(".") or type(error).__name__
                return [not_graded(task, self._lessons[task.lesson_id], reason)]
        self._retries.extend((task, tried) for task in batch.tasks)
        return []

    def _lost(self) -> GraderError:
        return GraderError("the Dask scheduler went away or was started again", GO_ON)

    def _release(self) -> None:
        """End the grading processes, where anybody can still be asked to."""
        if self.client.status == "running":
            with contextlib.suppress(Exception):
                self.client.run(release, self._job.id, on_error="ignore")
