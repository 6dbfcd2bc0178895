"""The trusted process that grades: it tests from outside, and can itself be ended and replaced.

A worker keeps one station. Should a test hang or the station die, that submission gets a result that says so, and
the next one a new station.
"""

import base64
import json
import os
import resource
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection, Pipe
from pathlib import Path

from grader.errors import GraderError
from grader.grading.result import Result, from_dict
from grader.lesson.source import Cell, Lesson
from grader.outcome import NOT_RUN, Outcome
from grader.sandbox.limits import Limits

START_SECONDS = 180
SPARE_SECONDS = 120
END_SECONDS = 5
TRIES = 2
MEMORY = 4 * 2**30  # bytes that the process itself may use, above what it has at the start
PACKAGE_ROOT = str(Path(__file__).resolve().parents[2])


@dataclass(frozen=True)
class Task:
    """One submission to grade; `seed` is that of the hidden tests' inputs, `keys` those of the result."""

    student: str
    name: str
    data: bytes
    seed: int
    keys: tuple[str, ...] = ()


class Station:
    """The caller's end of a process that grades one lesson; once started, `missing` says which layers do not hold.

    Args:
        limits: for each submission.
        command: how the process is started; tests replace it.
    """

    def __init__(self, lesson: Lesson, limits: Limits | None = None, command: tuple[str, ...] = ()) -> None:
        self._lesson, self._limits = lesson, limits or Limits()
        self._command = command or (sys.executable, "-P", "-m", "grader.grading.station")
        self._process: subprocess.Popen | None = None
        self._connection: Connection | None = None
        self._ended = False
        self.missing: dict[str, str] = {}

    def start(self) -> None:
        """Start the process where it is not running, and wait until it is ready.

        Raises:
            GraderError: it did not start.
        """
        if self._ended:
            raise GraderError("the run was stopped")
        if self._process is not None:
            return
        self._connection, theirs = Pipe()
        environment = os.environ | {"OMP_NUM_THREADS": "1", "FRONTIER_QUIET": "1", "MPLBACKEND": "agg"}
        # With -P: the current folder is not on its path, for it may hold hand-ins, and one be called json.py.
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, (PACKAGE_ROOT, os.environ.get("PYTHONPATH"))))
        self._process = subprocess.Popen(
            [*self._command, str(theirs.fileno())], pass_fds=[theirs.fileno()], stdin=subprocess.PIPE, env=environment
        )
        theirs.close()
        try:
            answer = self._ask({"lesson": asdict(self._lesson), "limits": self._limits.as_dict()}, START_SECONDS)
        except (OSError, EOFError):
            answer = None
        if answer is None or "fault" in answer:
            self.stop()
            raise GraderError((answer or {}).get("fault", "the grading process did not start"), "See `grader doctor`")
        self.missing = answer["missing"]

    def grade(self, task: Task) -> Result:
        """Grade one submission; a result comes back whatever the submission does.

        Raises:
            GraderError: the process did not start, or could not isolate; no fault of the submission.
        """
        message = asdict(task) | {"data": base64.b64encode(task.data).decode()}
        for _ in range(TRIES):
            self.start()
            try:
                answer = self._ask(message, self._limits.total_seconds + SPARE_SECONDS)
            except (OSError, EOFError):
                self.stop()
                reason = "the grading process ended while it worked on this submission"
                continue
            if answer is None:
                self.stop()
                reason = "the tests did not end in time"
                break
            if "fault" in answer:
                raise GraderError(answer["fault"])
            return from_dict(answer)
        return unrunnable(task, self._lesson, reason)

    def stop(self) -> None:
        """End the process; the next call starts another."""
        if self._process is None:
            return
        self._connection.close()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdin.close()
        self._process = None

    def end(self) -> None:
        """End the process at once and for good, also while another thread waits for its answer."""
        self._ended = True
        if self._process is not None:
            self._process.kill()

    def _ask(self, message: dict, seconds: float) -> dict | None:
        """The process's answer; None where none comes in time."""
        self._connection.send_bytes(json.dumps(message).encode())
        if not self._connection.poll(seconds):
            return None
        return json.loads(self._connection.recv_bytes())


def unrunnable(task: Task, lesson: Lesson, reason: str) -> Result:
    """A result in which nothing could be run."""
    tests = [cell for cell in lesson.cells if cell.kind == "test"]
    outcomes = tuple(Outcome(c.exercise, NOT_RUN, 0, c.points, f"Could not run: {reason}.") for c in tests)
    return Result(task.student, lesson.folder, outcomes, (reason,), seed=task.seed, keys=task.keys)


def main() -> None:
    """The process itself: take the lesson, then grade what comes over the connection until it closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the coordinator's to handle
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from grader.sandbox.box import Boxes

    connection = Connection(int(sys.argv[1]))
    with suppress(EOFError):
        setup = json.loads(connection.recv_bytes())
        lesson = Lesson(setup["lesson"]["folder"], tuple(Cell(**cell) for cell in setup["lesson"]["cells"]))
        try:
            boxes = Boxes(Limits(**setup["limits"]))
        except (GraderError, OSError) as error:
            return _send(connection, {"fault": str(error)})
        _warm(lesson)
        _limit_memory()
        with boxes:
            _send(connection, _probe(boxes))
            while True:
                _send(connection, _answer(connection.recv_bytes(), lesson, boxes))


def _warm(lesson: Lesson) -> None:
    """Import what the grading of this lesson needs before the first submission comes."""
    import grader.grading.grade  # noqa: F401

    if any("torch" in cell.source for cell in lesson.cells if cell.kind in ("given", "test")):
        import torch  # noqa: F401


def _limit_memory() -> None:
    """Whatever a submission's answers make of the tests, it ends in this process and not in the machine's memory."""
    with open("/proc/self/statm") as file:
        mapped = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (mapped + MEMORY, mapped + MEMORY))


def _probe(boxes) -> dict:
    """Which isolation layers a confined process lacks here, as the first one tells."""
    try:
        with boxes.open() as box:
            return {"missing": box.missing}
    except (GraderError, OSError) as error:
        return {"fault": str(error)}


def _send(connection: Connection, answer: dict) -> None:
    connection.send_bytes(json.dumps(answer).encode())


def _answer(message: bytes, lesson: Lesson, boxes) -> dict:
    from grader.grading.grade import grade

    fields = json.loads(message)
    data = base64.b64decode(fields["data"])
    try:
        result = grade(data, fields["name"], fields["student"], lesson, boxes, fields["seed"])
    except (GraderError, OSError) as error:
        return {"fault": str(error)}
    return result.as_dict() | {"keys": fields["keys"]}


def _end_with_parent() -> None:
    """End at once when the worker has gone: its end of our standard input closes with it."""
    os.read(0, 1)
    os._exit(1)


if __name__ == "__main__":
    main()
