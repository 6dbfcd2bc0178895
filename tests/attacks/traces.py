"""What grading may not touch: files, gradebook rows, processes, listening sockets; taken before and after, compared."""

import contextlib
import os
import sqlite3
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.sandbox.processes import descendants

from .listening import listening

SHARED = ("/tmp", "/var/tmp", "/dev/shm", os.path.expanduser("~"), os.getcwd())
MARK = "attacked-by-a-submission"


@dataclass(frozen=True)
class Traces:
    """The state of what an attack might change.

    Attributes:
        files: kind, size and time of change by path, of everything below the watched folders.
        marked: paths in the machine's shared folders that bear the attackers' mark.
        grades: points by student, of all students in the gradebook.
        processes: that this process or what it started has running.
        listening: inodes of listening sockets that those hold.
    """

    files: dict[str, tuple[int, ...]]
    marked: frozenset[str]
    grades: dict[str, float]
    processes: frozenset[int]
    listening: frozenset[str]


def take(watched: list[Path], database: Path) -> Traces:
    """The state now."""
    processes = frozenset(pid for pid in descendants(os.getpid()) if not _is_zombie(pid))
    return Traces(_states(watched), _marked(), grades_in(database), processes, _listening(processes))


def side_effects(before: Traces, after: Traces, expected: tuple[str, ...], graded: tuple[str, ...]) -> list[str]:
    """What changed, in words.

    Args:
        expected: paths that the grader itself writes.
        graded: the students whose grades may change.
    """
    paths = {
        path for path in before.files.keys() | after.files.keys() if before.files.get(path) != after.files.get(path)
    }
    found = [f"file {path}" for path in sorted(paths) if path not in expected]
    found += [f"marked file {path}" for path in sorted(after.marked - before.marked)]
    others = (before.grades.keys() | after.grades.keys()) - set(graded)
    found += [f"grade of {s}" for s in sorted(others) if before.grades.get(s) != after.grades.get(s)]
    found += [f"process {pid}" for pid in sorted(after.processes - before.processes)]
    return found + [f"listening socket {inode}" for inode in sorted(after.listening - before.listening)]


def grades_in(database: Path) -> dict[str, float]:
    """Points by student, as the gradebook has them."""
    if not database.exists():
        return {}
    query = (
        "select submitted_assignment.student_id, sum(grade.auto_score) from grade"
        " join submitted_notebook on submitted_notebook.id = grade.notebook_id"
        " join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id group by 1"
    )
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        return dict(connection.execute(query))
    finally:
        connection.close()


def _states(watched: Iterable[str | Path]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    waiting = [os.fspath(folder) for folder in watched]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                inside = list(entries)
        except PermissionError:  # may not be listed
            continue
        for entry in inside:
            try:
                state = entry.stat(follow_symlinks=False)
            except PermissionError:  # its folder may be listed and not entered
                found[entry.path] = ()
                continue
            if stat.S_ISDIR(state.st_mode):  # whose times change with what is in it
                found[entry.path] = (state.st_mode,)
                waiting.append(entry.path)
            else:
                found[entry.path] = (state.st_mode, state.st_size, state.st_ctime_ns)
    return found


def _marked() -> frozenset[str]:
    return frozenset(f"{folder}/{name}" for folder in SHARED for name in os.listdir(folder) if MARK in name)


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def _links(folder: str) -> Iterator[str]:
    """Where the links of a folder lead; those that are gone meanwhile, as the one to the folder is, lead nowhere."""
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):
            with contextlib.suppress(OSError):
                yield os.readlink(f"{folder}/{name}")


def _listening(processes: frozenset[int]) -> frozenset[str]:
    held = set()
    for pid in (*processes, os.getpid()):
        links = _links(f"/proc/{pid}/fd")
        held |= {link.removeprefix("socket:[").rstrip("]") for link in links if link.startswith("socket:[")}
    return frozenset(held & listening())
