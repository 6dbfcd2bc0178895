"""Rules of a test cell: its frame, its hidden part, its last line, and what cannot cross into another process."""

import ast
import textwrap
from collections.abc import Iterator

from grader.lesson.imports import bound_by, imported_names
from grader.lesson.lesson import Cell, Lesson
from grader.lesson.regions import BEGIN_HIDDEN, hidden_part, is_prediction, without_hidden
from grader.lesson.rules.violation import Violation, at
from grader.lesson.used_names import names_of


def test_violations(lesson: Lesson) -> list[Violation]:
    """Broken rules of the test cells, in their order."""
    found = []
    for cell in lesson.cells:
        if cell.kind == "test":
            found += [*_frame(lesson, cell), *_hidden(lesson, cell), *_ends(lesson, cell), *_crossing(lesson, cell)]
    return found


def _frame(lesson: Lesson, cell: Cell) -> Iterator[Violation]:
    """The whole cell is one `with exercise("id"):`, and nothing in it is a bare assert."""
    tree = ast.parse(cell.source)
    if len(tree.body) != 1 or not _is_frame(tree.body[0], cell.exercise):
        frame = f'with exercise("{cell.exercise}"):'
        yield at(lesson, cell, "the test is not inside its frame", f"Put all of it under {frame}")
    if "print" in _calls(cell.source):
        yield at(lesson, cell, "the test prints", "Say it in the message of a check")
    if any(isinstance(node, ast.Assert) for node in ast.walk(tree)):
        yield at(lesson, cell, "the test holds a bare assert", "Use check_that(...), which says what does not hold")


def _is_frame(statement: ast.stmt, exercise: str) -> bool:
    call = statement.items[0].context_expr if isinstance(statement, ast.With) and len(statement.items) == 1 else None
    if not isinstance(call, ast.Call) or not call.args:
        return False
    return ast.unparse(call.func) == "exercise" and ast.unparse(call.args[0]) == repr(exercise)


def _hidden(lesson: Lesson, cell: Cell) -> Iterator[Violation]:
    """A hidden part with fresh inputs; a prediction has one answer, so nothing to draw."""
    if is_prediction(lesson.answer(cell.exercise).source):
        return
    if BEGIN_HIDDEN not in cell.source:
        yield at(lesson, cell, "the test has no hidden part", f"Add one between {BEGIN_HIDDEN} and its END")
    elif not _calls(textwrap.dedent(hidden_part(cell.source))) & {"fresh_rng", "fresh_seed"}:
        yield at(lesson, cell, "the hidden part draws no fresh inputs", "Use fresh_rng() or fresh_seed() in it")


def _calls(source: str) -> set[str]:
    tree = ast.parse(source)
    return {n.func.id for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}


def _ends(lesson: Lesson, cell: Cell) -> Iterator[Violation]:
    """The last statement is a check, for the learner as for the grader."""
    for part, source in (("the test", cell.source), ("its visible part", without_hidden(cell.source))):
        last: ast.AST = ast.parse(source)
        while isinstance(last, (ast.Module, ast.With, ast.For, ast.If)) and last.body:
            last = last.body[-1]
        call = last.value if isinstance(last, ast.Expr) else None
        if not isinstance(call, ast.Call) or not ast.unparse(call.func).startswith("check_"):
            yield at(lesson, cell, f"{part} ends in `{_short(last)}`", "End it in a check of the kit")
            return


def _crossing(lesson: Lesson, cell: Cell) -> Iterator[Violation]:
    """Functions of the test stay in its process, and types of the lesson in the other one."""
    theirs = set().union(*(names_of(c.source).made for c in lesson.cells if c.kind in ("given", "exercise")))
    theirs -= _imported(lesson)
    tree = ast.parse(cell.source)
    mine = {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)} | _named_lambdas(tree)
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = ast.unparse(call.func)
        values = [*call.args, *(keyword.value for keyword in call.keywords)]
        if name in theirs - mine and any(isinstance(v, ast.Lambda) or ast.unparse(v) in mine for v in values):
            problem = f"`{_short(call)}` passes a function of the test"
            yield at(lesson, cell, problem, "Name one that a given cell defines")
        if name == "isinstance" and len(values) == 2 and names_of(ast.unparse(values[1])).used & theirs:
            problem = f"`{_short(call)}` asks for a type of the lesson"
            yield at(lesson, cell, problem, "Compare type_name(x) with its name")


def _named_lambdas(tree: ast.Module) -> set[str]:
    assigned = [n for n in ast.walk(tree) if isinstance(n, ast.Assign) and isinstance(n.value, ast.Lambda)]
    return {ast.unparse(target) for node in assigned for target in node.targets}


def _imported(lesson: Lesson) -> set[str]:
    found: set[str] = set()
    for cell in lesson.cells:
        if cell.kind == "given":
            lines = [n for n in ast.walk(ast.parse(cell.source)) if isinstance(n, (ast.Import, ast.ImportFrom))]
            found |= {bound_by(alias) for line in lines for alias in imported_names(line)}
    return found


def _short(node: ast.AST) -> str:
    text = next(iter(ast.unparse(node).splitlines()), "")
    return text if len(text) <= 60 else text[:57] + "..."
