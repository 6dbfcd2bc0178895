# %% [markdown]
r"""
# 6. Counting pairs: the smallest language model there is

The network of [[05_micrograd]] learned from numbers. A name is not a number, and there is no target beside it that says what
to answer. This lesson finds both in the text itself: the question is a character, the answer is the one that follows
it.

At the end you will have read 32,033 names into a table of 27 by 27 counts, and drawn it. About an hour and a half.

You need Python's lists and dictionaries; tensors come in at the end. Nothing from an earlier lesson has to be run
first.
"""

# %%
import sys

import torch

from grader.kit import *

# %% [markdown]
r"""
## A name as questions and answers

A language model is asked again and again: after what has been said, what comes next? A *bigram* is a pair of
neighbouring characters, and a bigram model may look at one character only, the last.

A name also has to start and to stop. Put a `.` at both ends, a character that no name contains: `ada` becomes
`.ada.`. The pair `.a` then says that a name begins with `a`, the pair `a.` that one ends with it.

Andrei Markov counted pairs in this way in 1913, vowels and consonants of *Eugene Onegin*, by hand.

### Exercise: the pairs of a name
*Easy, 5 minutes*

Everything below is made of these pairs. Write the function that lists them, in order, with the dots. The first line of
a stub says the types: `word: str` is a text, and what comes after `->` is what the function returns.

| word | pairs |
|---|---|
| `ada` | `.a` `ad` `da` `a.` |
| `jo` | `.j` `jo` `o.` |
"""

# %% exercise="bigrams"
def bigrams(word: str) -> list[tuple[str, str]]:
    """The pairs of neighbours of a word, with '.' before its first and after its last letter.

    bigrams("jo") is [(".", "j"), ("j", "o"), ("o", ".")].
    """
    ### BEGIN SOLUTION
    return list(zip("." + word, word + "."))
    ### END SOLUTION

# %% [markdown]
"""You should see four pairs for `ada`; the first starts with the dot and the last ends with it."""

# %% show
print(bigrams("ada"))

# %% test="bigrams" points=1
with exercise("bigrams"):
    middle = [("b", "a"), ("a", "a"), ("a", "b")]
    check_equal(
        'bigrams("baab")', bigrams("baab"), [(".", "b"), *middle, ("b", ".")],
        likely={
            "tuple instead of a list": lambda pairs: isinstance(pairs, tuple),
            "no list: zip and yield give their pairs only once": lambda pairs: not isinstance(pairs, list),
            "lists instead of pairs: a pair is a tuple": lambda pairs: isinstance(pairs[0], list),
            "start missing": [*middle, ("b", ".")],
            "end missing": [(".", "b"), *middle],
            "start and end missing": middle,
            "pairs turned around": [("b", "."), ("a", "b"), ("a", "a"), ("b", "a"), (".", "b")],
            "no overlap: a letter belongs to two pairs": [(".", "b"), ("a", "a"), ("b", ".")],
            "text instead of pairs": [".b", "ba", "aa", "ab", "b."],
            "first pair only: return after the loop": [(".", "b")],
            "one pair for the whole word": lambda pairs: len(pairs) == 1,
            "sorted: the pairs come in the order of the word": sorted([(".", "b"), *middle, ("b", ".")]),
            "first place of a letter looked up: go from place to place, since a letter may come twice":
                [(".", "b"), ("b", "a"), ("a", "a"), ("a", "a"), ("b", "a")],
            "other marks than the dot: it stands for start and end": lambda pairs: len(pairs) == 5 and pairs[0][0] not in "ab.",
            "empty pair at an end: there is one pair for each gap": lambda pairs: len(pairs) in (6, 7),
        },
    )
    check_equal(
        'bigrams("anana")', bigrams("anana"),
        [(".", "a"), ("a", "n"), ("n", "a"), ("a", "n"), ("n", "a"), ("a", ".")],
        likely={
            "repeats dropped: list a pair as often as it comes": lambda pairs: len(pairs) == len(set(pairs)),
            "pairs of an earlier call kept: begin with an empty list in the function": lambda pairs: len(pairs) > 6,
        },
    )
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    for length in (1, 2, 5, 15):
        drawn = "".join(rng.choice(list("aeimnrz"), length))
        framed = f".{drawn}."
        check_equal(f"bigrams({drawn!r})", bigrams(drawn), [(framed[i], framed[i + 1]) for i in range(length + 1)])
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: I get one pair too few</summary>

Frame the word first, then pair each character with its right neighbour. `zip` stops at the end of the shorter of the
two.
</details>

<details><summary>Hint 2: it prints <zip object ...></summary>

`zip` and `yield` give their pairs only once. `list(...)` around them keeps the pairs.
</details>

<details><summary>Hint 3: the shape of the line</summary>

`zip(dotted on the left, dotted on the right)`: the word with a dot before it, beside the word with a dot after it.
</details>

### Exercise: predict the numbers
*Easy, 5 minutes*

The file holds 32,033 names with 196,113 letters in all, from
`a` to `z`. Write four whole numbers.

| name | what it is |
|---|---|
| `pairs_of_emma` | pairs of `emma`, the dots included |
| `pairs_of_all` | pairs of all names together |
| `pairs_from_dot` | pairs among them that begin with `.` |
| `possible_pairs` | different pairs that could be written with these 27 characters, `..` included |
"""

# %% exercise="predict_counts"
### BEGIN SOLUTION
pairs_of_emma = 5
pairs_of_all = 196113 + 32033
pairs_from_dot = 32033
possible_pairs = 27 * 27
### END SOLUTION

# %% test="predict_counts" points=1
with exercise("predict_counts"):
    for name, value in (
        ("pairs_of_emma", pairs_of_emma), ("pairs_of_all", pairs_of_all), ("pairs_from_dot", pairs_from_dot),
        ("possible_pairs", possible_pairs),
    ):
        check_shape(name, value, ())
    check_that(
        pairs_of_emma == len(list(zip(".emma", "emma.", strict=True))),
        "pairs_of_emma is not right: write .emma. on paper and draw an arc under each pair.", got=pairs_of_emma,
        likely={"start and end missing": 3, "start or end missing": 4, "characters instead of gaps": 6},
    )
    check_that(
        abs(pairs_of_all - 32033 * (196113 / 32033 + 1)) < 0.1,
        "pairs_of_all is not right: how many pairs has a name of n letters, and how many have all names together?",
        got=pairs_of_all,
        likely={
            "one end missing: the letters alone": lambda n: n == 196113,
            "start and end missing": lambda n: n == 196113 - 32033,
            "characters instead of gaps": lambda n: n == 196113 + 2 * 32033,
            "names run together: each has a start and an end of its own": lambda n: 0 < abs(n - 196113) < 3,
        },
    )
    check_that(
        pairs_from_dot == len(range(32033)), "pairs_from_dot is not right: how many of them has one name?",
        got=pairs_from_dot,
        likely={
            "kinds instead of counts: every name has such a pair": lambda n: n in (26, 27),
            "both ends counted": lambda n: n == 2 * 32033,
        },
    )
    check_that(
        possible_pairs == len([(a, b) for a in range(27) for b in range(27)]),
        "possible_pairs is not right: how many characters can come first, how many after each?", got=possible_pairs,
        likely={
            "dot left out": 26 * 26, "pair of two dots left out": 27 * 27 - 1,
            "order ignored: ab and ba are two pairs": lambda n: n in (27 * 26 // 2, 27 * 28 // 2),
            "doubles left out: nn is a pair": 27 * 26,
            "two dots: one character marks both ends": 28 * 28,
        },
    )

# %% [markdown]
r"""
<details><summary>Hint: how many pairs has a word of n letters?</summary>

With its two dots it has n + 2 characters, and there is one pair for each gap between two of them.
</details>

## Counting with a dictionary

Three short names are enough to check everything by hand. They hold 10 letters and so 13 pairs.
"""

# %%
toy = ["anna", "ada", "nan"]

# %% show
print([first + second for word in toy for first, second in bigrams(word)])

# %% [markdown]
r"""
### Exercise: count the pairs
*Easy, 10 minutes*

Go through all words and all their pairs, and count each pair. The keys are the pairs themselves.
`counts.get(pair, 0)` is the count so far, or 0 for a pair that is new.
"""

# %% exercise="count_bigrams"
def count_bigrams(words: list[str]) -> dict[tuple[str, str], int]:
    """How often each pair occurs in all the words; a word that occurs twice counts twice.

    count_bigrams(["jo", "jo"]) is {(".", "j"): 2, ("j", "o"): 2, ("o", "."): 2}.
    """
    ### BEGIN SOLUTION
    counts = {}
    for word in words:
        for pair in bigrams(word):
            counts[pair] = counts.get(pair, 0) + 1
    return counts
    ### END SOLUTION

# %% [markdown]
"""You should see nine different pairs, `.a`, `an`, `na` and `a.` twice each, and 13 in all."""

# %% show
toy_counts = count_bigrams(toy)
print({first + second: n for (first, second), n in toy_counts.items()}, sum(toy_counts.values()))

# %% test="count_bigrams" points=2
with exercise("count_bigrams"):
    inner, start, end = {("a", "b"): 2, ("b", "b"): 2}, {(".", "a"): 2, (".", "b"): 1}, {("b", "."): 3}
    few = ["ab", "bbb", "ab"]
    check_equal(
        f"count_bigrams({few})", count_bigrams(few), inner | start | end,
        likely={
            "start missing": inner | end,
            "end missing": inner | start,
            "start and end missing": inner,
            "first time not counted": {("a", "b"): 1, ("b", "b"): 1, (".", "a"): 1, (".", "b"): 0, ("b", "."): 2},
            "each word counted once": {("a", "b"): 1, ("b", "b"): 2, (".", "a"): 1, (".", "b"): 1, ("b", "."): 2},
            "repeats in a word dropped": {("a", "b"): 2, ("b", "b"): 1, (".", "a"): 2, (".", "b"): 1, ("b", "."): 3},
            "names run together": {(".", "a"): 1, ("a", "b"): 2, ("b", "b"): 3, ("b", "a"): 1, ("b", "."): 1},
            "keys as text": {"ab": 2, "bb": 2, ".a": 2, ".b": 1, "b.": 3},
            "list instead of a dictionary": lambda counts: isinstance(counts, list),
            "counted from 1: a new pair has been seen 0 times": {pair: n + 1 for pair, n in (inner | start | end).items()},
            "all counts 1: add one to the count so far": dict.fromkeys(inner | start | end, 1),
            "shares instead of counts": lambda counts: 0 < sum(counts.values()) <= 1.01,
            "last word's counts kept: add to the count so far":
                {(".", "a"): 1, ("a", "b"): 1, ("b", "."): 1, (".", "b"): 1, ("b", "b"): 2},
            "zeros for other pairs: only pairs that occur": lambda counts: len(counts) > 5 and 0 in counts.values(),
            "pairs turned around": {("b", "a"): 2, ("b", "b"): 2, ("a", "."): 2, ("b", "."): 1, (".", "b"): 3},
            "one word only: begin with an empty dictionary before the loop, return after it": {(".", "a"): 1, ("a", "b"): 1, ("b", "."): 1},
        },
    )
    check_unchanged("words", ["ab", "bbb", "ab"], few)
    double = {pair: 2 * times for pair, times in (inner | start | end).items()}
    check_equal(
        f"at the second call, count_bigrams({few})", count_bigrams(few), inner | start | end,
        likely={"counted twice: start from an empty dictionary": double},
    )
    check_equal("count_bigrams([]), no words at all", count_bigrams([]), {})
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    few = ["".join(rng.choice(list("aelnz"), rng.integers(1, 8))) for _ in range(40)]
    framed = [f".{word}." for word in few]
    expected = {}
    for one in ".aelnz":
        for two in ".aelnz":
            times = sum(text[i : i + 2] == one + two for text in framed for i in range(len(text)))
            expected |= {(one, two): times} if times else {}
    check_equal("count_bigrams(words)", count_bigrams(few), expected)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: the second call gives twice as much</summary>

The dictionary was made outside the function, so it is still full from the first call.
</details>

<details><summary>Hint 2: a pair is missing, or KeyError</summary>

A pair that is new has no entry yet. `counts.get(pair, 0)` gives 0 for it.
</details>

<details><summary>Hint 3: the shape of the lines</summary>

An empty dictionary; a loop over the words; inside it a loop over `bigrams(word)`; inside that `counts[pair] = ... + 1`. `return` stands under the outer `for`.
</details>

## The names

The same function reads the names: first names registered in the United States in 2018. Where they cannot be
downloaded, invented names with exactly the same counts of pairs stand in; the line printed says `embedded` then.

Counting takes a moment. You should see 32,033 names, the shortest of 2 letters, the longest of 15; 228,146 pairs, as
predicted, but only 627 different ones.
"""

# %% show differs="where the names were found"
words = load_names()

# %% show
counts = count_bigrams(words)
print(f"{len(words):,} names of {min(map(len, words))} to {max(map(len, words))} letters")
print(f"{sum(counts.values()):,} pairs, {len(counts)} of them different")

# %% [markdown]
r"""
Of the 729 possible pairs, 102 never occur. One of them is `..`, which no name can contain; the other 101 could occur and do not.

### Exercise: find the bug in the counts
*Medium, 10 minutes*

Here is a count of first letters, which are the pairs `.a`, `.b` and so on. It is called twice with the same names:
the first answer for `a` is right, 4410, and the second is 8820.
"""

# %% show
def count_starts(words, counts={}):
    """How often each letter begins a word."""
    for word in words:
        counts[word[0]] = counts.get(word[0], 0) + 1
    return counts

print(count_starts(words)["a"])
print(count_starts(words)["a"])

# %% [markdown]
r"""
The same happens in a notebook when a cell that adds to a table is run again, and nothing on the screen says so. Fix
the function, so that each call counts what it was given and no more.
"""

# %% exercise="count_starts"
def count_starts(words: list[str]) -> dict[str, int]:
    """How often each letter begins a word, the same at every call.

    count_starts(["jo", "ada", "joan"]) is {"j": 2, "a": 1}.
    """
    ### BEGIN SOLUTION
    counts = {}
    for word in words:
        counts[word[0]] = counts.get(word[0], 0) + 1
    return counts
    ### END SOLUTION

# %% [markdown]
"""You should see 4410 both times."""

# %% show
print(count_starts(words)["a"], count_starts(words)["a"])

# %% test="count_starts" points=2
with exercise("count_starts"):
    few = ["ab", "cab", "ab", "ca", "ba", "a"]
    check_equal(
        f"count_starts({few})", count_starts(few), {"a": 3, "c": 2, "b": 1},
        likely={
            "last letter instead of the first": {"b": 3, "a": 3},
            "all letters counted": {"a": 6, "b": 4, "c": 2},
            "one word only: begin with an empty dictionary before the loop, return after it": {"a": 1},
            "each word counted once": {"a": 2, "c": 2, "b": 1},
            "first time not counted": {"a": 2, "c": 1, "b": 0},
            "kinds instead of counts": {"a": 1, "b": 1, "c": 1},
            "lengths added: count words, not letters": {"a": 5, "c": 5, "b": 2},
            "list instead of a dictionary": lambda counts: isinstance(counts, list),
            "pairs as keys: a key is the letter alone": lambda counts: (".", "a") in counts,
            "zeros for other letters: only letters that begin a word": lambda counts: 0 in counts.values(),
        },
    )
    check_equal(
        f"at the second call, count_starts({few})", count_starts(few), {"a": 3, "c": 2, "b": 1},
        likely={"counted twice: the dictionary of the first call is still in use": {"a": 6, "c": 4, "b": 2}},
    )
    check_equal(
        'the number of letters in count_starts(["zoe"]) after that', len(count_starts(["zoe"])), 1,
        likely={"old counts kept: another list must start from nothing": lambda n: n > 1},
    )
    check_equal(
        'count_starts(["zoe"]) after that', count_starts(["zoe"]), {"z": 1},
        likely={"old counts kept: another list must start from nothing": lambda counts: len(counts) > 1},
    )
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    for _ in range(3):
        few = ["".join(rng.choice(list("aelnz"), rng.integers(1, 8))) for _ in range(30)]
        firsts = [word[0] for word in few]
        check_equal("count_starts(words)", count_starts(few), {letter: firsts.count(letter) for letter in set(firsts)})
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: where does the second call find the old counts?</summary>

A default value is made once, when `def` is run, not at each call. The dictionary in `counts={}` is therefore one and
the same for all calls that do not pass another.
</details>

<details><summary>Hint 2: only one letter is left</summary>

The dictionary was emptied for each word. It has to start empty once for each call.
</details>

<details><summary>Hint 3: the shape of the line</summary>

`counts = {}` as the first line of the body, and no such parameter in the first line of the function.
</details>

How do names begin? About one in seven with `a`, then `k` and `m`; `q`, `u` and `x` are rare.
"""

# %% show
letter_bars(count_starts(words), "Names begin most often with a, k, m, j and s", "first letter");

# %% [markdown]
r"""
### Exercise: the most frequent pairs
*Medium, 10 minutes*

A dictionary of 627 counts is too long to read. List the `k` most frequent pairs with their counts, the most frequent
first. Where counts are equal the order must not be left to chance: take the alphabetical one, in which `.` comes
before the letters.
"""

# %% exercise="top_bigrams"
def top_bigrams(counts: dict[tuple[str, str], int], k: int) -> list[tuple[tuple[str, str], int]]:
    """The k most frequent pairs as (pair, count), most frequent first, ties in alphabetical order.

    top_bigrams({("b", "."): 1, ("a", "b"): 1, ("a", "a"): 5}, 2) is [(("a", "a"), 5), (("a", "b"), 1)].
    """
    ### BEGIN SOLUTION
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:k]
    ### END SOLUTION

# %% [markdown]
"""You should see `n.` 6763, `a.` 6640, `an` 5438, `.a` 4410, `e.` 3983, `ar` 3264, `el` 3248."""

# %% show
print([(first + second, n) for (first, second), n in top_bigrams(counts, 7)])

# %% test="top_bigrams" points=2
with exercise("top_bigrams"):
    found = [(tuple(pair), 2) for pair in ("na", "b.", "ab", ".z", "aa", "ca", "nn")]
    tied = [(tuple(pair), 2) for pair in (".z", "aa", "ab", "b.", "ca", "na", "nn")]
    most = [(("x", "y"), 7), (("o", "o"), 4)]
    some = dict([*found, most[0], (("y", "."), 1), most[1]])
    check_equal(
        "top_bigrams(some, 9)", top_bigrams(some, 9), most + tied,
        likely={
            "tuple instead of a list": lambda top: isinstance(top, tuple),
            "least frequent first": lambda top: top[0][1] == 1,
            "ties in order of appearance": most + found,
            "ties in reverse order": most + tied[::-1],
            "alphabetical order only": sorted(some.items())[:9],
            "k written in": lambda top: len(top) == 7,
            "k ignored": [*most, *tied, (("y", "."), 1)],
            "counts left out": [pair for pair, _ in most + tied],
            "count before the pair": [(n, pair) for pair, n in most + tied],
            "dictionary instead of a list": lambda top: isinstance(top, dict),
            "lists instead of pairs: an entry is (pair, count)": lambda top: isinstance(top[0], list),
            "flat entries: the pair stays together": lambda top: len(top[0]) == 3,
            "text instead of pairs": lambda top: isinstance(top[0][0], str),
            "first k taken before sorting": lambda top: (("o", "o"), 4) not in top,
            "ties by the second letter: the pair is compared from its first": sorted(most + tied, key=lambda item: (-item[1], item[0][1], item[0][0])),
            "dot after the letters: it comes before them":
                sorted(most + tied, key=lambda item: (-item[1], [letter.replace(".", "~") for letter in item[0]])),
            "ties out of order: among equal counts the alphabet decides": lambda top: sorted(top) == sorted(most + tied),
        },
    )
    check_equal("the number of pairs in the dictionary afterwards", len(some), 10, likely={
        "argument changed: sort a list of its items": lambda n: n < 10,
    })
    check_equal("top_bigrams(some, 4)", top_bigrams(some, 4), [*most, *tied[:2]], likely={
        "all ties listed: k entries are wanted, whatever the next one counts": most + tied,
    })
    check_equal("the length of top_bigrams(some, 50)", len(top_bigrams(some, 50)), 10)
    check_equal("top_bigrams(some, 0)", top_bigrams(some, 0), [], likely={
        "k = 0 takes all: [-0:] is the whole list": lambda top: len(top) == 10,
    })
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    pairs = [(a, b) for a in ".anz" for b in ".anz"]
    some = {pairs[i]: int(rng.integers(1, 4)) for i in rng.permutation(16)}
    expected = [(pair, n) for n in (3, 2, 1) for pair in pairs if some[pair] == n]
    for k in (1, 5, 16):
        check_equal(f"top_bigrams(counts, {k})", top_bigrams(some, k), expected[:k])
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: sorting from large to small turns the alphabet around too</summary>

`reverse=True` reverses everything. Sort in rising order by two things at once instead: minus the count, then the
pair.
</details>

<details><summary>Hint 2: the order of ties changes</summary>

Sorting by the count alone keeps equal counts as they were in the dictionary. The pair has to be part of the key.
</details>

<details><summary>Hint 3: the shape of the line</summary>

`sorted(counts.items(), key=lambda item: (-..., ...))[:k]`, where `item[0]` is the pair and `item[1]` the count.
</details>

Six of the first sixteen pairs hold a dot; they are hatched below. Names end most often with `n`, `a` and `e`.
"""

# %% show
top_bars(top_bigrams(counts, 16), "The two most frequent pairs are ends of names");

# %% [markdown]
r"""
## From characters to indices

A dictionary can be asked for one pair at a time. A table can be asked for a whole row: everything that follows `q`.
For that each character needs a number, its row and column.

### Exercise: the vocabulary
*Easy, 10 minutes*

Number the characters and keep both directions, *string to index* and *index to string*. `.` gets 0, then come the
letters that occur in the words, in alphabetical order, from 1 on.
"""

# %% exercise="build_vocab"
def build_vocab(words: list[str]) -> tuple[dict[str, int], dict[int, str]]:
    """stoi and itos: '.' is 0, the letters that occur are 1, 2, ... in alphabetical order.

    build_vocab(["jo", "ada"]) is ({".": 0, "a": 1, "d": 2, "j": 3, "o": 4}, {0: ".", 1: "a", 2: "d", 3: "j", 4: "o"}).
    """
    ### BEGIN SOLUTION
    letters = sorted(set("".join(words)))
    stoi = {".": 0} | {letter: i for i, letter in enumerate(letters, start=1)}
    itos = {i: character for character, i in stoi.items()}
    return stoi, itos
    ### END SOLUTION

# %% [markdown]
"""You should see `{'.': 0, 'a': 1, 'd': 2, 'n': 3}` for the toy names; 27 characters for all names, `z` with index 26."""

# %% show
print(build_vocab(toy)[0])
stoi, itos = build_vocab(words)
print(len(stoi), stoi["z"], itos[0])

# %% test="build_vocab" points=2
with exercise("build_vocab"):
    few = ["nora", "ada"]
    both = build_vocab(few)
    check_unchanged("words", ["nora", "ada"], few)
    check_equal("the type of what build_vocab returns", type_name(both), "tuple", likely={
        "one dictionary only: return stoi and itos": "dict", "no return": "NoneType", "list instead of a tuple": "list",
    })
    check_equal("the number of dictionaries from build_vocab", len(both), 2)
    table, back = both
    check_equal(
        f"stoi of build_vocab({few})", table, {".": 0, "a": 1, "d": 2, "n": 3, "o": 4, "r": 5},
        likely={
            "dot put last": {"a": 0, "d": 1, "n": 2, "o": 3, "r": 4, ".": 5},
            "dot missing": lambda stoi: "." not in stoi and len(stoi) == 5,
            "dot and first letter share 0": {".": 0, "a": 0, "d": 1, "n": 2, "o": 3, "r": 4},
            "order of appearance": {".": 0, "n": 1, "o": 2, "r": 3, "a": 4, "d": 5},
            "alphabet instead of the letters that occur": lambda stoi: len(stoi) == 27,
            "separate start and end tokens: one character does for both": lambda stoi: len(stoi) == 7,
            "directions exchanged": lambda stoi: 0 in stoi,
            "dot not 0: it has the first number": {".": 1, "a": 2, "d": 3, "n": 4, "o": 5, "r": 6},
            "first letters only: all letters of a word count": {".": 0, "a": 1, "n": 2},
            "numbers with gaps: 1, 2, 3 ... for the letters that occur": lambda stoi: (
                set(stoi) == set(".adnor") and max(stoi.values()) > 5
            ),
            "letters not sorted": lambda stoi: stoi["."] == 0 and sorted(stoi) == list(".adnor"),
        },
    )
    check_equal(
        f"itos of build_vocab({few})", back, {0: ".", 1: "a", 2: "d", 3: "n", 4: "o", 5: "r"},
        likely={
            "list instead of a dictionary": lambda itos: isinstance(itos, list),
            "directions exchanged": lambda itos: "." in itos,
            "dot missing": {1: "a", 2: "d", 3: "n", 4: "o", 5: "r"},
            "numbers as text: a key is an int": {"0": ".", "1": "a", "2": "d", "3": "n", "4": "o", "5": "r"},
        },
    )
    check_equal('build_vocab(["ada"])', build_vocab(["ada"]), ({".": 0, "a": 1, "d": 2}, {0: ".", 1: "a", 2: "d"}), likely={
        "dot only from between the words: one word alone has none": ({"a": 0, "d": 1}, {0: "a", 1: "d"}),
        "letters of an earlier call kept: begin anew": lambda both: len(both[0]) > 3,
    })
    check_equal("build_vocab([]), no words at all", build_vocab([]), ({".": 0}, {0: "."}))
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    few = ["".join(rng.choice(list("aeghiklmnstz"), 5)) for _ in range(4)]
    characters = "." + "".join(letter for letter in "abcdefghijklmnopqrstuvwxyz" if any(letter in word for word in few))
    table, back = build_vocab(list(few))
    check_equal(f"stoi of build_vocab({few})", table, dict(zip(characters, range(30))))
    check_equal(f"itos of build_vocab({few})", back, dict(enumerate(characters)))
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: the dot and a letter have the same index</summary>

`enumerate(letters)` starts at 0, and 0 is taken. `enumerate(letters, start=1)` leaves it free.
</details>

<details><summary>Hint 2: the numbers change from run to run</summary>

A set has no order. `sorted` puts its letters into alphabetical order.
</details>

<details><summary>Hint 3: the shape of the lines</summary>

`letters = sorted(set("".join(words)))`, then a dictionary with `"."` and one entry for each letter; `itos` goes through `stoi.items()` and swaps.
</details>

### Exercise: predict the shapes
*Easy, 5 minutes*

One could mark the start by a token `<S>` and the end by another, `<E>`, instead of one dot for both. Predict the
tables of counts for the 26 letters.

| name | what it is |
|---|---|
| `shape_one_dot` | shape of the table with `.`, a tuple |
| `shape_two_tokens` | shape with `<S>` and `<E>`, a tuple |
| `empty_rows` | how many rows of the second table must be all zeros |
| `empty_columns` | how many of its columns must be all zeros |
"""

# %% exercise="predict_tokens"
### BEGIN SOLUTION
shape_one_dot = (27, 27)
shape_two_tokens = (28, 28)
empty_rows = 1
empty_columns = 1
### END SOLUTION

# %% test="predict_tokens" points=1
with exercise("predict_tokens"):
    for name, shape in (("shape_one_dot", shape_one_dot), ("shape_two_tokens", shape_two_tokens)):
        check_that(
            isinstance(shape, (tuple, list)), f"{name} is of type {type_name(shape)}, expected a tuple.", got=shape,
            likely={"one axis only": lambda shape: isinstance(shape, int)},
        )
    check_that(
        list(shape_one_dot) == [len(".abcdefghijklmnopqrstuvwxyz")] * 2,
        "shape_one_dot is not right: how many characters can be first in a pair, how many second?", got=shape_one_dot,
        likely={
            "dot left out": lambda s: tuple(s) == (26, 26),
            "two dots: one character marks both ends": lambda s: tuple(s) == (28, 28),
            "length of a name": lambda s: tuple(s) == (15, 15),
            "one axis only": lambda s: len(s) == 1,
        },
    )
    check_that(
        list(shape_two_tokens) == [len("SEabcdefghijklmnopqrstuvwxyz")] * 2,
        "shape_two_tokens is not right: count the characters and both tokens.", got=shape_two_tokens,
        likely={
            "one token a side: rows and columns are the same characters": lambda s: tuple(s) == (27, 27),
            "no tokens": lambda s: tuple(s) == (26, 26),
            "dot counted as well: the tokens take its place": lambda s: tuple(s) == (29, 29),
        },
    )
    follow = {(a, b) for a in ("S", "x") for b in ("x", "E")}
    check_that(
        empty_rows == sum(all((a, b) not in follow for b in "SxE") for a in "SxE"),
        "empty_rows is not right: how many tokens are never first in a pair?", got=empty_rows,
        likely={"end taken for a beginning: nothing follows <E>": 0, "both tokens counted: names do follow <S>": 2},
    )
    check_that(
        empty_columns == sum(all((a, b) not in follow for a in "SxE") for b in "SxE"),
        "empty_columns is not right: how many tokens are never second in a pair?", got=empty_columns,
        likely={"start taken for a successor: nothing precedes <S>": 0, "both tokens counted: letters precede <E>": 2},
    )

# %% [markdown]
r"""
<details><summary>Hint: which token can come second in a pair?</summary>

Write `<S> a d a <E>` and go through its pairs. Rows are first characters, columns are second ones.
</details>

One dot for both wastes nothing.

## A tensor

The table will be a PyTorch *tensor*: numbers of one type in rows and columns, like a NumPy array. `torch.zeros(shape)`
makes one, of float numbers unless a `dtype` says otherwise. A row and a column in square brackets name one entry, a row alone
a whole row. What should the last line print?
"""

# %% show
T = torch.zeros((2, 3), dtype=torch.int64)
T[0, 2] = 7
T[1, 0] += 1
T[1, 0] += 1
print(T)
print(T.shape, T[0], T[1].sum())

# %% [markdown]
r"""
Row 1 sums to 2. It is a tensor too, without rows or columns; `int(T[1].sum())` is the plain number.

### Exercise: the table
*Medium, 10 minutes*

Count into a square tensor of whole numbers: `N[i, j]` says how often the character with index `j` came right after
the one with index `i`. The first character names the row. You have counted already: `count_bigrams(words)` knows each pair and
how often it occurs, so all that is left is to put each number in its place.
"""

# %% exercise="count_matrix"
def count_matrix(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    """N, (V, V) whole numbers for V = len(stoi), N[stoi[first], stoi[second]] = how often the pair occurs.

    count_matrix(["aa"], {".": 0, "a": 1}) is [[0, 1], [1, 1]].
    """
    ### BEGIN SOLUTION
    N = torch.zeros((len(stoi), len(stoi)), dtype=torch.int64)
    for (first, second), times in count_bigrams(words).items():
        N[stoi[first], stoi[second]] = times
    return N
    ### END SOLUTION

# %% [markdown]
r"""
For the toy names the rows and columns are in the order `.`, `a`, `d`, `n`. You should see 2 for `.a`, in row 0, and no letter but
`a` and `n` ends a name.
"""

# %% show
toy_stoi, toy_itos = build_vocab(toy)
toy_N = count_matrix(toy, toy_stoi)
print(toy_N)
count_heatmap(toy_N, toy_itos, "anna, ada, nan: after n comes a, n or the end", size=3.0);

# %% test="count_matrix" points=2
with exercise("count_matrix"):
    index = {".": 0, "a": 1, "b": 2}
    few = ["aab", "ab", "b", "ab"]
    N_few = count_matrix(few, index)
    check_close(
        f"count_matrix({few}, {index})", N_few, [[0, 3, 1], [0, 1, 3], [4, 0, 0]],
        likely={
            "rows and columns swapped: the first character names the row": [[0, 0, 4], [3, 1, 0], [1, 3, 0]],
            "start missing": [[0, 0, 0], [0, 1, 3], [4, 0, 0]],
            "end missing": [[0, 3, 1], [0, 1, 3], [0, 0, 0]],
            "start and end missing": [[0, 0, 0], [0, 1, 3], [0, 0, 0]],
            "names run together": [[0, 1, 0], [0, 1, 3], [1, 2, 1]],
            "each word counted once": [[0, 2, 1], [0, 1, 2], [3, 0, 0]],
            "repeats lost: 0 or 1 instead of a count": [[0, 1, 1], [0, 1, 1], [1, 0, 0]],
            "27 rows always: the size is len(stoi)": lambda N: len(N) == 27,
            "separate start and end tokens": lambda N: len(N) == 4,
            "counted twice": [[0, 6, 2], [0, 2, 6], [8, 0, 0]],
            "both directions counted": [[0, 3, 5], [3, 2, 3], [5, 3, 0]],
            "ones to begin with: begin with zeros": [[1, 4, 2], [1, 2, 4], [5, 1, 1]],
            "one row for all: [row] * n holds the same row n times": [[4, 4, 4], [4, 4, 4], [4, 4, 4]],
            "last word only: begin the table before the loop": [[0, 1, 0], [0, 0, 1], [1, 0, 0]],
            "first word only: return after the loop": [[0, 1, 0], [0, 1, 1], [1, 0, 0]],
            "number of words added: add one for each pair": lambda N: float(torch.as_tensor(N).max()) > 8,
            "shares instead of counts": lambda N: float(torch.as_tensor(N).double().max()) <= 1,
        },
    )
    check_equal("the type of count_matrix(...)", type_name(N_few), "Tensor", likely={
        "list instead of a tensor": "list", "array instead of a tensor": "ndarray",
    })
    check_kind("count_matrix(...)", N_few, "int", likely={"float counts: give torch.zeros a dtype": "float"})
    check_close(
        "the same call once more", count_matrix(few, index), [[0, 3, 1], [0, 1, 3], [4, 0, 0]],
        likely={"counted twice: start from a new table": [[0, 6, 2], [0, 2, 6], [8, 0, 0]]},
    )
    turned = count_matrix(["ab"], {".": 0, "b": 1, "a": 2, "c": 3})
    check_close(
        'count_matrix(["ab"], {".": 0, "b": 1, "a": 2, "c": 3})', turned,
        [[0, 0, 1, 0], [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0]],
        likely={
            "indices from the alphabet: they are those of stoi": lambda N: float(N[0][1]) == 1,
            "size taken from the words: it is len(stoi)": [[0, 0, 1], [1, 0, 0], [0, 1, 0]],
        },
    )
    check_close(
        'count_matrix(["a"] * 40000, {".": 0, "a": 1})', count_matrix(["a"] * 40000, {".": 0, "a": 1}),
        [[0, 40000], [40000, 0]],
        likely={"small whole numbers: this type cannot hold 40,000": lambda N: float(torch.as_tensor(N).max()) < 40000},
    )
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    characters = ".aehkmz"
    few = ["".join(rng.choice(list("aehkm"), rng.integers(1, 8))) for _ in range(30)]
    index = {character: i for i, character in enumerate(characters)}
    framed = "|".join(f".{word}." for word in few)
    expected = [[sum(framed[i : i + 2] == a + b for i in range(len(framed))) for b in characters] for a in characters]
    check_close("count_matrix(words, stoi)", count_matrix(few, index), expected)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: my table is the right one, reflected in its diagonal</summary>

`N[row, column]`: the row is the first character of the pair, the column the second. Compare `.a` and `a.` in the toy
table.
</details>

<details><summary>Hint 2: the numbers are 1.0 and 2.0</summary>

`torch.zeros` makes float numbers unless it is told otherwise: `dtype=torch.int64`. A small type such as `torch.uint8` cannot count beyond 255.
</details>

<details><summary>Hint 3: the shape of the lines</summary>

A table of zeros, then for each pair and its count in `count_bigrams(words).items()`: `N[stoi[...], stoi[...]] = ...`.
</details>

Does it agree with the dictionary? Every pair must have the same count in both, and the table must sum to 228,146.
After `q` comes `u` in 206 of 272 cases.
"""

# %% show
N = count_matrix(words, stoi)
print(all(N[stoi[a], stoi[b]] == n for (a, b), n in counts.items()), int(N.sum()))
print(int(N[stoi["q"], stoi["u"]]), "of", int(N[stoi["q"]].sum()))

# %% [markdown]
r"""
## Without a loop

Adding one to a tensor entry 228,146 times is slow. If the pairs are in
two tensors, `firsts` and `seconds`, one call can count them all. The obvious one is wrong: for three pairs of which
two are equal it shows no 2.
"""

# %% show
firsts, seconds = torch.tensor([0, 1, 0]), torch.tensor([1, 0, 1])
wrong = torch.zeros((2, 2), dtype=torch.int64)
wrong[firsts, seconds] += 1
print(wrong.tolist(), "but (0, 1) occurs twice")

# %% [markdown]
r"""
`wrong[firsts, seconds] += 1` reads all three entries, adds one to each of the values read, and then writes them back.
The equal pair is read twice as 0 and written twice as 1.

### Exercise: count them all at once
*Hard, 15 minutes*

Write `count_pairs` with no loop over the pairs and without that bug. One way: number the squares of the table
from 0 to V·V - 1, row after row, turn each pair into the number of its square, and count equal numbers with
`torch.bincount`, whose `minlength` makes room for numbers that do not occur. Another: `index_put_` with
`accumulate=True`.

The test counts the steps that Python makes meanwhile, by the function below. They may grow with the size of the table, not with the
number of pairs.
"""

# %%
def python_steps(function, *inputs):
    """How many lines and calls of Python are run by function(*inputs), once all it imports is there."""
    function(*inputs)
    steps, before = 0, sys.gettrace()

    def note(frame, event, arg):
        nonlocal steps
        steps += event in ("line", "call")
        return note

    sys.settrace(note)
    try:
        function(*inputs)
    finally:
        sys.settrace(before)
    return steps

# %% [markdown]
r"""
Now the function itself. The stub shows what goes in and what comes out.
"""

# %% exercise="count_pairs"
def count_pairs(firsts: torch.Tensor, seconds: torch.Tensor, size: int) -> torch.Tensor:
    """N, (size, size) whole numbers: how often (i, j) occurs among (firsts[k], seconds[k]).

    Args:
        firsts, seconds: (n,) int64, from 0 to size - 1; unchanged. n may be 0.

    count_pairs(tensor([0, 1, 0]), tensor([1, 0, 1]), 2) is [[0, 2], [1, 0]].
    """
    ### BEGIN SOLUTION
    squares = firsts * size + seconds
    return torch.bincount(squares, minlength=size * size).view(size, size)
    ### END SOLUTION

# %% [markdown]
"""You should see `[[0, 2], [1, 0]]`, and `True`: the table of the loop again."""

# %% show
print(count_pairs(firsts, seconds, 2).tolist())
text = torch.tensor([stoi[character] for character in "." + ".".join(words) + "."])
print(torch.equal(count_pairs(text[:-1], text[1:], 27), N))

# %% test="count_pairs" points=2
with exercise("count_pairs", raised={
    "minlength missing: bincount stops at the largest number": "is invalid for input of size 7",
    "largest of no pairs: there may be none": "max(): Expected reduction dim",
}):
    left, right = torch.tensor([0, 1, 0, 2, 1, 0]), torch.tensor([1, 0, 1, 0, 1, 1])
    N_pairs = count_pairs(left, right, 3)
    check_close(
        "count_pairs([0, 1, 0, 2, 1, 0], [1, 0, 1, 0, 1, 1], 3)", N_pairs, [[0, 3, 0], [1, 1, 0], [1, 0, 0]],
        likely={
            "repeats lost: equal pairs are written over each other": [[0, 1, 0], [1, 1, 0], [1, 0, 0]],
            "rows and columns swapped": [[0, 1, 1], [3, 1, 0], [0, 0, 0]],
            "rows of the wrong length: a row holds `size` squares": [[0, 3, 1], [1, 1, 0], [0, 0, 0]],
            "both directions counted": [[0, 4, 1], [4, 2, 0], [1, 0, 0]],
            "27 rows always: the size is an argument": lambda N: torch.as_tensor(N).shape == (27, 27),
            "flat counts: give them the shape of the table": lambda N: torch.as_tensor(N).shape in ((9,), (7,)),
        },
    )
    check_equal("the type of count_pairs(...)", type_name(N_pairs), "Tensor", likely={
        "list instead of a tensor": "list", "array instead of a tensor": "ndarray",
    })
    check_kind("count_pairs(...)", N_pairs, "int", likely={"float counts": "float"})
    zeros, ones = torch.zeros(40000, dtype=torch.int64), torch.ones(40000, dtype=torch.int64)
    check_close(
        "count_pairs of 40,000 times (0, 1), size 3", count_pairs(zeros, ones, 3), [[0, 40000, 0], [0, 0, 0], [0, 0, 0]],
        likely={
            "small whole numbers: this type cannot hold 40,000": lambda N: float(torch.as_tensor(N).max()) < 40000,
            "size taken from the data: it is an argument": lambda N: torch.as_tensor(N).shape == (2, 2),
        },
    )
    check_unchanged("firsts", [0, 1, 0, 2, 1, 0], left)
    check_unchanged("seconds", [1, 0, 1, 0, 1, 1], right)
    steps = python_steps(count_pairs, zeros[:4000].clone(), ones[:4000].clone(), 3)
    check_that(
        steps < 2000, "count_pairs makes more than 2,000 steps of Python for 4,000 pairs.", got=steps,
        likely={"loop over the pairs: let one call of torch count them all": lambda steps: steps >= 4000},
    )
    check_close("count_pairs of no pairs, size 2", count_pairs(zeros[:0].clone(), ones[:0].clone(), 2), [[0, 0], [0, 0]])
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    for size, n in ((2, 30), (5, 40), (27, 500)):
        left, right = (torch.from_numpy(rng.integers(0, size, n)) for _ in range(2))
        left[:5], right[:5] = 0, 1
        expected = [[0] * size for _ in range(size)]
        for i, j in zip(left.tolist(), right.tolist()):
            expected[i][j] += 1
        check_close(f"count_pairs(firsts, seconds, {size})", count_pairs(left, right, size), expected)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: shape '[3, 3]' is invalid for input of size 7</summary>

`bincount` stops at the largest number it finds. Tell it how many squares there are: `minlength=size * size`.
</details>

<details><summary>Hint 2: the table is right, but some counts are in the wrong row</summary>

A row holds `size` squares, so row `i` begins at square `i * size`.
</details>

<details><summary>Hint 3: the shape of the lines</summary>

`squares = firsts * ... + seconds`, `torch.bincount(squares, minlength=...)`, then `.view(size, size)`.
</details>

In `text` all names stand in one line with a single dot between two of them. That is right here: the end of one name
and the start of the next share the dot, and `..` is never counted.

## The picture

Few pairs do most of the work. The curve adds up the counts, the most frequent pair first: 44 pairs are half of
everything.
"""

# %% show
coverage(N, "44 of the 729 possible pairs make up half of all counts");

# %% [markdown]
r"""
And here is the whole model. Row `.` shows how names begin, column `.` how they end. Of the letters' columns `a`, `e` and `i`
are the darkest, since a vowel can follow nearly every letter; row `q` is nearly empty but for `u`; the 102 zeros are 101 pairs that no name contains, and `..`, which cannot occur. The darkness
follows the square root of the count, so that rare pairs show as well.
"""

# %% show
count_heatmap(N, itos, "Every pair in 32,033 names: begin in row '.', end in column '.'");

# %% [markdown]
r"""
## Your turn: write a name with the table

The table can help to write a name: begin in row `.`, choose a letter with a large count, go to its row, and so on, until the step to
`.` ends the name. A chain is as strong as its weakest link. Find a name of at least six letters, no letter used twice, whose
rarest pair, both ends included, is as frequent as possible. Read the heat map, or write a search.

Put it into `my_name` and run both cells.
"""

# %% challenge="strongest_name"
### BEGIN SOLUTION
my_name = "maleri"
### END SOLUTION

# %% show
is_name = my_name is not ... and set(my_name) <= stoi.keys() - {"."} and len(set(my_name)) == len(my_name) >= 6
weakest = min(int(N[stoi[a], stoi[b]]) for a, b in bigrams(my_name)) if is_name else ... if my_name is ... else 0
challenge("strongest_name", weakest, above=1700)

# %% [markdown]
r"""
## What you can build from memory now

- The pairs of a word, with one dot for both ends, and a dictionary that counts them.
- A sort by two things at once, and a vocabulary in both directions.
- A table of counts as a tensor, with a loop and without one.

## What broke the idea

Nothing was trained, yet the table has learned: for a model that sees one character, these counts hold everything the
names can teach.

What breaks the idea is that counts cannot be compared. `qu` was seen 206 times and `an` 5,438 times, but `u` is far
more certain after `q` than `n` after `a`. The table cannot write a name, nor say how good it is. Both need rows of
probabilities.

They take one division by the row sums, and [[07_bigram_nll]] shows how it goes wrong without any error.

The data and the order of ideas follow Andrej Karpathy's lecture *The spelled-out intro to language modeling: building
makemore*.
"""
