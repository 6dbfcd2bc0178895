"""What stands at the top of a release for whoever opens it elsewhere: badges, and a cell that looks for the package."""

import re

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from grader.course import Course, name_of
from grader.errors import GraderError
from grader.lesson.notebook import FOLDED

BRANCH = "main"
GITHUB = re.compile(r"https://github\.com/([\w.-]+/[\w.-]+)/?")
# For each place that opens a notebook from GitHub: its name, its badge, and where it opens one.
PLACES = {
    "Colab": (
        "https://colab.research.google.com/assets/colab-badge.svg",
        "https://colab.research.google.com/github/{repository}/blob/{branch}/{path}",
    ),
    "Kaggle": (
        "https://kaggle.com/static/images/open-in-kaggle.svg",
        "https://kaggle.com/kernels/welcome?src=https://github.com/{repository}/blob/{branch}/{path}",
    ),
    "Binder": (
        "https://mybinder.org/badge_logo.svg",
        "https://mybinder.org/v2/gh/{repository}/{branch}?labpath={path}",
    ),
}
LOOK = """\
from importlib.util import find_spec

if find_spec("grader") is None:
    print({missing!r})"""
# PyTorch is not among what the package asks for: a hosted runtime keeps its own.
INSTALL = """\
import importlib.util
import subprocess
import sys

if importlib.util.find_spec("grader") is None:
    print("pip install {package}")
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "{package}"])
    importlib.invalidate_caches()
    if importlib.util.find_spec("grader") is None:
        print({missing!r})"""


def with_top(course: Course, lesson_id: str, notebook: NotebookNode) -> NotebookNode:
    """A lesson's notebook with the folded cell before its first code cell, and badges where the course has an address.

    The cell does nothing where the package is there. It is only shown: nothing that is graded needs it.
    """
    at = next((i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code"), len(notebook.cells))
    cells = [new_code_cell(_source(course), id="package", metadata=FOLDED | {"frontier": {"kind": "show"}})]
    if course.address:
        cells.insert(0, new_markdown_cell(f"{badges(course, lesson_id)}\n\n{course.words.installs}", id="badges"))
    notebook.cells[at:at] = cells
    return notebook


def badges(course: Course, lesson_id: str) -> str:
    """Links that open a released lesson elsewhere; "" where the course has no address.

    Raises:
        GraderError: the address is not a repository on GitHub.
    """
    if not course.address:
        return ""
    path = f"notebooks/{lesson_id}/{name_of(lesson_id)}.ipynb"
    return " ".join(
        f"[![{place}]({badge})]({link.format(repository=_repository(course), branch=BRANCH, path=path)})"
        for place, (badge, link) in PLACES.items()
    )


def _source(course: Course) -> str:
    if not course.address:
        return LOOK.format(missing=course.words.missing)
    package = f"https://github.com/{_repository(course)}/archive/refs/heads/{BRANCH}.zip"
    return INSTALL.format(missing=course.words.missing, package=package)


def _repository(course: Course) -> str:
    """`owner/name` of the course's address."""
    found = GITHUB.fullmatch(course.address)
    if found is None:
        step = "Write https://github.com/OWNER/NAME, or leave it empty"
        raise GraderError(f"course.toml: the address {course.address!r} is not a repository on GitHub", step)
    return found[1].removesuffix(".git")
