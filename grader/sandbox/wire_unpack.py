"""Reads frames that somebody hostile may have made.

It builds plain data only: it never imports, calls or unpickles anything that a frame names.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import msgpack
import numpy as np

from grader.sandbox.wire import DTYPES, MAX_BLOCK, MAX_DEPTH, MAX_DIGITS, MAX_HEADER, TORCH_DTYPES, WireError

Decode = Callable[[Any], Any]


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


def _decode(node: Any, block: _Block, resolve: Callable[[int, str], Any] | None, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise WireError(f"a frame nested more than {MAX_DEPTH} deep")
    if not isinstance(node, list):
        return node
    tag, *rest = node
    decode = _DECODERS.get(tag) if isinstance(tag, str) else None
    if decode:
        return decode(*rest, lambda item: _decode(item, block, resolve, depth + 1))
    if tag == "a":
        return _read_array(rest, block)
    if tag == "n":
        return _read_scalar(rest, block)
    if tag == "t":
        return _to_tensor(_read_array(rest, block))
    if tag == "r" and resolve is not None:
        number, name = rest
        if type(number) is not int or type(name) is not str:
            raise WireError("a reference without number and name")
        return resolve(number, name[:100])
    raise WireError(f"unknown tag {str(tag)[:20]!r}")


def _decode_int(text: Any, _: Decode) -> int:
    if not isinstance(text, str) or len(text) > MAX_DIGITS:
        raise WireError("a broken whole number")
    return int(text)


def _decode_dict(keys: list[Any], values: list[Any]) -> dict[Any, Any]:
    if len(keys) != len(values):
        raise WireError("a dictionary with more keys than values")
    return {key: value for key, value in zip(keys, values, strict=True)}


def _decode_complex(real: Any, imag: Any, _: Decode) -> complex:
    if not (isinstance(real, float) and isinstance(imag, float)):
        raise WireError("a broken complex number")
    return complex(real, imag)


def _decode_fraction(above: Any, below: Any, decode: Decode) -> Fraction:
    top, bottom = decode(above), decode(below)
    if type(top) is not int or type(bottom) is not int or bottom < 1:
        raise WireError("a broken fraction")
    return Fraction(top, bottom)


_DECODERS: dict[str, Callable[..., Any]] = {
    "i": _decode_int,
    "c": _decode_complex,
    "q": _decode_fraction,
    ".": lambda _: ...,
    "l": lambda items, decode: _decode_items(items, decode),
    "u": lambda items, decode: tuple(_decode_items(items, decode)),
    "f": lambda items, decode: frozenset(_decode_set(items, decode)),
    "s": lambda items, decode: _decode_set(items, decode),
    "d": lambda keys, values, decode: _decode_dict(_decode_items(keys, decode), _decode_items(values, decode)),
}


def _decode_set(items: Any, decode: Decode) -> set[Any]:
    """Item by item, as dictionaries are: colliding hashes take long, and a time limit interrupts only Python."""
    return {item for item in _decode_items(items, decode)}


def _decode_items(items: Any, decode: Decode) -> list[Any]:
    """What a container holds; only a list stands for something else."""
    if not isinstance(items, list):
        raise WireError("a container without items")
    return [decode(item) if type(item) is list else item for item in items]


def _read_array(header: list[Any], block: _Block) -> np.ndarray:
    """An array of its own, copied out of the frame."""
    char, shape, at = header
    if char not in DTYPES or not isinstance(shape, list) or len(shape) > 32:
        raise WireError("a broken array header")
    if any(type(n) is not int or n < 0 or n > MAX_BLOCK for n in shape) or type(at) is not int or at < 0:
        raise WireError("a broken array shape")
    count = 1
    for n in shape:
        count *= n
    data = block.take(at, count * np.dtype(char).itemsize)
    if char == "?":  # a byte that is neither 0 nor 1 would be True and not True
        truths: np.ndarray = np.frombuffer(data, dtype=np.uint8) != 0
        return truths.reshape(shape)
    return np.frombuffer(data, dtype=char).reshape(shape).copy()


def _read_scalar(header: list[Any], block: _Block) -> np.generic:
    array = _read_array(header, block)
    if array.ndim:
        raise WireError("a scalar with a shape")
    scalar: Any = array[()]  # an array of no dimension gives its number
    assert isinstance(scalar, np.generic)
    return scalar


def _to_tensor(array: np.ndarray) -> Any:
    import torch

    if array.dtype.name not in TORCH_DTYPES:
        raise WireError(f"a tensor of {array.dtype.name}")
    return torch.from_numpy(array)


def _no_extension(code: int, data: bytes) -> Any:
    raise WireError("an extension type")
