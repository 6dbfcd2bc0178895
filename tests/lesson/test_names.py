"""The reading of names: which a cell makes, which must be there before it."""

import pytest

from grader.lesson.imports import imports_torch
from grader.lesson.used_names import names_of


@pytest.mark.parametrize(
    ("source", "made", "used"),
    [
        ("a = b", "a", "b"),
        ("a = 1\nc = a", "a c", ""),
        ("a += 1", "a", "a"),
        ("for i in range(n): t = i", "i t", "n range"),
        ("for row in row: pass", "row", "row"),
        ("[i * k for i in row]", "", "k row"),
        ("with open(p) as f: g = f", "f g", "open p"),
        ("import a.b, c as d", "a d", ""),
        ("try:\n    a\nexcept E as e:\n    e", "e", "E a"),
        ("def f(x, y=z):\n    return x + w", "f", ""),
        ("%matplotlib inline\n!ls\na = 1", "a", ""),
        ("(a, *b), c[d] = e", "a b", "c d e"),
        ("if (n := f()): n", "n", "f"),
        ("a: int = 1", "a", "int"),
    ],
)
def test_names_are_read_in_pythons_order(source: str, made: str, used: str):
    """Which names does a cell make, and which must be there before it?"""
    names = names_of(source)
    assert (names.made, names.used) == (set(made.split()), set(used.split()))


def test_what_a_function_reads_is_needed_when_it_is_called():
    """Does a function's body count for later, its own names not at all?"""
    names = names_of("def f(x):\n    y = x\n    return [y + w for _ in g(k)]\nk = 1\nh = lambda q: q + s")
    assert (names.read_later, names.in_functions) == ({"w", "g", "s"}, {"w", "g", "k"})


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import torch", True),
        ("import numpy, torch", True),
        ("def f():\n    from torch.nn import functional as F", True),
        ("# as torch does\nx = 'import'", False),
        ("import torchvision_like as t", False),
        ("torch = 1", False),
    ],
)
def test_an_import_of_torch_is_seen(source: str, expected: bool):
    """Is torch seen in every form of an import, and not in other words?"""
    assert imports_torch([source]) == expected
