"""Every answer of every mistakes.py gets its true score, in a learner's kernel and when graded from outside."""

import os
from pathlib import Path

import pytest
from the_course import COURSE
from tiny_course import FOLDER, LESSON, MISTAKES, changed, make_course

from grader.authoring.mistakes import Verdict, try_lessons, untold
from grader.authoring.rates import Figures, figures

VISIBLE = LESSON.replace(
    '"double(2)", double(2), 4, likely={"squared": lambda got: got == 2**2}',
    '"double(3)", double(3), 6, {"squared": 9}',
)
QUICK = ("01_black_box", "04_chain_rule")  # without PyTorch
SAID = "    return squared_by_mistake\n"


@pytest.mark.parametrize(
    "lesson_id", [each if each in QUICK else pytest.param(each, marks=pytest.mark.system) for each in COURSE.lesson_ids]
)
def test_answers_get_their_true_score(lesson_id: str):
    """Are wrong answers rejected and named, right ones accepted, with the same verdict in both places?"""
    verdicts = list(try_lessons(COURSE, [lesson_id], processes=1))  # the lessons are shared out already
    told = "\n".join(f"{v.label} {v.answer.mistake or '(right)'}: {', '.join(v.faults)}" for v in verdicts if v.faults)
    assert figures(verdicts).good, f"{figures(verdicts)}\n{told}"
    assert untold(verdicts) == []


def test_a_value_in_likely_that_fits_no_wrong_answer_any_more_is_told(tmp_path: Path):
    """Where the figure of a mistake is wrong, does somebody hear of it?"""
    lesson = VISIBLE.replace('{"squared": 9}', '{"squared": 9, "cubed": 28}')
    cubed = '\n# %% wrong="double" mistake="cubed"\ndef double(x):\n    return x**3\n'
    verdicts = list(try_lessons(make_course(tmp_path, lesson, MISTAKES + cubed), [FOLDER]))
    (found,) = untold(verdicts)
    assert found.startswith("7.1 (double): no wrong answer is told 'cubed'")
    lesson = lesson.replace("28", "27")
    assert untold(list(try_lessons(make_course(tmp_path, lesson, MISTAKES + cubed), [FOLDER]))) == []


def tried(root: Path, mistakes: str) -> list[Verdict]:
    """The verdicts on the tiny lesson's own answers, then on those given."""
    return list(try_lessons(make_course(root, VISIBLE, mistakes), [FOLDER]))


def test_a_mistake_that_only_the_hidden_part_sees_is_told_the_same_in_both_places(tmp_path: Path):
    """Do notebook and grader draw the same inputs where both try one answer?"""
    verdicts = list(try_lessons(make_course(tmp_path), [FOLDER]))
    assert [verdict.faults for verdict in verdicts] == [[], [], ["HIDDEN ONLY"], []]


def test_the_tiny_course_is_as_it_must_be(tmp_path: Path):
    """Are the reference, a right answer and a named mistake without a fault?"""
    verdicts = tried(tmp_path, MISTAKES)
    assert [verdict.faults for verdict in verdicts] == [[]] * 4
    assert figures(verdicts) == Figures(1, 3, 1, 1, 3, 1, 0, 0, 0) and figures(verdicts).good


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (SAID, "    return x + x\n", "ACCEPTED"),
        (SAID, "    return x * 2 if isinstance(x, int) else x\n", "HIDDEN ONLY"),
        (SAID, "    return 5 * x\n", "NOT NAMED"),
        ('mistake="squared"', 'mistake="cubed"', "MISNAMED 'squared'"),
        (SAID, "    return undefined\n", "DOES NOT RUN"),
        ("    return 2 * x\n", "    return 2\n", "REJECTED"),
        (SAID, "    return __import__('os').getuid() + 70000 * x\n", "DIFFERS WHEN GRADED"),
    ],
)
def test_each_fault_of_a_trial_answer_is_told(tmp_path: Path, old: str, new: str, fault: str):
    """Is a test that lets a wrong answer through, or calls it by another's name, seen?"""
    verdicts = tried(tmp_path, changed(old, new, MISTAKES))
    assert fault in [text for verdict in verdicts[2:] for text in verdict.faults]
    assert not figures(verdicts).good


def test_trying_answers_leaves_the_environment_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Does whoever tries answers keep figures and bars afterwards?"""
    for name in ("MPLBACKEND", "FRONTIER_QUIET"):
        monkeypatch.delenv(name, raising=False)
    before = dict(os.environ)
    assert tried(tmp_path, MISTAKES)
    assert dict(os.environ) == before


def test_an_answer_that_takes_a_shown_cells_name_is_tried_in_both_places(tmp_path: Path):
    """Is it wrong or right like any other, where what it takes runs between it and the cells before?"""
    lesson = changed("print(double(np.arange(3.0)))", "two = 2", VISIBLE)
    takes = '\n# %% right="double"\ndef double(x):\n    return two * x\n'
    verdicts = list(try_lessons(make_course(tmp_path, lesson, MISTAKES + takes), [FOLDER]))
    assert [verdict.faults for verdict in verdicts] == [[]] * 5
