"""Is a dataset downloaded whole and checked, or not at all? Against a server on loopback."""

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from loopback import Mirror, serve

from grader.kit.data import download as download_module
from grader.kit.data.download import download, forget_failures
from grader.kit.data.registry import DataFile, Dataset, DatasetError

CONTENT = b"".join(b"name%06d\n" % i for i in range(20_000))
FILE = DataFile("words.txt", hashlib.sha256(CONTENT).hexdigest())


@pytest.fixture(autouse=True)
def online(monkeypatch):
    monkeypatch.delenv("FRONTIER_OFFLINE", raising=False)
    monkeypatch.delenv("FRONTIER_QUIET", raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    forget_failures()


def dataset(*mirrors: str) -> Dataset:
    return Dataset("words", mirrors, (FILE,))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_progress_is_drawn_on_stdout_and_leaves_stderr_empty(tmp_path, capfd):
    """Is there a bar with the file's name, and nothing that nbgrader would take for a failure?"""
    with serve(Mirror({"words.txt": CONTENT}, pieces=8, pause_seconds=0.1)) as mirror:
        assert download(dataset(mirror.url), tmp_path) is None
    out, err = capfd.readouterr()
    assert "words.txt:" in out and "%" in out
    assert err == ""
    assert (tmp_path / "words.txt").read_bytes() == CONTENT


def test_bar_is_hidden_where_outputs_are_compared(tmp_path, capfd, monkeypatch):
    """Does FRONTIER_QUIET keep the bar out of a notebook's outputs?"""
    monkeypatch.setenv("FRONTIER_QUIET", "1")
    with serve(Mirror({"words.txt": CONTENT}, pieces=8, pause_seconds=0.1)) as mirror:
        download(dataset(mirror.url), tmp_path)
    assert capfd.readouterr().out == ""


def test_mirror_that_is_down(tmp_path):
    """Is the next mirror asked where nobody listens on the first?"""
    with serve(Mirror({"words.txt": CONTENT})) as mirror:
        assert download(dataset(f"http://127.0.0.1:{free_port()}/", mirror.url), tmp_path) is None
    assert (tmp_path / "words.txt").read_bytes() == CONTENT


def test_mirror_without_the_file(tmp_path):
    """Is the next mirror asked where the first answers with an error status?"""
    with serve(Mirror({}, status=404)) as empty, serve(Mirror({"words.txt": CONTENT})) as mirror:
        assert download(dataset(empty.url, mirror.url), tmp_path) is None
        assert empty.asked and mirror.asked


def test_mirror_that_does_not_answer(tmp_path, monkeypatch):
    """Is a silent mirror given up after the time limit, with a reason?"""
    monkeypatch.setattr(download_module, "READ_SECONDS", 0.3)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        reason = download(dataset(f"http://127.0.0.1:{silent.getsockname()[1]}/"), tmp_path)
    assert reason == "no mirror sent words.txt: no answer"


def test_truncated_file(tmp_path):
    """Is a transfer that ends early dropped, and does the next try work?"""
    with serve(Mirror({"words.txt": CONTENT}, send_fraction=0.5)) as mirror:
        assert download(dataset(mirror.url), tmp_path) == "no mirror sent words.txt: broken off"
        assert list(tmp_path.iterdir()) == []
        mirror.send_fraction = 1.0
        forget_failures()
        assert download(dataset(mirror.url), tmp_path) is None
    assert (tmp_path / "words.txt").read_bytes() == CONTENT


def test_wrong_checksum_is_an_error(tmp_path):
    """Does a whole but wrong file stop everything, naming the file and both sums, with nothing kept?"""
    wrong = CONTENT.replace(b"name000000", b"name999999")
    with serve(Mirror({"words.txt": wrong})) as mirror, serve(Mirror({"words.txt": CONTENT})) as second:
        with pytest.raises(DatasetError) as caught:
            download(dataset(mirror.url, second.url), tmp_path)
        assert second.asked == []
    message = str(caught.value)
    assert "words.txt" in message and FILE.sha256 in message and hashlib.sha256(wrong).hexdigest() in message
    assert list(tmp_path.iterdir()) == []


def test_failure_is_remembered_for_a_while(tmp_path):
    """Are the mirrors left alone after a failure, until the failure is forgotten?"""
    with serve(Mirror({}, status=503)) as mirror:
        first = download(dataset(mirror.url), tmp_path)
        assert download(dataset(mirror.url), tmp_path) == first == "no mirror sent words.txt: status 503"
        assert len(mirror.asked) == 1
        forget_failures()
        download(dataset(mirror.url), tmp_path)
        assert len(mirror.asked) == 2


def test_offline_asks_nobody(tmp_path, monkeypatch):
    """Does FRONTIER_OFFLINE=1 leave the network alone?"""
    monkeypatch.setenv("FRONTIER_OFFLINE", "1")
    with serve(Mirror({"words.txt": CONTENT})) as mirror:
        assert download(dataset(mirror.url), tmp_path) == "FRONTIER_OFFLINE is set"
        assert mirror.asked == []


def start_download(url: str, cache: Path) -> subprocess.Popen:
    """Another process that downloads the same file."""
    code = (
        "import signal, sys; from pathlib import Path\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from grader.kit.data.download import download\n"
        "from grader.kit.data.registry import DataFile, Dataset\n"
        f"files = (DataFile({FILE.name!r}, {FILE.sha256!r}),)\n"
        f"sys.exit(download(Dataset('words', ({url!r},), files), Path({str(cache)!r})) is not None)\n"
    )
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_interrupted_half_way(tmp_path, how):
    """Is nothing half-written used after the downloading process was stopped, and does the next try work?"""
    with serve(Mirror({"words.txt": CONTENT}, pieces=20, pause_seconds=0.2)) as mirror:
        process = start_download(mirror.url, tmp_path)
        while not any(path.stat().st_size for path in tmp_path.iterdir()):
            assert process.poll() is None
            time.sleep(0.02)
        os.kill(process.pid, how)
        assert process.wait(10) != 0
        assert not (tmp_path / "words.txt").exists()
        assert how == signal.SIGKILL or list(tmp_path.iterdir()) == []
        mirror.pause_seconds = 0
        assert download(dataset(mirror.url), tmp_path) is None
    assert (tmp_path / "words.txt").read_bytes() == CONTENT


def test_two_processes_at_once(tmp_path):
    """Do both succeed, with one whole file and no draft left?"""
    with serve(Mirror({"words.txt": CONTENT}, pieces=5, pause_seconds=0.1)) as mirror:
        both = [start_download(mirror.url, tmp_path) for _ in range(2)]
        assert [process.wait(30) for process in both] == [0, 0]
    assert [path.name for path in tmp_path.iterdir()] == ["words.txt"]
    assert (tmp_path / "words.txt").read_bytes() == CONTENT
