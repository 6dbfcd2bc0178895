"""What tests have a Dask worker do; a module of its own, for a worker imports the module of what it is to call."""

import os
import signal

from distributed import get_worker

from grader.cluster.worker import NotRegistered, grade_here, release
from grader.errors import GraderError
from grader.marking.result import Result
from grader.sandbox.processes import descendants


def cores_below() -> set[frozenset[int]]:
    """On a worker: the cores that each process below it may use."""
    return {frozenset(os.sched_getaffinity(pid)) for pid in descendants(os.getpid())}


def kill_for_one(job_id: str, share) -> list[Result]:
    """In the place of grade_here: ends the worker's process where the student is called killer."""
    if any(task.student == "killer" for task in share):
        os.kill(os.getpid(), signal.SIGKILL)
    return grade_here(job_id, share)


def forget_first(job_id: str, share) -> list[Result]:
    """In the place of grade_here: a worker that was started again under its old address."""
    if share[0].student == "s03" and not hasattr(get_worker(), "forgot"):
        get_worker().forgot = True
        release(job_id)
        raise NotRegistered(get_worker().address)
    return grade_here(job_id, share)


def fail_for_one(job_id: str, share) -> list[Result]:
    """In the place of grade_here: a machine's fault with one submission."""
    if any(task.student == "s25" for task in share):
        raise GraderError("a confined process did not start")
    return grade_here(job_id, share)
