"""Which names a cell makes and which it needs, read from its source without running it."""

import ast
import symtable
from dataclasses import dataclass

from grader.lesson.imports import bound_by, imported_names
from grader.lesson.lesson import without_magics

SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
LOOPS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(frozen=True)
class Names:
    """The names of one cell.

    Attributes:
        made: bound at top level, loop variables and imports among them.
        used: read at once, before the cell itself binds them.
        read_later: read by its functions and lambdas when they are called, and not bound by the cell itself.
        in_functions: all that its functions, lambdas left out, read from outside.
        imported: the part of `made` that imports bind.
    """

    made: frozenset[str]
    used: frozenset[str]
    read_later: frozenset[str]
    in_functions: frozenset[str]
    imported: frozenset[str]


def names_of(source: str) -> Names:
    """The names of a cell's source.

    Raises:
        SyntaxError: the source is not Python.
    """
    reader = _Reader()
    reader.visit(ast.parse(without_magics(source)))
    read_later = reader.later - reader.made
    return Names(*map(frozenset, (reader.made, reader.used, read_later, reader.in_functions, reader.imported)))


class _Reader(ast.NodeVisitor):
    """Walks a cell in the order in which Python runs it; functions are read as a whole."""

    def __init__(self) -> None:
        self.made: set[str] = set()
        self.used: set[str] = set()
        self.later: set[str] = set()
        self.in_functions: set[str] = set()
        self.imported: set[str] = set()

    def visit(self, node: ast.AST) -> None:
        if isinstance(node, SCOPES):
            self._read_scope(node)
        elif isinstance(node, LOOPS):
            self.used |= _globals(node) - self.made
        elif isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.NamedExpr)):
            self._read_assignment(node)
        elif isinstance(node, (ast.For, ast.AsyncFor)):
            for part in (node.iter, node.target, *node.body, *node.orelse):
                self.visit(part)
        else:
            super().visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self._use(node.id)
        else:
            self.made.add(node.id)

    def visit_Import(self, node: ast.Import) -> None:
        self._bind(node)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        self._bind(node)

    def _bind(self, node: ast.Import | ast.ImportFrom) -> None:
        names = set(map(bound_by, imported_names(node)))
        self.made |= names
        self.imported |= names

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.name:
            self.made.add(node.name)
        self.generic_visit(node)

    def _use(self, name: str) -> None:
        if name not in self.made:
            self.used.add(name)

    def _read_assignment(self, node: ast.Assign | ast.AnnAssign | ast.AugAssign | ast.NamedExpr) -> None:
        if node.value:
            self.visit(node.value)
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            self._use(node.target.id)
        if isinstance(node, ast.AnnAssign):
            self.visit(node.annotation)
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            self.visit(target)

    def _read_scope(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda) -> None:
        for decorator in getattr(node, "decorator_list", []):
            self.visit(decorator)
        names = _globals(node)
        self.later |= names
        if not isinstance(node, ast.Lambda):
            self.in_functions |= names
            self.made.add(node.name)


def _globals(node: ast.AST) -> set[str]:
    """The names that a function, class or comprehension takes from the module."""
    top = symtable.symtable(ast.unparse(node), "cell", "exec")
    names = {symbol.get_name() for symbol in top.get_symbols() if symbol.is_referenced()}
    tables = list(top.get_children())
    while tables:
        table = tables.pop()
        names |= {s.get_name() for s in table.get_symbols() if s.is_global() and s.is_referenced()}
        tables += table.get_children()
    return names
