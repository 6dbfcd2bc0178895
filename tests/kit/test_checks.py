"""What the other checks say: exact values, shapes, kinds, properties, gradients, exceptions, changed arguments."""

import numpy as np
import pytest
import torch
from checking import said
from hypothesis import given
from hypothesis import strategies as st

from grader.kit import (
    NotWritten,
    central_differences,
    check_equal,
    check_gradient,
    check_kind,
    check_raises,
    check_shape,
    check_that,
    check_unchanged,
)


@pytest.mark.parametrize(
    ("got", "expected", "message"),
    [
        (3, 4, "x is wrong: yours 3, expected 4."),
        ("a", "b", "x is wrong: yours 'a', expected 'b'."),
        ("1", 1, "x is wrong: yours '1', expected 1."),
        (1, "1", "x is wrong: yours 1, expected '1'."),
        ((1, 2), [1, 2], "x is a tuple, expected a list."),
        ([1, 2], (1, 2), "x is a list, expected a tuple."),
        (np.array([1]), [1], "x is an ndarray, expected a list."),
        ([1, 5, 3], [1, 2, 3], "x[1] is wrong: yours 5, expected 2."),
        ([1, 2], [1, 2, 3], "x has 2 entries, expected 3: yours [1, 2], expected [1, 2, 3]."),
        ({"a": 1}, {"a": 1, "b": 2}, "x has no entry 'b' (1 entries, expected 2)."),
        ({"a": 1, "b": 2}, {"a": 1}, "x has an entry 'b' too many (2 entries, expected 1)."),
        ({"a": [1, 2]}, {"a": [1, 3]}, "x['a'][1] is wrong: yours 2, expected 3."),
        ({1, 2}, {1}, "x is wrong: yours {1, 2}, expected {1}."),
        (torch.tensor([1, 2]), np.array([1, 3]), "x is wrong: yours tensor([1, 2]), expected array([1, 3])."),
        (object, 1, "x is a type, expected an int."),
        (1, None, "x is wrong: yours 1, expected None."),
    ],
)
def test_exact_comparison_says_the_first_difference(got, expected, message: str):
    """Where do text, whole numbers and containers differ?"""
    assert said(check_equal, "x", got, expected) == (message, None)


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (np.int64(3), 3),
        (torch.tensor(3), 3),
        (3.0, 3),
        ([torch.tensor(1), np.int32(2)], [1, 2]),
        (None, None),
        (float("nan"), float("nan")),
        ({"a": (1, "b", {2})}, {"a": (1, "b", {2})}),
        (torch.tensor([[1, 2]]), torch.tensor([[1, 2]])),
    ],
)
def test_exact_comparison_takes_what_is_equal(got, expected):
    """Are numbers of NumPy and torch the numbers they hold?"""
    check_equal("x", got, expected)


def test_exact_comparison_names_the_mistake():
    """Do values and descriptions count here as well?"""
    assert said(check_equal, "x", [2, 1], [1, 2], {"order: sorted the wrong way": [2, 1]})[1] == "order"
    assert said(check_equal, "x", (1, 2), [1, 2], {"a tuple": lambda got: type(got) is tuple})[1] == "a tuple"


def test_shapes_and_kinds_are_told():
    """What do the two checks about form say?"""
    wide = torch.zeros(3, 2)
    assert said(check_shape, "W", wide, (2, 3), {"transposed": (3, 2)}) == (
        "W has shape (3, 2), expected (2, 3).\nLikely mistake: transposed",
        "transposed",
    )
    check_shape("W", wide, [3, 2])
    check_kind("W", wide, "float")
    check_kind("n", True, "bool")
    message, mistake = said(check_kind, "N", np.ones(2), "int", {"float counts": "float"})
    assert message == "N holds float numbers (float64), expected int.\nLikely mistake: float counts"
    assert mistake == "float counts"


def test_a_property_is_stated_in_words():
    """Does `check_that` say its message, and name what the value fits?"""
    check_that(True, "never said")
    assert said(check_that, False, "The rows sum to 2.", {"dim 0": [1, 2]}, got=[1.0, 2.0]) == (
        "The rows sum to 2.\nLikely mistake: dim 0",
        "dim 0",
    )
    assert said(check_that, False, "No.", {"unknown": [1]})[1] is None


def test_a_gradient_is_compared_with_central_differences():
    """Are the right gradient taken and half of it refused?"""
    at = torch.tensor([1.0, -2.0], requires_grad=True)
    check_gradient("grad", [2.0, -4.0], lambda x: np.sum(x**2), at)
    message, mistake = said(check_gradient, "grad", [1.0, -2.0], lambda x: np.sum(x**2), at, {"no factor 2": [1, -2]})
    assert message.startswith("grad is wrong at [0]: yours 1, expected 2.") and mistake == "no factor 2"


@given(st.lists(st.floats(-3, 3), min_size=1, max_size=4))
def test_central_differences_follow_a_cubic(values: list[float]):
    """Is the slope of x^3 found to eight digits, and the point left as it was?"""
    x = np.array(values)
    kept = x.copy()
    assert np.allclose(central_differences(lambda v: np.sum(v**3), x), 3 * x**2, atol=1e-8)
    assert (x == kept).all()


def fail(error: Exception):
    def call():
        raise error

    return call


def test_an_exception_is_expected():
    """Is none, another one, and an unwritten exercise told?"""
    check_raises("f(-1)", ValueError, fail(ValueError("negative")))
    message, mistake = said(check_raises, "f(-1)", ValueError, lambda: 0, {"returns 0": 0})
    assert message == "f(-1) should raise ValueError. It returned 0.\nLikely mistake: returns 0"
    assert mistake == "returns 0"
    assert "It raised KeyError: 'a'" in said(check_raises, "f(-1)", ValueError, fail(KeyError("a")))[0]
    for expected in (ValueError, NotImplementedError, Exception):
        with pytest.raises(NotWritten, match=r"7\.1"):
            check_raises("f(-1)", expected, fail(NotImplementedError("Exercise 7.1 (f) is not written yet.")))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([1.0, np.nan], [1.0, 2.0]),
        (np.ones(2), np.ones(3)),
        (torch.zeros(2), torch.ones(2)),
        (["ann", "bob"], ["ann"]),
        ({"a": 1}, {"a": 2}),
        ([(1, 2), "x"], [(1, 3), "x"]),
    ],
)
def test_a_changed_argument_is_told(before, after):
    """Are numbers, words and dictionaries looked at?"""
    check_unchanged("x", before, before)
    message, mistake = said(check_unchanged, "x", before, after)
    assert message.startswith("x was changed by the call.") and mistake == "argument changed"
