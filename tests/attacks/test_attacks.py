"""Does every attack end with the score that it deserves, its neighbour with full marks, and no trace anywhere?"""

from collections.abc import Iterator

import pytest

from .attack import FULL, Attack
from .cases import classes
from .course import Attacked
from .ordinary_user import Trier, attacks_as_user, is_possible, trier
from .run import not_enforced


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    under_attack = Attacked(tmp_path_factory.mktemp("attacked"))
    yield under_attack
    under_attack.close()


@pytest.fixture(scope="module")
def ordinary() -> Iterator[Trier]:
    """A process in which the grader itself has no rights to give up."""
    if not is_possible():
        pytest.skip("only root can make a user")
    with trier() as process:
        yield process


KINDS = [(module.__name__.rpartition(".")[2], attack) for module in classes() for attack in module.ATTACKS]
CASES = [pytest.param(module, attack, id=f"{module}: {attack.name}") for module, attack in KINDS]


@pytest.mark.parametrize(("module", "attack"), CASES)
def test_attack(module: str, attack: Attack, course: Attacked):
    """Is nothing forged, and nothing damaged?"""
    if lacking := not_enforced(attack):
        pytest.skip(f"not enforced here: {', '.join(lacking)}")
    row = course.run(attack)
    assert not row.effects
    assert row.score == attack.score
    assert row.neighbour == FULL


@pytest.mark.as_user
@pytest.mark.parametrize(("module", "attack"), CASES)
def test_attack_as_an_ordinary_user(module: str, attack: Attack, ordinary: Trier):
    """Is nothing forged, and nothing damaged, where the grader is a user like any other?"""
    row = ordinary.run(module, attack.name)
    if "lacking" in row:
        pytest.skip(f"not enforced here: {', '.join(row['lacking'])}")
    assert not row["effects"]
    assert (row["score"], row["neighbour"]) == (attack.score, FULL)


def test_there_are_enough_attacks():
    """Are there at least 270, under names of their own?"""
    names = [case.id for case in CASES]
    assert len(set(names)) == len(names) >= 270


@pytest.mark.system
def test_the_command_tries_attacks_as_an_ordinary_user():
    """Does `python -m tests.attacks` end with status 0 for an attack that is stopped?"""
    if not is_possible():
        pytest.skip("only root can make a user")
    assert attacks_as_user(["--only-this-user", "nohup in a session"]) == 0
