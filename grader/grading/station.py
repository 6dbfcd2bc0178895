"""The trusted process that grades: it tests from outside, and can itself be ended and replaced.

A worker keeps one station. Should a test hang or the station die, that submission gets a result that says so, and
the next one a new station.
"""

import base64
import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection, Pipe

from grader.errors import GraderError
from grader.grading.result import Result, from_dict
from grader.lesson.source import Cell, Lesson
from grader.outcome import NOT_RUN, Outcome
from grader.sandbox.limits import Limits

SPARE_SECONDS = 120
TRIES = 2


@dataclass(frozen=True)
class Task:
    """One submission to grade; `seed` is that of the hidden tests' inputs, `keys` those of the result."""

    student: str
    name: str
    data: bytes
    lesson: Lesson
    seed: int
    keys: tuple[str, ...] = ()


class Station:
    """The caller's end of a grading process.

    Args:
        limits: for each submission.
        command: how the process is started; tests replace it.
    """

    def __init__(self, limits: Limits | None = None, command: tuple[str, ...] = ()) -> None:
        self._limits = limits or Limits()
        self._command = command or (sys.executable, "-m", "grader.grading.station")
        self._process: subprocess.Popen | None = None
        self._connection: Connection | None = None

    def grade(self, task: Task) -> Result:
        """Grade one submission; a result comes back whatever happens."""
        for _ in range(TRIES):
            try:
                answer = self._ask(task)
            except (OSError, EOFError):
                self.stop()
                reason = "the grading process ended while it worked on this submission"
                continue
            if answer is None:
                self.stop()
                reason = "the tests did not end in time"
                break
            return from_dict(answer)
        return unrunnable(task, reason)

    def stop(self) -> None:
        """End the process; the next call starts another."""
        if self._process is not None:
            self._connection.close()
            self._process.kill()
            self._process.wait()
            self._process.stdin.close()
            self._process = None

    def _ask(self, task: Task) -> dict | None:
        if self._process is None:
            self._start()
        message = {**asdict(task), "data": base64.b64encode(task.data).decode()}
        self._connection.send_bytes(json.dumps(message).encode())
        if not self._connection.poll(self._limits.total_seconds + SPARE_SECONDS):
            return None
        answer = json.loads(self._connection.recv_bytes())
        if "fault" in answer:
            raise GraderError(answer["fault"])
        return answer

    def _start(self) -> None:
        self._connection, theirs = Pipe()
        arguments = [str(theirs.fileno()), json.dumps(self._limits.as_dict())]
        environment = os.environ | {"OMP_NUM_THREADS": "1", "FRONTIER_QUIET": "1", "MPLBACKEND": "agg"}
        self._process = subprocess.Popen(
            [*self._command, *arguments], pass_fds=[theirs.fileno()], stdin=subprocess.PIPE, env=environment
        )
        theirs.close()


def unrunnable(task: Task, reason: str) -> Result:
    """A result in which nothing could be run."""
    tests = [cell for cell in task.lesson.cells if cell.kind == "test"]
    outcomes = tuple(Outcome(c.exercise, NOT_RUN, 0, c.points, f"Could not run: {reason}.") for c in tests)
    return Result(task.student, task.lesson.folder, outcomes, (reason,), seed=task.seed, keys=task.keys)


def main() -> None:
    """The process itself: grade what comes over the connection until it closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the coordinator's to handle
    threading.Thread(target=_end_with_parent, daemon=True).start()
    import torch

    from grader.sandbox.box import Boxes

    torch.set_num_threads(1)
    connection = Connection(int(sys.argv[1]))
    with Boxes(Limits(**json.loads(sys.argv[2]))) as boxes:
        while True:
            try:
                message = connection.recv_bytes()
            except EOFError:
                return
            connection.send_bytes(json.dumps(_answer(message, boxes)).encode())


def _answer(message: bytes, boxes) -> dict:
    from grader.grading.grade import grade

    fields = json.loads(message)
    lesson = Lesson(fields["lesson"]["folder"], tuple(Cell(**cell) for cell in fields["lesson"]["cells"]))
    data = base64.b64decode(fields["data"])
    try:
        result = grade(data, fields["name"], fields["student"], lesson, boxes, fields["seed"])
    except GraderError as error:
        return {"fault": str(error)}
    return result.as_dict() | {"keys": fields["keys"]}


def _end_with_parent() -> None:
    """End at once when the worker has gone: its end of our standard input closes with it."""
    sys.stdin.buffer.read()
    os._exit(1)


if __name__ == "__main__":
    main()
