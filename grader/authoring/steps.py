"""What is run to try one answer: the lesson's own cells and answers, this one in its place, and its test alone."""

from collections.abc import Sequence
from functools import lru_cache

from grader.authoring.surroundings import SEED_EVERYTHING
from grader.handins.reading import HandedCell
from grader.handins.restoring import Step, restore
from grader.lesson.lesson import Lesson


@lru_cache(maxsize=4096)
def steps_of(lesson: Lesson, exercise: str, source: str) -> tuple[Step, ...]:
    """A submission's steps up to the exercise's test, which is the last; other tests are left out.

    What an answer takes from a cell that only shows something is a helper step, as in a submission. Kept: each answer
    is tried in a kernel and from outside, in processes forked from the one that has read it.
    """
    answers = {id: lesson.answer(id).source for id in lesson.exercises} | {exercise: source}
    cells = tuple(HandedCell(text, id, id, number) for number, (id, text) in enumerate(answers.items(), 1))
    steps = restore(cells, lesson).steps
    last = next(i for i, step in enumerate(steps) if step.kind == "test" and step.exercise == exercise)
    wanted = [step for step in steps[: last + 1] if step.kind != "test" or step.exercise == exercise]
    return (Step("given", "seeds", SEED_EVERYTHING), *wanted)


def place_of(steps: Sequence[Step], exercise: str) -> int:
    """Where the exercise's answer is."""
    return next(i for i, step in enumerate(steps) if step.kind == "exercise" and step.exercise == exercise)
