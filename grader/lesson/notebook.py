"""Turns a lesson's cells into the instructor's notebook: nbgrader's metadata, stable ids, no trace of jupytext."""

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader.lesson.lesson import Cell, Lesson

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
# A test is folded in JupyterLab and in Colab: the exercise and its hint stand together, and no answer in plain sight.
FOLDED = {"jupyter": {"source_hidden": True}, "cellView": "form"}
IGNORE_OUTPUT = "nbval-ignore-output"


def instructor_notebook(lesson: Lesson) -> NotebookNode:
    """The lesson with answers and hidden tests, without outputs: what nbgrader calls the source."""
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    notebook: NotebookNode = new_notebook(cells=[to_node(cell) for cell in lesson.cells], metadata=metadata)
    nbformat.validate(notebook)
    return notebook


def to_node(cell: Cell) -> NotebookNode:
    """One cell in notebook form."""
    node: NotebookNode
    if cell.kind == "text":
        node = new_markdown_cell(cell.source, id=cell.id)
        return node
    node = new_code_cell(cell.source, id=cell.id)
    if cell.kind == "exercise":
        node.metadata["nbgrader"] = _grading(cell.id, solution=True)
    elif cell.kind == "test":
        node.metadata["nbgrader"] = _grading(cell.id, grade=True) | {"points": cell.points}
        node.metadata |= FOLDED
    elif cell.kind in ("show", "challenge"):
        node.metadata["frontier"] = {"kind": cell.kind}
    if cell.differs:
        node.metadata["tags"] = [IGNORE_OUTPUT]
    return node


def _grading(grade_id: str, grade: bool = False, solution: bool = False) -> dict[str, object]:
    """nbgrader's metadata, schema version 3."""
    return {
        "grade": grade,
        "grade_id": grade_id,
        "locked": grade,
        "schema_version": 3,
        "solution": solution,
        "task": False,
        "cell_type": "code",
    }
