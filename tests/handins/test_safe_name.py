"""A student's name in paths: is a hostile one made plain, and two never one?"""

import pytest

from grader.handins.text import safe_name


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../x",
        "/etc/passwd",
        "a\\b",
        "a\nb",
        "\x1b[2J",
        "\udcff",
        " a ",
        "x" * 300,
        "\u202ea",
        ".ssh",
        "a\0b",
    ],
)
def test_a_name_is_safe_in_a_path(name):
    """Is a hostile name one plain part of a path, of its own, and the same each time?"""
    safe = safe_name(name)
    assert safe == safe_name(name) != name
    assert safe.isprintable() and safe == safe.strip() and len(safe) <= 110
    assert not set(safe) & set("/\\") and not safe.startswith(".")


@pytest.mark.parametrize("name", ["student01", "Zögling Schüler", "o'learner", "s-01_x", "=1", "日本"])
def test_an_honest_name_stays(name):
    """Is a name that is no trouble left alone?"""
    assert safe_name(name) == name


def test_two_hostile_names_stay_two():
    """Are names that look alike once they are safe still two students?"""
    assert safe_name("a/b") != safe_name("a\\b")
