"""What runs on a Dask worker: for each run one grading process, asked for a few submissions at a time."""

import os
import platform
import threading
import time
from dataclasses import dataclass, field, replace

from distributed import get_worker

from grader.cluster.grading_process import GradingProcess
from grader.lesson.lesson import Lesson
from grader.marking.result import Result
from grader.marking.task import Task
from grader.marking.version import grader_version
from grader.sandbox.limits import Limits

IDLE_SECONDS = 600


@dataclass(frozen=True)
class Offer:
    """What a worker offers: its grader's version, its machine, and the isolation layers it lacks."""

    version: str
    machine: str
    missing: dict[str, str]


@dataclass(frozen=True)
class Job:
    """What a run tells each worker once, so that a message is only submissions.

    Attributes:
        version: the coordinator's.
        core_each: whether there is a worker for each core of this machine, so that each may keep to its own.
    """

    id: str
    lessons: tuple[Lesson, ...]
    limits: Limits
    require_isolation: bool
    version: str
    core_each: bool = False

    def objection(self, offer: Offer) -> str | None:
        """Why a worker may not grade for this run; None where it may."""
        if offer.version != self.version:
            return f"the grader on {offer.machine} is version {offer.version}, this one {self.version}"
        if self.require_isolation and offer.missing:
            return f"{offer.machine} lacks isolation: {', '.join(offer.missing)}"
        return None


class NotRegistered(Exception):
    """This worker knows nothing of the run: it was started again under its old address. The argument is that."""


@dataclass
class _Post:
    """A run's grading process on this worker, and when it was last asked."""

    process: GradingProcess
    lock: threading.Lock = field(default_factory=threading.Lock)
    used: float = field(default_factory=time.monotonic)


_lock = threading.Lock()
_posts: dict[str, _Post] = {}


def register(job: Job) -> Offer:
    """Say what this worker offers; where its version will do, make a grading process ready for the run.

    Raises:
        GraderError: the grading process does not start.
    """
    offer = Offer(grader_version(), platform.node(), {})
    if job.objection(offer):
        return offer
    with _lock:
        _release_idle()
        post = _posts.setdefault(job.id, _Post(GradingProcess(*job.lessons, limits=job.limits, core=_own_core(job))))
    with post.lock:
        post.process.start()
    return replace(offer, missing=post.process.missing)


def grade_here(job_id: str, tasks: tuple[Task, ...]) -> list[Result]:
    """Grade submissions in the run's grading process; one at a time, whatever the worker's threads.

    Raises:
        NotRegistered: the run has no grading process here.
        GraderError: the grading process cannot grade, for no fault of the submission.
    """
    post = _posts.get(job_id)
    if post is None:
        raise NotRegistered(get_worker().address)
    with post.lock:
        post.used = time.monotonic()
        return [post.process.grade(task) for task in tasks]


def release(job_id: str) -> None:
    """End the run's grading process here, at once even where it works on a submission."""
    with _lock:
        post = _posts.pop(job_id, None)
    if post is None:
        return
    if not post.lock.acquire(blocking=False):
        return post.process.end()
    post.process.stop()
    post.lock.release()


def _own_core(job: Job) -> int | None:
    """The core that this worker's submissions keep to, where it has one for itself: a number that the system knows."""
    cores, number = sorted(os.sched_getaffinity(0)), get_worker().name
    return cores[number] if job.core_each and isinstance(number, int) and number < len(cores) else None


def _release_idle() -> None:
    """End the grading processes of runs whose coordinator was killed."""
    for id, post in list(_posts.items()):
        if time.monotonic() - post.used > IDLE_SECONDS and post.lock.acquire(blocking=False):
            del _posts[id]
            post.process.stop()
            post.lock.release()
