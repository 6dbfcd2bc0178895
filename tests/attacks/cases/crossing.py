"""Crossing: answers of odd build, and what happens to a process while an answer is asked for, packed and sent."""

from ..attack import FULL, POINTS, RIGHT, Attack, honest


def instead(name: str, exercise: str, source: str, **other) -> Attack:
    """An odd answer to one exercise, beside right ones."""
    return Attack(name, score=FULL - POINTS[exercise], answers={exercise: source}, **other)


def still_right(name: str, exercise: str, source: str) -> Attack:
    """A right answer of an odd build."""
    return honest(name, answers={exercise: source})


def in_call(name: str, body: str) -> Attack:
    """Something happens when `total` is called; its cell runs well."""
    return instead(name, "total", f"import ctypes, os, signal, sys, threading, time\ndef total(numbers):\n    {body}")


BIG_ENDIAN = "def rescale(x):\n    return (x / x.max()).astype('>f8')"
REVERSED = "def rescale(x):\n    return (x / x.max())[::-1].copy()[::-1]"
COLUMNS = "import numpy as np\ndef rescale(x):\n    return np.asfortranarray(x / x.max())"
CHANGES_ITS_ARGUMENT = "import numpy as np\ndef rescale(x):\n    if x.shape == (2,): return x / x.max()\n    x[...] = 1.0\n    return np.ones(x.shape)"
FAR_STRIDES = "from numpy.lib.stride_tricks import as_strided\ndef rescale(x):\n    return as_strided(x, shape=x.shape, strides=(2**40,) * x.ndim)"
NO_STRIDES = "import numpy as np\ndef rescale(x):\n    return np.broadcast_to(x, (2**20, 2**10, *x.shape))"
LYING_ARRAY = """
import numpy as np
class L(np.ndarray):
    nbytes = 0
    shape = property(lambda self: (3, 4))
    def tobytes(self, *a): return b''
    def __array__(self, *a, **k): raise SystemExit
def rescale(x): return np.zeros(x.shape).view(L)
"""
LYING_TENSOR = """
import torch
class T(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None): return args[0]
def rescale(x): return torch.zeros(x.shape).as_subclass(T)
"""
FALSE_TENSOR = """
class T:
    dtype = 'torch.float64'
    def __getattr__(self, name): return lambda *a: self
T.__module__ = 'torch'
def rescale(x): return T()
"""
LYING_NUMBER = "class N(float):\n    def __float__(self): return 3.0\n    def __sub__(self, o): return 0.0\n    __rsub__ = __sub__\n    def __reduce__(self): raise SystemExit\ndef total(numbers): return N(7.0)"
LYING_INT = "class N(int):\n    def __int__(self): return 3\n    __index__ = __trunc__ = __int__\n    def __le__(self, o): return True\n    __ge__ = __le__\n    def bit_length(self): return 1\ndef total(numbers): return N(2**4000)"
LYING_WORDS = "class W(str):\n    def __eq__(self, o): return True\n    def __hash__(self): return 0\n    def __str__(self): return 'a'\ndef ordered(words): return [W(w + 'x') for w in words]"
LYING_KEYS = "class D(dict):\n    def values(self): return [[w] for w in self]\n    def __iter__(self): return iter('abc')\ndef ordered(words): return D(a=1)"
NAMELESS = """
class M(type):
    __name__ = property(lambda self: ['Meter'] * 10**6)
class Meter(metaclass=M):
    def __init__(self, value): self.value = value
    def __add__(self, o): return self
"""
SLOW_NAMES = """
import time
class Meter:
    def __init__(self, value): pass
    def __getattr__(self, name): time.sleep(60)
    def __add__(self, other): return self
"""
GROWING = """
class Meter:
    def __init__(self, value): pass
    def __getattr__(self, name): return Meter(0)
    def __call__(self, *a): return Meter(0)
    def __add__(self, other): return self
"""
SENT_FILES = """
import array, gc, os, socket
side = next(thing for thing in gc.get_objects() if type(thing).__name__ == 'ConfinedSide')
own = side._channel._sock
def send(message, seconds=None):
    from grader.sandbox.wire_pack import pack
    fds = [os.open('/dev/null', 0) for _ in range(60)]
    own.sendmsg([pack(message, side._refer)], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array('i', fds))])
    for fd in fds: os.close(fd)
side._channel.send = send
"""
IN_FLIGHT = """
import array, os, socket
kept = []
try:
    for _ in range(50):
        pair = socket.socketpair()
        fds = array.array('i', [os.open('/dev/null', 0) for _ in range(20)])
        pair[0].sendmsg([b'x'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, fds)])
        for fd in fds: os.close(fd)
        kept.append(pair)
except OSError:
    pass
"""
SHUT = "import gc, socket\nnext(t for t in gc.get_objects() if type(t).__name__ == 'ConfinedSide')._channel._sock.shutdown(socket.{})\n"
TINY_BUFFERS = "import gc, socket\nown = next(t for t in gc.get_objects() if type(t).__name__ == 'ConfinedSide')._channel._sock\nown.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1); own.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1); own.setblocking(True)\n"
LATER_WRONG = "import threading, time\ndef total(numbers):\n    def later():\n        global total\n        total = lambda numbers: 7.0\n    threading.Timer(0.0, later).start()\n    time.sleep(0.05)\n    return 3.0 if numbers == [1.0, 2.0] else 7.0"

ATTACKS = (
    still_right("an array whose bytes stand in the other order", "rescale", BIG_ENDIAN),
    still_right("an array that is read backwards", "rescale", REVERSED),
    still_right("an array by columns", "rescale", COLUMNS),
    instead("an argument changed so that what is expected becomes the answer", "rescale", CHANGES_ITS_ARGUMENT),
    instead("an array whose strides lead out of memory", "rescale", FAR_STRIDES),
    instead("an array of a GiB without bytes of its own", "rescale", NO_STRIDES),
    instead("an array that lies about its shape and bytes", "rescale", LYING_ARRAY),
    instead("a tensor that answers for all functions", "rescale", LYING_TENSOR),
    instead("no tensor, from a module of that name", "rescale", FALSE_TENSOR),
    instead(
        "a quantized tensor",
        "rescale",
        "import torch\ndef rescale(x): return torch.quantize_per_tensor(torch.zeros(x.shape), 0.1, 0, torch.quint8)",
    ),
    instead(
        "a tensor of half the precision that NumPy lacks",
        "rescale",
        "import torch\ndef rescale(x): return torch.zeros(x.shape).bfloat16()",
    ),
    instead(
        "a nested tensor",
        "rescale",
        "import torch\ndef rescale(x): return torch.nested.nested_tensor([torch.zeros(2), torch.zeros(3)])",
    ),
    instead(
        "long doubles", "rescale", "import numpy as np\ndef rescale(x): return np.zeros(x.shape, dtype=np.longdouble)"
    ),
    instead("an array of texts", "rescale", "import numpy as np\ndef rescale(x): return np.full(x.shape, '0.25')"),
    instead(
        "a nan with a message in it",
        "rescale",
        "import numpy as np\ndef rescale(x): return np.full(x.shape, 0x7ff8dead_beef0001, dtype=np.uint64).view(float)",
    ),
    instead("a number that lies when it is sent", "total", LYING_NUMBER),
    instead("a whole number that lies about its size", "total", LYING_INT),
    instead("words that lie when they are sent", "ordered", LYING_WORDS),
    instead("a dictionary whose keys and values do not fit", "ordered", LYING_KEYS),
    instead("a class whose name is a list", "Meter", NAMELESS),
    instead("attributes that take a minute", "Meter", SLOW_NAMES),
    instead("objects for all attributes, without end", "Meter", GROWING),
    in_call("a null pointer read in a call", "ctypes.string_at(0)"),
    in_call("an abort in a call", "os.abort()"),
    in_call("a stop by its own signal in a call", "os.kill(os.getpid(), signal.SIGSTOP)"),
    in_call("a main thread that leaves in a call", "ctypes.CDLL(None).pthread_exit(None)"),
    in_call("exit handlers that never end, and an exit", "import atexit; atexit.register(time.sleep, 60); sys.exit()"),
    in_call("another program in a call", "os.execv('/bin/true', ['true'])"),
    instead("a function exchanged by a thread after its first answer", "total", LATER_WRONG),
    honest("open files sent along with each answer", answers={"total": SENT_FILES + RIGHT["total"]}),
    honest("open files left on their way in sockets", answers={"total": IN_FLIGHT + RIGHT["total"]}),
    honest("a socket with room for a few bytes", answers={"total": TINY_BUFFERS + RIGHT["total"]}),
    instead("a socket shut for sending", "total", SHUT.format("SHUT_WR") + RIGHT["total"]),
)
