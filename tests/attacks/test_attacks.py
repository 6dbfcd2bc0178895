"""Does every attack end with the score that it deserves, its neighbour with full marks, and no trace anywhere?"""

import pytest

from .attack import FULL, Attack
from .cases import classes
from .course import Attacked
from .ordinary_user import attacks_as_user, is_possible
from .run import not_enforced


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    under_attack = Attacked(tmp_path_factory.mktemp("attacked"))
    yield under_attack
    under_attack.close()


CASES = [
    pytest.param(attack, id=f"{module.__name__.rsplit('.')[-1]}: {attack.name}")
    for module in classes()
    for attack in module.ATTACKS
]


@pytest.mark.parametrize("attack", CASES)
def test_attack(attack: Attack, course: Attacked):
    """Is nothing forged, and nothing damaged?"""
    if lacking := not_enforced(attack):
        pytest.skip(f"not enforced here: {', '.join(lacking)}")
    row = course.run(attack)
    assert not row.effects
    assert row.score == attack.score
    assert row.neighbour == FULL


def test_there_are_enough_attacks():
    """Are there at least 270, under names of their own?"""
    names = [case.id for case in CASES]
    assert len(set(names)) == len(names) >= 270


def test_every_attack_as_an_ordinary_user():
    """Is nothing forged and nothing damaged where the grader itself has no rights to give up?"""
    if not is_possible():
        pytest.skip("only root can make a user")
    assert attacks_as_user(["--only-this-user"]) == 0
