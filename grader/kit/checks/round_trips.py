"""Maps to travel on, and checks of round trips: each city once, no longer than before, no exchange that still helps."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.kit.checks.check import check_shape, check_that
from grader.kit.checks.values import FromSubmission, to_array

# The chief cities of the eight divisions of Bangladesh: degrees north, degrees east.
CITIES = {
    "Dhaka": (23.81, 90.41),
    "Chattogram": (22.36, 91.78),
    "Khulna": (22.85, 89.54),
    "Rajshahi": (24.37, 88.60),
    "Barishal": (22.70, 90.35),
    "Sylhet": (24.89, 91.87),
    "Rangpur": (25.74, 89.28),
    "Mymensingh": (24.75, 90.42),
}
KM_PER_DEGREE = 111.2
GAIN = 1e-6  # a change of length that counts; less may be rounding


def eight_cities() -> tuple[list[str], np.ndarray]:
    """Names, and places (8, 2) in kilometres east and north of the first city, on a flat map."""
    degrees = np.array(list(CITIES.values()))
    north, east = (degrees - degrees[0]).T
    middle = np.cos(np.radians(degrees[:, 0].mean()))
    return list(CITIES), KM_PER_DEGREE * np.stack([east * middle, north], axis=1)


def random_places(n: int, seed: int) -> np.ndarray:
    """n places (n, 2), uniform in a square of side 1."""
    return np.random.default_rng(seed).random((n, 2))


def distances(places: np.ndarray) -> np.ndarray:
    """The table of straight distances: D[i, j] from place i to place j, (n, n), zero diagonal."""
    table: np.ndarray = np.linalg.norm(places[:, None] - places[None], axis=2)
    return table


def check_tour(what: str, tour: FromSubmission, n: int) -> None:
    """Require a tour of n cities: each of 0 to n - 1 once, the way back not listed.

    Raises:
        CheckFailed: it is something else; a repeated start, a doubled or a missing city is named.
    """
    listed = tour if isinstance(tour, (list, tuple)) else to_array(what, tour).tolist()
    is_list = isinstance(listed, (list, tuple))
    cities = [city.item() if isinstance(city, np.generic) else city for city in listed] if is_list else listed
    length = {"length instead of the tour": lambda t: np.ndim(t) == 0}
    check_that(is_list, f"{what} is {cities}, expected {n} cities.", length, cities)
    likely = {
        "length returned with the tour: the tour alone is wanted": lambda t: len(t) == 2 and np.ndim(t[0]) == 1,
        "distances instead of cities": lambda t: any(float(city) % 1 for city in t),
        "start listed twice: the way home is counted, not listed": lambda t: (
            len(set(t)) == n == len(t) - 1 and t[0] == t[-1]
        ),
        "city visited twice": lambda t: len(t) >= n and len(set(t)) < len(t),
        "city left out": lambda t: len(t) < n,
    }
    as_it_should = len(cities) == n and sorted(cities) == list(range(n))
    check_that(as_it_should, f"{what} is {cities}, expected each of 0 to {n - 1} once.", likely, cities)
    check_shape(what, tour, (n,))


def check_two_opt(what: str, D: FromSubmission, given: FromSubmission, tour: FromSubmission) -> None:
    """Require what 2-opt promises: a tour no longer than the given one that no exchange of two edges shortens.

    The table and the given tour may have been the learner's arguments: checks before this one hold them.

    Raises:
        CheckFailed: it is not; the message names an exchange that still helps.
    """
    check_tour(what, tour, len(D))
    tour = [int(city) for city in tour]
    longer = round_trip(D, tour) - round_trip(D, given)
    always = {"worse tour kept": lambda _: True}
    check_that(longer < GAIN, f"{what} is {longer:.4g} longer than the tour it was given.", always, tour)
    enough = round_trip(D, tour) - GAIN
    helpful = [pair for pair in _exchanges(len(tour)) if round_trip(D, _exchanged(tour, *pair)) < enough]
    likely = {
        "closing edge left out: the edge from the last city to the first can be exchanged too": lambda t: all(
            pair[1] == len(t) - 1 for pair in helpful
        ),
        "given tour returned": lambda t: as_cycle(t) == as_cycle(given),
        "cities swapped: exchanging two edges reverses the whole stretch between them": lambda t: (
            not any(round_trip(D, other) < enough for other in _swaps(t))
        ),
        "stops too early: go on until no exchange of two edges helps": lambda _: True,
    }
    i, j = helpful[0] if helpful else (0, 1)
    a, b, c, d = tour[i], tour[i + 1], tour[j], tour[(j + 1) % len(tour)]
    check_that(not helpful, f"{what} is {tour}. Edges {a}-{b} and {c}-{d} exchanged would shorten it.", likely, tour)


def round_trip(D: np.ndarray, tour: list[int]) -> float:
    """The length of the closed tour, summed edge by edge."""
    stops = np.array([*tour, tour[0]])
    return float(np.asarray(D, dtype=float)[stops[:-1], stops[1:]].sum())


def _exchanges(n: int) -> list[tuple[int, int]]:
    """Pairs i < j of positions whose outgoing edges have no city in common."""
    return [(i, j) for i in range(n - 2) for j in range(i + 2, n) if (i, j) != (0, n - 1)]


def _exchanged(tour: list[int], i: int, j: int) -> list[int]:
    return tour[: i + 1] + tour[j:i:-1] + tour[j + 1 :]


def _swaps(tour: list[int]) -> Iterator[list[int]]:
    for i in range(len(tour)):
        for j in range(i):
            other = list(tour)
            other[i], other[j] = other[j], other[i]
            yield other


def as_cycle(tour: Any) -> list[int]:
    """The same round trip, written from city 0 towards the smaller of its two neighbours.

    [2, 1, 0, 3] and [3, 0, 1, 2] are one trip: both give [0, 1, 2, 3].
    """
    cities = [int(city) for city in tour]
    start = cities.index(0)
    cities = cities[start:] + cities[:start]
    return cities if cities[1] <= cities[-1] else [0, *cities[:0:-1]]
