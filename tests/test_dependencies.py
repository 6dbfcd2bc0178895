"""What is imported is declared, what is declared is used, and all of it is pinned."""

import ast
import re
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from the_course import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
# Programs and plugins that are called by name, not imported; and what the lessons' texts import.
CALLED = {
    "wasmtime",
    "build",
    "hatchling",
    "jupyterlab",
    "ruff",
    "mypy",
    "pytest-cov",
    "pytest-xdist",
    "nbval",
    "psycopg",
    "mlxtend",
    "ipykernel",
    "sphinx",
    "myst-nb",
    "sphinx-book-theme",
    "docutils",
}


def name_of(requirement: str) -> str:
    """`psycopg` of `psycopg[binary]==3.3.9`."""
    return re.split(r"[\[=<>~! ;]", requirement)[0].lower().replace("_", "-")


def declared(*extras: str) -> set[str]:
    optional = PROJECT["optional-dependencies"]
    lines = [*PROJECT["dependencies"], *(line for extra in extras for line in optional[extra])]
    return {name_of(line) for line in lines} - {PROJECT["name"]}


def imported(*folders: str) -> dict[str, str]:
    """Every distribution that the files in some folders import, with the first file that does."""
    known = packages_distributions()
    found: dict[str, str] = {}
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for module in modules(path):
                for distribution in known.get(module, [module])[:1]:
                    found.setdefault(distribution.lower().replace("_", "-"), str(path.relative_to(ROOT)))
    return found


@cache
def modules(path: Path) -> tuple[str, ...]:
    """The top names of the modules that a file imports and that are neither Python's nor ours; read once."""
    tops: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
        tops += [name.split(".")[0] for name in names]
    return tuple(top for top in tops if top not in sys.stdlib_module_names and top not in ours())


@cache
def ours() -> frozenset[str]:
    """The names under which our own files import each other."""
    folders = {folder.name for folder in (ROOT / "tests").iterdir() if folder.is_dir()}
    files = {file.stem for name in ("tests", "solutions") for file in (ROOT / name).rglob("*.py")}
    return frozenset({"grader", "tools", "tests", "benchmarks", "attacks", *folders, *files})


def test_what_the_package_imports_is_declared():
    """Does an installation with the extras for lab and grading hold all that the package needs?"""
    found = imported("grader").items()
    missing = {name: file for name, file in found if name not in declared("lab", "grade")}
    assert missing == {}, "declare them in pyproject.toml, under lab or grade"


def test_what_the_tests_import_is_declared():
    """Does the extra `test` hold the rest?"""
    found = imported("tests", "tools", "benchmarks").items()
    missing = {name: file for name, file in found if name not in declared("lab", "grade", "test")}
    assert missing == {}, "declare them in pyproject.toml, under test"


def test_what_is_declared_is_used():
    """Is everything that is installed needed by something?"""
    used = set(imported("grader", "tools", "tests", "benchmarks", "solutions")) | CALLED
    idle = declared(*PROJECT["optional-dependencies"]) - used
    assert idle == set(), "take them out of pyproject.toml, or name in CALLED what is called and not imported"


@pytest.mark.parametrize("name", sorted(declared(*PROJECT["optional-dependencies"])))
def test_what_is_declared_is_pinned(name: str):
    """Does everybody who sets the course up get the same version of it, from constraints.txt?"""
    pins = {name_of(line) for line in (ROOT / "constraints.txt").read_text().splitlines() if "==" in line}
    assert name in pins, f"pin {name} in constraints.txt"
