"""Is each sentence that grader/README.md promises tried by attacks that exist?"""

import re
from pathlib import Path

import pytest

from .cases import classes

ROOT = Path(__file__).resolve().parents[2]
PROMISES = (ROOT / "grader/README.md").read_text().split("## What is promised\n")[1].split("\n## ")[0]
NAMES = {attack.name for module in classes() for attack in module.ATTACKS}
TRIED = re.compile(r"\[([*`].+?)\][ |]*$", flags=re.DOTALL)


def sentences() -> list[str]:
    """What is promised: each item of a list, and each row of the table of layers."""
    items = re.split(r"^- ", PROMISES, flags=re.MULTILINE)[1:]
    items = [re.split(r"\n\n", item)[0] for item in items]
    rows = [line for line in PROMISES.splitlines() if line.startswith("| ") and not line.startswith("| layer")]
    return [" ".join(text.split()) for text in (*items, *rows)]


def test_all_that_is_promised_is_a_sentence_that_is_looked_at():
    """Is nothing under a bold heading but items and the table, so that no promise is passed over?"""
    assert len(sentences()) >= 35
    rest = re.sub(r"^- .+?(?=^- |\n\n)", "", PROMISES + "\n\n", flags=re.MULTILINE | re.DOTALL)
    blocks = [block for block in rest.split("\n\n") if block.strip()]
    headings = [block for block in blocks if block.strip().startswith("**")]
    others = [block for block in blocks if block not in headings and not block.strip().startswith("|")]
    assert len(headings) >= 7
    assert [block.strip().split()[0] for block in others] == ["Each"]


@pytest.mark.parametrize("sentence", sentences())
def test_what_tries_a_sentence_exists(sentence: str):
    """Does each sentence name attacks, or a file of tests, that are there?"""
    tried = TRIED.search(sentence)
    assert tried, "nothing tries it"
    named = re.findall(r"\*(.+?)\*", tried[1])
    files = re.findall(r"`(.+?)`", tried[1])
    assert named or files
    assert [name for name in named if name not in NAMES] == []
    assert all((ROOT / file).is_file() for file in files)
