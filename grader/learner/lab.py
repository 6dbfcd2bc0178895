"""`grader lab`: opens JupyterLab on the contents page in `work/`, on a port that is free, set up for learners."""

import os
import socket
import sys
from pathlib import Path

from grader.course import Course
from grader.errors import GraderError
from grader.lesson.execute import INLINE

PORTS_TO_TRY = 50
# Settings that hold whatever the user's own configuration says: no question about news, no panel for instructors.
SETTINGS = Path(__file__).resolve().parent / "jupyter"
# `python -m jupyterlab`, but without what `grader.cli.main` leaves out as well: a second and a half of each start.
PROGRAM = "import sys; sys.modules['rfc3987_syntax'] = None; from jupyterlab.labapp import main; sys.exit(main())"
# Without jupytext's server extension: it could pair a learner's notebook with a text that has the answers.
OPTIONS = ("--ServerApp.jpserver_extensions", "jupyterlab_jupytext=False", "--LabApp.news_url=None", "--log-level=WARN")


def command(course: Course, port: int, extra: tuple[str, ...] = ()) -> list[str]:
    """The command line of JupyterLab, to be run in `environment()`."""
    page = course.short(course.work / "index.ipynb")
    place = (
        f"--ServerApp.root_dir={course.root}",
        f"--LabApp.default_url=/lab/tree/{page}",
        f"--ServerApp.port={port}",
    )
    as_root = ("--allow-root",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
    return [sys.executable, "-c", PROGRAM, *place, "--ServerApp.port_retries=0", *OPTIONS, *as_root, *extra]


def environment() -> dict[str, str]:
    """The environment in which JupyterLab finds the course's settings before all others, and kernels show figures."""
    own = os.environ.get("JUPYTER_CONFIG_PATH", "")
    paths = os.pathsep.join(filter(None, [str(SETTINGS), own]))
    return os.environ | {"JUPYTER_CONFIG_PATH": paths, "MPLBACKEND": INLINE}


def free_port(wanted: int) -> int:
    """The port itself where nobody uses it, else the next one that is free.

    Raises:
        GraderError: none of the next fifty is free, or the number is no port.
    """
    if not 1 <= wanted < 2**16:
        raise GraderError(f"{wanted} is not a port", "Give one from 1024 to 65535: make lab PORT=8890")
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
