"""Is a value told in the same words by the learner's kernel and by the grader, which sees it after a journey?"""

from collections import Counter, defaultdict, namedtuple
from fractions import Fraction

import numpy as np
import pytest
import torch

from grader.kit.checks.showing import show
from grader.kit.checks.values import type_name
from grader.sandbox.handle import Handle
from grader.sandbox.wire import PREFIX
from grader.sandbox.wire_pack import pack
from grader.sandbox.wire_unpack import unpack

Point = namedtuple("Point", "x y")
VALUES = [
    7,
    True,
    "a",
    np.float32(0.5),
    (1,),
    [1, [2.0, None]],
    {"a": ValueError("no")},
    ValueError("no"),
    ["a", Fraction(1, 3)],
    range(3),
    (n for n in "ab"),
    len,
    Counter("aab"),
    defaultdict(list, a=[1]),
    Point(1, 2),
    torch.Size([3, 4]),
    torch.nn.Parameter(torch.ones(2)),
    torch.ones(2, requires_grad=True) * 2,
    np.ones((2, 2)),
    ...,
]


@pytest.mark.parametrize("value", VALUES, ids=[type(value).__name__ for value in VALUES])
def test_a_value_is_told_the_same_before_and_after_its_journey(value):
    """Do both sides show it, and name its type, alike?"""
    frame = pack(value, lambda _: 1)
    end = PREFIX.size + PREFIX.unpack(frame[: PREFIX.size])[0]
    there = unpack(frame[PREFIX.size : end], frame[end:], lambda number, name: Handle(None, number, name))
    assert show(value) == show(there)
    assert type_name(value) == type_name(there)


def test_an_object_is_told_by_its_type():
    """Is no address and no text of the learner's shown?"""
    assert show(ValueError("no")) == "a ValueError"
    assert show([1, Fraction(1, 3)]) == "[1, a Fraction]"
    assert show("x" * 200) == "'" + "x" * 116 + "..."
