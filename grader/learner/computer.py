"""What a learner's computer has, and what to do where something is missing: a line for each, for `grader doctor`."""

import os
import platform
import shutil
import sys
import tempfile
import webbrowser
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from grader.course import Course
from grader.errors import GraderError

PACKAGES = ("jupyterlab", "numpy", "torch", "matplotlib", "nbgrader")
FREE_GB = 2  # what a first set-up and all lessons with their outputs take
MEMORY_GB = 2  # of the largest lesson: a kernel with torch, the browser, JupyterLab
PORT = 8888


@dataclass(frozen=True)
class Line:
    """One thing that was looked at.

    Attributes:
        name: of the thing, such as "disk".
        good: whether it is as it should be.
        found: what there is.
        step: what to do where it is not good, else "".
    """

    name: str
    good: bool
    found: str
    step: str = ""


def examine(course: Course) -> Iterator[Line]:
    """The lines in the order in which a learner meets the things."""
    yield _python()
    yield from map(_package, PACKAGES)
    yield _kernel()
    yield from map(_data, ("names", "mnist"))
    yield _writable(course.root)
    yield _disk(course.root)
    yield _memory()
    yield _port()
    yield _browser()


def _python() -> Line:
    found = f"{platform.python_version()} at {sys.executable}, {platform.system()} {platform.machine()}"
    return Line("python", sys.version_info >= (3, 11), found, "Name another Python: make lab PYTHON=python3.12")


def _package(name: str) -> Line:
    from packaging.requirements import Requirement

    wanted = [each.specifier for each in map(Requirement, _required()) if each.name == name]
    try:
        found = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Line(name, False, "not installed", "Set up again: make lab")
    good = all(found in specifier for specifier in wanted)
    told = found if good else f"{found}, the course needs {name}{wanted[0]}"
    return Line(name, good, told, "Set up again: make lab")


def _required() -> list[str]:
    """What the course asks for, as "numpy>=1.26"."""
    try:
        return metadata.requires("frontier-ai-365") or []
    except metadata.PackageNotFoundError:
        return []


def _kernel() -> Line:
    """Whether the kernel that the notebooks name is this environment's Python."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        command = KernelSpecManager().get_kernel_spec("python3").argv[0]
    except NoSuchKernel:
        return Line("kernel", False, "there is no kernel python3", "Set up again: make lab")
    path = shutil.which(command) or command
    good = Path(path).parent.resolve() == Path(sys.executable).parent.resolve() or "/" not in command
    step = "Another environment's kernel has the same name: jupyter kernelspec remove python3"
    return Line("kernel", good, f"python3 starts {path}", step)


def _data(name: str) -> Line:
    """Which of the datasets serves; nothing is fetched for this."""
    from grader.kit.data.datasets import where
    from grader.kit.data.registry import DatasetError

    try:
        return Line(f"data: {name}", True, where(name))
    except DatasetError as error:
        return Line(f"data: {name}", False, "cannot be used", str(error))


def _writable(folder: Path) -> Line:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return Line("write access", True, str(folder))
    except OSError as error:
        step = "Move the course to a folder of your own, or check its permissions"
        return Line("write access", False, f"{folder}: {error.strerror}", step)


def _disk(folder: Path) -> Line:
    free = shutil.disk_usage(folder).free / 1e9
    return Line("disk", free >= FREE_GB, f"{free:.0f} GB free", f"Make room: {FREE_GB} GB are needed")


def _memory() -> Line:
    """What is free now, where the system says so."""
    import psutil

    free = psutil.virtual_memory().available / 1e9
    return Line("memory", free >= MEMORY_GB, f"{free:.1f} GB free", f"Close other programs: {MEMORY_GB} GB are needed")


def _port() -> Line:
    from grader.learner.lab import free_port

    try:
        port = free_port(PORT)
    except GraderError as error:
        return Line("port", False, str(error), "Give another: make lab PORT=9900")
    taken = "" if port == PORT else f"{PORT} is in use, "
    return Line("port", True, f"{taken}{port} is free")


def _browser() -> Line:
    try:
        found = webbrowser.get().__class__.__name__ if os.environ.get("BROWSER") is None else os.environ["BROWSER"]
    except webbrowser.Error:
        step = "Open the address that JupyterLab prints in the browser of this or of another computer"
        return Line("browser", False, "none that a program can open", step)
    return Line("browser", True, getattr(webbrowser.get(), "name", "") or found)
