"""Does every answer of every mistakes.py get its true score, in a learner's kernel and when graded from outside?"""

import secrets

import pytest
from the_course import COURSE

from grader.authoring.mistakes import NAMED_ENOUGH, Verdict, try_lessons
from grader.lesson.read import load_lesson
from grader.marking.submission import grade_answer
from grader.sandbox.isolation import Isolation


@pytest.fixture(scope="module")
def isolation():
    with Isolation() as prepared:
        yield prepared


@pytest.mark.parametrize("folder", COURSE.folders)
def test_answers_get_their_true_score(folder, isolation):
    """Are wrong answers rejected and named, right ones accepted, with the same verdict in both places?"""
    lesson = load_lesson(COURSE, folder)
    in_kernel = list(try_lessons([folder], processes=1))
    outside = []
    for verdict in in_kernel:
        answer = verdict.answer
        outcome = grade_answer(lesson, answer.exercise, answer.source, isolation, secrets.randbits(32))
        outside.append(Verdict(verdict.label, answer, outcome))
    for where, verdicts in (("in a kernel", in_kernel), ("from outside", outside)):
        misjudged = [describe(verdict) for verdict in verdicts if not verdict.scored_right]
        assert not misjudged, f"{where}:\n" + "\n".join(misjudged)
        unnamed = [describe(verdict) for verdict in verdicts if not verdict.named]
        wrong = sum(bool(verdict.answer.mistake) for verdict in verdicts)
        assert len(unnamed) <= (1 - NAMED_ENOUGH) * wrong, f"{where}:\n" + "\n".join(unnamed)
    differ = [
        f"{describe(a)}\nbut outside\n{describe(b)}"
        for a, b in zip(in_kernel, outside, strict=True)
        if a.outcome.points != b.outcome.points
    ]
    assert not differ, "\n".join(differ)


def describe(verdict: Verdict) -> str:
    """The answer, its score and message, for a failure."""
    outcome = verdict.outcome
    return f"{verdict.label} {verdict.answer.mistake or '(right)'}: {outcome.points:g}, {outcome.status}: {outcome.message}"
