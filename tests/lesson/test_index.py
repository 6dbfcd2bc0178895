"""The contents page: the lessons as they are, renewed when they change, never over a learner's notes."""

import json
from pathlib import Path

import nbformat
from the_course import COURSE, ROOT

from grader.course import name_of
from grader.lesson.build import text_of, to_text
from grader.lesson.contents_page import contents_page
from grader.lesson.make import make_contents_page


def test_contents_page_lists_the_lessons(indexed):
    """Question, minutes, exercises, points, a link that leads somewhere, and a cell that shows the points?"""
    notebook = nbformat.read(indexed.contents_page, 4)
    assert "| 7 | [Tiny](07_tiny/tiny.ipynb) | Twice what? | 5 | 2 | 3 |" in notebook.cells[0].source
    assert (indexed.contents_page.parent / "07_tiny" / "tiny.ipynb").exists()
    assert "show_progress()" in notebook.cells[-1].source and not notebook.cells[-1].outputs


def test_contents_page_that_was_run_is_renewed_and_one_that_was_changed_stays(indexed):
    """Outputs are no work; a changed cell is?"""
    notebook = nbformat.read(indexed.contents_page, 4)
    notebook.cells[-1].outputs = [nbformat.v4.new_output("stream", text="0 of 3")]
    nbformat.write(notebook, indexed.contents_page)
    assert make_contents_page(indexed).endswith("unchanged")
    notebook.cells[0].source += "\nmy notes"
    nbformat.write(notebook, indexed.contents_page)
    assert "notebooks/index.new.ipynb" in make_contents_page(indexed)
    assert "my notes" in indexed.contents_page.read_text()


def test_contents_page_is_in_step():
    """Is the committed contents page what the lessons give now?"""
    assert text_of(COURSE.contents_page) == to_text(contents_page(COURSE)), "grader build"
    for lesson_id in COURSE.lesson_ids:
        assert f"]({lesson_id}/" in nbformat.read(COURSE.contents_page, 4).cells[0].source


def test_released_notebooks_have_no_outputs():
    """Was nobody's work committed as the release?"""
    for path in Path(ROOT, "notebooks").glob("*/*.ipynb"):
        cells = json.loads(path.read_text())["cells"]
        assert not any(cell.get("outputs") for cell in cells), path.name


def test_readme_lists_every_lesson_with_its_question():
    """Does the README say what the contents page says?"""
    readme = (ROOT / "README.md").read_text()
    for lesson_id, entry in COURSE.lessons.items():
        link = f"](solutions/{lesson_id}/{name_of(lesson_id)}.ipynb)"
        assert any(link in line and entry.question in line for line in readme.splitlines()), "grader contents"
