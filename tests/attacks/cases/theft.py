"""Theft: hidden tests, answers, other students' work, environment, gradebook, other submissions' memory."""

import os
from pathlib import Path

from the_course import ROOT

from ..attack import FOLDER, HERE, LESSON, RIGHT, WRONG, Attack, first

ANSWERS = HERE / "solutions" / FOLDER / f"{LESSON.name}.py"
PLACES = (
    "/",
    "/proc/1/root",
    "/proc/1/cwd",
    "/proc/self/root",
    "/old",
    "/run",
    "/mnt",
    "/host",
    "/proc/2/root",
    "/dev/fd/3/..",
)

TAKE = """
import glob, os, re, sys
def take(text):
    code = re.sub(r'### (BEGIN|END).*', '', text)
    for block in re.split(r'# %%', code):
        if 'def ' in block or 'class ' in block or 'predicted = 12' in block:
            try: exec(block.split('\\n', 1)[1], globals())
            except Exception: pass
"""


def stolen(name: str, *paths: object, **other) -> Attack:
    """Reads files by many ways and runs as its answers whatever it finds."""
    tries = [f"{place}{path}" for path in paths for place in ("", *PLACES)]
    source = (
        TAKE
        + f"for path in {tries!r}:\n    for found in glob.glob(path)[:50]:\n        try: take(open(found).read())\n        except (OSError, ValueError): pass\n"
    )
    answers = {
        exercise: f"if {exercise!r} not in globals():\n    {WRONG[exercise].replace(chr(10), chr(10) + '    ')}"
        for exercise in RIGHT
    }
    return Attack(name, answers=answers | {"total": source + answers["total"]}, layers=("files",), **other)


def as_link(target: str):
    """A hand-in that is a symbolic link."""

    def place(folder: Path, data: bytes) -> None:
        path = folder / "student13" / FOLDER / f"{LESSON.name}.ipynb"
        path.parent.mkdir(parents=True)
        path.symlink_to(target)

    return place


def folder_as_link(folder: Path, data: bytes) -> None:
    """A student's folder that is a link to another student's."""
    (folder / "student13").symlink_to(folder / "student26")


def lesson_as_link(folder: Path, data: bytes) -> None:
    """A lesson's folder that is a link to another student's."""
    (folder / "student13").mkdir()
    (folder / "student13" / FOLDER).symlink_to(folder / "student26" / FOLDER)


def loose_link(folder: Path, data: bytes) -> None:
    """A loose notebook that is a link."""
    (folder / f"student13_{LESSON.name}.ipynb").symlink_to(folder / "student26" / FOLDER / f"{LESSON.name}.ipynb")


def dangling(folder: Path, data: bytes) -> None:
    """Links that lead nowhere, beside a real hand-in."""
    (folder / f"student13_{LESSON.name}.ipynb").symlink_to("/nowhere")
    (folder / "other.zip").symlink_to("loop.zip")
    (folder / "loop.zip").symlink_to("other.zip")


SAY_ALL = """
import os, sys, gc, subprocess
print(os.environ, sys.argv, sys.path)
for name in ('environ', 'cmdline', 'mountinfo', 'maps', 'status'):
    for pid in ('self', '1', '2', str(os.getppid())):
        try: print(open(f'/proc/{pid}/{name}').read()[:20000])
        except OSError: pass
print(subprocess.run('env; ps aux; ls -la / /tmp /home /root; cat /etc/passwd /etc/shadow', shell=True, capture_output=True, text=True).stdout)
"""
FRAMES = """
import gc, sys
frame = sys._getframe()
while frame:
    for scope in (frame.f_locals, frame.f_globals):
        for name, value in list(scope.items()):
            if 'hidden' in str(value)[:10**5] and name not in ('frame', 'scope'): print(name, str(value)[:2000])
    frame = frame.f_back
for thing in gc.get_objects():
    if isinstance(thing, str) and 'HIDDEN TESTS' in thing: print(thing)
print([str(cell.source) for module in list(sys.modules.values()) for cell in vars(module).get('LESSON', [])])
"""
HISTORY = "print(get_ipython().history_manager.input_hist_raw, In, Out, list(get_ipython().history_manager.get_range()))\n%history -g"
CALLER = """
import sys, inspect
def total(numbers):
    for frame in inspect.stack():
        for value in frame.frame.f_locals.values():
            if isinstance(value, float): return value
    return sum(numbers) + 1
def ordered(words):
    import builtins
    for frame in inspect.stack(): words = frame.frame.f_locals.get('expected', words)
    return words
"""
EXCEPTION_TALKS = (
    "def total(numbers):\n    raise ValueError(repr(sys._getframe(1).f_locals) + open(__file__).read())\nimport sys"
)
SUBMITTED = [
    Path("/") / "**" / "submitted" / "*" / FOLDER / f"{LESSON.name}.ipynb",
    "/tmp/**/*.ipynb",
    "/var/tmp/**/*.ipynb",
]
INTERESTING = (
    ROOT / "solutions" / "*" / "*.py",
    ROOT / "grader" / "grading" / "*.py",
    ROOT / "tests" / "**",
    ROOT / ".git" / "*",
)

ATTACKS = (
    stolen("the answers, by their path", ANSWERS),
    stolen("the answers of every lesson, tests, git", *INTERESTING),
    stolen(
        "the answers from wherever the course may be",
        *(
            f"{base}/**/solutions/*/*.py"
            for base in ("/tmp", "/var/tmp", "/home", "/srv", "/opt", os.path.expanduser("~"))
        ),
    ),
    stolen("other students' notebooks", *SUBMITTED[1:]),
    stolen("open files of other processes", "/proc/*/fd/*", "/dev/fd/*"),
    Attack("a link to a classmate's notebook", place=as_link(f"../../student26/{FOLDER}/{LESSON.name}.ipynb")),
    Attack("a link to the answers", place=as_link(f"../../../solutions/{FOLDER}/{LESSON.name}.py")),
    Attack("a link to an endless device", place=as_link("/dev/zero")),
    Attack("a folder that is a link to a classmate's", place=folder_as_link),
    Attack("a lesson's folder that is a link", place=lesson_as_link),
    Attack("a loose notebook that is a link", place=loose_link),
    Attack("links that lead nowhere and in circles", place=dangling),
    first("environment, arguments and process files printed", SAY_ALL),
    first("frames and all objects searched for hidden tests", FRAMES),
    first("history and earlier cells", HISTORY),
    Attack("the expected value taken from a caller's frame", answers={"total": CALLER, "ordered": CALLER}),
    Attack("frames told in the text of an error", answers={"total": EXCEPTION_TALKS}),
)
