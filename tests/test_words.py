"""One word, one thing, as docs/glossary.md says: held over every name in the package and its tools."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from the_course import ROOT

FILES = sorted(path for folder in ("grader", "tools") for path in (ROOT / folder).rglob("*.py"))
TEXT = re.compile(r"str|str \| None|(Sequence|Iterable|Collection)\[str\]|tuple\[str, \.\.\.\]|Parts")


def named(path: Path) -> Iterator[tuple[str, str]]:
    """Every argument and field of a file with its type."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.arg) and node.annotation is not None:
            yield node.arg, ast.unparse(node.annotation)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id, ast.unparse(node.annotation)


def misnamed(path: Path) -> list[str]:
    """What is a text and is called like a folder or, below the command line, like a lesson."""
    words = {"folder", "folders"} | (set() if path.parent.name == "cli" else {"lesson"})
    if path.name == "course_tables.py":
        words -= {"lesson"}  # how a course calls its lessons: [words] in course.toml
    return [f"{path.name}: {name}: {kind}" for name, kind in named(path) if name in words and TEXT.fullmatch(kind)]


def test_a_folder_is_a_path_and_a_lesson_a_lesson():
    """Is what only names a lesson called `lesson_id`, in every file?"""
    assert len(FILES) > 200 and [name for path in FILES for name in misnamed(path)] == []


def test_a_text_called_folder_is_told(tmp_path: Path):
    """Is it seen as an argument and as a field?"""
    path = tmp_path / "a.py"
    path.write_text("class A:\n    lesson: str\ndef f(folder: str, lesson_id: str, other: 'Path'): ...\n")
    assert sorted(misnamed(path)) == ["a.py: folder: str", "a.py: lesson: str"]
