"""Makes frames: plain data as bytes, and a number for each object that stays on this side."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import msgpack
import numpy as np

from grader.sandbox.wire import DTYPES, MAX_BLOCK, MAX_DEPTH, MAX_DIGITS, MAX_HEADER, PREFIX, TORCH_DTYPES, WireError

Encode = Callable[[Any], Any]


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
    if depth > MAX_DEPTH:
        raise WireError(f"the value is nested more than {MAX_DEPTH} deep")
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, np.generic) and value.dtype.char in DTYPES:
        return ["n", *_place(np.asarray(value), block)]
    for kind, encode in _ENCODERS:
        if isinstance(value, kind):
            return encode(value, lambda item: _encode(item, block, refer, depth + 1))
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
    return ["d", [encode(key) for key in value], [encode(item) for item in value.values()]]


_ENCODERS: tuple[tuple[type, Callable[[Any, Encode], Any]], ...] = (
    (int, _encode_int),
    (float, lambda value, _: float(value)),
    (str, lambda value, _: str.__str__(value)),
    (bytes, lambda value, _: bytes(value)),
    (complex, lambda value, _: ["c", value.real, value.imag]),
    (Fraction, lambda value, encode: ["q", encode(value.numerator), encode(value.denominator)]),
    (type(...), lambda value, _: ["."]),
    (list, lambda value, encode: ["l", [encode(item) for item in value]]),
    (tuple, lambda value, encode: ["u", [encode(item) for item in value]]),
    (frozenset, lambda value, encode: ["f", [encode(item) for item in value]]),
    (set, lambda value, encode: ["s", [encode(item) for item in value]]),
    (dict, _encode_dict),
)


def _place(array: np.ndarray, block: bytearray) -> list[Any]:
    """Append an array's bytes; dtype, shape and offset for the header."""
    at = len(block)
    if at + array.nbytes > MAX_BLOCK:
        raise WireError(f"an array of {array.nbytes} bytes is too large")
    block += np.ascontiguousarray(array).tobytes()
    return [array.dtype.char, list(array.shape), at]


def _is_tensor(value: Any) -> bool:
    return type(value).__module__.split(".")[0] == "torch" and hasattr(value, "detach")


def _tensor_bytes(value: Any) -> np.ndarray:
    array = value.detach().cpu().resolve_conj().resolve_neg()
    if str(array.dtype).removeprefix("torch.") not in TORCH_DTYPES:
        raise WireError(f"a tensor of {array.dtype}")
    plain: np.ndarray = array.numpy()
    return plain
