"""Processes: parents killed, children that outlive grading, signals, ptrace, namespaces, sockets to the outside."""

from ..attack import FULL, RIGHT, WRONG, Attack, costs, first
from ..traces import MARK

KILL_ALL = """
import os, signal
for pid in [-1, os.getppid(), *range(2, 400)]:
    if pid not in (0, os.getpid()):
        for s in (signal.SIGSTOP, signal.SIGKILL):
            try: os.kill(pid, s)
            except OSError: pass
"""
KILL_FIRST = "import os, signal\nos.kill(1, signal.SIGKILL); os.kill(os.getpid(), signal.SIGKILL); os.abort()"
DAEMON = f"""
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for fd in range(200):
            try: os.close(fd)
            except OSError: pass
        while True:
            time.sleep(0.2)
            for folder in ('/tmp', '/var/tmp', '/dev/shm', '/', '/root'):
                try: open(folder + '/{MARK}', 'a').close()
                except OSError: pass
    os._exit(0)
"""
NOHUP = "import subprocess\nsubprocess.Popen(['setsid', 'nohup', 'sh', '-c', 'trap \"\" HUP TERM INT; sleep 600'], start_new_session=True)"
AT_EXIT = f"import atexit, signal, os\natexit.register(lambda: open('/tmp/{MARK}', 'w'))\nfor s in range(1, 65):\n    try: signal.signal(s, lambda *a: None)\n    except (OSError, ValueError): pass"
STOPPED = "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)\nimport time; time.sleep(60)"
STOP_GUEST = "import os, signal, time, threading\nthreading.Timer(0.3, lambda: os.kill(1, signal.SIGSTOP)).start()\ntime.sleep(60)"
SEGFAULT = "import ctypes\nctypes.string_at(0)"
TIME_BOMB = "import threading, os\nthreading.Timer(0.05, lambda: os._exit(9)).start()\nimport time; time.sleep(1)"
PTRACE = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
for pid in (os.getppid(), 1, *range(2, 50)): libc.ptrace(16, pid, 0, 0)
buffer = ctypes.create_string_buffer(64)
class Vec(ctypes.Structure): _fields_ = [('base', ctypes.c_void_p), ('len', ctypes.c_size_t)]
local = Vec(ctypes.addressof(buffer), 64)
libc.process_vm_readv(os.getppid(), ctypes.byref(local), 1, ctypes.byref(local), 1, 0)
"""
NAMESPACES = f"""
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
for flag in (0x10000000, 0x00020000, 0x20000000, 0x40000000, 0x10020000): libc.unshare(flag)
for pid in ('1', 'self', str(os.getppid())):
    for kind in ('mnt', 'user', 'pid', 'net'):
        try: libc.setns(os.open(f'/proc/{{pid}}/ns/{{kind}}', os.O_RDONLY), 0)
        except OSError: pass
for target in (b'/', b'/tmp', b'/usr'):
    libc.mount(b'none', target, b'tmpfs', 0, None); libc.mount(b'none', target, None, 32 | 4096, None); libc.umount2(target, 2)
first = '/proc/1/root'
libc.chroot(first.encode()); libc.setuid(0); libc.setresuid(0, 0, 0)
for folder in (first + '/tmp', '/tmp/..', '/', '/usr', '/old', '/run', '/proc/1/cwd/..'):
    try: open(folder + '/{MARK}', 'w').close()
    except OSError: pass
"""
LISTEN = """
import socket, os, threading, time
servers = []
for family, address in ((socket.AF_INET, ('0.0.0.0', 54321)), (socket.AF_INET6, ('::', 54322)), (socket.AF_UNIX, '\\0grader')):
    try:
        server = socket.socket(family); server.bind(address); server.listen(); servers.append(server)
    except OSError: pass
if os.fork() == 0: time.sleep(600)
"""
REACH_OUT = """
import socket, urllib.request
reached = []
for family, addresses in (
    (socket.AF_INET, [('127.0.0.1', port) for port in (22, 80, 111, 631, 8786, 8787, 8888)] + [('1.1.1.1', 53), ('169.254.169.254', 80)]),
    (socket.AF_UNIX, ['/run/docker.sock', '/var/run/docker.sock', '/run/dbus/system_bus_socket', '\\0/tmp/.X11-unix/X0']),
    (getattr(socket, 'AF_VSOCK', 40), [(2, 22), (2, 1024), (0, 1), (1, 22)]),
):
    for address in addresses:
        try:
            client = socket.socket(family); client.settimeout(0.3); client.connect(address); reached.append(address)
        except (OSError, ValueError): pass
for family in (getattr(socket, 'AF_VSOCK', 40), getattr(socket, 'AF_ALG', 38), getattr(socket, 'AF_PACKET', 17)):
    try: socket.socket(family, socket.SOCK_STREAM); reached.append(family)
    except OSError: pass
try: socket.socket(family=16, type=socket.SOCK_RAW, proto=0).close()
except OSError: pass
if reached:
    raise SystemExit('reached' + '-the-outside')
"""
KERNEL = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
calls = {'keyctl': 250, 'add_key': 248, 'memfd_create': 319, 'bpf': 321, 'perf_event_open': 298, 'userfaultfd': 323,
         'io_uring_setup': 425, 'shmget': 29, 'msgget': 68, 'pidfd_getfd': 438, 'open_tree': 428, 'fsopen': 430}
done = [name for name, number in calls.items() if libc.syscall(number, 0, 0, 0, 0, 0) >= 0]
for name in ('/proc/sys/kernel/hostname', '/proc/sysrq-trigger', '/proc/self/oom_score_adj', '/proc/self/loginuid'):
    try: open(name, 'w').write('-1000'); done.append(name)
    except OSError: pass
if done:
    raise SystemExit('the-kernel' + '-let-it ' + ' '.join(done))
"""
FIRST_BREATH = "import os, signal\nsignal.raise_signal(signal.SIGKILL)"

ATTACKS = (
    first("every process killed that can be", KILL_ALL),
    costs("the first process killed", "Meter", KILL_FIRST),
    costs("stopped by a signal", "Meter", STOPPED),
    costs("the first process stopped by a signal", "Meter", STOP_GUEST),
    costs("a segmentation fault", "Meter", SEGFAULT),
    costs("os._exit(0)", "Meter", "import os\nos._exit(0)"),
    costs("SIGKILL to itself", "Meter", FIRST_BREATH),
    costs("a timer that ends the process", "Meter", TIME_BOMB),
    costs("sys.exit and KeyboardInterrupt", "Meter", "import sys\ntry: sys.exit(3)\nfinally: raise KeyboardInterrupt"),
    Attack(
        "SystemExit in every function",
        answers=dict.fromkeys(
            ("total", "rescale", "ordered"), "import sys\ntotal = rescale = ordered = lambda x: sys.exit('passed')"
        ),
    ),
    Attack(
        "a daemon that outlives grading", score=FULL, answers={"total": DAEMON + RIGHT["total"]}, layers=("namespaces",)
    ),
    Attack(
        "nohup in a session of its own",
        score=FULL,
        answers={"total": NOHUP + "\n" + RIGHT["total"]},
        layers=("namespaces",),
    ),
    first("exit handlers, every signal caught", AT_EXIT),
    first("ptrace and reading of other processes' memory", PTRACE),
    first("namespaces entered, mounts changed, root asked for", NAMESPACES, layers=("namespaces", "user")),
    Attack("listening sockets", score=FULL, answers={"total": LISTEN + RIGHT["total"]}, layers=("namespaces",)),
    Attack(
        "connections to the outside, and odd socket families",
        secrets=("reached-the-outside",),
        layers=("namespaces", "system calls"),
        answers={"total": REACH_OUT + WRONG["total"]},
    ),
    Attack(
        "calls that no answer needs",
        secrets=("the-kernel-let-it",),
        layers=("system calls", "landlock"),
        answers={"total": KERNEL + WRONG["total"]},
    ),
)
