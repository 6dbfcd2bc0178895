"""The few Linux system calls that Python's os module lacks, by their own names."""

import ctypes
import os

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT = 1, 2, 4, 8, 32
MS_BIND, MS_REC, MS_PRIVATE = 4096, 16384, 1 << 18
MNT_DETACH = 2
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_CAPBSET_DROP = 1, 4, 22, 24
PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 36, 38
SYS_PIVOT_ROOT, SYS_CAPSET = {"x86_64": (155, 126), "aarch64": (41, 91)}.get(os.uname().machine, (0, 0))
LAST_CAPABILITY = 40
MADV_COLLAPSE = 25

_libc = ctypes.CDLL(None, use_errno=True)
_libc.madvise.argtypes = (ctypes.c_size_t, ctypes.c_size_t, ctypes.c_int)


def unshare(flags: int) -> None:
    """Leave the namespaces named by the CLONE_NEW* flags for new ones.

    Raises:
        OSError: the kernel refuses.
    """
    _check(_libc.unshare(flags), "unshare")


def mount(source: str, target: str, kind: str = "", flags: int = 0, data: str = "") -> None:
    """mount(2).

    Raises:
        OSError: the kernel refuses.
    """
    _check(_libc.mount(source.encode(), target.encode(), kind.encode() or None, flags, data.encode() or None), target)


def unmount(target: str) -> None:
    """umount2(2), detaching at once.

    Raises:
        OSError: the kernel refuses.
    """
    _check(_libc.umount2(target.encode(), MNT_DETACH), target)


def pivot_root(new: str, old: str) -> None:
    """pivot_root(2): `new` becomes /, what was / is found at `old`.

    Raises:
        OSError: the kernel refuses.
    """
    _check(_libc.syscall(SYS_PIVOT_ROOT, new.encode(), old.encode()), "pivot_root")


def prctl(option: int, value: int = 0, third: object = 0) -> None:
    """prctl(2).

    Raises:
        OSError: the kernel refuses.
    """
    _check(_libc.prctl(option, ctypes.c_ulong(value), third, 0, 0), f"prctl {option}")


def drop_capabilities() -> None:
    """Give up every capability, for this process and all it will start.

    Raises:
        OSError: the kernel refuses.
    """
    for capability in range(LAST_CAPABILITY + 1):
        _libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    _check(_libc.syscall(SYS_CAPSET, header, (ctypes.c_uint32 * 6)()), "capset")
    prctl(PR_SET_NO_NEW_PRIVS, 1)


def collapse_pages() -> int:
    """Gather this process's own memory in huge pages, so that a fork copies one entry where it copied 512.

    Returns:
        how many areas the kernel did that for: none before Linux 6.1, or where huge pages are switched off.
    """
    with open("/proc/self/maps") as file:
        areas = [line.split() for line in file]
    ours = [area[0].split("-") for area in areas if area[1].startswith("rw-p") and area[5:] in ([], ["[heap]"])]
    spans = [(int(first, 16), int(end, 16)) for first, end in ours]
    return sum(_libc.madvise(first, end - first, MADV_COLLAPSE) == 0 for first, end in spans)


def _check(result: int, what: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
