"""What runs on a Dask worker: one station, asked for one submission at a time."""

import platform
import threading
from dataclasses import dataclass

from grader.grading.journal import grader_version
from grader.grading.result import Result
from grader.grading.station import Station, Task
from grader.sandbox.limits import Limits

_lock = threading.Lock()
_stations: dict[Limits, Station] = {}


@dataclass(frozen=True)
class WorkerReport:
    """What a worker offers: its grader's version, its machine, and the isolation layers it lacks."""

    version: str
    machine: str
    missing: dict[str, str]


def grade_here(task: Task, limits: Limits) -> Result:
    """Grade one submission in this worker's station; one at a time, whatever the worker's threads."""
    with _lock:
        if limits not in _stations:
            _stations[limits] = Station(limits)
        return _stations[limits].grade(task)


def report() -> WorkerReport:
    """What this worker offers."""
    from grader.sandbox.doctor import missing_layers

    return WorkerReport(grader_version(), platform.node(), missing_layers())


def stop_stations() -> None:
    """End this worker's stations."""
    with _lock:
        for station in _stations.values():
            station.stop()
        _stations.clear()
