"""What a piece of code makes and what it takes from outside, methods and operators included; read, never run."""

import ast
import symtable
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

OPERATORS: dict[type[ast.AST], tuple[str, ...]] = {
    ast.Add: ("__add__", "__radd__"),
    ast.Sub: ("__sub__", "__rsub__"),
    ast.Mult: ("__mul__", "__rmul__"),
    ast.Div: ("__truediv__", "__rtruediv__"),
    ast.Pow: ("__pow__", "__rpow__"),
    ast.MatMult: ("__matmul__", "__rmatmul__"),
    ast.USub: ("__neg__",),
    ast.Call: ("__call__",),
}


@dataclass(frozen=True)
class Uses:
    """The names of one piece of code.

    Attributes:
        makes: bound at its top level, imports and loop variables among them.
        methods: those that it gives to classes: `@method_of(Value)`, `Value.tanh = ...`, a class's own.
        names: read from outside, at once or when its functions are called.
        at_once: the part of `names` that is read when the code is run, not when its functions are called.
        attributes: read of any object, and the methods behind the operators that it uses.
    """

    makes: frozenset[str]
    methods: frozenset[str]
    names: frozenset[str]
    at_once: frozenset[str]
    attributes: frozenset[str]

    def needs(self, other: "Uses") -> bool:
        """Whether this code may use what the other makes."""
        return bool(self.names & other.makes or self.attributes & other.methods)


@lru_cache(maxsize=4096)
def uses_of(source: str) -> Uses:
    """The names of some Python statements.

    Raises:
        SyntaxError, ValueError, RecursionError, MemoryError: the source is no Python that the parser can read.
    """
    tree = ast.parse(source)
    top = symtable.symtable(source, "cell", "exec")
    makes = {symbol.get_name() for symbol in top.get_symbols() if symbol.is_assigned() or symbol.is_imported()}
    at_once = {symbol.get_name() for symbol in top.get_symbols() if symbol.is_referenced()}
    later = {name for table in top.get_children() for name in _globals(table)}
    nodes = list(ast.walk(tree))
    attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)}
    attributes |= {name for node in nodes for name in _behind(node)}
    names = (at_once | later) - (makes - at_once)
    return Uses(*map(frozenset, (makes, set(_methods(tree)), names, at_once, attributes)))


def _globals(table: symtable.SymbolTable) -> Iterator[str]:
    """The names that a function or class takes from the module."""
    yield from (s.get_name() for s in table.get_symbols() if s.is_global() and s.is_referenced())
    for child in table.get_children():
        yield from _globals(child)


def _behind(node: ast.AST) -> tuple[str, ...]:
    """The methods that Python calls for an operator."""
    operator = node.op if isinstance(node, (ast.BinOp, ast.UnaryOp, ast.AugAssign)) else node
    return OPERATORS.get(type(operator), ())


def _methods(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.decorator_list:
            yield node.name
        elif isinstance(node, ast.ClassDef):
            yield from (part.name for part in node.body if isinstance(part, ast.FunctionDef))
        elif isinstance(node, ast.Assign):
            yield from (
                target.attr for target in node.targets if isinstance(target, ast.Attribute) and _is_class(target)
            )


def _is_class(target: ast.Attribute) -> bool:
    """Whether an attribute is set on what is named like a class; `o.grad = 1.0` adds no method."""
    return isinstance(target.value, ast.Name) and target.value.id[:1].isupper()
