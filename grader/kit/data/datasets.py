"""The names and the MNIST digits: from a folder you name, the cache, a download, or embedded in the course.

Looked for in this order:
1. the folder in the environment variable FRONTIER_DATA; its value "embedded" goes straight to 4;
2. the cache: the folder in FRONTIER_CACHE, or this user's cache folder;
3. a download from the mirrors in `data/registry.toml`, kept in the cache; FRONTIER_OFFLINE=1 leaves it out;
4. the embedded default.
What is used is said in one line, once. A file with the wrong checksum is an error, wherever it is found.
"""

import os
from functools import cache
from pathlib import Path

import numpy as np
import pooch

from grader.kit.data.download import download, prepare_cache
from grader.kit.data.embedded_digits import split_digits
from grader.kit.data.embedded_names import make_names
from grader.kit.data.idx import read_idx
from grader.kit.data.registry import DATA, Dataset, DatasetError, find_dataset, read_checked
from grader.kit.data.trigrams import read_table

_said: set[str] = set()


def load_names() -> list[str]:
    """32,033 first names, lower case, 2 to 15 letters a to z.

    The embedded default has other names with exactly the same counts of one, two and three characters.

    Raises:
        DatasetError: a file with the wrong checksum.
    """
    contents = _find("names")
    return list(_embedded_names()) if contents is None else contents[0].decode("ascii").split()


def load_mnist(train: int = 4000, dev: int = 1000) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Handwritten digits to learn from, and others to measure with.

    Args:
        train, dev: how many of each; together at most 5,000 of the embedded default, where the classes
            are equally frequent, or 60,000 and 10,000 of the full data.

    Returns:
        images (train, 28, 28) uint8, labels (train,) int64, dev images (dev, 28, 28) uint8, dev labels
        (dev,) int64; the arrays are the caller's own.

    Raises:
        DatasetError: a file with the wrong checksum, or more digits than there are.
    """
    contents = _find("mnist")
    if contents is None:
        return split_digits(train, dev)
    images, labels, dev_images, dev_labels = map(read_idx, contents)
    if train > len(labels) or dev > len(dev_labels):
        raise DatasetError(f"MNIST has 60,000 + 10,000 digits; {train:,} + {dev:,} were asked for. Ask for fewer.")
    return images[:train], labels[:train].astype(np.int64), dev_images[:dev], dev_labels[:dev].astype(np.int64)


def where(name: str) -> str:
    """Which data serve for "names" or "mnist", in words; nothing is read or fetched.

    Raises:
        DatasetError: FRONTIER_DATA names no folder, or there is no registry.
    """
    named, dataset = os.environ.get("FRONTIER_DATA", ""), find_dataset(name)
    if named not in ("", "embedded") and not Path(named).is_dir():
        raise DatasetError(f"FRONTIER_DATA names {named}, which is not a folder. Correct it, or unset it.")
    folders = [Path(named)] if named else []
    for folder in [] if named == "embedded" else [*folders, _cache_folder()]:
        if _has_all(folder, dataset):
            return f"full, from {folder}"
    return "embedded"


def _find(name: str) -> list[bytes] | None:
    """The checked contents of the dataset's files, from the first place that has them all; None: embedded."""
    named = os.environ.get("FRONTIER_DATA", "")
    if named == "embedded":
        _say(name, "embedded")
        return None
    dataset = find_dataset(name)
    if named and not Path(named).is_dir():
        raise DatasetError(f"FRONTIER_DATA names {named}, which is not a folder. Correct it, or unset it.")
    if named and _has_all(Path(named), dataset):
        _say(name, "from the folder in FRONTIER_DATA")
        return _read(Path(named), dataset, "in FRONTIER_DATA")
    return _from_cache(dataset)


def _from_cache(dataset: Dataset) -> list[bytes] | None:
    folder = _cache_folder()
    source = "from the cache"
    if not _has_all(folder, dataset):
        reason = _unwritable(folder) or download(dataset, folder)
        if reason:
            _say(dataset.name, f"embedded ({reason})")
            return None
        source = "downloaded"
    _say(dataset.name, source)
    return _read(folder, dataset, "in the cache")


def _unwritable(folder: Path) -> str | None:
    """Why nothing can be kept in the cache; that is an error only where the learner chose the folder."""
    reason = prepare_cache(folder)
    if reason and "FRONTIER_CACHE" in os.environ:
        raise DatasetError(f"{reason}. Name a folder that you may write to in FRONTIER_CACHE, or unset it.")
    return "the cache cannot be written" if reason else None


def _cache_folder() -> Path:
    return Path(os.environ.get("FRONTIER_CACHE") or pooch.os_cache("frontier-ai-365"))


def _has_all(folder: Path, dataset: Dataset) -> bool:
    return all((folder / file.name).is_file() for file in dataset.files)


def _read(folder: Path, dataset: Dataset, where: str) -> list[bytes]:
    return [read_checked(folder / file.name, file, where) for file in dataset.files]


def _say(name: str, source: str) -> None:
    """One line on where the data came from, once."""
    line = f"{name}: {source}"
    if line not in _said:
        _said.add(line)
        print(line)


@cache
def _embedded_names() -> tuple[str, ...]:
    return tuple(make_names(read_table(DATA / "names_trigrams.csv")))
