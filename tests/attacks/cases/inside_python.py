"""Inside Python: hooks, importers, sockets and clocks turned round, and answers of odd types."""

from ..attack import FULL, POINTS, RIGHT, WRONG, Attack, first


def prepared(name: str, source: str) -> Attack:
    """What is prepared stands above wrong answers in every cell."""
    return Attack(name, answers={exercise: f"{source}\n{answer}" for exercise, answer in WRONG.items()})


def beside(name: str, source: str) -> Attack:
    """An odd thing above right answers, which keep their points."""
    return Attack(name, score=FULL, answers={"total": f"{source}\n{RIGHT['total']}"})


def instead(name: str, exercise: str, source: str) -> Attack:
    """An odd answer to one exercise, beside right ones."""
    return Attack(name, score=FULL - POINTS[exercise], answers={exercise: source})


ATTACKS = (
    prepared("an audit hook that refuses all that is imported", "import sys\nsys.addaudithook(lambda event, args: (_ for _ in ()).throw(ImportError) if event == 'import' and 'grader' in str(args) else None)"),
    beside("an audit hook that looks at everything", "import sys\nseen = [0]\nsys.addaudithook(lambda event, args: seen.__setitem__(0, seen[0] + 1))"),
    prepared("an importer that makes every module a right one", "import sys, types\nclass All:\n    def find_spec(self, name, path=None, target=None): return None\nsys.meta_path.insert(0, All()); sys.modules['numpy.testing'] = types.ModuleType('x')"),
    prepared("the modules of the kit replaced by empty ones", "import sys, types\nfor n in [n for n in sys.modules if n.startswith('grader')]: sys.modules[n] = types.ModuleType(n)"),
    prepared("isinstance, type and abs replaced", "import builtins\nbuiltins.isinstance = lambda *a: True\nbuiltins.abs = lambda x: 0\nbuiltins.sum = lambda *a: 0\nbuiltins.sorted = list"),
    prepared("struct and msgpack that pack what is right", "import struct, msgpack\nmsgpack.packb = lambda *a, **k: b'\\xc3'\nmsgpack.Packer.pack = None if False else getattr(msgpack.Packer, 'pack', None)\nstruct.pack = lambda *a: b'\\x00' * 12"),
    prepared("the confined side's methods replaced", "import grader.sandbox.confined_side as c\nc.ConfinedSide._answer = lambda self, verb, rest: True\nc.pack = lambda *a, **k: b''"),
    prepared("the confined side's objects exchanged", "import gc, grader.sandbox.confined_side as c\nfor o in gc.get_objects():\n    if isinstance(o, c.ConfinedSide): o._objects[:] = [lambda *a: 3.0] * 50"),
    prepared("a socket that is closed under the server", "import os\nfor fd in range(3, 128):\n    try: os.close(fd)\n    except OSError: pass"),
    prepared("a socket that is another file", "import os\nfor fd in range(3, 20):\n    try: os.dup2(1, fd)\n    except OSError: pass"),
    prepared("a child that serves in its parent's place", "import os, time\nif os.fork() == 0: pass\nelse: time.sleep(30)"),
    prepared("a program of its own in the server's place", "import os, sys\nos.execv(sys.executable, [sys.executable, '-c', 'import time; time.sleep(30)'])"),
    beside("a collector that is never asked", "import gc\ngc.disable(); gc.freeze(); gc.callbacks.append(lambda *a: None); gc.set_threshold(0)"),
    beside("weak references and finalisers that raise", "import weakref\nclass X:\n    def __del__(self): raise SystemExit(1)\nx = X(); weakref.finalize(x, lambda: 1 / 0); del x"),
    beside("hooks for threads and what nobody can raise", "import sys, threading\nsys.unraisablehook = lambda *a: 1 / 0\nthreading.excepthook = lambda *a: 1 / 0\nthreading.settrace(lambda *a: None)"),
    beside("a switch interval of a year", "import sys\nsys.setswitchinterval(3e7)"),
    beside("whole numbers without a limit of digits", "import sys\nsys.set_int_max_str_digits(0)"),
    beside("a clock of its own", "import time\ntime.time = time.monotonic = time.perf_counter = lambda: 0.0"),
    beside("other surroundings: zone, locale, folder, mask", "import locale, os, time\nos.environ.clear(); os.environ['TZ'] = 'Asia/Kathmandu'; time.tzset(); os.mkdir('/tmp/gone'); os.chdir('/tmp/gone'); os.rmdir('/tmp/gone'); os.umask(0o777)"),
    beside("NumPy and torch set to raise", "import numpy as np, torch, warnings\nnp.seterr(all='raise'); np.set_printoptions(threshold=10**9); warnings.simplefilter('error'); torch.set_default_dtype(torch.float16); torch.set_num_threads(8)"),
    beside("limits that are lowered", "import resource\nfor what in (resource.RLIMIT_CORE, resource.RLIMIT_NICE): resource.setrlimit(what, (0, 0))"),
    beside("files limited to nothing at all", "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))"),
    beside("a signal each millisecond", "import signal\nsignal.signal(signal.SIGALRM, lambda *a: None)\nsignal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)"),
    beside("standard streams that are closed", "import os, sys\nfor fd in (0, 1, 2): os.close(fd)"),
    instead("an empty array for each row", "rescale", "import numpy as np\ndef rescale(x): return np.array([0.25, 1.0]) if x.shape == (2,) else np.zeros((0, 1))"),
    instead("an array of no dimension", "rescale", "import numpy as np\ndef rescale(x): return np.array([0.25, 1.0]) if x.shape == (2,) else np.array(0.0)"),
    instead("an array of objects that are equal to all", "rescale", "import numpy as np\nclass E:\n    def __eq__(self, o): return True\n    def __sub__(self, o): return 0.0\n    __rsub__ = __sub__\ndef rescale(x): return np.full(x.shape, E(), dtype=object)"),
    instead("a masked array, all of it masked", "rescale", "import numpy as np\ndef rescale(x): return np.ma.masked_all(x.shape)"),
    instead("an array of records", "rescale", "import numpy as np\ndef rescale(x): return np.zeros(x.shape, dtype=[('a', float), ('b', object)])"),
    instead("an array of dates", "rescale", "import numpy as np\ndef rescale(x): return np.zeros(x.shape, dtype='datetime64[ns]')"),
    instead("a sparse tensor on no device", "rescale", "import torch\ndef rescale(x): return torch.zeros(x.shape, device='meta')"),
    instead("a tensor that is its own gradient's", "rescale", "import torch\ndef rescale(x): return torch.zeros(x.shape, requires_grad=True).to_sparse()"),
    instead("nan for every number", "total", "def total(numbers): return 3.0 if numbers == [1.0, 2.0] else float('nan')"),
    instead("a whole number of 100,000 digits", "total", "def total(numbers): return 3.0 if numbers == [1.0, 2.0] else 10 ** 100_000"),
    instead("a complex number with a nan", "total", "def total(numbers): return complex(sum(numbers), float('nan'))"),
    instead("a fraction that lies", "total", "from fractions import Fraction\nclass F(Fraction):\n    def __sub__(self, o): return Fraction(0)\n    __rsub__ = __sub__\ndef total(numbers): return F(1)"),
    instead("a memory view", "total", "def total(numbers): return memoryview(b'3.0')"),
    instead("a generator that never ends", "ordered", "def ordered(words):\n    while True: yield 'a'"),
    instead("a list that grows while it is sent", "ordered", "import threading\nshared = ['a']\ndef grow():\n    while True: shared.extend(['a'] * 100)\ndef ordered(words):\n    threading.Thread(target=grow, daemon=True).start()\n    return shared"),
    instead("a dictionary that is sorted", "ordered", "def ordered(words): return dict.fromkeys(sorted(words))"),
    instead("text with all letters", "ordered", "def ordered(words): return ''.join(sorted(words))"),
    instead("a class whose class lies", "Meter", "class M(type):\n    __instancecheck__ = lambda *a: True\n    __eq__ = lambda *a: True\n    __hash__ = lambda s: 0\nclass Meter(metaclass=M):\n    def __init__(self, v): self.value = v\n    def __getattr__(self, name): return lambda *a: 3.0"),
    instead("attributes that count who reads them", "Meter", "class Meter:\n    n = 0\n    def __init__(self, v): self.v = v\n    def __add__(self, o): return self\n    def __getattribute__(self, name):\n        Meter.n += 1\n        return (lambda: Meter.n) if name == 'read' else Meter.n"),
    first("a frame that answers before it is asked", "import sys\nf = sys._getframe()\nwhile f:\n    f.f_locals.update(total=lambda x: 3.0, ticket=0)\n    f = f.f_back"),
)  # fmt: skip
