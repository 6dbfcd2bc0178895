"""Whole notebooks put together from right answers at random: each must get full marks, for every seed."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.authoring.outside import Whole, grade_wholes
from grader.course import Course
from grader.lesson.answers import load_answers
from grader.lesson.lesson import Lesson
from grader.lesson.read import load_lesson
from grader.marking.outcome import Outcome

SEEDS = 3


@dataclass(frozen=True)
class Combination:
    """One notebook under one seed: which of the right answers it holds, and the outcomes that are not full marks."""

    lesson: Lesson
    choice: dict[str, int]
    seed: int
    lost: tuple[Outcome, ...]

    def told(self) -> str:
        """A line for each exercise that lost points; answer 0 is the lesson's own."""
        choice = ", ".join(f"{exercise} {number}" for exercise, number in self.choice.items())
        lines = [f"{self.lesson.label(o.exercise)}: {' '.join(o.message.split())}" for o in self.lost]
        return "\n".join([f"{self.lesson.id}, seed {self.seed}: {choice}", *(f"    {line}" for line in lines)])


def try_together(
    course: Course, lesson_ids: Sequence[str], notebooks: int = 100, processes: int = 2, draw: int | None = None
) -> Iterator[Combination]:
    """Grade `notebooks` combinations per lesson with three seeds each.

    Args:
        draw: the seed of the combinations; None for new ones.
    """
    rng = random.Random(draw)
    plans: list[tuple[Whole, dict[str, int]]] = []
    for lesson_id in lesson_ids:
        lesson = load_lesson(course, lesson_id)
        right = right_answers(course, lesson)
        for _ in range(notebooks):
            choice = {exercise: rng.randrange(len(answers)) for exercise, answers in right.items()}
            answers = {exercise: right[exercise][number] for exercise, number in choice.items()}
            plans += [(Whole(lesson, answers, rng.randrange(2**32)), choice) for _ in range(SEEDS)]
    results = grade_wholes([whole for whole, _ in plans], processes)
    for (whole, choice), result in zip(plans, results, strict=True):
        lost = tuple(outcome for outcome in result.outcomes if outcome.points < outcome.max_points)
        yield Combination(whole.lesson, choice, whole.seed, lost)


def right_answers(course: Course, lesson: Lesson) -> dict[str, list[str]]:
    """For each exercise its right answers, the lesson's own first."""
    right = {exercise: [lesson.answer(exercise).source] for exercise in lesson.exercises}
    for answer in load_answers(course, lesson):
        if not answer.mistake:
            right[answer.exercise].append(answer.source)
    return right
