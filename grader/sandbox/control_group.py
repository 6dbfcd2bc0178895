"""A control group for each submission, where the kernel lets us make one: memory, processes, a share of the time."""

import contextlib
import os
import time
from dataclasses import dataclass
from pathlib import Path

from grader.sandbox.limits import Limits

NAME = "frontier-"
NEEDED = {"memory", "pids"}
WEIGHT = 50  # half of what other groups have: whoever works on the machine comes first
END_SECONDS = 5


@dataclass(frozen=True)
class ControlGroup:
    """One submission's group: its folder in the kernel's tree, and the open file by which a process enters it."""

    folder: Path
    entrance: int

    def enter(self) -> None:
        """Bring this process, and with it all that it will start, into the group."""
        os.write(self.entrance, b"0")
        os.close(self.entrance)

    def ran_out(self) -> bool:
        """Whether the kernel ended a process of the group because its memory was used up."""
        events = dict(line.split() for line in _read(self.folder / "memory.events").splitlines())
        return int(events.get("oom_kill", 0)) > 0

    def end(self) -> None:
        """End whatever is left in the group, and take it away."""
        with contextlib.suppress(OSError):
            (self.folder / "cgroup.kill").write_text("1")
        deadline = time.monotonic() + END_SECONDS
        while not _remove(self.folder) and time.monotonic() < deadline:
            time.sleep(0.005)  # the kernel takes a group away when its last process is gone


def groups_home(proc: Path = Path("/proc")) -> Path | None:
    """Where a group can be made: this process's own group or one above it that shares memory and processes out.

    Under systemd that is the slice of whoever grades; a session that was given nothing has none.

    Args:
        proc: the kernel's tables; tests give others.

    Returns:
        the folder of that group, or None: there is no control group of version 2, or it is not ours to divide.
    """
    own = next((line[3:] for line in _read(proc / "self/cgroup").splitlines() if line.startswith("0::")), None)
    root = _mount_point(_read(proc / "self/mountinfo"))
    if own is None or root is None:
        return None
    here = root / own.lstrip("/")
    for folder in (here, *here.parents):
        if set(_read(folder / "cgroup.subtree_control").split()) >= NEEDED and _is_ours(folder):
            _sweep(folder, proc)
            return folder
        if folder == root:
            break
    return None


def make_group(home: Path, limits: Limits) -> ControlGroup:
    """A group for the submission that this process is about to start.

    Its memory may be what the submission's processes and its scratch folder may hold together.

    Raises:
        OSError: the kernel refuses.
    """
    folder = home / f"{NAME}{os.getpid()}"
    folder.mkdir()
    for name, value in (
        ("memory.max", limits.memory + limits.files),
        ("memory.swap.max", 0),
        ("memory.oom.group", 1),
        ("pids.max", limits.processes),
        ("cpu.weight", WEIGHT),
    ):
        if (folder / name).exists():  # swap and processors are not shared out everywhere
            (folder / name).write_text(str(value))
    return ControlGroup(folder, os.open(folder / "cgroup.procs", os.O_WRONLY))


def _is_ours(home: Path) -> bool:
    """Whether a process of ours may be moved below a group: tried with one that does nothing."""
    if not os.access(home, os.W_OK) or not os.access(home / "cgroup.procs", os.W_OK):
        return False
    folder = home / f"{NAME}{os.getpid()}"
    try:
        folder.mkdir()
        entrance = os.open(folder / "cgroup.procs", os.O_WRONLY)
    except OSError:
        _remove(folder)
        return False
    child = os.fork()
    if child == 0:
        try:
            ControlGroup(folder, entrance).enter()
            os._exit(0)
        finally:
            os._exit(1)
    entered = os.waitpid(child, 0)[1] == 0
    ControlGroup(folder, entrance).end()
    os.close(entrance)
    return entered


def _sweep(home: Path, proc: Path) -> None:
    """Take away what a supervisor left that was killed before it could."""
    for folder in home.glob(f"{NAME}*"):
        if not (proc / folder.name.removeprefix(NAME)).exists():
            _remove(folder)


def _mount_point(table: str) -> Path | None:
    """Where the tree of control groups of version 2 is mounted."""
    for line in table.splitlines():
        before, _, after = line.partition(" - ")
        if after.startswith("cgroup2 "):
            return Path(before.split()[4])
    return None


def _remove(folder: Path) -> bool:
    with contextlib.suppress(FileNotFoundError):
        try:
            folder.rmdir()
        except OSError:
            return False
    return True


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
