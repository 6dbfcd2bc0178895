"""Kernels forked for the tests: each is as new as one that was started by Jupyter, and whoever asks for more gets that."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.manager import start_new_kernel
from kernels import FIXED, ForkedKernel

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")
ABOUT = """
import os, sys, random, numpy
print(os.getpid(), os.getcwd(), os.environ.get("MINE"), sys.path[:3], __name__, "known" in globals())
print(numpy.random.random(), random.random(), "matplotlib.pyplot" in sys.modules, "grader" in sys.modules)
known = 1
"""


@contextmanager
def kernel(**env: str) -> Iterator[tuple[Any, Any]]:
    """A kernel's manager and client, in the environment of this process with some more in it."""
    manager, client = start_new_kernel(kernel_name="python3", env=os.environ | FIXED | env)
    try:
        yield manager, client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def said(client: Any, code: str) -> str:
    """What a cell prints."""
    texts: list[str] = []
    client.execute_interactive(
        code, timeout=60, output_hook=lambda message: texts.append(message["content"].get("text", ""))
    )
    return "".join(texts)


def test_a_forked_kernel_is_a_new_one(tmp_path: Path):
    """Own process, folder, environment, path and chance; nothing of the one before, nothing of the course imported?"""
    told = []
    for number in "12":
        with kernel(MINE=number, PYTHONPATH=str(tmp_path / number)) as (manager, client):
            assert isinstance(manager.provisioner.process, ForkedKernel)
            told.append([line.split() for line in said(client, ABOUT).splitlines()])
            assert told[-1][0][0] == str(manager.provisioner.pid)
            assert os.getpgid(manager.provisioner.pid) == manager.provisioner.pid
    for number, (first, second) in zip("12", told, strict=True):
        assert first[1:3] == [os.getcwd(), number] and repr(str(tmp_path / number)) in " ".join(first[3:6])
        assert first[-2:] == ["__main__", "False"] and second[2:] == ["False", "False"]
    assert told[0][0][0] != told[1][0][0]
    assert told[0][1][0] != told[1][1][0] and told[0][1][1] != told[1][1][1]


def test_how_it_ends_is_known():
    """Its own exit status, the signal that ended it; and does an interrupt leave it alive?"""
    with kernel() as (manager, client):
        client.execute("import os; os._exit(7)")
        assert manager.provisioner.process.wait(timeout=30) == 7
    with kernel() as (manager, client):
        client.execute("import time; print('begun', flush=True); time.sleep(100)", stop_on_error=False)
        while client.get_iopub_msg(timeout=60)["msg_type"] != "stream":
            pass
        manager.interrupt_kernel()
        assert client.get_shell_msg(timeout=60)["content"]["ename"] == "KeyboardInterrupt"
        assert said(client, "print(1 + 1)") == "2\n" and manager.provisioner.process.poll() is None
        os.kill(manager.provisioner.pid, signal.SIGKILL)
        assert manager.provisioner.process.wait(timeout=30) == -signal.SIGKILL


@pytest.mark.parametrize("name, value", [("OMP_NUM_THREADS", "2"), ("MPLBACKEND", "agg"), ("PYTHONHASHSEED", "3")])
def test_other_settings_get_a_program_of_their_own(name: str, value: str):
    """What the libraries read only when they are imported: is it never the prepared process's?"""
    with kernel(**{name: value}) as (manager, client):
        assert not isinstance(manager.provisioner.process, ForkedKernel)
        assert said(client, f"import os; print(os.environ[{name!r}])") == f"{value}\n"
