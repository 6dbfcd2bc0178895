"""Runs one test cell from outside: the instructor's code here, every name of the learner's a call over there."""

import ast
import builtins
import io
import symtable
import warnings
from contextlib import redirect_stderr, redirect_stdout
from functools import lru_cache
from typing import Any

from grader.kit.checks.ending import NOT_RUN, Ending, run_test
from grader.kit.checks.exercise import not_defined, set_seed
from grader.lesson.imports import bound_by, imported_names, made_by
from grader.lesson.lesson import Lesson, without_magics
from grader.sandbox.faults import RemoteError
from grader.sandbox.remote import Remote


def run_outside(remote: Remote, exercise: str, source: str, imports: str, seed: int) -> Ending:
    """How the test of one exercise ends.

    Args:
        source: the test cell, visible and hidden part.
        imports: the import statements that hold in the lesson's tests.
        seed: of the inputs that the test draws.

    Raises:
        Stopped: the confined process gave no answer.
    """
    namespace: dict[str, Any] = {"__name__": "test"}
    exec(compile(imports, "<imports>", "exec"), namespace)
    set_seed(seed)
    try:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # whatever this process was started with, a warning changes no score
            for name in sorted(free_names(source) - namespace.keys()):
                try:
                    namespace[name] = remote.get(name)
                except RemoteError:
                    return Ending(NOT_RUN, not_defined(name))
            return run_test(source, exercise, namespace)
    finally:
        set_seed(None)


@lru_cache(maxsize=16)
def imports_in_tests(lesson: Lesson) -> str:
    """What the given cells import and the test cells use: the checks and NumPy, say, but not the figures."""
    tests = (ast.parse(without_magics(cell.source)) for cell in lesson.cells if cell.kind == "test")
    used = {node.id for test in tests for node in ast.walk(test) if isinstance(node, ast.Name)}
    own = {name for cell in lesson.cells if cell.kind in ("given", "exercise") for name in made_by(cell.source)}
    statements = []
    for cell in lesson.cells:
        for node in ast.parse(without_magics(cell.source)).body if cell.kind == "given" else ():
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                node.names = [name for name in imported_names(node) if bound_by(name) in used - own]
                statements += [ast.unparse(node)] if node.names else []
    return "\n".join(dict.fromkeys(statements))


@lru_cache(maxsize=512)
def free_names(source: str) -> frozenset[str]:
    """The names that a test cell takes from outside itself, built-in ones left out."""
    table = symtable.symtable(source, "test", "exec")
    used: set[str] = set()
    bound = {symbol.get_name() for symbol in table.get_symbols() if symbol.is_assigned() or symbol.is_imported()}
    waiting = [table]
    while waiting:
        scope = waiting.pop()
        waiting += scope.get_children()
        used |= {s.get_name() for s in scope.get_symbols() if s.is_referenced() and (s.is_global() or scope is table)}
    return frozenset(used - bound - set(dir(builtins)))
