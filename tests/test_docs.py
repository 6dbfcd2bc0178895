"""The pages of docs/ hold: what is made from the code is in step, examples run, and links and modules exist."""

import inspect
import re
from pathlib import Path

import numpy as np
import pytest
from the_course import ROOT

import grader.kit
from grader.lesson.rules.expected_values import OURS
from tools.pages import ARCHITECTURE, CHECKS, EXAMPLES, architecture_page, checks_page
from tools.rooms import PACKAGE

PAGES = sorted([*(ROOT / "docs").glob("*.md"), *ROOT.glob("*.md"), ROOT / "solutions" / "README.md"])


def test_pages_made_from_the_code_are_in_step():
    """Was `python -m tools.pages` run after the last change?"""
    assert CHECKS.read_text(encoding="utf-8") == checks_page()
    text = ARCHITECTURE.read_text(encoding="utf-8")
    assert text == architecture_page(text)


def test_every_check_of_the_kit_has_an_example():
    """Is a new check on the page?"""
    assert {name for name in grader.kit.__all__ if name.startswith("check_")} <= set(EXAMPLES)


def test_lint_knows_what_each_check_takes_from_the_test():
    """Is it said of a new check which of its arguments no submission may choose, by their names?"""
    checks = {name for name in grader.kit.__all__ if name.startswith("check_")}
    assert checks == set(OURS)
    for name in checks:
        parameters = list(inspect.signature(getattr(grader.kit, name)).parameters)
        assert [parameters[place] for place in OURS[name]] == list(OURS[name].values())


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_holds(name: str):
    """Can it be copied?"""
    namespace = {each: getattr(grader.kit, each) for each in grader.kit.__all__}
    namespace |= {"np": np, "double": lambda x: 2 * x}
    exec(EXAMPLES[name], namespace)
    assert name in EXAMPLES[name]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(page: Path):
    """Does every link to a file of the course find it?"""
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", ["architecture.md", "where.md", "verdict.md"])
def test_modules_that_are_named_exist(page: str):
    """Does a page lead to code that is there?"""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    named = re.findall(r"`(?:grader/)?((?:[a-z_]+/)+[a-z_]+\.py)`", text)
    assert [name for name in named if not (PACKAGE / name).exists() and not (ROOT / name).exists()] == []


def test_the_walk_names_a_module_once():
    """Is each step of a hand-in's way told once?"""
    walk = ARCHITECTURE.read_text(encoding="utf-8").split("## One hand-in")[1].split("## Every module")[0]
    named = re.findall(r"`([a-z_/]+\.py)`", walk)
    assert len(named) == len(set(named)) and len(named) > 40
    rooms = {name.split("/")[0] for name in named}
    assert {"cli", "run", "cluster", "records", "marking", "handins", "lesson", "sandbox", "kit"} <= rooms
