"""What the condition of a check compares: the submission with something of the test's, or with itself alone."""

import ast
from collections.abc import Iterator

from grader.lesson.rules.taint import Taint

VACUOUS = {"allclose", "norm"}


def vacuous_calls(condition: ast.expr) -> int:
    """How many calls in a condition hold where there is nothing to compare."""
    called = [node.func for node in ast.walk(condition) if isinstance(node, ast.Call)]
    return sum(isinstance(function, ast.Attribute) and function.attr in VACUOUS for function in called)


def holds_something(condition: ast.expr, taint: Taint) -> bool:
    """Whether some part of a condition holds what comes from the submission to something of the test's."""
    return any(_is_held(atom, taint) for atom in _atoms(condition))


def _is_held(atom: ast.expr, taint: Taint) -> bool:
    """Whether an atom of a condition holds a value of theirs to one of ours, or asks for the same object."""
    if isinstance(atom, ast.Name) and atom.id in taint.values:
        return holds_something(taint.values[atom.id], taint)
    if isinstance(atom, ast.Compare):
        sides = [atom.left, *atom.comparators]
        same = any(isinstance(op, (ast.Is, ast.IsNot)) for op in atom.ops)
        return same or (any(map(taint.is_theirs, sides)) and not all(map(taint.is_theirs, sides)))
    if isinstance(atom, ast.Call):
        parts = [*atom.args, *([atom.func.value] if isinstance(atom.func, ast.Attribute) else [])]
        theirs = [taint.is_theirs(part) for part in parts]
        inner = [a for part in parts for a in _atoms(part) if a is not part]
        return (any(theirs) and not all(theirs)) or any(_is_held(part, taint) for part in inner)
    return False


def _atoms(condition: ast.expr) -> Iterator[ast.expr]:
    """The parts of a condition between `and`, `or`, `not`, and inside `all`, `any` and `bool`."""
    if isinstance(condition, ast.BoolOp):
        yield from (atom for value in condition.values for atom in _atoms(value))
    elif isinstance(condition, ast.UnaryOp):
        yield from _atoms(condition.operand)
    elif isinstance(condition, (ast.GeneratorExp, ast.ListComp)):
        yield from _atoms(condition.elt)
    elif isinstance(condition, ast.Call) and isinstance(condition.func, ast.Name) and condition.args:
        is_wrapper = condition.func.id in ("all", "any", "bool", "sum")
        yield from _atoms(condition.args[0]) if is_wrapper else iter([condition])
    elif isinstance(condition, ast.Call) and isinstance(condition.func, ast.Attribute) and not condition.args:
        yield from _atoms(condition.func.value)  # (a == b).all()
    else:
        yield condition
