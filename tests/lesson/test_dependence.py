"""Which exercises does another one rest on, by the names and operators in answers and tests?"""

from dataclasses import dataclass

import pytest

from grader.lesson.dependence import needed_by


@dataclass(frozen=True)
class Piece:
    """A cell, as far as dependence reads it."""

    kind: str
    exercise: str
    source: str


CLASS = Piece("given", "", "class Value:\n    def __init__(self, data):\n        self.data = data")
ADD = Piece("exercise", "add", "@method_of(Value)\ndef __add__(self, other):\n    return Value(self.data + other.data)")
CALL = Piece("exercise", "call", "class Neuron:\n    def __call__(self, x):\n        return x")
DOUBLE = Piece("given", "", "def double(x):\n    return Value(x) + Value(x)")


def needs(answer: str, test: str) -> tuple[str, ...]:
    """The exercises that the last one needs, behind a class, its plus, a callable class and a given function."""
    own = [Piece("exercise", "last", answer), Piece("test", "last", test)]
    return needed_by("last", [CLASS, ADD, CALL, DOUBLE, *own])


@pytest.mark.parametrize(
    ("answer", "test", "expected"),
    [
        ("def last(a, b):\n    return a + b", "last(1, 2)", ()),
        ("def last(a, b):\n    return a + b", "last(Value(1), Value(2))", ("add",)),
        ("def last(a, b):\n    return sum((a, b))", "last(Value(1), Value(2)).data", ()),
        ("def last(a):\n    return double(a).data", "last(2)", ("add",)),
        ("def last(a):\n    return a.__add__(a)", "last(2)", ("add",)),
        ("def last(a):\n    return a(1)", "last(print)", ()),
        ("def last(a):\n    return Neuron()(a) + 1", "last(2)", ("call",)),
    ],
)
def test_an_operator_counts_where_its_class_is_in_play(answer: str, test: str, expected: tuple[str, ...]):
    """Is a plus of plain numbers no use of a class's plus, and one in code that knows the class is?"""
    assert needs(answer, test) == expected


@pytest.mark.parametrize("source", ["Value.__add__ = lambda a, b: a", "class Value:\n    def __add__(a, b): return a"])
def test_a_method_belongs_to_its_class_however_it_was_given(source: str):
    """Is a plus that is assigned, or written in the class, found as well?"""
    parts = [Piece("exercise", "add", source), Piece("exercise", "last", "1"), Piece("test", "last", "Value(1) + 2")]
    assert needed_by("last", parts) == ("add",)
    parts[2] = Piece("test", "last", "1 + 2")
    assert needed_by("last", parts) == ()
