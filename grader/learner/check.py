"""`grader check`: runs a learner's answers in a kernel of their own, under the tests as they were released."""

from dataclasses import dataclass
from pathlib import Path

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from grader.handins.restoring import Step, restore
from grader.learner.own_notebook import cell_faults, find_notebook, read
from grader.lesson.execute import run_notebook
from grader.lesson.lesson import ROOT, Lesson, load_lesson
from grader.lesson.regions import without_hidden
from grader.marking.outcome import FAILED, NOT_RUN, PASSED, Outcome

CELL_SECONDS = 120


@dataclass(frozen=True)
class Report:
    """How a notebook did.

    Attributes:
        path: the notebook.
        outcomes: one an exercise, in the lesson's order.
        labels: how each exercise is called, in the same order.
        faults: what is wrong with the notebook itself, a line each, with what to do.
    """

    path: Path
    outcomes: tuple[Outcome, ...]
    labels: tuple[str, ...]
    faults: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether every exercise passed and the notebook has its cells."""
        return not self.faults and all(outcome.status == PASSED for outcome in self.outcomes)


def check(folder: str, root: Path = ROOT, cell_seconds: int = CELL_SECONDS) -> Report:
    """Run the lesson's given cells, the learner's answers and the visible tests; the notebook stays as it is.

    Raises:
        BadSubmission: the notebook is missing or cannot be read.
    """
    lesson = load_lesson(folder, root)
    path = find_notebook(folder, root)
    answers = read(path)
    steps = restore(answers, lesson).steps
    cells, stopped = _run(steps, str(path.parent), cell_seconds)
    outcomes = tuple(_outcome(lesson, exercise, steps, cells, stopped) for exercise in lesson.exercises)
    labels = tuple(lesson.label(exercise) for exercise in lesson.exercises)
    return Report(path.relative_to(root), outcomes, labels, (*cell_faults(answers, lesson), *_broken(steps, cells)))


def _run(steps: tuple[Step, ...], folder: str, cell_seconds: int) -> tuple[list[NotebookNode], str]:
    """The executed cells, one a step, and why the run ended early, or ""."""
    sources = [without_hidden(step.source) if step.kind == "test" else step.source for step in steps]
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
    try:
        run_notebook(notebook, folder, cell_seconds, allow_errors=True)
    except CellTimeoutError:
        return notebook.cells, f"ran for more than {cell_seconds} s"
    except DeadKernelError:
        return notebook.cells, "ended the kernel"
    return notebook.cells, ""


def _outcome(lesson: Lesson, exercise: str, steps: tuple, cells: list, stopped: str) -> Outcome:
    """What the exercise's own cells and its test cell left."""
    points = lesson.test(exercise).points
    mine = [i for i, step in enumerate(steps) if exercise in (step.id, step.id.removeprefix("helpers of "))]
    account = [f"The cell stopped with {error}" for i in mine[:-1] if (error := _error(cells[i])[1])]
    kind, message = _error(cells[mine[-1]])
    if stopped and mine[-1] >= (last := _last_run(cells)):
        who = "It" if last in mine else f"Not reached: {steps[last].id}"
        return Outcome(exercise, NOT_RUN, 0, points, f"{who} {stopped}.")
    if not kind:
        return Outcome(exercise, PASSED, points, points)
    status = FAILED if kind == "CheckFailed" else NOT_RUN
    return Outcome(exercise, status, 0, points, "\n".join([*account, message]))


def _error(cell: NotebookNode) -> tuple[str, str]:
    """The type and the text of the exception that a cell ended in; ("", "") where it did not."""
    for output in cell.outputs:
        if output.output_type == "error":
            known = output.ename in ("CheckFailed", "NotWritten")
            return output.ename, output.evalue if known else f"{output.ename}: {output.evalue}"
    return "", ""


def _last_run(cells: list) -> int:
    """The cell at which a run that ended early was."""
    return max((i for i, cell in enumerate(cells) if cell.execution_count or cell.outputs), default=0)


def _broken(steps: tuple, cells: list) -> list[str]:
    """A line for each of the lesson's own cells that stopped, which is never the learner's answer."""
    given = [(step.id, _error(cell)[1]) for step, cell in zip(steps, cells, strict=True) if step.kind == "given"]
    return [f"The lesson's own cell {id} stopped with {' '.join(error.split())}" for id, error in given if error]
