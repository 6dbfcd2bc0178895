"""Hidden memory: 1.2 GiB under a limit of 384 MiB, held in ways that the account of a single process does not show."""

from ..attack import FULL, POINTS, WRONG, Attack

HELD = "\nimport time\ntime.sleep(3.5)\nraise SystemExit('held' + '-the-memory')\n"
TOUCH = "def touch(m, n):\n    for i in range(0, n, 4096): m[i] = 1\n"


def balloon(name: str, source: str) -> Attack:
    """Where it is still there after three and a half seconds, it says so; nothing but its exercise is lost."""
    answers = {
        "Meter": f"import ctypes, mmap, os, time\n{TOUCH}try:\n"
        + "".join(f"    {line}\n" for line in source.splitlines())
        + "except (OSError, MemoryError, ValueError): raise RuntimeError('refused')"
        + HELD
    }
    return Attack(name, score=FULL - POINTS["Meter"], answers=answers, secrets=("held-the-memory",))


CHILDREN = """ready, ended = os.pipe()
for k in range(6):
    if os.fork() == 0:
        {}
        os.write(ended, b'.')
        time.sleep(60)
for k in range(6): os.read(ready, 1)
"""
FORGOTTEN = "libc = ctypes.CDLL(None)\nlibc.madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)\nmaps = []\nfor k in range(6):\n    m = mmap.mmap(-1, 200 * 2**20); touch(m, len(m)); maps.append(m)\n    libc.madvise(ctypes.addressof(ctypes.c_char.from_buffer(m)), len(m), 4)"
ZERO = "maps = []\nfor k in range(6):\n    m = mmap.mmap(os.open('/dev/zero', os.O_RDWR), 200 * 2**20); touch(m, len(m)); maps.append(m)"
MEMFD = "files = []\nfor k in range(12):\n    f = os.memfd_create('x'); [os.write(f, bytes(2**20)) for _ in range(100)]; files.append(f)"
UNREADABLE = "ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)\n" + CHILDREN.format(
    "x = bytearray(200 * 2**20); touch(x, len(x))"
)
EXECUTED = """import shutil, subprocess, sys
program = '/tmp/program'
shutil.copy(os.path.realpath('/bin/sh'), program); os.chmod(program, 0o111)
real = os.path.realpath(sys.executable)
small = "import time; x = bytearray(200 * 2**20)\\nfor i in range(0, len(x), 4096): x[i] = 1\\ntime.sleep(60)"
for k in range(6): subprocess.Popen([program, '-c', f"{real} -c '{small}'; sleep 60"])
time.sleep(3)"""
PARTS = "libc = ctypes.CDLL(None)\nmaps = []\nfor k in range(6):\n    m = mmap.mmap(-1, 200 * 2**20); touch(m, len(m)); maps.append(m)\n    libc.munmap(ctypes.c_void_p(ctypes.addressof(ctypes.c_char.from_buffer(m)) + 4096), ctypes.c_size_t(len(m) - 4096))"
HUGE = "libc = ctypes.CDLL(None)\nlibc.mmap.restype = ctypes.c_void_p\nfor k in range(600):\n    a = libc.mmap(None, 2**21, 3, 0x40022, -1, 0)\n    if a in (None, 2**64 - 1): raise OSError\n    ctypes.memset(a, 1, 2**21)"
THREADED = CHILDREN.format(
    "import threading; held = []; [threading.Thread(target=lambda: held.append(bytes(b'x') * (50 * 2**20))).start() for _ in range(4)]"
)
SPLIT = CHILDREN.format(
    "held = [bytearray(b'x') * 2**20 for _ in range(60)]; os.fork(); held += [bytearray(b'x') * 2**20 for _ in range(60)]; os.fork(); held += [bytearray(b'x') * 2**20 for _ in range(60)]"
)
ORPHANS = "for k in range(6):\n    if os.fork() == 0:\n        if os.fork() == 0:\n            x = bytearray(200 * 2**20); touch(x, len(x)); time.sleep(60)\n        os._exit(0)\ntime.sleep(1)"
STOPPED = CHILDREN.format(
    "x = bytearray(200 * 2**20); touch(x, len(x)); os.write(ended, b'.'); os.kill(os.getpid(), 19)"
)
RENAMED = CHILDREN.format(
    "import ctypes; ctypes.CDLL(None).prctl(15, b') R 1 1 ('); x = bytearray(200 * 2**20); touch(x, len(x))"
)
ARRAYS = "import numpy as np\nkept = [np.ones(25 * 2**20) for _ in range(6)]"
TENSORS = "import torch\nkept = [torch.ones(50 * 2**20) for _ in range(6)]; [t.share_memory_() for t in kept]"

ATTACKS = (
    balloon("shared pages, forgotten by their process", FORGOTTEN),
    balloon("shared pages of which all but one are unmapped", PARTS),
    balloon("shared pages of /dev/zero", ZERO),
    balloon("files that are only memory", MEMFD),
    balloon("children of a process that nobody may look at", UNREADABLE),
    balloon("programs that may be run and not read", EXECUTED),
    balloon("huge pages", HUGE),
    balloon("children with threads", THREADED),
    balloon("children that share a part and write the other", SPLIT),
    balloon("orphans", ORPHANS),
    balloon("children that are stopped", STOPPED),
    balloon("children under a name that confuses the reader", RENAMED),
    balloon("arrays", ARRAYS),
    balloon("tensors in shared memory", TENSORS),
    Attack(
        "a balloon when a test calls",
        answers={
            "total": "def total(x):\n    y = []\n    while True: y.append(bytearray(b'x') * 2**20)",
            **{k: v for k, v in WRONG.items() if k != "total"},
        },
    ),
)
