"""What each wrong answer gives in the visible checks of a test, ready to be written into `likely`."""

import inspect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from grader.authoring.surroundings import Namespace
from grader.authoring.trial import Trial, try_each
from grader.course import Course
from grader.kit import CHECKS
from grader.kit.checks.ending import run_test
from grader.kit.checks.showing import show
from grader.lesson.answers import load_answers
from grader.lesson.read import load_lesson
from grader.lesson.regions import without_hidden


@dataclass(frozen=True)
class Row:
    """What one wrong answer gives in one check: the check's `what`, and the value as one would write it."""

    mistake: str
    what: str
    value: str


def values_of(
    course: Course, lesson_ids: Sequence[str], exercise: str | None, processes: int = 2
) -> Iterator[tuple[str, list[Row]]]:
    """For each exercise a row per wrong answer and check, in the order of mistakes.py."""
    for lesson_id in lesson_ids:
        lesson = load_lesson(course, lesson_id)
        answers = [answer for answer in load_answers(course, lesson) if answer.mistake]
        for id in lesson.exercises if exercise is None else (exercise,):
            trials = [Trial(lesson, answer, visible_only=True) for answer in answers if answer.exercise == id]
            rows = [row for found in try_each(_record, trials, processes) for row in found]
            yield lesson.label(id), rows


def _record(trial: Trial, namespace: Namespace, stopped: str) -> list[Row]:
    """Run the visible part with checks that take note instead of judging."""
    rows: list[Row] = []

    def noting(check: Callable[..., None]) -> Callable[..., None]:
        signature = inspect.signature(check)

        def note(*args: Any, **named: Any) -> None:
            given = signature.bind(*args, **named).arguments
            what, value = given.get("what", given.get("message")), given.get("got", given.get("condition"))
            rows.append(Row(trial.answer.mistake, str(what), show(_rounded(value))))

        return note if {"got", "likely"} <= set(signature.parameters) else check

    namespace |= {name: noting(namespace[name]) for name in CHECKS if name in namespace}
    test = trial.lesson.test(trial.answer.exercise)
    ending = run_test(without_hidden(test.source), test.exercise, namespace)
    ends = [text for text in (stopped, ending.message) if text]
    return rows + [Row(trial.answer.mistake, "stopped", text) for text in ends]


def _rounded(value: Any) -> Any:
    """Numbers with six digits, arrays and tensors as nested lists."""
    if hasattr(value, "tolist"):
        return _rounded(value.tolist())
    if isinstance(value, (list, tuple)):
        return type(value)(map(_rounded, value))
    return float(f"{value:.6g}") if isinstance(value, float) else value
