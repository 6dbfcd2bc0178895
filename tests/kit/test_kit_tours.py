"""The checks of round trips in lesson 1: are wrong tours refused by name, and right ones let through?"""

import numpy as np
import pytest

from grader.kit.checks.failures import CheckFailed
from grader.kit.checks.round_trips import CITIES, as_cycle, check_tour, check_two_opt, distances, eight_cities

SQUARE = distances(np.array([[0, 0], [0, 1], [1, 1], [1, 0]]))
HEXAGON = distances(np.array([[0, 3], [3, 7], [9, 8], [12, 4], [8, 0], [3, 0]]))


@pytest.mark.parametrize("tour", [[2, 1, 0, 3], [3, 0, 1, 2], (0, 3, 2, 1), np.array([1, 2, 3, 0])])
def test_one_trip_has_one_way_of_writing(tour):
    assert as_cycle(tour) == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("tour", "mistake"),
    [
        ([0, 1, 2, 3, 0], "start listed twice"),
        ([0, 1, 0, 1], "city visited twice"),
        ([0, np.int64(0), np.int64(0), np.int64(0), np.int64(0)], "city visited twice"),
        ([1, 2, 3], "city left out"),
    ],
)
def test_what_is_no_tour_is_named(tour, mistake):
    with pytest.raises(CheckFailed) as failed:
        check_tour("f(D)", tour, 4)
    assert failed.value.mistake == mistake and "int64" not in str(failed.value)


@pytest.mark.parametrize("tour", [[0, 1, 2, 3], (3, 2, 1, 0), np.array([2, 3, 0, 1])])
def test_a_tour_without_a_helpful_exchange_is_right(tour):
    check_two_opt("f(D)", SQUARE, [0, 2, 1, 3], tour)


@pytest.mark.parametrize(
    ("given", "tour", "mistake"),
    [
        ([0, 1, 2, 3, 4, 5], [0, 2, 5, 3, 1, 4], "worse tour kept"),
        ([0, 1, 4, 3, 2, 5], [0, 1, 4, 3, 2, 5], "given tour returned"),
        ([5, 0, 1, 4, 3, 2], [5, 0, 1, 4, 3, 2], "closing edge left out"),
        ([0, 2, 5, 3, 1, 4], [0, 1, 3, 4, 2, 5], "stops too early"),
    ],
)
def test_what_two_opt_should_not_return_is_named(given, tour, mistake):
    with pytest.raises(CheckFailed) as failed:
        check_two_opt("f(D)", HEXAGON, given, tour)
    assert failed.value.mistake == mistake


def test_the_flat_map_is_within_one_per_cent_of_the_globe():
    north, east = np.radians(list(CITIES.values())).T
    half = np.sin((north[:, None] - north) / 2) ** 2
    half += np.cos(north[:, None]) * np.cos(north) * np.sin((east[:, None] - east) / 2) ** 2
    globe = 2 * 6371 * np.arcsin(np.sqrt(half))
    assert distances(eight_cities()[1]) == pytest.approx(globe, rel=0.01)
