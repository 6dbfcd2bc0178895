"""Turns a lesson's executed solution into a page to read: stubs, with answers and tests folded; nothing is run."""

import ast
from collections.abc import Iterator

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader.course import Course
from grader.lesson.hosted import badges
from grader.lesson.lesson import without_magics
from grader.lesson.regions import BEGIN_SOLUTION, END_SOLUTION

FOLDED = "hide-input"


def lesson_page(course: Course, lesson_id: str) -> NotebookNode:
    """The page of one lesson, from its committed notebooks.

    An exercise is its stub, as learners get it, and below it the answer, folded. Of a test the part that learners see
    is folded, and what it said stands open. Links to the neighbours are left to the site, which has its own.
    """
    solution = nbformat.read(course.solution(lesson_id), as_version=4)
    released = {cell.id: cell.source for cell in nbformat.read(course.release(lesson_id), as_version=4).cells}
    cells = [page_cell for cell in solution.cells for page_cell in _cells(cell, released)]
    if course.address:
        cells.insert(1, new_markdown_cell(badges(course, lesson_id)))
    page: NotebookNode = new_notebook(cells=cells, metadata=solution.metadata)
    return page


def _cells(cell: NotebookNode, released: dict[str, str]) -> Iterator[NotebookNode]:
    """What stands on the page for one cell of the solution."""
    marks = cell.metadata.get("nbgrader", {})
    if cell.cell_type == "markdown":
        if cell.id != "neighbours" and not cell.id.startswith("run_"):
            yield new_markdown_cell(cell.source, id=cell.id)
    elif BEGIN_SOLUTION in cell.source:  # an exercise or the challenge
        yield new_code_cell(released[cell.id], id=f"{cell.id}_stub")
        yield _folded(cell, _without_marks(cell.source), "the answer")
    elif marks.get("grade"):
        yield _folded(cell, released[cell.id], "the test")
    else:
        yield _shown(cell)


def _shown(cell: NotebookNode) -> NotebookNode:
    """A cell with its outputs, and its figures described in words."""
    described = {"mystnb": {"image": {"alt": _said_by(cell.source)}}}
    shown: NotebookNode = new_code_cell(cell.source, id=cell.id, outputs=cell.outputs, metadata=described)
    return shown


def _folded(cell: NotebookNode, source: str, what: str) -> NotebookNode:
    """A cell whose code opens with a click, and whose outputs stand open."""
    prompts = {"code_prompt_show": f"Show {what}", "code_prompt_hide": f"Hide {what}"}
    metadata = {"tags": [FOLDED], "mystnb": prompts}
    folded: NotebookNode = new_code_cell(source, id=cell.id, outputs=cell.outputs, metadata=metadata)
    return folded


def _without_marks(source: str) -> str:
    marks = (BEGIN_SOLUTION, END_SOLUTION)
    return "\n".join(line for line in source.splitlines() if line.strip() not in marks)


def _said_by(source: str) -> str:
    """What the figure of a cell says: the longest text in its calls, which is the title that states the finding."""
    calls = [node for node in ast.walk(ast.parse(without_magics(source))) if isinstance(node, ast.Call)]
    parts = [part for call in calls for given in (*call.args, *call.keywords) for part in ast.walk(given)]
    texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    longest = max(texts, key=len, default="")
    return longest.strip() if " " in longest.strip() else "What the code above draws"
