"""Names with exactly the trigram counts of a table: the shuffle that keeps k-letter counts (Altschul and Erickson).

The state after a letter is the last two characters. Every counted trigram is one arrow between two states,
and a closed walk that uses each arrow once spells all names in a row, a dot between them. Which names they
are depends on the order in which the arrows are taken; how often any one, two or three characters stand
together does not.
"""

import random
from collections import defaultdict

SEED = 365
LONGEST, SHORT = 15, 3
START = ".."


def make_names(table: dict[str, int], longest: int = LONGEST) -> list[str]:
    """Names that have the table's counts, the same list at every call.

    Args:
        table: trigram -> count, as `count_trigrams` gives it.
        longest: letters a name may have.

    Raises:
        ValueError: no list of names has these counts, or none was found within `longest`.
    """
    names = "".join(_closed_walk(table)).split(".")[:-1]
    return _shorten(names, longest)


def _closed_walk(table: dict[str, int]) -> list[str]:
    """One character an arrow, from START back to START over every arrow once (Hierholzer's algorithm)."""
    left = _arrows(table)
    walk, open_states = [], [START]
    while open_states:
        state = open_states[-1]
        if left[state]:
            open_states.append(_step(state, left[state].pop()))
        else:
            walk.append(open_states.pop()[1])
    if len(walk) != sum(table.values()) + 1:
        raise ValueError("these trigrams do not join to names")
    return walk[-2::-1]


def _arrows(table: dict[str, int]) -> dict[str, list[str]]:
    """For each state the characters that leave it, as often as they do, in an order drawn once for all."""
    draw = random.Random(SEED)
    left: dict[str, list[str]] = defaultdict(list)
    for trigram, count in table.items():
        left[trigram[:2]] += trigram[2] * count
    for characters in left.values():
        draw.shuffle(characters)
    return left


def _step(state: str, character: str) -> str:
    return START if character == "." else state[1] + character


def _shorten(names: list[str], longest: int) -> list[str]:
    """Swap tails between names at equal states, which changes no count, until no name is too long."""
    places = _places(names)
    todo = [i for i, name in enumerate(names) if len(name) > longest]
    while todo:
        i = todo.pop()
        j, mine, yours = _best_swap(names, i, places, longest)
        names[i], names[j] = names[i][:mine] + names[j][yours:], names[j][:yours] + names[i][mine:]
        todo += [k for k in (i, j) if len(names[k]) > longest]
    return names


def _places(names: list[str]) -> dict[str, list[tuple[int, int]]]:
    """Where each state stands in the short names, the best partners: (name, letters up to there)."""
    places = defaultdict(list)
    for j, name in enumerate(names):
        if len(name) <= SHORT:
            for letters in range(1, len(name) + 1):
                places[_state(name, letters)].append((j, letters))
    return places


def _best_swap(
    names: list[str], i: int, places: dict[str, list[tuple[int, int]]], longest: int
) -> tuple[int, int, int]:
    """The partner of name i and the two cuts: the first that makes both short enough, or the most even one."""
    best: tuple[int, int, int] | None = None
    length = shortest = len(names[i])
    for mine in sorted(range(1, length + 1), key=lambda letters: abs(2 * letters - length)):
        state = _state(names[i], mine)
        while places[state] and len(names[places[state][-1][0]]) > SHORT:
            places[state].pop()  # an earlier swap made this name long
        for j, yours in reversed(places[state]):
            if j == i or _state(names[j], yours) != state:
                continue  # an earlier swap changed it
            longer = max(mine + len(names[j]) - yours, yours + length - mine)
            if longer < shortest:
                best, shortest = (j, mine, yours), longer
            if longer <= longest:
                return j, mine, yours
    if best is None:
        raise ValueError(f"no swap makes the name {names[i]!r} shorter than {longest} letters")
    return best


def _state(name: str, letters: int) -> str:
    """The state after so many letters of a name."""
    return f".{name}"[letters - 1 : letters + 1]
