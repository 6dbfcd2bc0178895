"""A worker's hold on its grading process: asks it, and replaces it where it hangs or dies.

A worker keeps one process. Should a test hang or the process die, that submission gets a result that says so, and
the next one a new process.
"""

import base64
import json
import os
import subprocess
import sys
from dataclasses import asdict
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any

from grader.errors import GraderError
from grader.lesson.lesson import Lesson
from grader.marking.result import Result, from_dict
from grader.marking.task import Task, not_graded
from grader.sandbox.limits import Limits

START_SECONDS = 180
SPARE_SECONDS = 120
END_SECONDS = 5
TRIES = 2
PACKAGE_ROOT = str(Path(__file__).resolve().parents[2])


class GradingProcess:
    """The caller's end of a process that grades some lessons; once started, `missing` says which layers do not hold.

    Args:
        limits: for each submission.
        core: the only one that the process and its submissions may use; None for any.
        command: how the process is started; tests replace it.
    """

    def __init__(
        self, *lessons: Lesson, limits: Limits | None = None, core: int | None = None, command: tuple[str, ...] = ()
    ) -> None:
        self._lessons, self._limits = {lesson.id: lesson for lesson in lessons}, limits or Limits()
        self._core = core
        self._command = command or (sys.executable, "-P", "-m", "grader.cluster.grading_program")
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection[bytes, bytes] | None = None
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
        # Not what Python was told where the run was started: without asserts, or with warnings that raise.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        environment |= {"OMP_NUM_THREADS": "1", "FRONTIER_QUIET": "1", "MPLBACKEND": "agg", "PYTHONUTF8": "1"}
        # With -P: the current folder is not on its path, for it may hold hand-ins, and one be called json.py.
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, (PACKAGE_ROOT, os.environ.get("PYTHONPATH"))))
        self._process = subprocess.Popen(
            [*self._command, str(theirs.fileno())], pass_fds=[theirs.fileno()], stdin=subprocess.PIPE, env=environment
        )
        theirs.close()
        try:
            lessons = [asdict(lesson) for lesson in self._lessons.values()]
            setup = {"lessons": lessons, "limits": self._limits.as_dict(), "core": self._core}
            answer = self._ask(setup, START_SECONDS)
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
        return not_graded(task, self._lessons[task.lesson_id], reason)

    def stop(self) -> None:
        """End the process; the next call starts another."""
        if self._process is None:
            return
        if self._connection is not None:
            self._connection.close()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process = None

    def end(self) -> None:
        """End the process at once and for good, also while another thread waits for its answer."""
        self._ended = True
        if self._process is not None:
            self._process.kill()

    def _ask(self, message: dict[str, Any], seconds: float) -> dict[str, Any] | None:
        """The process's answer; None where none comes in time."""
        if self._connection is None:
            raise EOFError("the grading process has ended")
        self._connection.send_bytes(json.dumps(message).encode())
        if not self._connection.poll(seconds):
            return None
        answer: dict[str, Any] = json.loads(self._connection.recv_bytes())
        return answer
