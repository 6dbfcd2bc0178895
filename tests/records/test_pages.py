"""What people open: is everything from outside escaped, nothing said twice, and no hidden test shown?"""

import tempfile
from dataclasses import replace
from pathlib import Path

from tiny_course import FOLDER, make_course

from grader.lesson.read import load_lesson
from grader.lesson.regions import hidden_part
from grader.marking.outcome import FAILED, NOT_RUN, PASSED, Outcome
from grader.marking.result import Result
from grader.records.feedback_page import feedback_page
from grader.records.graded_notebook import notebook_text

EVIL = "<script>alert(1)</script>\"'{{ 7 * 7 }}</pre><img src=x>"
STATUSES = (FAILED, NOT_RUN)
with tempfile.TemporaryDirectory() as folder:
    LESSON = load_lesson(make_course(Path(folder)), FOLDER)


def result(
    student: str = "student01", text: str = "yours 1, expected 2", mistake: str = "mean instead of sum"
) -> Result:
    """A result with one exercise failed and one that could not run."""
    outcomes = []
    for exercise, status in zip(LESSON.exercises, STATUSES, strict=True):
        points = LESSON.test(exercise).points
        passed = status == PASSED
        outcomes.append(
            Outcome(
                exercise,
                status,
                points if passed else 0,
                points,
                "" if passed else text,
                "" if status != FAILED else mistake,
            )
        )
    return Result(student, LESSON.id, tuple(outcomes), (text,), {"double": text}, dict.fromkeys(LESSON.exercises, text))


def test_everything_from_outside_is_escaped():
    """Do names, notes, messages, mistakes, answers and outputs stay text?"""
    html = feedback_page(replace(result(EVIL, EVIL, EVIL), missing={EVIL: EVIL}), LESSON, name=EVIL)
    assert "&lt;script&gt;" in html
    assert "49" not in html
    for part in ("<script", "<img", "'{{ 7", "}}</pre>"):
        assert part not in html
    assert "default-src 'none'" in html


def test_feedback_says_what_went_wrong():
    """Are points, message and named mistake there?"""
    html = feedback_page(result(), LESSON)
    for part in ("7.1 (double)", "yours 1, expected 2", "mean instead of sum", "could not run", "of 3 points"):
        assert part in html


def test_no_hidden_test_is_shown():
    """Neither on the page nor in the graded notebook?"""
    for text in (feedback_page(result(), LESSON), notebook_text(result(), LESSON)):
        assert "HIDDEN" not in text
        for exercise in LESSON.exercises:
            hidden = hidden_part(LESSON.test(exercise).source).splitlines()
            assert not [line for line in hidden if len(line) > 30 and line.strip() in text]


def test_a_message_is_said_once():
    """Is a message that every exercise has shown once, and referred to below?"""
    html = feedback_page(replace(result(), sources={}, printed={}), LESSON)
    assert html.count("yours 1, expected 2") == 1
    assert "The same as said of 7.1 (double)" in html
