"""A reason why something failed is a text; where nothing failed there is None, and no empty text."""

import ast
from pathlib import Path

import pytest
from the_course import ROOT

FILES = sorted(path for folder in ("grader", "tools") for path in (ROOT / folder).rglob("*.py"))
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def empty_successes(path: Path) -> list[str]:
    """The functions that return "" for success: an `except` of theirs returns a text, or they say "why"."""
    found = []
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(function, FUNCTIONS) or function.returns is None or ast.unparse(function.returns) != "str":
            continue
        handlers = [node for node in ast.walk(function) if isinstance(node, ast.ExceptHandler)]
        fails = any(isinstance(part, ast.JoinedStr) for each in handlers for part in returned(each))
        says_why = (ast.get_docstring(function) or "").lower().startswith("why ")
        if (fails or says_why) and any(
            isinstance(part, ast.Constant) and part.value == "" for part in returned(function)
        ):
            found.append(f"{path.name}: {function.name}")
    return found


def returned(node: ast.AST) -> list[ast.expr]:
    """What is returned anywhere within; of a choice both sides."""
    values = [each.value for each in ast.walk(node) if isinstance(each, ast.Return) and each.value is not None]
    return [
        side for value in values for side in ((value.body, value.orelse) if isinstance(value, ast.IfExp) else (value,))
    ]


def test_no_empty_text_is_a_success():
    """Can nobody forget to look whether the reason is empty, in any file? Types tell None, and not ""."""
    assert len(FILES) > 200 and [name for path in FILES for name in empty_successes(path)] == []


@pytest.mark.parametrize(
    "text",
    [
        'def f() -> str:\n    try:\n        g()\n    except OSError as error:\n        return f"no: {error}"\n    return ""\n',
        'def f(x: int) -> str:\n    """Why x cannot be."""\n    return "too small" if x < 1 else ""\n',
    ],
)
def test_an_empty_success_is_told(tmp_path: Path, text: str):
    """After an exception, and where a function says that it gives a reason?"""
    (tmp_path / "a.py").write_text(text)
    assert empty_successes(tmp_path / "a.py") == ["a.py: f"]
    (tmp_path / "a.py").write_text(text.replace(' ""\n', " None\n").replace("-> str", "-> str | None"))
    assert empty_successes(tmp_path / "a.py") == []
