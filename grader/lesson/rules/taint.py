"""Which values of a test come from the submission: followed through assignments, loops, calls and functions.

A name that a given or an answer cell makes is the submission's when graded, and so is what is computed from it. An
object that a test passes to such a name may be changed by the call, and belongs to the submission from then on; plain
numbers and texts cannot be changed. `check_unchanged` gives an object back to the test.
"""

import ast
from collections.abc import Iterator

PLAIN_CALLS = {"float", "int", "str", "bool", "len", "round", "abs", "type_name", "fresh_seed", "range", "tuple"}
PLAIN_METHODS = {"item", "format", "join"}
Names = set[str]


class Taint:
    """What is known at one point of a test.

    Attributes:
        theirs: names whose values come from the submission.
        plain: names of ours whose values no call can change.
        values: for each name the expression that it was last set to.
    """

    def __init__(self, theirs: Names) -> None:
        self.theirs, self.plain = set(theirs), Names()
        self.values: dict[str, ast.expr] = {}

    def is_theirs(self, node: ast.AST | None) -> bool:
        """Whether a value depends on the submission."""
        if node is None:
            return False
        if isinstance(node, ast.Lambda):
            own = {arg.arg for arg in node.args.args}
            return any(name.id in self.theirs - own for name in _loads(node.body))
        bound = {
            name.id for part in ast.walk(node) if isinstance(part, ast.comprehension) for name in _stores(part.target)
        }
        inner = {name for name in bound if self._from_theirs(node, name)}
        return any(name.id in (self.theirs - bound) | inner for name in _loads(node))

    def run(self, statement: ast.stmt) -> None:
        """Take in what a simple statement, or the head of a loop, does."""
        if isinstance(statement, ast.Assign):
            for target in statement.targets:
                self._assign(target, statement.value)
        elif isinstance(statement, (ast.AnnAssign, ast.AugAssign)) and statement.value:
            theirs = isinstance(statement, ast.AugAssign) and self.is_theirs(statement.target)
            self._assign(statement.target, statement.value, also=theirs)
        elif isinstance(statement, (ast.For, ast.AsyncFor)):
            self._loop(statement.target, statement.iter)
        elif isinstance(statement, ast.FunctionDef):
            self._define(statement)
        elif isinstance(statement, ast.With):
            for item in statement.items:
                if item.optional_vars:
                    self._assign(item.optional_vars, item.context_expr)
        if not isinstance(statement, (ast.FunctionDef, ast.For, ast.While, ast.If, ast.Try, ast.With)):
            self._effects(statement)

    def used_after(self, expression: ast.expr) -> Iterator[ast.Name]:
        """Where an object of ours is used after a call of theirs in the same expression, which was given it."""
        calls = [node for node in ast.walk(expression) if isinstance(node, ast.Call) and self.is_theirs(node.func)]
        passed = {call: {*call.args, *(keyword.value for keyword in call.keywords)} for call in calls}
        on_the_way, given = set[ast.AST]().union(*passed.values()), Names()
        for node in _as_run(expression):
            if isinstance(node, ast.Call) and node in passed:
                given |= {part.id for part in passed[node] if isinstance(part, ast.Name)} - self.plain - self.theirs
            elif isinstance(node, ast.Name) and node.id in given and node not in on_the_way:
                yield node

    def merge(self, other: "Taint") -> None:
        """What holds after either of two ways."""
        self.theirs |= other.theirs
        self.plain &= other.plain

    def copy(self) -> "Taint":
        """The same knowledge, to go another way with."""
        twin = Taint(self.theirs)
        twin.plain, twin.values = set(self.plain), dict(self.values)
        return twin

    def _assign(self, target: ast.expr, value: ast.expr, also: bool = False) -> None:
        if _pair_up(target, value):
            parts = [(part, one, self.is_theirs(one), self._is_plain(one)) for part, one in _pair_up(target, value)]
            for each in parts:
                self._set(*each)
            return
        self._set(target, value, also or self.is_theirs(value), self._is_plain(value))

    def _set(self, target: ast.expr, value: ast.expr, theirs: bool, plain: bool) -> None:
        if isinstance(target, (ast.Subscript, ast.Attribute)):
            if theirs:
                self.theirs |= {name.id for name in _loads(target)}
            return
        for name in _stores(target):
            self.values[name.id] = value
            (self.theirs.add if theirs else self.theirs.discard)(name.id)
            (self.plain.add if plain and not theirs else self.plain.discard)(name.id)

    def _loop(self, target: ast.expr, items: ast.expr) -> None:
        """Bind a loop's names; of `zip` and `enumerate` each name to its own part."""
        called = items.func.id if isinstance(items, ast.Call) and isinstance(items.func, ast.Name) else ""
        parts: list[ast.expr] = list(items.args) if isinstance(items, ast.Call) else []
        if called == "enumerate" and isinstance(target, ast.Tuple):
            self._set(target.elts[0], ast.Constant(0), False, True)
            self._loop(target.elts[1], parts[0])
        elif called == "zip" and isinstance(target, ast.Tuple) and len(parts) == len(target.elts):
            for part, item in zip(target.elts, parts, strict=True):
                self._loop(part, item)
        else:
            plain = self._is_plain(items) or _is_plain_items(items)
            self._set(target, items, self.is_theirs(items), plain)

    def _define(self, function: ast.FunctionDef) -> None:
        own = {arg.arg for arg in function.args.args} | {n.id for n in _stores(function)}
        uses = {name.id for statement in function.body for name in _loads(statement)} - own
        (self.theirs.add if uses & self.theirs else self.theirs.discard)(function.name)

    def _effects(self, statement: ast.AST) -> None:
        """Objects passed to the submission's calls are its own from then on; those found unchanged are ours again."""
        for call in (node for node in ast.walk(statement) if isinstance(node, ast.Call)):
            values = [*call.args, *(keyword.value for keyword in call.keywords)]
            if self.is_theirs(call.func):
                passed = {value.id for value in values if isinstance(value, ast.Name)}
                self.theirs |= passed - self.plain
            if isinstance(call.func, ast.Name) and call.func.id == "check_unchanged" and len(call.args) == 3:
                after = call.args[2]
                if isinstance(after, ast.Name) and not self.is_theirs(call.args[1]):
                    self.theirs.discard(after.id)

    def _from_theirs(self, node: ast.AST, name: str) -> bool:
        """Whether a comprehension draws this name of its own from something of theirs."""
        parts = [part for part in ast.walk(node) if isinstance(part, ast.comprehension)]
        return any(name in {n.id for n in _stores(p.target)} and self.is_theirs(p.iter) for p in parts)

    def _is_plain(self, node: ast.expr) -> bool:
        """Whether a value of ours is a number or a text, which nobody can change."""
        if isinstance(node, (ast.Constant, ast.JoinedStr)):
            return True
        if isinstance(node, ast.Name):
            return node.id in self.plain
        if isinstance(node, (ast.BinOp, ast.UnaryOp, ast.Tuple, ast.Starred)):
            return all(self._is_plain(part) for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr))
        if isinstance(node, ast.GeneratorExp):
            return self._is_plain(node.elt)
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                return node.func.id in PLAIN_CALLS
            return isinstance(node.func, ast.Attribute) and node.func.attr in PLAIN_METHODS
        return False


def _pair_up(target: ast.expr, value: ast.expr) -> list[tuple[ast.expr, ast.expr]]:
    """The parts of `a, b = x, y`, each with its value; none where the sides are not written out alike."""
    if not isinstance(target, (ast.Tuple, ast.List)) or not isinstance(value, (ast.Tuple, ast.List)):
        return []
    starred = any(isinstance(part, ast.Starred) for part in (*target.elts, *value.elts))
    same = len(target.elts) == len(value.elts)
    return list(zip(target.elts, value.elts, strict=True)) if same and not starred else []


def _is_plain_items(items: ast.expr) -> bool:
    """Whether a loop goes over numbers or texts written out."""
    return isinstance(items, (ast.Tuple, ast.List)) and all(isinstance(item, ast.Constant) for item in items.elts)


def _as_run(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of an expression in the order in which Python comes to their values."""
    for child in ast.iter_child_nodes(node):
        yield from _as_run(child)
    yield node


def _loads(node: ast.AST) -> Iterator[ast.Name]:
    yield from (n for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load))


def _stores(node: ast.AST) -> Iterator[ast.Name]:
    yield from (n for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store))
