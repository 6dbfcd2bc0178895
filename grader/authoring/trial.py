"""Tries one answer as a learner's own kernel would: the lesson's cells and its test in one forked child."""

import io
import linecache
import multiprocessing
import os
import warnings
from collections.abc import Iterable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace

from grader.kit.checks.failures import CheckFailed, NotWritten, explain
from grader.lesson.answers import Answer
from grader.lesson.lesson import Lesson
from grader.lesson.regions import without_hidden
from grader.marking.outcome import FAILED, NOT_RUN, PASSED, Outcome


@dataclass(frozen=True)
class Trial:
    """One answer to try, against the whole test or only its visible part."""

    lesson: Lesson
    answer: Answer
    visible_only: bool = False


def try_all(trials: Iterable[Trial], processes: int = 2) -> Iterator[Outcome]:
    """Run trials in parallel, each in a child forked from this process; outcomes in the trials' order."""
    os.environ |= {"OMP_NUM_THREADS": "1", "MPLBACKEND": "agg", "FRONTIER_QUIET": "1"}
    _warm()
    with multiprocessing.get_context("fork").Pool(processes, maxtasksperchild=1) as pool:
        yield from pool.imap(try_one, trials, chunksize=1)


def try_one(trial: Trial) -> Outcome:
    """Run the cells up to the exercise's test, then the test.

    Cells that only show something are left out. A cell that raises does not stop the ones after it.
    """
    import torch

    torch.set_num_threads(1)
    warnings.simplefilter("default")  # as in a kernel, whatever this process was started with
    namespace: dict = {"__name__": "__main__"}
    test = trial.lesson.test(trial.answer.exercise)
    stopped = ""
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        for cell in trial.lesson.cells:
            if cell.kind in ("given", "exercise"):
                mine = cell.kind == "exercise" and cell.exercise == trial.answer.exercise
                problem = _run(trial.answer.source if mine else cell.source, cell.id, namespace)
                stopped = problem if mine else stopped
            if cell is test:
                break
        source = without_hidden(test.source) if trial.visible_only else test.source
        outcome = _score(source, test.exercise, test.points, namespace)
    return replace(outcome, message=f"{stopped}\n{outcome.message}".strip()) if stopped else outcome


def _run(source: str, name: str, namespace: dict) -> str:
    try:
        exec(_compile(source, name), namespace)
    except Exception as error:
        return f"The cell stopped with {explain(error)}"
    return ""


def _score(source: str, exercise: str, points: int, namespace: dict) -> Outcome:
    try:
        exec(_compile(source, f"test {exercise}"), namespace)
    except NotWritten as error:
        return Outcome(exercise, NOT_RUN, 0, points, str(error))
    except CheckFailed as error:
        return Outcome(exercise, FAILED, 0, points, str(error), error.mistake or "")
    except Exception as error:
        return Outcome(exercise, NOT_RUN, 0, points, f"the test stopped with {explain(error)}")
    return Outcome(exercise, PASSED, points, points)


def _compile(source: str, name: str):
    filename = f"<{name}>"
    linecache.cache[filename] = (len(source), None, source.splitlines(True), filename)
    return compile(source, filename, "exec")


def _warm() -> None:
    """Import what every lesson imports, once, before the forks; no torch operation may run here."""
    import matplotlib.pyplot  # noqa: F401
    import torch  # noqa: F401

    import grader.kit.figures  # noqa: F401
