"""What of this machine helps or hinders isolation beyond its layers, and what a person can do about it."""

import os
from dataclasses import dataclass
from pathlib import Path

from grader.sandbox.control_group import groups_home

RESTRICTION = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")
SHARES = Path("/proc/sys/kernel/sched_autogroup_enabled")
ALLOW = (
    "sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0, or an AppArmor profile with `userns,` for this Python"
)


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: whether it is well, what was found, and the next step where it is not."""

    name: str
    good: bool
    found: str
    step: str = ""


def findings(
    restriction: Path = RESTRICTION, shares: Path = SHARES, is_root: bool | None = None, proc: Path = Path("/proc")
) -> tuple[Finding, ...]:
    """What was found, for `grader doctor`.

    Args:
        restriction, shares, proc: the kernel's settings and tables; tests give others.
        is_root: whether root grades; None asks the system.
    """
    root = os.geteuid() == 0 if is_root is None else is_root
    return _user_namespaces(restriction, root), _processors(shares), _control_group(proc)


def _control_group(proc: Path) -> Finding:
    home = groups_home(proc)
    if home:
        found = f"one for each submission below {home}: the kernel limits its memory and processes"
    else:
        found = "none is ours to divide: memory is added up ten times a second, over all processes of a submission"
    return Finding("control group", True, found)


def _user_namespaces(restriction: Path, is_root: bool) -> Finding:
    """Ubuntu 24.04 gives user namespaces without any rights to programs that have no profile of their own."""
    if _setting(restriction) != "1":
        return Finding("AppArmor", True, "leaves user namespaces alone")
    if is_root:
        return Finding("AppArmor", True, "restricts user namespaces, but not those of root, who grades")
    return Finding("AppArmor", False, "restricts user namespaces, as Ubuntu does from 24.04 on", ALLOW)


def _processors(shares: Path) -> Finding:
    if _setting(shares) == "1":
        return Finding("processors", True, "shared out by session: a busy submission takes no neighbour's share")
    found = "shared out by process: a submission with many busy ones slows its neighbours"
    return Finding("processors", True, found)


def _setting(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""
