"""The embedded names and digits: the counts they must have, the same on every machine."""

import hashlib
import os
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from conftest import NO_DATA

from grader.kit.data.datasets import load_mnist, load_names
from grader.kit.data.embedded_names import make_names
from grader.kit.data.registry import DATA, DatasetError
from grader.kit.data.trigrams import count_trigrams, read_table, write_table

REAL = Path(os.environ.get("FRONTIER_DATA", "embedded"))


@pytest.fixture
def embedded(monkeypatch):
    monkeypatch.setenv("FRONTIER_DATA", "embedded")


def pairs(names: list[str]) -> Counter[str]:
    return Counter(f".{name}."[i : i + 2] for name in names for i in range(len(name) + 1))


def test_embedded_names_have_the_figures_of_the_lessons(embedded):
    """32,033 names of 2 to 15 letters, 196,113 letters and 228,146 bigrams?"""
    names = load_names()
    lengths = [len(name) for name in names]
    assert (len(names), sum(lengths), min(lengths), max(lengths)) == (32_033, 196_113, 2, 15)
    assert sum(pairs(names).values()) == 228_146
    assert pairs(names).most_common(3) == [("n.", 6763), ("a.", 6640), ("an", 5438)]
    assert set("".join(names)) == set("abcdefghijklmnopqrstuvwxyz")


def test_embedded_names_are_the_same_everywhere(embedded):
    """Is the list the same on every machine and at every run?"""
    digest = hashlib.sha256("\n".join(load_names()).encode()).hexdigest()
    assert digest == "96c94633c6c31615e959f416797bfa0b5f340b9b440fee3f7e03e125d05b6360"


def test_embedded_names_use_every_trigram_of_the_table_once(embedded):
    """Is the table met count for count?"""
    table = read_table(DATA / "names_trigrams.csv")
    assert len(table) == 6_063
    assert count_trigrams(load_names()) == table


@pytest.mark.skipif(not (REAL / "names.txt").exists(), reason=f"{NO_DATA}no names.txt in FRONTIER_DATA")
def test_embedded_names_count_as_the_real_ones_do(monkeypatch, tmp_path):
    """Are the counts of one, two and three characters those of the real file, and the table made from it?"""
    real = load_names()
    monkeypatch.setenv("FRONTIER_DATA", "embedded")
    made = load_names()
    assert made != real
    assert Counter("".join(made)) == Counter("".join(real))
    assert pairs(made) == pairs(real)
    assert count_trigrams(made) == count_trigrams(real)
    with open(tmp_path / "table.csv", "w", newline="") as file:
        write_table(count_trigrams(real), file)
    assert (tmp_path / "table.csv").read_bytes() == (DATA / "names_trigrams.csv").read_bytes()


def test_made_names_are_never_too_long():
    """Are long names shortened without touching a count, and is the impossible refused?"""
    names = ["anna", "hannah", "anan", "nan", "na", "an"]
    made = make_names(count_trigrams(names), longest=6)
    assert count_trigrams(made) == count_trigrams(names) and max(map(len, made)) <= 6
    with pytest.raises(ValueError, match="no swap"):
        make_names(count_trigrams(["hannah", "hannah"]), longest=5)
    with pytest.raises(ValueError, match="do not join"):
        make_names({"..a": 1, "xyz": 1, ".a.": 1})


def test_embedded_digits(embedded):
    """4,000 + 1,000 real digits, each class equally often, the same everywhere?"""
    images, labels, dev_images, dev_labels = parts = load_mnist()
    assert (images.shape, images.dtype, labels.shape, labels.dtype) == ((4000, 28, 28), "uint8", (4000,), "int64")
    assert dev_images.shape == (1000, 28, 28) and dev_labels.shape == (1000,)
    assert np.bincount(labels).tolist() == [400] * 10 and np.bincount(dev_labels).tolist() == [100] * 10
    digest = hashlib.sha256(b"".join(part.tobytes() for part in parts)).hexdigest()
    assert digest == "83ad50c1f6c918a7d28fb8f48290e73605fdb67c015d28e2230a7fd830a4b7d9"


def test_fewer_digits_are_balanced_and_apart(embedded):
    """Do 300 + 200 digits hold each class equally often, and no digit twice?"""
    images, labels, dev_images, dev_labels = load_mnist(300, 200)
    assert np.bincount(labels).tolist() == [30] * 10 and np.bincount(dev_labels).tolist() == [20] * 10
    assert len({image.tobytes() for image in np.concatenate([images, dev_images])}) == 500


def test_the_dev_digits_stay(embedded):
    """Are the digits to measure with the same, however many are learned from?"""
    assert np.array_equal(load_mnist(300, 200)[2], load_mnist(1500, 200)[2])


def test_too_many_digits(embedded):
    """Is asking for more than there are an error that says how many there are?"""
    with pytest.raises(DatasetError, match=r"5,000 digits; 41,000 \+ 1,000 were asked for"):
        load_mnist(41_000, 1_000)


def test_what_is_loaded_belongs_to_the_caller(embedded):
    """Does a lesson that changes its data leave the next call's data alone?"""
    names, images = load_names(), load_mnist()[0]
    names.clear()
    images[:] = 0
    assert len(load_names()) == 32_033 and load_mnist()[0].any()
