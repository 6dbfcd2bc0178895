"""The statements of a handed-in cell, each with the names that it makes and needs, so that each can run by itself."""

import ast
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from IPython.core.inputtransformer2 import TransformerManager

from grader.lesson.lesson import without_magics
from grader.lesson.uses import Uses, uses_of

MAGIC = re.compile(r"^\s*[!%?]|=\s*[!%]|\?\s*$", re.MULTILINE)
MAX_MAGICS = 50


@dataclass(frozen=True)
class Statement:
    """One statement at the top level of a cell.

    Attributes:
        line: where it begins, from 1.
        touches: names whose objects it may change: `table[i] = 3`, `words.append("x")`.
        kind: "def" of a function, "class", or "" of anything else.
    """

    source: str
    line: int
    uses: Uses
    touches: frozenset[str]
    kind: Literal["def", "class", ""]

    @property
    def defines(self) -> frozenset[str]:
        """The names that it makes, and the methods that it adds to a class; a class is one name."""
        return self.uses.makes if self.kind == "class" else self.uses.makes | self.uses.methods


@lru_cache(maxsize=2048)
def statements_of(source: str) -> tuple[Statement, ...]:
    """The statements of a cell, magics included; none where it is not Python."""
    try:
        text = _translated(source)
        lines = [line.encode() for line in text.split("\n")]
        return tuple(_statement(lines, node) for node in ast.parse(text).body)
    except Exception:  # no parser promises which errors a broken or a hostile text gives
        return ()


@lru_cache(maxsize=2048)
def defined(source: str) -> frozenset[str]:
    """The names and methods that a cell defines at its top level."""
    return frozenset().union(*(statement.defines for statement in statements_of(source)))


@lru_cache(maxsize=2048)
def same_code(source: str) -> str:
    """A text that is the same for two cells that differ in comments and spaces only."""
    try:
        return ast.dump(ast.parse(_translated(source)))
    except Exception:
        return source.strip()


@lru_cache(maxsize=2048)
def _translated(source: str) -> str:
    """A cell's source as Python; IPython translates one magic after the other, each time reading the whole cell."""
    if len(MAGIC.findall(source)) > MAX_MAGICS:
        return without_magics(source)
    return TransformerManager().transform_cell(source)


def _statement(lines: list[bytes], node: ast.stmt) -> Statement:
    source = _segment(lines, node)
    kind: Literal["def", "class", ""] = ""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        kind = "class" if isinstance(node, ast.ClassDef) else "def"
    return Statement(source, node.lineno, uses_of(source), frozenset(_touched(node)), kind)


def _segment(lines: list[bytes], node: ast.stmt) -> str:
    """The statement's own text, decorators included; columns are counted in bytes."""
    decorators = getattr(node, "decorator_list", [])
    first, start = (min(d.lineno for d in decorators), 0) if decorators else (node.lineno, node.col_offset)
    if node.end_lineno == first:  # in one cut, for a line may have a thousand statements
        return lines[first - 1][start : node.end_col_offset].decode()
    taken = lines[first - 1 : node.end_lineno]
    taken[-1] = taken[-1][: node.end_col_offset]
    taken[0] = taken[0][start:]
    return b"\n".join(taken).decode()


def _touched(statement: ast.stmt) -> set[str]:
    """What is stored into, and what a method is called of for its effect; `print(x)` changes no `print`."""
    touched = set()
    for node in ast.walk(statement):
        base: ast.AST | None = None
        if isinstance(node, (ast.Subscript, ast.Attribute)) and isinstance(node.ctx, (ast.Store, ast.Del)):
            base = node
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            base = node.value.func
        if isinstance(base, (ast.Subscript, ast.Attribute)):
            while isinstance(base, (ast.Subscript, ast.Attribute)):
                base = base.value
            if isinstance(base, ast.Name):
                touched.add(base.id)
    return touched
