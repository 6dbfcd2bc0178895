"""`grader autograde` stopped in the middle: the same command goes on, and nothing is left behind."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tiny_class import RIGHT, notebook
from tiny_course import FOLDER

from grader.course import Course

pytestmark = pytest.mark.system

COUNT, PATIENCE = 40, 120
UNHURRIED = f"import time\ntime.sleep(0.2)\n{RIGHT}"  # so that there is a middle


@pytest.fixture(scope="module")
def submitted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class that handed in the right answers."""
    folder = tmp_path_factory.mktemp("class")
    for i in range(COUNT):
        (folder / f"s{i:03}.ipynb").write_bytes(notebook(UNHURRIED))
    return folder


@contextmanager
def autograde(submitted: Path, output: Path, course: Course) -> Iterator[subprocess.Popen]:
    """The command, in a process group of its own, as a terminal starts it."""
    command = [sys.executable, "-m", "grader", "autograde", "7", "--submissions", submitted, "--output", output]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "process_group": 0}
    environment = os.environ | {"FRONTIER_MARK": str(output)}
    with subprocess.Popen(command, cwd=course.root, env=environment, **pipes) as process:
        yield process
        process.kill()


def journal(output: Path) -> list[dict]:
    """The whole lines of the journal."""
    path = output / "reports" / FOLDER / "journal.jsonl"
    text = path.read_text() if path.exists() else ""
    return [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]


def until(done) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.05)


def left_behind(output: Path) -> list[str]:
    """The processes that the command started and that still run, by their environment."""
    mark, found = f"FRONTIER_MARK={output}".encode(), []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (entry / "environ").read_bytes().split(b"\0"):
                found.append(entry.name)
        except OSError:
            continue
    return found


def assert_goes_on(submitted: Path, output: Path, course: Course) -> None:
    """The same command grades the rest, and each submission has been graded once."""
    before = len(journal(output))
    assert 0 < before < COUNT
    with autograde(submitted, output, course) as process:
        out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, err
    assert f"{before} unchanged, {COUNT - before} to grade" in out
    assert sorted(line["student"] for line in journal(output)) == [f"s{i:03}" for i in range(COUNT)]


def test_the_coordinator_is_killed(submitted: Path, tmp_path: Path, built_course: Course):
    """Is what was graded kept, does a second run meanwhile leave, and does everything end with the first?"""
    with autograde(submitted, tmp_path, built_course) as first:
        until(lambda: journal(tmp_path))
        first.send_signal(signal.SIGSTOP)
        with autograde(submitted, tmp_path, built_course) as second:
            _, err = second.communicate(timeout=PATIENCE)
        assert second.returncode == 1 and "another run is grading" in err and "Traceback" not in err
        first.kill()
    until(lambda: not left_behind(tmp_path))
    assert_goes_on(submitted, tmp_path, built_course)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_run_is_stopped(submitted: Path, tmp_path: Path, built_course: Course, number: signal.Signals):
    """Do Ctrl-C, which reaches all processes of a terminal, and SIGTERM end it with one line that says how to go on?"""
    with autograde(submitted, tmp_path, built_course) as process:
        until(lambda: journal(tmp_path))
        if number == signal.SIGINT:
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)
        _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert err.strip() == "Error: stopped; what was graded is kept. Give the same command again to go on."
    until(lambda: not left_behind(tmp_path))
    assert 0 < len(journal(tmp_path)) < COUNT
