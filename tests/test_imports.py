"""Imports point one way: each part of the package uses parts below it only, and the kit nothing else of ours."""

import ast
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from the_course import ROOT

from tools.rooms import DOT_FILE, FLOORS, dot, graph, modules, room_of


def wrong_ways(package: Path) -> list[str]:
    """The imports that point up, and those with which the kit reaches out."""
    rank = {name: height for height, floor in enumerate(FLOORS) for name in floor} | {"__init__": len(FLOORS)}
    found = []
    for module, targets in graph(package).items():
        for target in sorted(targets):
            upwards = rank[room_of(target)] < rank[room_of(module)]
            reaches_out = room_of(module) == "kit" and room_of(target) != "kit"
            if upwards or reaches_out:
                found.append(f"{module} imports {target}")
    return found


def cycles(package: Path) -> list[str]:
    """Modules, and parts of the package, that import each other in a circle."""
    by_module = graph(package)
    by_part: dict[str, set[str]] = {}
    for module, targets in by_module.items():
        by_part.setdefault(room_of(module), set()).update({room_of(target) for target in targets} - {room_of(module)})
    found = []
    for edges in (by_module, by_part):
        try:
            TopologicalSorter(edges).prepare()
        except CycleError as error:
            found.append(" -> ".join(error.args[1]))
    return found


def test_every_part_has_a_layer():
    """Does a new module or folder of the package have to be placed before it can be imported?"""
    parts = {room_of(name) for name in modules(ROOT / "grader")} - {"__init__"}
    unplaced = sorted(parts - set().union(*FLOORS))
    assert not unplaced, f"give {unplaced} a place in FLOORS of tools/rooms.py"


def test_imports_point_one_way():
    """Does no part of the package import one above it?"""
    assert wrong_ways(ROOT / "grader") == []


def test_the_picture_shows_the_rooms_as_they_are():
    """Was it drawn again after the last change? `python -m tools.rooms` does."""
    assert DOT_FILE.read_text(encoding="utf-8") == dot(), "python -m tools.rooms"


def test_nothing_imports_in_a_circle():
    """Do modules, and parts of one layer, not need each other?"""
    assert cycles(ROOT / "grader") == []


def shared_names(package: Path) -> list[str]:
    """Modules of one name; a module of `cli` may have the name of the one that it calls."""
    by_module = graph(package)
    by_name: dict[str, list[str]] = {}
    for module in by_module:
        by_name.setdefault(module.rpartition(".")[2], []).append(module)
    found = []
    for name, bearers in by_name.items():
        below = [module for module in bearers if room_of(module) != "cli"]
        calls = [module for module in bearers if room_of(module) == "cli" and not by_module[module].isdisjoint(below)]
        if name != "__init__" and len(bearers) > len(calls) + 1:
            found.append(" and ".join(sorted(bearers)))
    return found


def test_a_name_stands_for_one_module():
    """Does nobody have to ask which `reading.py` is meant?"""
    assert shared_names(ROOT / "grader") == []


# Below the command line this alone prints, into a learner's own cell.
PRINTING = {"grader.sandbox.prepared_process"}


def test_nothing_below_the_command_line_prints():
    """Is what a program finds returned, so that somebody else can show it otherwise?"""
    found = set()
    for name, path in modules(ROOT / "grader").items():
        calls = [node.func for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
        if any(ast.unparse(call) in ("print", "click.echo", "sys.stdout.write") for call in calls):
            found.add(name)
    assert {name for name in found if room_of(name) not in ("cli", "kit")} == PRINTING


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A small package that keeps the rules."""
    files = {
        "cli.py": "def run():\n    from grader.lesson import a\n",
        "errors.py": "",
        "kit/check.py": "from grader.kit import values\n",
        "kit/values.py": "import ast\n",
        "learner/work.py": "import grader.errors\n",
        "lesson/a.py": "from grader.errors import GraderError\nfrom grader.kit.check import check_close\n",
        "sandbox/confined_side.py": "from grader.kit import values\n",
    }
    for name, text in files.items():
        path = tmp_path / "grader" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        (path.parent / "__init__.py").touch()
        path.write_text(text)
    return tmp_path / "grader"


def test_a_package_that_keeps_the_rules_is_left_alone(package: Path):
    """Is the package that the next tests break a whole one?"""
    assert (wrong_ways(package), cycles(package)) == ([], [])


@pytest.mark.parametrize(
    ("name", "line", "told"),
    [
        ("kit/check.py", "from grader.errors import GraderError", "grader.kit.check imports grader.errors"),
        ("kit/values.py", "import grader.lesson.a", "grader.kit.values imports grader.lesson.a"),
        ("errors.py", "from grader import kit", "grader.errors imports grader.kit.__init__"),
        ("lesson/a.py", "def f():\n    from grader.learner import work", "grader.lesson.a imports grader.learner.work"),
        ("learner/work.py", "from grader.cli import run", "grader.learner.work imports grader.cli"),
    ],
)
def test_an_import_that_points_up_is_told(package: Path, name: str, line: str, told: str):
    """Is it seen at the top of a file as inside a function, in all forms?"""
    path = package / name
    path.write_text(f"{path.read_text()}\n{line}\n")
    assert told in wrong_ways(package)


@pytest.mark.parametrize(
    ("name", "line", "told"),
    [
        ("kit/values.py", "from grader.kit import check", {"grader.kit.check", "grader.kit.values"}),
        ("sandbox/confined_side.py", "from grader.lesson import a", {"lesson", "sandbox"}),
    ],
)
def test_a_circle_is_told(package: Path, name: str, line: str, told: set[str]):
    """Is it seen between two modules, and between two parts of one layer?"""
    (package / "lesson" / "b.py").write_text("import grader.sandbox.confined_side\n")
    (package / name).write_text((package / name).read_text() + line)
    assert any(set(cycle.split(" -> ")) == told for cycle in cycles(package))


def test_two_modules_of_one_name_are_told(package: Path):
    """May the command line's alone be called like the module that it calls?"""
    (package / "cli").mkdir()
    (package / "cli" / "work.py").write_text("from grader.learner import work\n")
    assert shared_names(package) == []
    (package / "cli" / "a.py").write_text("from grader.learner import work\n")
    (package / "lesson" / "values.py").write_text("import grader.kit.values\n")
    assert shared_names(package) == ["grader.cli.a and grader.lesson.a", "grader.kit.values and grader.lesson.values"]


def test_a_relative_import_is_refused(package: Path):
    """Must an import say where it points?"""
    (package / "kit" / "check.py").write_text("from . import values\n")
    with pytest.raises(ValueError, match="write the import out"):
        wrong_ways(package)


def test_a_lesson_is_read_without_a_server():
    """Does reading a text take no part of Jupyter's server, and leave jupytext's plugin for who wants it afterwards?"""
    code = "import sys, grader.lesson.read, grader.lesson.answers\nassert 'jupyter_server' not in sys.modules\n"
    code += "import jupytext.sync_contentsmanager\nassert 'jupyter_server' in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=100)
