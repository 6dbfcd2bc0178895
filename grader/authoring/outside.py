"""Tries answers as the grader does: confined, tested from outside; several processes, and one isolation for all."""

import atexit
import json
import multiprocessing
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from multiprocessing.pool import Pool

from grader.authoring.steps import place_of, steps_of
from grader.authoring.trial import Trial
from grader.errors import GraderError
from grader.handins.restoring import Step
from grader.kit.checks.exercise import forget_failures
from grader.lesson.imports import imports_torch
from grader.lesson.lesson import Lesson
from grader.marking.outcome import Outcome
from grader.marking.result import Result
from grader.marking.submission import grade, outcome_in
from grader.marking.walk import Walk, all_steps
from grader.sandbox.environment import data_folders
from grader.sandbox.faults import Stopped
from grader.sandbox.isolation import ConfinedProcess, Isolation

_isolation: Isolation | None = None


@dataclass(frozen=True)
class Whole:
    """A whole notebook: its answers by exercise, and the seed of the hidden tests' inputs."""

    lesson: Lesson
    answers: Mapping[str, str]
    seed: int


def try_outside(trials: Sequence[Trial], processes: int = 2) -> Iterator[Outcome]:
    """The outcome of each trial, its whole test run from outside; in the trials' order."""
    places: dict[tuple[str, str], list[int]] = {}
    for place, trial in enumerate(trials):
        places.setdefault((trial.lesson.id, trial.answer.exercise), []).append(place)
    done: dict[int, Outcome] = {}
    lessons = dict.fromkeys(trial.lesson for trial in trials)
    with _pool(processes, lessons, (trial.answer.source for trial in trials)) as pool:
        groups = [[trials[place] for place in group] for group in places.values()]
        for group, outcomes in zip(places.values(), pool.imap(_try_answers, groups), strict=True):
            done |= zip(group, outcomes, strict=True)
    yield from (done[place] for place in range(len(trials)))


def grade_wholes(wholes: Sequence[Whole], processes: int = 2) -> Iterator[Result]:
    """The result of each notebook, graded as a submission; in their order."""
    lessons = dict.fromkeys(whole.lesson for whole in wholes)
    with _pool(processes, lessons, (source for whole in wholes for source in whole.answers.values())) as pool:
        yield from pool.imap(_grade_whole, wholes, chunksize=4)


def grade_answers(
    lesson: Lesson, exercise: str, answers: Sequence[tuple[str, int]], isolation: Isolation
) -> list[Outcome]:
    """The outcome of each answer to an exercise, with the seed of its inputs, beside the lesson's own answers.

    Only the cells before its test are run. Those before the answer are run once, in a process that forks for each
    answer; one that stops its process, or brings helpers, is graded in a process of its own.
    """
    outcomes: list[Outcome] = []
    before = steps_of(lesson, exercise, lesson.answer(exercise).source)
    before = before[: place_of(before, exercise)]
    while len(outcomes) < len(answers):
        with isolation.open() as confined:
            if _walk(lesson, isolation, 0).run_in(confined, iter(before)) is not None:
                raise GraderError(f"the lesson's own cells before {exercise} stop", "Run `grader check`")
            for source, seed in answers[len(outcomes) :]:
                steps = steps_of(lesson, exercise, source)
                outcome = None
                if steps[: len(before)] == before and steps[len(before)].kind == "exercise":
                    outcome = _grade_forked(lesson, steps[len(before) :], isolation, seed, confined)
                if outcome is None:
                    outcomes.append(_grade_alone(lesson, steps, isolation, seed))
                    break
                outcomes.append(outcome)
    return outcomes


def _grade_forked(
    lesson: Lesson, steps: Sequence[Step], isolation: Isolation, seed: int, confined: ConfinedProcess
) -> Outcome | None:
    """The outcome of the last steps, in a copy of a process that has run those before; None where it is stopped."""
    walk = _walk(lesson, isolation, seed)
    confined.remote.allow(isolation.limits.cell_seconds)
    try:
        with confined.remote.forked():
            if walk.run_in(confined, iter(steps)) is not None:
                return None
            confined.remote.allow(isolation.limits.cell_seconds)
    except Stopped:
        return None
    return outcome_in(steps[0], lesson, walk, isolation)


def _grade_alone(lesson: Lesson, steps: Sequence[Step], isolation: Isolation, seed: int) -> Outcome:
    """The outcome of the steps in a process of their own, as a submission's are run."""
    walk = _walk(lesson, isolation, seed)
    walk.run(all_steps(steps))
    return outcome_in(steps[place_of(steps, steps[-1].exercise)], lesson, walk, isolation)


def _walk(lesson: Lesson, isolation: Isolation, seed: int) -> Walk:
    forget_failures()
    return Walk(lesson, isolation, seed, time.monotonic() + isolation.limits.total_seconds)


def notebook_of(answers: Mapping[str, str]) -> bytes:
    """A notebook with these answers, as bytes of its file."""
    cells = [
        {"cell_type": "code", "id": id, "source": source, "metadata": {}, "outputs": []}
        for id, source in answers.items()
    ]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}).encode()


def _pool(processes: int, lessons: Iterable[Lesson], answers: Iterable[str]) -> Pool:
    cells = (cell.source for lesson in lessons for cell in lesson.cells)
    isolation = _prepared(imports_torch(chain(cells, answers)), tuple(data_folders()))
    return multiprocessing.get_context("fork").Pool(processes, initializer=_start, initargs=(isolation,))


@cache
def _prepared(torch: bool, data: tuple[str, ...]) -> Isolation:
    """The process that isolates for all that is tried from here on, ready; it ends with this one.

    Args:
        data: the folders of data that it has been shown: with others another is needed.
    """
    isolation = Isolation(torch=torch).__enter__()
    atexit.register(isolation.stop)
    return isolation


def _start(isolation: Isolation) -> None:
    """In each process of the pool; what it opens is its own, though they all ask the same prepared process."""
    global _isolation
    os.environ |= {"OMP_NUM_THREADS": "1", "FRONTIER_QUIET": "1"}
    _isolation = isolation


def _try_answers(trials: Sequence[Trial]) -> list[Outcome]:
    """Of one exercise."""
    assert _isolation is not None
    lesson, exercise = trials[0].lesson, trials[0].answer.exercise
    answers = [(trial.answer.source, 0 if trial.seed is None else trial.seed) for trial in trials]
    return grade_answers(lesson, exercise, answers, _isolation)


def _grade_whole(whole: Whole) -> Result:
    assert _isolation is not None
    data = notebook_of(whole.answers)
    return grade(data, f"{whole.lesson.name}.ipynb", "student01", whole.lesson, _isolation, whole.seed, follow=False)
