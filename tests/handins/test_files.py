"""Is whatever lies where a file should be opened without waiting, and is no more of it read than is borne?"""

import os
import shutil
import threading
import zipfile

import pytest

from grader.handins.files import ENTRY, Bounded, open_regular, read_regular


def link_to_nothing(path):
    path.symlink_to("/dev/zero")


def folder(path):
    path.mkdir()


def larger(path):
    path.write_bytes(bytes(11))


def sparse(path):
    path.touch()
    os.truncate(path, 2**40)


def link_to_a_file(path):
    path.with_suffix(".real").write_bytes(b"mine")
    path.symlink_to(path.with_suffix(".real"))


@pytest.mark.parametrize("make", [os.mkfifo, link_to_nothing, folder, larger, sparse, link_to_a_file])
def test_no_regular_file_of_that_size_is_an_error(tmp_path, make):
    """Is it one at once, and not a wait or a memory error?"""
    make(tmp_path / "x")
    with pytest.raises(OSError):
        read_regular(tmp_path / "x", 10)


def test_a_file_that_is_replaced_while_it_is_opened(tmp_path):
    """Where a file is a pipe, a link and a file by turns, is it read whole or not at all, and never waited for?"""
    path, other, ended, rounds = tmp_path / "x", tmp_path / "other", threading.Event(), []
    (tmp_path / "real").write_bytes(b"whole")

    def swap() -> None:
        while not ended.is_set():
            for make in (os.mkfifo, link_to_nothing, lambda place: shutil.copy(tmp_path / "real", place)):
                make(other)
                os.replace(other, path)
            rounds.append(1)

    thread = threading.Thread(target=swap)
    thread.start()
    seen = set()
    for _ in range(300_000):
        if len(rounds) > 100 and b"whole" in seen:
            break
        try:
            seen.add(read_regular(path, 10))
        except OSError as error:
            seen.add(type(error))
    ended.set()
    thread.join()
    assert b"whole" in seen and seen <= {b"whole", b"", OSError, FileNotFoundError}


def test_a_directory_of_too_many_entries_is_not_parsed(tmp_path):
    """Is a zip of some entries read, and one of more than is borne an error, by number and by bytes?"""
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", b"1")
    with open_regular(path) as file:
        assert zipfile.ZipFile(Bounded(file, 1000)).namelist() == ["a"]
    path.write_bytes(ENTRY * 60_000)
    with open_regular(path) as file, pytest.raises(OSError, match="too many files"):
        Bounded(file, 2**20).read(4 * 60_000)
    with open_regular(path) as file, pytest.raises(OSError, match="too many files"):
        Bounded(file, 1000).read()
