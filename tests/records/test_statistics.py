"""The report's numbers: difficulty, discrimination against NumPy's correlation, kinds kept apart, mistakes."""

import random
from pathlib import Path

import numpy as np
import pytest
from desk import HALF, LATE, LISTED, RIGHT, read, write_class
from tiny_course import FOLDER

from grader.course import Course
from grader.lesson.around import heading_of, hints_of
from grader.lesson.lesson import Cell, Lesson
from grader.lesson.read import load_lesson
from grader.records.book import Mark, Record
from grader.records.statistics import distribution, items_of, mistakes_of, point_biserial, summary_of
from grader.records.templating import markdown


@pytest.fixture
def lesson(built_course: Course) -> Lesson:
    return load_lesson(built_course, FOLDER)


@pytest.mark.parametrize("seed", range(20))
def test_point_biserial_is_the_correlation(seed: int):
    """Is it Pearson's, with passing as 0 and 1?"""
    draw = random.Random(seed)
    rest = [draw.gauss(5, 2) for _ in range(30)]
    passed = [value + draw.gauss(0, 2) > 5 for value in rest]
    assert point_biserial(passed, rest) == pytest.approx(np.corrcoef(np.array(passed, float), rest)[0, 1])


@pytest.mark.parametrize("passed", [[True] * 6, [False] * 6, [True, False]])
def test_point_biserial_says_nothing_where_it_cannot(passed: list[bool]):
    """All alike, or too few: is it None rather than a number?"""
    assert point_biserial(passed, [float(i) for i in range(len(passed))]) is None


def test_items_of_a_class(lesson: Lesson, tmp_path: Path):
    """Do the kinds add up to the graded, and do points by hand count in difficulty and mean?"""
    book = read(write_class(lesson, tmp_path), lesson)
    double, predicted = items_of(book.of_lesson(FOLDER), lesson, {})
    assert (double.passed, double.failed, double.unwritten, double.crashed, double.count) == (2, 2, 0, 0, 4)
    assert (predicted.passed, predicted.failed, predicted.unwritten, predicted.count) == (2, 1, 1, 4)
    assert double.mean_points == pytest.approx((2.5 + 0 + 1.5 + 2) / 4)
    assert double.difficulty == pytest.approx(double.mean_points / 2)
    summary = summary_of(book.of_lesson(FOLDER), 3)
    assert (summary.graded, summary.not_graded, summary.full) == (4, 1, 1)
    assert summary.mean == pytest.approx((3.5 + 1 + 1.5 + 1.5) / 4)


def test_who_made_a_mistake(lesson: Lesson, tmp_path: Path):
    """Is each mistake there by exercise with its explanation, the message, and everybody who made it?"""
    book = read(write_class(lesson, tmp_path), lesson)
    found = {(m.exercise, m.name): m for m in mistakes_of(book, lesson)}
    assert set(found) == {("double", "squared"), ("predicted_shape", "squared")}
    squared = found["double", "squared"]
    assert squared.explanation == "x * x is not x + x"
    assert squared.message == "double(2) is wrong: yours 4, expected 5."
    assert set(squared.students) == {HALF, LATE}
    assert found["predicted_shape", "squared"].students == (LISTED,)
    assert RIGHT not in squared.students


@pytest.mark.parametrize(("points", "bar"), [(0, 0), (0.3, 0), (1, 1), (9.99, 9), (10, 9), (12, 9)])
def test_the_bar_of_a_mark(points: float, bar: int):
    """Full marks, and more than full marks, in the last bar; who has no mark in none."""
    record = Record("a", "l", (Mark("e", 10, auto=points),))
    assert distribution([record, Record("b", "l", (Mark("e", 10),))], 10) == [int(i == bar) for i in range(10)]


def test_hints_and_heading_are_found_where_they_stand():
    """The hints between a test and the next heading, in one cell or two; the heading without its number."""
    cells = (
        Cell("text", "# 7. Title\n\n### Exercise 7.1: the *first*\nDo it."),
        Cell("exercise", "a = 1", "a"),
        Cell("text", "Try it."),
        Cell("test", "pass", "a", 1),
        Cell("text", "<details><summary>Hint: it is slow</summary>\n\nUse `sum`.\n</details>"),
        Cell(
            "text",
            "<details><summary>More</summary>Two.</details>\n\n## Next\n<details><summary>No</summary>x</details>",
        ),
        Cell("exercise", "b = 1", "b"),
        Cell("test", "pass", "b", 1),
    )
    lesson = Lesson("07_x", cells)
    assert hints_of(lesson, "a") == (("it is slow", "Use `sum`."), ("More", "Two."))
    assert hints_of(lesson, "b") == ()
    assert heading_of(lesson, "a") == "the *first*"
    assert heading_of(lesson, "b") == "Next"


def test_a_hints_formula_can_be_read_without_being_typeset():
    """Are dollar signs and commands gone, and tags shown as text?"""
    html = markdown(r"Of $1 - o^2 \approx \tanh x$ and $$a \cdot b$$ <b>bold</b>")
    assert "<code>1 - o^2 ≈ tanh x</code>" in html and "<code>a · b</code>" in html
    assert "<b>" not in html
