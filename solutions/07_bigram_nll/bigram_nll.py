# %% [markdown]
r"""
# 7. From counts to a model: probabilities, samples, and one number for how good they are

Lesson 6 left a table of counts, 27 by 27: how often each character follows each other one in 32,033 names. This lesson turns it
into a model: one that writes names, and that can be told how good it is.

At the end you will have a table of probabilities that writes names, a loss of 2.454 to measure it by, and a picture
of which letters of a name surprise it. On the way a bug appears that raises no error and leaves that loss unchanged
in every digit.

*About 150 minutes. You need: Python, tensors, the natural logarithm. Nothing from [[06_bigram_counts]] has to be run first.*
"""

# %%
import math

import torch

from grader.kit import *

torch.set_num_threads(1)  # the tensors are small: more threads would only wait for each other

# %% [markdown]
r"""
## Counts become probabilities

Take three characters and invented counts. `toy[i, j]` says how often character `j` came right after character `i`, so
row `i` holds everything that followed `i`. A row divided by its own sum is a probability distribution: what follows
`i`, and with what chance.

The slow way, one row at a time. The row sums are 5, 4 and 10, so the first line is 1/5, 3/5, 1/5.
"""

# %%
toy = torch.tensor([[1, 3, 1], [2, 0, 2], [5, 1, 4]])

# %% show
for row in toy.tolist():
    total = sum(row)
    print([count / total for count in row])

# %% [markdown]
r"""
A tensor library does all rows in one division, `toy / something`, where `something` holds the three sums. The two
have different shapes, so the smaller one is stretched. How it is stretched decides whether the answer is right, and
this is the rule that decides it.

## Broadcasting: shapes are compared from the right

1. Write the two shapes below each other, aligned at the right end. Fill the shorter one with ones on the left.
2. In each column the sizes must be equal, or one of them must be 1. A size of 1 is stretched to the other.
3. Otherwise the shapes do not fit, and the operation raises an error.

For example `(2, 1, 5)` and `(4, 1)`: the second becomes `(1, 4, 1)`, and the result is `(2, 4, 5)`. PyTorch took the
rule over from NumPy; its manual has a page on
[broadcasting semantics](https://docs.pytorch.org/docs/stable/notes/broadcasting.html).

### Exercise: the shape that comes out
*Medium, 10 minutes*

You remember a rule better once you have programmed it. Write it for two shapes given as tuples, with a
`ValueError` where they do not fit.
"""


# %% exercise="broadcast_shape"
def broadcast_shape(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...]:
    """The shape of x + y for x of shape a and y of shape b; sizes are at least 1.

    broadcast_shape((2, 1, 5), (4, 1)) is (2, 4, 5).

    Raises:
        ValueError: the shapes do not fit.
    """
    ### BEGIN SOLUTION
    longest = max(len(a), len(b))
    a = (1,) * (longest - len(a)) + tuple(a)
    b = (1,) * (longest - len(b)) + tuple(b)
    for m, n in zip(a, b):
        if m != n and 1 not in (m, n):
            raise ValueError(f"{a} and {b} do not fit")
    return tuple(n if m == 1 else m for m, n in zip(a, b))
    ### END SOLUTION


# %% [markdown]
"""You should see `(2, 4, 5)`, then `(27, 27)` for a table of 27 rows and a flat list of 27 sums."""

# %% show
print(broadcast_shape((2, 1, 5), (4, 1)), broadcast_shape((27, 27), (27,)))

# %% test="broadcast_shape" points=2
with exercise("broadcast_shape"):
    check_equal(
        "broadcast_shape((1, 4), (3, 1))",
        broadcast_shape((1, 4), (3, 1)),
        (3, 4),
        likely={
            "result still reversed": (4, 3),
            "nothing stretched: one of the two shapes came back": lambda s: s in ((1, 4), (3, 1)),
            "list instead of a tuple": [3, 4],
        },
    )
    check_equal(
        "broadcast_shape((3, 1), (3,))",
        broadcast_shape((3, 1), (3,)),
        (3, 3),
        likely={
            "aligned from the left: the ones belong in front": (3, 1),
            "shorter shape decides: sizes in front of it are lost": (3,),
        },
    )
    check_equal(
        "broadcast_shape((2, 1, 5), (4, 1))",
        broadcast_shape((2, 1, 5), (4, 1)),
        (2, 4, 5),
        likely={"result still reversed": (5, 4, 2)},
    )
    check_equal(
        "broadcast_shape((5,), ())",
        broadcast_shape((5,), ()),
        (5,),
        {"empty shape: a single number fits everything": ()},
    )
    check_equal(
        "broadcast_shape((5,), (1, 1, 5))",
        broadcast_shape((5,), (1, 1, 5)),
        (1, 1, 5),
        {"second shape taken for the shorter one: it can be either": (5,)},
    )
    for pair in (((3,), (4,)), ((2,), (4,)), ((4, 3), (4,)), ((2, 3), (3, 3))):
        one, two = pair
        check_raises(
            f"broadcast_shape({one}, {two})",
            ValueError,
            lambda: broadcast_shape(one, two),
            likely={
                "no error: sizes that differ fit only if one of them is 1": lambda s: isinstance(s, tuple),
                "text returned: raise ValueError(...)": lambda s: isinstance(s, str),
                "None returned: raise ValueError(...)": None,
                "error returned: raise it": lambda s: type_name(s) == "ValueError",
            },
        )
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    for _ in range(12):
        full = [int(n) for n in rng.integers(1, 6, rng.integers(1, 5))]
        one = tuple(n if keep else 1 for n, keep in zip(full, rng.random(len(full)) < 0.6))
        two = tuple(n if keep else 1 for n, keep in zip(full, rng.random(len(full)) < 0.6))
        two = two[int(rng.integers(0, len(two) + 1)) :]
        one, two = (one, two) if rng.random() < 0.5 else (two, one)
        expected = tuple((torch.zeros(one) + torch.zeros(two)).shape)
        check_equal(f"broadcast_shape({one}, {two})", broadcast_shape(one, two), expected)
        off = (*one, 7), (*two, 8)
        check_raises(f"broadcast_shape({off[0]}, {off[1]})", ValueError, lambda: broadcast_shape(*off))
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: (3, 1) with (3,) gives (3, 1)</summary>

The loop starts at the wrong end: shapes are compared from the right.
</details>

<details><summary>Hint 2: ones in front</summary>

Put ones in front of the shorter shape until both have the same length, then go through the pairs.
</details>

<details><summary>Hint 3: one pair</summary>

`m` and `n` fit where `m == n` or one of them is 1; the result is the other one, `n if m == 1 else m`.
</details>

### Exercise: predict the shapes
*Easy, 5 minutes*

`M` has shape `(4, 3)`: four rows, three columns. `M.sum(1)` sums over dimension 1, which then disappears; with
`keepdim=True` it stays, with size 1. Write the shape of each expression as a tuple, or `"error"`.
Do it on paper before you run anything.

| name | expression |
|---|---|
| `sums_flat` | `M.sum(1)` |
| `sums_kept` | `M.sum(1, keepdim=True)` |
| `divided_flat` | `M / M.sum(1)` |
| `divided_kept` | `M / M.sum(1, keepdim=True)` |
| `divided_columns` | `M / M.sum(0)` |
| `flat_by_kept` | `M.sum(1) / M.sum(1, keepdim=True)` |
"""

# %% exercise="predict_shapes"
### BEGIN SOLUTION
sums_flat = (4,)
sums_kept = (4, 1)
divided_flat = "error"
divided_kept = (4, 3)
divided_columns = (4, 3)
flat_by_kept = (4, 4)
### END SOLUTION

# %% test="predict_shapes" points=1
with exercise("predict_shapes"):
    M = torch.ones(4, 3)
    flat, kept = M.sum(1), M.sum(1, keepdim=True)
    try:
        fits = tuple((M / flat).shape)
    except RuntimeError:
        fits = "error"
    rights = {
        "sums_flat": tuple(flat.shape),
        "sums_kept": tuple(kept.shape),
        "divided_flat": fits,
        "divided_kept": tuple((M / kept).shape),
        "divided_columns": tuple((M / M.sum(0)).shape),
        "flat_by_kept": tuple((flat / kept).shape),
    }
    answers = {
        "sums_flat": sums_flat,
        "sums_kept": sums_kept,
        "divided_flat": divided_flat,
        "divided_kept": divided_kept,
        "divided_columns": divided_columns,
        "flat_by_kept": flat_by_kept,
    }
    answers = {name: tuple(answer) if isinstance(answer, list) else answer for name, answer in answers.items()}
    answers = {name: answer.lower() if isinstance(answer, str) else answer for name, answer in answers.items()}
    named = {
        "sums_flat": {
            "dim 0: the dimension that is named is the one that disappears": (3,),
            "keepdim assumed": (4, 1),
            "comma missing: (4) is a number, (4,) is a shape": 4,
        },
        "sums_kept": {
            "dim 0: size 1 is where dimension 1 was": (1, 3),
            "keepdim missing": (4,),
            "axes exchanged": (1, 4),
        },
        "divided_flat": {"error not seen: align the two shapes at the right": lambda got: got != "error"},
        "divided_kept": {
            "fit not seen: size 1 fits every size": lambda got: got == "error",
            "result takes the divisor's shape": (4, 1),
        },
        "divided_columns": {
            "fit not seen: align the two shapes at the right": lambda got: got == "error",
            "result takes the divisor's shape": (3,),
        },
        "flat_by_kept": {
            "only one side stretched: fill (4,) with a one on the left": lambda got: got in ((4,), (4, 1), (1, 4)),
            "fit not seen: fill (4,) with a one on the left, and a 1 fits everything": lambda got: got == "error",
        },
    }
    for name, right in rights.items():
        what = f"{name} is not right: write both shapes below each other, aligned at the right."
        check_that(answers[name] == right, what, got=answers[name], likely=named[name])
    ### BEGIN HIDDEN TESTS
    check_that(str(divided_flat).lower() == "error", "divided_flat is not right.")
    ### END HIDDEN TESTS
# %% [markdown]
r"""
<details><summary>Hint: I cannot see why one of the divisions is an error</summary>

Write `(4, 3)` and below it `(4,)`, both ending at the same column on the right. Which numbers stand above each other?
</details>

With four rows and three columns, the forgotten `keepdim` is an error. A table of bigrams is square, so it is none:
both divisions give a table of the right shape. Only the picture shows which divisor each count met. On the left each
row has a divisor of its own; on the right each column has.
"""

# %% show
divisor_panels(
    toy,
    {"toy / toy.sum(1, keepdim=True)": toy.sum(1, keepdim=True), "toy / toy.sum(1)": toy.sum(1)},
    "The flat sums lie along the columns, and the rows no longer sum to one",
);
# %% [markdown]
r"""
### Exercise: normalize
*Medium, 10 minutes*

Turn counts into probabilities. With smoothing $s$ every count is raised by $s$ first, so that no pair is impossible;
adding one goes back to Laplace and his rule of succession.

$$P_{ij} = \frac{N_{ij} + s}{\sum_k (N_{ik} + s)}$$

Here $N_{ij}$ is the count of $j$ after $i$, and the sum runs over the whole row $i$. Leave `N` itself as it was.
"""


# %% exercise="normalize"
def normalize(N: torch.Tensor, smoothing: float = 0) -> torch.Tensor:
    """Probabilities from counts: each row is divided by its own sum.

    Args:
        N: (V, V) whole numbers, N[i, j] = how often j followed i; unchanged.
        smoothing: added to every count first.

    Returns:
        a (V, V) tensor of floats, rows sum to one. normalize([[1, 3], [2, 0]]) is [[0.25, 0.75], [1, 0]].
    """
    ### BEGIN SOLUTION
    counts = N.double() + smoothing
    return counts / counts.sum(1, keepdim=True)
    ### END SOLUTION


# %% [markdown]
"""You should see rows `0.2 0.6 0.2`, `0.5 0 0.5`, `0.5 0.1 0.4`; with one added, the zero becomes 1/7 = 0.1429."""

# %% show
print(normalize(toy))
print(normalize(toy, 1))

# %% test="normalize" points=2
with exercise("normalize", raised={"argument changed": "can't be cast to the desired output type"}):
    counts = torch.tensor([[1, 3, 1], [2, 0, 2], [5, 1, 4]])
    plain = [[0.2, 0.6, 0.2], [0.5, 0, 0.5], [0.5, 0.1, 0.4]]
    smoothed = [[0.25, 0.5, 0.25], [0.428571, 0.142857, 0.428571], [0.461538, 0.153846, 0.384615]]
    shares = normalize(counts)
    check_unchanged("counts", [[1, 3, 1], [2, 0, 2], [5, 1, 4]], counts)
    check_equal(
        "the type of normalize(counts)",
        type_name(shares),
        "Tensor",
        {
            "no return": "NoneType",
            "list returned: a tensor is asked for": "list",
            "array returned: a tensor is asked for": "ndarray",
        },
    )
    check_close(
        "the row sums of normalize(counts)",
        [float(row.sum()) for row in shares],
        [1, 1, 1],
        likely={
            "keepdim missing: the flat sums lie along the columns": [1.05, 0.6, 1.65],
            "dim 0: that makes the columns sum to one": [1.017857, 0.535714, 1.446429],
            "total of the table: each row has a sum of its own": [0.263158, 0.210526, 0.526316],
            "integer division": [0, 0, 0],
            "not divided": [5, 4, 10],
            "largest count for the sum": [1.666667, 2, 2],
            "result transposed: row i holds what follows i": [1.2, 0.7, 1.1],
            "number of columns for the sum": [1.666667, 1.333333, 3.333333],
        },
    )
    check_close(
        "normalize([[1, 3, 1], [2, 0, 2], [5, 1, 4]])",
        shares,
        plain,
        likely={
            "keepdim missing: the flat sums lie along the columns": [[0.2, 0.75, 0.1], [0.4, 0, 0.2], [1, 0.25, 0.4]],
            "dim 0: that makes the columns sum to one": [
                [0.125, 0.75, 0.142857],
                [0.25, 0, 0.285714],
                [0.625, 0.25, 0.571429],
            ],
            "softmax for division: counts are divided as they are": lambda got: 0.01 < got[1][1] < 0.1,
            "smoothing always added: here it is 0": smoothed,
        },
    )
    check_kind("normalize(counts)", normalize(counts), "float", likely={"integer division": "int"})
    check_close(
        "normalize(counts, 1)",
        normalize(counts, 1),
        smoothed,
        likely={
            "smoothing ignored: add it to every count": plain,
            "only empty cells filled: every count is raised": [[0.2, 0.6, 0.2], [0.4, 0.2, 0.4], [0.5, 0.1, 0.4]],
            "27 written in: a row has as many columns as N": lambda got: got[0][0] < 0.1,
            "rounded": [[0.25, 0.5, 0.25], [0.43, 0.14, 0.43], [0.46, 0.15, 0.38]],
            "smoothing after dividing: add it to the counts": [[1.2, 1.6, 1.2], [1.5, 1, 1.5], [1.5, 1.1, 1.4]],
            "smoothing missing in the sums": [[0.4, 0.8, 0.4], [0.75, 0.25, 0.75], [0.6, 0.2, 0.5]],
            "smoothing added once a row: every column adds it": [
                [0.333333, 0.666667, 0.333333],
                [0.6, 0.2, 0.6],
                [0.545455, 0.181818, 0.454545],
            ],
        },
    )
    small = torch.tensor([[200, 100], [3, 1]], dtype=torch.uint8)
    wrapped = {"small integers overflow: turn them into floats before adding up": lambda got: got[0][0] > 0.7}
    check_close("normalize of counts in uint8", normalize(small), [[0.666667, 0.333333], [0.75, 0.25]], wrapped)
    half = normalize(torch.tensor([[1, 0], [0, 2]]), 0.5)
    check_close(
        "normalize([[1, 0], [0, 2]], 0.5)",
        half,
        [[0.75, 0.25], [0.166667, 0.833333]],
        {"smoothing cut to a whole number": lambda got: got[0][1] == 0 or got[0][1] > 0.3},
    )
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    for V, extra in ((7, 0), (9, 2), (6, 0.5)):
        numbers = rng.integers(1, 50, (V, V))
        numbers[0] += 60
        raised = numbers + extra
        shares = normalize(torch.tensor(numbers), extra)
        check_close(f"normalize(counts, {extra})", shares, raised / raised.sum(axis=1, keepdims=True))
    ### END HIDDEN TESTS
# %% [markdown]
r"""
<details><summary>Hint 1: the shape is right, but my rows sum to 1.05, 0.6 and 1.65</summary>

`N.sum(1)` has shape `(3,)`. Aligned at the right it is one row, so it divides column by column.
</details>

<details><summary>Hint 2: keep the dimension</summary>

Keep the summed dimension, so that the shape of the sums is `(3, 1)`: then every row has one divisor.
</details>

<details><summary>Hint 3: the line</summary>

`counts / counts.sum(1, keepdim=True)`, after the smoothing has been added to floats.
</details>

## The names

The counts of [[06_bigram_counts]] again, restated so that this lesson stands alone: `.` is index 0 and marks both the start and
the end of a name, the letters follow in order. Without a download, invented names with the same counts stand in.
"""


# %%
def count_table(words: list[str]) -> tuple[torch.Tensor, dict[str, int], dict[int, str]]:
    """N (V, V) with N[first, second], and the dictionaries character -> index and index -> character."""
    letters = sorted(set("".join(words)))
    stoi = {".": 0} | {letter: i for i, letter in enumerate(letters, start=1)}
    N = torch.zeros((len(stoi), len(stoi)), dtype=torch.int64)
    for word in words:
        for first, second in zip("." + word, word + "."):
            N[stoi[first], stoi[second]] += 1
    return N, stoi, {i: character for character, i in stoi.items()}


# %% show differs="where the names were found"
words = load_names()

# %% [markdown]
r"""
There are 228,146 pairs in 27 rows. The row of `q` shows what a distribution looks like: after `q` comes `u` in
three cases of four, or the name ends, or one of a few others. The eight likeliest:
"""

# %% show
N, stoi, itos = count_table(words)
P = normalize(N)
print(f"{len(words):,} names, {int(N.sum()):,} pairs, table {tuple(N.shape)}")
print({"q" + itos[j]: round(float(P[stoi["q"], j]), 3) for j in P[stoi["q"]].argsort(descending=True).tolist()[:8]})

# %% [markdown]
r"""
## Writing a name

Start at `.`, draw the next character from that row, go to the row of the character drawn, and so on until `.` is
drawn. `torch.multinomial(p, 1, generator=g)` draws one index with the chances `p`. The generator `g` holds the state
of the random numbers: one generator with a given seed always gives the same name.

### Exercise: sample a name
*Medium, 10 minutes*

Write the walk. Make one generator at the start with `torch.Generator().manual_seed(seed)` and draw one character at a
time with `torch.multinomial`, so that a seed means the same name for everybody.
"""


# %% exercise="sample_name"
def sample_name(P: torch.Tensor, itos: dict[int, str], seed: int) -> str:
    """One name drawn from the table, without the dots.

    Args:
        P: (V, V), row i holds the chances of what follows character i.
        itos: index to character; 0 is '.', the start and the end.
        seed: of the one generator that all draws use.

    For a table where a surely follows '.', b surely follows a, and '.' surely follows b, the name is "ab".
    """
    ### BEGIN SOLUTION
    g = torch.Generator().manual_seed(seed)
    index, name = 0, ""
    while True:
        index = torch.multinomial(P[index], 1, generator=g).item()
        if index == 0:
            return name
        name += itos[index]
    ### END SOLUTION


# %% [markdown]
"""You should see that seed 69 gives `baab` from this table of four characters; from the names, seed 2147483647 gives `cexze`."""

# %% show
four = torch.tensor([[0.1, 0.5, 0.3, 0.1], [0.2, 0.1, 0.4, 0.3], [0.4, 0.3, 0.1, 0.2], [0.3, 0.3, 0.3, 0.1]])
print(sample_name(four, {0: ".", 1: "a", 2: "b", 3: "c"}, seed=69))
print([sample_name(P, itos, seed) for seed in range(2147483647, 2147483655)])

# %% test="sample_name" points=2
with exercise("sample_name"):
    letters = {0: ".", 1: "a", 2: "b", 3: "c"}
    small = torch.tensor([[0.1, 0.5, 0.3, 0.1], [0.2, 0.1, 0.4, 0.3], [0.4, 0.3, 0.1, 0.2], [0.3, 0.3, 0.3, 0.1]])
    twenty = {str(sample_name(small, letters, 6)) for _ in range(20)}
    several = {
        "draws not repeatable: make the generator in the function, and pass it to multinomial": lambda got: got > 1
    }
    check_equal("the number of different names of twenty calls with seed 6", len(twenty), 1, several)
    check_equal(
        "sample_name(small, letters, 6)",
        sample_name(small, letters, 6),
        "abcacc",
        likely={
            "always sampling from row 0": "abcaaccacacbbaa",
            "the largest instead of a draw": "ab",
            "column instead of row": "cbca",
            "generator made anew for each draw": "ac",
            "closing dot kept": "abcacc.",
            "opening dot kept": ".abcacc",
            "last letter lost": "abcac",
            "seed written in: it is an argument": lambda name: name in ("c", "a", "bbc", "bcacbb"),
            "list instead of a string": list("abcacc"),
            "not stopping at '.'": lambda name: name.startswith("abcacc"),
        },
    )
    got = sample_name(small, letters, 54)
    check_equal("sample_name(small, letters, 54)", got, "baccba", likely={"seed ignored": "abcacc"})
    capped = {
        "capped: a name ends where '.' is drawn, however long it is": lambda name: "cbcabcbcabacacbacbcbbcb".startswith(
            name
        )
    }
    check_equal("sample_name(small, letters, 386)", sample_name(small, letters, 386), "cbcabcbcabacacbacbcbbcb", capped)
    empty = {"'.' passed over: it may be drawn first, then the name is empty": lambda name: len(name) > 0}
    check_equal("sample_name(small, letters, 3)", sample_name(small, letters, 3), "", empty)
    others = {0: ".", 1: "x", 2: "e", 3: "q"}
    letter = {"letters from the alphabet: they are those of itos": lambda name: set(name) <= set("abc")}
    check_equal(
        "sample_name(small, {0: '.', 1: 'x', 2: 'e', 3: 'q'}, 6)", sample_name(small, others, 6), "xeqxqq", letter
    )
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    for V in (4, 5, 6, 7):
        chances = torch.from_numpy(rng.dirichlet([1.0] * V, V)).float() * 0.9
        chances[:, 0] += 0.1
        number, letters = int(rng.integers(1 << 40)), dict(enumerate(".uvwxyz"[:V]))
        g, index, expected = torch.Generator().manual_seed(number), 0, ""
        while (index := int(torch.multinomial(chances[index], 1, generator=g))) != 0:
            expected += letters[index]
        check_equal(f"sample_name(chances, letters, {number})", sample_name(chances, letters, number), expected)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: the cell never ends</summary>

Interrupt the kernel (the square button). Either the walk does not stop when index 0 is drawn, or the generator is made inside the
loop, so that every draw uses the same random number and the walk goes in a circle.
</details>

<details><summary>Hint 2: what changes and what does not</summary>

The row to draw from changes with each letter: it is that of the character just drawn. The generator stays the same one.
</details>

<details><summary>Hint 3: one draw</summary>

`index = torch.multinomial(P[index], 1, generator=g).item()`
</details>

The names sound a little like names, because each pair of neighbours is one that occurs. Nothing else holds them
together.

## One number for the whole table

How probable are all the names under the table? The likelihood is the product of the probabilities of all pairs, and a
product of 228,146 numbers below one is 0 in floating point. Its logarithm is a sum, and a sum does not underflow:

$$\log L = \sum_{\text{names}} \ \sum_{(a, b)} \log P_{ab}$$

The inner sum runs over the pairs of a name with `.` at both ends: for `ab` these are `.a`, `ab` and `b.`. The product
over the first 200 names, which have more than 1,000 pairs, shows what happens without logarithms: `True 0.0`.
"""

# %% show
pairs = [(stoi[a], stoi[b]) for word in words[:200] for a, b in zip("." + word, word + ".")]
print(len(pairs) > 1000, math.prod(P[a, b].item() for a, b in pairs))

# %% [markdown]
r"""
### Exercise: the log-likelihood
*Medium, 10 minutes*

Sum the natural logarithm of `P[first, second]` over all pairs of all words. Where a pair has probability 0 the words
are impossible, and the sum is `-inf`; `torch.log` gives that by itself, `math.log` stops with an error. The table may
be float32 or float64.
"""


# %% exercise="log_likelihood"
def log_likelihood(P: torch.Tensor, words: list[str], stoi: dict[str, int]) -> float:
    """The sum of log P[first, second] over every pair of every word, '.' at both ends; P stays as it is.

    With P[0, 1] = 0.5 and P[1, 0] = 0.2, log_likelihood(P, ["a"], {".": 0, "a": 1}) is log(0.1) = -2.3026.
    """
    ### BEGIN SOLUTION
    logs = P.log().tolist()
    return sum(logs[stoi[a]][stoi[b]] for word in words for a, b in zip("." + word, word + "."))
    ### END SOLUTION


# %% [markdown]
"""You should see **-2.3026** for the table of the docstring, and **-559,874** for all names under their own table."""

# %% show
print(round(log_likelihood(torch.tensor([[0.5, 0.5], [0.2, 0.8]]), ["a"], {".": 0, "a": 1}), 4))
print(f"{log_likelihood(P, words, stoi):,.0f}")

# %% test="log_likelihood" points=2
with exercise(
    "log_likelihood",
    raised={"float32 beside a float64 table: make what you add up with dtype=P.dtype": "same dtype"},
):
    index = {".": 0, "a": 1, "b": 2}
    small = torch.tensor([[0.1, 0.6, 0.3], [0.5, 0.1, 0.4], [0.2, 0.3, 0.5]])
    check_close(
        'log_likelihood(small, ["ab", "b"], index)',
        log_likelihood(small.clone(), ["ab", "b"], dict(index)),
        -5.849965,
        likely={
            "log base 2": -8.439715,
            "log base 10": -2.540607,
            "sign": 5.849965,
            "likelihood without its logarithm": 0.00288,
            "probabilities added up": 1.7,
            "first word only: return after the loop": -3.036554,
            "last word only: begin the sum before the loop": -2.813411,
            "first pair only: return after the loop": -0.510826,
            "mean instead of sum": lambda s: min(abs(s + 1.169993), abs(s + 2.924982)) < 1e-3,
            "start missing": -4.135167,
            "end missing": -2.631089,
            "start and end missing": -0.916291,
            "row and column exchanged: the first character names the row": -5.914503,
            "one sum for each word: add them up": lambda s: getattr(s, "shape", ()) == (2,),
            "rounded": lambda s: abs(s + 5.85) < 1e-9 or abs(s + 5.8) < 1e-6,
            "log of the mean: the mean of logs is something else": -1.07881,
            "each pair counted once: it counts as often as it occurs": -4.240527,
        },
    )
    kept = small.clone()
    log_likelihood(kept, ["ab"], dict(index))
    check_unchanged("P", small, kept)
    turned = {".": 0, "b": 1, "a": 2}
    check_close(
        'log_likelihood(small, ["ab", "b"], {".": 0, "b": 1, "a": 2})',
        log_likelihood(small.clone(), ["ab", "b"], dict(turned)),
        math.log(0.3 * 0.3 * 0.5 * 0.6 * 0.5),
        likely={
            "codes from the alphabet: they are those of stoi": -5.849965,
            "sum of an earlier call kept: begin with 0 in the function": lambda s: s < -9,
        },
    )
    check_close(
        'log_likelihood(small.double(), ["ab", "b"], index)',
        log_likelihood(small.double(), ["ab", "b"], dict(index)),
        -5.849965,
    )
    many = ["ab", "b"] * 200
    try:
        got = log_likelihood(small.clone(), list(many), dict(index))
    except ValueError:
        got = -math.inf
    check_close(
        'log_likelihood(small, ["ab", "b"] * 200, index)',
        got,
        -1169.992997,
        likely={"log of the product: 1,000 factors underflow to 0": -math.inf, "each word counted once": -5.849965},
    )
    small[0, 2] = 0
    try:
        got = log_likelihood(small.clone(), ["b"], dict(index))
    except ValueError:
        got = math.nan
    check_that(
        got == -math.inf,
        f'log_likelihood(small, ["b"], index) with a 0 in the table is {got}, expected -inf.',
        got=got,
        likely={
            "log of zero: math.log raises an error there": lambda got: got != got,
            "log of zero hidden: a pair of probability 0 makes the words impossible": lambda got: math.isfinite(got),
        },
    )
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    index = {character: i for i, character in enumerate(".aeinr")}
    few = ["".join(rng.choice(list("aeinr"), rng.integers(1, 9))) for _ in range(30)]
    chances = torch.from_numpy(rng.dirichlet([2.0] * 6, 6)).float()
    steps = [(index[left], index[right]) for word in few for left, right in zip("." + word, word + ".")]
    expected = sum(math.log(chances[step]) for step in steps)
    check_close(
        "log_likelihood(chances, few, index)", log_likelihood(chances.clone(), list(few), dict(index)), expected
    )
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: math domain error, or (from Python 3.14) expected a positive input</summary>

`math.log(0)` has no value to give. Take `P.log()` of the whole tensor once: it holds `-inf` there.
</details>

<details><summary>Hint 2: one pair after the other</summary>

For each word walk along the neighbours of `"." + word + "."` and add up one logarithm a pair.
</details>

<details><summary>Hint 3: look-ups</summary>

`logs = P.log().tolist()` makes them fast: `logs[stoi[a]][stoi[b]]`
</details>

### Exercise: the average negative log-likelihood
*Easy, 5 minutes*

A sum grows with the amount of data, and a loss should be small when the model is good. So turn the sign and divide by
the number of pairs $n$ (228,146 for the names; `b.` counts as well). The result is the mean surprise per character,
$-\log P_{ab}$: the measure is Shannon's, from 1948. With the natural logarithm its unit is the **nat**.

$$\text{loss} = -\frac{1}{n} \log L$$
"""


# %% exercise="average_nll"
def average_nll(P: torch.Tensor, words: list[str], stoi: dict[str, int]) -> float:
    """Minus the log-likelihood, for each pair on average; inf where a pair has probability 0.

    With P[0, 1] = 0.5 and P[1, 0] = 0.2, average_nll(P, ["a"], {".": 0, "a": 1}) is 2.3026 / 2 = 1.1513.
    """
    ### BEGIN SOLUTION
    n = sum(len(word) + 1 for word in words)
    return -log_likelihood(P, words, stoi) / n
    ### END SOLUTION


# %% [markdown]
"""You should see **1.1513** for the small table; for the names **2.454014** without smoothing and **2.454577** with one added."""

# %% show
print(round(average_nll(torch.tensor([[0.5, 0.5], [0.2, 0.8]]), ["a"], {".": 0, "a": 1}), 4))
for smoothing in (0, 1):
    print(f"smoothing {smoothing}: {average_nll(normalize(N, smoothing), words, stoi):.6f}")

# %% test="average_nll" points=2
with exercise("average_nll"):
    index = {".": 0, "a": 1, "b": 2}
    small = torch.tensor([[0.1, 0.6, 0.3], [0.5, 0.1, 0.4], [0.2, 0.3, 0.5]])
    check_close(
        'average_nll(small, ["ab", "ab", "b"], index)',
        average_nll(small.clone(), ["ab", "ab", "b"], dict(index)),
        1.110815,
        likely={
            "sum instead of mean": 8.886519,
            "mean per name: divide by the number of pairs": 2.962173,
            "mean of the names' means: long names have more pairs": 1.143692,
            "letters counted instead of pairs: a name of two letters has three": 1.777304,
            "both dots counted: a name of two letters has three pairs": 0.807865,
            "end of the last name only: each name has one": 1.481087,
            "different pairs counted: a pair counts as often as it occurs": 2.22163,
            "number of pairs written in: it follows from the words": lambda s: 0 < s < 1e-3,
            "perplexity returned: the loss is its logarithm": 3.036832,
            "integer division": 1.0,
            "rounded": lambda s: s in (1.11, 1.1),
            "sign": -1.110815,
            "log base 2": 1.602567,
            "log base 10": 0.482421,
            "probability instead of its logarithm": lambda s: abs(abs(s) - 0.3625) < 1e-4,
        },
    )
    check_close('average_nll(small, ["ab"], index)', average_nll(small.clone(), ["ab"], dict(index)), 1.012185)
    small[0, 2] = 0
    got = average_nll(small.clone(), ["b"], dict(index))
    check_that(
        got == math.inf,
        f'average_nll(small, ["b"], index) with a 0 in the table is {got!r}, expected inf.',
        got=got,
        likely={
            "text returned: the number is math.inf": lambda got: isinstance(got, str),
            "sign": -math.inf,
            "log of zero hidden: the surprise at the impossible is infinite": lambda got: math.isfinite(got),
        },
    )
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    index = {character: i for i, character in enumerate(".aeinr")}
    few = ["".join(rng.choice(list("aeinr"), rng.integers(1, 9))) for _ in range(30)] + ["a", "nainarine"]
    chances = torch.from_numpy(rng.dirichlet([2.0] * 6, 6)).float()
    steps = [(index[left], index[right]) for word in few for left, right in zip("." + word, word + ".")]
    costs = [-math.log(chances[step]) for step in steps]
    check_close(
        "average_nll(chances, few, index)",
        average_nll(chances.clone(), list(few), dict(index)),
        sum(costs) / len(costs),
    )
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: mine is 17.48 for the names</summary>

That is the mean per name. A name of six letters has seven pairs, the ending among them.
</details>

<details><summary>Hint 2: the number of pairs</summary>

Each word has `len(word) + 1` of them; add that up over all words.
</details>

<details><summary>Hint 3: the line</summary>

`-log_likelihood(P, words, stoi) / n`
</details>

### Exercise: predict the losses
*Easy, 5 minutes*

A loss needs something to be compared with. Write the average negative log-likelihood of each table on the names,
before you compute any; `math` may be used.

| name | table |
|---|---|
| `loss_certain` | gives probability 1 to every pair that occurs in the words it is tried on |
| `loss_uniform` | 1/27 everywhere |
| `loss_unseen` | `normalize(N)`, tried on the word `jq`; that pair was never counted |
| `loss_much_smoothing` | `normalize(N, 10**9)`: a thousand million added to every count, to two decimals |
"""

# %% exercise="predict_losses"
### BEGIN SOLUTION
loss_certain = 0.0
loss_uniform = math.log(27)
loss_unseen = math.inf
loss_much_smoothing = math.log(27)
### END SOLUTION

# %% test="predict_losses" points=1
with exercise("predict_losses"):
    even = -math.log(1 / 27)
    check_that(
        abs(float(loss_certain)) < 1e-3,
        f"loss_certain = {loss_certain} is not right. What is the logarithm of 1?",
        got=loss_certain,
        likely={
            "probability instead of its logarithm": 1.0,
            "impossible taken for certain: inf is the surprise at probability 0": lambda s: math.isinf(s),
        },
    )
    check_that(
        abs(float(loss_uniform) - even) < 0.006,
        f"loss_uniform = {loss_uniform} is not right. Every pair costs the same.",
        got=loss_uniform,
        likely={
            "sign": -3.295837,
            "log base 2": 4.754888,
            "log base 10": 1.431364,
            "probability instead of its logarithm": lambda s: min(abs(s - 1 / 27), abs(s - 27)) < 1e-3,
            "dot not counted: there are 27 characters": 3.258097,
        },
    )
    check_that(
        float(loss_unseen) == math.inf,
        f"loss_unseen = {loss_unseen} is not right. What does the table say of j followed by q?",
        got=loss_unseen,
        likely={
            "sign": -math.inf,
            "log of zero hidden: the table says that this word cannot be": lambda s: math.isfinite(s),
        },
    )
    check_that(
        abs(float(loss_much_smoothing) - even) < 0.006,
        f"loss_much_smoothing = {loss_much_smoothing} is not right. How do the entries of a row differ?",
        got=loss_much_smoothing,
        likely={
            "counts still felt: beside a thousand million they are nothing": lambda s: 2.4 < s < 2.5,
            "smoothing taken for a penalty: the rows still sum to one": lambda s: s > 100,
            "smoothing taken for certainty: a row is shared among 27": lambda s: abs(s) < 0.5,
        },
    )
    ### BEGIN HIDDEN TESTS
    check_that(abs(float(loss_uniform) - 3.295837) < 0.006, "loss_uniform is not right.")
    ### END HIDDEN TESTS
# %% [markdown]
r"""
<details><summary>Hint 1: what is the surprise at one of 27 equal chances?</summary>

Every pair costs the same, $-\log(1/27)$, so the mean is that number. A very large smoothing makes all entries of a
row nearly equal.
</details>

So 2.454 lies between 0 and 3.296, and it means something: $e^{2.454} = 11.6$. On average the table is as unsure as if it had to guess
among 11.6 equally likely letters, where ignorance guesses among 27.

No other table whose rows sum to one does better. Take one row with shares $p_j = N_j / n$, and any other distribution $q$:

$$\Big(-\sum_j p_j \log q_j\Big) - \Big(-\sum_j p_j \log p_j\Big) = -\sum_j p_j \log \frac{q_j}{p_j}
\ \ge\ -\sum_j p_j \Big(\frac{q_j}{p_j} - 1\Big) \ \ge\ -(1 - 1) = 0$$

since $\log x \le x - 1$. So counting and dividing is the best fit there is. Smoothing by one costs 0.0006 of loss, and buys finite
answers for pairs that were never counted. Without it the word `jq` costs `inf`.
"""

# %% show
for smoothing in (0, 1, 100, 10**9):
    table = normalize(N, smoothing)
    print(f"{smoothing:>10}: names {average_nll(table, words, stoi):.4f}, jq {average_nll(table, ['jq'], stoi):.4f}")

# %% [markdown]
r"""
## The bug that the loss cannot see

Now divide the table of names without `keepdim`, as happens on a tired evening. There is no error, since 27 fits 27.
The entries are wrong by up to 0.76. And the loss is 2.454014, equal to the right one in all six decimals.
"""

# %% show
broken = N.double() / N.double().sum(1)
print("largest difference of an entry:", round((broken - P).abs().max().item(), 2))
for label, table in {"right": P, "broken": broken}.items():
    print(f"{label:>7}: loss {average_nll(table, words, stoi):.6f}")

# %% [markdown]
r"""
Why? Let $R_i$ be the sum of row $i$ (how often character $i$ is left) and $C_j$ the sum of column $j$ (how often $j$
is entered). The right table divides $N_{ij}$ by $R_i$, the broken one by $R_j$. In the difference of the two losses
the terms $\log N_{ij}$ cancel, and what remains is

$$\text{gap} = \frac{1}{n} \sum_{i,j} N_{ij} (\log R_j - \log R_i) = \frac{1}{n} \sum_j (C_j - R_j) \log R_j$$

Every name starts at `.` and ends at `.`, and in between each character that is entered is left again. So $C_j = R_j$
for every $j$, and the gap is exactly zero, whatever the names are.

### Exercise: the gap
*Medium, 10 minutes*

Compute the gap for any table of counts, broken minus right. For counts made of words it is 0. For the toy counts,
which no words could give, it is not.
"""


# %% exercise="loss_gap"
def loss_gap(N: torch.Tensor) -> float:
    """The average NLL of N / N.sum(1) minus that of the right table, over the pairs counted in N.

    Args:
        N: (V, V) counts, some may be 0; every row holds at least one that is not. Unchanged.

    loss_gap([[0, 1], [1, 0]]) is 0.0; loss_gap([[0, 3], [1, 0]]) is (1 - 3) * log(3) / 4 = -0.5493.
    """
    ### BEGIN SOLUTION
    rows, columns = N.double().sum(1), N.double().sum(0)
    return (((columns - rows) * rows.log()).sum() / N.sum()).item()
    ### END SOLUTION


# %% [markdown]
"""You should see **-0.1094** for the toy counts, and 0 for the names."""

# %% show
print(round(loss_gap(toy), 4), loss_gap(N))

# %% test="loss_gap" points=2
with exercise("loss_gap"):
    table = torch.tensor([[1, 0, 6], [2, 0, 2], [1, 2, 7]])
    got = loss_gap(table)
    check_close(
        "loss_gap([[1, 0, 6], [2, 0, 2], [1, 2, 7]])",
        got,
        0.138219,
        likely={
            "sign: broken minus right": -0.138219,
            "sum instead of mean": 2.902606,
            "mean over the characters: divide by the number of pairs": 0.967535,
            "log of the column sums": 0.380718,
            "rows and columns exchanged: a character is left by its row": -0.380718,
            "absolute differences": 0.95825,
            "log base 2": 0.199408,
            "log base 10": 0.060028,
            "log of zero: 0 * log(0) is nan": math.nan,
            "logarithm left out": 1.0,
            "one added to the counts: only the row sums are logged, and none is 0": 0.067506,
            "each pair counted once: it counts as often as it occurs": 0.079945,
            "number of pairs written in: it follows from N": lambda s: 0 < s < 1e-4,
            "rounded": 0.14,
            "0 for every table: these counts are made of no words": 0.0,
        },
    )
    check_unchanged("N", [[1, 0, 6], [2, 0, 2], [1, 2, 7]], table)
    got = loss_gap(torch.tensor([[1, 3, 1], [2, 0, 2], [5, 1, 4]]))
    check_close(
        "loss_gap([[1, 3, 1], [2, 0, 2], [5, 1, 4]])", got, -0.109444, {"absolute value: a gap can be negative": 0.109444}
    )
    check_close("loss_gap([[0, 3], [1, 0]])", loss_gap(torch.tensor([[0, 3], [1, 0]])), -0.549306)
    gap = (3 * math.log(3) - 3 * math.log(5)) / 8
    check_close("loss_gap([[2, 1], [4, 1]])", loss_gap(torch.tensor([[2, 1], [4, 1]])), gap)
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    counts = torch.from_numpy(rng.integers(1, 30, (6, 6)))
    counts[2] += 40
    right, wrong = counts / counts.sum(1, keepdim=True), counts / counts.sum(1)
    expected = float(((counts * right.log()).sum() - (counts * wrong.log()).sum()) / counts.sum())
    check_close("loss_gap(counts)", loss_gap(counts.clone()), expected, atol=1e-5)
    check_close("loss_gap(counts + counts.T)", loss_gap((counts + counts.T).clone()), 0.0, atol=1e-5)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: I get nan</summary>

Logarithms of the counts are not needed, since they cancel; only the row sums are logged. A count of 0 then does no
harm.
</details>

<details><summary>Hint 2: which sums</summary>

$R_j$ sums row $j$, `N.sum(1)`; $C_j$ sums column $j$, `N.sum(0)`. Both have shape `(V,)`.
</details>

<details><summary>Hint 3: the line</summary>

`((columns - rows) * rows.log()).sum() / N.sum()`, in floats.
</details>

For the toy counts the gap is negative: the broken table scores *better* than the best that is possible. A loss is
only a measure of fit while each row sums to one; a table that hands out more than it has can score anything.

### Exercise: find the bug in the check
*Medium, 10 minutes*

The function below should find a table whose rows do not sum to one. Try it: it says `True` of the right table and of the broken one.
"""


# %% show
def rows_sum_to_one(P: torch.Tensor) -> bool:
    """Whether every row of P sums to one, to within 0.0001."""
    return abs(P.sum().item() - len(P)) < 1e-4


print(rows_sum_to_one(P), rows_sum_to_one(broken))

# %% [markdown]
r"""
In the broken table column $j$ sums to $C_j / R_j$, which is exactly 1 for counts made of words. So its 27 columns sum
to 27, as the 27 rows of the right table do. Write the check as it should be: it must look at each row.
"""


# %% exercise="rows_sum_to_one"
def rows_sum_to_one(P: torch.Tensor) -> bool:
    """Whether every row of P, (V, V), sums to one, to within 0.0001.

    rows_sum_to_one([[0.2, 0.8], [0.6, 0.4]]) is True; for [[0.5, 0.2], [0.5, 0.8]] it is False.
    """
    ### BEGIN SOLUTION
    return bool(((P.sum(1) - 1).abs() < 1e-4).all())
    ### END SOLUTION


# %% [markdown]
"""You should see `True False`."""

# %% show
print(rows_sum_to_one(P), rows_sum_to_one(broken))

# %% test="rows_sum_to_one" points=2
with exercise("rows_sum_to_one"):
    tables = [
        [[0.2, 0.8], [0.6, 0.4]],
        [[0.5, 0.2], [0.5, 0.8]],
        [[0.1, 0.3], [0.7, 0.9]],
        [[0.5, 0.5], [0.4, 0.2]],
        [[0.4, 0.2], [0.5, 0.5]],
        [[0.1] * 10] * 10,
        [[0.4, 0.2], [0.3, 0.3]],
        [[0.5, 0.501], [0.5, 0.5]],
        [[0.5, 0.5], [0.499, 0.5]],
    ]
    check_equal(
        "rows_sum_to_one of each table",
        [rows_sum_to_one(torch.tensor(rows)) for rows in tables],
        [True, False, False, False, False, True, False, False, False],
        likely={
            "no return": [None] * 9,
            "total of the table: one row's excess hides another's lack": [
                True,
                True,
                True,
                False,
                False,
                True,
                False,
                False,
                False,
            ],
            "dim 0: these are the columns": [False, True, False, False, False, True, False, False, False],
            "exact comparison: ten times 0.1 is not quite 1": [
                True,
                False,
                False,
                False,
                False,
                False,
                False,
                False,
                False,
            ],
            "first row only": [True, False, False, True, False, True, False, False, True],
            "last row only": [True, False, False, False, True, True, False, True, False],
            "any instead of all": [True, False, False, True, True, True, False, True, True],
            "lack only: a row can also sum to more than 1": [True, False, False, False, False, True, False, True, False],
            "excess only: a row can also fall short of 1": [True, False, False, True, True, True, True, False, True],
            "tolerance too wide: 0.0001 is asked for": [True, False, False, False, False, True, False, True, True],
            "one answer for each row: the table gets one": lambda got: isinstance(got[0], list),
            "answer turned around": [False, True, True, True, True, False, True, True, True],
        },
    )
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    A = torch.from_numpy(rng.integers(1, 30, (8, 8)))
    A[3] += 50
    counts = (A + A.T).float()
    right, wrong = counts / counts.sum(1, keepdim=True), counts / counts.sum(1)
    last = right.clone()
    last[-1, 0] += 0.01
    kinds = {
        "right": right,
        "keepdim missing": wrong,
        "transposed": right.T.contiguous(),
        "last row too large": last,
    }
    answers = {kind: rows_sum_to_one(chances) for kind, chances in kinds.items()}
    check_equal("the answers for larger tables", answers, {kind: kind == "right" for kind in kinds})
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: the table of tenths is rejected</summary>

Ten times 0.1 in 32 bits is 1.0000001, so compare with a tolerance.
</details>

<details><summary>Hint 2: too much and too little</summary>

A row that sums to 0.9 is as wrong as one that sums to 1.1: take the absolute difference.
</details>

<details><summary>Hint 3: the line</summary>

`(sums - 1).abs() < 1e-4`, then `.all()` and `bool(...)`.
</details>

This is the check that sees the bug, and it costs one line. The rows of the broken table sum to between 0.07 for `w`
and 7.02 for `.`: a row has too much where the character is frequent and too little where it is rare.
"""

# %% show
row_sums(
    {"N / N.sum(1, keepdim=True): every row sums to 1": P, "N / N.sum(1): from 0.07 to 7.02": broken},
    itos,
    "Same loss, but only one of the two is a table of distributions",
);
# %% [markdown]
r"""
Do the samples give it away? `multinomial` divides each row by its sum once more, so it does not complain, and with
seed 2147483647 both tables write `cexze`. One name proves nothing.

Over eight seeds the broken names get long and full of `q` and `x`. A rare character was divided by a small $R_j$, so
its chance is too large; the end of a name was divided by the large $R$ of `.`, so its chance is too small.
"""

# %% show
for label, table in {"right": P, "broken": broken}.items():
    print(label, [sample_name(table, itos, seed) for seed in range(2147483647, 2147483655)])

# %% [markdown]
r"""
The lengths of two thousand names show it. The names have 6.12 letters on average, and so do those of the right table in the
long run (with the wrong spread: it cannot count letters). The broken one gives about four times as many.
"""

# %% show differs="the names' lengths"
seeds = range(2000)
groups = {"names": words} | {
    label: [sample_name(table, itos, seed) for seed in seeds]
    for label, table in {"right table": P, "broken table": broken}.items()
}
print({label: round(sum(map(len, names)) / len(names), 2) for label, names in groups.items()})
length_shares(groups, "The broken table rarely draws the end of a name");
# %% [markdown]
r"""
## Optional: one block of memory, a shape and strides

*A side track: nothing later needs it. The lesson goes on at "What the table knows".*

A tensor is a flat block of numbers, a place in it to start from, and two tuples. The shape says how many entries there are along each dimension;
the strides say how many numbers to move on in memory for one step along it. Entry `(i, j)` lies at
`start + i * stride[0] + j * stride[1]`.

Transposing, slicing and broadcasting copy nothing. They make a view: the same block with another pair of tuples. The
two divisors of this lesson differ in nothing else: stretched to a table, the flat sums have strides `(0, 1)`, so that a
step down moves nowhere, and the kept ones `(1, 0)`.
"""

# %% show
print("flat", toy.sum(1).expand(3, 3).stride(), " kept", toy.sum(1, keepdim=True).expand(3, 3).stride())
memory_panels(
    {
        "a table": ((3, 4), (4, 1)),
        "its transpose": ((4, 3), (1, 4)),
        "flat sums, stretched": ((3, 3), (0, 1)),
        "kept sums, stretched": ((3, 3), (1, 0)),
    },
    "Which memory cell each square reads: a view changes the strides, not the memory",
);
# %% [markdown]
r"""
### Exercise: strides
*Optional, medium, 10 minutes*

A new tensor lies in memory row after row: the last index moves fastest. One step along a dimension then skips
everything that the later dimensions hold. Compute the strides from the shape, counted in entries, not bytes.
"""


# %% exercise="strides_of"
def strides_of(shape: tuple[int, ...]) -> tuple[int, ...]:
    """How far to move in memory for one step along each dimension, row-major; sizes are at least 1.

    strides_of((5, 4)) is (4, 1).
    """
    ### BEGIN SOLUTION
    strides, step = [], 1
    for size in reversed(shape):
        strides.append(step)
        step *= size
    return tuple(reversed(strides))
    ### END SOLUTION


# %% [markdown]
"""You should see `(4, 1)`, and `(27, 1)` as PyTorch gives for the table of names."""

# %% show
print(strides_of((5, 4)), strides_of((27, 27)), P.stride())

# %% test="strides_of" points=1
with exercise("strides_of"):
    check_equal(
        "strides_of((2, 3, 4))",
        strides_of((2, 3, 4)),
        (12, 4, 1),
        likely={
            "column-major: the last index moves fastest": (1, 2, 6),
            "own size counted: only the later dimensions are skipped": (24, 12, 4),
            "order turned around": (1, 4, 12),
            "last stride missing: it is 1": (12, 4),
            "list instead of a tuple": [12, 4, 1],
            "sizes added: multiply them": (7, 4, 1),
            "two dimensions written in": (4, 1),
            "next size only: multiply all the later ones": (3, 4, 1),
            "bytes instead of entries": lambda s: tuple(s) in ((96, 32, 8), (48, 16, 4)),
        },
    )
    check_equal("strides_of((7,))", strides_of((7,)), (1,))
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    for dimensions in (1, 2, 3, 4, 5):
        shape = tuple(int(n) for n in rng.integers(1, 6, dimensions))
        check_equal(f"strides_of({shape})", strides_of(shape), torch.empty(shape).stride())
    check_equal("strides_of((3, 1, 5))", strides_of((3, 1, 5)), (5, 5, 1))
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: my numbers are right but in the wrong order</summary>

Going through the shape from the back collects the last stride first. Reverse the list once more at the end.
</details>

<details><summary>Hint 2: what a step skips</summary>

A step along a dimension skips everything that the later dimensions hold: the product of their sizes.
</details>

<details><summary>Hint 3: the loop</summary>

`for size in reversed(shape)`: note the step, then `step *= size`.
</details>

### Exercise: when does flattening copy?
*Optional, hard, 15 minutes*

`x.view(-1)` asks for the same memory as one dimension with one stride. Where that is impossible `view` raises an
error and `reshape` copies. Write the rule.

It is possible if each step along a dimension is as long as running through the whole next one:
`stride[d] == shape[d + 1] * stride[d + 1]`. Dimensions of size 1 are never stepped along: leave them out first.
"""


# %% exercise="needs_copy"
def needs_copy(shape: tuple[int, ...], strides: tuple[int, ...]) -> bool:
    """Whether a tensor with this shape (sizes of at least 1) and these strides must be copied to be flattened.

    needs_copy((3, 4), (4, 1)) is False; its transpose, needs_copy((4, 3), (1, 4)), is True.
    """
    ### BEGIN SOLUTION
    steps = [(size, stride) for size, stride in zip(shape, strides) if size != 1]
    return any(outer != size * inner for (_, outer), (size, inner) in zip(steps, steps[1:]))
    ### END SOLUTION


# %% [markdown]
"""You should see `False` for the table, `True` for its transpose, `True` for the stretched flat sums."""

# %% show
for x in (P, P.T, N.sum(1).expand(27, 27)):
    print(tuple(x.shape), x.stride(), needs_copy(tuple(x.shape), x.stride()))

# %% test="needs_copy" points=2
with exercise("needs_copy"):
    views = [
        ((3, 4), (4, 1)),
        ((4, 3), (1, 4)),
        ((3, 2), (4, 1)),
        ((3, 2), (4, 2)),
        ((3, 3), (0, 1)),
        ((1, 4), (99, 1)),
        ((5,), (2,)),
        ((2, 2, 3), (12, 3, 1)),
        ((2, 3, 2), (0, 0, 1)),
        ((2, 1, 3), (3, 99, 1)),
        ((2, 3), (2, 1)),
    ]
    calls = [f"needs_copy({shape}, {strides})" for shape, strides in views]
    answers = [needs_copy(shape, strides) for shape, strides in views]
    right = [letter == "T" for letter in "FTTFTFFTTFT"]
    by_mistake = {
        "contiguity instead: columns 0 and 2 of 4 flatten, with stride 2": "FTTTTFTTTFT",
        "contiguity instead: size 1 is never stepped along, one stride may be any": "FTTTTTTTTTT",
        "zero strides only": "FFFFTFFFTFF",
        "answer turned around": "TFFTFTTFFTF",
        "size 1 not skipped": "FTTFTTFTTTT",
        "size 1 not skipped: leave it out of both lists first": "FTTFTFFTTTT",
        "order of the strides only: gaps count too": "FTFFTFFFTFF",
        "order of the strides only: gaps count too, and size 1 does not": "FTFFTFFFTTF",
        "own size multiplied: it is the next dimension's": "TTTTTFFTTTF",
        "gaps let through: a step may not be longer either": "FTFFTFFFTFT",
        "last pair only": "FTTFTFFFTFT",
        "first pair only": "FTTFTFFTFFT",
        "all instead of any": "FTTFTFFFFFT",
    }
    check_equal(
        "answers",
        dict(zip(calls, answers)),
        dict(zip(calls, right)),
        likely={
            "no return": dict.fromkeys(calls),
            **{
                name: dict(zip(calls, [letter == "T" for letter in letters]))
                for name, letters in by_mistake.items()
            },
            "one answer for each dimension: is any of them in the way?": lambda got: isinstance(got[calls[0]], list),
        },
    )
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    fixed = [((2, 2, 3), (6, 3, 1)), ((2, 3, 4), (12, 1, 3)), ((2, 1, 3), (3, 77, 1)), ((3, 3), (0, 0))]
    for shape, strides in fixed:
        try:
            torch.as_strided(torch.zeros(500), shape, strides).view(-1)
            expected = False
        except RuntimeError:
            expected = True
        check_equal(f"needs_copy({shape}, {strides})", needs_copy(shape, strides), expected)
    for _ in range(12):
        x = torch.zeros(tuple(int(n) for n in rng.integers(1, 5, 4)))
        x = x.permute(*(int(d) for d in rng.permutation(4))) if rng.random() < 0.4 else x
        x = x[:, :: int(rng.integers(1, 3)), : int(rng.integers(1, 4))]
        try:
            x.view(-1)
            expected = False
        except RuntimeError:
            expected = True
        shape, strides = tuple(x.shape), x.stride()
        check_equal(f"needs_copy({shape}, {strides})", needs_copy(shape, strides), expected)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: (3, 2) with strides (4, 2) should not need a copy</summary>

These are columns 0 and 2 of a table of four columns: memory cells 0, 2, 4, 6, 8, 10, one stride of 2 throughout.
</details>

<details><summary>Hint 2: compare neighbours</summary>

Compare each stride with the next dimension's size and stride, not with the strides of a new tensor.
</details>

<details><summary>Hint 3: leave out, then compare</summary>

Keep the pairs `(size, stride)` with `size != 1`; a copy is needed where any `outer != size * inner`.
</details>

## What the table knows

The surprise of each letter, $-\log P_{ab}$ with one added to the counts, is written beside it, and darker squares
were more surprising. A name's mean is its own loss. All pairs of `qxzj` are rare, though `xz` (3.6) surprises the table less than the `iv` of `olivia`
(4.2). `ananananan` costs less for each letter than `anna`, because the table does not know what it has just said.
"""

# %% show
smooth = normalize(N, 1)
examples = ["anna", "maria", "olivia", "cexze", "ananananan", "christopher", "qxzj"]
surprise_strips(examples, smooth, stoi, "What surprises the table: -log P of each letter, given the one before it");
# %% [markdown]
r"""
## Your turn: a table that sees more

Everything so far was measured on the names that were counted. Keep every tenth name back, count the others, and measure on those kept
back. The table may look *two* characters back: a row for each pair. Smoothing is yours to choose, also a mixture of the tables
of one and of two characters. The target is an average NLL below 2.26 on the names kept back. Assign
yours to `own_nll`.
"""

# %% challenge="two_back"
### BEGIN SOLUTION
def triples(some: list[str]) -> torch.Tensor:
    """The codes (n, 3) of all triples, two dots before each word and one after."""
    texts = [".." + word + "." for word in some]
    return torch.tensor([[stoi[c] for c in text[i : i + 3]] for text in texts for i in range(len(text) - 2)])


def mixed_table(counted: list[str]) -> torch.Tensor:
    """P[a, b, c], (27, 27, 27): what follows a and b, from the counts of both and of b alone."""
    a, b, c = triples(counted).T
    two_back, one_back = torch.zeros(27, 27, 27), torch.zeros(27, 27)
    two_back.index_put_((a, b, c), torch.ones(len(a)), accumulate=True)
    one_back.index_put_((b, c), torch.ones(len(b)), accumulate=True)
    return (two_back + 8 * normalize(one_back, 0.1)) / (two_back.sum(2, keepdim=True) + 8)


def nll_two_back(P: torch.Tensor, some: list[str]) -> float:
    """The average NLL of words under a table that looks two characters back."""
    a, b, c = triples(some).T
    return float(-P[a, b, c].log().mean())


own_nll = nll_two_back(mixed_table([word for i, word in enumerate(words) if i % 10]), words[::10])
### END SOLUTION

# %% show differs="which names were found"
challenge("two_back", own_nll, below=2.26)

# %% [markdown]
r"""
## What you can now build, and what broke

From memory: the broadcasting rule; probabilities from counts, smoothed or not; a name drawn from a table; a loss in nats, and what it
is to be compared with; and the one-line check that sees a bug which the loss does not.

What broke is the memory: the model sees one character. Two would take a table of 27 · 27 · 27 = 19,683
entries and three 531,441, more than there are pairs to count, so most would stay empty.

[[08_neural_bigram]] makes the same model in another way. A single layer of weights starts at random and follows its gradient
down, and the number to reach is known: 2.454. Once the table can be learned, it can be replaced by something smaller
that takes a longer context; [[09_mlp]] does that.

The model and the data are those of Andrej Karpathy's lecture *The spelled-out intro to language modeling: building
makemore*; chains of letters drawn from pair frequencies are in Shannon's *A Mathematical Theory of Communication*
(1948).
"""
