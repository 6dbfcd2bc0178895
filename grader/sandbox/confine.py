"""Takes a fresh process into its confinement, layer by layer, and says which layers hold."""

import os
import resource
import signal
import tempfile
from collections.abc import Callable

import landlockpy
from landlockpy import AccessFS, Ruleset, Scope

from grader.sandbox import filesystem, kernel, seccomp
from grader.sandbox.limits import Limits

NOBODY = 65534
MAX_OPEN_FILES = 128
MAX_SIGNALS = 256
LAYERS = ("namespaces", "user", "files", "landlock", "system calls", "limits")
NAMESPACES = kernel.CLONE_NEWPID | kernel.CLONE_NEWNET | kernel.CLONE_NEWIPC | kernel.CLONE_NEWUTS


def make_ready() -> None:
    """Do once, in the process that is forked, what each confined one would else do for itself."""
    _try(landlockpy.abi_version)  # finds the C library, for which it starts a program; what fails, fails there too
    seccomp.packed()


def leave_namespaces() -> str | None:
    """In the parent of the process to confine: new namespaces for its next child.

    Returns:
        why the kernel refuses; None where it does not.
    """
    try:
        if os.geteuid() == 0:
            kernel.unshare(NAMESPACES)
        else:
            uid, gid = os.geteuid(), os.getegid()
            kernel.unshare(kernel.CLONE_NEWUSER | NAMESPACES)
            _map_ids(uid, gid)
    except OSError as error:
        return str(error)
    return None


def confine(limits: Limits, paths: list[str], has_namespaces: bool) -> dict[str, str]:
    """Confine this process for good; it should be the first of its pid namespace.

    Returns:
        each layer of LAYERS that does not hold, and why.
    """
    missing: dict[str, str | None] = dict.fromkeys(LAYERS)
    os.umask(0o022)  # whoever grades may have another, by which nobody could enter what is made here
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    was_root = os.geteuid() == 0
    _be_first_to_go()
    if not has_namespaces:
        missing |= dict.fromkeys(("namespaces", "user", "files"), "the kernel refuses new namespaces")
    else:
        missing["files"] = _try(lambda: filesystem.enter_filesystem(paths, limits.files, NOBODY))
    # Processes are counted in the user namespace that the limit was set in, so the limit comes after it.
    missing["user"] = missing["user"] or _try(lambda: _give_up_rights(was_root))
    missing["limits"] = _try(lambda: _limit(limits))
    missing["landlock"] = _try(lambda: _landlock(paths))
    missing["system calls"] = _try(seccomp.filter_calls)
    return {layer: reason for layer, reason in missing.items() if reason is not None}


def unusable(paths: list[str]) -> str | None:
    """Why a submission could not run in this confinement, though its layers hold; None where it can.

    Without this look a fault of ours would be an error in every answer.
    """
    return _try(lambda: _use(paths))


def _use(paths: list[str]) -> None:
    """Do what every submission does: open what it may list, read a file of the kit, write into the scratch folder."""
    for path in (path for path in paths if os.path.isdir(path)):
        os.close(os.open(path, os.O_RDONLY | os.O_DIRECTORY))  # which asks for the right to list
    with open(next(path for path in paths if path.endswith("__init__.py")), "rb") as file:
        file.read(1)
    for folder in (os.getcwd(), tempfile.gettempdir()):
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"x")


def _be_first_to_go() -> None:
    """Where the machine's memory runs out, the kernel shall end the submission and not the grader."""
    with open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")


def _map_ids(uid: int, gid: int) -> None:
    """Inside, this user is nobody; outside it is who started the grader."""
    for name, text in (("setgroups", "deny"), ("uid_map", f"{NOBODY} {uid} 1"), ("gid_map", f"{NOBODY} {gid} 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def _give_up_rights(was_root: bool) -> None:
    """Become nobody, in a user namespace of one's own, without any capability."""
    if was_root:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        kernel.prctl(kernel.PR_SET_DUMPABLE, 1)
        kernel.unshare(kernel.CLONE_NEWUSER)
        _map_ids(NOBODY, NOBODY)
        kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    kernel.drop_capabilities()


def _limit(limits: Limits) -> None:
    """Kernel limits a process; the memory counts from what the prepared process already maps."""
    mapped = int(_status("VmSize").split()[0]) * 1024
    cpu = int(limits.total_seconds) + 1
    for what, most in (
        (resource.RLIMIT_AS, mapped + limits.memory),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_NPROC, limits.processes),
        (resource.RLIMIT_FSIZE, limits.files),
        (resource.RLIMIT_NOFILE, MAX_OPEN_FILES),
        (resource.RLIMIT_CORE, 1),  # at 0 the kernel would still run a program that the host has for core dumps
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
        (resource.RLIMIT_SIGPENDING, MAX_SIGNALS),  # the kernel counts them for a user, who may be grading
        (resource.RLIMIT_RTPRIO, 0),
        (resource.RLIMIT_NICE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _status(field: str) -> str:
    with open("/proc/self/status") as file:
        return next(line.split(":")[1].strip() for line in file if line.startswith(field))


def _landlock(paths: list[str]) -> None:
    """A second lock on the files, which holds even where the mount view has a hole."""
    read = AccessFS.READ_FILE | AccessFS.READ_DIR | AccessFS.EXECUTE
    scopes = landlockpy.scope_for_abi(landlockpy.abi_version()) & (Scope.SIGNAL | Scope.ABSTRACT_UNIX_SOCKET)
    with Ruleset(scoped=scopes) as rules:
        for path in (*paths, "/proc", "/dev", "/etc"):
            if os.path.exists(path):
                rules.allow_path(path, read if os.path.isdir(path) else read & ~AccessFS.READ_DIR)
        everything = landlockpy.fs_for_abi(landlockpy.abi_version())
        for path in (filesystem.SCRATCH, "/dev/shm"):
            if os.path.isdir(path):
                rules.allow_path(path, everything)
        for name in ("null", "full"):
            rules.allow_path(f"/dev/{name}", AccessFS.WRITE_FILE | AccessFS.READ_FILE)
        rules.restrict()


def _try(step: Callable[[], object]) -> str | None:
    try:
        step()
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return None
