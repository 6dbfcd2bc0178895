"""Tries answers as a learner's own kernel would: one process walks through the lesson and forks for each answer."""

import gc
import io
import multiprocessing
import os
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from itertools import chain
from multiprocessing.queues import SimpleQueue
from typing import Any, TypeVar

from grader.authoring.steps import place_of, steps_of
from grader.authoring.surroundings import SEED_EVERYTHING, Namespace, run_cell, surroundings, warm
from grader.errors import GraderError
from grader.kit.checks.ending import read_test, run_test
from grader.kit.checks.exercise import forget_failures, set_seed
from grader.lesson.answers import Answer
from grader.lesson.imports import imports_torch
from grader.lesson.lesson import Lesson
from grader.lesson.regions import with_marks, without_hidden
from grader.marking.outcome import Outcome, outcome_of
from grader.marking.walk import seed_for
from grader.sandbox import kernel

T = TypeVar("T")
IN_HIDDEN = "_in_hidden_part"


@dataclass(frozen=True)
class Trial:
    """One answer to try, against the whole test or only its visible part; `seed` as a submission has it, or None."""

    lesson: Lesson
    answer: Answer
    visible_only: bool = False
    seed: int | None = None


@dataclass(frozen=True)
class Judged:
    """How a trial went; `in_hidden` says whether its test ended within its hidden part."""

    outcome: Outcome
    in_hidden: bool


def try_all(trials: Sequence[Trial], processes: int = 2) -> Iterator[Judged]:
    """How the trials went, in their order."""
    yield from try_each(_judge, trials, processes)


def try_each(work: Callable[[Trial, Namespace, str], T], trials: Sequence[Trial], processes: int) -> Iterator[T]:
    """Do some work on each answer, in a child forked at its place in the lesson; in the trials' order.

    Args:
        work: gets the trial, the namespace when the cells before the test have run, and how the answer's cell
            stopped, or "".
        processes: how many answers to try at once.

    Raises:
        GraderError: an answer ended its process, or the walk through a lesson stopped.
    """
    with surroundings():
        yield from _try_each(work, trials, processes)


def _try_each(work: Callable[[Trial, Namespace, str], T], trials: Sequence[Trial], processes: int) -> list[T]:
    lessons = dict.fromkeys(trial.lesson for trial in trials)
    cells = (cell.source for lesson in lessons for cell in lesson.cells)
    warm(imports_torch(chain(cells, (trial.answer.source for trial in trials))))
    for trial in trials:  # a child would read them again, and have each page copied that it touches
        steps_of(trial.lesson, trial.answer.exercise, trial.answer.source)
        with suppress(SyntaxError):  # a test that is not Python says so where it is run
            read_test(test_of(trial), trial.answer.exercise)
    context = multiprocessing.get_context("fork")
    done: dict[int, T] = {}
    for lesson in lessons:
        mine = [(i, trial) for i, trial in enumerate(trials) if trial.lesson == lesson]
        results: SimpleQueue[tuple[int, Any]] = context.SimpleQueue()
        walker = context.Process(target=_walk, args=(lesson, mine, work, processes, results))
        walker.start()
        for _ in mine:
            i, result = results.get()
            if isinstance(result, GraderError):
                walker.kill()
                raise result
            done[i] = result
        walker.join()
    return [done[i] for i in range(len(trials))]


def test_of(trial: Trial) -> str:
    """The test cell's source, or its visible part; in the whole test IN_HIDDEN says whether its hidden part is run."""
    source = trial.lesson.test(trial.answer.exercise).source
    return without_hidden(source) if trial.visible_only else with_marks(source, IN_HIDDEN)


def _judge(trial: Trial, namespace: Namespace, stopped: str) -> Judged:
    test = trial.lesson.test(trial.answer.exercise)
    ending = run_test(test_of(trial), test.exercise, namespace)
    return Judged(outcome_of(ending, test.exercise, test.points, stopped), bool(namespace.get(IN_HIDDEN)))


def _walk(
    lesson: Lesson,
    trials: Sequence[tuple[int, Trial]],
    work: Callable[[Trial, Namespace, str], T],
    processes: int,
    results: "SimpleQueue[tuple[int, Any]]",
) -> None:
    """Run the lesson's given cells and reference answers; at each answer's place fork a child for each trial answer."""
    if "torch" in sys.modules:
        sys.modules["torch"].set_num_threads(1)  # with more, a fork after a torch operation would hang
    warnings.simplefilter("default")  # as in a kernel, whatever this process was started with
    namespace: Namespace = {"__name__": "__main__"}
    running: dict[int, int] = {}
    exec(SEED_EVERYTHING, namespace)
    gc.freeze()  # a collection in a child would copy every page that it looks at
    kernel.collapse_pages()  # what this process has changed no longer lies in huge pages
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        for cell in lesson.cells:
            if cell.kind == "exercise":
                for i, trial in trials:
                    if trial.answer.exercise == cell.exercise:
                        _wait(running, processes - 1, results)
                        running[_fork(i, trial, namespace, work, results)] = i
            if cell.kind in ("given", "exercise"):
                run_cell(cell.source, cell.id, namespace)
        _wait(running, 0, results)


def _fork(
    i: int,
    trial: Trial,
    namespace: Namespace,
    work: Callable[[Trial, Namespace, str], T],
    results: "SimpleQueue[tuple[int, Any]]",
) -> int:
    """Start a child that runs the answer with what it needs, up to its test, and the work; returns its process id."""
    pid = os.fork()
    if pid:
        return pid
    try:
        forget_failures()
        set_seed(None if trial.seed is None else seed_for(trial.seed, trial.answer.exercise))
        exercise, source = trial.answer.exercise, trial.answer.source
        steps = steps_of(trial.lesson, exercise, source)
        place = place_of(steps, exercise)
        for step in steps[:place]:
            if step.kind == "helper":
                run_cell(step.source, step.id, namespace)
        stopped = run_cell(source, exercise, namespace)
        for step in steps[place + 1 : -1]:
            run_cell(step.source, step.id, namespace)
        results.put((i, work(trial, namespace, stopped or "")))
        os._exit(0)
    finally:
        os._exit(1)


def _wait(running: dict[int, int], most: int, results: "SimpleQueue[tuple[int, Any]]") -> None:
    """Return when at most so many children are left; one that has died is told."""
    while len(running) > most:
        pid, status = os.wait()
        i = running.pop(pid)
        if status:
            results.put((i, GraderError(f"trial answer {i} ended its process (status {status})")))
