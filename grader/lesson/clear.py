"""Takes the answer out of an answer cell and leaves its stub: which exercise is not written yet, or three dots."""

import ast
from functools import lru_cache

from grader.errors import BadLesson
from grader.lesson.lesson import Lesson
from grader.lesson.regions import BEGIN_SOLUTION, END_SOLUTION


def stub_of(lesson: Lesson, exercise: str) -> str:
    """What the release has in an answer cell; where the lesson was read from a release, that is what there is.

    Raises:
        BadLesson: as `clear`.
    """
    source = lesson.answer(exercise).source
    return clear(source, f"Exercise {lesson.label(exercise)}") if BEGIN_SOLUTION in source else source


@lru_cache(maxsize=1024)
def clear(source: str, label: str) -> str:
    """Replace each solution region: `raise` inside a function, `name = ...` for names assigned at top level.

    Raises:
        BadLesson: the markers do not pair up, or there are none.
    """
    result: list[str] = []
    region: list[str] | None = None
    indent, regions = "", 0
    for line in source.splitlines():
        marker = line.strip()
        if marker in (BEGIN_SOLUTION, END_SOLUTION) and (marker == BEGIN_SOLUTION) != (region is None):
            raise BadLesson(f"{label}: {marker!r} does not pair up", "Each BEGIN SOLUTION needs its own END SOLUTION")
        if marker == BEGIN_SOLUTION:
            indent, region, regions = line[: len(line) - len(line.lstrip())], [], regions + 1
        elif marker == END_SOLUTION:
            result += _stub(region or [], indent, label)
            region = None
        elif region is not None:
            region.append(line)
        else:
            result.append(line)
    if region is not None or not regions:
        step = f"Put the answer between {BEGIN_SOLUTION} and {END_SOLUTION}"
        raise BadLesson(f"{label}: no whole solution region", step)
    return "\n".join(result)


def _stub(region: list[str], indent: str, label: str) -> list[str]:
    names = [] if indent else _assigned(ast.parse("\n".join(region)))
    if names:
        return [f"{name} = ..." for name in names]
    return [f'{indent}raise NotImplementedError("{label} is not written yet.")']


def _assigned(tree: ast.Module) -> list[str]:
    """What the statements at top level assign to, each name once; `a, b = 1, 2` assigns to two."""
    names = []
    for statement in tree.body:
        if isinstance(statement, (ast.Assign, ast.AnnAssign)):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            names += [ast.unparse(part) for target in targets for part in getattr(target, "elts", [target])]
    return list(dict.fromkeys(names))
