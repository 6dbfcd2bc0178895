"""Tries every attack, as this user and as an ordinary one: true score, score, neighbour's score, side effects."""

import argparse
import os
import sys
import tempfile
from pathlib import Path
from types import ModuleType

from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # as under pytest

from .attack import FULL
from .cases import classes
from .course import Row
from .ordinary_user import attacks_as_user, is_possible
from .run import not_enforced, run_all


def main() -> None:
    """Exit status 1 where something was forged or damaged, or skipped where nothing may be."""
    parser = argparse.ArgumentParser(prog="python -m tests.attacks")
    parser.add_argument("words", nargs="*", help="only attacks in whose name or class one of these stands")
    parser.add_argument("--only-this-user", action="store_true", help="not again as an ordinary user")
    options = parser.parse_args()
    words = options.words
    console = Console(width=None if sys.stdout.isatty() else 150)
    table = Table("attack", "class", "true score", "score", "neighbour", "side effects", "seconds")
    rows: list[Row] = []
    skipped = 0
    for module in classes():
        chosen = [a for a in module.ATTACKS if not words or any(w in f"{a.name} {_kind(module)}" for w in words)]
        possible = [attack for attack in chosen if not not_enforced(attack)]
        skipped += len(chosen) - len(possible)
        if not possible:
            continue
        with tempfile.TemporaryDirectory() as folder, console.status(_kind(module)):
            for row in run_all(possible, Path(folder)):
                rows.append(row)
                _add(table, row, _kind(module))
    console.print(table)
    forged, damaged = sum(row.forged for row in rows), sum(row.damaged for row in rows)
    if skipped:
        console.print(f"{skipped} not enforced here: this machine lacks what they need, see `grader doctor`")
    who = "root" if os.geteuid() == 0 else f"user {os.geteuid()}"
    console.print(f"as {who}: {len(rows)} tried: {forged} forged, {damaged} damaged")
    failed = bool(forged or damaged or not rows)
    if not options.only_this_user:
        if is_possible():
            failed |= attacks_as_user([*words, "--only-this-user"]) != 0
        else:
            console.print("not tried as another user: only root can make one")
            skipped += 1
    sys.exit(failed or bool(skipped and os.environ.get("FRONTIER_REQUIRE_ALL") == "1"))


def _add(table: Table, row: Row, kind: str) -> None:
    style = "red" if row.forged or row.damaged else ""
    scores = (f"{row.attack.score:g}/{FULL}", f"{row.score:g}", f"{row.neighbour:g}")
    table.add_row(
        row.attack.name, kind, *scores, "\n".join(row.effects)[:500] or "none", f"{row.seconds:.1f}", style=style
    )


def _kind(module: ModuleType) -> str:
    """The class of a module's attacks, as its first line begins."""
    return (module.__doc__ or "").split(":")[0].lower()


if __name__ == "__main__":
    main()
