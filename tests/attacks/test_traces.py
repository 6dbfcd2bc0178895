"""Is each trace that an attack might leave seen, and nothing else? Else all attacks would pass for nothing."""

import socket
import subprocess
import sys
from contextlib import closing

import pytest

from .traces import side_effects, take


@pytest.fixture
def found(tmp_path):
    """What is found between two looks: given what is done between them."""

    def found(step, expected: tuple[str, ...] = ()) -> list[str]:
        before = take([tmp_path], tmp_path / "gradebook.db")
        step()
        return side_effects(before, take([tmp_path], tmp_path / "gradebook.db"), expected, ())

    return found


def test_nothing_is_found_where_nothing_is_done(found):
    """Is what stays the same no side effect?"""
    assert found(lambda: None) == []


@pytest.mark.parametrize("name", ["new", "there", "folder/new"])
def test_a_file(found, tmp_path, name: str):
    """Is one that is made or changed found, also in a folder in which the grader writes another?"""
    (tmp_path / "there").write_text("before")
    (tmp_path / "folder").mkdir()
    path, other = tmp_path / name, tmp_path / "folder" / "page.html"

    def step():
        path.write_text("after it")
        other.write_text("a page")

    expected = tuple(map(str, (other, *other.parents)))
    assert found(step, expected) == [f"file {path}"]


def test_a_process(found):
    """Is a child that is left found?"""
    left = []

    def step():
        left.append(subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE))

    try:
        assert found(step) == [f"process {left[0].pid}"]
    finally:
        left[0].communicate(b"\n")


def test_a_listening_socket(found):
    """Is one that begins to listen found?"""
    with closing(socket.socket()) as sock:
        sock.bind(("127.0.0.1", 0))
        effects = found(sock.listen)
    assert [effect.rpartition(" ")[0] for effect in effects] == ["listening socket"]
