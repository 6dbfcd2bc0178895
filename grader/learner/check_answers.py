"""`grader check`: runs a learner's answers in a kernel of their own, under the tests as they were released."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from grader.course import Course
from grader.handins.restoring import Step, line_of_stopped, restore
from grader.kit.checks.ending import Ending
from grader.kit.checks.in_kernel import MIME
from grader.learner.own_notebook import find_notebook, read
from grader.lesson.dependence import rests_on
from grader.lesson.execute import run_notebook
from grader.lesson.lesson import Lesson
from grader.lesson.regions import without_hidden
from grader.lesson.released import learners_lesson
from grader.marking.outcome import PASSED, Outcome, not_run, outcome_of

CELL_SECONDS = 120
IN_FILE = re.compile(r" \([^()]*, line (?P<line>\d+)\)$")
TEST = "from grader.kit.checks.in_kernel import test_here\n\ntest_here({source!r}, {exercise!r})"


@dataclass(frozen=True)
class Report:
    """How a notebook did.

    Attributes:
        path: the notebook.
        outcomes: one per exercise, in the lesson's order.
        labels: how each exercise is called, in the same order.
        notes: what was odd about the notebook, and what was taken or left out; nothing that costs points.
        faults: cells of the lesson's own that stopped through no fault of an answer.
    """

    path: Path
    outcomes: tuple[Outcome, ...]
    labels: tuple[str, ...]
    notes: tuple[str, ...]
    faults: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether every exercise passed."""
        return not self.faults and all(outcome.status == PASSED for outcome in self.outcomes)


def check(course: Course, lesson_id: str, cell_seconds: int = CELL_SECONDS, exercise: str = "") -> Report:
    """Run the lesson's given cells, the learner's answers and the visible tests; the notebook stays as it is.

    Args:
        cell_seconds: how long a cell may take.
        exercise: the only one whose test to run; "" for all.

    Raises:
        GraderError: the notebook is missing or cannot be read, or the lesson has no such exercise.
    """
    lesson = learners_lesson(course, lesson_id)
    path = find_notebook(course, lesson_id)
    restored = restore(read(path), lesson)
    wanted = [exercise] if exercise else list(lesson.exercises)
    steps = [step for step in restored.steps if step.kind != "test" or step.exercise in wanted]
    cells, stopped = _run(steps, path.parent, cell_seconds)
    outcomes = tuple(_outcome(lesson, id, steps, cells, stopped) for id in wanted)
    return Report(
        course.short(path),
        outcomes,
        tuple(lesson.label(id) for id in wanted),
        (*restored.notes, *_stopped_helpers(steps, cells)),
        tuple(_broken(steps, cells, outcomes)),
    )


def _run(steps: Sequence[Step], folder: Path, cell_seconds: int) -> tuple[list[NotebookNode], str | None]:
    """The executed cells, one per step, and why the run ended early, or None."""
    unwritten = {step.exercise for step in steps if step.kind == "exercise" and not step.written}
    notebook = new_notebook(cells=[new_code_cell(_source(step, unwritten)) for step in steps])
    try:
        run_notebook(notebook, folder, cell_seconds, allow_errors=True)
    except CellTimeoutError:
        return notebook.cells, f"ran for more than {cell_seconds} s"
    except DeadKernelError:
        return notebook.cells, "ended the kernel"
    return notebook.cells, None


def _source(step: Step, unwritten: set[str]) -> str:
    if step.kind != "test":
        return step.source
    return "" if step.exercise in unwritten else TEST.format(source=without_hidden(step.source), exercise=step.exercise)


def _outcome(
    lesson: Lesson, exercise: str, steps: Sequence[Step], cells: Sequence[NotebookNode], stopped: str | None
) -> Outcome:
    """What the exercise's own cell and its test cell left."""
    points = lesson.test(exercise).points
    answer, test = (i for i, step in enumerate(steps) if step.exercise == exercise)
    if not steps[answer].written:
        return not_run(exercise, points, f"Exercise {lesson.label(exercise)} is not written yet.")
    ending = _ending(cells[test])
    if ending is None:
        last = _last_run(cells)
        who = "It" if last in (answer, test) else f"Not reached: {steps[last].exercise or steps[last].id}"
        return not_run(exercise, points, f"{who} {stopped}." if stopped else "Its test did not run to its end.")
    return outcome_of(ending, exercise, points, _account(cells[answer], steps[answer]))


def _ending(cell: NotebookNode) -> Ending | None:
    """What the test's cell says of its end; None where it says nothing."""
    for output in cell.outputs:
        if output.output_type == "display_data" and MIME in output.data:
            return Ending(**output.data[MIME])
    return None


def _error(cell: NotebookNode) -> str:
    """The type and the text of the exception that a cell ended in; "" where it did not."""
    errors = [output for output in cell.outputs if output.output_type == "error"]
    return f"{errors[0].ename}: {errors[0].evalue}" if errors else ""


def _account(cell: NotebookNode, step: Step) -> str:
    """How an answer's cell stopped, a syntax error with its line; "" where it did not."""
    error = _error(cell)
    found = IN_FILE.search(error)
    if found is None:
        return f"stopped with {error}" if error else ""
    number = int(found["line"])
    line = [*step.source.splitlines(), ""][number - 1 : number]
    return f"stopped with {error[: found.start()]}\n  line {number}: {''.join(line).strip()}"


def _last_run(cells: Sequence[NotebookNode]) -> int:
    """The cell at which a run that ended early was."""
    return max((i for i, cell in enumerate(cells) if cell.execution_count or cell.outputs), default=0)


def _stopped_helpers(steps: Sequence[Step], cells: Sequence[NotebookNode]) -> list[str]:
    """A line for each of the learner's own statements that stopped."""
    helpers = [(step, _error(cell)) for step, cell in zip(steps, cells, strict=True) if step.kind == "helper"]
    return [line_of_stopped(step, f"stopped with {error}") for step, error in helpers if error]


def _broken(steps: Sequence[Step], cells: Sequence[NotebookNode], outcomes: Sequence[Outcome]) -> list[str]:
    """A line for each of the lesson's own cells that stopped, unless it rests on an answer that has not passed."""
    open_exercises = {outcome.exercise for outcome in outcomes if outcome.status != PASSED}
    faults = []
    for i, step in enumerate(steps):
        if step.kind == "given" and (error := _error(cells[i])) and open_exercises.isdisjoint(rests_on(i, steps)):
            faults.append(f"The lesson's own cell {step.id} stopped with {' '.join(error.split())}")
    return faults
