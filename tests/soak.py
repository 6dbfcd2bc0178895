"""Grades a large class in one process and prints what grows: `python -m tests.soak 500`."""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parent))

from attacks.attack import LESSON, Attack, as_bytes, cell_of, code_cell, honest
from attacks.course import Solo

from grader.handins.collecting import collect
from grader.handins.which_lesson import catalogue_of
from grader.run.journal import Journal
from grader.run.plan import plan
from grader.run.run import Session, places
from grader.sandbox.processes import descendants

PAGE = os.sysconf("SC_PAGE_SIZE")
SETTLE_SECONDS = 0.5
MIX = (
    honest("right"),
    Attack("wrong"),
    honest("a crash", edit=lambda content: cell_of(content, "Meter").update(source="import os; os._exit(1)")),
    honest(
        "a daemon",
        edit=lambda content: content["cells"].append(
            code_cell("import subprocess; subprocess.Popen(['sleep', '600'], start_new_session=True)")
        ),
    ),
    honest("memory", edit=lambda content: cell_of(content, "Meter").update(source="x = bytearray(10**10)")),
    honest("loud", edit=lambda content: cell_of(content, "Meter").update(source="print('x' * 10**7)")),
    honest(
        "large answers",
        edit=lambda content: cell_of(content, "total").update(source="def total(x):\n    return [0.0] * 10**5"),
    ),
)


@dataclass(frozen=True)
class Use:
    """What the grading holds: MiB of resident memory, processes (the dead ones not yet reaped too), open files."""

    graded: int
    memory: float
    processes: int
    files: int


def soak(count: int, folder: Path, looks: int = 3) -> Iterator[Use]:
    """Grade a class of so many, and look a few times, evenly; the first time after one of each kind has been graded."""
    for i, attack in enumerate(islice(cycle(MIX), count)):
        path = folder / "submitted" / f"s{i:05}_{LESSON.name}.ipynb"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(as_bytes(attack.notebook() | {"i": i}))
    engine = Solo()
    accounting = collect(folder / "submitted", catalogue_of(LESSON))
    run = Session(LESSON, places(folder), accounting=accounting)
    with Journal(run.places.journal(LESSON)) as journal:
        run.open_marks()  # as the command does: nbgrader is imported before the first look
        todo = plan(accounting.counted, LESSON, journal)
        start = 2 * len(MIX)
        stops = {start + (count - start) * i // (looks - 1) for i in range(looks)}
        for done, _ in enumerate(run.grade(todo, journal, engine), start=1):
            if done in stops:
                yield look(done)
    engine.stop()


def look(graded: int) -> Use:
    """What this process and all below it hold, once the last submission's supervisor has gone."""
    time.sleep(SETTLE_SECONDS)
    pids = (os.getpid(), *descendants(os.getpid()))
    memory = sum(int(_read(pid, "statm").split()[1]) for pid in pids) * PAGE / 2**20
    files = sum(len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in pids)
    return Use(graded, memory, len(pids), files)


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    table = Table("graded", "memory (MiB)", "processes", "open files")
    with tempfile.TemporaryDirectory() as folder:
        for use in soak(count, Path(folder)):
            table.add_row(str(use.graded), f"{use.memory:.0f}", str(use.processes), str(use.files))
    Console().print(table)


def _read(pid: int, name: str) -> str:
    return Path(f"/proc/{pid}/{name}").read_text()


if __name__ == "__main__":
    main()
