"""What crosses between the grading and the confined process: plain data in frames of bounded size.

A frame is two little-endian uint32 lengths, a msgpack header and a block of raw array bytes. In the header,
None, bool, int, float, str and bytes stand for themselves; everything else is a list that begins with a tag.
`wire_pack` makes frames, `wire_unpack` reads them.
"""

import struct

MAX_HEADER = 2 * 2**20
MAX_BLOCK = 32 * 2**20
MAX_DEPTH = 64
MAX_DIGITS = 1000
PREFIX = struct.Struct("<II")
DTYPES = frozenset("?bhilqBHILQefdFD")
TORCH_DTYPES = (
    "bool",
    "uint8",
    "int8",
    "int16",
    "int32",
    "int64",
    "float16",
    "float32",
    "float64",
    "complex64",
    "complex128",
)


class WireError(Exception):
    """A frame that is broken, too large, too deep or holds what is not plain data."""


def frame_lengths(prefix: bytes) -> tuple[int, int]:
    """The lengths of header and block that a frame's first 8 bytes announce.

    Raises:
        WireError: more than is allowed.
    """
    header, block = PREFIX.unpack(prefix)
    if header > MAX_HEADER or block > MAX_BLOCK:
        raise WireError(f"a frame of {header} + {block} bytes is too large")
    return header, block
