"""The walk of docs/architecture.md: a real grading is stepped through, and passes its modules in the order of the page."""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from the_course import ROOT
from tiny_class import notebook
from tiny_course import FOLDER, make_course

from grader.cli.main import main
from grader.lesson.read import load_lesson
from grader.marking.submission import grade
from grader.marking.version import grader_version
from grader.sandbox.isolation import Isolation

PACKAGE = str(ROOT / "grader") + "/"
# What runs in a process of its own, or only holds data.
ELSEWHERE = {
    "marking/task.py",
    *(f"cluster/{name}.py" for name in ("worker", "grading_process", "grading_program")),
    *(f"sandbox/{name}.py" for name in ("prepared_process", "supervisor", "confine", "confined_side")),
}


def walk() -> list[list[str]]:
    """The modules that each step of the page names, in its order."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    steps = re.split(r"^\d+\. ", text.split("## One hand-in")[1].split("## Every module")[0], flags=re.MULTILINE)
    return [re.findall(r"`([a-z_/]+\.py)`", step) for step in steps[1:]]


def passed(run: Callable[[], object]) -> list[str]:
    """The modules of the grader whose functions are called, each as often as it takes its turn."""
    seen: list[str] = []

    def note(frame, event: str, arg: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(PACKAGE) and not code.co_name.startswith("<"):
            module = code.co_filename.removeprefix(PACKAGE)
            if not seen or seen[-1] != module:
                seen.append(module)

    sys.setprofile(note)
    try:
        run()
    finally:
        sys.setprofile(None)
    return seen


def out_of_turn(named: list[str], seen: list[str]) -> list[str]:
    """Of the modules that are named, those that were not called again after the one named before them."""
    place, late = 0, []
    for module in named:
        if module in seen[place:]:
            place = seen.index(module, place)
        elif module not in ELSEWHERE:
            late.append(module)
    return late


def test_a_hand_in_goes_the_way_that_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Does the command pass the steps before and after the grading process, and does that process pass the others?"""
    steps = walk()
    there, back = (
        next(number for number, step in enumerate(steps) if module in step)
        for module in ("marking/submission.py", "run/which_counts.py")
    )
    course = make_course(tmp_path / "course")
    monkeypatch.chdir(course.root)
    cells = json.loads(notebook("def double(x):\n    return own(x)"))
    own = {"cell_type": "code", "id": "own", "source": "def own(x):\n    return [x]", "outputs": [], "metadata": {}}
    cells["cells"].append(own | {"execution_count": None})
    data = json.dumps(cells).encode()
    Path("in").mkdir()
    Path("in/student01_1_2_tiny.ipynb").write_bytes(data)
    Path("in/student02.zip").write_bytes(b"no archive")
    grader_version.cache_clear()  # another test may have asked before
    words = ["autograde", "7", "--processes", "1", "--submissions", "in"]
    command = passed(lambda: CliRunner().invoke(main, words, catch_exceptions=False))
    assert Path("reports/index.html").is_file()
    lesson = load_lesson(course, FOLDER)
    with Isolation(torch=False) as isolation:
        process = passed(lambda: grade(data, "tiny.ipynb", "student01", lesson, isolation, seed=1).as_dict())
    command_goes = [module for step in (*steps[:there], *steps[back:]) for module in step]
    process_goes = [module for step in steps[there:back] for module in step]
    found = out_of_turn(command_goes, command), out_of_turn(process_goes, process)
    assert found == ([], []), "in docs/architecture.md these stand where the code does not pass them"
