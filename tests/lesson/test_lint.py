"""The measures of a lesson: what is counted, and each band seen to be left."""

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from nbformat.v4 import new_code_cell, new_notebook, new_output
from tiny_course import FOLDER, changed, make_course

from grader.cli.main import main
from grader.course_tables import Minimums
from grader.lesson import measures as lint
from grader.lesson.measures import Measures, count_words, course_faults, faults, figures_per_ten_cells, measure
from grader.lesson.timing import Times, busy_cores

LEAST = Minimums(4, 3, 3, 6, exercises=60, wrong=250, right=180)
GOOD = Measures(FOLDER, 9.0, 1.2, (), (), 6, 24, 18, ())


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("Two words.", 2),
        ("The loss is 2.454 nats", 4),
        ("$x = 3$ is *one* of $$\na + b\n$$ four", 4),
        ("<details><summary>Hint: no sign</summary>\n\nLook. </details>\nAlways open", 2),
        ("```python\ncode = 1\n```\ntext", 1),
        ("- `softmax` over rows", 3),
        ("five dollars $ and no formula", 5),
    ],
)
def test_words_are_those_that_a_reader_reads(markdown: str, words: int):
    """Are formulas, numbers, tags, fenced code and folded hints left out?"""
    assert count_words(markdown) == words


def test_a_tiny_lesson_is_measured(tmp_path: Path):
    """What is counted in the text of the tiny lesson?"""
    course = replace(make_course(tmp_path), minimums=LEAST)
    measures = measure(course, FOLDER)
    assert (measures.exercises, measures.wrong, measures.right) == (2, 1, 1)
    assert measures.scarce[0] == "7.1 (double): 1 wrong" and measures.scarce[-1] == "7.2 (predicted_shape): 0 right"
    assert measures.words_per_line == pytest.approx(13 / 12)
    assert (measures.figures, measures.times, measures.long_given, measures.long_answers) == (None, None, (), ())


def test_lines_of_given_cells_and_of_answers_are_counted(tmp_path: Path):
    """Do 26 lines in a shown cell and 16 in an answer stand out, and do tests and blank lines not count?"""
    shown = "print(double(np.arange(3.0)))"
    lesson = changed(shown, "\n\n".join([shown] * 26))
    lesson = changed("    twice_of_x = x + x\n", "    twice_of_x = x + x\n" * 15, lesson)
    measures = measure(make_course(tmp_path, lesson), FOLDER)
    assert (measures.long_given, measures.long_answers) == ((5,), (4,))


def test_figures_are_counted_in_the_executed_solution(tmp_path: Path):
    """How many pictures for ten code cells?"""
    picture = new_output("display_data", data={"image/png": "aaaa", "text/plain": "<Figure>"})
    text = new_output("execute_result", data={"text/plain": "3"})
    cells = [new_code_cell("a", outputs=[picture, picture, text]), *(new_code_cell("b") for _ in range(4))]
    path = tmp_path / "tiny.ipynb"
    assert figures_per_ten_cells(path) is None
    nbformat.write(new_notebook(cells=cells), path)
    assert figures_per_ten_cells(path) == 4.0


def test_a_run_is_timed(tmp_path: Path):
    """Are the run on one core, the one on busy cores and the slowest test measured?"""
    lesson = changed('    check_close("double(2)"', '    import time\n    time.sleep(0.3)\n    check_close("double(2)"')
    times = measure(make_course(tmp_path, lesson), FOLDER, timed=True).times
    assert 0.3 <= times.slowest_test < times.one_core and times.busy > 0.3


def test_no_process_is_left_spinning(monkeypatch):
    """Is there one process for each core while the block runs, and none after it, also where it stops with an error?"""
    started = []
    start = subprocess.Popen
    monkeypatch.setattr(
        subprocess, "Popen", lambda *args, **options: started.append(start(*args, **options)) or started[-1]
    )
    with pytest.raises(ValueError), busy_cores():
        assert started and all(process.poll() is None for process in started)
        raise ValueError
    assert all(process.poll() is not None for process in started)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"words_per_line": 5.9}, "5.9 words a line of code, 6 to 12 wanted"),
        ({"words_per_line": 12.1}, "12.1 words a line of code, 6 to 12 wanted"),
        ({"figures": None}, "no executed solution"),
        ({"figures": 0.0}, "0.00 figures for ten code cells, 1 wanted"),
        ({"long_given": (3, 9)}, "cells 3, 9 have over 25 lines"),
        ({"long_answers": (4,)}, "answers in cells 4 have over 15 lines"),
        ({"exercises": 5}, "5 exercises, 6 wanted"),
        ({"scarce": ("7.2 (b): 3 wrong",)}, "too few trial answers: 7.2 (b): 3 wrong"),
        ({"times": Times(61.0, 7.0, 0.4)}, "61 s to run, under 60 wanted"),
        ({"times": Times(7.0, 61.0, 0.4)}, "61 s to run on busy cores, under 60 wanted"),
        ({"times": Times(7.0, 7.0, 2.5)}, "a test takes 2.5 s, 2 at most"),
    ],
)
def test_each_band_can_be_left(change: dict, told: str):
    """Does a measure outside its band say so, nothing else, and what to do?"""
    assert faults(GOOD, LEAST) == []
    (line,) = faults(replace(GOOD, **change), LEAST)
    assert line.startswith(f"{FOLDER}: {told}") and re.fullmatch(r"\. [A-Z].+\.", line[line.rindex(". ") :])


def test_the_course_has_totals_of_its_own():
    """Are 60 exercises, 250 wrong and 180 right answers asked of the whole course, and four minutes?"""
    enough = replace(GOOD, exercises=30, wrong=125, right=90, times=Times(119.0, 0.0, 0.0))
    assert course_faults([enough, enough], LEAST) == []
    short = replace(enough, exercises=29, wrong=124, right=89, times=Times(121.0, 0.0, 0.0))
    assert [line.split(",")[0] for line in course_faults([enough, short], LEAST)] == [
        "the course: 59 exercises",
        "the course: 249 wrong",
        "the course: 179 right",
        "the course: 240 s to run",
    ]


@pytest.mark.parametrize(("figures", "status"), [(1.5, 0), (0.5, 1)])
def test_the_command_prints_a_table_and_ends_with_status_1_outside_the_bands(
    monkeypatch, tmp_path: Path, figures: float, status: int
):
    """Can `make lint` fail?"""
    monkeypatch.chdir(make_course(tmp_path).root)
    monkeypatch.setattr("grader.lesson.rules.violations", lambda course, folder: [])
    measured = replace(GOOD, figures=figures, times=Times(7.1, 12.3, 0.4))
    monkeypatch.setattr(lint, "measure", lambda course, folder, timed: measured)
    result = CliRunner().invoke(main, ["lint", "7", "--time"])
    assert result.exit_code == status, result.output
    assert "words/line" in result.output and all(time in result.output for time in ("7.1", "12.3", "0.40"))
    assert ("0.50 figures for ten code cells" in result.output) == bool(status)
