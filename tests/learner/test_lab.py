"""The lab: a free port, the contents page, and no way for jupytext to pair a notebook with its answers."""

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request

import pytest

from grader.errors import GraderError
from grader.learner.lab import SETTINGS, command, environment, free_port
from grader.learner.work import bring_up_to_date


def test_port_in_use_gives_the_next_free_one():
    """Is a port that is taken passed over, and a wrong one refused?"""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port(port) > port
    with pytest.raises(GraderError, match="70000 is not a port"):
        free_port(70_000)


def test_lab_opens_the_contents_page_without_jupytext(indexed, monkeypatch):
    """Is the page the contents page, jupytext's server extension off, and the course's settings before all others?"""
    words = " ".join(command(indexed, 8888, ("--no-browser",)))
    assert f"--LabApp.default_url=/lab/tree/{indexed.work.name}/index.ipynb" in words
    assert "--ServerApp.jpserver_extensions jupyterlab_jupytext=False" in words and words.endswith("--no-browser")
    assert ("--allow-root" in words) == (os.geteuid() == 0)
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "/of/the/user")
    monkeypatch.setenv("MPLBACKEND", "agg")
    assert environment()["MPLBACKEND"].endswith("inline")
    assert environment()["JUPYTER_CONFIG_PATH"].split(os.pathsep) == [str(SETTINGS), "/of/the/user"]
    indexed.contents_page.unlink()
    with pytest.raises(GraderError, match="make build"):
        bring_up_to_date(indexed)


def status_of(url: str) -> int:
    """The HTTP status, 0 where nobody answers yet."""
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        error.close()
        return error.code
    except OSError:
        return 0


def test_lab_serves_the_page_and_never_reads_a_text_as_a_notebook(indexed, tmp_path, monkeypatch):
    """Does the server come up, and is jupytext's pairing out of it?"""
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    port = free_port(18_900)
    bring_up_to_date(indexed)
    words = command(indexed, port, ("--no-browser", "--IdentityProvider.token="))
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            while not (status := status_of(f"http://127.0.0.1:{port}/lab/tree/{indexed.work.name}/index.ipynb")):
                assert server.poll() is None
                time.sleep(0.1)
            assert status == 200
            contents = f"http://127.0.0.1:{port}/api/contents"
            assert status_of(f"{contents}/{indexed.work.name}/index.ipynb?type=notebook") == 200
            assert status_of(f"{contents}/solutions/07_tiny/tiny.py?type=notebook") == 400
        finally:
            server.terminate()
