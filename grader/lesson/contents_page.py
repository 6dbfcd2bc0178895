"""The contents page, `notebooks/index.ipynb`: the lessons with their questions, and the learner's points so far."""

import tomllib
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader.errors import BadLesson
from grader.lesson.lesson import ROOT, Lesson, lesson_folders, load_lesson
from grader.lesson.notebook import KERNEL

INTRODUCTION = """\
# Frontier AI 365

{count} lessons, from a layer of numbers to a small language model. Open one, read, predict, write the few lines that
are missing, and run the cell under them with Shift-Enter: it says what is right, or which mistake was made.

{table}

When a lesson is done: `make check LESSON=7` runs all of its tests, `make submit LESSON=7` makes the file to hand in."""

POINTS = "## Your points so far\n\nRun the next cell. It reads your notebooks as they were last saved."

SHOW = "from grader.learner.progress import show_progress\n\nshow_progress()"


def index_path(root: Path = ROOT) -> Path:
    """Where the contents page is."""
    return root / "notebooks" / "index.ipynb"


def index_notebook(root: Path = ROOT) -> NotebookNode:
    """The contents page, the same bytes at every build.

    Raises:
        BadLesson: a lesson is not in `solutions/course.toml`.
    """
    lessons = [load_lesson(folder, root) for folder in lesson_folders(root)]
    text = INTRODUCTION.format(count=len(lessons), table=_table(lessons, root))
    cells = [
        new_markdown_cell(text, id="lessons"),
        new_markdown_cell(POINTS, id="points"),
        new_code_cell(SHOW, id="show_points"),
    ]
    notebook = new_notebook(cells=cells, metadata={"kernelspec": KERNEL, "language_info": {"name": "python"}})
    nbformat.validate(notebook)
    return notebook


def _table(lessons: list[Lesson], root: Path) -> str:
    course = tomllib.loads((root / "solutions" / "course.toml").read_text(encoding="utf-8"))
    missing = [lesson.folder for lesson in lessons if lesson.folder not in course]
    if missing:
        raise BadLesson(f"solutions/course.toml has no {missing[0]}", "Add its question and minutes")
    rows = [_row(lesson, course[lesson.folder]) for lesson in lessons]
    return "\n".join(["| | lesson | question | minutes | exercises | points |", "|---|---|---|---|---|---|", *rows])


def _row(lesson: Lesson, entry: dict) -> str:
    link = f"[{_title(lesson)}]({lesson.folder}/{lesson.name}.ipynb)"
    points = sum(cell.points for cell in lesson.cells)
    columns = [lesson.number, link, entry["question"], entry["minutes"], len(lesson.exercises), points]
    return "| " + " | ".join(map(str, columns)) + " |"


def _title(lesson: Lesson) -> str:
    """The lesson's first heading, without its number and what follows a colon."""
    for line in lesson.cells[0].source.splitlines():
        if line.startswith("# "):
            return line.removeprefix("# ").split(". ", 1)[-1].split(":")[0]
    raise BadLesson(f"{lesson.folder}: the first cell has no heading", "Begin it with # 7. Title")
