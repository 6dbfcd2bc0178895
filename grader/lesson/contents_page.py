"""The contents page, `notebooks/index.ipynb`: the lessons with their questions, and the learner's points so far."""

from collections.abc import Sequence

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader.course import Course
from grader.course_tables import Entry
from grader.lesson.lesson import Lesson
from grader.lesson.notebook import KERNEL
from grader.lesson.read import load_lesson

INTRODUCTION = """\
# {title}

{count} lessons, from a layer of numbers to a small language model. Open one, read, predict, write the few lines that
are missing, and run the cell under them with Shift-Enter: it says what is right, or which mistake was made.

{table}

When a lesson is done: `make check LESSON={example}` runs all of its tests, `make submit LESSON={example}` makes the
file to hand in. Both are given in a terminal: in the menu under File, New, or in the window from which you started.
A cell that runs on is stopped with the square in the toolbar; the round arrow beside it begins with an empty memory.
Your notebooks are in the folder `work/`. `make restart LESSON={example}` begins a lesson anew and keeps the old one."""

POINTS = """\
## Your points so far

Run the next cell. It reads your notebooks as they were last saved, and leads on to the next lesson."""

SHOW = "from grader.learner.progress_picture import show_progress\n\nshow_progress()"


def contents_page(course: Course, lesson_ids: Sequence[str] = ()) -> NotebookNode:
    """The contents page, the same bytes at every build; of these lessons only, where some are named."""
    lessons = [load_lesson(course, lesson_id) for lesson_id in lesson_ids or course.lesson_ids]
    text = INTRODUCTION.format(
        title=course.title, count=len(lessons), table=_table(course, lessons), example=lessons[0].number
    )
    cells = [
        new_markdown_cell(text, id="lessons"),
        new_markdown_cell(POINTS, id="points"),
        new_code_cell(SHOW, id="show_points"),
    ]
    notebook: NotebookNode = new_notebook(
        cells=cells, metadata={"kernelspec": KERNEL, "language_info": {"name": "python"}}
    )
    nbformat.validate(notebook)
    return notebook


def _table(course: Course, lessons: list[Lesson]) -> str:
    rows = [_row(lesson, course.lessons[lesson.id]) for lesson in lessons]
    return "\n".join(["| | lesson | question | minutes | exercises | points |", "|---|---|---|---|---|---|", *rows])


def _row(lesson: Lesson, entry: Entry) -> str:
    link = f"[{lesson.title}]({lesson.id}/{lesson.name}.ipynb)"
    points = sum(cell.points for cell in lesson.cells)
    columns = [lesson.number, link, entry.question, entry.minutes, len(lesson.exercises), points]
    return "| " + " | ".join(map(str, columns)) + " |"
