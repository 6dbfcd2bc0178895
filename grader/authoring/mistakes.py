"""The course's own test suite: are wrong answers rejected, right ones accepted, and mistakes called by name?"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.authoring.outside import try_outside
from grader.authoring.trial import Trial, try_all
from grader.course import Course
from grader.lesson.answers import Answer, load_answers
from grader.lesson.lesson import Lesson
from grader.lesson.read import load_lesson
from grader.lesson.rules.likely_names import likely_names
from grader.marking.outcome import NOT_RUN, PASSED, Outcome

NOT_PYTHON = ("stopped with NameError", "stopped with SyntaxError", "stopped with IndentationError")


@dataclass(frozen=True)
class Verdict:
    """One trial answer and how it went, in a learner's kernel and as graded.

    Attributes:
        kernel: under the whole test, in a kernel.
        visible: under the visible part alone.
        outside: under the whole test, confined, with the same inputs.
    """

    lesson: Lesson
    answer: Answer
    kernel: Outcome
    visible: Outcome
    outside: Outcome

    @property
    def label(self) -> str:
        return self.lesson.label(self.answer.exercise)

    @property
    def is_wrong(self) -> bool:
        return bool(self.answer.mistake)

    @property
    def scored_right(self) -> bool:
        """Wrong answers score 0, right ones full marks, in both places."""
        if self.is_wrong:
            return self.kernel.points == self.outside.points == 0
        return self.kernel.status == self.outside.status == PASSED

    @property
    def seen(self) -> bool:
        """Whether the visible part alone rejects a wrong answer."""
        return self.visible.status != PASSED

    @property
    def named(self) -> bool:
        """Whether a wrong answer is told its own name."""
        return self.kernel.mistake == self.answer.mistake

    @property
    def misnamed(self) -> bool:
        """Whether a wrong answer is told another mistake's name."""
        told = {self.kernel.mistake, self.visible.mistake, self.outside.mistake} - {""}
        return self.is_wrong and bool(told - {self.answer.mistake})

    @property
    def agrees(self) -> bool:
        """Whether notebook and grader say the same: status, points and message."""
        return self.kernel == self.outside

    @property
    def does_not_run(self) -> bool:
        """Whether a wrong answer shows nothing, because it is not Python or uses a name that is not there."""
        return self.is_wrong and (
            self.kernel.status == NOT_RUN or any(text in self.kernel.message for text in NOT_PYTHON)
        )

    @property
    def faults(self) -> list[str]:
        """What is wrong with the test or with the answer, a word or two each."""
        told = [
            ("ACCEPTED" if self.is_wrong else "REJECTED", not self.scored_right),
            ("HIDDEN ONLY", self.is_wrong and not self.seen),
            ("NOT NAMED", self.is_wrong and not self.named and not self.misnamed),
            (f"MISNAMED {self.kernel.mistake or self.visible.mistake!r}", self.misnamed),
            ("DIFFERS WHEN GRADED", not self.agrees),
            ("DOES NOT RUN", self.does_not_run),
        ]
        return [text for text, holds in told if holds]


def try_lessons(
    course: Course, lesson_ids: Sequence[str], exercise: str | None = None, processes: int = 2
) -> Iterator[Verdict]:
    """Try all answers of the lessons' mistakes.py and each lesson's own reference answers."""
    whole = []
    for lesson_id in lesson_ids:
        lesson = load_lesson(course, lesson_id)
        reference = [Answer(id, "", lesson.answer(id).source) for id in lesson.exercises]
        for answer in (*reference, *load_answers(course, lesson)):
            if exercise in (None, answer.exercise):
                whole.append(Trial(lesson, answer, seed=random.randrange(2**32)))
    judged = list(try_all(whole, processes))
    # Where a test ended before its hidden part, or passed, its visible part alone ends in the same way.
    again = [trial for trial, one in zip(whole, judged, strict=True) if one.in_hidden]
    parts = try_all([Trial(trial.lesson, trial.answer, visible_only=True) for trial in again], processes)
    for trial, one, outside in zip(whole, judged, try_outside(whole, processes), strict=True):
        visible = next(parts).outcome if one.in_hidden else one.outcome
        yield Verdict(trial.lesson, trial.answer, one.outcome, visible, outside)


def untold(verdicts: Sequence[Verdict]) -> list[str]:
    """A line for each name in `likely` that none of these answers is told: its value fits no wrong answer any more."""
    told: dict[tuple[str, str], set[str]] = {}
    lessons = {verdict.lesson.id: verdict.lesson for verdict in verdicts}
    for verdict in verdicts:
        names = told.setdefault((verdict.lesson.id, verdict.answer.exercise), set())
        names |= {verdict.kernel.mistake, verdict.visible.mistake}
    return [
        f"{lessons[lesson_id].label(exercise)}: no wrong answer is told {name!r}. Correct its value in `likely`."
        for (lesson_id, exercise), names in told.items()
        for name in dict.fromkeys(likely_names(lessons[lesson_id].test(exercise)))
        if name not in names
    ]
