"""Fills an emptied answer cell with its stub: which exercise is not written yet, or dots for a prediction."""

import ast

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from grader.lesson.source import BEGIN_SOLUTION, END_SOLUTION


class NameStubs(NbGraderPreprocessor):
    """Runs in the place of nbgrader's ClearSolutions; the notebook's own order gives the exercises their numbers."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Clear every answer cell of a notebook named `slug` in an assignment named `NN_slug`."""
        number = int(resources["nbgrader"]["assignment"].split("_")[0])
        answers = [cell for cell in nb.cells if cell.metadata.get("nbgrader", {}).get("solution")]
        for i, cell in enumerate(answers, start=1):
            exercise = cell.metadata.nbgrader.grade_id
            cell.source = clear(cell.source, f"Exercise {number}.{i} ({exercise})")
        return nb, resources


def clear(source: str, label: str) -> str:
    """Replace each solution region: `raise` inside a function, `name = ...` for names assigned at top level."""
    result: list[str] = []
    region: list[str] | None = None
    for line in source.splitlines():
        if line.strip() == BEGIN_SOLUTION:
            indent, region = line[: len(line) - len(line.lstrip())], []
        elif line.strip() == END_SOLUTION:
            result += _stub(region or [], indent, label)
            region = None
        elif region is not None:
            region.append(line)
        else:
            result.append(line)
    return "\n".join(result)


def _stub(region: list[str], indent: str, label: str) -> list[str]:
    if indent:
        return [f'{indent}raise NotImplementedError("{label} is not written yet.")']
    names = []
    for statement in ast.parse("\n".join(region)).body:
        if isinstance(statement, ast.Assign):
            names += [ast.unparse(target) for target in statement.targets]
    return [f"{name} = ..." for name in names]
