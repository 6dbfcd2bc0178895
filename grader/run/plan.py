"""Grades one lesson's hand-ins: skips what the journal knows, runs the rest, notes each result as it comes."""

import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from grader.cluster.engine import Engine
from grader.errors import GraderError
from grader.handins.accounting import Handin
from grader.lesson.lesson import Lesson
from grader.marking.result import Result
from grader.marking.settings import DEFAULTS, Settings
from grader.marking.task import Task
from grader.run.journal import Journal, keys_of

Keys = tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """What a run would do: `known`, whose results in the journal still hold, `todo` with the reason for each."""

    known: tuple[tuple[Handin, Keys], ...]
    todo: tuple[tuple[Handin, str], ...]


def plan(
    handins: Iterable[Handin], lesson: Lesson, journal: Journal, force: bool = False, settings: Settings = DEFAULTS
) -> Plan:
    """Which hand-ins must be run, and why; all attempts of a student are."""
    known, todo = [], []
    one_each = {(handin.student_id, handin.digest): handin for handin in handins}  # attempts may have the same bytes
    for handin in sorted(one_each.values(), key=lambda handin: (handin.student_id, handin.attempt)):
        keys = keys_of(handin.digest, lesson, settings)
        is_known = journal.knows(handin.student_id, keys)
        if is_known and not force:
            known.append((handin, keys))
        else:
            todo.append((handin, "forced" if is_known else journal.why(handin.student_id, keys)))
    return Plan(tuple(known), tuple(todo))


def run(
    todo: list[Handin],
    lesson: Lesson,
    journal: Journal,
    engine: Engine,
    fault: Callable[[str], None],
    settings: Settings = DEFAULTS,
) -> Iterator[Result]:
    """Grade, append each result to the journal, and yield it; what could not be graded is kept nowhere.

    Args:
        fault: told when the journal cannot be written; the grading goes on.

    Raises:
        GraderError: the cluster went away.
    """
    for result in engine.grade(tasks(todo, lesson, settings), len(todo)):
        try:
            if result.keys:  # where there are none, it was not graded
                journal.append(result)
        except GraderError as error:
            fault(str(error))
        yield result


def tasks(todo: list[Handin], lesson: Lesson, settings: Settings) -> Iterator[Task]:
    """The hand-ins as workers take them, each with a seed of its own."""
    for handin in todo:
        keys, seed = keys_of(handin.digest, lesson, settings), secrets.randbits(32)
        yield Task(handin.student_id, lesson.id, handin.name, handin.read(), seed, keys, settings.follow_through)
