"""Where the names and the digits come from: the right place, whole, checked, and said."""

import gzip
import hashlib
import os
import struct
from pathlib import Path

import numpy as np
import pytest
from conftest import NO_DATA

from grader.kit.data import datasets
from grader.kit.data.datasets import load_mnist, load_names
from grader.kit.data.idx import read_idx
from grader.kit.data.registry import DataFile, Dataset, DatasetError, find_dataset, read_checked

REAL = Path(os.environ.get("FRONTIER_DATA", "embedded"))


@pytest.fixture
def somewhere(monkeypatch, tmp_path):
    """An empty cache, no folder named, no download."""
    monkeypatch.delenv("FRONTIER_DATA", raising=False)
    monkeypatch.setenv("FRONTIER_OFFLINE", "1")
    monkeypatch.setenv("FRONTIER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(datasets, "_said", set())
    return tmp_path


def idx(array: np.ndarray) -> bytes:
    return struct.pack(f">BBBB{array.ndim}I", 0, 0, 8, array.ndim, *array.shape) + array.tobytes()


@pytest.fixture
def words(monkeypatch):
    """A stand-in for names.txt with a checksum of its own."""
    content = b"ann\nbob\n"
    file = DataFile("names.txt", hashlib.sha256(content).hexdigest())
    monkeypatch.setattr(datasets, "find_dataset", lambda name: Dataset(name, (), (file,)))
    return content


def test_the_named_folder_comes_first(somewhere, words, monkeypatch, capsys):
    """Folder, then cache, then embedded; said in one line each, once?"""
    for folder in ("cache", "mine"):
        (somewhere / folder).mkdir()
        (somewhere / folder / "names.txt").write_bytes(words)
    monkeypatch.setenv("FRONTIER_DATA", str(somewhere / "mine"))
    assert load_names() == load_names() == ["ann", "bob"]
    (somewhere / "mine" / "names.txt").unlink()
    assert load_names() == ["ann", "bob"]
    (somewhere / "cache" / "names.txt").unlink()
    assert len(load_names()) == 32_033
    assert capsys.readouterr().out.splitlines() == [
        "names: from the folder in FRONTIER_DATA",
        "names: from the cache",
        "names: embedded (FRONTIER_OFFLINE is set)",
    ]


def test_wrong_checksum_in_the_named_folder(somewhere, words, monkeypatch):
    """Is a changed file an error with its name and both sums, rather than a reason to look elsewhere?"""
    (somewhere / "names.txt").write_bytes(b"ann\n")
    monkeypatch.setenv("FRONTIER_DATA", str(somewhere))
    with pytest.raises(DatasetError) as caught:
        load_names()
    for part in ("names.txt in FRONTIER_DATA", hashlib.sha256(words).hexdigest(), hashlib.sha256(b"ann\n").hexdigest()):
        assert part in str(caught.value)


def test_folder_that_is_not_there(somewhere, monkeypatch):
    """Is a mistyped FRONTIER_DATA an error?"""
    monkeypatch.setenv("FRONTIER_DATA", str(somewhere / "nowhere"))
    with pytest.raises(DatasetError, match="which is not a folder"):
        load_names()


def test_cache_that_cannot_be_written(somewhere, monkeypatch, capsys):
    """An error where the learner chose the folder, the embedded data where not?"""
    (somewhere / "file").write_text("")
    monkeypatch.setenv("FRONTIER_CACHE", str(somewhere / "file" / "cache"))
    with pytest.raises(DatasetError, match=r"cannot be written .*\. Name a folder"):
        load_names()
    monkeypatch.delenv("FRONTIER_CACHE")
    monkeypatch.setattr(datasets.pooch, "os_cache", lambda name: somewhere / "file" / "cache")
    assert len(load_names()) == 32_033
    assert "the cache cannot be written" in capsys.readouterr().out


def test_full_digits(somewhere, monkeypatch):
    """Do train digits come from the first pair of files, dev digits from the second, checked by content?"""
    draw = np.random.default_rng(0)
    arrays = [draw.integers(0, 10, shape, "uint8") for shape in ((7, 28, 28), (7,), (5, 28, 28), (5,))]
    names = [file.name for file in find_dataset("mnist").files]
    files = tuple(
        DataFile(name, hashlib.sha256(idx(array)).hexdigest()) for name, array in zip(names, arrays, strict=True)
    )
    monkeypatch.setattr(datasets, "find_dataset", lambda name: Dataset(name, (), files))
    monkeypatch.setenv("FRONTIER_DATA", str(somewhere))
    for level, (name, array) in enumerate(zip(names, arrays, strict=True), start=1):
        assert load_mnist(6, 3)[0].shape == (6, 28, 28)  # part of the files: the embedded digits
        (somewhere / name).write_bytes(gzip.compress(idx(array), level))
    for got, array, count in zip(load_mnist(6, 3), arrays, (6, 6, 3, 3), strict=True):
        assert np.array_equal(got, array[:count])
    assert load_mnist(6, 3)[1].dtype == np.int64
    with pytest.raises(DatasetError, match="were asked for"):
        load_mnist(6, 9)


@pytest.mark.parametrize("name", ["names.txt", "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"])
def test_registry_has_the_sums_of_the_real_files(name):
    """Do the registry's sums fit the files that are offered?"""
    if not (REAL / name).exists():
        pytest.skip(f"{NO_DATA}no {name} in FRONTIER_DATA")
    files = [file for key in ("names", "mnist") for file in find_dataset(key).files]
    content = read_checked(REAL / name, next(file for file in files if file.name == name), "in FRONTIER_DATA")
    if name.startswith("t10k"):
        assert len(read_idx(content)) == 10_000


def test_cut_gzip_file_has_the_wrong_checksum(tmp_path):
    """Is a file that ends early found out?"""
    content = bytes(range(256)) * 50
    path = tmp_path / "digits.gz"
    path.write_bytes(gzip.compress(content)[:-20])
    with pytest.raises(DatasetError, match=r"digits\.gz here has the wrong checksum"):
        read_checked(path, DataFile("digits.gz", hashlib.sha256(content).hexdigest()), "here")


@pytest.mark.parametrize("content", [b"", b"PK\3\4....", idx(np.zeros((2, 3), "uint8"))[:-1]])
def test_not_idx(content):
    """Is another format, or a wrong length, refused?"""
    with pytest.raises(ValueError):
        read_idx(content)
