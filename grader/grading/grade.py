"""Grades one submission: restores it, runs it confined, examines each exercise; a crash costs one exercise."""

import time
from collections.abc import Iterator
from contextlib import ExitStack

from grader.errors import BadSubmission
from grader.grading.alarm import time_limit
from grader.grading.examine import examine, imports_in_tests
from grader.grading.result import Result
from grader.lesson.source import Lesson
from grader.outcome import NOT_RUN, Outcome
from grader.sandbox.box import Box, Boxes
from grader.sandbox.faults import Stopped
from grader.submission.read import CodeCell, read_notebook
from grader.submission.restore import Restored, Step, restore

MIN_SECONDS = 0.05
MAX_MESSAGE = 4000


def grade(data: bytes, name: str, student: str, lesson: Lesson, boxes: Boxes, seed: int) -> Result:
    """Grade one handed-in file.

    Args:
        data: the file's bytes.
        name: the file's name, for messages.
        seed: of the hidden tests' inputs.

    Returns:
        the result; a file that cannot be read gives one in which nothing could run.
    """
    started, cpu = time.monotonic(), time.process_time()
    try:
        restored = _restore(data, name, lesson, boxes.limits.cell_seconds)
    except BadSubmission as error:
        tests = [cell for cell in lesson.cells if cell.kind == "test"]
        outcomes = tuple(Outcome(test.exercise, NOT_RUN, 0, test.points, str(error)) for test in tests)
        return Result(student, lesson.folder, outcomes, (str(error),), seed=seed)
    run = Run(lesson, restored, boxes, seed)
    outcomes = tuple(run.outcomes())
    own = run.cpu_seconds
    return Result(
        student, lesson.folder, outcomes, restored.notes, run.printed,
        {step.id: step.source for step in restored.steps if step.kind == "exercise"}, seed,
        time.monotonic() - started, time.process_time() - cpu + own, own, run.missing,
    )  # fmt: skip


def grade_answer(lesson: Lesson, exercise: str, source: str, boxes: Boxes, seed: int) -> Outcome:
    """The outcome of one answer beside the lesson's own; only the cells before its test are run."""
    answers = {id: lesson.answer(id).source for id in lesson.exercises} | {exercise: source}
    cells = tuple(CodeCell(text, id, id) for id, text in answers.items())
    steps = restore(cells, lesson).steps
    last = next(i for i, step in enumerate(steps) if step.kind == "test" and step.id == exercise)
    wanted = tuple(step for step in steps[: last + 1] if step.kind != "test" or step.id == exercise)
    return next(Run(lesson, Restored(wanted), boxes, seed).outcomes())


def _restore(data: bytes, name: str, lesson: Lesson, seconds: float) -> Restored:
    try:
        with time_limit(seconds):
            return restore(read_notebook(data, name), lesson)
    except Stopped:
        raise BadSubmission(f"{name} takes more than {seconds:g} s to read", "Remove what is not Python") from None


class Run:
    """One submission's way through the lesson, over as many confined processes as it needs."""

    def __init__(self, lesson: Lesson, restored: Restored, boxes: Boxes, seed: int) -> None:
        self._lesson, self._restored, self._boxes, self._seed = lesson, restored, boxes, seed
        self._imports = imports_in_tests(lesson)
        self._deadline = time.monotonic() + boxes.limits.total_seconds
        self._points = {step.id: lesson.test(step.id).points for step in restored.steps if step.kind == "test"}
        self._skip: set[str] = set()
        self._stopped: dict[str, str] = {}
        self.printed: dict[str, str] = {}
        self.missing: dict[str, str] = {}
        self.cpu_seconds = 0.0

    def outcomes(self) -> Iterator[Outcome]:
        """The outcome of each exercise, in order."""
        done: dict[str, Outcome] = {}
        while len(done) < len(self._points):
            with ExitStack() as stack:
                box = stack.enter_context(self._boxes.open())
                self.missing = box.missing
                fault = self._walk(box, done)
            self.cpu_seconds += box.cpu_seconds
            if fault is not None:
                self._blame(fault, box, done)
        yield from (done[exercise] for exercise in self._points)

    def _walk(self, box: Box, done: dict[str, Outcome]) -> tuple[Step, str] | None:
        """Run the steps in one process until all is done, or return the step that stopped it and why."""
        for step in self._restored.steps:
            if step.id in self._skip or (step.kind == "test" and step.id in done):
                continue
            left = self._deadline - time.monotonic()
            if left <= 0:
                return step, "time"
            seconds = max(min(self._boxes.limits.cell_seconds, left), MIN_SECONDS)
            box.remote.allow(seconds)
            try:
                if step.kind == "test":
                    with time_limit(seconds):
                        done[step.id] = self._examine(box, step)
                else:
                    self._run_cell(box, step)
            except Stopped as stop:
                return step, str(stop)
        return None

    def _run_cell(self, box: Box, step: Step) -> None:
        error, text, lost = box.remote.run(step.source)
        limit = self._boxes.limits.output
        text, lost = text[:limit], max(lost, 0) + len(text[limit:])
        if step.kind == "exercise":
            self.printed[step.id] = text + (f"\n[{lost} more characters]" if lost else "")
        if error is not None:
            kind, message, place = error
            self._stopped[step.id] = f"The cell stopped with {kind}: {message}\n  {place}".rstrip()

    def _examine(self, box: Box, step: Step) -> Outcome:
        seed = (self._seed + len(step.id) * 7919 + sum(step.id.encode())) % 2**32
        outcome = examine(box.remote, step.id, step.source, self._points[step.id], self._imports, seed)
        reason = self._stopped.get(step.id)
        message = f"{reason}\n{outcome.message}" if reason and outcome.message else outcome.message
        return Outcome(
            outcome.exercise, outcome.status, outcome.points, outcome.max_points, message[:MAX_MESSAGE], outcome.mistake
        )

    def _blame(self, fault: tuple[Step, str], box: Box, done: dict[str, Outcome]) -> None:
        """Charge a stop to the exercise it happened in, and leave the cell out of the next round."""
        step, reason = fault
        if reason == "time":
            limit = f"the whole submission used more than {self._boxes.limits.total_seconds:g} s"
            for exercise in self._points:
                done.setdefault(exercise, self._not_run(exercise, limit))
            return
        if box.ended not in ("", "asked"):
            reason = box.ended if not box.ended.startswith("exit") else f"the process ended itself ({box.ended})"
        if step.kind == "test":
            done[step.id] = self._not_run(step.id, f"when its functions were called, {reason}")
            return
        self._skip.add(step.id)
        if step.kind == "exercise":
            done.setdefault(step.id, self._not_run(step.id, f"while its cell ran, {reason}"))

    def _not_run(self, exercise: str, reason: str) -> Outcome:
        return Outcome(exercise, NOT_RUN, 0, self._points[exercise], f"Could not run: {reason}.")
