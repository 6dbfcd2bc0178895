"""A class that handed in the tiny lesson, and Dask processes to grade it, for tests that end them on purpose."""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from the_course import ROOT

from grader.handins.digest import digest
from grader.lesson.lesson import Lesson
from grader.marking.settings import Settings
from grader.marking.task import Task
from grader.run.journal import keys_of

RIGHT = "def double(x):\n    return 2 * x"
SLOW = f"import time\ntime.sleep(1)\n{RIGHT}"


def notebook(double: str = RIGHT) -> bytes:
    """A handed-in notebook with this answer to `double`, and the right one to the other exercise."""
    answers = {"double": double, "predicted_shape": "predicted_shape = (31, 17)"}
    cells = [
        {"cell_type": "code", "id": id, "source": source, "outputs": [], "execution_count": None, "metadata": {}}
        for id, source in answers.items()
    ]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}).encode()


def tasks(lesson: Lesson, students: Iterable[str], double: str = RIGHT) -> list[Task]:
    """One submission a student."""
    data = notebook(double)
    return [
        Task(student, lesson.id, "tiny.ipynb", data, seed, keys_of(digest(data), lesson, Settings()))
        for seed, student in enumerate(students)
    ]


def names(count: int) -> list[str]:
    """s00, s01 and so on."""
    return [f"s{i:02}" for i in range(count)]


def free_address() -> str:
    """A loopback address that nobody listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return f"tcp://127.0.0.1:{sock.getsockname()[1]}"


@contextmanager
def scheduler(address: str) -> Iterator[subprocess.Popen]:
    """`dask scheduler` at this address."""
    with _dask("scheduler", "--host", address, "--no-dashboard") as process:
        yield process


@contextmanager
def worker(address: str, package: Path = ROOT) -> Iterator[subprocess.Popen]:
    """`dask worker` of the scheduler at this address, with the grader that is in a folder."""
    with _dask("worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny", package=package) as process:
        yield process


def other_version(folder: Path) -> Path:
    """A copy of the grader that differs in a comment of the kit."""
    shutil.copytree(ROOT / "grader", folder / "grader", ignore=shutil.ignore_patterns("__pycache__"))
    with open(folder / "grader" / "kit" / "check.py", "a") as file:
        file.write("# another version\n")
    return folder


@contextmanager
def _dask(kind: str, *arguments: str, package: Path = ROOT) -> Iterator[subprocess.Popen]:
    command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", *arguments]
    environment = os.environ | {"PYTHONPATH": str(package), "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}
    process = subprocess.Popen(command, env=environment, cwd=package, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
