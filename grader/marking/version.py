"""The version of the grader: a hash of the code that decides a score, found by following its imports."""

import ast
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from grader.handins.digest import digest

PACKAGE = Path(__file__).resolve().parents[1]
# Where the deciding starts: on the trusted side, and in the process that runs a submission.
ENTRANCES = ("grader.marking.submission", "grader.sandbox.prepared_process")


@lru_cache(maxsize=1)
def grader_version() -> str:
    """A hash of every module that the grading of a submission imports, itself included."""
    return digest(b"".join(path.read_bytes() for path in deciding_files()))


def deciding_files(package: Path = PACKAGE) -> list[Path]:
    """The files that are imported, also inside functions, from the entrances on, and the whole kit; sorted."""
    found: set[Path] = set((package / "kit").rglob("*.py"))  # which of it a lesson imports is the lesson's to say
    waiting = list(ENTRANCES)
    while waiting:
        name = waiting.pop()
        for path in _files_of(name, package):
            if path not in found:
                found.add(path)
                waiting += _imported(path)
    return sorted(found)


def _files_of(name: str, package: Path) -> Iterator[Path]:
    """The files that `import name` runs: its own and its folders' __init__.py; the last part may be a function."""
    folder = package
    yield folder / "__init__.py"
    for part in name.split(".")[1:]:
        yield from (path for path in (folder / part / "__init__.py", folder / f"{part}.py") if path.is_file())
        folder /= part


def _imported(path: Path) -> Iterator[str]:
    """The names of ours that a file imports; `from grader.kit import progress_bar` may name a module or a function."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "grader":
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "grader")
