"""The marked regions of a cell: what stands in answers and hidden tests, and what is left without them."""

import ast
import textwrap
from functools import lru_cache

BEGIN_HIDDEN, END_HIDDEN = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"
BEGIN_SOLUTION, END_SOLUTION = "### BEGIN SOLUTION", "### END SOLUTION"


def without_hidden(source: str) -> str:
    """A test cell's source as the learner gets it."""
    return _split(source, BEGIN_HIDDEN, END_HIDDEN)[0]


def without_solution(source: str) -> str:
    """An answer cell's source with nothing in the place of its answer."""
    return _split(source, BEGIN_SOLUTION, END_SOLUTION)[0]


def hidden_part(source: str) -> str:
    """What stands in the hidden regions of a test cell, "" where there are none."""
    return _split(source, BEGIN_HIDDEN, END_HIDDEN)[1]


def with_marks(source: str, name: str) -> str:
    """A test cell's source, line for line, in which a variable of this name says whether a hidden region is run."""
    lines = source.splitlines()
    for number, line in enumerate(lines):
        if line.strip() in (BEGIN_HIDDEN, END_HIDDEN):
            indent = line[: len(line) - len(line.lstrip())]
            lines[number] = f"{indent}{name} = {line.strip() == BEGIN_HIDDEN}"
    return "\n".join(lines)


def solution_part(source: str) -> str:
    """What stands in the solution regions of an answer cell, "" where there are none."""
    return _split(source, BEGIN_SOLUTION, END_SOLUTION)[1]


def is_prediction(source: str) -> bool:
    """Whether an answer cell asks for values rather than code: its answer is assignments at top level, nothing else.

    Raises:
        SyntaxError: the answer is not whole statements.
    """
    region = solution_part(source)
    statements = ast.parse(textwrap.dedent(region)).body
    at_top_level = all(line[:1] not in " \t" for line in region.splitlines()[:1])
    return at_top_level and all(isinstance(node, (ast.Assign, ast.AnnAssign)) for node in statements)


@lru_cache(maxsize=1024)
def _split(source: str, begin: str, end: str) -> tuple[str, str]:
    """The lines outside the regions and those inside, markers dropped."""
    kept: list[str] = []
    cut: list[str] = []
    inside = False
    for line in source.splitlines():
        if line.strip() in (begin, end):
            inside = line.strip() == begin
        else:
            (cut if inside else kept).append(line)
    return "\n".join(kept).rstrip(), "\n".join(cut)
