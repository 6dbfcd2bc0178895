"""What the source of a cell defines, and which of it can be run without running the rest."""

import ast
import re
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache

from IPython.core.inputtransformer2 import TransformerManager

from grader.lesson.lesson import without_magics

MAGIC = re.compile(r"^\s*[!%?]|=\s*[!%]|\?\s*$", re.MULTILINE)
MAX_MAGICS = 50


def definitions(source: str, taken: Iterable[str] = ()) -> list[str]:
    """Imports, functions, classes and constants of a cell, unless a name of theirs is taken."""
    kept = []
    for node in _parse(source):
        is_constant = isinstance(node, ast.Assign) and _is_literal(node.value)
        defines = isinstance(node, (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)) or is_constant
        if defines and _names_of(node).isdisjoint(taken):
            with suppress(RecursionError):
                kept.append(ast.unparse(node))
    return kept


@lru_cache(maxsize=1024)
def defined(source: str) -> frozenset[str]:
    """The names that a cell defines at its top level."""
    return frozenset().union(*map(_names_of, _parse(source)))


def _parse(source: str) -> list[ast.stmt]:
    """The statements of a cell, magics included; none where it does not parse."""
    try:
        return ast.parse(_translated(source)).body
    except Exception:  # neither parser promises which errors a broken or a hostile text gives
        return []


def _translated(source: str) -> str:
    """A cell's source as Python; IPython translates one magic after the other, each time reading the whole cell."""
    if len(MAGIC.findall(source)) > MAX_MAGICS:
        return without_magics(source)
    return TransformerManager().transform_cell(source)


def _names_of(node: ast.stmt) -> set[str]:
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return {node.name}
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return {(alias.asname or alias.name).split(".")[0] for alias in node.names}
    if isinstance(node, ast.Assign):
        return {leaf.id for target in node.targets for leaf in ast.walk(target) if isinstance(leaf, ast.Name)}
    return set()


def _is_literal(node: ast.expr) -> bool:
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False
    return True
