"""Which processes a submission has running, and the memory they use, as the kernel's /proc tells."""

import os
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE")


def descendants(ancestor: int, proc: str = "/proc") -> set[int]:
    """All processes below one, by their parents."""
    parents = {}
    for entry in os.listdir(proc):
        if entry.isdigit():
            try:
                stat = Path(proc, entry, "stat").read_text()
            except OSError:
                continue  # ended meanwhile
            parents[int(entry)] = int(stat.rpartition(")")[2].split()[1])
    found, grew = {ancestor}, True
    while grew:
        more = {pid for pid, parent in parents.items() if parent in found} - found
        found |= more
        grew = bool(more)
    return found - {ancestor}


def memory_used(first: int) -> int:
    """Bytes held by a process and its descendants: private pages, and shared memory they have mapped.

    Where the process has a /proc of its own pid namespace, that one is read: it lists nobody else.
    """
    own = f"/proc/{first}/root/proc"
    try:
        members = [entry for entry in os.listdir(own) if entry.isdigit()]
    except OSError:
        members = []
    if members:
        return sum(_memory_of(f"{own}/{pid}") for pid in members)
    return sum(_memory_of(f"/proc/{pid}") for pid in {first, *descendants(first)})


def _memory_of(folder: str) -> int:
    try:
        with open(f"{folder}/status") as file:
            fields = dict(line.split(":", 1) for line in file)
    except OSError:
        return 0
    return sum(int(fields.get(name, "0 kB").split()[0]) for name in ("RssAnon", "RssShmem")) * 1024
