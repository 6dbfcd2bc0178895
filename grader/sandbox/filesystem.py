"""The file system that a submission sees: the Python environment and the data, read-only, and one scratch folder."""

import os
import sys
import sysconfig
from pathlib import Path

from grader.sandbox import kernel

SYSTEM = (
    "/usr",
    "/bin",
    "/sbin",
    "/lib",
    "/lib32",
    "/lib64",
    "/libx32",
    "/etc/ld.so.cache",
    "/etc/alternatives",
    "/etc/fonts",
)
DEVICES = ("null", "full", "random", "urandom")  # not zero: a shared mapping of it is memory that nobody counts
SCRATCH = "/tmp"
READ_ONLY = kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_RDONLY
COURSE = Path(__file__).resolve().parents[2]
PEOPLE = "learner:x:65534:65534:learner:/tmp:/bin/sh\n"


def visible_paths(extra: tuple[str, ...] = ()) -> list[str]:
    """What is bound read-only: the system's programs, this Python, its packages, the kit, the data.

    Args:
        extra: further files or folders, such as a folder of data sets.
    """
    package = Path(__file__).resolve().parents[1]
    python = {sys.prefix, sys.base_prefix, sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    ours = (str(package / "kit"), str(package / "__init__.py"), str(package.parent / "data"))
    wanted = [*sorted({os.path.realpath(path) for path in python} | python), *ours, *extra]
    return [path for path in dict.fromkeys((*SYSTEM, *wanted)) if os.path.lexists(path)]


def enter_filesystem(paths: list[str], scratch_bytes: int, uid: int) -> None:
    """Replace this process's root by a view of `paths`, in a mount namespace of its own; needs its own pid namespace.

    Args:
        scratch_bytes: size of the scratch folder, which is memory.
        uid: whose the scratch folder is.

    Raises:
        OSError: the kernel refuses a step.
    """
    kernel.unshare(kernel.CLONE_NEWNS)  # not earlier: the new root would be the supervisor's too, and blind it
    kernel.mount("none", "/", flags=kernel.MS_REC | kernel.MS_PRIVATE)
    root = "/run" if os.path.isdir("/run") else "/mnt"
    kernel.mount("tmpfs", root, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, "size=1m,mode=755")
    _make_devices(root)
    _make_scratch(root, scratch_bytes, uid)
    for path in sorted(paths, key=lambda path: not COURSE.is_relative_to(path)):
        _bind(path, root + path)
    _make_proc(root)
    os.makedirs(f"{root}/etc", exist_ok=True)
    Path(f"{root}/etc/passwd").write_text(PEOPLE)
    _become_root(root)


def _make_scratch(root: str, size: int, uid: int) -> None:
    for folder, share in ((SCRATCH, size), ("/dev/shm", size // 4)):
        os.makedirs(root + folder)
        options = f"size={share},nr_inodes=4096,mode=700,uid={uid},gid={uid}"
        kernel.mount("tmpfs", root + folder, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, options)


def _bind(path: str, target: str) -> None:
    if os.path.islink(path):
        os.makedirs(os.path.dirname(target), exist_ok=True)
        if not os.path.lexists(target):
            os.symlink(os.readlink(path), target)
        return
    if os.path.lexists(target):
        return
    if os.path.isdir(path):
        os.makedirs(target)
    else:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        Path(target).touch()
    kernel.mount(path, target, flags=kernel.MS_BIND | kernel.MS_REC)
    kernel.mount("none", target, flags=kernel.MS_BIND | kernel.MS_REMOUNT | READ_ONLY | _locked_flags(path))
    if COURSE.is_relative_to(path) and os.path.isdir(root_of_course := target.removesuffix(path) + str(COURSE)):
        kernel.mount("tmpfs", root_of_course, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, "size=1m,mode=755")


def _locked_flags(path: str) -> int:
    """Flags of the original mount that a user namespace may not clear."""
    flags = os.statvfs(path).f_flag
    return (kernel.MS_NOEXEC if flags & os.ST_NOEXEC else 0) | (
        flags & (os.ST_NOATIME | os.ST_NODIRATIME | os.ST_RELATIME)
    )


def _make_devices(root: str) -> None:
    os.makedirs(f"{root}/dev")
    for name in DEVICES:
        Path(f"{root}/dev/{name}").touch()
        kernel.mount(f"/dev/{name}", f"{root}/dev/{name}", flags=kernel.MS_BIND)


def _make_proc(root: str) -> None:
    """The processes of this pid namespace only; where that is refused, none at all."""
    os.makedirs(f"{root}/proc")
    try:
        kernel.mount("proc", f"{root}/proc", "proc", kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC)
    except PermissionError:
        return


def _become_root(root: str) -> None:
    os.chdir(root)
    os.mkdir("old")
    kernel.pivot_root(".", "old")
    os.chdir("/")
    kernel.unmount("/old")
    os.rmdir("/old")
    kernel.mount("none", "/", flags=kernel.MS_BIND | kernel.MS_REMOUNT | READ_ONLY)
    os.chdir(SCRATCH)
