"""Is a submission's control group made where the kernel allows one, is it obeyed, and is nothing of it left?"""

import os
import signal
import time
from pathlib import Path

import pytest

from grader.sandbox.control_group import NAME, groups_home, make_group
from grader.sandbox.limits import Limits
from grader.sandbox.machine import findings

MIB = 2**20
LIMITS = Limits(memory=64 * MIB, files=MIB, processes=4)


@pytest.fixture
def home() -> Path:
    found = groups_home()
    if found is None:
        pytest.skip("no control group: this machine gives none of version 2 that is ours to divide")
    return found


def in_a_group(home: Path, do) -> tuple[int, bool]:
    """Run a function in a process of a new group: how the process ended, and whether its memory ran out."""
    group = make_group(home, LIMITS)
    child = os.fork()
    if child == 0:
        try:
            group.enter()
            do()
            os._exit(0)
        finally:
            os._exit(1)
    status = os.waitpid(child, 0)[1]
    os.close(group.entrance)
    ran_out = group.ran_out()
    group.end()
    assert not group.folder.exists()
    return status, ran_out


def test_the_kernel_ends_a_group_that_uses_more_memory(home: Path):
    """Is a process that holds too much ended by the kernel, and is that known for what it was?"""
    assert in_a_group(home, lambda: bytearray(200 * MIB)) == (signal.SIGKILL, True)
    assert in_a_group(home, lambda: bytearray(8 * MIB)) == (0, False)


def test_the_kernel_refuses_more_processes(home: Path):
    """Does a group hold no more processes than allowed, and are those that are left ended with it?"""

    def spread() -> None:
        started = 0
        try:
            while started < 10:
                if os.fork() == 0:
                    time.sleep(600)
                    os._exit(0)
                started += 1
        except OSError:
            os._exit(started)

    status, ran_out = in_a_group(home, spread)
    assert (os.waitstatus_to_exitcode(status), ran_out) == (LIMITS.processes - 1, False)


def kernel(tmp_path: Path, own: str, controllers: dict[str, str]) -> tuple[Path, Path]:
    """A made-up /proc, and the tree of groups that it tells of, with the controllers that each group shares out."""
    proc, root = tmp_path / "proc", tmp_path / "tree"
    (proc / "self").mkdir(parents=True)
    (proc / "self/cgroup").write_text(f"1:name=systemd:/x\n0::/{own}\n" if own is not None else "1:cpu:/\n")
    (proc / "self/mountinfo").write_text(f"31 23 0:28 / {root} rw,relatime shared:4 - cgroup2 cgroup2 rw\n")
    for folder, shared in controllers.items():
        (root / folder).mkdir(parents=True, exist_ok=True)
        (root / folder / "cgroup.subtree_control").write_text(shared)
    return proc, root


@pytest.mark.parametrize(
    "controllers",
    [
        {"": "memory pids", "a.slice": "memory", "a.slice/b.scope": ""},
        {"": "cpu", "a.slice": "pids cpu", "a.slice/b.scope": "memory"},
    ],
)
def test_a_group_that_is_not_ours_to_divide_is_left_alone(tmp_path: Path, controllers):
    """Is nothing made where no group shares memory and processes out, or where no process can be moved?"""
    proc, root = kernel(tmp_path, "a.slice/b.scope", controllers)
    before = sorted(root.rglob("*"))
    assert groups_home(proc) is None
    assert sorted(root.rglob("*")) == before
    assert "none is ours" in findings(proc=proc)[2].found


def test_limits_are_written_where_the_kernel_has_a_file_for_them(tmp_path: Path, monkeypatch):
    """Does each limit reach its file, and is a controller that is not there no fault?"""
    files = ("memory.max", "memory.oom.group", "pids.max", "cgroup.procs")
    make_folder = Path.mkdir

    def as_the_kernel_does(folder: Path, *args, **more) -> None:
        make_folder(folder, *args, **more)
        for name in files:
            (folder / name).touch()

    monkeypatch.setattr(Path, "mkdir", as_the_kernel_does)
    group = make_group(tmp_path, LIMITS)
    os.close(group.entrance)
    assert group.folder.name == f"{NAME}{os.getpid()}"
    assert {file.name: file.read_text() for file in group.folder.iterdir()} == {
        "memory.max": str(65 * MIB),
        "memory.oom.group": "1",
        "pids.max": "4",
        "cgroup.procs": "",
    }


def test_without_version_2_there_is_no_group(tmp_path: Path):
    """Is a machine with control groups of version 1 alone, or none, one without?"""
    proc, _ = kernel(tmp_path, "", {"": "memory pids"})
    (proc / "self/mountinfo").write_text("32 31 0:29 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu\n")
    assert groups_home(proc) is None
    assert groups_home(tmp_path / "nothing") is None
