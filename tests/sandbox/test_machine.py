"""Does the doctor know what hinders isolation on a machine, and what to do?"""

import pytest

from grader.sandbox.machine import findings


@pytest.mark.parametrize(
    ("setting", "is_root", "good"),
    [("1\n", False, False), ("1\n", True, True), ("0\n", False, True), (None, False, True)],
)
def test_user_namespaces_under_apparmor(tmp_path, setting, is_root, good):
    """Is Ubuntu's restriction a fault with a next step where an ordinary user grades, and only there?"""
    path = tmp_path / "restriction"
    if setting:
        path.write_text(setting)
    first = findings(restriction=path, is_root=is_root)[0]
    assert (first.name, first.good) == ("AppArmor", good)
    assert bool(first.step) != good and ("sysctl" in first.step) != good


def test_shares_of_the_processors(tmp_path):
    """Is it told by what the kernel shares processors out?"""
    path = tmp_path / "shares"
    path.write_text("1\n")
    assert "by session" in findings(shares=path)[1].found
    assert "by process" in findings(shares=tmp_path / "none")[1].found
