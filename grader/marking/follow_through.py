"""Follow-through marks: what fails only because an earlier exercise is wrong gets its points all the same.

The exercises that failed are examined once more with the reference in the place of each earlier one that failed. Of
that second walk only which tests passed is kept. The reference enters the confined process, so a submission may see
it: but an exercise's own reference comes only after its own test, and nothing that the process says leaves this module.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from grader.handins.restoring import Step
from grader.lesson.dependence import needed_by
from grader.lesson.lesson import Lesson
from grader.marking.outcome import PASSED, Outcome
from grader.marking.walk import Walk


def follow_through(outcomes: Sequence[Outcome], steps: Sequence[Step], lesson: Lesson, walk: Walk) -> list[Outcome]:
    """The outcomes, with the points of those exercises that pass beside a right answer to the earlier ones.

    Args:
        steps: the submission's, as the first walk ran them.
        walk: a new one.

    Raises:
        GraderError: no confined process could be started.
    """
    failed = [outcome.exercise for outcome in outcomes if outcome.status != PASSED]
    unwritten = {step.exercise for step in steps if step.kind == "exercise" and not step.written}
    again = [exercise for exercise in failed[1:] if exercise not in unwritten]
    if not again:
        return list(outcomes)
    walk.run(lambda: _with_references(steps, failed, again, lesson, walk))
    passed = {exercise for exercise, ending in walk.endings.items() if ending.status == PASSED}
    culprits = {exercise: _culprits(exercise, failed, passed, steps) for exercise in passed}
    return [_followed(outcome, culprits, lesson) if outcome.exercise in passed else outcome for outcome in outcomes]


def _with_references(
    steps: Sequence[Step], failed: Sequence[str], again: Sequence[str], lesson: Lesson, walk: Walk
) -> Iterator[Step]:
    """The steps up to the last exercise to examine; after the test of one that still fails, its reference."""
    for step in steps:
        if step.kind != "test":
            yield step
        elif step.exercise in failed:
            if step.exercise in again:
                yield step
            if step.exercise == again[-1]:
                return
            ending = walk.endings.get(step.exercise)
            if ending is None or ending.status != PASSED:
                source = lesson.answer(step.exercise).source
                yield Step("given", f"reference of {step.exercise}", source)


def _culprits(exercise: str, failed: Sequence[str], passed: set[str], steps: Sequence[Step]) -> list[str]:
    """The earlier exercises without whose mistakes this one passes: those that it uses, where the names tell."""
    earlier = [other for other in failed[: failed.index(exercise)] if other not in passed]
    used = set(needed_by(exercise, steps))
    return [other for other in earlier if other in used] or earlier


def _followed(outcome: Outcome, culprits: Mapping[str, Sequence[str]], lesson: Lesson) -> Outcome:
    labels = [lesson.label(other) for other in culprits[outcome.exercise]]
    names = " and ".join(f"`{other}` ({lesson.number_of(other)})" for other in culprits[outcome.exercise])
    message = f"Passes with a right {names}: look there first."
    return replace(
        outcome, status=PASSED, points=outcome.max_points, message=message, mistake="", followed=tuple(labels)
    )
