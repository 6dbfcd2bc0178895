"""A name in `likely` or `raised` is the name of a wrong answer in mistakes.py: one that is never told helps nobody."""

import ast
from collections.abc import Iterator

from grader.course import Course
from grader.lesson.answers import load_answers
from grader.lesson.lesson import Cell, Lesson
from grader.lesson.rules.violation import Violation, at

NAMING = ("likely", "raised")


def likely_violations(course: Course, lesson: Lesson) -> list[Violation]:
    """The names that no trial answer of the exercise has, in the order of the tests, each once."""
    found = []
    answers = load_answers(course, lesson)
    for cell in (cell for cell in lesson.cells if cell.kind == "test"):
        known = {answer.mistake for answer in answers if answer.exercise == cell.exercise}
        for name in dict.fromkeys(likely_names(cell)):
            if name not in known:
                step = "Write a wrong answer that is told it, or take the name out"
                found.append(at(lesson, cell, f"no wrong answer in mistakes.py is told {name!r}", step))
    return found


def likely_names(cell: Cell) -> Iterator[str]:
    """The names in dictionaries that are written out for `likely` and `raised`, in place or under a name."""
    tree = ast.parse(cell.source)
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in NAMING:
            yield from _keys(node.value)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            if node.targets[0].id in NAMING:
                yield from _keys(node.value)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("check_close", "check_equal", "check_shape"):
            yield from _keys(node.args[3]) if len(node.args) > 3 else ()


def _keys(value: ast.expr) -> Iterator[str]:
    for key in value.keys if isinstance(value, ast.Dict) else ():
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield key.value.split(":")[0].strip()
