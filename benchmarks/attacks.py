"""The attacks that make sense for any notebook grader, tried on stock nbgrader and on this one.

`python -m benchmarks.attacks`. Stock nbgrader runs a submission with all rights of whoever grades: here that is a user
made for it, in processes of its own.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))  # as under pytest

from benchmarks.course import make_course, scores  # noqa: E402
from tests.attacks.attack import FOLDER, LESSON, Attack  # noqa: E402
from tests.attacks.cases import classes  # noqa: E402
from tests.attacks.ordinary_user import as_user, is_possible  # noqa: E402
from tests.attacks.run import run_all  # noqa: E402

# Not those on processes, memory, files, names and our own protocol: stock nbgrader promises nothing of that kind.
PORTABLE = ("values", "inside_python", "ipython", "metadata", "innocent")
NBGRADER = """
import sys
from nbgrader.apps.nbgraderapp import main
sys.argv = ["nbgrader", "autograde", sys.argv[1]]
main()
"""
FILE = ROOT / "benchmarks" / "results" / "attacks.json"


@dataclass(frozen=True)
class Counts:
    """How many attacks were tried, and of them how many won points or lost points that were deserved."""

    tried: int
    forged: int
    damaged: int


def portable() -> list[Attack]:
    """The attacks that are one notebook in its usual place."""
    chosen = [module for module in classes() if module.__name__.rsplit(".")[-1] in PORTABLE]
    return [attack for module in chosen for attack in module.ATTACKS if attack.place is None]


def ours(attacks: list[Attack]) -> dict[str, float]:
    """By name, the points that this grader gives."""
    with tempfile.TemporaryDirectory() as folder:
        return {row.attack.name: row.score for row in run_all(attacks, Path(folder))}


def stock(attacks: list[Attack], folder: Path) -> dict[str, float]:
    """By name, the points that `nbgrader autograde` gives; one that it cannot grade gets none."""
    course = make_course(folder / "course", [LESSON])
    names = {f"s{number:03}": attack.name for number, attack in enumerate(attacks)}
    for student, attack in zip(names, attacks, strict=True):
        path = course / "submitted" / student / FOLDER / f"{LESSON.name}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(attack.handed_in())
    with open(folder / "log", "w") as log:
        subprocess.run([sys.executable, "-c", NBGRADER, FOLDER], cwd=course, stdout=log, stderr=log, check=False)
    points = dict.fromkeys(names.values(), 0.0)
    for (student, _), won in scores(course / "gradebook.db", LESSON).items():
        points[names[student]] += won
    return points


def counts(attacks: list[Attack], points: dict[str, float]) -> Counts:
    """What the points say."""
    forged = sum(points[attack.name] > attack.score for attack in attacks)
    return Counts(len(attacks), forged, sum(points[attack.name] < attack.score for attack in attacks))


def main() -> None:
    """Print both counts and the attacks in which stock nbgrader differs from what is deserved; write them down."""
    if "--stock" in sys.argv:  # in the process of the user made for it
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(stock(portable(), Path(folder))))
        return
    if not is_possible() or shutil.which("unshare") is None:
        sys.exit("stock nbgrader runs attacks with your own rights: run this as root, with `unshare`, in a container")
    attacks = portable()
    done = as_user(
        ["-m", "benchmarks.attacks", "--stock"], ("unshare", "--pid", "--fork", "--kill-child", "--mount-proc")
    )
    theirs = json.loads(done.splitlines()[-1])
    mine = ours(attacks)
    result = {"stock nbgrader": counts(attacks, theirs), "this grader": counts(attacks, mine)}
    for line in _lines(attacks, theirs, mine):
        print(line)
    for who, count in result.items():
        print(f"{who}: {count.tried} tried, {count.forged} forged, {count.damaged} damaged")
    told = {who: asdict(count) for who, count in result.items()}
    FILE.write_text(
        json.dumps(told | {"points": {a.name: [a.score, theirs[a.name], mine[a.name]] for a in attacks}}, indent=1)
        + "\n"
    )


def _lines(attacks: list[Attack], theirs: dict[str, float], mine: dict[str, float]) -> Iterator[str]:
    for attack in attacks:
        if not attack.score == theirs[attack.name] == mine[attack.name]:
            both = f"nbgrader {theirs[attack.name]:g}, ours {mine[attack.name]:g}"
            yield f"{attack.name}: deserves {attack.score:g}, {both}"


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
