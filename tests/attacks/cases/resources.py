"""Resources: memory, forks, output, disk, sockets, time; each costs its own exercise and nobody else anything."""

from ..attack import FULL, RIGHT, Attack, costs

GREEDY = "x = []\nwhile True: x.append(bytearray(10**7))"
FORK_BOMB = (
    "import os, time\nfor i in range(10**4):\n    try: os.fork()\n    except OSError: time.sleep(0.01)\ntime.sleep(60)"
)
THREADS = (
    "import threading, time\nfor i in range(1000): threading.Thread(target=time.sleep, args=(60,), daemon=True).start()"
)
SPREAD = """
import os, time
for i in range(20):
    if os.fork() == 0:
        x = bytearray(200 * 2**20)
        for j in range(0, len(x), 4096): x[j] = 1
        time.sleep(60)
time.sleep(60)
"""
DISK = "i = 0\nwhile True:\n    open(f'/tmp/f{i}', 'wb').write(bytes(10**6)); i += 1"
INODES = "i = 0\nwhile True:\n    open(f'/tmp/n{i}', 'w').close(); i += 1"
SHARED = "i = 0\nwhile True:\n    open(f'/dev/shm/s{i}', 'wb').write(bytes(10**6)); i += 1"
OUTPUT = "print('x' * 10**8)\nfor i in range(20_000): print(i)"
RAW_OUTPUT = "import os, sys\nfor i in range(200):\n    os.write(2, b'x' * 4096); os.write(1, b'y' * 4096)"
SUBPROCESS_OUTPUT = "import subprocess\nsubprocess.run('yes | head -c 3000000 1>&2', shell=True)"
FILES = "files = []\nwhile True: files.append(open('/dev/null'))"
SOCKETS = "import socket\npairs = []\nwhile True: pairs.append(socket.socketpair())"
BIG_INT = "x = 9 ** 9 ** 9"
REGEX = "import re\nre.match('(a+)+$', 'a' * 60 + 'b')"
RECURSION = "import sys\nsys.setrecursionlimit(10**9)\ndef f(): return f()\nf()"
C_RECURSION = "import sys\nsys.setrecursionlimit(10**9)\nx = []\nfor i in range(10**6): x = [x]\nrepr(x)"
MAPPED = "import mmap\nm = mmap.mmap(-1, 2**33)\nfor i in range(0, len(m), 4096): m[i] = 1"
COPIES = "import os, time\nfor i in range(4):\n    if os.fork() == 0: time.sleep(60)\n" + RIGHT["Meter"]
LARGE_REPLY = "def total(numbers): return [0.0] * 10**7\nimport numpy as np\ndef rescale(x): return np.zeros(10**8)\ndef ordered(w): return 'x' * 10**8"
DEEP_REPLY = "def nest():\n    x = []\n    for i in range(10**5): x = [x]\n    return x\ntotal = rescale = ordered = lambda x: nest()"
LOOP_REPLY = (
    "x = []; x.append(x)\nd = {}; d[1] = d\ntotal = lambda n: x\nrescale = lambda n: d\nordered = lambda n: (x, d)"
)
ENDLESS = "class Ever:\n    def __iter__(self):\n        while True: yield 1\n    def __len__(self): return 2**62\n    def __getitem__(self, i): return i\ntotal = rescale = ordered = lambda x: Ever()"
SLOW = "import time\ndef total(numbers):\n    time.sleep(3)\n    return 0.0\nrescale = ordered = total"
SLOW_RIGHT = "import time\ndef total(numbers):\n    time.sleep(2.5)\n    return sum(numbers)"
HOSTILE = """
class Hostile:
    def __float__(self): raise MemoryError
    def __iter__(self): raise KeyboardInterrupt
    def __len__(self): return -1
    def __reduce__(self): import os; os._exit(1)
    def __array__(self, *args): raise SystemExit
    def __repr__(self): return 'x' * 10**8
    def __getattr__(self, name): raise GeneratorExit
    def __del__(self): import os; os._exit(1)
    __str__ = __format__ = __repr__
total = rescale = ordered = lambda x: Hostile()
class Odd(Exception): __str__ = Hostile.__repr__
predicted = Hostile()
"""
LOUD_ERROR = "class Odd(Exception):\n    def __str__(self): return '\\x1b[31m' * 10**7\nraise Odd"
BAD_ERROR = "class Odd(Exception):\n    def __str__(self): raise Odd\nraise Odd"


def everywhere(name: str, source: str) -> Attack:
    """All functions are of this kind; nothing is deserved."""
    return Attack(name, answers=dict.fromkeys(("total", "rescale", "ordered", "Meter"), source))


ATTACKS = (
    costs("memory without end", "Meter", GREEDY),
    costs("memory spread over 20 processes", "Meter", SPREAD),
    costs("8 GiB mapped", "Meter", MAPPED),
    costs("a fork bomb", "Meter", FORK_BOMB, brief=True),
    costs("1,000 threads", "Meter", THREADS),
    costs("the scratch folder filled", "Meter", DISK),
    costs("a million empty files", "Meter", INODES),
    costs("shared memory filled", "Meter", SHARED),
    costs("all file descriptors", "Meter", FILES),
    costs("all sockets", "Meter", SOCKETS),
    costs("a number that is never ready", "Meter", BIG_INT, brief=True),
    costs("a regular expression that never ends", "Meter", REGEX, brief=True),
    costs("recursion without limit", "Meter", RECURSION),
    costs("recursion in C without limit", "Meter", C_RECURSION),
    costs("an endless loop", "Meter", "while True: pass", brief=True),
    costs("an error whose text has 50 million characters", "Meter", LOUD_ERROR),
    costs("an error whose text raises", "Meter", BAD_ERROR),
    costs("an answer that takes 2.5 s a call", "total", SLOW_RIGHT),
    Attack("100 MB printed, then a right answer", score=FULL, answers={"Meter": OUTPUT + "\n" + RIGHT["Meter"]}),
    Attack(
        "the standard streams flooded below Python", score=FULL, answers={"Meter": RAW_OUTPUT + "\n" + RIGHT["Meter"]}
    ),
    Attack("a child that floods stderr", score=FULL, answers={"Meter": SUBPROCESS_OUTPUT + "\n" + RIGHT["Meter"]}),
    Attack("children left behind, then a right answer", score=FULL, answers={"Meter": COPIES}),
    everywhere("answers of 100 MB", LARGE_REPLY),
    everywhere("answers nested 100,000 deep", DEEP_REPLY),
    everywhere("answers that contain themselves", LOOP_REPLY),
    everywhere("answers that never end", ENDLESS),
    everywhere("answers that take 3 s each", SLOW),
    everywhere("objects that raise, exit and flood when looked at", HOSTILE),
)
