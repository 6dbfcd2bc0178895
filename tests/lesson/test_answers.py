"""mistakes.py is read with all its faults, each with its line; one lesson's faults hide no other's."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from tiny_course import FOLDER, MISTAKES, changed, make_course

from grader.cli.main import main
from grader.errors import BadLesson
from grader.lesson.answers import load_answers
from grader.lesson.read import load_lesson
from grader.lesson.rules import text_rules

FAULTS = """
# %% wrong="gone" mistake="a"
def gone(): ...

# %% wrong="double"
def double(x): ...

# %% wrong="double" right="double" mistake="b"
def double(x): ...

# %% wrong="double" mistake="c" points=1
def double(x): ...

# %% right="double"
def double(x)
    return 2 * x
"""


def test_every_fault_is_told_with_its_line(tmp_path: Path):
    """Unknown exercise, no name, wrong and right at once, unknown header, no Python: is none passed over?"""
    course = make_course(tmp_path, mistakes=MISTAKES + FAULTS)
    with pytest.raises(BadLesson) as caught:
        load_answers(course, load_lesson(course, FOLDER))
    told = str(caught.value).splitlines()
    first = MISTAKES.count("\n") + 2
    starts = [f"mistakes.py, line {first + offset}: " for offset in (0, 3, 6, 9, 12)]
    assert [line.startswith(start) for line, start in zip(told, starts, strict=True)] == [True] * 5, told
    assert "no exercise 'gone'" in told[0] and "no name" in told[1] and "not both" in told[2]
    assert "['points']" in told[3] and "line 1 (expected ':')" in told[4]


def test_what_stands_above_the_first_header_moves_no_line(tmp_path: Path):
    """Is a comment at the top of the file no answer without an exercise?"""
    course = make_course(tmp_path, mistakes=f"# Trial answers.\n\n{MISTAKES}{FAULTS}")
    with pytest.raises(BadLesson, match=rf"line {MISTAKES.count(chr(10)) + 4}: no exercise 'gone'"):
        load_answers(course, load_lesson(course, FOLDER))


def test_lint_names_the_faults_of_text_answers_and_other_lessons_at_once(tmp_path: Path, monkeypatch):
    """Does an answer that cannot be read hide neither the lesson's own faults nor the next lesson's?"""
    course = make_course(tmp_path, changed("*Easy, 2 minutes*", ""), mistakes=MISTAKES + FAULTS)
    second = tmp_path / "solutions" / "08_next"
    second.mkdir()
    (second / "next.py").write_text(changed("points=2", 'points="two"'))
    (second / "mistakes.py").write_text(MISTAKES)
    with (course.root / "course.toml").open("a") as file:
        file.write("[lessons.08_next]\n")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["lint"])
    assert result.exit_code == 1 and "Traceback" not in result.output
    for told in ("tiny.py, line", "mistakes.py, line", "next.py, line 30: points='two'", "no exercise 'gone'"):
        assert told in result.output, result.output


def test_points_that_are_none_hide_no_other_fault(tmp_path: Path):
    """Are a missing time and both faulty points told in one go?"""
    text = changed("*Easy, 2 minutes*", "", changed("points=2", "points=0.5", changed("points=1", "points=-1")))
    told = "\n".join(map(str, text_rules(make_course(tmp_path, text), FOLDER)))
    assert all(fault in told for fault in ("points=0.5", "points=-1", "no line says how long it takes")), told
