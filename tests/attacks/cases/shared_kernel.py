"""The kernel that all share: what it counts for the machine or for a user is out of reach, and so are its half-good calls."""

from ..attack import FULL, RIGHT, WRONG, Attack

CALL = "import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)\nlibc.syscall.restype = ctypes.c_long\ncall = libc.syscall\n"
TOLD = "\nif done: raise SystemExit('the-kernel' + '-let-it: ' + str(done))\n"


def refused(name: str, source: str) -> Attack:
    """Code that says so where `done` is anything; nothing is deserved."""
    answers = {"total": f"{CALL}{source}{TOLD}{WRONG['total']}"}
    return Attack(name, answers=answers, secrets=("the-kernel-let-it",), layers=("system calls",))


def pretended(name: str, source: str) -> Attack:
    """Code that goes on as if the call had done something, above a right answer."""
    return Attack(name, score=FULL, answers={"total": f"{CALL}{source}\n{RIGHT['total']}"}, layers=("system calls",))


AIO = "contexts = [ctypes.c_ulong() for _ in range(64)]\ndone = sum(call(206, 1024, ctypes.byref(c)) == 0 for c in contexts)"
LEASE = """
import fcntl, glob, itertools, sys
done = []
for path in [os.__file__, sys.executable, *itertools.islice(glob.iglob('/usr/lib/**/*.so*', recursive=True), 20)]:
    try:
        f = open(path); fcntl.fcntl(f, fcntl.F_SETLEASE, fcntl.F_RDLCK); done.append(path)
    except OSError: pass
"""
NOTIFY = """
import fcntl
done = []
for folder in ('/', '/usr', '/usr/lib', '/tmp'):
    try: fcntl.fcntl(os.open(folder, os.O_RDONLY), fcntl.F_NOTIFY, 0x8000003f); done.append(folder)
    except OSError: pass
"""
INOTIFY = "done = [n for n in range(200) if call(294, 0) >= 0 or call(253) >= 0]"
FANOTIFY = "done = call(300, 0, 0) >= 0 or call(300, 0x200, 0) >= 0"
TIMERS = "ids = ctypes.c_int()\ndone = sum(call(222, clock, None, ctypes.byref(ids)) == 0 for clock in (0, 1, 7) for _ in range(10_000))"
SIGNALS = """
import signal
signal.pthread_sigmask(signal.SIG_BLOCK, range(34, 65))
info = ctypes.create_string_buffer(128); info[8] = 0xff; ctypes.c_int.from_buffer(info, 8).value = -1
sent = sum(call(129, os.getpid(), 40, info) == 0 for _ in range(20_000))
for _ in range(20_000): libc.kill(os.getpid(), 40); libc.sigqueue(os.getpid(), 41, 0)
pending = int(next(l.split()[1].split('/')[0] for l in open('/proc/self/status') if l.startswith('SigQ')))
done = pending > 300 or sent
"""
MESSAGES = "done = [n for n in range(300) if call(240, b'/q%d' % n, 66, 0o600, None) >= 0]"
KEYS = "done = [n for n in range(300) if call(248, b'user', b'k%d' % n, b'x' * 1000, 1000, -2) > 0 or call(250, 1, b'ring') > 0]"
SYSTEM_V = "done = [n for n in range(200) if call(29, 0, 2**20, 0o1600) >= 0 or call(64, 0, 100, 0o1600) >= 0 or call(68, 0, 0o1600) >= 0]"
PIPES = """
import fcntl
done = []
for _ in range(50):
    r, w = os.pipe()
    try: fcntl.fcntl(w, 1031, 2**20); done.append(w)
    except OSError: pass
"""
PINNED = "memory = ctypes.create_string_buffer(2**20)\nvector = (ctypes.c_size_t * 2)(ctypes.addressof(memory), 2**20)\nr, w = os.pipe()\ndone = call(278, w, vector, 1, 8) > 0 or call(149, memory, 2**20) == 0 or call(151, 3) == 0"
CORES = """
done = []
own = os.sched_getaffinity(0)
for core in range(64):
    try: os.sched_setaffinity(0, {core}); done.append(core)
    except OSError: pass
if os.sched_getaffinity(0) == own: done = []
"""
PRIORITY = """
done = []
for step in (lambda: os.setpriority(os.PRIO_PROCESS, 0, -5), lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50)),
             lambda: os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1)), lambda: open('/proc/self/autogroup', 'w').write('-10'),
             lambda: open('/proc/self/timerslack_ns', 'w').write('1') and None):
    try: done.append(step() or 'raised')
    except OSError: pass
"""
LOCK = """
import fcntl, glob, sys
done = []
for path in [os.__file__, *glob.glob(os.path.dirname(os.__file__) + '/*.py')[:50]]:
    try: fcntl.flock(open(path), fcntl.LOCK_EX | fcntl.LOCK_NB); done.append(path)
    except OSError: pass
"""
SYNC = "for _ in range(200): os.sync()\nfor path in ('/usr', '/tmp'): call(306, os.open(path, os.O_RDONLY))"
SESSIONS = "for _ in range(20):\n    if os.fork() == 0:\n        os.setsid()\n        while True: pass"
XATTR = "done = [n for n in range(1000) if call(188, b'/tmp', b'user.x%d' % n, b'x' * 60_000, 60_000, 0) == 0]"
UNDUMPABLE = "libc.prctl(4, 0, 0, 0, 0)\ndone = libc.prctl(3, 0, 0, 0, 0) == 0 or call(157, 8, 1, 0, 0, 0) == 0 or call(157, 35, 1, 0, 0, 0) == 0"
FILTER = "program = ctypes.create_string_buffer(64)\ndone = call(317, 1, 1, program) == 0 or call(157, 22, 1, 0, 0, 0) == 0 or call(317, 1, 8, program) >= 0"
NEW_NAMESPACES = "done = [hex(f) for f in (0x10000000, 0x20000, 0x20000000, 0x40000000, 0x2000000, 0x4000000, 0x8000000, 0x8000) if call(56, f | 17, 0, 0, 0, 0) > 0 or (f != 0x8000 and call(272, f) == 0)] + [1] * (call(272, 0x80) == 0)"
CLONE3 = "arguments = (ctypes.c_uint64 * 11)(0x10000000, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0)\ndone = call(435, arguments, 88) >= 0"
OLD_WAYS = "done = [n for n in (134, 136, 153, 154, 156, 172, 173, 174, 177, 178, 180, 212, 236, 246, 304, 320, 323) if call(n, 0, 0, 0, 0, 0) >= 0]"
YOUNG = "done = [n for n in range(425, 520) if n not in (434, 436, 437, 439, 441, 449, 452) and call(n, 0, 0, 0, 0, 0) >= 0]"
HIGH_BITS = "done = [n for n in (0x40000000 + 101, 0x40000000 + 521, 0x40000000 + 206, 2**32 + 101, 2**31 + 272) if call(ctypes.c_long(n), 0, 0, 0, 0) >= 0]"
FAMILIES = """
import socket
done = []
for family in [f for f in range(46) if f not in (1, 2, 10, 16)]:
    for kind in (1, 2, 3, 5):
        for make in (socket.socket, socket.socketpair):
            try: make(family, kind); done.append((family, kind))
            except (OSError, ValueError): pass
for protocol in range(1, 24):
    try: socket.socket(16, 3, protocol); done.append(protocol)
    except OSError: pass
"""
TERMINALS = "import fcntl\ndone = []\nfor request in (0x5412, 0x540e, 0x541c, 0x5437, 0x4b4d, 0x4b3a, 0x125f, 0x1277, 0x40086602):\n    for fd in (0, 1, 2):\n        try: fcntl.ioctl(fd, request, b'x' * 64); done.append(hex(request))\n        except OSError: pass"
HANDLES = "done = call(303, -100, b'/tmp', ctypes.create_string_buffer(200), ctypes.byref(ctypes.c_int()), 0) == 0 or call(304, 3, ctypes.create_string_buffer(200), 0) >= 0"

ATTACKS = (
    refused("asynchronous I/O contexts of the whole machine", AIO),
    refused("leases on files that others open", LEASE),
    refused("notices of others' changes, by folder", NOTIFY),
    refused("every inotify instance of the user", INOTIFY),
    refused("fanotify", FANOTIFY),
    refused("every timer of the user", TIMERS),
    refused("every queued signal of the user", SIGNALS),
    refused("message queues", MESSAGES),
    refused("keys and key rings", KEYS),
    refused("shared memory, semaphores and messages of System V", SYSTEM_V),
    refused("pipes made sixteen times as large", PIPES),
    refused("pages pinned in pipes and in memory", PINNED),
    refused("another worker's core", CORES),
    refused("a higher priority, and real time", PRIORITY),
    refused("locks on the files of the Python that all use", LOCK),
    pretended("the disks of the machine written back, again and again", SYNC),
    pretended("twenty sessions, each with a share of the processors", SESSIONS),
    refused("attributes of files, kept in kernel memory", XATTR),
    refused("a process that nobody may look at", UNDUMPABLE),
    refused("a filter and a listener of its own", FILTER),
    refused("namespaces by clone and unshare, and another's child", NEW_NAMESPACES),
    refused("namespaces by clone3", CLONE3),
    refused("calls of old that need rights", OLD_WAYS),
    refused("calls of young kernels", YOUNG),
    refused("calls numbered for another table", HIGH_BITS),
    refused("every family of sockets, every protocol of netlink", FAMILIES),
    refused("ioctl on terminals, disks and files", TERMINALS),
    refused("files by handle", HANDLES),
)
