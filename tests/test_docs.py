"""The pages of docs/ hold: what is made from the code is in step, examples run, and links and modules exist."""

import inspect
import re
from pathlib import Path

import numpy as np
import pytest
from the_course import ROOT

import grader.kit
from grader.kit.checks.values import FromSubmission
from grader.lesson.rules.expected_values import arguments_of
from tools.pages import ARCHITECTURE, CHECKS, EXAMPLES, architecture_page, checks_page
from tools.rooms import PACKAGE

GLOSSARY = ROOT / "docs" / "glossary.md"
PAGES = sorted([*(ROOT / "docs").glob("*.md"), *ROOT.glob("*.md"), ROOT / "solutions" / "README.md"])


def test_pages_made_from_the_code_are_in_step():
    """Was `python -m tools.pages` run after the last change?"""
    assert CHECKS.read_text(encoding="utf-8") == checks_page(), "python -m tools.pages"
    text = ARCHITECTURE.read_text(encoding="utf-8")
    assert text == architecture_page(text), "python -m tools.pages"


def test_every_check_of_the_kit_has_an_example():
    """Is a new check on the page?"""
    missing = sorted(set(grader.kit.CHECKS) - set(EXAMPLES))
    assert not missing, f"write an example of {missing} in EXAMPLES of tools/pages.py"


def test_lint_knows_what_each_check_takes_from_the_test():
    """Does a check say what it takes from the submission, and is all else held to be the test's own?"""
    ours = {check: [name for name, own in arguments_of(check).items() if own] for check in grader.kit.CHECKS}
    nothing_theirs = [
        check for check in ours if FromSubmission not in inspect.get_annotations(getattr(grader.kit, check)).values()
    ]
    assert not nothing_theirs, (
        f"annotate with FromSubmission (kit/checks/values.py) what {nothing_theirs} take from a submission"
    )
    assert ours["check_close"] == ["expected", "rtol", "atol"]
    assert ours["check_gradient"] == ["f", "at", "h", "rtol", "atol"]
    assert (ours["check_unchanged"], ours["check_raises"], ours["check_that"]) == (["before"], ["error"], [])


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


def test_what_a_row_of_where_names_exists():
    """Is each folder and file there, and each list in the module that the row gives?"""
    text = (ROOT / "docs" / "where.md").read_text(encoding="utf-8")
    places = re.findall(r"`((?:[a-z_]+/)+(?:[a-z_]+\.(?:toml|md))?)`", text)
    bases = (ROOT, PACKAGE)
    assert len(places) > 5 and [place for place in places if not any((at / place).exists() for at in bases)] == []
    lists = re.findall(r"`([A-Z_]+)` of `([a-z_/]+\.py)`", text)
    texts_of = {file: next(at / file for at in bases if (at / file).exists()).read_text("utf-8") for _, file in lists}
    lost = [f"{name} of {file}" for name, file in lists if f"\n{name}" not in texts_of[file]]
    assert len(lists) > 5 and lost == []


def test_the_walk_names_a_module_once():
    """Is each step of a hand-in's way told once?"""
    walk = ARCHITECTURE.read_text(encoding="utf-8").split("## One hand-in")[1].split("## Every module")[0]
    named = re.findall(r"`([a-z_/]+\.py)`", walk)
    assert len(named) == len(set(named)) and len(named) > 40
    rooms = {name.split("/")[0] for name in named}
    assert {"cli", "run", "cluster", "records", "marking", "handins", "lesson", "sandbox", "kit"} <= rooms


# What the glossary's words have replaced: each stood for a thing that has a word already.
RETIRED = {
    "isolated process": "confined process",
    "trusted process": "grading process",
    "class list": "roster",
    "misconception": "mistake",
    "station": "grading process",
    "crew": "worker",
    "enlist": "register",
    "zygote": "prepared process",
    "guest": "confined process",
    "suspect": "exercise that failed",
    "landed": "done",
    "underline": "underscore",
}


def texts() -> dict[str, str]:
    """The grader's code and templates, and the pages, by their paths; without the glossary."""
    files = [path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".j2", ".js")]
    pages = [*PAGES, PACKAGE / "README.md"]
    return {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in (*files, *pages) if path != GLOSSARY}


def test_each_word_of_the_glossary_is_in_use():
    """Is none explained that nobody meets?"""
    rows = re.findall(r"^\| (.+?) \| (.+) \|$", GLOSSARY.read_text(encoding="utf-8"), re.MULTILINE)[1:]
    words = [word for row, told in rows for word in (*row.split(", "), *re.findall(r"\*(.+?)\*", told))]
    everything = "\n".join(texts().values()).casefold()
    assert len(words) > 20 and [word for word in words if everything.count(word) < 3] == []


@pytest.mark.parametrize("word", RETIRED)
def test_a_thing_has_one_word(word: str):
    """Does no second word for it come back, in code, messages or pages?"""
    whole = re.compile(rf"\b{word}(e?s)?\b", re.IGNORECASE)
    found = [path for path, text in texts().items() if whole.search(text)]
    assert not found, f"write {RETIRED[word]!r}, see docs/glossary.md"
