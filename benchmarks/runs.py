"""Runs one grading as a process of its own, and says what it cost: time, computing time, memory."""

import os
import subprocess
import sys
import threading
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path

from grader.course import Course
from grader.sandbox.processes import descendants

SAMPLE_SECONDS = 5
STOCK = """
import sys
from nbgrader.apps.nbgraderapp import main
print("started", flush=True)
sys.argv = ["nbgrader", "autograde", sys.argv[1]]
main()
"""


@dataclass(frozen=True)
class Cost:
    """What a run cost.

    Attributes:
        start: seconds until the first submission can be graded.
        finish: seconds until the last one is in the gradebook and the report is written.
        seconds: of the whole run, the start among them.
        cpu: seconds of computing of the process and all that it started.
        memory: MiB, the most that its processes held together, in samples.
    """

    start: float
    finish: float
    seconds: float
    cpu: float
    memory: float


def stock(lesson: str, course: Course) -> Cost:
    """`nbgrader autograde` in a course; it has started when its libraries are loaded."""
    return _run([sys.executable, "-c", STOCK, lesson], course, "started")


def ours(lesson: str, submissions: Path, output: Path, processes: int = 0) -> Cost:
    """`grader autograde` of a lesson's id, or "all"; it has started when its workers are ready."""
    options = ["--submissions", str(submissions), "--output", str(output), "--processes", str(processes)]
    output.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-u", "-m", "grader", "autograde", lesson, *options]
    return _run(command, output, "workers, dashboard", f"{lesson}: ")


def _run(command: list[str], folder: Path, start_mark: str, finish_mark: str = "") -> Cost:
    environment = os.environ | {"FRONTIER_OFFLINE": "1", "FRONTIER_QUIET": "1"}
    began = time.monotonic()
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    memory = _Memory(process.pid)
    marks: dict[str, float] = {}
    last: deque[str] = deque(maxlen=20)
    for line in process.stdout:
        last.append(line)
        for mark in (start_mark, finish_mark):
            if mark and mark in line:
                marks.setdefault(mark, time.monotonic() - began)
    process.stdout.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)  # reaped here, for its usage
    seconds = time.monotonic() - began
    if process.returncode != 0:
        raise RuntimeError(f"{command[-8:]} ended with {process.returncode}:\n{''.join(last)}")
    return Cost(
        marks.get(start_mark, 0.0),
        marks.get(finish_mark, seconds),
        seconds,
        usage.ru_utime + usage.ru_stime,
        memory.stop() / 2**20,
    )


class _Memory(threading.Thread):
    """Samples what a process and its descendants hold; shared pages are divided among those who share them."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid, self._most, self._ended = pid, 0, threading.Event()
        self.start()

    def run(self) -> None:
        """Look now and then, until told to stop."""
        while not self._ended.wait(SAMPLE_SECONDS):
            self._most = max(self._most, sum(_held(pid) for pid in {self._pid, *descendants(self._pid)}))

    def stop(self) -> int:
        """The most that was seen, in bytes."""
        self._ended.set()
        self.join()
        return self._most


def _held(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith("Pss:"))
