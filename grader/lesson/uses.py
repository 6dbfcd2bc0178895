"""What a piece of code makes and what it takes from outside, methods and operators included; read, never run."""

import ast
import symtable
from collections.abc import Iterator, Set
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
        classes: the names of these classes.
        names: read from outside, at once or when its functions are called.
        at_once: the part of `names` that is read when the code is run, not when its functions are called.
        attributes: read of any object, and the methods behind the operators that it uses.
        operators: the part of `attributes` behind operators, which may well be applied to plain numbers.
    """

    makes: frozenset[str]
    methods: frozenset[str]
    classes: frozenset[str]
    names: frozenset[str]
    at_once: frozenset[str]
    attributes: frozenset[str]
    operators: frozenset[str]

    def needs(self, other: "Uses", known: Set[str] | None = None) -> bool:
        """Whether this code may use what the other makes.

        Args:
            known: where it is given, an operator is taken for the other's method only if one of its classes is among
                these names: code that never comes near the class applies its operators to something else.
        """
        methods = self.attributes & other.methods
        if known is not None and not other.classes & known:
            methods -= self.operators
        return bool(self.names & other.makes or methods)


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
    operators = {name for node in nodes for name in _behind(node)}
    names = (at_once | later) - (makes - at_once)
    given = list(_methods(tree))
    methods, classes = {method for _, method in given}, {owner for owner, _ in given}
    return Uses(*map(frozenset, (makes, methods, classes, names, at_once, attributes | operators, operators)))


def _globals(table: symtable.SymbolTable) -> Iterator[str]:
    """The names that a function or class takes from the module."""
    yield from (s.get_name() for s in table.get_symbols() if s.is_global() and s.is_referenced())
    for child in table.get_children():
        yield from _globals(child)


def _behind(node: ast.AST) -> tuple[str, ...]:
    """The methods that Python calls for an operator."""
    operator = node.op if isinstance(node, (ast.BinOp, ast.UnaryOp, ast.AugAssign)) else node
    return OPERATORS.get(type(operator), ())


def _methods(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Class and method, for each method that a class is given."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield from ((owner, node.name) for decorator in node.decorator_list for owner in _owners(decorator))
        elif isinstance(node, ast.ClassDef):
            yield from ((node.name, part.name) for part in node.body if isinstance(part, ast.FunctionDef))
        elif isinstance(node, ast.Assign):
            targets = (target for target in node.targets if isinstance(target, ast.Attribute) and _is_class(target))
            yield from ((ast.unparse(target.value), target.attr) for target in targets)


def _owners(decorator: ast.expr) -> list[str]:
    """`Value` of `@method_of(Value)`; any other decorator's own name."""
    return [ast.unparse(part) for part in (decorator.args if isinstance(decorator, ast.Call) else [decorator])]


def _is_class(target: ast.Attribute) -> bool:
    """Whether an attribute is set on what is named like a class; `o.grad = 1.0` adds no method."""
    return isinstance(target.value, ast.Name) and target.value.id[:1].isupper()
