"""The course's own test suite: are wrong answers rejected, right ones accepted, and mistakes called by name?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.authoring.trial import Trial, try_all
from grader.lesson.answers import Answer, load_answers
from grader.lesson.lesson import load_lesson
from grader.marking.outcome import PASSED, Outcome

NAMED_ENOUGH = 0.95


@dataclass(frozen=True)
class Verdict:
    """One trial answer and how it went; `label` is the exercise as reports call it."""

    label: str
    answer: Answer
    outcome: Outcome

    @property
    def scored_right(self) -> bool:
        """Wrong answers score 0, right ones full marks."""
        if self.answer.mistake:
            return self.outcome.points == 0
        return self.outcome.status == PASSED

    @property
    def named(self) -> bool:
        """Whether the message holds the mistake's name; of a right answer always true."""
        return not self.answer.mistake or self.answer.mistake in self.outcome.message

    @property
    def ok(self) -> bool:
        return self.scored_right and self.named

    @property
    def note(self) -> str:
        if not self.scored_right:
            return "ACCEPTED" if self.answer.mistake else "REJECTED"
        return "yes" if self.named else "NOT NAMED"


def try_lessons(
    folders: Sequence[str], exercise: str | None = None, visible_only: bool = False, processes: int = 2
) -> Iterator[Verdict]:
    """Try all answers of the lessons' mistakes.py and each lesson's own reference answers."""
    trials = []
    for folder in folders:
        lesson = load_lesson(folder)
        reference = [Answer(id, "", lesson.answer(id).source) for id in lesson.exercises]
        for answer in (*reference, *load_answers(lesson)):
            if exercise in (None, answer.exercise):
                trials.append(Trial(lesson, answer, visible_only))
    for trial, outcome in zip(trials, try_all(trials, processes), strict=True):
        yield Verdict(trial.lesson.label(trial.answer.exercise), trial.answer, outcome)


def summary(verdicts: Sequence[Verdict]) -> tuple[str, bool]:
    """The three percentages in words, and whether they are as they must be."""
    wrong = [v for v in verdicts if v.answer.mistake]
    right = [v for v in verdicts if not v.answer.mistake]
    rejected, accepted = sum(v.scored_right for v in wrong), sum(v.scored_right for v in right)
    named = sum(v.named for v in wrong)
    lines = [
        f"wrong answers rejected: {rejected} of {len(wrong)} ({_percent(rejected, len(wrong))})",
        f"right answers accepted: {accepted} of {len(right)} ({_percent(accepted, len(right))})",
        f"mistakes named:         {named} of {len(wrong)} ({_percent(named, len(wrong))})",
    ]
    good = rejected == len(wrong) and accepted == len(right) and named >= NAMED_ENOUGH * len(wrong)
    return "\n".join(lines), good


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "none"
