"""`grader new` writes lessons and exercises that build, score right and break no rule but for what says TODO."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from tiny_course import FOLDER, LESSON, make_course

from grader.authoring.mistakes import try_lessons
from grader.authoring.rates import figures
from grader.authoring.skeleton import KINDS, new_exercise, new_lesson
from grader.cli.main import main
from grader.course import Course, open_course
from grader.course_tables import Entry, Minimums
from grader.errors import GraderError
from grader.lesson.lesson import Lesson
from grader.lesson.make import make
from grader.lesson.measures import faults, measure
from grader.lesson.read import load_lesson
from grader.lesson.rules import text_rules, violations

NEW = "10_softmax"
LEAST = Minimums(wrong_per_exercise=4, right_per_exercise=3, hints_per_exercise=3)
WHOLE = replace(LEAST, predictions_per_lesson=1, bugs_per_lesson=1, challenges_per_lesson=1, exercises_per_lesson=3)


def opened(root: Path, least: Minimums) -> Course:
    return replace(open_course(root), minimums=least)


def faults_but_todo(course: Course, folder: str) -> list[str]:
    """Broken rules of the text without what is still to be written."""
    return [str(v) for v in text_rules(course, folder) if "is still to be written" not in str(v)]


def test_a_new_lesson_breaks_no_rule_but_for_what_says_todo(tmp_path: Path):
    """Does it build, and are all its trial answers judged and named?"""
    new_lesson(make_course(tmp_path), NEW)
    course = opened(tmp_path, WHOLE)
    assert faults_but_todo(course, NEW) == []
    assert 'softmax.py, line 1: "# 10. TODO: the lesson\'s title" is still to' in "\n".join(
        map(str, text_rules(course, NEW))
    )
    assert f"course.toml, [lessons.{NEW}]: its question is still to be written" in "\n".join(
        map(str, text_rules(course, NEW))
    )
    make(course, NEW)
    told = [str(violation) for violation in violations(course, NEW)]
    assert all("is still to be written" in line for line in told), told
    verdicts = list(try_lessons(course, [NEW]))
    assert [(v.label, v.answer.mistake, v.faults) for v in verdicts if v.faults] == []
    assert figures(verdicts).good and (figures(verdicts).wrong, figures(verdicts).right) == (12, 12)
    short = [line for line in faults(measure(course, NEW), WHOLE) if "trial" in line or "exercises" in line]
    assert short == []


def test_a_new_lessons_entry_stands_behind_the_others(tmp_path: Path):
    """Is it put before the tables that follow the lessons, and what is said above these left with them?"""
    settings = make_course(tmp_path).root / "course.toml"
    lessons = settings.read_text(encoding="utf-8")
    words = '\n# The words.\n[words]\nlesson = "lesson"\n'
    for text in (lessons, lessons + words):
        settings.write_text(text, encoding="utf-8")
        new_lesson(open_course(tmp_path), NEW)
        now = settings.read_text(encoding="utf-8")
        assert now.startswith(lessons.rstrip()) and now.endswith(text.removeprefix(lessons))
        assert open_course(tmp_path).lesson_ids == (FOLDER, NEW)
        shutil.rmtree(tmp_path / "solutions" / NEW)


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_exercise_breaks_no_rule_but_for_what_says_todo(tmp_path: Path, kind: str):
    """Does each kind come with heading, time, answer, test, hints and seven answers, after the exercise that is named?"""
    course = replace(make_course(tmp_path), lessons={FOLDER: Entry("Twice what?", 20)})
    new_exercise(course, FOLDER, "added", kind, after="double")
    lesson = load_lesson(course, FOLDER)
    assert lesson.exercises == ("double", "added", "predicted_shape")
    assert faults_but_todo(course, FOLDER) == []
    verdicts = list(try_lessons(course, [FOLDER], "added"))
    assert figures(verdicts).good and (figures(verdicts).wrong, figures(verdicts).right) == (4, 4)


def test_an_exercise_goes_to_the_end_of_the_exercises_and_behind_their_hints(tmp_path: Path):
    """Is it put between a lesson's last hints and its challenge?"""
    new_lesson(make_course(tmp_path), NEW)
    course = open_course(tmp_path)
    new_exercise(course, NEW, "last", "function")
    lesson = load_lesson(course, NEW)
    assert lesson.exercises[-1] == "last" and "from memory" in written(lesson)[-1]
    assert written(lesson)[-5].count("<details>") == 3


HINTS = """
# %% [markdown]
r\"\"\"
<details><summary>Hint 1: too small</summary>

### Not a heading of the lesson
</details>
{more}\"\"\"
"""


@pytest.mark.parametrize("more", ["", "\n### Exercise: predict the shape\n*Easy, 1 minute*\n", "\nNow the shape.\n"])
def test_hints_that_share_a_cell_with_what_follows(tmp_path: Path, more: str):
    """Does the next exercise keep its heading where that stands in the cell of the hints before it?"""
    course = make_course(tmp_path, with_hints(HINTS.format(more=more)))
    new_exercise(course, FOLDER, "added", "function", after="double")
    lesson = load_lesson(course, FOLDER)
    assert lesson.exercises == ("double", "added", "predicted_shape")
    texts = written(lesson)
    added = next(i for i, text in enumerate(texts) if "Exercise 7.2: added" in text)
    assert "too small" in texts[added - 1]
    behind = more.strip().splitlines()[-1:]
    assert all(line in "".join(texts[added:]) and line not in texts[added - 1] for line in behind)


def with_hints(hints: str) -> str:
    """The tiny lesson with hints after its first test."""
    head, test, rest = LESSON.partition('# %% test="double"')
    cell, mark, after = rest.partition("\n# %%")
    return f"{head}{test}{cell}{hints}{mark}{after}"


def written(lesson: Lesson) -> list[str]:
    return [cell.source for cell in lesson.cells if cell.line]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["lesson", "softmax"], "is not a name for a lesson's folder"),
        (["lesson", "07_other"], "there is a lesson 07_tiny already"),
        (["exercise", "7", "Double"], "'Double' is not a valid id"),
        (["exercise", "7", "double"], "has an exercise 'double' already"),
        (["exercise", "7", "x", "--after", "gone"], "has no exercise 'gone'. It has double, predicted_shape"),
        (["exercise", "9", "x"], "there is no lesson '9'"),
    ],
)
def test_what_cannot_be_begun_is_told_and_nothing_written(tmp_path: Path, monkeypatch, arguments: list, told: str):
    """Does a mistyped command leave the course as it was?"""
    course = make_course(tmp_path)
    monkeypatch.chdir(tmp_path)
    before = {path: path.read_text() for path in sorted(tmp_path.rglob("*.*")) if path.is_file()}
    result = CliRunner().invoke(main, ["new", *arguments])
    assert result.exit_code == 1 and told in result.output, result.output
    assert {path: path.read_text() for path in sorted(course.root.rglob("*.*")) if path.is_file()} == before


def test_the_commands_write_and_say_what(tmp_path: Path, monkeypatch):
    """Can an author begin from the command line?"""
    make_course(tmp_path)
    monkeypatch.chdir(tmp_path)
    said = CliRunner().invoke(main, ["new", "lesson", NEW]).output
    assert f"solutions/{NEW}/softmax.py: written" in said and f"course.toml: has [lessons.{NEW}]" in said
    assert "`grader build 7`, whose last line leads to the next lesson" in said
    said = CliRunner().invoke(main, ["new", "exercise", "10", "more", "--kind", "bug"]).output
    assert "has more, from line" in said
    with pytest.raises(GraderError, match="already"):
        new_lesson(open_course(tmp_path), NEW)
