"""`grader lab`: opens JupyterLab on the contents page, on a port that is free."""

import os
import socket
import sys

from grader.course import Course
from grader.errors import GraderError

PORTS_TO_TRY = 50
# Without jupytext's server extension: it could pair a learner's notebook with a text that has the answers.
# And without the pop-up that asks whether to fetch news about Jupyter.
OPTIONS = ("--ServerApp.jpserver_extensions", "jupyterlab_jupytext=False", "--LabApp.news_url=None", "--log-level=WARN")


def command(course: Course, port: int, extra: tuple[str, ...] = ()) -> list[str]:
    """The command line of JupyterLab.

    Raises:
        GraderError: the contents page is missing.
    """
    page = course.short(course.contents_page)
    if not course.contents_page.exists():
        raise GraderError(f"{page} is missing", "Make it again: make build")
    place = (
        f"--ServerApp.root_dir={course.root}",
        f"--LabApp.default_url=/lab/tree/{page}",
        f"--ServerApp.port={port}",
    )
    as_root = ("--allow-root",) if os.geteuid() == 0 else ()
    return [sys.executable, "-m", "jupyterlab", *place, "--ServerApp.port_retries=0", *OPTIONS, *as_root, *extra]


def free_port(wanted: int) -> int:
    """The port itself where nobody uses it, else the next one that is free.

    Raises:
        GraderError: none of the next fifty is free, or the number is no port.
    """
    if not 1 <= wanted < 2**16:
        raise GraderError(f"{wanted} is no port", "Give one from 1024 to 65535: make lab PORT=8890")
    for port in range(wanted, min(wanted + PORTS_TO_TRY, 2**16)):
        if _is_free(port):
            return port
    raise GraderError(f"ports {wanted} to {port} are in use", "Give another: make lab PORT=9900")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
