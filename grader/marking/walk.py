"""One way through a submission's steps, over as many confined processes as it takes: a crash costs one exercise."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack

from grader.errors import GraderError
from grader.handins.restoring import Step
from grader.kit.checks.ending import Ending
from grader.lesson.lesson import Lesson
from grader.marking.shown import shown
from grader.marking.test_cell import imports_in_tests, run_outside
from grader.marking.time_limit import time_limit
from grader.sandbox.faults import GONE, Stopped
from grader.sandbox.isolation import ConfinedProcess, Isolation

MIN_SECONDS = 0.05
MAX_ACCOUNT = 8000
OUT_OF_TIME = "time"


class Walk:
    """Runs steps in order; a process that ends is replaced, and the steps before are replayed.

    Args:
        seed: of the hidden tests' inputs.
        deadline: on the monotonic clock, when the submission's time is up.

    Attributes:
        endings: of each test that was run, by exercise.
        unrun: for each exercise whose test was not run, or not to its end, the reason.
        stopped: for each answer or helper that stopped with an error, by its step's id, the account.
        printed: for each exercise, what its answer cell printed, cut to the limit.
        missing: isolation layers that did not hold.
        cpu_seconds: of the confined processes.
    """

    def __init__(self, lesson: Lesson, isolation: Isolation, seed: int, deadline: float) -> None:
        self._isolation, self._seed, self._deadline = isolation, seed, deadline
        self._imports = imports_in_tests(lesson)
        self._skip: set[str] = set()
        self.endings: dict[str, Ending] = {}
        self.unrun: dict[str, str] = {}
        self.stopped: dict[str, str] = {}
        self.printed: dict[str, str] = {}
        self.missing: dict[str, str] = {}
        self.cpu_seconds = 0.0

    def run(self, steps: Callable[[], Iterator[Step]]) -> None:
        """Run the steps that `steps()` yields; it is asked again for each process, when more tests are done.

        Raises:
            GraderError: no process could be started, or it was not isolated.
        """
        fault: tuple[Step, str] | None = None
        while True:
            with ExitStack() as stack:
                confined = stack.enter_context(self._isolation.open())
                self.missing = confined.missing
                fault = self.run_in(confined, steps())
            self.cpu_seconds += confined.cpu_seconds
            if fault is None or not self._blame(*fault, confined):
                return

    def is_done(self, exercise: str) -> bool:
        """Whether this exercise's test need not be run again."""
        return exercise in self.endings or exercise in self.unrun

    def run_in(self, confined: ConfinedProcess, steps: Iterator[Step]) -> tuple[Step, str] | None:
        """Run the steps in one process until all is done, or return the step that stopped it and why.

        Raises:
            GraderError: the lesson's own cell fails before anything of the submission has run.
        """
        is_untouched = True
        for step in steps:
            if step.id in self._skip or (step.kind == "test" and self.is_done(step.exercise)):
                continue
            left = self._deadline - time.monotonic()
            if left <= 0:
                return step, OUT_OF_TIME
            seconds = max(min(self._isolation.limits.cell_seconds, left), MIN_SECONDS)
            confined.remote.allow(seconds)
            try:
                if step.kind == "test":
                    with time_limit(seconds):
                        self.endings[step.exercise] = self._test(confined, step)
                else:
                    self._run_cell(confined, step)
            except Stopped as stop:
                if is_untouched and step.kind == "given" and str(stop) == GONE:
                    raise _own_fault(step, GONE) from None
                return step, str(stop)
            is_untouched = is_untouched and step.kind == "given"
            if is_untouched and step.id in self.stopped:
                raise _own_fault(step, self.stopped[step.id])
        return None

    def _run_cell(self, confined: ConfinedProcess, step: Step) -> None:
        error, text, lost = confined.remote.run(step.source)
        limit = self._isolation.limits.output
        kept = shown(text, limit)
        lost = max(lost, 0) + max(len(text) - len(kept), 0)
        if step.kind == "exercise":
            self.printed[step.exercise] = kept + (f"\n[{lost} more characters]" if lost else "")
        if error is not None:
            kind, message, place = error
            account = f"{kind}: {message}" if message else kind
            self.stopped[step.id] = shown(f"stopped with {account}\n  {place}".rstrip(), MAX_ACCOUNT)

    def _test(self, confined: ConfinedProcess, step: Step) -> Ending:
        seed = seed_for(self._seed, step.exercise)
        return run_outside(confined.remote, step.exercise, step.source, self._imports, seed)

    def _blame(self, step: Step, reason: str, confined: ConfinedProcess) -> bool:
        """Charge a stop to the exercise it happened in, and leave its cell out from now on; False: time is up."""
        if reason == OUT_OF_TIME:
            return False
        if confined.ended not in ("", "asked"):
            ended = confined.ended
            reason = ended if not ended.startswith("exit") else f"the process ended itself ({ended})"
        if step.kind == "test":
            self.unrun[step.exercise] = f"when its functions were called, {reason}"
            return True
        self._skip.add(step.id)
        if step.kind == "exercise":
            self.unrun.setdefault(step.exercise, f"while its cell ran, {reason}")
        elif step.kind == "helper":
            self.stopped[step.id] = f"was not run to its end: {reason}"
        return True


def seed_for(seed: int, exercise: str) -> int:
    """The seed of one test's inputs: another for each exercise of a submission, the same wherever it is tried."""
    return (seed + len(exercise) * 7919 + sum(exercise.encode())) % 2**32


def _own_fault(step: Step, account: str) -> GraderError:
    """What stops the lesson's own cell, before anything of the submission has run, is nobody's mark."""
    return GraderError(f"the lesson's own cell {step.id} {' '.join(account.split())}", "See `grader doctor`")


def all_steps(steps: Sequence[Step]) -> Callable[[], Iterator[Step]]:
    """The same steps for each process."""
    return lambda: iter(steps)
