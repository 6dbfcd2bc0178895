"""Grades one submission: restores it, runs it confined, examines each exercise; a crash costs one exercise."""

import time
from collections.abc import Iterator
from contextlib import ExitStack

from grader.errors import BadSubmission
from grader.handins.reading import CodeCell, read_notebook
from grader.handins.restoring import Restored, Step, restore
from grader.lesson.lesson import Lesson
from grader.marking.outcome import NOT_RUN, Outcome
from grader.marking.result import Result
from grader.marking.test_cell import imports_in_tests, run_test
from grader.marking.time_limit import time_limit
from grader.sandbox.faults import Stopped
from grader.sandbox.isolation import ConfinedProcess, Isolation

MIN_SECONDS = 0.05
MAX_MESSAGE = 4000


def grade(data: bytes, name: str, student: str, lesson: Lesson, isolation: Isolation, seed: int) -> Result:
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
        restored = _restore(data, name, lesson, isolation.limits.cell_seconds)
    except BadSubmission as error:
        tests = [cell for cell in lesson.cells if cell.kind == "test"]
        outcomes = tuple(Outcome(test.exercise, NOT_RUN, 0, test.points, str(error)) for test in tests)
        return Result(student, lesson.folder, outcomes, (str(error),), seed=seed)
    run = Run(lesson, restored, isolation, seed)
    outcomes = tuple(run.outcomes())
    own = run.cpu_seconds
    return Result(
        student,
        lesson.folder,
        outcomes,
        restored.notes,
        run.printed,
        {step.id: step.source for step in restored.steps if step.kind == "exercise"},
        seed,
        time.monotonic() - started,
        time.process_time() - cpu + own,
        own,
        run.missing,
    )


def grade_answer(lesson: Lesson, exercise: str, source: str, isolation: Isolation, seed: int) -> Outcome:
    """The outcome of one answer beside the lesson's own; only the cells before its test are run."""
    answers = {id: lesson.answer(id).source for id in lesson.exercises} | {exercise: source}
    cells = tuple(CodeCell(text, id, id) for id, text in answers.items())
    steps = restore(cells, lesson).steps
    last = next(i for i, step in enumerate(steps) if step.kind == "test" and step.id == exercise)
    wanted = tuple(step for step in steps[: last + 1] if step.kind != "test" or step.id == exercise)
    return next(Run(lesson, Restored(wanted), isolation, seed).outcomes())


def _restore(data: bytes, name: str, lesson: Lesson, seconds: float) -> Restored:
    try:
        with time_limit(seconds):
            return restore(read_notebook(data, name), lesson)
    except Stopped:
        raise BadSubmission(f"{name} takes more than {seconds:g} s to read", "Remove what is not Python") from None


class Run:
    """One submission's way through the lesson, over as many confined processes as it needs."""

    def __init__(self, lesson: Lesson, restored: Restored, isolation: Isolation, seed: int) -> None:
        self._lesson, self._restored, self._isolation, self._seed = lesson, restored, isolation, seed
        self._imports = imports_in_tests(lesson)
        self._deadline = time.monotonic() + isolation.limits.total_seconds
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
                confined = stack.enter_context(self._isolation.open())
                self.missing = confined.missing
                fault = self._walk(confined, done)
            self.cpu_seconds += confined.cpu_seconds
            if fault is not None:
                self._blame(fault, confined, done)
        yield from (done[exercise] for exercise in self._points)

    def _walk(self, confined: ConfinedProcess, done: dict[str, Outcome]) -> tuple[Step, str] | None:
        """Run the steps in one process until all is done, or return the step that stopped it and why."""
        for step in self._restored.steps:
            if step.id in self._skip or (step.kind == "test" and step.id in done):
                continue
            left = self._deadline - time.monotonic()
            if left <= 0:
                return step, "time"
            seconds = max(min(self._isolation.limits.cell_seconds, left), MIN_SECONDS)
            confined.remote.allow(seconds)
            try:
                if step.kind == "test":
                    with time_limit(seconds):
                        done[step.id] = self._run_test(confined, step)
                else:
                    self._run_cell(confined, step)
            except Stopped as stop:
                return step, str(stop)
        return None

    def _run_cell(self, confined: ConfinedProcess, step: Step) -> None:
        error, text, lost = confined.remote.run(step.source)
        limit = self._isolation.limits.output
        text, lost = text[:limit], max(lost, 0) + len(text[limit:])
        if step.kind == "exercise":
            self.printed[step.id] = text + (f"\n[{lost} more characters]" if lost else "")
        if error is not None:
            kind, message, place = error
            self._stopped[step.id] = f"The cell stopped with {kind}: {message}\n  {place}".rstrip()

    def _run_test(self, confined: ConfinedProcess, step: Step) -> Outcome:
        seed = (self._seed + len(step.id) * 7919 + sum(step.id.encode())) % 2**32
        outcome = run_test(confined.remote, step.id, step.source, self._points[step.id], self._imports, seed)
        reason = self._stopped.get(step.id)
        message = f"{reason}\n{outcome.message}" if reason and outcome.message else outcome.message
        return Outcome(
            outcome.exercise, outcome.status, outcome.points, outcome.max_points, message[:MAX_MESSAGE], outcome.mistake
        )

    def _blame(self, fault: tuple[Step, str], confined: ConfinedProcess, done: dict[str, Outcome]) -> None:
        """Charge a stop to the exercise it happened in, and leave the cell out of the next round."""
        step, reason = fault
        if reason == "time":
            limit = f"the whole submission used more than {self._isolation.limits.total_seconds:g} s"
            for exercise in self._points:
                done.setdefault(exercise, self._not_run(exercise, limit))
            return
        if confined.ended not in ("", "asked"):
            reason = (
                confined.ended
                if not confined.ended.startswith("exit")
                else f"the process ended itself ({confined.ended})"
            )
        if step.kind == "test":
            done[step.id] = self._not_run(step.id, f"when its functions were called, {reason}")
            return
        self._skip.add(step.id)
        if step.kind == "exercise":
            done.setdefault(step.id, self._not_run(step.id, f"while its cell ran, {reason}"))

    def _not_run(self, exercise: str, reason: str) -> Outcome:
        return Outcome(exercise, NOT_RUN, 0, self._points[exercise], f"Could not run: {reason}.")
