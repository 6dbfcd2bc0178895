"""A Jupyter server on loopback that serves formgrader for a course, in an environment that is not activated."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.learner.lab import free_port

ENVIRONMENT = {"PATH": "/usr/bin:/bin", "FRONTIER_QUIET": "1", "OMP_NUM_THREADS": "1", "HOME": os.environ["HOME"]}
# As in `grader.cli.main`: saves the process two seconds.
SERVER = "import sys; sys.modules['rfc3987_syntax'] = None; from jupyter_server.serverapp import main; main()"
TOKEN = "a-token-for-this-test"


@contextmanager
def formgrader(root: Path) -> Iterator[str]:
    """Its address, while the server runs; pages want TOKEN."""
    port = free_port(18_850)
    options = {"ip": "127.0.0.1", "port": port, "open_browser": False, "root_dir": str(root), "allow_root": True}
    command = [sys.executable, "-c", SERVER]
    command += [f"--ServerApp.{name}={value}" for name, value in options.items()]
    command += [f"--IdentityProvider.token={TOKEN}"]
    with (root / "server.log").open("w") as log:
        process = subprocess.Popen(command, cwd=root, env=ENVIRONMENT, stdout=log, stderr=log)
    try:
        _wait(f"http://127.0.0.1:{port}/api", process, root / "server.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(address: str, process: subprocess.Popen, log: Path) -> None:
    for _ in range(240):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            assert process.poll() is None, log.read_text()
            time.sleep(0.25)
    raise AssertionError(log.read_text())
