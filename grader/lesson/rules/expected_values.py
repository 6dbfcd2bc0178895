"""Rules of what a test expects: it never comes from the submission, and no check can pass because there is nothing."""

import ast
import inspect
from collections.abc import Iterator
from functools import cache

import grader.kit
from grader.kit.checks.values import FromSubmission
from grader.lesson.imports import made_by
from grader.lesson.lesson import Cell, Lesson
from grader.lesson.rules.conditions import holds_something, vacuous_calls
from grader.lesson.rules.taint import Taint
from grader.lesson.rules.violation import Violation, at

TOLD = ("what", "message", "likely")  # what a learner is told; `likely` has a rule of its own
CATCH_ALL = "a function that fits everything"


@cache
def arguments_of(check: str) -> dict[str, bool]:
    """The arguments of a check, in their order, and whether no submission may choose them; none of other functions."""
    if check not in grader.kit.CHECKS:
        return {}
    parameters = inspect.signature(getattr(grader.kit, check)).parameters.values()
    return {each.name: each.annotation != FromSubmission and each.name not in TOLD for each in parameters}


def expected_violations(lesson: Lesson) -> list[Violation]:
    """Broken rules of the test cells' expected values, in the cells' order."""
    theirs = {name for cell in lesson.cells if cell.kind in ("given", "exercise") for name in made_by(cell.source)}
    found = []
    for cell in lesson.cells:
        if cell.kind == "test":
            reader = _Reader(lesson, cell, Taint(theirs))
            reader.read(ast.parse(cell.source).body)
            found += list(dict.fromkeys(reader.found))
    return found


class _Reader:
    """Walks a test in the order in which it runs, and looks at each check with what is known there."""

    def __init__(self, lesson: Lesson, cell: Cell, taint: Taint) -> None:
        self._lesson, self._cell, self._taint = lesson, cell, taint
        self._sized: set[str] = set()
        self.found: list[Violation] = []

    def read(self, body: list[ast.stmt]) -> None:
        for statement in body:
            self._look(statement)
            self._taint.run(statement)
            if isinstance(statement, (ast.For, ast.While)):
                self.read(statement.body)
                self._taint.run(statement)  # once more: what the end of a round leaves, the next one finds
                self.read(statement.body)
            elif isinstance(statement, (ast.If, ast.Try)):
                self._branches(statement)
            elif isinstance(statement, ast.With):
                self.read(statement.body)

    def _branches(self, statement: ast.If | ast.Try) -> None:
        before = self._taint.copy()
        ways = [statement.body, *([h.body for h in statement.handlers] if isinstance(statement, ast.Try) else [])]
        after = []
        for way in (*ways, statement.orelse):
            self._taint = before.copy()
            self.read(way)
            after.append(self._taint)
        self._taint = after[0]
        for other in after[1:]:
            self._taint.merge(other)
        if isinstance(statement, ast.Try):
            self.read(statement.finalbody)

    def _look(self, statement: ast.stmt) -> None:
        if isinstance(statement, ast.If) and self._taint.is_theirs(statement.test) and _checks_in(statement):
            self._say("whether a check is made depends on the submission", statement.test, "Check in any case")
        if isinstance(statement, ast.For) and self._may_be_empty(statement.iter) and _checks_in(statement):
            self._say("no check is made where this is empty", statement.iter, "Check its length or shape first")
        for call in _own_calls(statement):
            self._look_at_check(call)

    def _look_at_check(self, call: ast.Call) -> None:
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        if not name.startswith("check_"):
            return
        arguments = arguments_of(name)
        given = dict(zip(arguments, call.args, strict=False))
        given |= {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
        for parameter in (each for each, is_ours in arguments.items() if is_ours):
            value = given.get(parameter)
            if self._taint.is_theirs(value):
                self._say(f"`{parameter}` comes from the submission", value, "Work it out from what the test made")
            self._look_at_order(call, value)
        if name == "check_that":
            self._look_at_order(call, given["condition"])
            self._look_at_condition(given["condition"])
            if isinstance(given.get("got"), ast.Constant) and "likely" in given:
                self._say(f"{CATCH_ALL} names every mistake alike", given["got"], "Say what this mistake gives")
        self._look_at_likely(given.get("likely"))
        if name in ("check_close", "check_equal", "check_shape") and len(call.args) > 1:
            self._sized |= {n.id for n in ast.walk(call.args[1]) if isinstance(n, ast.Name)}

    def _look_at_order(self, call: ast.Call, value: ast.expr | None) -> None:
        """An object that went into a call of theirs, and then into what is expected, may have been changed between."""
        inside = set(ast.walk(value)) if value else set()
        for node in self._taint.used_after(call):
            if node in inside:
                self._say(
                    "the submission has had this first, and may have changed it", node, "Work it out before the call"
                )

    def _look_at_likely(self, likely: ast.expr | None) -> None:
        if isinstance(likely, ast.Name):
            likely = self._taint.values.get(likely.id)
        for value in likely.values if isinstance(likely, ast.Dict) else []:
            if self._taint.is_theirs(value):
                self._say("a likely mistake is told by the submission", value, "Write its value out")
            if isinstance(value, ast.Lambda) and not _uses_its_argument(value):
                self._say(f"{CATCH_ALL} names every mistake alike", value, "Say what this mistake gives")

    def _look_at_condition(self, condition: ast.expr) -> None:
        if isinstance(condition, ast.Name) and condition.id in self._taint.values:
            condition = self._taint.values[condition.id]
        for _ in range(vacuous_calls(condition)):
            self._say("this holds where there is nothing to compare", condition, "Use check_close")
        if self._taint.is_theirs(condition) and not holds_something(condition, self._taint):
            step = "Compare it with a value that the test made"
            self._say("the submission is compared with itself alone", condition, step)

    def _may_be_empty(self, items: ast.expr) -> bool:
        called = items.func.id if isinstance(items, ast.Call) and isinstance(items.func, ast.Name) else ""
        if isinstance(items, ast.Call) and called in ("zip", "enumerate", "sorted", "reversed", "list"):
            return all(map(self._may_be_empty, items.args))
        if isinstance(items, (ast.Tuple, ast.List)) and items.elts:
            return False
        names = {n.id for n in ast.walk(items) if isinstance(n, ast.Name)}
        return self._taint.is_theirs(items) and not names & self._sized

    def _say(self, problem: str, node: ast.expr | None, step: str) -> None:
        text = next(iter(ast.unparse(node).splitlines()), "") if node else ""
        shown = text if len(text) <= 60 else text[:57] + "..."
        line = self._cell.line + (node.lineno if node else 0)
        self.found.append(at(self._lesson, self._cell, f"{problem} (line {line}: `{shown}`)", step))


def _checks_in(statement: ast.stmt) -> bool:
    """Whether checks stand below a statement that may be passed over; one that can only fail is none."""
    calls = [node for node in ast.walk(statement) if isinstance(node, ast.Call)]
    checks = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id.startswith("check_")]
    return any(
        not (call.args and isinstance(call.args[0], ast.Constant) and call.args[0].value is False) for call in checks
    )


def _own_calls(statement: ast.stmt) -> Iterator[ast.Call]:
    """The calls of a statement, without those of the statements below it."""
    waiting: list[ast.AST] = [statement]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Call):
            yield node
        waiting += [child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.stmt)]


def _uses_its_argument(function: ast.Lambda) -> bool:
    own = {arg.arg for arg in function.args.args}
    return any(isinstance(node, ast.Name) and node.id in own for node in ast.walk(function.body))
