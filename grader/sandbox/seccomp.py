"""Lets the system calls through that `calls` lists, in the kernel, for a process and all that it starts."""

import ctypes
import os
import struct
from functools import cache

from grader.sandbox import calls, kernel

SECCOMP_MODE_FILTER = 2
ALLOW, ERROR, KILL = 0x7FFF0000, 0x00050000, 0x80000000
LOAD, JUMP_EQUAL, JUMP_AT_LEAST, JUMP_SET, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, ARCHITECTURE = 0, 4  # where in seccomp_data they stand
AUDIT_X86_64 = 0xC000003E
X32_BIT = 0x40000000
Step = tuple[int, int, int, int]


def filter_calls() -> None:
    """Install the filter for this process and all it starts. x86-64 only.

    Raises:
        OSError: another architecture, or the kernel refuses.
    """
    if os.uname().machine != "x86_64":
        raise OSError(0, "the filter knows the calls of x86-64 only")
    steps = packed()
    buffer = ctypes.create_string_buffer(steps)
    header = struct.pack("<H6xQ", len(steps) // 8, ctypes.addressof(buffer))
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    kernel.prctl(kernel.PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.create_string_buffer(header))


@cache
def packed() -> bytes:
    """The filter as the kernel takes it."""
    return b"".join(struct.pack("<HBBI", *step) for step in program())


def program() -> list[Step]:
    """The filter in classic BPF: (code, steps to skip where true, where false, operand)."""
    steps = [
        (LOAD, 0, 0, ARCHITECTURE),
        (JUMP_EQUAL, 1, 0, AUDIT_X86_64),
        _end(KILL),
        (LOAD, 0, 0, NUMBER),
        (JUMP_SET, 0, 1, X32_BIT),
        _end(ERROR | calls.EPERM),
    ]
    for call, argument, values, error in calls.ONLY:
        steps += _where(call, [_load(argument), *_one_of(values, ERROR | error)])
    steps += _where(calls.CLONE, [_load(0), (JUMP_SET, 0, 1, _others(calls.CLONE_FLAGS)), _refuse(), _end(ALLOW)])
    steps += _where(calls.SOCKET, _socket())
    steps += _where(calls.MMAP, _mmap())
    for call, error in calls.REFUSED_AS.items():
        steps += _where(call, [_end(ERROR | error)])
    for call in calls.PRETENDED.values():
        steps += _where(call, [_end(ERROR)])
    for call in sorted(calls.ALLOWED):
        steps += _where(call, [_end(ALLOW)])
    return [*steps, (JUMP_AT_LEAST, 0, 1, calls.FIRST_YOUNG), _end(ERROR | calls.ENOSYS), _refuse()]


def _socket() -> list[Step]:
    """The usual families; of netlink only the questions about addresses and routes."""
    netlink = [_load(2), *_one_of((calls.ROUTES,), ERROR | calls.EPERM)]
    return [
        _load(0),
        (JUMP_EQUAL, 0, len(netlink), calls.NETLINK),
        *netlink,
        *_one_of(calls.FAMILIES, ERROR | calls.EPERM),
    ]


def _mmap() -> list[Step]:
    """No shared memory without a file, whose pages nobody's account shows once they are unmapped; no huge pages."""
    return [
        _load(3),
        (JUMP_SET, 0, 1, calls.MAP_HUGETLB),
        _refuse(),
        (JUMP_SET, 0, 2, calls.MAP_ANONYMOUS),
        (JUMP_SET, 0, 1, calls.MAP_SHARED),
        _refuse(),
        _end(ALLOW),
    ]


def _where(call: int, then: list[Step]) -> list[Step]:
    """What to do about one call; `then` comes to an end on each way."""
    return [(JUMP_EQUAL, 0, len(then), call), *then]


def _one_of(values: tuple[int, ...], otherwise: int) -> list[Step]:
    """Allow where what was loaded is one of the values."""
    count = len(values)
    tests = [(JUMP_EQUAL, count - i, 0, value) for i, value in enumerate(values)]
    return [*tests, _end(otherwise), _end(ALLOW)]


def _load(argument: int) -> Step:
    return (LOAD, 0, 0, calls.ARGUMENT[argument])


def _end(value: int) -> Step:
    return (RETURN, 0, 0, value)


def _refuse() -> Step:
    return _end(ERROR | calls.EPERM)


def _others(flags: int) -> int:
    return ~flags & 0xFFFFFFFF
