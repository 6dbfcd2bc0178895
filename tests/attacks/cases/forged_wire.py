"""Forged wire: what the learner's process writes to its own socket, before, after and in the place of answers."""

from ..attack import FULL, POINTS, RIGHT, Attack, first

REACH = """
import gc, msgpack, os, struct, time
from grader.sandbox.wire import PREFIX
from grader.sandbox.wire_pack import pack
side = next(thing for thing in gc.get_objects() if type(thing).__name__ == 'ConfinedSide')
channel, seen = side._channel, []
sock = channel._sock
def receive(seconds=None):
    request = type(channel).receive(channel)
    seen.append(request)
    if seen[-1][0] == 'run' and 'class Meter' in seen[-1][2]: at_meter()
    return request
channel.receive = receive
def at_meter(): pass
def turn(): return seen[-1][1]
def raw(tree, block=b''):
    header = msgpack.packb(tree)
    return PREFIX.pack(len(header), len(block)) + header + block
def reply(tree, block=b''): return raw(['u', ['ok', turn(), ['u', [tree, ['l', []]]]]], block)
def answer_with(frame_of):
    def function(*args):
        sock.sendall(frame_of())
        os._exit(0)
    return function
"""
CALLS = "total = rescale = ordered = answer_with(lambda: {})\nclass Meter: __init__ = total\n"


def in_calls(name: str, frame: str, **other) -> Attack:
    """All functions answer with a frame of the learner's own making."""
    source = REACH + CALLS.replace("{}", frame)
    return Attack(name, answers=dict.fromkeys(("total", "rescale", "ordered", "Meter"), source), **other)


def at_meter(name: str, source: str, costs: tuple[str, ...] = ("Meter",)) -> Attack:
    """Right answers; when the cell of the class Meter is to be run, something else happens."""
    return Attack(
        name,
        score=FULL - sum(POINTS[exercise] for exercise in costs),
        answers={
            "total": f"{REACH}\ndef at_meter():\n    {source}\n" + RIGHT["total"],
        },
    )


PRE_SENT = (
    REACH
    + """
for t in range(200):
    for value in (True, 3.0, None): sock.sendall(pack(('ok', t, (value, []))))
"""
)
FORGED_RUN = "sock.sendall(pack(('error', turn(), 'Exception', [], 'm', 'p'))); time.sleep(60)"
NUL_IN_KIND = (
    "sock.sendall(pack(('error', turn(), 'a\\0b' * 50000, ['ValueError'], '\\x1b[2J' * 1000, 'p'))); time.sleep(60)"
)
RUN_TEXT = "sock.sendall(pack(('ok', turn(), None, 'x' * 2_000_000, 10**900))); time.sleep(60)"
RUN_TEXT_END = "sock.sendall(pack(('ok', turn(), None, 'fine', -5))); os._exit(0)"
CONTROL = """
import os, socket, json
for fd in range(200):
    for text in (b'{"reason": "asked", "cpu": -1e9}\\n', b'{"missing": {}}\\n', b'\\0' * 5000):
        try: os.set_blocking(fd, False); os.write(fd, text)
        except OSError: pass
"""
PATCHED_GUEST = (
    REACH
    + """
import numpy as np
class ConfinedSide(type(side)):
    def _answer(self, verb, rest):
        if verb == 'run': return super()._answer(verb, rest)
        if verb == 'get': return print
        if verb == 'call': return 0.0, []
        return 0.0
side.__class__ = ConfinedSide
"""
)
LATER = (
    REACH
    + """
import threading
def spam():
    while True:
        for t in range(50): sock.sendall(pack(('ok', t, (1.0, []))))
threading.Thread(target=spam, daemon=True).start()
"""
)
HALF = "sock.sendall(PREFIX.pack(1000, 1000) + b'half'); os._exit(0)"
DRIP = "for byte in raw(['u', ['ok', turn(), 1.0]]) * 1000: sock.sendall(bytes([byte])); time.sleep(0.5)"
COLLIDE = """raw(['u', ['ok', turn(), ['u', [['s', [['u', [-1 - (i >> b & 1) for b in range(17)]] for i in range(90_000)]], ['l', []]]]]])"""
REFERENCES = "reply(['l', [['r', 2**63 + i, '\\x1b]0;owned\\x07' * 9] for i in range(50_000)]])"
SMALL_THINGS = "raw(['u', ['ok', turn(), ['u', [['l', [['l', []]] * 400_000], ['l', []]]]]])"
REPEATED_BLOCK = "reply(['l', [['a', 'd', [4194304], 0]] * 100_000], bytes(2**25))"

ATTACKS = (
    first("answers sent before the questions", PRE_SENT),
    first("answers sent all the time by a thread", LATER),
    first("a confined side that answers 0 to everything", PATCHED_GUEST),
    first("every file descriptor written to", CONTROL),
    in_calls("an array that repeats its bytes 100,000 times", REPEATED_BLOCK),
    in_calls("a set of 90,000 tuples with one hash", COLLIDE, brief=True),
    in_calls("400,000 empty lists", SMALL_THINGS),
    in_calls("50,000 references that exist nowhere", REFERENCES),
    in_calls("a wrong ticket", "pack(('ok', turn() + 1, (1.0, [])))"),
    in_calls("no frame at all", "os.urandom(64)"),
    in_calls("4 GiB announced", "struct.pack('<II', 2**32 - 1, 2**32 - 1)"),
    in_calls(
        "nested 100,000 deep", "raw(['u', ['ok', turn()]]) and PREFIX.pack(100_001, 0) + b'\\x91' * 100_000 + b'\\xc0'"
    ),
    in_calls("an array of objects", "reply(['a', 'O', [1], 0], bytes(8))"),
    in_calls("an array of negative shape", "reply(['a', 'd', [-1, -1], 0], bytes(8))"),
    in_calls("a claim that everything was changed", "pack(('ok', turn(), (1.0, [0] * 10_000 + [-1])))"),
    in_calls(
        "a forged CheckFailed", "pack(('error', turn(), 'CheckFailed', ['CheckFailed', 'AssertionError'], 'm', 'p'))"
    ),
    in_calls("a forged SystemExit", "pack(('error', turn(), 'Stopped', ['SystemExit', 'BaseException'], 'm', 'p'))"),
    in_calls("a forged StopIteration", "pack(('error', turn(), 'StopIteration', ['StopIteration'], 'm', 'p'))"),
    at_meter("a forged error in the place of a cell's end", FORGED_RUN),
    at_meter("an error whose type has a NUL in its name", NUL_IN_KIND),
    at_meter("a cell's output of two million characters, forged", RUN_TEXT, ("Meter", "predicted")),
    at_meter("a forged end of a cell, then the end of the process", RUN_TEXT_END, ("Meter", "predicted")),
    at_meter("half an answer, then the end of the process", HALF),
    at_meter("answers a byte at a time", DRIP),
)
