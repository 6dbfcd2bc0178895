"""What a lesson's import statements bind; `from grader.kit import *` binds what the kit offers by name."""

import ast
import re
from collections.abc import Iterable
from importlib import import_module

from grader.lesson.lesson import without_magics
from grader.lesson.uses import uses_of

TORCH = re.compile(r"^\s*(?:import|from)\s.*\btorch\b", re.MULTILINE)


def imported_names(node: ast.Import | ast.ImportFrom) -> list[ast.alias]:
    """The names of an import statement, each of those behind a star included.

    Raises:
        ImportError: a star of a module that is not the kit's or says not what it offers.
    """
    if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
        return [ast.alias(name) for name in offered_by(node.module or "")]
    return node.names


def imports_torch(sources: Iterable[str]) -> bool:
    """Whether one of these cells imports torch; one that may not be Python is only looked through."""
    return any(TORCH.search(source) for source in sources)


def offered_by(module: str) -> list[str]:
    """The names that `from module import *` binds; only the kit is asked.

    Raises:
        ImportError: another module.
    """
    if module.split(".")[:2] != ["grader", "kit"]:
        raise ImportError(f"`from {module} import *` hides what it brings")
    return list(import_module(module).__all__)


def bound_by(alias: ast.alias) -> str:
    """The name that one part of an import statement binds: `numpy` of `import numpy.linalg`."""
    return alias.asname or alias.name.split(".")[0]


def made_by(source: str) -> frozenset[str]:
    """The names that a cell binds otherwise than by importing."""
    tree = ast.parse(without_magics(source))
    found = [n for n in ast.walk(tree) if isinstance(n, (ast.Import, ast.ImportFrom)) and n.names[0].name != "*"]
    return uses_of(without_magics(source)).makes - {bound_by(alias) for node in found for alias in node.names}
