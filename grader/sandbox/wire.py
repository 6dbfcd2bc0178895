"""What crosses between the trusted and the isolated process: plain data in frames of bounded size.

A frame is two little-endian uint32 lengths, a msgpack header and a block of raw array bytes. In the header,
None, bool, int, float, str and bytes stand for themselves; everything else is a list that begins with a tag.
Decoding builds plain data only: it never imports, calls or unpickles anything that a frame names.
"""

import struct
from collections.abc import Callable, Mapping
from typing import Any

import msgpack
import numpy as np

MAX_HEADER = 2 * 2**20
MAX_BLOCK = 32 * 2**20
MAX_DEPTH = 64
MAX_DIGITS = 1000
PREFIX = struct.Struct("<II")
DTYPES = frozenset("?bhilqBHILQefdFD")
TORCH_DTYPES = ("bool", "uint8", "int8", "int16", "int32", "int64", "float16", "float32", "float64", "complex64",
                "complex128")


class WireError(Exception):
    """A frame that is broken, too large, too deep or holds what is not plain data."""


def pack(value: Any, refer: Callable[[Any], Any] | None = None) -> bytes:
    """A value as a frame.

    Args:
        value: plain data: None, bool, int, float, complex, str, bytes, list, tuple, dict, set, frozenset, three
            dots, NumPy scalars and arrays of numbers, torch tensors.
        refer: called with anything else; returns the number that the other side shall know it by.

    Raises:
        WireError: something else without `refer`, too deep or too large.
    """
    block = bytearray()
    header = msgpack.packb(_encode(value, block, refer, 0), unicode_errors="replace")
    if len(header) > MAX_HEADER or len(block) > MAX_BLOCK:
        raise WireError(f"the value is too large: {len(header)} + {len(block)} bytes")
    return PREFIX.pack(len(header), len(block)) + header + bytes(block)


def unpack(header: bytes, block: bytes, resolve: Callable[[int, str], Any] | None = None) -> Any:
    """The value of a frame's two parts.

    Args:
        resolve: called with number and type name of what the other side only refers to.

    Raises:
        WireError: the frame is not one that `pack` could have made.
    """
    try:
        tree = msgpack.unpackb(
            header, strict_map_key=True, max_ext_len=0, max_map_len=0, max_array_len=MAX_HEADER, ext_hook=_no_extension
        )
        return _decode(tree, _Block(block), resolve, 0)
    except WireError:
        raise
    except Exception as error:
        raise WireError(f"not a frame: {type(error).__name__}: {str(error)[:200]}") from None


def frame_lengths(prefix: bytes) -> tuple[int, int]:
    """The lengths of header and block that a frame's first 8 bytes announce.

    Raises:
        WireError: more than is allowed.
    """
    header, block = PREFIX.unpack(prefix)
    if header > MAX_HEADER or block > MAX_BLOCK:
        raise WireError(f"a frame of {header} + {block} bytes is too large")
    return header, block


def _encode(value: Any, block: bytearray, refer: Callable | None, depth: int) -> Any:
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


def _encode_int(value: int, _: Callable) -> Any:
    value = int(value)
    if -(2**63) <= value < 2**64:
        return value
    if value.bit_length() > 3 * MAX_DIGITS:
        raise WireError("a whole number of more than 900 digits")
    return ["i", str(value)]


def _encode_dict(value: Mapping, encode: Callable) -> list:
    return ["d", [encode(key) for key in value], [encode(item) for item in value.values()]]


_ENCODERS = (
    (int, _encode_int),
    (float, lambda value, _: float(value)),
    (str, lambda value, _: str.__str__(value)),
    (bytes, lambda value, _: bytes(value)),
    (complex, lambda value, _: ["c", value.real, value.imag]),
    (type(...), lambda value, _: ["."]),
    (list, lambda value, encode: ["l", [encode(item) for item in value]]),
    (tuple, lambda value, encode: ["u", [encode(item) for item in value]]),
    (frozenset, lambda value, encode: ["f", [encode(item) for item in value]]),
    (set, lambda value, encode: ["s", [encode(item) for item in value]]),
    (dict, _encode_dict),
)


def _place(array: np.ndarray, block: bytearray) -> list:
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
    return array.numpy()


class _Block:
    """The raw bytes of a frame; each may be taken once, so that a small frame cannot name them again and again."""

    def __init__(self, data: bytes) -> None:
        self._view, self._left = memoryview(data), len(data)

    def take(self, at: int, size: int) -> memoryview:
        """A part of it.

        Raises:
            WireError: it reaches beyond the end, or more has been taken than there is.
        """
        self._left -= size
        if at + size > len(self._view) or self._left < 0:
            raise WireError("arrays longer than their frame")
        return self._view[at : at + size]


def _decode(node: Any, block: _Block, resolve: Callable | None, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise WireError(f"a frame nested more than {MAX_DEPTH} deep")
    if not isinstance(node, list):
        return node
    tag, *rest = node
    decode = _DECODERS.get(tag) if isinstance(tag, str) else None
    if decode:
        return decode(*rest, lambda item: _decode(item, block, resolve, depth + 1))
    if tag == "a":
        return _read_array(*rest, block)
    if tag == "n":
        return _read_scalar(*rest, block)
    if tag == "t":
        return _to_tensor(_read_array(*rest, block))
    if tag == "r" and resolve is not None:
        number, name = rest
        if type(number) is not int or type(name) is not str:
            raise WireError("a reference without number and name")
        return resolve(number, name[:100])
    raise WireError(f"unknown tag {str(tag)[:20]!r}")


def _decode_int(text: Any, _: Callable) -> int:
    if not isinstance(text, str) or len(text) > MAX_DIGITS:
        raise WireError("a broken whole number")
    return int(text)


def _decode_dict(keys: Any, values: Any, decode: Callable) -> dict:
    if len(keys) != len(values):
        raise WireError("a dictionary with more keys than values")
    return {decode(key): decode(value) for key, value in zip(keys, values, strict=True)}


def _decode_complex(real: Any, imag: Any, _: Callable) -> complex:
    if not (isinstance(real, float) and isinstance(imag, float)):
        raise WireError("a broken complex number")
    return complex(real, imag)


_DECODERS: dict[str, Callable] = {
    "i": _decode_int,
    "c": _decode_complex,
    ".": lambda _: ...,
    "l": lambda items, decode: [decode(item) for item in _a_list(items)],
    "u": lambda items, decode: tuple(decode(item) for item in _a_list(items)),
    "f": lambda items, decode: frozenset(decode(item) for item in _a_list(items)),
    "s": lambda items, decode: {decode(item) for item in _a_list(items)},
    "d": lambda keys, values, decode: _decode_dict(_a_list(keys), _a_list(values), decode),
}


def _a_list(items: Any) -> list:
    if not isinstance(items, list):
        raise WireError("a container without items")
    return items


def _read_array(char: Any, shape: Any, at: Any, block: _Block) -> np.ndarray:
    """An array of its own, copied out of the frame."""
    if char not in DTYPES or not isinstance(shape, list) or len(shape) > 32:
        raise WireError("a broken array header")
    if any(type(n) is not int or n < 0 or n > MAX_BLOCK for n in shape) or type(at) is not int or at < 0:
        raise WireError("a broken array shape")
    count = 1
    for n in shape:
        count *= n
    data = block.take(at, count * np.dtype(char).itemsize)
    if char == "?":  # a byte that is neither 0 nor 1 would be True and not True
        return (np.frombuffer(data, dtype=np.uint8) != 0).reshape(shape)
    return np.frombuffer(data, dtype=char).reshape(shape).copy()


def _read_scalar(char: Any, shape: Any, at: Any, block: _Block) -> np.generic:
    array = _read_array(char, shape, at, block)
    if array.ndim:
        raise WireError("a scalar with a shape")
    return array[()]


def _to_tensor(array: np.ndarray) -> Any:
    import torch

    if array.dtype.name not in TORCH_DTYPES:
        raise WireError(f"a tensor of {array.dtype.name}")
    return torch.from_numpy(array)


def _no_extension(code: int, data: bytes) -> Any:
    raise WireError("an extension type")
