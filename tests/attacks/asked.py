"""Tries the attacks that are asked for on standard input, a line each, and answers in lines of JSON: see `ordinary_user`."""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # as under pytest

from .attack import Attack
from .cases import classes
from .course import Attacked
from .run import not_enforced


def main() -> None:
    """Until standard input ends."""
    attacks = {
        (module.__name__.rpartition(".")[2], attack.name): attack for module in classes() for attack in module.ATTACKS
    }
    with tempfile.TemporaryDirectory() as folder:
        course = Attacked(Path(folder))
        try:
            for line in sys.stdin:
                module, name = json.loads(line)
                print(json.dumps(_tried(attacks[module, name], course)), flush=True)
        finally:
            course.close()


def _tried(attack: Attack, course: Attacked) -> dict[str, Any]:
    if lacking := not_enforced(attack):
        return {"lacking": lacking}
    row = course.run(attack)
    return {"score": row.score, "neighbour": row.neighbour, "effects": row.effects}


if __name__ == "__main__":
    main()
