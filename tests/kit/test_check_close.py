"""What a failing comparison of numbers says: shape first, then where, yours, expected, then the mistake by name."""

import warnings
from fractions import Fraction

import numpy as np
import pytest
import torch
from checking import said

from grader.kit import NotWritten, check_close, check_equal, check_shape, check_that
from grader.kit.checks.failures import BadTest


def test_the_shape_comes_first():
    """Is a wrong shape told before any value, with the mistake that gives it?"""
    likely = {"axis 1: sums along the rows": [3.0, 7.0, 11.0]}
    message, mistake = said(check_close, "f(x)", [3, 7, 11], [9, 12], likely)
    assert message == "f(x) has shape (3,), expected (2,).\nLikely mistake: axis 1: sums along the rows"
    assert mistake == "axis 1"


def test_then_where_yours_expected_and_how_many():
    """Is the first wrong entry told with both values?"""
    message, mistake = said(check_close, "f(x)", [[1.0, 2.0], [3.5, 5.0]], [[1.0, 2.0], [3.0, 4.0]])
    assert message == ("f(x) is wrong at [1, 0]: yours 3.5, expected 3.\nShape (2, 2) is right; 2 of 4 entries differ.")
    assert mistake is None


def test_a_number_has_no_place():
    """Is a scalar told without a shape?"""
    assert said(check_close, "loss", 2.5, 2.454014, {"sum": 5.0})[0] == "loss is wrong: yours 2.5, expected 2.45401."


def test_values_that_look_alike_are_told_with_more_digits():
    """Does a message never say `yours 1, expected 1`?"""
    message = said(check_close, "f(x)", 1.00000001, 1.0, rtol=0, atol=1e-12)[0]
    assert message == "f(x) is wrong: yours 1.00000001, expected 1."


@pytest.mark.parametrize(
    "value",
    [
        [1.0, 2.0],
        (1, 2),
        np.array([1, 2], dtype=np.float32),
        torch.tensor([1.0, 2.0], requires_grad=True) * 1,
        torch.tensor([1, 2], dtype=torch.bfloat16),
        [np.float32(1), torch.tensor(2.0, requires_grad=True)],
        [Fraction(3, 3), Fraction(2)],
    ],
)
def test_lists_arrays_and_tensors_are_read_alike(value):
    """Is the same number right in every form, with a gradient attached too?"""
    check_close("f(x)", value, [1, 2])
    assert "yours 2, expected 3" in said(check_close, "f(x)", value, [1, 3])[0]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (None, "f(x) is None. Is the `return` missing?"),
        ("two", "f(x) is the text 'two', expected numbers."),
        (np.array(["a", "b"]), "f(x) is an ndarray, expected numbers."),
        ({1: 2}, "f(x) is a dict, expected numbers."),
        ([[1, 2], [3]], "f(x) has rows of different lengths."),
        ([1, [2, 3]], "f(x) has rows of different lengths."),
        ([1.0, None], "an entry of f(x) is None. Is the `return` missing?"),
        ([[1.0, "a"]], "an entry of f(x) is the text 'a', expected a number."),
        ([10**40, 1], "f(x) holds object, expected numbers."),
        (print, "f(x) is a builtin_function_or_method, expected numbers."),
    ],
)
def test_what_is_no_number_is_told_by_its_type(value, message: str):
    """Is a value that cannot be compared named, not met with an exception of NumPy?"""
    assert said(check_close, "f(x)", value, [1.0, 2.0])[0] == message


def test_where_one_number_is_expected_the_message_says_a_number():
    """Does the noun fit what was asked for, where the value is compared and where its shape is?"""
    told = "slope_a is the text 'b', expected a number."
    assert said(check_close, "slope_a", "b", 1.0)[0] == told
    assert said(check_shape, "slope_a", "b", ())[0] == told


@pytest.mark.parametrize(
    ("got", "told"),
    [
        ([1.0, np.nan], "is wrong at [1]: yours nan, expected 2"),
        ([np.inf, 2.0], "is wrong at [0]: yours inf, expected 1"),
        ([-np.inf, 2.0], "is wrong at [0]: yours -inf, expected 1"),
    ],
)
def test_nan_and_infinity_are_wrong_without_a_warning(got: list, told: str):
    """Are they compared silently?"""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert told in said(check_close, "f(x)", got, [1.0, 2.0])[0]


@pytest.mark.parametrize("expected", [[1.0, np.nan], np.inf, [], {"w": np.empty((0, 3))}])
def test_a_test_that_expects_nothing_finite_is_the_tests_fault(expected):
    """Is it never the learner who pays where anything, or nothing, would do?"""
    with pytest.raises(BadTest, match="empty or not finite"):
        check_close("f(x)", expected, expected)


def test_a_mistake_that_gives_nan_is_named():
    """Can `likely` hold nan?"""
    assert said(check_close, "f(x)", np.nan, 1.0, {"overflow": np.nan})[1] == "overflow"


@pytest.mark.parametrize("check", [check_close, check_equal])
def test_three_dots_are_not_written_yet_and_never_wrong(check):
    """Is an untouched prediction told apart from a wrong one?"""
    with pytest.raises(NotWritten, match="shape is not written yet: replace the three dots"):
        check("shape", ..., [3, 1])
    with pytest.raises(NotWritten, match="replace the three dots"):
        check_that(False, "x is no tuple.", {"list": [1]}, got=...)
    with pytest.raises(NotWritten):
        check_close("shape", [1.0, ...], [3, 1])


def test_the_first_mistake_that_fits_is_named():
    """Do values and functions of the learner's value count alike, in the order of the dictionary?"""
    likely = {
        "wrong shape": [1.0],
        "broken": lambda got: got.no_such_attribute,
        "negative: the sign is turned": lambda got: (got < 0).all(),
        "minus two": [-2.0, -2.0],
    }
    assert said(check_close, "f(x)", [-2.0, -2.0], [2.0, 2.0], likely)[1] == "negative"
    assert said(check_close, "f(x)", [0.0, 0.0], [2.0, 2.0], likely)[1] is None


@pytest.mark.parametrize("describe", [lambda got: np.isinf(1 / got).any(), lambda got: np.isnan(np.mean(got[1:]))])
def test_a_description_may_warn(describe):
    """Is a mistake named although its description divides by zero, also where warnings are errors?"""
    assert said(check_close, "f(x)", np.array([0.0]), [2.0], {"no smoothing": describe})[1] == "no smoothing"


def test_a_mistake_can_be_named_by_the_type_it_gives():
    """Is a description asked where the value is no number, or not several?"""
    likely = {"a string: convert it": lambda got: isinstance(got, str)}
    assert said(check_close, "f(x)", "2", 2.0, likely)[1] == "a string"
    likely = {"one array": lambda got: isinstance(got, np.ndarray)}
    assert said(check_close, "f(x)", np.ones(2), (np.ones(2), np.ones(3)), likely)[1] == "one array"
    assert said(check_close, "f(x)", [1, 2], {"a": 1}, {"a list": lambda got: isinstance(got, list)})[1] == "a list"


def test_a_dictionary_is_compared_key_by_key():
    """Are its keys told first, then the entry that differs, each with its mistake?"""
    expected = {"a": 1.0, "b": np.ones(2)}
    assert said(check_close, "grads", {"a": 1.0}, expected, {"b left out": {"a": 0}}) == (
        "grads has the keys ['a'], expected ['a', 'b'].\nLikely mistake: b left out",
        "b left out",
    )
    message, mistake = said(check_close, "grads", {"a": 1, "b": [2, 2]}, expected, {"twice": {"b": [2, 2]}})
    assert message.startswith("grads['b'] is wrong at [0]: yours 2, expected 1.") and mistake == "twice"
    assert said(check_close, "grads", [1, 2], expected)[0] == "grads is a list, expected a dict."


def test_a_group_of_arrays_is_compared_one_by_one():
    """Are tuples of arrays of different shapes compared part by part, and ragged rows as well?"""
    expected = (np.ones((2, 2)), np.zeros(2))
    check_close("forward(x)", [[[1, 1], [1, 1]], torch.zeros(2)], expected)
    ones = (np.ones((2, 2)), np.ones(2))
    message, mistake = said(check_close, "forward(x)", ones, expected, {"ones": [0, np.ones(2)]})
    assert message.startswith("forward(x)[1] is wrong at [0]") and mistake == "ones"
    assert said(check_close, "forward(x)", (1,), expected)[0] == "forward(x) has 1 entries, expected 2."
    assert said(check_close, "forward(x)", 1.0, expected)[0] == "forward(x) is a float, expected 2 values."
    check_close("rows", [[1, 2], [3]], [[1.0, 2.0], [3.0]])
    assert said(check_close, "rows", [[1, 2], [4]], [[1, 2], [3]])[0].startswith("rows[1] is wrong at [0]")
