"""Grades one submission: restores it, runs it confined, tests each exercise from outside, looks for follow-through."""

import time
from collections.abc import Sequence
from dataclasses import replace

from grader.errors import BadSubmission
from grader.handins.reading import read_notebook
from grader.handins.restoring import Restored, Step, line_of_stopped, restore
from grader.kit.checks.exercise import forget_failures
from grader.lesson.lesson import Lesson
from grader.marking.follow_through import follow_through
from grader.marking.outcome import Outcome, not_run, outcome_of
from grader.marking.result import Result, nothing_ran
from grader.marking.shown import shown, visible
from grader.marking.time_limit import time_limit
from grader.marking.walk import Walk, all_steps
from grader.sandbox.faults import Stopped
from grader.sandbox.isolation import Isolation

MAX_MESSAGE, MAX_NOTE, MAX_NAME, MAX_NOTES = 16_000, 4000, 400, 100


def grade(
    data: bytes, name: str, student: str, lesson: Lesson, isolation: Isolation, seed: int, follow: bool = True
) -> Result:
    """Grade one handed-in file.

    Args:
        data: the file's bytes.
        name: the file's name, for messages.
        seed: of the hidden tests' inputs.
        follow: whether to give follow-through marks.

    Returns:
        the result; a file that cannot be read gives one in which nothing could run.

    Raises:
        GraderError: the submission could not be isolated; no fault of its own.
    """
    started, cpu = time.monotonic(), time.process_time()
    try:
        restored = _restore(data, name, lesson, isolation.limits.cell_seconds)
    except BadSubmission as error:
        return nothing_ran(student, lesson, shown(str(error), MAX_NOTE), seed)
    deadline = started + isolation.limits.total_seconds
    forget_failures()
    walk = Walk(lesson, isolation, seed, deadline)
    walk.run(all_steps(_to_run(restored.steps)))
    outcomes = [outcome_in(step, lesson, walk, isolation) for step in restored.steps if step.kind == "exercise"]
    own = walk.cpu_seconds
    if follow:
        again = Walk(lesson, isolation, seed, deadline)
        outcomes = follow_through(outcomes, restored.steps, lesson, again)
        own += again.cpu_seconds
    return Result(
        student,
        lesson.id,
        tuple(outcomes),
        tuple(shown(note, MAX_NOTE) for note in (*restored.notes, *_stopped_helpers(restored.steps, walk)))[:MAX_NOTES],
        walk.printed,
        {step.exercise: visible(step.source) for step in restored.steps if step.kind == "exercise"},
        seed,
        time.monotonic() - started,
        time.process_time() - cpu + own,
        own,
        walk.missing,
    )


def _restore(data: bytes, name: str, lesson: Lesson, seconds: float) -> Restored:
    try:
        with time_limit(seconds):
            return restore(read_notebook(data, name), lesson)
    except Stopped:
        raise BadSubmission(f"{name} takes more than {seconds:g} s to read", "Remove what is not Python") from None


def _to_run(steps: Sequence[Step]) -> list[Step]:
    """The steps without the tests of answers that are not written."""
    unwritten = {step.exercise for step in steps if step.kind == "exercise" and not step.written}
    return [step for step in steps if step.kind != "test" or step.exercise not in unwritten]


def outcome_in(answer: Step, lesson: Lesson, walk: Walk, isolation: Isolation) -> Outcome:
    """What became of one exercise in a walk, in words that pages and the journal may hold."""
    outcome = _outcome_in(answer, lesson, walk, isolation)
    message, mistake = shown(outcome.message, MAX_MESSAGE), shown(outcome.mistake, MAX_NAME)
    return replace(outcome, message=message, mistake=mistake)


def _outcome_in(answer: Step, lesson: Lesson, walk: Walk, isolation: Isolation) -> Outcome:
    exercise, points = answer.exercise, lesson.test(answer.exercise).points
    if not answer.written:
        return not_run(exercise, points, f"Exercise {lesson.label(exercise)} is not written yet.")
    if exercise in walk.unrun:
        return not_run(exercise, points, f"Could not run: {walk.unrun[exercise]}.")
    if exercise not in walk.endings:
        limit = f"the whole submission used more than {isolation.limits.total_seconds:g} s"
        return not_run(exercise, points, f"Could not run: {limit}.")
    return outcome_of(walk.endings[exercise], exercise, points, walk.stopped.get(answer.id, ""))


def _stopped_helpers(steps: Sequence[Step], walk: Walk) -> list[str]:
    """A line for each of the learner's own statements that stopped."""
    return [
        line_of_stopped(step, walk.stopped[step.id])
        for step in steps
        if step.kind == "helper" and step.id in walk.stopped
    ]
