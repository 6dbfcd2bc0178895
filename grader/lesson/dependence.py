"""Which exercises another one rests on, read from the names that answers, tests and given cells use.

An operator counts as the method that an exercise wrote for it only where that method's class is in play: `a * b` in
code that never comes near `Value` multiplies plain numbers.
"""

from collections.abc import Sequence, Set
from typing import Protocol

from grader.lesson.lesson import without_magics
from grader.lesson.uses import Uses, uses_of

NOTHING = Uses(*(frozenset[str](),) * 7)
MAKERS = ("given", "helper", "exercise")


class Part(Protocol):
    """A cell of a lesson, or a step of a submission."""

    @property
    def kind(self) -> str: ...
    @property
    def exercise(self) -> str: ...
    @property
    def source(self) -> str: ...


def needed_by(exercise: str, parts: Sequence[Part]) -> tuple[str, ...]:
    """The exercises before this one that its answer or its test uses, also by way of others, in the parts' order.

    Args:
        parts: given cells, helpers, answers and tests in the order in which they run.
    """
    end = next(i for i, part in enumerate(parts) if part.kind == "test" and part.exercise == exercise)
    own = [part for part in parts[: end + 1] if part.exercise == exercise]
    return _makers(own, [part for part in parts[:end] if part.exercise != exercise])


def rests_on(index: int, parts: Sequence[Part]) -> tuple[str, ...]:
    """The exercises that one part, such as a given cell, uses, also by way of others."""
    return _makers([parts[index]], parts[:index])


def _makers(users: Sequence[Part], parts: Sequence[Part]) -> tuple[str, ...]:
    """The exercises among some parts that the users need."""
    wanted = [_uses(part.source) for part in users]
    makers = [part for part in parts if part.kind in MAKERS]
    found: set[int] = set()
    grew = True
    while grew:
        known = {name for uses in wanted for name in uses.names}
        more = {i for i, part in enumerate(makers) if i not in found and _is_wanted(part, wanted, known)}
        wanted += [_uses(makers[i].source) for i in more]
        found |= more
        grew = bool(more)
    return tuple(makers[i].exercise for i in sorted(found) if makers[i].exercise)


def _is_wanted(part: Part, wanted: Sequence[Uses], known: Set[str]) -> bool:
    return any(uses.needs(_uses(part.source), known) for uses in wanted)


def _uses(source: str) -> Uses:
    """The names of a cell; none where it is not Python."""
    try:
        return uses_of(without_magics(source))
    except Exception:  # a learner's answer may be anything
        return NOTHING
