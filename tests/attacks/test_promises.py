"""Is each promise in grader/README.md tried by attacks that exist?"""

import re
from pathlib import Path

from .cases import classes

README = (Path(__file__).resolve().parents[2] / "grader" / "README.md").read_text()
PROMISES = README.split("## What is promised\n")[1].split("\n## ")[0]
NAMES = {attack.name for module in classes() for attack in module.ATTACKS}


def promises() -> dict[str, str]:
    """What is said under each promise, by its bold words."""
    parts = re.split(r"^\*\*(.+?)\.\*\*", PROMISES, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_each_promise_is_tried():
    """Does each promise name the attacks, or the test, that would break it?"""
    assert len(promises()) >= 8
    untried = [title for title, text in promises().items() if "Tried by: " not in text and "`tests/" not in text]
    assert untried == []


def test_what_tries_a_promise_exists():
    """Is there an attack, or a file of tests, of each name that is given?"""
    lists = re.findall(r"Tried by: (.+?)\.\n(?:\n|$)", PROMISES + "\n", flags=re.DOTALL)
    named = [" ".join(name.split()) for text in lists for name in re.findall(r"\*(.+?)\*", text, flags=re.DOTALL)]
    assert len(named) >= 40
    assert [name for name in named if name not in NAMES] == []
    files = re.findall(r"`(tests/\S+\.py)`", PROMISES)
    assert files and all((Path(__file__).resolve().parents[2] / file).is_file() for file in files)
