"""How long a lesson's solution runs: alone on one core, and with all threads beside as many busy processes."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nbformat import NotebookNode

from grader.course import Course
from grader.lesson.execute import one_core, run_notebook
from grader.lesson.lesson import Lesson
from grader.lesson.notebook import instructor_notebook

SPIN = "import time\nend = time.monotonic() + 600\nwhile time.monotonic() < end: pass"


@dataclass(frozen=True)
class Times:
    """Seconds of restart-and-run-all, the kernel's start included.

    Attributes:
        one_core: on one core, with one thread.
        busy: with the libraries' own number of threads, on cores of which each has another process to run.
        slowest_test: the longest test cell of the run on one core.
    """

    one_core: float
    busy: float
    slowest_test: float


def time_run(course: Course, lesson: Lesson) -> Times:
    """Run a solution twice from top to bottom."""
    folder = course.solution(lesson.id).parent
    with one_core():
        notebook, alone = _timed(lesson, folder, one_thread=True)
    with busy_cores():
        _, busy = _timed(lesson, folder, one_thread=False)
    tests = [node for node, cell in zip(notebook.cells, lesson.cells, strict=True) if cell.kind == "test"]
    return Times(alone, busy, max((_cell_seconds(node.metadata.execution) for node in tests), default=0.0))


@contextlib.contextmanager
def busy_cores() -> Iterator[None]:
    """Keep a process running for each core; they end by themselves after ten minutes."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    spinning = [subprocess.Popen([sys.executable, "-c", SPIN]) for _ in range(cores)]
    try:
        yield
    finally:
        for process in spinning:
            process.kill()
            process.wait()


def _timed(lesson: Lesson, folder: Path, one_thread: bool) -> tuple[NotebookNode, float]:
    notebook = instructor_notebook(lesson)
    start = time.perf_counter()
    run_notebook(notebook, folder, timed=True, one_thread=one_thread)
    return notebook, time.perf_counter() - start


def _cell_seconds(times: dict[str, str]) -> float:
    begin, end = (datetime.fromisoformat(times[key]) for key in ("iopub.execute_input", "shell.execute_reply"))
    return (end - begin).total_seconds()
