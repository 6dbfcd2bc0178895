"""Makes an ordinary user for the attacks, where this process is root: an id of its own, and a view in which it finds Python.

Root's Python may lie in root's home, which nobody else may enter: the user sees that folder alone, in a mount namespace.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from grader.sandbox import kernel

USER = 61_365
ROOT = Path(__file__).resolve().parents[2]


def is_possible() -> bool:
    """Whether such a user can be made here."""
    return os.geteuid() == 0


def attacks_as_user(words: list[str]) -> int:
    """`python -m tests.attacks` as that user; its exit status."""
    with _surroundings() as options:
        return subprocess.run([sys.executable, "-m", "tests.attacks", *words], check=False, **options).returncode


def as_user(arguments: list[str], wrapper: tuple[str, ...] = ()) -> str:
    """What `python` with these arguments prints as that user.

    Args:
        wrapper: a program of root's that starts it, before it becomes that user.

    Raises:
        CalledProcessError: it fails.
    """
    drop = ("setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups") if wrapper else ()
    with _surroundings(stay_root=bool(wrapper)) as options:
        command = [*wrapper, *drop, sys.executable, *arguments]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, **options).stdout


class Trier:
    """A process of that user's that tries the attacks it is asked for, in a course of its own."""

    def __init__(self, asked: IO[str], told: IO[str]) -> None:
        self._asked, self._told = asked, told

    def run(self, module: str, name: str) -> dict[str, Any]:
        """Try the attack of this name in a module: its score, its neighbour's and its side effects, or lacking layers."""
        self._asked.write(json.dumps([module, name]) + "\n")
        self._asked.flush()
        row: dict[str, Any] = json.loads(self._told.readline())
        return row


@contextlib.contextmanager
def trier() -> Iterator[Trier]:
    """Such a process, for the length of the block."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with (
        _surroundings() as options,
        subprocess.Popen([sys.executable, "-m", "tests.attacks.asked"], **pipes, **options) as process,
    ):
        yield Trier(process.stdin, process.stdout)
        process.stdin.close()
        process.wait(60)


@contextlib.contextmanager
def _surroundings(stay_root: bool = False) -> Iterator[dict[str, Any]]:
    """A home, and how `subprocess.run` starts a process there."""
    with tempfile.TemporaryDirectory(prefix="ordinary user ", dir="/tmp") as home:  # another test may have set TMPDIR
        os.chown(home, USER, USER)
        environment = os.environ | {"HOME": home, "TMPDIR": home, "USER": "ordinary", "LOGNAME": "ordinary"}
        environment |= {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "GIT_CONFIG_GLOBAL": os.devnull}
        yield {"cwd": ROOT, "env": environment, "preexec_fn": _see_python if stay_root else _become}


def _become() -> None:
    """In the new process: see what is needed, then be that user."""
    _see_python()
    os.setgroups([])
    os.setresgid(USER, USER, USER)
    os.setresuid(USER, USER, USER)


def _see_python() -> None:
    """A view in which everybody may enter the folders that Python is in, and nothing else of root's."""
    kernel.unshare(kernel.CLONE_NEWNS)
    kernel.mount("none", "/", flags=kernel.MS_REC | kernel.MS_PRIVATE)
    for folder in dict.fromkeys(map(os.path.realpath, (sys.base_prefix, sys.prefix, ROOT))):
        _open_up(folder)


def _open_up(folder: str) -> None:
    """Where a folder above this one is closed to others, put one in its place that holds this one only."""
    closed = [str(above) for above in reversed(Path(folder).parents) if not above.stat().st_mode & 0o001]
    if not closed:
        return
    inside = os.open(folder, os.O_PATH | os.O_DIRECTORY)
    kernel.mount("none", closed[0], "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, "size=1m,mode=755")
    os.makedirs(folder)
    kernel.mount(f"/proc/self/fd/{inside}", folder, flags=kernel.MS_BIND | kernel.MS_REC)
    os.close(inside)
