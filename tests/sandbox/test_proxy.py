"""Does a test cell see, through proxies, just what the confined process answers, and nothing it did not ask for?"""

import contextlib
import socket
import threading
import time

import numpy as np
import pytest
import torch

from grader.kit.checks.exercise import exercise
from grader.kit.checks.failures import CheckFailed
from grader.sandbox.channel import Channel, PeerGone, PeerSilent
from grader.sandbox.faults import Stopped, make_error
from grader.sandbox.handle import Handle
from grader.sandbox.isolation import Isolation
from grader.sandbox.limits import Limits
from grader.sandbox.remote import Remote
from grader.sandbox.wire import PREFIX, WireError

CLASS = """
import torch
class ConfinedProcess:
    def __init__(self, x): self.x = x
    def __add__(self, other): return ConfinedProcess(self.x + (other.x if isinstance(other, ConfinedProcess) else other))
    __radd__ = __add__
    def __neg__(self): return ConfinedProcess(-self.x)
    def __getitem__(self, i): return self.x * i
    def __len__(self): return 3
    def __iter__(self): return iter([self, ConfinedProcess(1)])
    def __matmul__(self, other): return ConfinedProcess(other)
    def __sub__(self, other): return 0.0
    __rsub__ = __abs__ = __sub__
    def itself(self): return self
def change(a): a[0] = 99; return 0
def wrong(a): raise ValueError('no')
def many(): return [ConfinedProcess(1), {'a': ConfinedProcess(2)}]
def apply(f, x): return f(x)
def twice(x): return 2 * x
def name(x, *, key): return key
def weird(): raise type('Odd', (Exception,), {})('odd')
def undecodable(): b'\\xff'.decode()
def stop(): raise SystemExit(3)
number = 5
dots = ...
"""


@pytest.fixture(scope="module")
def remote():
    with Isolation(Limits(cell_seconds=20)) as isolation, isolation.open() as confined:
        error, _, _ = confined.remote.run(CLASS)
        assert error is None
        yield confined.remote


def test_a_call_without_an_end_is_told_as_in_a_notebook(remote):
    """Does a loop that never ends fail by its name, in a process that goes on?"""
    shorter = "import sys\npatience = sys.modules['grader.kit.checks.patience']\npatience.PATIENCE_SECONDS = 0.3"
    assert remote.run(f"{shorter}\ndef walk():\n    while True: sum(range(9))")[0] is None
    with pytest.raises(CheckFailed) as caught, exercise("walk"):
        remote.get("walk")()
    assert str(caught.value).startswith("walk gave no answer within 0.3 s of computing, in walk.\n")
    assert caught.value.mistake == "a loop without an end"
    assert remote.run("patience.PATIENCE_SECONDS = 20")[0] is None
    assert remote.get("twice")(4) == 8


def test_names_are_data_or_handles(remote):
    """Is plain data data, and everything else a handle that knows its type's name?"""
    assert remote.get("number") == 5
    assert remote.get("dots") is ...
    assert remote.get("twice").remote_type_name() == "function"
    with pytest.raises(NameError):
        remote.get("nothing")


def test_calls_bring_back_plain_data(remote):
    """Do lists, arrays and tensors come back as such?"""
    twice = remote.get("twice")
    assert twice(3) == 6
    assert twice([1]) == [1, 1]
    assert (twice(np.ones(2)) == 2).all()
    assert (twice(torch.ones(2)) == 2).all()
    assert remote.get("name")(1, key="k") == "k"


def test_handles_work_like_the_object(remote):
    """Do attributes, methods, operators, items, iteration, length and identity go over?"""
    confined = remote.get("ConfinedProcess")(2)
    assert isinstance(confined, Handle)
    assert confined.x == 2
    confined.x = 4
    assert (confined + 1).x == 5
    assert (1 + confined).x == 5
    assert (confined + confined).x == 8
    assert (-confined).x == -4
    assert (confined @ 1).x == 1
    assert confined[3] == 12
    assert len(confined) == 3
    assert next(iter(confined)) is confined
    assert confined.itself() is confined
    assert confined in {confined}
    first, second = remote.get("many")()
    assert (first.x, second["a"].x) == (1, 2)
    assert remote.get("apply")(remote.get("twice"), 4) == 8
    assert repr(confined) == "<ConfinedProcess>"


def test_handles_do_not_compare_or_convert(remote):
    """Is a handle in the place of a number an error that names its type?"""
    confined = remote.get("ConfinedProcess")(2)
    for use in (
        lambda: confined == 2,
        lambda: float(confined),
        lambda: int(confined),
        lambda: bool(confined),
        lambda: [1, 2][confined],
        lambda: complex(confined),
    ):
        with pytest.raises(TypeError):
            use()
    with pytest.raises(AttributeError):
        confined.__array_interface__  # noqa: B018
    assert not hasattr(confined, "__len_hint__")
    assert confined == confined.itself()
    with pytest.raises(AttributeError):
        remote.get("twice").missing  # noqa: B018


def test_what_a_number_lacks_is_told_as_in_one_process(remote):
    """Where a test asks a plain number for an attribute, is the error the kernel's own?"""
    with pytest.raises(AttributeError, match="'float' object has no attribute 'data'"):
        (remote.get("ConfinedProcess")(2) - 5.0).data  # noqa: B018


def test_a_handle_never_says_how_far_it_is_from_what_a_test_expects(remote):
    """Is arithmetic that gives plain data, or that takes an array of expected values along, an error?"""
    confined = remote.get("ConfinedProcess")(2)
    expected = np.ones(3)
    for use in (
        lambda: abs(confined - 5.0) < 1,
        lambda: (5.0 - confined) == 0,
        lambda: float(abs(confined)),
        lambda: bool(confined - 5.0),
        lambda: confined + expected,
        lambda: expected + confined,
        lambda: confined + torch.ones(3),
        lambda: torch.ones(3) + confined,
        lambda: confined + [1.0],
        lambda: np.asarray(confined),
        lambda: np.linalg.norm(confined),
        lambda: np.allclose(confined, expected),
    ):
        with pytest.raises(TypeError):
            use()


def test_a_changed_argument_is_changed_for_the_test_too(remote):
    """Does a list, array or tensor that the call changed have its new content, as in one process?"""
    for argument in ([1, 2], np.ones(2), torch.ones(2)):
        assert remote.get("change")(argument) == 0
        assert argument[0] == 99


def test_errors_keep_their_type_text_and_place(remote):
    """Can a test expect a ValueError of the learner's, and is an unknown type an Exception?"""
    with pytest.raises(ValueError, match="no") as caught:
        remote.get("wrong")(1)
    assert caught.value.kind == "ValueError"
    assert "in wrong, line" in caught.value.where
    with pytest.raises(Exception, match="odd") as caught:
        remote.get("weird")()
    assert caught.value.kind == "Odd"
    with pytest.raises(Exception, match="decode"):
        remote.get("undecodable")()
    with pytest.raises(Exception, match="3") as caught:
        remote.get("stop")()
    assert caught.value.kind == "SystemExit"


def test_what_a_test_must_not_pass_is_said(remote):
    """Does a function of the test, which cannot cross, raise a TypeError that says so?"""
    with pytest.raises(TypeError, match="cannot cross"):
        remote.get("apply")(lambda x: x, 1)


def test_error_types_cannot_be_chosen_freely():
    """Does a forged list of bases give nothing but an ordinary exception?"""
    for bases in (
        ["SystemExit"],
        ["KeyboardInterrupt"],
        ["BaseException"],
        ["exec"],
        ["__import__"],
        [],
        ["StopIteration"],
        ["StopAsyncIteration"],
    ):
        error = make_error("X", bases, "text", "")
        assert isinstance(error, Exception)
        assert not isinstance(error, (SystemExit, KeyboardInterrupt, StopIteration, StopAsyncIteration))
    assert make_error("a\0b", ["ValueError"], "text", "").kind == "a\0b"


def liar(*frames: bytes):
    """A Remote whose other side answers with these bytes, then closes."""
    ours, theirs = socket.socketpair()

    def answer() -> None:
        theirs.recv(1 << 16)
        for frame in frames:
            theirs.sendall(frame)
        theirs.close()

    threading.Thread(target=answer, daemon=True).start()
    return Remote(ours, 2.0), ours


def frame_of(value) -> bytes:
    from grader.sandbox.wire_pack import pack

    return pack(value)


FORGED = [
    frame_of(("ok", 1, 5)),
    frame_of(("ok", 0)),
    frame_of(("ok", 0, 1, 2)),
    frame_of(("fine", 0, 5)),
    frame_of(("error", 0, "E", [], "m")),
    frame_of(("error", 5, "E", [], "m", "p")),
    frame_of(5),
    frame_of([]),
    frame_of({"ok": 0}),
    b"\x00\x00\x00",
    PREFIX.pack(2**31, 0),
    PREFIX.pack(3, 0) + b"abc",
    b"",
]


@pytest.mark.parametrize("frame", FORGED, ids=range(len(FORGED)))
def test_a_forged_reply_stops_the_run(frame):
    """Does every reply that is not the answer to the question end it, and never become a value?"""
    remote, sock = liar(frame)
    with sock, pytest.raises(Stopped):
        remote.get("x")


@pytest.mark.parametrize("reply", [(5,), (5, [3]), (5, ["0"]), (5, [True]), 7, (1, 2, 3)])
def test_a_forged_result_of_a_call_stops_the_run(reply):
    """Is a call's answer that has not its two parts refused?"""
    remote, sock = liar(frame_of(("ok", 0, reply)))
    with sock, pytest.raises(Stopped):
        Handle(remote, 0, "f")([1])


@pytest.mark.parametrize("length", [-1, 1.5, "3", True])
def test_a_forged_length_is_an_error(length):
    """Does len() of a handle stay a whole number?"""
    remote, sock = liar(frame_of(("ok", 0, length)))
    with sock, pytest.raises(TypeError):
        len(Handle(remote, 0, "f"))


@pytest.mark.parametrize("reply", [("x", "t", 0), (None, 5, 0), (None, "t", "0"), (("a", "b"), "t", 0), (None, "t")])
def test_a_forged_answer_to_run_stops_the_run(reply):
    """Is what a cell is said to have done checked as well?"""
    remote, sock = liar(frame_of(("ok", 0, *reply)))
    with sock, pytest.raises(Stopped):
        remote.run("1")


def test_an_error_in_the_place_of_a_cells_end_stops_the_run():
    """Is a reply that `run` never gives kept from being called the learner's error?"""
    remote, sock = liar(frame_of(("error", 0, "E", [], "m", "p")))
    with sock, pytest.raises(Stopped):
        remote.run("1")


def test_all_requests_together_have_the_time():
    """Do answers that each keep within their time still end when the time for all is up?"""
    ours, theirs = socket.socketpair()
    remote = Remote(ours, 5.0)
    remote.allow(0.5)

    def answer() -> None:
        with theirs, contextlib.suppress(OSError):
            for ticket in range(9):
                theirs.recv(1 << 16)
                time.sleep(0.2)
                theirs.sendall(frame_of(("ok", ticket, 1)))

    threading.Thread(target=answer, daemon=True).start()
    with ours, pytest.raises(Stopped, match="no answer within 0.5 s"):
        for _ in range(9):
            remote.get("x")


def test_a_silent_peer_costs_bounded_time():
    """Is a peer that never answers, or drips a byte at a time, given up?"""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        with pytest.raises(PeerSilent):
            Channel(ours).receive(0.2)
        theirs.sendall(b"\x01")
        with pytest.raises(PeerSilent):
            Channel(ours).receive(0.2)
        with pytest.raises(PeerSilent):
            Channel(ours).send(np.zeros(2**22), 0.2)
        with pytest.raises(Stopped, match="no answer"):
            Remote(ours, 0.2).get("x")


def test_a_closed_peer_is_gone():
    """Are a closed and a broken connection told apart from silence?"""
    ours, theirs = socket.socketpair()
    theirs.close()
    with pytest.raises(PeerGone):
        Channel(ours).receive(1)
    with pytest.raises(PeerGone):
        Channel(ours).send("x" * 10**6, 1)
    with pytest.raises(WireError):
        Channel(ours).send(object(), 1)
    Channel(ours).close()
    with pytest.raises(PeerGone):
        Channel(ours).receive(1)
