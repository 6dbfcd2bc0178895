"""Is no test left out everywhere: does each kind that `make test` passes over have a command, which CI gives?"""

import re
import tomllib

import pytest
from the_course import ROOT

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]
MAKEFILE = (ROOT / "Makefile").read_text()
# The kinds that have a command of their own, and that command.
KINDS = {
    name: found.group(1)
    for name, _, told in (line.partition(": ") for line in SETTINGS["markers"])
    if (found := re.search(r"`make (test-\w+)`$", told))
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_run_by_its_command_and_by_ci(kind: str):
    """Does its command choose it, and do `make test-all` and CI give that command?"""
    recipe = re.search(rf"^{KINDS[kind]}:.*\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)[1]
    assert re.search(rf" -m \"?{kind}\b", recipe)
    assert KINDS[kind] in re.search(r"^test-all:(.*?)##", MAKEFILE, re.MULTILINE)[1].split()
    given = re.findall(r"\bmake ((?:test[-\w]* ?)+)", (ROOT / ".ci" / "run").read_text())
    assert KINDS[kind] in " ".join(given).split()


def test_the_rest_is_run_by_make_test():
    """Does it pass over these kinds and nothing else?"""
    passed_over = re.search(r"-m '([^']*)'", SETTINGS["addopts"])[1].split(" and ")
    assert sorted(passed_over) == sorted(f"not {kind}" for kind in KINDS) and len(KINDS) == 3
