"""Which processes a submission has running, and the memory they use, as the kernel's /proc tells."""

import os

RESIDENT = ("RssAnon", "RssShmem", "VmSwap", "HugetlbPages")
SHARED_OUT = ("Pss_Anon", "Pss_Shmem", "SwapPss", "Private_Hugetlb", "Shared_Hugetlb")
UNREADABLE = 2**60


def descendants(ancestor: int, proc: str = "/proc") -> set[int]:
    """All processes below one, by their parents."""
    parents = {}
    for entry in os.listdir(proc):
        if entry.isdigit():
            try:
                with open(f"{proc}/{entry}/stat", "rb", buffering=0) as file:
                    stat = file.read()
            except OSError:
                continue  # ended meanwhile
            parents[int(entry)] = int(stat.rpartition(b")")[2].split()[1])
    found, grew = {ancestor}, True
    while grew:
        more = {pid for pid, parent in parents.items() if parent in found} - found
        found |= more
        grew = bool(more)
    return found - {ancestor}


def own_memory() -> int:
    """Bytes that this process alone holds."""
    return _fields("/proc/self", "status", RESIDENT)


def memory_bound(first: int) -> int:
    """Bytes that a process and its descendants hold at most: what they share after a fork counts once for each."""
    return sum(_fields(process, "status", RESIDENT) for process in _members(first))


def memory_used(first: int) -> int:
    """Bytes that a process and its descendants hold: shared pages are shared out among them. Slower."""
    return sum(_fields(process, "smaps_rollup", SHARED_OUT) for process in _members(first))


def _members(first: int) -> list[str]:
    """The /proc folders of a process and its descendants.

    Where the process has a pid namespace and a /proc of its own, that is read: it lists nobody else.
    """
    own = os.path.join("/proc", str(first), "root", "proc")
    try:
        has_own = os.readlink(f"/proc/{first}/ns/pid") != os.readlink("/proc/self/ns/pid")
        is_there = has_own and _is_of_another_namespace(own)
        inside = [f"{own}/{entry}" for entry in os.listdir(own) if entry.isdigit()] if is_there else []
    except OSError:
        inside = []
    return inside or [f"/proc/{pid}" for pid in {first, *descendants(first)}]


def _is_of_another_namespace(proc: str) -> bool:
    """Whether this process is not in a /proc: until a confined one has entered its view, it has the machine's."""
    try:
        os.readlink(f"{proc}/self")
    except FileNotFoundError:
        return True
    return False


def _fields(process: str, name: str, wanted: tuple[str, ...]) -> int:
    """The sum of some fields in bytes; 0 for a process that has ended meanwhile.

    A process that can keep its account from being read is taken for the worst: all that the rougher account says,
    and where that cannot be read either, more than anybody may have.
    """
    try:
        with open(f"{process}/{name}") as file:
            fields = dict(line.split(":", 1) for line in file if ":" in line)
    except (FileNotFoundError, ProcessLookupError):
        return 0
    except OSError:
        return UNREADABLE if name == "status" else _fields(process, "status", RESIDENT)
    return sum(int(fields.get(field, "0 kB").split()[0]) for field in wanted) * 1024
