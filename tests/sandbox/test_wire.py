"""Does plain data cross whole, and does nothing that the untrusted side may send do more than raise WireError?"""

import enum
import math
import struct
from collections import Counter, OrderedDict, defaultdict
from fractions import Fraction
from typing import NamedTuple

import msgpack
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.kit.checks.values import NUMBERS, type_name
from grader.sandbox import wire
from grader.sandbox.wire import PREFIX, WireError, frame_lengths
from grader.sandbox.wire_pack import pack
from grader.sandbox.wire_unpack import unpack

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**40), 10**40),
    st.floats(),
    st.text(st.characters(codec="utf-8")),
    st.binary(),
    st.just(...),
    st.complex_numbers(),
    st.fractions(),
)
keys = st.one_of(st.integers(), st.text(), st.booleans(), st.tuples(st.text(), st.integers()))
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner), st.lists(inner).map(tuple), st.dictionaries(keys, inner), st.sets(keys), st.frozensets(keys)
    ),
    max_leaves=20,
)


def send(value):
    """Through pack and unpack."""
    frame = pack(value)
    header, block = frame_lengths(frame[: PREFIX.size])
    body = frame[PREFIX.size :]
    assert len(body) == header + block
    return unpack(body[:header], body[header:])


@given(values)
def test_plain_data_crosses_whole(value):
    """Is a value the same, and of the same types, on the other side?"""
    assert canonical(send(value)) == canonical(value)


def canonical(value) -> str:
    """Types and values in one text, the same for equal sets; nan equals nan."""
    if isinstance(value, (set, frozenset)):
        return f"{type(value).__name__} {sorted(map(canonical, value))}"
    if isinstance(value, (list, tuple)):
        return f"{type(value).__name__} {[canonical(item) for item in value]}"
    if isinstance(value, dict):
        return f"dict {[(canonical(key), canonical(item)) for key, item in value.items()]}"
    return repr(value)


@pytest.mark.parametrize("dtype", [bool, "u1", "i2", "i8", "f2", "f4", "f8", "c8", "c16"])
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 0, 4), (2, 3)])
def test_arrays_and_tensors_cross_whole(dtype, shape):
    """Are dtype, shape and every byte kept, and is the copy its own memory?"""
    array = np.arange(np.prod(shape, dtype=int)).reshape(shape).astype(dtype)
    for sent in (array, array.copy(order="F"), torch.from_numpy(array.copy())):
        got = send(sent)
        assert type(got) is type(sent)
        assert tuple(got.shape) == shape
        assert got.dtype == sent.dtype
        assert bool((np.asarray(got) == array).all())


def test_the_other_byte_order_arrives_as_the_same_numbers():
    """Does an array cross by its values, as files often give it, and not by its bytes?"""
    for array in (np.arange(3, dtype=">i4"), np.arange(3, dtype=">f8")[::-1], np.array(1.5, dtype=">f4")):
        assert np.array_equal(send(array), array)


def test_numpy_scalars_keep_their_type():
    """Does np.float32(0.1) stay one?"""
    got = send([np.float32(0.1), np.int64(3), np.bool_(True)])
    assert [type(x) for x in got] == [np.float32, np.int64, np.bool_]


class Point(NamedTuple):
    x: int
    y: int


class Shade(enum.IntEnum):
    DARK = 1


NAMED_ALIKE = [
    None, True, 3, 2.5, 1j, "a", b"a", [1], (1, 2), {1}, frozenset({1}), {"a": 1}, ...,
    OrderedDict(a=1), Counter("ab"), defaultdict(int, a=1), Point(1, 2), Shade.DARK, torch.Size([2, 3]),
    np.float64(0.5), np.float32(0.5), np.int64(3), np.bool_(True), np.ones(2), np.ones(2).view(np.matrix),
    torch.ones(2), torch.nn.Parameter(torch.ones(2)), torch.ones(2, 2).max(dim=1),
]  # fmt: skip


@pytest.mark.parametrize("value", NAMED_ALIKE, ids=lambda value: type(value).__name__)
def test_type_name_is_the_same_before_and_after_the_wire(value):
    """Is a test that asks for a dict told the same in the learner's kernel and when grading?"""
    assert type_name(value) == type_name(send(value))


def test_subclasses_arrive_as_plain_data():
    """Does an object that pretends to be a number or a list come over as a real one?"""

    class Liar(float):
        def __eq__(self, other):
            return True

        __hash__ = None

    class Items(list):
        pass

    got = send([Liar(2.0), Items([1]), torch.nn.Parameter(torch.ones(2)), np.ones(2).view(np.matrix)])
    assert [type(x) for x in got] == [float, list, torch.Tensor, np.ndarray]
    assert got[0] != 3.0
    assert not got[2].requires_grad


@pytest.mark.parametrize("value", [object(), len, lambda: 0, np.array([object()]), range(3), iter([]), type])
def test_other_objects_do_not_cross(value):
    """Is what is not plain data refused, rather than turned into something?"""
    with pytest.raises(WireError):
        pack(value)


def test_too_large_and_too_deep_are_refused():
    """Are size and depth bounded when sending?"""
    deep: list = []
    for _ in range(100):
        deep = [deep]
    for value in (deep, np.zeros(wire.MAX_BLOCK + 1, np.uint8), "x" * (wire.MAX_HEADER + 1), 10**2000):
        with pytest.raises(WireError):
            pack(value)


def test_bytes_are_taken_once():
    """Is a small frame that names its bytes again and again refused, rather than made into gigabytes?"""
    array = ["a", "d", [1000], 0]
    assert unpack(msgpack.packb(["l", [array]]), bytes(8000))[0].shape == (1000,)
    with pytest.raises(WireError):
        unpack(msgpack.packb(["l", [array, array]]), bytes(8000))


@pytest.mark.parametrize("tag", ["a", "n", "t"])
def test_booleans_are_true_or_false(tag):
    """Does a byte that is neither 0 nor 1 become an ordinary True?"""
    got = unpack(msgpack.packb([tag, "?", [], 0]), b"\x07")
    assert np.asarray(got).tobytes() == b"\x01"


def test_announced_sizes_are_bounded():
    """Is a frame that announces too much refused before anything of it is read?"""
    with pytest.raises(WireError):
        frame_lengths(struct.pack("<II", wire.MAX_HEADER + 1, 0))
    with pytest.raises(WireError):
        frame_lengths(struct.pack("<II", 0, wire.MAX_BLOCK + 1))


HOSTILE = [
    ["a", "O", [1], 0],
    ["a", "<f8", [1], 0],
    ["a", "d", [-1], 0],
    ["a", "d", [2**40, 2**40], 0],
    ["a", "d", [2], 8],
    ["a", "d", [1] * 40, 0],
    ["a", "d", "11", 0],
    ["a", "d", [1.0], 0],
    ["a", "d", [True], 0],
    ["a", "d", [1], -8],
    ["a", "d", [1]],
    ["n", "d", [1], 0],
    ["t", "Q", [1], 0],
    ["t", "O", [1], 0],
    ["i", "9" * 5000],
    ["i", "x"],
    ["i", 3],
    ["c", "1", "2"],
    ["c", 1.0],
    ["q", 1, 0],
    ["q", 1.0, 2],
    ["q", True, 2],
    ["q", 1],
    ["d", [1], []],
    ["d", [["l", []]], [1]],
    ["d", 3, 4],
    ["s", [["l", []]]],
    ["s", 5],
    ["l", 5],
    ["l"],
    [],
    ["zz", 1],
    [3, 4],
    ["r", 0, "x"],
    ["r", "0", 1],
]


@pytest.mark.parametrize("tree", HOSTILE, ids=str)
def test_a_header_that_pack_never_makes_is_refused(tree):
    """Is each kind of broken header an error and nothing else?"""
    with pytest.raises(WireError):
        unpack(msgpack.packb(tree), b"\0" * 8)


@pytest.mark.parametrize("tree", [["r", "0", "x"], ["r", 0, 1], ["r", True, "x"], ["r", 0]])
def test_a_broken_reference_is_refused(tree):
    """Is a reference checked where references are allowed?"""
    with pytest.raises(WireError):
        unpack(msgpack.packb(tree), b"", lambda number, name: number)


def test_maps_and_extensions_are_refused():
    """Are msgpack's own maps, extensions and timestamps, which pack never makes, refused?"""
    for raw in (
        msgpack.packb({1: 2}),
        msgpack.packb(msgpack.ExtType(5, b"x")),
        msgpack.packb(msgpack.Timestamp(1)),
        b"\xc1",
        b"",
        b"\x91" * 5000,
    ):
        with pytest.raises(WireError):
            unpack(raw, b"")


# What msgpack can carry: no filter, for a value that is drawn and thrown away takes as long as one that is kept.
msgpack_scalars = st.one_of(
    st.sampled_from(
        ["a", "n", "t", "l", "u", "s", "f", "d", "i", "c", ".", "r", "d", "?", "O", "q", None, True, False]
    ),
    st.integers(1 - 2**63, 2**63 - 1),
    st.floats(),
    st.text(st.characters(codec="utf-8")),
    st.binary(),
)
trees = st.recursive(msgpack_scalars, lambda inner: st.lists(inner, max_size=5), max_leaves=30)


@settings(max_examples=3000, deadline=None)
@given(trees, st.binary(max_size=64), st.integers(0, 80))
def test_any_header_gives_plain_data_or_wire_error(tree, block, cut):
    """Fuzzing: whatever tree and block are sent, whole or cut short, is the outcome one of the two?"""
    raw = msgpack.packb(tree, unicode_errors="replace")
    for data in (raw, raw[:cut]):
        try:
            result = unpack(data, block, lambda number, name: ("handle", number, name))
        except WireError:
            continue
        assert is_plain(result)


@settings(max_examples=3000, deadline=None)
@given(st.binary(max_size=300), st.binary(max_size=64))
def test_any_bytes_give_plain_data_or_wire_error(header, block):
    """Fuzzing: the same for bytes that are no msgpack at all."""
    try:
        result = unpack(header, block)
    except WireError:
        return
    assert is_plain(result)


def is_plain(value) -> bool:
    """Whether a value consists of the exact built-in types, arrays and tensors."""
    if type(value) in (list, tuple, set, frozenset):
        return all(map(is_plain, value))
    if type(value) is dict:
        return all(map(is_plain, value)) and all(map(is_plain, value.values()))
    if type(value) is np.ndarray:
        return value.dtype.char in wire.DTYPES
    plain = (type(None), bool, int, float, complex, Fraction, str, bytes, type(...), torch.Tensor)
    return type(value) in plain or isinstance(value, np.generic)


def test_what_a_check_reads_as_numbers_is_what_crosses():
    """Is an array that a check in the notebook accepts never refused, or taken for another type, when graded?"""
    assert set(NUMBERS) == wire.DTYPES


def test_nan_and_infinity_cross():
    """Are the numbers that compare oddly kept?"""
    nan, infinity = send([math.nan, -math.inf])
    assert math.isnan(nan)
    assert infinity == -math.inf
