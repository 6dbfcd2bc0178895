"""Rules of an exercise's surroundings and of stated numbers, each seen to be broken."""

from dataclasses import replace
from pathlib import Path

import pytest
from tiny_course import FOLDER, LESSON, changed, make_course

from grader.course import Course
from grader.course_tables import Entry, Minimums
from grader.lesson.make import make
from grader.lesson.rules import text_rules, violations

HINT = "<details><summary>Hint {}: the rows</summary>\nLook.\n</details>\n\n"
AFTER_FIRST = 'r"""\n### Exercise 7.2'
BUG = "# %% show\ndef double(x):\n    return x * x\n\n"


def told(course: Course, **minimums: int) -> str:
    """The broken rules of the text, with some minimums."""
    return "\n".join(map(str, text_rules(replace(course, minimums=Minimums(**minimums)), FOLDER)))


def with_hints(first: int, second: int) -> str:
    """The tiny lesson with so many hints after each test."""
    hints = ["".join(HINT.format(i) for i in range(1, count + 1)) for count in (first, second)]
    text = changed(AFTER_FIRST, f'r"""\n{hints[0]}"""\n\n# %% [markdown]\n{AFTER_FIRST}' if first else AFTER_FIRST)
    return text + (f'\n# %% [markdown]\nr"""\n{hints[1]}"""\n' if second else "")


@pytest.mark.parametrize(("first", "second", "few"), [(3, 1, []), (2, 1, ["double"]), (3, 0, ["predicted_shape"])])
def test_hints_are_a_ladder_and_one_is_enough_for_a_prediction(tmp_path: Path, first: int, second: int, few: list):
    """Are they counted after the test of their own exercise?"""
    found = told(make_course(tmp_path, with_hints(first, second)), hints_per_exercise=3).splitlines()
    assert ["hints after its test" in line for line in found] == [True] * len(few)
    assert all(f"({exercise})" in line for exercise, line in zip(few, found, strict=True))


@pytest.mark.parametrize("line", ["*Mittel, 2 Minuten*", "*Easy, optional, 2 min*"])
def test_a_time_is_known_in_any_language(tmp_path: Path, line: str):
    """Is it the emphasis and the number that count?"""
    assert told(make_course(tmp_path, changed("*Easy, 2 minutes*", line))) == ""


@pytest.mark.parametrize("line", ["", "Easy, 2 minutes", "*Easy*"])
def test_a_missing_time_is_told(tmp_path: Path, line: str):
    """Does every exercise say how long it takes?"""
    found = told(make_course(tmp_path, changed("*Easy, 2 minutes*", line)))
    assert "exercise 7.1 (double): no line says how long it takes" in found


def test_a_time_above_the_heading_is_the_lesson_s(tmp_path: Path):
    """Does a line about the whole lesson not pass for the first exercise's?"""
    text = changed("*Easy, 2 minutes*", "")
    heading = next(line for line in text.splitlines() if line.startswith("### Exercise"))
    found = told(make_course(tmp_path, text.replace(heading, f"*About 90 minutes*\n\n{heading}", 1)))
    assert "exercise 7.1 (double): no line says how long it takes" in found


def test_minutes_of_exercises_fit_into_those_of_the_lesson(tmp_path: Path):
    """Is course.toml held to its lessons?"""
    course = make_course(tmp_path)
    assert told(replace(course, lessons={FOLDER: Entry("Twice what?", 3)})) == ""
    found = told(replace(course, lessons={FOLDER: Entry("Twice what?", 2)}))
    assert f"course.toml gives {FOLDER} 2 minutes, its exercises alone take 3" in found


def test_kinds_of_exercise_are_counted(tmp_path: Path):
    """Does a lesson ask for as many predictions and bugs as course.toml wants?"""
    course = make_course(tmp_path)
    assert told(course, predictions_per_lesson=1) == ""
    assert "1 exercises ask for a prediction, 2 wanted" in told(course, predictions_per_lesson=2)
    assert "0 exercises ask to find the bug, 1 wanted" in told(course, bugs_per_lesson=1)
    buggy = make_course(tmp_path, changed('# %% exercise="double"', BUG + '# %% exercise="double"'))
    assert told(buggy, bugs_per_lesson=1) == ""


CHALLENGE = '''
# %% [markdown]
r"""
### Challenge
"""

# %% challenge="go_on"
### BEGIN SOLUTION
reached = 3
### END SOLUTION

# %% show
challenge("{}", reached, below=4)
'''


@pytest.mark.parametrize(
    ("text", "wanted", "fault"),
    [
        ("", 1, "0 open challenges, 1 wanted"),
        (CHALLENGE.format("another"), 1, "no shown cell measures the challenge go_on"),
        (CHALLENGE.format("another"), 0, "no shown cell measures the challenge go_on"),
        (CHALLENGE.format("go_on"), 2, "1 open challenges, 2 wanted"),
        (CHALLENGE.format("go_on"), 1, ""),
    ],
)
def test_a_challenge_is_measured(tmp_path: Path, text: str, wanted: int, fault: str):
    """Has a lesson as many as course.toml wants, each with a later shown cell that says how far it went?"""
    found = told(make_course(tmp_path, LESSON + text), challenges_per_lesson=wanted)
    assert fault in found if fault else found == ""


def test_a_name_that_no_wrong_answer_is_told_is_found(tmp_path: Path):
    """Does every name in `likely` belong to a trial answer that tries it?"""
    course = make_course(tmp_path, changed('{"squared": lambda', '{"cubed: x**3": 8, "squared": lambda'))
    make(course, FOLDER)
    (found,) = map(str, violations(course, FOLDER))
    assert "exercise 7.1 (double): no wrong answer in mistakes.py is told 'cubed'" in found


SHOWN = 'r"""\n{}\n"""\n\n# %% show\nprint(4.9996, 1234, "loss -0.25")\n\n# %% [markdown]\n' + AFTER_FIRST


@pytest.mark.slow
@pytest.mark.parametrize("number", ["**5.00**", "**4.9996**", "**5**", "**1,234**", "**−0.25**", "12.3", "**Adam**"])
def test_a_number_in_bold_that_is_printed_holds(tmp_path: Path, number: str):
    """May a number be rounded, grouped, negative; and is a plain one nobody's business?"""
    course = make_course(tmp_path, changed(AFTER_FIRST, SHOWN.format(number)))
    make(course, FOLDER)
    assert [str(violation) for violation in violations(course, FOLDER)] == []


@pytest.mark.slow
@pytest.mark.parametrize("number", ["**5.01**", "**4.999**", "**0.25**", "**1.24** %"])
def test_a_number_in_bold_that_is_printed_nowhere_is_told(tmp_path: Path, number: str):
    """Is prose held to the executed notebook, with the line of the text?"""
    course = make_course(tmp_path, changed(AFTER_FIRST, SHOWN.format(number)))
    make(course, FOLDER)
    (found,) = map(str, violations(course, FOLDER))
    (line,) = (n for n, line in enumerate(course.text(FOLDER).read_text().splitlines(), 1) if number.split()[0] in line)
    assert found.startswith(f"tiny.py, line {line}: ") and "is not printed by any cell after it" in found
