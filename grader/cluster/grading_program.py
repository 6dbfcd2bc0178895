"""What a grading process runs: it grades submissions, one at a time, and tests them from outside."""

import base64
import gc
import json
import os
import resource
import signal
import sys
import threading
from contextlib import ExitStack, suppress
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from grader.errors import GraderError
from grader.lesson.imports import imports_torch
from grader.lesson.lesson import Cell, Lesson
from grader.sandbox.limits import Limits

if TYPE_CHECKING:
    from grader.sandbox.isolation import Isolation

MEMORY = 4 * 2**30  # bytes that the process itself may use, above what it has at the start


def main() -> None:
    """Take the lessons, then grade what comes over the connection in file descriptor argv[1] until it closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the coordinator's to handle
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from grader.sandbox.isolation import Isolation

    connection = Connection(int(sys.argv[1]))
    with suppress(EOFError), ExitStack() as stack:
        setup = json.loads(connection.recv_bytes())
        lessons = [Lesson(each["id"], tuple(Cell(**cell) for cell in each["cells"])) for each in setup["lessons"]]
        if setup["core"] is not None:
            os.sched_setaffinity(0, {setup["core"]})  # what is started from here on keeps to it too
        try:
            torch = imports_torch(cell.source for lesson in lessons for cell in lesson.cells)
            isolation = Isolation(Limits(**setup["limits"]), torch=torch)
            _warm(lessons)  # while the prepared process imports what it needs
            with stack.enter_context(isolation).open() as first:
                missing = first.missing
        except (GraderError, OSError) as error:
            return _send(connection, {"fault": str(error)})
        _limit_memory()
        gc.freeze()  # what was imported stays, and need not be looked through for garbage
        _send(connection, {"missing": missing})
        while True:
            _send(connection, _answer(connection.recv_bytes(), {lesson.id: lesson for lesson in lessons}, isolation))


def _warm(lessons: list[Lesson]) -> None:
    """Import what the grading of these lessons needs before the first submission comes."""
    import grader.marking.submission  # noqa: F401
    from grader.marking.test_cell import imports_in_tests

    for lesson in lessons:
        exec(imports_in_tests(lesson), {})


def _limit_memory() -> None:
    """Whatever a submission's answers make of the tests, it ends in this process and not in the machine's memory."""
    with open("/proc/self/statm") as file:
        mapped = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (mapped + MEMORY, mapped + MEMORY))


def _send(connection: Connection, answer: dict[str, Any]) -> None:
    connection.send_bytes(json.dumps(answer).encode())


def _answer(message: bytes, lessons: dict[str, Lesson], isolation: "Isolation") -> dict[str, Any]:
    from grader.marking.submission import grade

    fields = json.loads(message)
    data = base64.b64decode(fields["data"])
    try:
        who, lesson, follow = fields["student"], lessons[fields["lesson_id"]], fields["follow_through"]
        result = grade(data, fields["name"], who, lesson, isolation, fields["seed"], follow=follow)
    except (GraderError, OSError) as error:
        return {"fault": str(error)}
    return result.as_dict() | {"keys": fields["keys"]}


def _end_with_parent() -> None:
    """End at once when the worker has gone: its end of our standard input closes with it."""
    os.read(0, 1)
    os._exit(1)


if __name__ == "__main__":
    main()
    os._exit(0)  # taking down the libraries would cost half a second
