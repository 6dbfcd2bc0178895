"""Does the filter let through what learners' programs use, and refuse each half of a call that reaches others?"""

import pytest
from inside import say

from grader.sandbox import calls
from grader.sandbox.isolation import Isolation
from grader.sandbox.limits import Limits
from grader.sandbox.seccomp import program

LIMITS = Limits(cell_seconds=60, memory=600 * 2**20, processes=32)


@pytest.fixture(scope="module")
def isolation():
    with Isolation(LIMITS) as prepared:
        yield prepared


USED = {
    "processes": "import subprocess, sys\nprint(subprocess.run([sys.executable, '-c', 'print(6*7)'], capture_output=True, text=True).stdout)",
    "a shell": "import os\nprint(os.popen('echo 42 | tr 4 4; ls / > /dev/null').read())",
    "files": "import os, shutil, tempfile\nd = tempfile.mkdtemp()\nopen(d + '/a', 'w').write('42')\nshutil.copytree(d, d + '2')\nos.rename(d + '2/a', d + '2/b')\nos.chmod(d + '2/b', 0o600)\nos.utime(d + '2/b')\nprint(open(d + '2/b').read())\nshutil.rmtree(d)",
    "threads": "from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor(4) as pool: print(sum(pool.map(int, ['20', '22'])))",
    "a pool of processes": "import multiprocessing as m\nwith m.get_context('fork').Pool(2) as pool: print(sum(pool.map(int, ['20', '22'])))",
    "queue and lock": "import multiprocessing as m\nq = m.get_context('fork').Queue(); q.put(42); print(q.get())",
    "asyncio": "import asyncio\nasync def f():\n    await asyncio.sleep(0.01)\n    return 42\nloop = asyncio.new_event_loop()\nprint(loop.run_until_complete(f()))",
    "sqlite": "import sqlite3\nc = sqlite3.connect('/tmp/x.db'); c.execute('create table t(x)'); c.execute('insert into t values(42)'); c.commit(); print(c.execute('select x from t').fetchone()[0])",
    "mmap of a file": "import mmap\nf = open('/tmp/m', 'w+b'); f.write(b'42'); f.flush()\nm = mmap.mmap(f.fileno(), 2); print(m[:].decode())",
    "private mmap": "import mmap\nm = mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS); m[:2] = b'42'; print(m[:2].decode())",
    "sockets": "import socket\na, b = socket.socketpair(); a.sendall(b'42'); print(b.recv(9).decode()); socket.getaddrinfo('localhost', 1) if False else None",
    "a timer and a signal": "import signal, time\nx = []\nsignal.signal(signal.SIGALRM, lambda *a: x.append(42)); signal.setitimer(signal.ITIMER_REAL, 0.01); time.sleep(0.1); print(*x)",
    "NumPy and a saved file": "import numpy as np\nnp.save('/tmp/x.npy', np.array([42])); m = np.load('/tmp/x.npy', mmap_mode='r'); print(m[0])",
    "torch with workers": "import torch\nfrom torch.utils.data import DataLoader, TensorDataset\nprint(int(sum(b[0].sum() for b in DataLoader(TensorDataset(torch.tensor([20, 22])), num_workers=1))))",
    "a figure": "import matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.savefig('/tmp/x.png'); print(42)",
    "what the machine is": "import os, platform, resource, time\nplatform.processor(); os.cpu_count(); os.getloadavg(); resource.getrusage(0); time.process_time(); os.sched_getaffinity(0); os.get_terminal_size if False else None; print(42)",
}


@pytest.mark.parametrize("name", USED)
def test_what_programs_use_works(isolation, name):
    """Does it say the same as when graded from outside?"""
    assert say(isolation, USED[name]).endswith("42")


CALL = "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\ncall = libc.syscall\ncall.restype = ctypes.c_long\nprint(call({}), ctypes.get_errno())"
REFUSED = {
    "io_setup": ("206, 128, ctypes.byref(ctypes.c_ulong())", 1),
    "inotify_init1": ("294, 0", 1),
    "timer_create": ("222, 0, 0, ctypes.byref(ctypes.c_int())", 1),
    "rt_sigqueueinfo": ("129, 1, 40, ctypes.create_string_buffer(128)", 1),
    "add_key": ("248, b'user', b'x', b'y', 1, -2", 1),
    "mq_open": ("240, b'/x', 66, 384, 0", 1),
    "shmget": ("29, 0, 4096, 950", 1),
    "memfd_create": ("319, b'x', 0", 1),
    "seccomp": ("317, 0, 0, 0", 1),
    "ptrace": ("101, 0, 0, 0, 0", 1),
    "sched_setaffinity": ("203, 0, 8, ctypes.byref(ctypes.c_ulong(1))", 1),
    "vmsplice": ("278, 1, 0, 0, 0", 1),
    "fcntl F_SETLEASE": ("72, 0, 1024, 0", 1),
    "fcntl F_NOTIFY": ("72, 0, 1026, 1", 1),
    "fcntl F_SETPIPE_SZ": ("72, 0, 1031, 1 << 20", 1),
    "fcntl F_SETOWN": ("72, 0, 8, 1", 1),
    "prctl PR_SET_DUMPABLE": ("157, 4, 0", 1),
    "prctl PR_SET_KEEPCAPS": ("157, 8, 1", 1),
    "prctl PR_SET_SECCOMP": ("157, 22, 1", 1),
    "clone CLONE_NEWUSER": ("56, 0x10000011, 0, 0, 0, 0", 1),
    "clone CLONE_NEWCGROUP": ("56, 0x02000011, 0, 0, 0, 0", 1),
    "clone CLONE_PARENT": ("56, 0x00008011, 0, 0, 0, 0", 1),
    "mmap shared without a file": ("9, 0, 4096, 3, 0x21, -1, 0", 1),
    "mmap of huge pages": ("9, 0, 1 << 21, 3, 0x40022, -1, 0", 1),
    "socket AF_VSOCK": ("41, 40, 1, 0", 1),
    "socket AF_ALG": ("41, 38, 5, 0", 1),
    "netlink to the firewall": ("41, 16, 3, 12", 1),
    "flock": ("73, 0, 2", 37),
    "setxattr": ("188, b'/tmp', b'user.x', b'y', 1, 0", 95),
    "ioctl TIOCSTI": ("16, 0, 0x5412, b'x'", 25),
    "clone3": ("435, 0, 0", 38),
    "io_uring_setup": ("425, 8, 0", 38),
    "a call of a later kernel": ("467, 0", 38),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_reaches_others_is_refused(isolation, name):
    """Does the kernel answer with the error that a program expects?"""
    arguments, error = REFUSED[name]
    assert say(isolation, CALL.format(arguments)) == f"-1 {error}"


def test_dev_zero_is_no_memory_for_all(isolation):
    """Is there no device whose shared mapping is memory that nobody counts?"""
    assert say(isolation, "import mmap; mmap.mmap(open('/dev/zero', 'r+b').fileno(), 4096)").startswith("FileNotFound")


def test_the_lists_do_not_contradict_each_other():
    """Is each call in one list only, and does every jump of the filter stay within it?"""
    apart = [*calls.ALLOWED, *calls.PRETENDED.values(), *calls.REFUSED_AS, *(only[0] for only in calls.ONLY)]
    apart += [calls.CLONE, calls.SOCKET, calls.MMAP]
    assert len(set(apart)) == len(apart)
    steps = program()
    for place, (code, where_true, where_false, _) in enumerate(steps):
        assert code != 0x06 or not (where_true or where_false)
        assert place + 1 + max(where_true, where_false) < len(steps) or code == 0x06
    assert len(steps) < 4096
