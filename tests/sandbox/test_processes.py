"""Is the memory of a submission its own, whatever it and the machine are doing at that moment?"""

import os
import subprocess
import sys
import time

import pytest

from grader.sandbox import processes
from grader.sandbox.processes import descendants, memory_bound, memory_used

MIB = 2**20
# In a pid namespace of its own, but still with the machine's /proc: as a confined process is before it enters its view.
WITHOUT_VIEW = """
import os, time
from grader.sandbox.confine import leave_namespaces
refused = leave_namespaces()
print(refused or "ready", flush=True)
if os.fork() == 0:
    held = bytearray(b"x") * (20 * 2**20)
    time.sleep(60)
os.wait()
"""


@pytest.fixture
def others():
    """Neighbours that hold 300 MiB."""
    program = "held = bytearray(b'x') * (300 * 2**20); print('ready', flush=True); import time; time.sleep(60)"
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n"
    yield process
    process.kill()
    process.communicate()


def test_neighbours_do_not_count_before_the_view_is_entered(others):
    """Where a process has a pid namespace and the machine's /proc, is only what it holds itself counted?"""
    process = subprocess.Popen([sys.executable, "-c", WITHOUT_VIEW], stdout=subprocess.PIPE, text=True)
    try:
        told = process.stdout.readline().strip()
        if told != "ready":
            pytest.skip(f"not enforced here: namespaces: {told}")
        while not (found := descendants(process.pid)):
            time.sleep(0.01)
        (child,) = found
        while memory_bound(child) < 20 * MIB:
            time.sleep(0.01)
        assert memory_bound(child) < 150 * MIB
        assert memory_used(child) < 150 * MIB
    finally:
        for pid in (*descendants(process.pid), process.pid):
            os.kill(pid, 9)
        process.communicate()


def test_an_account_that_cannot_be_read_is_the_worst(monkeypatch, tmp_path):
    """Does a process count with its rougher account, and with everything where there is none; one that ended with 0?"""
    (tmp_path / "smaps_rollup").mkdir()  # cannot be read, not even by root
    (tmp_path / "status").write_text("Name:\tx\nRssAnon:\t  2048 kB\nRssShmem:\t 1024 kB\n")
    monkeypatch.setattr(processes, "_members", lambda first: [str(tmp_path)])
    assert memory_used(1) == 3 * MIB
    (tmp_path / "status").unlink()
    (tmp_path / "status").mkdir()
    assert memory_used(1) > 2**50
    monkeypatch.setattr(processes, "_members", lambda first: [str(tmp_path / "ended")])
    assert memory_used(1) == memory_bound(1) == 0
