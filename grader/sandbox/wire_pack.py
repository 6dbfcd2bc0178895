"""Makes frames: plain data as bytes, and a number for each object that stays on this side."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

import msgpack
import numpy as np

from grader.sandbox.wire import DTYPES, MAX_BLOCK, MAX_DEPTH, MAX_DIGITS, MAX_HEADER, PREFIX, TORCH_DTYPES, WireError

Encode = Callable[[Any], Any]
_AS_THEY_ARE = {type(None), bool, float, str, bytes}


def pack(value: Any, refer: Callable[[Any], Any] | None = None) -> bytes:
    """A value as a frame.

    Args:
        value: plain data: None, bool, int, float, complex, Fraction, str, bytes, list, tuple, dict, set, frozenset,
            three dots, NumPy scalars and arrays of numbers, torch tensors.
        refer: called with anything else; returns the number that the other side shall know it by.

    Raises:
        WireError: something else without `refer`, too deep or too large.
    """
    block = bytearray()
    header: bytes = msgpack.packb(_encode(value, block, refer, 0), unicode_errors="replace")
    if len(header) > MAX_HEADER or len(block) > MAX_BLOCK:
        raise WireError(f"the value is too large: {len(header)} + {len(block)} bytes")
    return PREFIX.pack(len(header), len(block)) + header + bytes(block)


def _encode(value: Any, block: bytearray, refer: Callable[[Any], Any] | None, depth: int) -> Any:
    if type(value) in _AS_THEY_ARE:
        return value
    if depth > MAX_DEPTH:
        raise WireError(f"the value is nested more than {MAX_DEPTH} deep")
    kind: Any = type(value)
    encode = _encoder_of(kind)
    if encode:
        return encode(value, lambda item: _encode(item, block, refer, depth + 1))
    if isinstance(value, np.generic) and value.dtype.char in DTYPES:
        return ["n", *_place(np.asarray(value), block)]
    if isinstance(value, np.ndarray) and value.dtype.char in DTYPES:
        return ["a", *_place(np.asarray(value), block)]
    if _is_tensor(value):
        return ["t", *_place(_tensor_bytes(value), block)]
    if refer is None:
        raise WireError(f"a {type(value).__name__} is not plain data")
    return ["r", refer(value), type(value).__name__[:100]]


def _encode_int(value: int, _: Encode) -> Any:
    value = int(value)
    if -(2**63) <= value < 2**64:
        return value
    if value.bit_length() > 3 * MAX_DIGITS:
        raise WireError("a whole number of more than 900 digits")
    return ["i", str(value)]


def _encode_dict(value: Mapping[Any, Any], encode: Encode) -> list[Any]:
    return ["d", _encode_items(value, encode), _encode_items(value.values(), encode)]


def _encode_items(items: Iterable[Any], encode: Encode) -> list[Any]:
    """What a container holds; most of it stands for itself, as in a list of names, and costs no call."""
    return [item if type(item) in _AS_THEY_ARE else encode(item) for item in items]


_ENCODERS: dict[type, Callable[[Any, Encode], Any]] = {
    int: _encode_int,
    float: lambda value, _: float(value),
    str: lambda value, _: str.__str__(value),
    bytes: lambda value, _: bytes(value),
    complex: lambda value, _: ["c", value.real, value.imag],
    Fraction: lambda value, encode: ["q", encode(value.numerator), encode(value.denominator)],
    type(...): lambda value, _: ["."],
    list: lambda value, encode: ["l", _encode_items(value, encode)],
    tuple: lambda value, encode: ["u", _encode_items(value, encode)],
    frozenset: lambda value, encode: ["f", _encode_items(value, encode)],
    set: lambda value, encode: ["s", _encode_items(value, encode)],
    dict: _encode_dict,
}


@lru_cache(maxsize=256)
def _encoder_of(kind: type) -> Callable[[Any, Encode], Any] | None:
    """What encodes a type where no raw bytes are needed; a NumPy number, even one that is a float, needs them."""
    if issubclass(kind, np.generic) and np.dtype(kind).char in DTYPES:
        return None
    return next((_ENCODERS[base] for base in _ENCODERS if issubclass(kind, base)), None)


def _place(array: np.ndarray, block: bytearray) -> list[Any]:
    """Append an array's bytes; dtype, shape and offset for the header."""
    at = len(block)
    if at + array.nbytes > MAX_BLOCK:
        raise WireError(f"an array of {array.nbytes} bytes is too large")
    block += np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("=")).tobytes()  # files often have the other
    return [array.dtype.char, list(array.shape), at]


def _is_tensor(value: Any) -> bool:
    return type(value).__module__.split(".")[0] == "torch" and hasattr(value, "detach")


def _tensor_bytes(value: Any) -> np.ndarray:
    array = value.detach().cpu().resolve_conj().resolve_neg()
    if str(array.dtype).removeprefix("torch.") not in TORCH_DTYPES:
        raise WireError(f"a tensor of {array.dtype}")
    plain: np.ndarray = array.numpy()
    return plain
