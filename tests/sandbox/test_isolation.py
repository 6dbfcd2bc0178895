"""Does each layer of isolation hold, seen from inside, and is nothing alive when a confined process has been closed?"""

import contextlib
import os
import threading
import time
from dataclasses import fields
from pathlib import Path

import pytest
from attacks.attack import LESSON
from attacks.traces import MARK
from distributed import LocalCluster
from inside import say
from the_course import ROOT

from grader.cluster.engine import Engine
from grader.cluster.grading_process import GradingProcess
from grader.errors import GraderError
from grader.marking.time_limit import time_limit
from grader.sandbox import isolation as isolation_module
from grader.sandbox.confine import LAYERS, MAX_OPEN_FILES
from grader.sandbox.doctor import MEANING, missing_layers
from grader.sandbox.faults import Stopped
from grader.sandbox.isolation import ConfinedProcess, Isolation
from grader.sandbox.limits import Limits
from grader.sandbox.processes import descendants

LIMITS = Limits(cell_seconds=20, memory=300 * 2**20, processes=16, files=4 * 2**20)


@pytest.fixture(scope="module")
def isolation():
    with Isolation(LIMITS) as prepared:
        yield prepared


def test_the_prepared_process_is_in_huge_pages(isolation):
    """Is most of what a fork would copy page by page in pages of 2 MiB?"""
    setting = Path("/sys/kernel/mm/transparent_hugepage/enabled")
    if not setting.exists() or "[never]" in setting.read_text():
        pytest.skip("huge pages are switched off on this machine")
    lines = Path(f"/proc/{isolation._process.pid}/smaps_rollup").read_text().splitlines()
    sizes = {line.split(":")[0]: int(line.split()[1]) for line in lines if line.endswith("kB")}
    assert sizes["AnonHugePages"] > sizes["Anonymous"] / 2


REFUSED = ("OSError", "PermissionError")
HOLDS = {
    "namespaces": [
        ("import os; print(os.getpid())", "1"),
        ("import os; print(sorted(int(p) for p in os.listdir('/proc') if p.isdigit()))", "[1]"),
        ("print(open('/proc/net/dev').read().count(':'))", "1"),
        ("import socket; s = socket.socket(); s.settimeout(2); print(s.connect_ex(('127.0.0.1', 22)) != 0)", "True"),
        ("import socket; socket.create_connection(('1.1.1.1', 53), 2)", REFUSED),
    ],
    "user": [
        ("import os; print(os.getuid(), os.geteuid(), os.getgid(), os.getgroups())", "65534 65534 65534 []"),
        ("print([l.split()[1] for l in open('/proc/self/status') if l.startswith('Cap')])", str(["0" * 16] * 5)),
        ("import os; os.setuid(0)", REFUSED),
        ("print(open('/proc/self/uid_map').read().split())", "['65534',"),
    ],
    "files": [
        (
            f"import os; print(os.path.exists({str(ROOT / 'solutions')!r}), os.path.exists({str(ROOT / 'tests')!r}))",
            "False False",
        ),
        (
            f"import os; print([os.path.exists({str(ROOT)!r} + '/grader/' + name) for name in ('kit/checks/check.py', 'marking', 'cli')])",
            "[True, False, False]",
        ),
        (
            f"import os; print([p for p in ({os.path.expanduser('~/.bashrc')!r}, '/var', '/sys', '/etc/shadow', '/etc/hosts') if os.path.exists(p)])",
            "[]",
        ),
        ("import os; print(os.getcwd(), os.path.expanduser('~'))", "/tmp /tmp"),
        ("import numpy; open(numpy.__file__, 'a')", "PermissionError"),
        (f"open('/{MARK}', 'w')", REFUSED),
        ("open('/tmp/x', 'w').write('mine'); print(open('/tmp/x').read())", "mine"),
        ("import os; print(sorted(n for n in os.environ if 'SECRET' in n or 'TOKEN' in n))", "[]"),
    ],
    "landlock": [
        ("open('/proc/self/oom_score_adj', 'w')", "PermissionError"),
        ("open('/dev/urandom', 'wb')", "PermissionError"),
    ],
    "system calls": [
        ("import os; os.unshare(0x10000000) if hasattr(os, 'unshare') else os.memfd_create('x')", "PermissionError"),
        ("import socket; socket.socket(40, socket.SOCK_STREAM)", "PermissionError"),
        ("import ctypes; print(ctypes.CDLL(None, use_errno=True).ptrace(16, 1, 0, 0))", "-1"),
        (
            "print([l.split()[1] for l in open('/proc/self/status') if l.startswith(('Seccomp:', 'NoNewPrivs'))])",
            "['1', '2']",
        ),
    ],
    "limits": [
        ("open('/tmp/x', 'wb').write(bytes(10**7))", "OSError"),
        ("x = bytearray(400 * 2**20)", "MemoryError"),
        (
            "import os\nn = 0\ntry:\n    while True:\n        if os.fork() == 0: import time; time.sleep(9)\n        n += 1\nexcept OSError: print(n <= 16)",
            "True",
        ),
        ("import resource; resource.setrlimit(resource.RLIMIT_NPROC, (10**4, 10**4))", "ValueError"),
        ("files = [open('/dev/null') for i in range(1000)]", "OSError"),
        ("print(open('/proc/self/oom_score_adj').read().strip())", "1000"),
    ],
}


@pytest.mark.parametrize(
    ("layer", "source", "expected"),
    [pytest.param(layer, *pair, id=f"{layer} {i}") for layer, pairs in HOLDS.items() for i, pair in enumerate(pairs)],
)
def test_a_layer_holds(isolation, layer, source, expected):
    """Is what the layer promises so, from inside?"""
    if layer in missing_layers():
        pytest.skip(f"not enforced here: {layer}: {missing_layers()[layer]}")
    assert say(isolation, source).startswith(expected)


def test_every_layer_is_named_and_tried():
    """Does the doctor say what each layer is, and is each one tried above?"""
    untold = sorted(set(LAYERS) ^ set(MEANING)), sorted(set(LAYERS) ^ set(HOLDS))
    assert untold == ([], []), "each layer has a line in MEANING (sandbox/doctor.py) and cases in HOLDS above"


# Where a submission goes beyond each limit: here, a part of a case above; or what tests the grading of whole submissions.
BEYOND = {
    "cell_seconds": "tests/marking/test_grade.py",
    "total_seconds": "tests/marking/test_grade.py",
    "memory": "MemoryError",
    "processes": "os.fork()",
    "files": "open('/tmp/x', 'wb')",
    "output": "tests/marking/test_grade.py",
}


def test_every_limit_is_gone_beyond():
    """Is a limit that somebody adds more than an option? And does the page of promises say the defaults that it names?"""
    limits = {limit.name for limit in fields(Limits)}
    assert limits == set(BEYOND), (
        f"reach {sorted(limits ^ set(BEYOND))} in a case of HOLDS above, and name it in BEYOND"
    )
    for limit, where in BEYOND.items():
        text = (ROOT / where).read_text() if where.endswith(".py") else str(HOLDS["limits"])
        assert (f"{limit}=" if where.endswith(".py") else where) in text
    promises = (ROOT / "grader" / "README.md").read_text(encoding="utf-8")
    own = Limits()
    said = f"has {own.cell_seconds:g} s; the submission has {own.total_seconds:g} s"
    for part in (said, f"open files ({MAX_OPEN_FILES} per process)"):
        assert part in promises, f"grader/README.md: say {part!r}"


def test_no_open_file_leads_out(isolation):
    """Is the one socket all that a submission inherits, and do its standard streams lead nowhere?"""
    listed = say(
        isolation,
        "import os\nprint(sorted({os.readlink(f'/proc/self/fd/{n}').split(':')[0] for n in os.listdir('/proc/self/fd')\n"
        "    if os.path.lexists(f'/proc/self/fd/{n}')}))",
    )
    assert listed == "['/dev/null', 'socket']"


def test_one_submission_leaves_the_next_nothing(isolation):
    """Is each process new: files, names, patched libraries, environment?"""
    say(
        isolation,
        "import numpy, os; numpy.sum = None; os.environ['X'] = '1'; open('/tmp/x', 'w'); open('/dev/shm/x', 'w'); y = 1",
    )
    look = "import numpy, os; print(numpy.sum is None, 'X' in os.environ, *map(os.path.exists, ('/tmp/x', '/dev/shm/x')), 'y' in dir())"
    assert say(isolation, look) == "False False False False False"


def test_what_a_copy_does_leaves_no_trace(isolation):
    """Is the process as it was when a copy of it has ended, and does one that ends itself give no answer?"""
    with isolation.open() as confined:
        remote = confined.remote
        remote.run("x = [1]\nclass Box: pass")
        for added in (2, 3):
            with remote.forked():
                remote.run(f"x.append({added}); made = Box(); import os; os.chdir('/')")
                assert remote.get("x") == [1, added]
                assert type(remote.get("made")).__name__ == "Handle"
            assert (remote.get("x"), remote.run("import os; print(os.getcwd())")[1]) == ([1], "/tmp\n")
            with pytest.raises(NameError):
                remote.get("made")
        with pytest.raises(Stopped), remote.forked():
            remote.run("import os; os._exit(3)")


def test_nothing_is_alive_afterwards(isolation):
    """Do children, daemons and those that catch every signal end with the process?"""
    before = descendants(os.getpid())
    with isolation.open() as confined:
        confined.remote.run(
            "import os, signal, time\n"
            "for s in range(1, 32):\n    if s not in (9, 19): signal.signal(s, signal.SIG_IGN)\n"
            "for i in range(5):\n    if os.fork() == 0:\n        os.setsid()\n        if os.fork() == 0: time.sleep(600)\n        os._exit(0)"
        )
        with time_limit(30):  # a daemon's parent may not have forked it yet
            while len(descendants(os.getpid()) - before) <= 5:
                time.sleep(0.05)
    deadline = time.monotonic() + 1  # the supervisor itself has just told that all are gone
    while (left := descendants(os.getpid()) - before) and time.monotonic() < deadline:
        left = {pid for pid in left if Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"} if left else left
        if not left:
            break
        time.sleep(0.05)
    assert not left


def run_to_the_end(confined: ConfinedProcess, source: str) -> None:
    """Run a cell that the process does not survive."""
    with contextlib.suppress(Stopped):
        confined.remote.run(source)


def test_a_neighbour_keeps_its_share_of_the_processors(isolation):
    """Do 15 busy children, each in what it takes for a session of its own, leave a neighbour enough to go on?"""
    if Path("/proc/sys/kernel/sched_autogroup_enabled").read_text().strip() != "1":
        pytest.skip("not enforced here: the kernel does not share processors out by session")
    hog = "import os, time\nfor i in range(15):\n    if os.fork() == 0:\n        os.setsid()\n        while True: pass\ntime.sleep(9)"
    work = "import time\nstart, cpu = time.monotonic(), time.process_time()\nwhile time.process_time() - cpu < 0.3: pass\nprint(time.monotonic() - start)"
    with Isolation(LIMITS, torch=False) as others, isolation.open() as confined:
        alone = float(confined.remote.run(work)[1])
        with others.open() as greedy:
            thread = threading.Thread(target=run_to_the_end, args=(greedy, hog))
            thread.start()
            time.sleep(1)
            beside = float(confined.remote.run(work)[1])
        thread.join()
    assert beside < 5 * alone + 0.5


def test_a_layer_that_fails_later_stops_the_grading(isolation, monkeypatch):
    """Is a submission not run where the layers that held at the start do not hold now?"""
    with isolation.open():
        pass
    read = isolation_module._read_line
    monkeypatch.setattr(
        isolation_module, "_read_line", lambda *args: (read(*args) or {}) | {"missing": {"files": "no room"}}
    )
    with pytest.raises(GraderError, match=r"isolation failed \(files: no room\)"), isolation.open() as confined:
        confined.remote.run("1")


@pytest.mark.parametrize("required", [True, False])
def test_isolation_can_be_required(monkeypatch, required):
    """With --require-isolation, does a run refuse to start where a layer is missing, and only then?"""
    monkeypatch.setattr(
        GradingProcess, "start", lambda self: setattr(self, "missing", {"landlock": "the kernel has none"})
    )
    with LocalCluster(n_workers=1, processes=False, dashboard_address="127.0.0.1:0", silence_logs=50) as cluster:
        refusal = (
            pytest.raises(GraderError, match="lacks isolation: landlock") if required else contextlib.nullcontext()
        )
        with refusal, Engine([LESSON], cluster.scheduler_address, require_isolation=required) as engine:
            engine.workers.wait()
            assert engine.workers.ready


def test_modules_in_the_current_folder_are_not_imported(tmp_path, monkeypatch):
    """Where the current folder holds hand-ins, is a json.py among them left alone by the grading process?"""
    for name in ("json", "struct", "torch", "numpy", "msgpack", "base64", "grader", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / MARK)!r}, 'w')")
    monkeypatch.chdir(tmp_path)
    process = GradingProcess(LESSON)
    process.start()
    process.stop()
    assert not (tmp_path / MARK).exists()


def test_threads_of_the_caller_do_not_matter():
    """Ca confined processes be started from a thread, as a Dask worker does?"""
    said = []
    thread = threading.Thread(target=lambda: said.append(doubled()))
    thread.start()
    thread.join()
    assert said == ["2"]


def doubled() -> str:
    """One plus one, in a process of its own."""
    with Isolation(LIMITS, torch=False) as prepared:
        return say(prepared, "print(1 + 1)")
