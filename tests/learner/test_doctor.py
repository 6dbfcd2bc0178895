"""`grader doctor`: a line for each thing, with what to do where it is missing; the same as JSON."""

import json
import os
import socket
from importlib import metadata
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli.main import COMMANDS, main
from grader.learner import computer
from grader.learner.computer import Line, examine


def lines(course) -> dict[str, Line]:
    return {line.name: line for line in examine(course)}


def test_every_line_says_what_there_is(course, monkeypatch):
    """Versions, data, kernel, disk, memory, port, browser, write access: each found, or with a step?"""
    monkeypatch.setenv("FRONTIER_DATA", "embedded")
    found = lines(course)
    assert set(found) == {
        *("python", *computer.PACKAGES, "kernel", "data: names", "data: mnist"),
        *("write access", "disk", "memory", "port", "browser"),
    }
    assert found["data: names"].found == "embedded"
    assert found["numpy"].good and found["numpy"].found == metadata.version("numpy")
    assert all(line.found and line.step.strip() for line in found.values() if not line.good)


def test_what_is_missing_is_told_with_a_step(course, monkeypatch):
    """Another version, a full disk, no memory, a port in use, data that are not there?"""
    monkeypatch.setattr(computer, "_required", lambda: ["numpy<2", "torch>=2.4"])
    monkeypatch.setattr(computer, "FREE_GB", 10**9)
    monkeypatch.setattr(computer, "MEMORY_GB", 10**9)
    monkeypatch.setenv("FRONTIER_DATA", str(course.root / "none"))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setattr(computer, "PORT", taken.getsockname()[1])
        found = lines(course)
    assert found["numpy"].found.endswith("the course needs numpy<2") and found["torch"].good
    for name in ("numpy", "disk", "memory", "data: names"):
        assert not found[name].good and found[name].step
    assert "is in use" in found["port"].found and found["port"].good


@pytest.mark.skipif(os.geteuid() == 0 and not Path("/proc/1").exists(), reason="no folder that cannot be written")
def test_a_folder_that_cannot_be_written():
    """Is it told, and not raised?"""
    line = computer._writable(Path("/proc/1"))
    assert not line.good and "Move the course" in line.step


def test_the_same_as_json(course, monkeypatch):
    """Do both forms say the same, and does the exit status?"""
    monkeypatch.chdir(course.root)
    monkeypatch.setattr("grader.cli.doctor.examine", lambda _: [Line("disk", False, "1 GB free", "Make room")])
    plain = CliRunner().invoke(main, ["doctor", "--learner"])
    assert plain.exit_code == 1 and plain.output.splitlines()[1:] == ["  ✗ disk           1 GB free", "    Make room"]
    told = json.loads(CliRunner().invoke(main, ["doctor", "--learner", "--json"]).output)
    line = {"name": "disk", "good": False, "found": "1 GB free", "step": "Make room"}
    assert told == {"good": False, "learners": [line]}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_where_the_list_says(name):
    """Can each be loaded, and does it explain itself?"""
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0 and len(result.output) > 80


def test_help_loads_neither_numpy_nor_rich():
    """Does a list of commands come without what only the commands need?"""
    import subprocess
    import sys

    code = "import sys; sys.argv = ['grader', '--help']\nfrom grader.cli.main import main\n"
    code += "try: main()\nexcept SystemExit: pass\nprint(sorted({'numpy', 'rich', 'nbformat'} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "autograde" in result.stdout and result.stdout.endswith("[]\n")
