"""Runs attacks in a course of their own, and says which layers of this machine some of them need."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from grader.sandbox.doctor import missing_layers

from .attack import Attack
from .course import Attacked, Row


def run_all(attacks: Iterable[Attack], root: Path) -> Iterator[Row]:
    """Try the attacks one after the other in one course."""
    course = Attacked(root)
    try:
        yield from map(course.run, attacks)
    finally:
        course.close()


def not_enforced(attack: Attack) -> list[str]:
    """The layers that the attack would be stopped by and that this machine lacks."""
    return [layer for layer in attack.layers if layer in missing_layers()]
