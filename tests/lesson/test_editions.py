"""An edition of the course, shortened, renumbered or translated, is a course: course.toml and the texts are enough."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from the_course import COURSE, ROOT
from tiny_course import LESSON, MISTAKES, SETTINGS, changed

from grader.course import FILE, Course, open_course
from grader.learner.check_answers import check
from grader.lesson.make import make, make_contents_page
from grader.lesson.read import load_lesson
from grader.lesson.rules import text_rules, violations
from grader.marking.submission import grade
from grader.sandbox.isolation import Isolation

FIRST, SECOND = "03_verdoppeln", "11_nochmal"
WORDS = """\
[words]
exercise = "Übung"
lesson = "Lektion"
minutes = "Minuten"
run_test = "Die nächste Zelle prüft `{exercise}`."
previous = "Zurück"
contents = "Inhalt"
next = "Weiter"
missing = "Das Paket des Kurses fehlt."
"""
TRANSLATED = {
    "# Tiny": "# Verdoppeln",
    "Two things to write.": "Zwei Aufgaben; danach folgt [[11_nochmal]], mit [[11_nochmal:double]].",
    "### Exercise 7.1: double": "### Übung: double",
    "### Exercise 7.2: predicted_shape": "### Übung: predicted_shape",
    "*Easy, 2 minutes*": "*Leicht, 2 Minuten*",
    "*Easy, 1 minute*": "*Leicht, 1 Minute*",
    "Twice x.": "Das Doppelte von x.",
    "squared": "quadriert",
}


def translated(text: str) -> str:
    for english, german in TRANSLATED.items():
        text = text.replace(english, german)
    return text


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Two lessons in German under other numbers, built; there is no lesson 1."""
    root = tmp_path_factory.mktemp("edition")
    german = translated(LESSON)
    texts = {FIRST: german, SECOND: changed("[[11_nochmal]], mit [[11_nochmal:double]]", "nichts", german)}
    for lesson_id, text in texts.items():
        place = root / "solutions" / lesson_id
        place.mkdir(parents=True)
        (place / f"{lesson_id[3:]}.py").write_text(text, encoding="utf-8")
        (place / "mistakes.py").write_text(translated(MISTAKES), encoding="utf-8")
    entries = "".join(f'[lessons.{lesson_id}]\nquestion = "Doppelt wie viel?"\nminutes = 5\n' for lesson_id in texts)
    settings = SETTINGS.split("[lessons")[0].replace("A tiny course", "Ein kleiner Kurs")
    (root / FILE).write_text(settings + entries + WORDS, encoding="utf-8")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    course = open_course(root)
    for lesson_id in course.lesson_ids:
        make(course, lesson_id)
    make_contents_page(course)
    return course


@pytest.mark.parametrize("lesson_id", [FIRST, SECOND])
def test_an_edition_breaks_no_rule(edition: Course, lesson_id: str):
    """Does no rule depend on English words, or on lessons that are not there?"""
    assert [str(violation) for violation in violations(edition, lesson_id)] == []


def test_an_edition_is_built_in_its_own_words(edition: Course):
    """Are numbers, links and lines of the build those of the edition?"""
    text = "\n".join(cell.source for cell in nbformat.read(edition.release(FIRST), 4).cells)
    assert "### Übung 3.1: double" in text and "Die nächste Zelle prüft `double`." in text
    assert "[Lektion 11](../11_nochmal/nochmal.ipynb), mit 11.1." in text
    assert "[Inhalt](../index.ipynb) · [Weiter: Verdoppeln](../11_nochmal/nochmal.ipynb)" in text
    assert "print('Das Paket des Kurses fehlt.')" in text
    assert "HIDDEN" not in text and "twice_of_x" not in text
    assert "| 11 | [Verdoppeln](11_nochmal/nochmal.ipynb) | Doppelt wie viel? |" in edition.contents_page.read_text()


def test_an_edition_is_checked(edition: Course, tmp_path: Path):
    """Does a learner of it win its points?"""
    course = open_course(shutil.copytree(edition.root, tmp_path / "edition"))
    answers = {"double": "def double(x):\n    return 2 * x", "predicted_shape": "predicted_shape = (31, 17)"}
    notebook = nbformat.read(course.release(SECOND), as_version=4)
    for cell in notebook.cells:
        cell.source = answers.get(cell.id, cell.source)
    nbformat.write(notebook, course.release(SECOND))
    report = check(course, SECOND)
    assert report.passed and report.labels == ("11.1 (double)", "11.2 (predicted_shape)") and report.notes == ()


def test_an_edition_is_graded(edition: Course):
    """Do its own points and names come out?"""
    answers = {"double": "def double(x):\n    return x**2", "predicted_shape": "predicted_shape = (31, 17)"}
    cells = [
        {"cell_type": "code", "id": id, "source": source, "metadata": {}, "outputs": []}
        for id, source in answers.items()
    ]
    data = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}).encode()
    with Isolation(torch=False) as isolation:
        result = grade(data, "nochmal.ipynb", "student01", load_lesson(edition, SECOND), isolation, seed=1)
    assert [(o.exercise, o.points, o.mistake) for o in result.outcomes] == [
        ("double", 0, "quadriert"),
        ("predicted_shape", 1, ""),
    ]


def test_a_lesson_that_is_dropped_is_named_where_it_is_referred_to(edition: Course, tmp_path: Path):
    """Does a shortened course say which sentences to change?"""
    course = replace(edition, lessons={FIRST: edition.lessons[FIRST]})
    (found, again) = map(str, text_rules(course, FIRST))
    assert "verdoppeln.py, line 5: [[11_nochmal]] leads nowhere" in found and "[[11_nochmal:double]]" in again


@pytest.mark.parametrize("kept", [("02_mnist_numpy", "07_bigram_nll"), ("09_mlp", "01_black_box")])
def test_two_of_the_courses_own_lessons_are_a_course(kept: tuple[str, str], tmp_path: Path):
    """Are other lessons needed only where a sentence refers to them, and told there?"""
    course = replace(COURSE, lessons={lesson_id: COURSE.lessons[lesson_id] for lesson_id in sorted(kept)})
    for lesson_id in course.lesson_ids:
        alone = [str(violation) for violation in text_rules(course, lesson_id)]
        whole = [str(violation) for violation in text_rules(COURSE, lesson_id)]
        assert all("leads nowhere" in line for line in alone) or alone == whole
