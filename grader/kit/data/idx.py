"""Reads IDX, the format of the MNIST files: a magic number, the sizes, then one byte per value."""

import struct

import numpy as np

UNSIGNED_BYTE = 8


def read_idx(content: bytes) -> np.ndarray:
    """The array in an unpacked IDX file, uint8, writable.

    Raises:
        ValueError: not IDX, not of bytes, or of another length than its header says.
    """
    if len(content) < 4 or content[:2] != b"\0\0" or content[2] != UNSIGNED_BYTE:
        raise ValueError("not an IDX file of bytes")
    ndim = content[3]
    shape = struct.unpack_from(f">{ndim}I", content, 4)
    values = np.frombuffer(content, np.uint8, offset=4 + 4 * ndim)
    return values.reshape(shape).copy()
