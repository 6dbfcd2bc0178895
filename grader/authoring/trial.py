"""Tries one answer as a learner's own kernel would: the lesson's cells and its test in one forked child."""

import io
import linecache
import multiprocessing
import os
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import Any, TypeVar

from grader.kit.checks.ending import run_test
from grader.kit.checks.exercise import set_seed
from grader.kit.checks.failures import explain
from grader.lesson.answers import Answer
from grader.lesson.lesson import Lesson
from grader.lesson.regions import without_hidden
from grader.marking.outcome import Outcome, outcome_of

T = TypeVar("T")
# An answer that draws numbers of its own draws the same in a kernel and when graded, so that the two can be compared.
SEED_EVERYTHING = """
import random as _random, numpy as _numpy, torch as _torch
_random.seed(0); _numpy.random.seed(0); _torch.manual_seed(0)
"""


@dataclass(frozen=True)
class Trial:
    """One answer to try, against the whole test or only its visible part; `seed` of its inputs, None for new ones."""

    lesson: Lesson
    answer: Answer
    visible_only: bool = False
    seed: int | None = None


def try_all(trials: Iterable[Trial], processes: int = 2) -> Iterator[Outcome]:
    """The outcomes of trials, in their order."""
    yield from run_forked(try_one, trials, processes)


def run_forked(work: Callable[[Trial], T], trials: Iterable[Trial], processes: int) -> Iterator[T]:
    """Do some work on each trial in parallel, each in a child forked from this process; in the trials' order."""
    os.environ |= {"OMP_NUM_THREADS": "1", "MPLBACKEND": "agg", "FRONTIER_QUIET": "1"}
    _warm()
    with multiprocessing.get_context("fork").Pool(processes, maxtasksperchild=1) as pool:
        yield from pool.imap(work, trials, chunksize=1)


def try_one(trial: Trial) -> Outcome:
    """Run the cells up to the exercise's test, then the test."""
    test = trial.lesson.test(trial.answer.exercise)
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        namespace, stopped = prepare(trial)
        source = without_hidden(test.source) if trial.visible_only else test.source
        ending = run_test(source, test.exercise, namespace)
    return outcome_of(ending, test.exercise, test.points, stopped)


def prepare(trial: Trial) -> tuple[dict[str, Any], str]:
    """Run the cells before the exercise's test; the namespace, and how the trial answer stopped, or "".

    Cells that only show something are left out. A cell that raises does not stop the ones after it.
    """
    import torch

    torch.set_num_threads(1)
    warnings.simplefilter("default")  # as in a kernel, whatever this process was started with
    set_seed(trial.seed)
    namespace: dict[str, Any] = {"__name__": "__main__"}
    exec(SEED_EVERYTHING, namespace)
    stopped = ""
    for cell in trial.lesson.cells:
        if cell.kind == "test" and cell.exercise == trial.answer.exercise:
            break
        if cell.kind in ("given", "exercise"):
            mine = cell.kind == "exercise" and cell.exercise == trial.answer.exercise
            problem = _run(trial.answer.source if mine else cell.source, cell.id, namespace)
            stopped = problem if mine else stopped
    return namespace, stopped


def _run(source: str, name: str, namespace: dict[str, Any]) -> str:
    """Run a cell; how it stopped, or ""."""
    filename = f"<{name}>"
    linecache.cache[filename] = (len(source), None, source.splitlines(True), filename)
    try:
        exec(compile(source, filename, "exec"), namespace)
    except Exception as error:
        return f"stopped with {explain(error)}"
    return ""


def _warm() -> None:
    """Import what every lesson imports, once, before the forks; no torch operation may run here."""
    import matplotlib.pyplot  # noqa: F401
    import torch  # noqa: F401

    import grader.kit.figures  # noqa: F401
