"""Tries answers as the grader does: confined, tested from outside; several processes, each with its own isolation."""

import atexit
import json
import multiprocessing
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from multiprocessing.pool import Pool

from grader.authoring.trial import SEED_EVERYTHING, Trial
from grader.handins.reading import HandedCell
from grader.handins.restoring import Step, restore
from grader.kit.checks.exercise import forget_failures
from grader.lesson.lesson import Lesson
from grader.marking.outcome import Outcome
from grader.marking.result import Result
from grader.marking.submission import grade, outcome_in
from grader.marking.walk import Walk, all_steps
from grader.sandbox.isolation import Isolation

_isolation: Isolation | None = None


@dataclass(frozen=True)
class Whole:
    """A whole notebook: its answers by exercise, and the seed of the hidden tests' inputs."""

    lesson: Lesson
    answers: Mapping[str, str]
    seed: int


def try_outside(trials: Iterable[Trial], processes: int = 2) -> Iterator[Outcome]:
    """The outcome of each trial, its whole test run from outside; in the trials' order."""
    with _pool(processes) as pool:
        yield from pool.imap(_try_answer, trials, chunksize=4)


def grade_wholes(wholes: Iterable[Whole], processes: int = 2) -> Iterator[Result]:
    """The result of each notebook, graded as a submission; in their order."""
    with _pool(processes) as pool:
        yield from pool.imap(_grade_whole, wholes, chunksize=4)


def grade_answer(lesson: Lesson, exercise: str, source: str, isolation: Isolation, seed: int) -> Outcome:
    """The outcome of one answer beside the lesson's own; only the cells before its test are run."""
    answers = {id: lesson.answer(id).source for id in lesson.exercises} | {exercise: source}
    cells = tuple(HandedCell(text, id, id, number) for number, (id, text) in enumerate(answers.items(), 1))
    steps = restore(cells, lesson).steps
    last = next(i for i, step in enumerate(steps) if step.kind == "test" and step.exercise == exercise)
    wanted = [step for step in steps[: last + 1] if step.kind != "test" or step.exercise == exercise]
    seeded = Step("given", "seeds", SEED_EVERYTHING)
    forget_failures()
    walk = Walk(lesson, isolation, seed, time.monotonic() + isolation.limits.total_seconds)
    walk.run(all_steps([seeded, *wanted]))
    answer = next(step for step in wanted if step.kind == "exercise" and step.exercise == exercise)
    return outcome_in(answer, lesson, walk, isolation)


def notebook_of(answers: Mapping[str, str]) -> bytes:
    """A notebook with these answers, as bytes of its file."""
    cells = [
        {"cell_type": "code", "id": id, "source": source, "metadata": {}, "outputs": []}
        for id, source in answers.items()
    ]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}).encode()


def _pool(processes: int) -> Pool:
    return multiprocessing.get_context("fork").Pool(processes, initializer=_start)


def _start() -> None:
    """Each process of the pool has an isolation of its own, which ends with it."""
    global _isolation
    os.environ |= {"OMP_NUM_THREADS": "1", "FRONTIER_QUIET": "1"}
    _isolation = Isolation().__enter__()
    atexit.register(_isolation.stop)


def _try_answer(trial: Trial) -> Outcome:
    assert _isolation is not None
    seed = 0 if trial.seed is None else trial.seed
    return grade_answer(trial.lesson, trial.answer.exercise, trial.answer.source, _isolation, seed)


def _grade_whole(whole: Whole) -> Result:
    assert _isolation is not None
    data = notebook_of(whole.answers)
    return grade(data, f"{whole.lesson.name}.ipynb", "student01", whole.lesson, _isolation, whole.seed, follow=False)
