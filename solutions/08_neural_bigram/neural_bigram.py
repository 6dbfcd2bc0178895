# %% [markdown]
r"""
# 8. The bigram, learned instead of counted

Lesson 7 turned a table of counts into probabilities and measured them: an average negative log-likelihood (NLL) of
2.454 **nats** a character; a nat is the unit of a loss with the natural logarithm. Counting ends there. A count has no
slope to follow, and a table for three characters of context needs 19,683 rows, most of them empty.

Here the same 27 x 27 probabilities come out of gradient descent. At the end you have a network of one layer whose
loss comes down to 2.454, its gradient written by hand, and two heat maps side by side, one counted and one
learned, that the eye cannot tell apart.

*About 130 minutes. You need: tensors, the bigram counts of [[06_bigram_counts]], the average NLL of [[07_bigram_nll]].*
"""

# %%
import math

import numpy as np
import torch
import torch.nn.functional as F

from grader.kit import *

torch.set_num_threads(1)  # the tensors are small: more threads would only wait for each other

# %% [markdown]
r"""
The alphabet of [[06_bigram_counts]] again: the dot, number 0, opens and closes every name; the letters follow. Beside it, a toy
alphabet of four characters and a 4 x 4 matrix $W$ with numbers small enough to check by eye.
"""

# %%
letters = ".abcdefghijklmnopqrstuvwxyz"
stoi = {letter: i for i, letter in enumerate(letters)}
itos = dict(enumerate(letters))

toy_stoi = {".": 0, "a": 1, "e": 2, "v": 3}
toy_itos = {0: ".", 1: "a", 2: "e", 3: "v"}
toy_W = torch.tensor([[0.5, 1.5, 1.0, -1.0], [2.0, -0.5, -1.0, 1.0], [1.0, -1.0, -0.5, 2.0], [-2.0, 1.0, 1.5, -1.5]])

# %% [markdown]
r"""
## From counts to examples

A network learns from pairs of input and target. Each bigram is one such pair: the first character goes in, the second
is to be predicted. The word `ava` gives four, because the dots count: `.a`, `av`, `va`, `a.`

### Exercise: the examples

*Easy, 5 minutes*

A training set is two long vectors of the same length: entry $i$ of the one goes with entry $i$ of the other. Write
`make_dataset`, which turns words into the numbers of all first characters and the numbers of all second characters.

In slow motion, for one word: put a dot at both ends, walk along the neighbours, and append the first to `xs`, the
second to `ys`.
"""


# %% exercise="make_dataset"
def make_dataset(words: list[str], stoi: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    """All bigrams of all words, in order, as numbers.

    Returns:
        xs: (n,) int64, the first characters.
        ys: (n,) int64, the second characters.

    The words stay as they are.

    Example: ["ava"] with . a e v as 0 1 2 3 gives [0, 1, 3, 1] and [1, 3, 1, 0].
    """
    ### BEGIN SOLUTION
    xs, ys = [], []
    for word in words:
        codes = [stoi[c] for c in "." + word + "."]
        xs += codes[:-1]
        ys += codes[1:]
    return torch.tensor(xs), torch.tensor(ys)
    ### END SOLUTION


# %% [markdown]
r"""
You should see `[0, 1, 3, 1]` and `[1, 3, 1, 0]`: the targets are the inputs moved one place to the left.
"""

# %% show
make_dataset(["ava"], toy_stoi)

# %% test="make_dataset" points=1
with exercise("make_dataset"):
    codes, words = {".": 0, "a": 1, "e": 2, "v": 3}, ["ava", "eva"]
    given = list(words)
    pair = list(make_dataset(given, dict(codes)))
    check_unchanged("words", words, given)
    check_equal(
        "the number of results", len(pair), 2, {"one list of pairs: two vectors are asked for": lambda got: got > 2}
    )
    for label, part in (("xs", pair[0]), ("ys", pair[1])):
        check_equal(
            f"the type of {label}",
            type_name(part),
            "Tensor",
            {
                "lists returned: make tensors of them with torch.tensor": "list",
                "arrays returned: make tensors": "ndarray",
            },
        )
        check_that(
            str(part.dtype) in ("torch.int64", "torch.int32"),
            f"{label} holds {part.dtype}, expected whole numbers (int64).",
            got=str(part.dtype),
            likely={
                "float indices: torch.tensor keeps whole numbers": lambda got: "float" in got,
                "smaller integers: int64 is what indexing and F.one_hot take": lambda got: "int" in got,
            },
        )
    check_close(
        "make_dataset(['ava', 'eva']): the two vectors",
        [pair[0], pair[1]],
        [[0, 1, 3, 1, 0, 2, 3, 1], [1, 3, 1, 0, 2, 3, 1, 0]],
        likely={
            "start missing: a word begins with a dot": [[1, 3, 1, 2, 3, 1], [3, 1, 0, 3, 1, 0]],
            "end missing: a word closes with a dot": [[0, 1, 3, 0, 2, 3], [1, 3, 1, 2, 3, 1]],
            "start and end missing: a dot at both ends": [[1, 3, 2, 3], [3, 1, 3, 1]],
            "codes from the alphabet: they are those of stoi": lambda got: got.max() > 3,
            "xs and ys swapped": [[1, 3, 1, 0, 2, 3, 1, 0], [0, 1, 3, 1, 0, 2, 3, 1]],
            "targets not shifted: a character would predict itself": [[0, 1, 3, 1, 0, 2, 3, 1]] * 2,
            "each pair once: how often a pair occurs is the lesson": [[0, 1, 3, 1, 0, 2], [1, 3, 1, 0, 2, 3]],
            "columns returned: both vectors have one dimension": lambda got: got.shape == (2, 8, 1),
            "pairs sorted: they stay in the order of the text": lambda got: got[0].tolist() == sorted(got[0].tolist()),
            "every second pair: a character belongs to two pairs": [[0, 3, 0, 3], [1, 1, 2, 1]],
            "words joined: every word has its own dots": [[0, 1, 3, 1, 2, 3, 1], [1, 3, 1, 2, 3, 1, 0]],
            "return inside the loop: the other words come after it": [[0, 1, 3, 1], [1, 3, 1, 0]],
            "last word only: begin the lists before the loop": [[0, 2, 3, 1], [2, 3, 1, 0]],
            "pair of two dots between words": [[0, 1, 3, 1, 0, 0, 2, 3, 1], [1, 3, 1, 0, 0, 2, 3, 1, 0]],
        },
    )
    grown = {"pairs of an earlier call kept: begin with empty lists in the function": lambda got: len(got) > 3}
    twice = make_dataset(["ea"], dict(codes))
    check_close("xs of make_dataset(['ea']), a second call", twice[0], [0, 2, 1], grown)
    other = make_dataset(["xa"], {".": 0, "x": 1, "a": 2})
    alphabet = {"codes from the alphabet: they are those of stoi": lambda got: got.max() > 2}
    check_close("xs with x as number 1 and a as number 2", other[0], [0, 1, 2], alphabet)
    doubled = {"set of words: a word that occurs twice counts twice": lambda got: len(got) == 2}
    check_close("xs of make_dataset(['a', 'a'])", make_dataset(["a", "a"], dict(codes))[0], [0, 1, 0, 1], doubled)
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    abc = "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(rng.choice(list(abc), rng.integers(1, 9))) for _ in range(30)]
    codes = {letter: i for i, letter in enumerate("." + abc)}
    pairs = [(codes[a], codes[b]) for word in words for a, b in zip("." + word, word + ".")]
    found = make_dataset(list(words), dict(codes))
    check_close("xs of 30 random words", found[0], [a for a, _ in pairs])
    check_close("ys of 30 random words", found[1], [b for _, b in pairs])
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: the two vectors have different lengths</summary>

For each word both are one longer than the word: `ava` has four bigrams.
</details>

<details><summary>Hint 2: one word in slow motion</summary>

If `codes` are the numbers of one word with both dots, the inputs are all but the last, the targets all but the first.
</details>

<details><summary>Hint 3: the lines</summary>

`codes = [stoi[c] for c in "." + word + "."]`, then `xs += codes[:-1]`.
</details>

### Exercise: one-hot

*Easy, 5 minutes*

The number 13 for `m` is a name, not a quantity: `m` is not thirteen times `a`. A layer therefore gets a vector of
zeros with a single 1 at place 13, and you write the function that makes such a vector for every input.

For input number $i$ with character $x_i$ and column $j$: $e_{ij} = 1$ where $j = x_i$, else $0$. The result is
multiplied by weights, so it must hold floats.
"""


# %% exercise="one_hot"
def one_hot(xs: torch.Tensor, classes: int = 27) -> torch.Tensor:
    """Each number as a row with a single one.

    Args:
        xs: (n,) int64, each from 0 to classes - 1; stays as it is.

    Returns:
        (n, classes) float.

    Example: one_hot([2, 0], 3) is [[0., 0., 1.], [1., 0., 0.]].
    """
    ### BEGIN SOLUTION
    encoded = torch.zeros(len(xs), classes)
    encoded[torch.arange(len(xs)), xs.long()] = 1.0
    return encoded
    ### END SOLUTION


# %% [markdown]
r"""
You should see three rows of four, with the ones in columns 3, 0 and 3, and a dot behind each number: the sign of a float.
"""

# %% show
one_hot(torch.tensor([3, 0, 3]), 4)

# %% test="one_hot" points=1
with exercise(
    "one_hot",
    raised={"scatter_ takes a column of places: xs[:, None]": "Index tensor must have the same number of dimensions"},
):
    picked = torch.tensor([2, 0, 2, 1])
    encoded_toy = one_hot(picked, 5)
    check_equal(
        "the type of one_hot(...)",
        type_name(encoded_toy),
        "Tensor",
        {
            "no return": "NoneType",
            "list returned: the layer needs a tensor": "list",
            "array returned: the layer needs a tensor": "ndarray",
        },
    )
    check_close(
        "one_hot([2, 0, 2, 1], 5)",
        encoded_toy,
        [[0, 0, 1, 0, 0], [1, 0, 0, 0, 0], [0, 0, 1, 0, 0], [0, 1, 0, 0, 0]],
        likely={
            "one-hot transposed: one row for each example": lambda got: tuple(got.shape) == (5, 4),
            "width taken from the data: the largest character may be absent": lambda got: tuple(got.shape) == (4, 3),
            "width fixed at 27": lambda got: tuple(got.shape) == (4, 27),
            "columns for rows: [:, xs] fills whole columns": lambda got: bool((got.sum(1) == 3).all()),
            "rows for places: [xs] fills whole rows": lambda got: bool((got.sum(1) == 5).any() and got.min() == 0),
            "a dimension too many: (n, classes) is asked for": lambda got: got.shape == (1, 4, 5),
            "other numbers than 0 and 1": lambda got: got.shape == (4, 5) and bool(got.min() < 0),
            "ones up to the place: there is a single one": lambda got: got.shape == (4, 5) and got[0].tolist() == [1, 1, 1, 0, 0],
            "each number once: every example has its row": lambda got: got.shape == (3, 5),
            "index in place of the one": [[0, 0, 2, 0, 0], [0, 0, 0, 0, 0], [0, 0, 2, 0, 0], [0, 1, 0, 0, 0]],
            "one place off: numbers start at 0": [[0, 1, 0, 0, 0], [0, 0, 0, 0, 1], [0, 1, 0, 0, 0], [1, 0, 0, 0, 0]],
            "zeros and ones exchanged": lambda got: bool((got.sum(1) == 4).all()),
            "first row only: return after the loop": lambda got: got[0].tolist() == [0, 0, 1, 0, 0] and not got[1:].any(),
            "all in one row: one row for each example": lambda got: got.shape == (5,),
        },
    )
    check_unchanged("xs", torch.tensor([2, 0, 2, 1]), picked)
    check_kind(
        "one_hot([2, 0, 2, 1], 5)",
        encoded_toy,
        "float",
        likely={
            "one-hot left integer: it cannot be multiplied by float weights": "int",
            "one-hot left boolean: it cannot be multiplied by float weights": "bool",
        },
    )
    usual = {"width taken from the data": (2, 4), "default width is not 27": lambda got: got.shape[1] != 4}
    check_shape("one_hot([3, 0])", one_hot(torch.tensor([3, 0])), (2, 27), usual)
    check_close("one_hot([1], 3)", one_hot(torch.tensor([1]), 3), [[0, 1, 0]])
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    classes = int(rng.integers(6, 12))
    picks = rng.integers(0, classes - 1, 40)
    check_close(f"one_hot(40 numbers, {classes})", one_hot(torch.tensor(picks), classes), np.eye(classes)[picks])
    check_shape("one_hot(40 numbers)", one_hot(torch.tensor(picks)), (40, 27))
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: whole rows or columns are filled with ones</summary>

You set `encoded[:, xs]` or `encoded[xs]`. Each row must get a single one.
</details>

<details><summary>Hint 2: n places</summary>

Begin with zeros of shape (n, classes). Place $i$ is in row $i$ and in column `xs[i]`; both kinds of index go into one pair of brackets.
</details>

<details><summary>Hint 3: the line</summary>

`encoded[torch.arange(len(xs)), xs] = 1.0`
</details>

## One layer is a table

The layer multiplies the one-hot rows by $W$, a 27 x 27 matrix of weights. The results are called **logits**: one
number for each possible next character, of any size and sign.

### Exercise: predict the product

*Easy, 5 minutes*

Before running anything, say what comes out. `xs` stands for the inputs that `make_dataset` gives for the one word `emma`.

1. `encoded_shape`: the shape of `one_hot(xs)`.
2. `logits_shape`: the shape of `one_hot(xs) @ W`, with `W` of shape (27, 27).
3. `rows`: the inputs `[3, 0, 3]` give three rows of logits. Which row of $W$ is each of them? A list of three numbers.
4. `loss_at_zero`: all weights are 0, so all 27 characters are equally likely. The average NLL, natural logarithm, to
   two decimals.
"""

# %% exercise="predict_lookup"
### BEGIN SOLUTION
encoded_shape = (5, 27)
logits_shape = (5, 27)
rows = [3, 0, 3]
loss_at_zero = 3.30
### END SOLUTION

# %% test="predict_lookup" points=1
with exercise("predict_lookup"):
    measured = [float(d) for d in torch.zeros(len(".emma"), 27).shape]
    for what, answer in (("encoded_shape", encoded_shape), ("logits_shape", logits_shape)):
        check_that(
            [float(d) for d in np.ravel(answer)] == measured,
            f"{what} is not right. How many bigrams has emma, and how many numbers belong to each?",
            got=answer,
            likely={
                "the dots forgotten: count the bigrams with both dots": [4, 27],
                "six characters are not six bigrams": [6, 27],
                "transposed shape: a row for each example": [27, 5],
                "one number for each example": lambda got: len(np.ravel(got)) == 1 and int(np.ravel(got)[0]) == 5,
                "letters of the word for the alphabet": [5, 5],
                "the shape of W": [27, 27],
            },
        )
    check_that(
        [float(d) for d in np.ravel(rows)] == [3.0, 0.0, 3.0],
        "rows is not right. Write the product out: which j is left in the sum?",
        got=rows,
        likely={"position for index: the one is in the input's place": [0, 1, 2], "counted from one": [4, 1, 4]},
    )
    check_that(
        3.28 < float(loss_at_zero) < 3.31,
        f"loss_at_zero = {loss_at_zero} is not right.",
        got=loss_at_zero,
        likely={
            "probability instead of its logarithm": lambda got: abs(float(got) - 0.037) < 0.003,
            "another base: 2 was taken, e is meant": lambda got: abs(float(got) - 4.755) < 0.01,
            "another base: 10 was taken, e is meant": lambda got: abs(float(got) - 1.431) < 0.01,
            "sign: a negative log-likelihood is positive": lambda got: float(got) < 0,
            "sure instead of even: 0 is the loss of who is always right": 0,
            "the dot not counted": lambda got: abs(float(got) - 3.258) < 0.005,
            "loss of the counts: weights of 0 know nothing of them": lambda got: abs(float(got) - 2.454) < 0.01,
        },
    )
    ### BEGIN HIDDEN TESTS
    shapes = [[float(d) for d in np.ravel(shape)] for shape in (encoded_shape, logits_shape)]
    check_that(shapes == [[5, 27], [5, 27]] and abs(float(loss_at_zero) - 3.2958) < 0.01, "A prediction is wrong.")
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint: the rows cannot be told from the shape</summary>

Write the product out for one row: $\sum_j e_{ij} W_{jk}$. All but one of the $e_{ij}$ are 0. Which $j$ is left?
</details>

What does the multiplication do with the toy matrix? In the picture each row of the product is a copy of one row of
$W$, and rows 0 and 2 are the same copy.
"""

# %% show
picked = torch.tensor([3, 0, 3])
draw_lookup(one_hot(picked, 4), toy_W, "A one-hot row picks one row of W");
# %% [markdown]
r"""
So a linear layer on one-hot inputs is a lookup table that can be differentiated. Indexing, `W[xs]`, gives the same
rows without multiplying by all those zeros. You should see `True`.
"""

# %% show
torch.equal(one_hot(picked, 4) @ toy_W, toy_W[picked])

# %% [markdown]
r"""
## From logits to probabilities

A logit $z$ is read as the logarithm of a count. Taking $e^z$ gives something like a count, always positive; dividing
by the row's sum makes a distribution. The two steps together are the **softmax**:

$$p_{ij} = \frac{e^{z_{ij}}}{\sum_k e^{z_{ik}}}$$

### Exercise: softmax

*Medium, 10 minutes*

This turns a row of any numbers into a row of probabilities. Write it so that it survives logits of 1,000, where $e^z$
is too large for any float.

The way out: a constant subtracted from a whole row cancels in the fraction. Subtract the row's own largest value and
every exponent is at most 0. The slow form for one row, without that precaution:

    total = sum(math.exp(z) for z in row)
    probabilities = [math.exp(z) / total for z in row]
"""


# %% exercise="softmax"
def softmax(logits: torch.Tensor) -> torch.Tensor:
    """Probabilities over each row; finite for logits of +-1,000. The argument stays as it is.

    Args:
        logits: (n, V) float.

    Returns:
        (n, V) float, each row sums to one.

    Example: softmax([[0., 0.], [0., 1.0986]]) is [[0.5, 0.5], [0.25, 0.75]], as exp(1.0986) = 3.
    """
    ### BEGIN SOLUTION
    counts = (logits - logits.max(dim=1, keepdim=True).values).exp()
    return counts / counts.sum(dim=1, keepdim=True)
    ### END SOLUTION


# %% [markdown]
r"""
You should see `[0.5, 0.5]`, then `[0.25, 0.75]`, then `[1, 0]`, and no `nan`.
"""

# %% show
softmax(torch.tensor([[0.0, 0.0], [0.0, math.log(3)], [1000.0, -1000.0]]))

# %% test="softmax" points=2
with exercise(
    "softmax",
    raised={"values forgotten: max(dim=1) gives values and places": "torch.return_types.max"},
):
    scores = torch.tensor([[0.0, math.log(3.0)], [math.log(4.0), 0.0]])
    given = scores.clone()
    once = softmax(given)
    check_unchanged("logits", scores.clone(), given)
    check_equal(
        "the type of softmax(...)",
        type_name(once),
        "Tensor",
        {
            "no return": "NoneType",
            "list returned: a tensor is asked for": "list",
            "array returned: a tensor is asked for": "ndarray",
        },
    )
    check_close(
        "softmax([[0, ln 3], [ln 4, 0]])",
        once,
        [[0.25, 0.75], [0.8, 0.2]],
        likely={
            "softmax over dim 0: the columns sum to one": [[0.2, 0.75], [0.8, 0.25]],
            "keepdim missing: row sums must be a column": [[0.25, 0.8], [0.75, 0.2]],
            "keepdim missing: the row sums must be a column": [[0.25, 0.6], [1.0, 0.2]],
            "maximum not kept as a column: keepdim=True": lambda got: (
                abs(got - np.array([[0.307692, 0.692308], [0.842105, 0.157895]])).max() < 1e-4
                or abs(got - np.array([[0.307692, 0.473684], [1.230769, 0.157895]])).max() < 1e-4
            ),
            "one sum for all rows": lambda got: len(got) == 2 and abs(float(got.sum()) - 1) < 0.05,
            "logarithms returned": [[-1.386294, -0.287682], [-0.223144, -1.609438]],
            "not divided: counts are no probabilities yet": [[1, 3], [4, 1]],
            "largest value one, not the sum": [[0.333333, 1], [1, 0.25]],
            "first row only: return after the loop": [[0.25, 0.75]],
            "exponential left out": [[0, 1], [1, 0]],
            "base 2: e is meant": [[0.318321, 0.681679], [0.723288, 0.276712]],
            "sigmoid for softmax: a row has one sum": [[0.5, 0.75], [0.8, 0.5]],
            "something added to the sum": lambda got: got.shape == (2, 2) and bool((got.sum(1) < 0.99).all()),
        },
    )
    large = softmax(torch.tensor([[1000.0, 1000.0]]))
    check_close(
        "softmax([[1000, 1000]])",
        large,
        [[0.5, 0.5]],
        likely={
            "no maximum subtracted: exp(1000) is infinite": lambda got: bool(np.isnan(got).any()),
            "nan replaced: subtract the maximum, and none arises": lambda got: set(got[0].tolist()) in ({0.0}, {1.0}),
        },
    )
    steps = softmax(torch.tensor([[990.0, 1000.0, 1001.0]]))
    check_close(
        "softmax([[990, 1000, 1001]])",
        steps,
        [[1.22099e-05, 0.268938, 0.731050]],
        likely={
            "logits clamped: subtract the maximum, nothing is lost then": [[0.333333, 0.333333, 0.333333]],
            "rounded": [[0, 0.269, 0.731]],
            "something else than the maximum: what lies above it is still too large": lambda got: bool(np.isnan(got).any()),
        },
    )
    spread = softmax(torch.tensor([[3000.0, 0.0, 0.0, 0.0]]))
    above = {"something else than the maximum: what lies above it is still too large": lambda got: bool(np.isnan(got).any())}
    check_close("softmax([[3000, 0, 0, 0]])", spread, [[1, 0, 0, 0]], above)
    sixty = softmax(torch.tensor([[60.0, 62.0, 62.0]]))
    check_close(
        "softmax([[60, 62, 62]])",
        sixty,
        [[0.063379, 0.468311, 0.468311]],
        likely={"logits clamped: subtract the maximum, nothing is lost then": [[0.333333, 0.333333, 0.333333]]},
    )
    below = softmax(torch.tensor([[-60.0, -62.0]]))
    check_close(
        "softmax([[-60, -62]])",
        below,
        [[0.880797, 0.119203]],
        likely={
            "logits clamped: subtract the maximum, nothing is lost then": [[0.5, 0.5]],
        },
    )
    both = softmax(torch.tensor([[-60.0, -62.0], [1.0, 1.0]]))
    hidden = {"one maximum for all rows, hidden by clamping": lambda got: float(got[0].sum()) < 0.99}
    check_close("softmax([[-60, -62], [1, 1]])", both, [[0.880797, 0.119203], [0.5, 0.5]], hidden)
    double = softmax(torch.tensor([[0.0, 0.0]], dtype=torch.float64))
    check_close("softmax([[0, 0]]) in float64", double, [[0.5, 0.5]])
    high = torch.tensor([[1000.0, -1000.0, 1000.0], [-1000.0, -1000.0, -1000.0]])
    kept = high.clone()
    check_close(
        "softmax([[1000, -1000, 1000], [-1000, -1000, -1000]])",
        softmax(high),
        [[0.5, 0, 0.5], [1 / 3, 1 / 3, 1 / 3]],
        likely={
            "one maximum for all rows: each row has its own": lambda got: bool(np.isnan(got[1]).any()),
            "one maximum for all rows, hidden by clamping": lambda got: (
                not bool(np.isnan(got).any()) and float(got[1].sum()) < 0.99
            ),
        },
    )
    check_unchanged("logits", kept, high)
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    for shape in ((7, 7), (5, 27), (1, 3)):
        numbers = rng.normal(0, 3, shape)
        counts = np.exp(numbers)
        expected = counts / counts.sum(axis=1, keepdims=True)
        check_close(f"softmax of random {shape} logits", softmax(torch.tensor(numbers)), expected)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: the first row is right and the second is nan</summary>

One maximum was taken of the whole table: a row far below it becomes all zeros.
</details>

<details><summary>Hint 2: shapes</summary>

`logits.max(dim=1, keepdim=True)` returns a pair; its `.values` are the row maxima as a column. The sums need `keepdim` too.
</details>

<details><summary>Hint 3: the lines</summary>

`counts = (logits - largest).exp()`, then `counts / counts.sum(dim=1, keepdim=True)`.
</details>

Read backwards, a logit that is larger by ln 3 = 1.0986 makes its character three times as likely as the other. Only
differences within a row count, and adding 5 to a whole row changes nothing. This will matter when the learned weights
are compared with counts.

The tests below use this function to see whether slopes can flow through yours; you need not change it.
"""


# %%
def slopes(function, weights, *rest):
    """By autograd: the slope of the summed squares of function(weights, *rest) in each of the weights."""
    leaf = weights.detach().clone().requires_grad_()
    result = function(leaf, *rest)
    return torch.autograd.grad((result * result).sum(), leaf)[0]


# %% [markdown]
r"""
## One number for all examples

### Exercise: the loss

*Medium, 10 minutes*

Training needs one number that says how far the model is from the data, and that has a slope. Write the average NLL of
the targets plus a penalty on large weights:

$$L = \frac1n \sum_{i=1}^{n} -\log p_{i, y_i} \; + \; r \cdot \frac{1}{V^2} \sum_{j,k} W_{jk}^2$$

Here $n$ is the number of examples, $V$ the number of characters, $y_i$ the target and $r$ the argument `reg`. Do not
take the logarithm of a finished softmax: with logits of 1,000 and -1,000 the second probability is rounded to 0 and
its logarithm is infinite, though the loss there is just 2,000. Take the logarithm on paper first. With $m_i$ the
largest logit of row $i$:

$$\log p_{ij} = z_{ij} - m_i - \log \sum_k e^{z_{ik} - m_i}$$

Keep to tensor operations, without `.item()`: the next exercise sends a gradient through this function.
"""


# %% exercise="nll_loss"
def nll_loss(W: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor, reg: float = 0.0) -> torch.Tensor:
    """Mean NLL of ys given xs, plus reg times the mean of W squared; finite for weights of +-1,000.

    Args:
        W: (V, V) float, row x holds the logits after character x; stays as it is.
        xs, ys: (n,) int64.

    Returns:
        a tensor of shape (), through which a gradient can flow back to W.

    Example: W of zeros (3, 3) gives ln 3 = 1.0986 for any xs and ys.
    """
    ### BEGIN SOLUTION
    logits = W[xs]
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_probs = shifted - shifted.exp().sum(dim=1, keepdim=True).log()
    return -log_probs[torch.arange(len(xs)), ys].mean() + reg * (W**2).mean()
    ### END SOLUTION


# %% [markdown]
r"""
You should see **1.3863**, which is ln 4, for zeros; **2000** for a sure and wrong answer; and for the toy matrix **0.8886**
without the penalty, **1.0542** with `reg` 0.1.
"""

# %% show
toy_xs, toy_ys = make_dataset(["ava", "eve"], toy_stoi)
sure = torch.tensor([[1000.0, -1000.0], [0.0, 0.0]])
print(f"{nll_loss(torch.zeros(4, 4), toy_xs, toy_ys):.4f}")
print(f"{nll_loss(sure, torch.tensor([0]), torch.tensor([1])):.4f}")
print(f"{nll_loss(toy_W, toy_xs, toy_ys):.4f}  {nll_loss(toy_W, toy_xs, toy_ys, reg=0.1):.4f}")

# %% test="nll_loss" points=2
with exercise(
    "nll_loss",
    raised={
        "gradient cut: .detach(), .data, no_grad or a new torch.tensor(...) forgets where the numbers come from": "does not require grad",
        "gradient cut: NumPy cannot carry one, use torch throughout": "call numpy() on Tensor that requires grad",
        "maximum or sum not kept as a column: keepdim=True": "must match the size of tensor b",
        "float32 written in: take the type of W": "to have the same dtype",
        "27 written in: W may be of any size": "(4x27 and 3x3)",
    },
):
    weights = torch.tensor([[0.5, -1.0, 2.0], [1.5, 0.0, -0.5], [-2.0, 1.0, 0.25]])
    inputs, targets = torch.tensor([0, 1, 1, 2]), torch.tensor([2, 0, 1, 2])
    loss = nll_loss(weights, inputs, targets)
    check_unchanged("W", torch.tensor([[0.5, -1.0, 2.0], [1.5, 0.0, -0.5], [-2.0, 1.0, 0.25]]), weights)
    check_equal(
        "the type of nll_loss(...)",
        type_name(loss),
        "Tensor",
        likely={
            "no return": "NoneType",
            "gradient cut: a Python number carries none, leave out .item() and float()": "float",
            "gradient cut: an array carries none": lambda got: got in ("ndarray", "float32", "float64"),
        },
    )
    check_close(
        "nll_loss(W, [0, 1, 1, 2], [2, 0, 1, 2])",
        loss,
        0.881037,
        likely={
            "sum for mean": 3.524149,
            "sign: log-likelihoods are negative, their negative is the loss": -0.881037,
            "softmax over dim 0": 1.208365,
            "all columns averaged: index pairs of (example, target)": 1.568537,
            "base 10: natural logarithms are meant": 0.38263,
            "base 2: natural logarithms are meant": 1.271068,
            "cross-entropy of probabilities: the softmax was taken twice": 0.976424,
            "mean left out: one number for all examples": lambda got: got.shape == (4,),
            "a dimension too many: a single number has the shape ()": lambda got: got.shape in ((1,), (1, 1)),
            "likelihoods averaged before the logarithm": 0.694998,
            "first example only: all of them count": 0.241311,
            "inputs and targets exchanged": 2.40948,
            "largest logit for the sum": 0.5625,
            "mean over the table as well: only the examples are averaged": 0.293679,
            "reg fixed at 0.01: use the argument": 0.895273,
            "perplexity returned: the loss is its logarithm": 2.413402,
            "log-softmax left out: nll_loss takes log-probabilities": -0.9375,
        },
    )
    check_close(
        "nll_loss(W, [0, 1, 1, 2], [2, 0, 1, 2], reg=0.3)",
        nll_loss(weights, inputs, targets, 0.3),
        1.308121,
        likely={
            "reg as a sum: the mean of the squares is asked for": 4.724787,
            "reg without the square": 0.939371,
            "reg left out": 0.881037,
            "penalty halved": 1.094579,
            "27 written in: W may be of any size": 0.88631,
            "penalty of the rows in use: all of W counts": 1.26385,
            "penalty divided by the examples: it has a mean of its own": 0.987808,
            "absolute values for squares": 1.172704,
            "root of the penalty": 1.238983,
            "penalty subtracted: large weights should cost": 0.453953,
        },
    )
    right = nll_loss(torch.tensor([[1000.0, 0.0], [0.0, 0.0]]), torch.tensor([0]), torch.tensor([0]))
    infinite = {"overflow: exp(1000) is infinite": lambda got: not float(got) < float("inf")}
    check_close("nll_loss([[1000, 0], [0, 0]], [0], [0])", right, 0.0, infinite)
    far = torch.tensor([[1000.0, -1000.0], [0.0, 0.0]])
    wrong = nll_loss(far, torch.tensor([0]), torch.tensor([1]))
    check_unchanged("W", torch.tensor([[1000.0, -1000.0], [0.0, 0.0]]), far)
    check_close(
        "nll_loss([[1000, -1000], [0, 0]], [0], [1])",
        wrong,
        2000.0,
        likely={
            "log of a rounded zero: take the logarithm before rounding": lambda got: not float(got) < 1e30,
            "a small number added before the logarithm": lambda got: 5 < float(got) < 50,
            "logits clamped: subtract the row's maximum, nothing is lost then": lambda got: 50 <= float(got) < 2000,
        },
    )
    two = nll_loss(torch.tensor([[1000.0, 0.0], [-1000.0, -1000.0]]), torch.tensor([0, 1]), torch.tensor([0, 0]))
    check_close(
        "nll_loss([[1000, 0], [-1000, -1000]], [0, 1], [0, 0])",
        two,
        0.346574,
        {"one maximum for all rows: each row has its own": lambda got: float(got) == -float("inf") or float(got) > 40},
    )
    double = nll_loss(torch.zeros(3, 3, dtype=torch.float64), torch.tensor([1]), torch.tensor([2]))
    check_close("nll_loss of zeros (3, 3) in float64", double, 1.098612)
    flows = slopes(
        nll_loss, torch.tensor([[0.5, -1.0, 2.0], [1.5, 0.0, -0.5], [-2.0, 1.0, 0.25]]), inputs, targets, 0.3
    )
    check_close(
        "the slope of the squared loss in W, reg 0.3",
        flows,
        [[0.201859, -0.148834, 0.2086], [0.570504, -0.439199, 0.043112], [-0.327439, 0.60411, -0.407483]],
        atol=1e-5,
        likely={
            "gradient cut: the penalty is detached": [
                [0.11465, 0.025582, -0.140232],
                [0.308879, -0.439199, 0.13032],
                [0.021393, 0.429694, -0.451087],
            ],
            "gradient cut: a part of the loss is detached": lambda got: abs(float(got[0].sum())) > 1e-9,
        },
    )
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    numbers = rng.normal(0, 2, (6, 6))
    a, b = rng.integers(0, 6, 50), rng.integers(0, 6, 50)
    logits, targets = torch.tensor(numbers)[torch.tensor(a)], torch.tensor(b)
    expected = float(F.cross_entropy(logits, targets))
    far = float(F.cross_entropy(500 * logits, targets))
    check_close(
        "nll_loss of 50 random examples", nll_loss(torch.tensor(numbers), torch.tensor(a), torch.tensor(b)), expected
    )
    penalised = nll_loss(torch.tensor(numbers), torch.tensor(a), torch.tensor(b), 0.7)
    check_close("nll_loss of 50 random examples, reg 0.7", penalised, expected + 0.7 * float((numbers**2).mean()))
    found = nll_loss(torch.tensor(500 * numbers), torch.tensor(a), torch.tensor(b))
    check_close("nll_loss, logits of +-1,000", found, far)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: the loss is a mean over too many numbers</summary>

`log_probs[:, ys]` is an n x n table.
</details>

<details><summary>Hint 2: pairs of indices</summary>

Wanted are n numbers: row 0 with target 0, row 1 with target 1, and so on. Rows are indexed with `torch.arange(n)`.
</details>

<details><summary>Hint 3: the last line</summary>

`-log_probs[torch.arange(len(xs)), ys].mean() + reg * (W**2).mean()`
</details>

The mean, not the sum, is what makes losses comparable: 2.454 says how surprised the model is by one character, in
nats, whether the training set has 25 examples or 228,146. The penalty is also a mean, so its strength does not depend
on the size of the table.

## Downhill

### Exercise: find the bug

*Medium, 10 minutes*

The loop below learns by PyTorch's autograd: `requires_grad_()` asks it to record, `backward()` puts the slope of the
loss into `W.grad`. The loop runs without a complaint and its loss even falls at first. Find what is wrong with it and
write `descend` as it should be.
"""


# %%
def descend(W, xs, ys, steps, lr):
    W = W.clone().requires_grad_()
    losses = []
    for _ in range(steps):
        loss = nll_loss(W, xs, ys)
        loss.backward()
        W.data -= lr * W.grad
        losses.append(loss.item())
    return W.detach(), losses


# %% show
with_the_bug = descend(toy_W, toy_xs, toy_ys, 60, 5.0)[1]
print(f"loss 1: {with_the_bug[0]:.4f}, loss 2: {with_the_bug[1]:.4f}, loss 60: {with_the_bug[59]:.4f}")


# %% exercise="descend"
def descend(
    W: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor, steps: int, lr: float
) -> tuple[torch.Tensor, list[float]]:
    """Gradient descent on nll_loss, from W; the argument W stays as it is.

    Returns:
        the learned W, like W, and `steps` losses, each taken before its update.

    Example: from zeros (2, 2), xs [0], ys [1], one step of lr 1: [[-0.5, 0.5], [0, 0]] and [0.6931].
    """
    ### BEGIN SOLUTION
    W = W.clone().requires_grad_()
    losses = []
    for _ in range(steps):
        loss = nll_loss(W, xs, ys)
        W.grad = None
        loss.backward()
        W.data -= lr * W.grad
        losses.append(loss.item())
    return W.detach(), losses
    ### END SOLUTION


# %% [markdown]
r"""
Both loops learn the eight bigrams of `ava` and `eve` in 60 steps of 5. The dotted line, 0.6931, is what the counts
themselves reach. The right curve should fall at every step and end at 0.705, a little above the line; the other
shoots past its goal and back.
"""

# %% show
curves = {"with the bug": with_the_bug, "right": descend(toy_W, toy_xs, toy_ys, 60, 5.0)[1]}
draw_losses(curves, 0.6931, "A gradient that is never reset makes the descent swing");
# %% test="descend" points=2
with exercise(
    "descend",
    raised={
        "W without requires_grad: call requires_grad_() on the copy": "does not require grad",
        "no slope to clear: .grad is None before the first backward()": "no attribute 'zero_'",
        "no gradient: .grad was wiped before the update, or W - lr * W.grad made a new tensor that has none": "and 'NoneType'",
        "update recorded in the graph: write to W.data, or under torch.no_grad()": "leaf Variable that requires grad",
        "graph used twice: the loss is computed anew at each step": "backward through the graph a second time",
    },
):
    start = torch.tensor([[0.0, 1.0], [1.0, 0.0]])
    inputs, targets = torch.tensor([0, 0, 1]), torch.tensor([0, 1, 1])
    learned, path = descend(start, inputs.clone(), targets.clone(), 3, 1.5)
    check_unchanged("W", torch.tensor([[0.0, 1.0], [1.0, 0.0]]), start)
    check_equal(
        "the number of losses of 3 steps",
        len(path),
        3,
        {
            "last loss only: note one a step, and return after the loop": 1,
            "a loss after the last step too": 4,
            "losses first: W comes first": 2,
        },
    )
    check_close(
        "W after 3 steps of 1.5",
        learned,
        [[0.430758, 0.569242], [0.138018, 0.861982]],
        likely={
            "gradient not reset: backward() adds to what W.grad holds": [[0.909232, 0.090768], [-0.795065, 1.795065]],
            "sign: downhill is against the slope": [[-0.932433, 1.932433], [2.255105, -1.255105]],
            "reset between backward and update: then nothing is left to learn from": [[0.0, 1.0], [1.0, 0.0]],
            "last update missing, or stopped early": [[0.362378, 0.637622], [0.351054, 0.648946]],
            "momentum: plain steps are asked for": lambda got: abs(got[0][0] - 0.840569) < 1e-3,
            "the rate shrinks: it stays the same": lambda got: abs(got[0][0] - 0.33014) < 1e-3,
            "sign of the slope: its size counts as well": lambda got: abs(got[0][0] - 1.5) < 1e-3,
        },
    )
    check_close(
        "the losses of 3 steps",
        path,
        [0.979928, 0.7648, 0.653476],
        likely={"first loss missing: each loss is taken before its update": [0.7648, 0.653476, 0.595461]},
    )
    same, none = descend(torch.tensor([[0.0, 1.0], [1.0, 0.0]]), inputs.clone(), targets.clone(), 0, 1.5)
    check_equal("the number of losses of 0 steps", len(none), 0, {"losses of an earlier call kept": 3})
    check_close("W after 0 steps", same, [[0, 1], [1, 0]])
    long = descend(torch.tensor([[0.0, 6.0], [0.0, 0.0]]), torch.tensor([0]), torch.tensor([1]), 120, 0.5)[1]
    early = {
        "stopped early: all steps are made, however small the loss": lambda got: got < 120,
        "losses of an earlier call kept: begin with an empty list in the function": lambda got: got > 120,
    }
    check_equal("the number of losses of 120 steps from a small loss", len(long), 120, early)
    slow, _ = descend(torch.tensor([[0.0, 1.0], [1.0, 0.0]]), inputs.clone(), targets.clone(), 1, 0.3)
    fixed = {"lr written in: use the argument": lambda got: abs(got - np.array([[0.0, 1.0], [1.0, 0.0]])).max() > 0.1}
    check_close("W after 1 step of 0.3", slow, [[0.046212, 0.953788], [0.926894, 0.073106]], fixed)
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    numbers = rng.normal(0, 1, (4, 4)).astype(np.float32)
    expected, history = torch.tensor(numbers, dtype=torch.float64), []
    inputs, targets = (torch.from_numpy(rng.integers(0, 4, 20)) for _ in range(2))
    for _ in range(6):
        leaf = expected.clone().requires_grad_()
        loss_ = F.cross_entropy(leaf[inputs], targets)
        history.append(float(loss_.detach()))
        expected = expected - 2.0 * torch.autograd.grad(loss_, leaf)[0]
    learned, path = descend(torch.tensor(numbers), inputs.clone(), targets.clone(), 6, 2.0)
    check_close("W after 6 steps", learned, expected, atol=1e-4)
    check_close("the losses of 6 steps", path, history)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: the first step is right, the second is too long</summary>

Print `W.grad` after each `backward()` and compare the second with the slope you get when starting fresh from the same
$W$.
</details>

<details><summary>Hint 2: what is already there</summary>

`backward()` adds to a `W.grad` that is already there. Clear it once a step, before `backward()`.
</details>

<details><summary>Hint 3: the line</summary>

`W.grad = None`, between the loss and `backward()`.
</details>

PyTorch adds on purpose: a weight that is used in two losses gets the sum of both slopes, as [[05_micrograd]]'s engine did
with `+=`. The price is that a loop has to clear the old slope itself, by `W.grad = None` or `zero_()`, and nothing
warns a loop that forgets.

## The gradient by hand

Autograd is a convenience, not a need: this slope fits in two lines. Take one example with input $x$ and target $y$.
Its loss is

$$\ell = -z_y + \log \sum_k e^{z_k}, \qquad \frac{\partial \ell}{\partial z_k} = p_k - [k = y]$$

where $[k = y]$ is 1 for the target and 0 elsewhere: the slope of the logarithm is $e^{z_k}$ divided by the sum, which
is $p_k$. In words: probability minus one-hot. Each wrong character is pushed down by the probability it was given,
the right one up by what it lacks.

The logits are row $x$ of $W$, so only that row has a slope. Over all examples, with $E$ the one-hot inputs, $P$ the
probabilities and $T$ the one-hot targets:

$$\frac{\partial L}{\partial W} = \frac1n E^\top (P - T) + \frac{2r}{V^2} W$$

### Exercise: loss and gradient

*Hard, 20 minutes*

With the gradient in your own hands the training loop needs nothing else, and $P - T$ is what every network with this
loss sends back from its logits. Write the function that returns the loss and its slope, without autograd.
"""


# %% exercise="loss_and_grad"
def loss_and_grad(W: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor, reg: float = 0.0) -> tuple[float, torch.Tensor]:
    """The loss of nll_loss and its gradient, by hand.

    Args:
        W: (V, V) float.  xs, ys: (n,) int64, in which a character may occur many times.

    Returns:
        loss: float.  gradient: (V, V), of the dtype of W.

    Example: W of zeros (2, 2), xs [0], ys [1] gives 0.6931 and [[0.5, -0.5], [0, 0]].
    """
    ### BEGIN SOLUTION
    encoded = one_hot(xs, len(W)).to(W.dtype)
    delta = softmax(encoded @ W).to(W.dtype)
    delta[torch.arange(len(xs)), ys] -= 1.0
    gradient = encoded.T @ delta / len(xs) + 2 * reg * W / W.numel()
    return float(nll_loss(W, xs, ys, reg)), gradient
    ### END SOLUTION


# %% [markdown]
r"""
You should see **0.6931** and `[[0.5, -0.5], [0, 0]]`. Then, in float64, the largest difference from autograd on the toy data:
below 1e-15, the rounding of the last digit.
"""

# %% show
print(loss_and_grad(torch.zeros(2, 2), torch.tensor([0]), torch.tensor([1])))
leaf = toy_W.double().requires_grad_()
nll_loss(leaf, toy_xs, toy_ys, 0.1).backward()
by_hand = loss_and_grad(toy_W.double(), toy_xs, toy_ys, 0.1)[1]
print("difference below 1e-15:", bool((by_hand - leaf.grad).abs().max() < 1e-15))

# %% test="loss_and_grad" points=3
with exercise(
    "loss_and_grad",
    raised={
        "float32 written in: the one-hot rows and W are of one type": "to have the same dtype",
        "27 written in: W may be of any size": "must match the size of tensor b (27)",
        "autograd used: work the gradient out by hand": "does not require grad",
    },
):
    weights = torch.tensor([[0.5, -1, 2], [1.5, 0, -0.5], [-2, 1, 0.25]])
    inputs, targets = torch.tensor([0, 1, 1, 2]), torch.tensor([2, 0, 1, 2])
    loss_only, slope = loss_and_grad(weights, inputs, targets)
    check_close(
        "the loss of [0, 1, 1, 2] -> [2, 0, 1, 2]", loss_only, 0.881037, {
            "sum for mean": 3.524149, "sign": -0.881037, "gradient first: the loss comes first": lambda got: got.shape == (3, 3),
        }
    )
    check_equal(
        "the type of the gradient",
        type_name(slope),
        "Tensor",
        {"no return": "NoneType", "array returned: a tensor is asked for": "ndarray"},
    )
    check_unchanged("W", torch.tensor([[0.5, -1, 2], [1.5, 0, -0.5], [-2, 1, 0.25]]), weights)
    check_unchanged("xs", torch.tensor([0, 1, 1, 2]), inputs)
    check_unchanged("ys", torch.tensor([2, 0, 1, 2]), targets)
    check_close(
        "the gradient, reg 0",
        slope,
        atol=2e-4,
        expected=[[0.0438, 0.0098, -0.0536], [0.1181, -0.1679, 0.0498], [0.0082, 0.1642, -0.1724]],
        likely={
            "sum for mean: divide by the number of examples": [
                [0.1753, 0.0391, -0.2144],
                [0.4722, -0.6715, 0.1992],
                [0.0327, 0.657, -0.6897],
            ],
            "sign: probability minus one-hot, not the reverse": [
                [-0.0438, -0.0098, 0.0536],
                [-0.1181, 0.1679, -0.0498],
                [-0.0082, -0.1642, 0.1724],
            ],
            "softmax over dim 0": [[0.0384, 0.0181, -0.0631], [-0.0415, -0.1517, 0.0307], [0.0031, 0.1336, -0.2175]],
            "repeated rows lost: slope[xs] += ... writes a row that occurs twice only once": [
                [0.0438, 0.0098, -0.0536],
                [0.184, -0.2089, 0.0249],
                [0.0082, 0.1642, -0.1724],
            ],
            "one row for each example: collect them by character": lambda got: got.shape == (4, 3),
            "collected by target: row x holds what follows x": lambda got: got.shape == (3, 3) and abs(got[0, 0] + 0.065969) < 1e-3,
            "gradient transposed": [[0.0438, 0.1181, 0.0082], [0.0098, -0.1679, 0.1642], [-0.0536, 0.0498, -0.1724]],
            "one-hot for probability: the slope is p minus one-hot": [
                [0.0, 0.0, -0.25],
                [-0.25, -0.25, 0.0],
                [0.0, 0.0, -0.25],
            ],
            "divided by the table's size: the mean runs over the examples": [
                [0.0195, 0.0043, -0.0238],
                [0.0525, -0.0746, 0.0221],
                [0.0036, 0.073, -0.0766],
            ],
            "target not subtracted": [[0.0438, 0.0098, 0.1964], [0.3681, 0.0821, 0.0498], [0.0082, 0.1642, 0.0776]],
        },
    )
    penalised, slope = loss_and_grad(weights, inputs, targets, 0.9)
    check_close("the loss with reg 0.9", penalised, 2.162287, {"reg left out of the loss": 0.881037})
    check_close(
        "the gradient, reg 0.9",
        slope,
        atol=2e-4,
        expected=[[0.1438, -0.1902, 0.3464], [0.4181, -0.1679, -0.0502], [-0.3918, 0.3642, -0.1224]],
        likely={
            "reg on the gradient twice": [
                [0.2438, -0.3902, 0.7464],
                [0.7181, -0.1679, -0.1502],
                [-0.7918, 0.5642, -0.0724],
            ],
            "reg as a sum: the penalty is a mean over V x V weights": [
                [0.9438, -1.7902, 3.5464],
                [2.8181, -0.1679, -0.8502],
                [-3.5918, 1.9642, 0.2776],
            ],
            "reg left out of the gradient": [
                [0.0438, 0.0098, -0.0536],
                [0.1181, -0.1679, 0.0498],
                [0.0082, 0.1642, -0.1724],
            ],
            "27 written in: W may be of any size": lambda got: abs(got[0, 0] - 0.045057) < 1e-3,
            "divided by V: the penalty is a mean over V x V weights": lambda got: abs(got[0, 0] - 0.3438) < 1e-3,
            "penalty's slope without W: it is 2 r W / V squared": lambda got: abs(got[0, 0] - 0.243823) < 1e-3,
            "factor 2 missing: the slope of a square": [
                [0.0938, -0.0902, 0.1464],
                [0.2681, -0.1679, -0.0002],
                [-0.1918, 0.2642, -0.1474],
            ],
        },
    )
    double = torch.tensor([[0.5, -1.0], [2.0, 0.25]], dtype=torch.float64)
    value, slope = loss_and_grad(double, torch.tensor([0, 1]), torch.tensor([1, 1]))
    check_equal(
        "the gradient's dtype for W in float64",
        str(slope.dtype),
        "torch.float64",
        {"float32 written in": "torch.float32"},
    )
    check_close("the loss in float64", value, 1.805819)
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    for size, count in ((5, 60), (27, 40)):
        leaf_ = torch.from_numpy(rng.normal(0, 1.5, (size, size))).requires_grad_()
        inputs, targets = (torch.from_numpy(rng.integers(0, size, count)) for _ in range(2))
        truth = F.cross_entropy(leaf_[inputs], targets) + 0.5 * (leaf_**2).mean()
        truth.backward()
        value, slope = loss_and_grad(leaf_.detach().clone(), inputs.clone(), targets.clone(), 0.5)
        check_close(f"the loss of {count} random examples", value, float(truth.detach()))
        check_close(f"the gradient of {count} random examples", slope, leaf_.grad)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: rows of characters that occur several times come out too small</summary>

`gradient[xs] += delta` writes each row once for every example, and of two examples with the same input only one write survives.
</details>

<details><summary>Hint 2: collect with a product</summary>

`encoded.T @ delta` adds up the rows of `delta` that belong to the same character.
</details>

<details><summary>Hint 3: delta</summary>

Probabilities of each example, minus 1 in the target's place: `delta[torch.arange(len(xs)), ys] -= 1.0`
</details>

### Exercise: train

*Medium, 10 minutes*

Everything is there; this is the loop around it. Start from `torch.randn` with a generator of the given seed, and at
each step note the loss, then move $W$ against the gradient by `lr`.
"""


# %% exercise="train"
def train(
    xs: torch.Tensor, ys: torch.Tensor, steps: int, lr: float, reg: float, seed: int
) -> tuple[torch.Tensor, list[float]]:
    """Gradient descent on all examples at once.

    Returns:
        W: (27, 27), from torch.randn((27, 27), generator=...) of the seed.
        losses: one number a step, penalty included, each taken before its update.

    Example: train(xs, ys, 0, 50, 0.0, 1) returns the untouched start and [].
    """
    ### BEGIN SOLUTION
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    losses = []
    for _ in range(steps):
        loss, gradient = loss_and_grad(W, xs, ys, reg)
        losses.append(loss)
        W = W - lr * gradient
    return W, losses
    ### END SOLUTION


# %% [markdown]
r"""
Four names, **25** examples, seed 1: you should see a first loss of **4.1694** and, after 100 steps of 10, **0.8819**.
"""

# %% show
few_xs, few_ys = make_dataset(["emma", "olivia", "ava", "isabella"], stoi)
few_losses = train(few_xs, few_ys, 101, 10.0, 0.0, 1)[1]
print(f"{len(few_xs)} examples, first loss {few_losses[0]:.4f}, after 100 steps {few_losses[100]:.4f}")

# %% test="train" points=2
with exercise(
    "train",
    raised={"W without requires_grad: the gradient is in your hands, loss_and_grad gives it": "does not require grad"},
):
    inputs, targets = torch.tensor([0, 1, 22, 1, 0, 5, 22, 5]), torch.tensor([1, 22, 1, 0, 5, 22, 5, 0])
    learned, path = train(inputs.clone(), targets.clone(), 3, 20.0, 5.0, 11)
    check_equal(
        "the number of losses of 3 steps",
        len(path),
        3,
        {
            "start and end both counted: the last update has no loss": 4,
            "stopped early: all steps are made": 2,
            "last loss only: note one a step, and return after the loop": 1,
            "losses first: W comes first": 27,
        },
    )
    path = list(path)
    check_shape("W", learned, (27, 27))
    firsts = {round(float(train(inputs.clone(), targets.clone(), 1, 20.0, 5.0, 11)[1][0]), 5) for _ in range(2)}
    check_equal(
        "the number of different first losses of two calls", len(firsts), 1, {"seed not used: two calls start apart": 2}
    )
    check_close(
        "the first loss, seed 11, reg 5",
        path[0],
        9.085901,
        likely={
            "uniform start: randn draws from the normal distribution": 4.928468,
            "reg left out: the noted losses include the penalty": 4.30021,
            "loss after the update: note it before": 4.264832,
            "start at zero: randn draws it": 3.295837,
            "start made small: it is randn as drawn": 3.30069,
            "losses from the end: the first step comes first": 2.850711,
            "seed fixed: use the argument": lambda got: (
                abs(float(got) - 9.09414) < 1e-3 or abs(float(got) - 8.93344) < 1e-3
            ),
        },
    )
    check_close(
        "the 3 losses",
        path,
        [9.085901, 4.264832, 2.850711],
        likely={
            "gradient not reset": [9.085901, 4.264832, 2.925171],
            "params never moved: W = W - ... in the loop": [9.085901, 9.085901, 9.085901],
            "the rate shrinks: it stays the same": [9.085901, 4.264832, 3.437704],
            "sign: downhill is against the slope": [9.085901, 16.715954, 31.665516],
            "lr 0.1: use the argument": [9.085901, 9.054115, 9.022466],
            "reg on the gradient twice": [9.085901, 2.672659, 1.897533],
        },
    )
    check_close(
        "W[1, :4] after 3 steps",
        learned[1, :4],
        [3.204296, 0.14905, -0.531188, -0.582548],
        atol=1e-4,
        likely={
            "the start returned: return the W of the last step": [0.602252, 2.017542, -1.168629, -1.324194],
            "last update missing": [2.87499, 0.359291, -0.677444, -0.752151],
        },
    )
    long = train(torch.tensor([0]), torch.tensor([1]), 120, 50.0, 0.0, 1)[1]
    early = {
        "stopped early: all steps are made, however small the loss": lambda got: got < 120,
        "losses of an earlier call kept: begin with an empty list in the function": lambda got: got > 120,
    }
    check_equal("the number of losses of 120 steps on one example", len(long), 120, early)
    fresh, none = train(inputs.clone(), targets.clone(), 0, 20.0, 5.0, 11)
    check_equal(
        "the number of losses of 0 steps", len(none), 0, {"losses of an earlier call kept": lambda got: got > 0}
    )
    check_close("W[1, :4] after 0 steps", fresh[1, :4], [0.602252, 2.017542, -1.168629, -1.324194])
    ### BEGIN HIDDEN TESTS
    rng, seed = fresh_rng(), fresh_seed()
    inputs, targets = (torch.from_numpy(rng.integers(0, 27, 40)) for _ in range(2))
    expected, history = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed)).double(), []
    for _ in range(5):
        leaf_ = expected.clone().requires_grad_()
        history.append(F.cross_entropy(leaf_[inputs], targets) + 2.0 * (leaf_**2).mean())
        expected = expected - 9.0 * torch.autograd.grad(history[-1], leaf_)[0]
    learned, path = train(inputs.clone(), targets.clone(), 5, 9.0, 2.0, seed)
    check_close("the losses of 5 steps", path, [float(loss.detach()) for loss in history])
    check_close("W after 5 steps", learned, expected, atol=1e-4)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: the losses are right but one step late</summary>

The first loss belongs to the start, before anything was learned.
</details>

<details><summary>Hint 2: the order in the loop</summary>

Loss and gradient, then the note, then the update. `loss_and_grad` gives both at once.
</details>

<details><summary>Hint 3: the update</summary>

`W = W - lr * gradient`
</details>

A loss of 0.88 on 25 examples says little about names in general: a table of 729 weights can learn so few by heart.
With all the names there are 313 examples for each weight, and learning by heart is no longer what lowers the loss.

## All names

Now the real data. The names of [[06_bigram_counts]] give 228,146 examples. With seed 2147483647 and `reg` 0.01 you should see a first
loss of **3.7686**; a table of zeros, which knows nothing, would give 3.2958, so the random start is worse than ignorance.
"""

# %% show differs="where the data was found"
names = load_names()

# %% show
xs, ys = make_dataset(names, stoi)
full_losses = train(xs, ys, 31, 50.0, 0.01, 2147483647)[1]
for step in (0, 1, 10, 30):
    print(f"step {step:2d}  loss {full_losses[step]:.4f}")

# %% [markdown]
r"""
That took seconds for 30 steps; 400 would take most of a minute. Where does the time go? Each step pushes 228,146 rows
through the softmax, though a row depends on nothing but its character.

### Exercise: predict the work

*Easy, 5 minutes*

How much of that work is repetition? Answer two questions, the second with a number or a fraction such as `1 / 3`.

1. `most_pairs`: with 27 characters, how many *different* examples $(x, y)$ can there be at most?
2. `weight_of_an`: the bigram `an` occurs 5,438 times among the 228,146 examples, and `a` is followed by something
   33,885 times. In the mean over all examples, by what number is $-\log p$ of `an` multiplied?
"""

# %% exercise="predict_table"
### BEGIN SOLUTION
most_pairs = 27 * 27
weight_of_an = 5438 / 228146
### END SOLUTION

# %% test="predict_table" points=1
with exercise("predict_table"):
    pairs = len({(a, b) for a in range(27) for b in range(27)})
    check_that(
        float(most_pairs) == pairs,
        f"most_pairs = {most_pairs} is not right. How many x, and how many y for each?",
        got=most_pairs,
        likely={
            "rows for pairs: each character may be followed by any other": 27,
            "examples for pairs: most of them are repetitions": 228146,
            "order ignored: an and na are two pairs": lambda got: float(got) in (378, 351),
            "a character after itself left out: it can be doubled": 702,
            "the dot left out: it takes part too": 676,
            "pairs that occur: the question is how many there can be": 627,
        },
    )
    check_that(
        abs(float(weight_of_an) * 228146 / 5438 - 1) < 0.02,
        f"weight_of_an = {weight_of_an} is not right.",
        got=weight_of_an,
        likely={
            "share of the row: the mean runs over all examples": lambda got: abs(float(got) - 0.1605) < 0.003,
            "all pairs weighted alike": lambda got: abs(float(got) - 0.00137) < 0.0001,
            "the count itself: a mean divides it": 5438,
            "share turned over": lambda got: float(got) > 6 and float(got) < 50,
            "one example for all of them": lambda got: float(got) < 0.00001,
            "share of the row a: that is how often a occurs": lambda got: abs(float(got) - 0.1485) < 0.002,
            "percent: a share of one is asked for": lambda got: abs(float(got) - 2.38) < 0.05,
        },
    )
    ### BEGIN HIDDEN TESTS
    check_that(float(most_pairs) == 729 and abs(float(weight_of_an) - 0.023836) < 0.0005, "A prediction is wrong.")
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint: the weight looks too large</summary>

Think of the mean written out, one summand for each example, all divided by the same number. Equal summands can be
collected: how many are equal to $-\log p$ of `an`?
</details>

### Exercise: train on counts

*Hard, 25 minutes*

Collect equal summands and the loss over $n$ examples becomes a loss over the table of counts $N$. Write the same
descent on it, with the same seed and the same results; the work of a step no longer depends on the number of names.

$$L = \sum_{j,k} \frac{N_{jk}}{n} \left(-\log p_{jk}\right) + \frac{r}{V^2} \sum_{j,k} W_{jk}^2, \qquad
n = \sum_{j,k} N_{jk}$$

Now $p$ is the softmax of $W$ itself, a row for each character. The gradient collects in the same way. In the product
$E^\top (P - T)$ row $j$ of the probabilities occurs as often as character $j$ does, and the one-hot targets add up
to row $j$ of $N$.
"""


# %% exercise="train_on_counts"
def train_on_counts(N: torch.Tensor, steps: int, lr: float, reg: float, seed: int) -> tuple[torch.Tensor, list[float]]:
    """The numbers of `train`, from a table of counts.

    Args:
        N: (27, 27) int, N[x, y] times y after x; rows may be empty. Stays as it is.

    Returns:
        W and losses, as `train` on the examples that N counts.
    """
    ### BEGIN SOLUTION
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    share = N / N.sum()
    losses = []
    for _ in range(steps):
        log_probs = W - W.logsumexp(dim=1, keepdim=True)
        losses.append(float(-(share * log_probs).sum() + reg * (W**2).mean()))
        gradient = share.sum(dim=1, keepdim=True) * log_probs.exp() - share
        W = W - lr * (gradient + 2 * reg * W / W.numel())
    return W, losses
    ### END SOLUTION


# %% [markdown]
r"""
First a check on the four names: both ways, the same 101 losses. You should see `True`. Then on all names: just **627** of the
729 pairs occur, and the loss of the slow run comes out again.
"""

# %% show
few_N = torch.bincount(few_xs * 27 + few_ys, minlength=729).view(27, 27)
fast = train_on_counts(few_N, 101, 10.0, 0.0, 1)[1]
print(torch.allclose(torch.tensor(fast), torch.tensor(few_losses), atol=1e-5))
N = torch.bincount(xs * 27 + ys, minlength=729).view(27, 27)
table_losses = train_on_counts(N, 31, 50.0, 0.01, 2147483647)[1]
print(f"{(N > 0).sum()} pairs occur; step 30: {table_losses[30]:.4f}, the slow way {full_losses[30]:.4f}")

# %% test="train_on_counts" points=3
with exercise("train_on_counts", raised={"argument changed": "can't be cast to the desired output type"}):
    table = torch.zeros(27, 27, dtype=torch.int64)
    for a, b, times in ((0, 1, 3), (0, 5, 1), (1, 22, 5), (22, 1, 2), (1, 0, 3), (5, 0, 4)):
        table[a, b] = times
    kept = table.clone()
    learned, path = train_on_counts(table, 3, 6.0, 4.0, 7)
    check_unchanged("N", kept, table)
    check_equal(
        "the number of losses of 3 steps",
        len(path),
        3,
        {
            "start and end both counted": 4,
            "last loss only: note one a step, and return after the loop": 1,
            "losses first: W comes first": 27,
        },
    )
    check_close(
        "the first loss",
        path[0],
        7.67058,
        likely={
            "rows weighted alike: a frequent character counts for more": 4.362242,
            "sum for mean: divide by the number of examples": 73.617081,
            "every pair once: weight it by its count": 7.572318,
            "divided by the cells: the examples are N.sum()": 3.887157,
            "number of examples written in: it is N.sum()": 3.79168,
            "empty row divided by its sum: 0 / 0 is nan": math.nan,
            "counts as the start: randn draws it": lambda got: float(got) > 500 and float(got) < 1000,
            "reg left out of the loss": 3.879206,
            "sign": -0.087832,
            "seed fixed: use the argument": 8.246143,
            "start at zero: randn draws it": 3.295837,
            "reg as a sum": 2767.791016,
            "one added to the counts: they are used as they are": 7.53274,
            "softmax over dim 0": 7.91682,
            "table transposed: row j counts what follows j": 7.46755,
        },
    )
    check_close(
        "the 3 losses",
        path,
        [7.67058, 5.870727, 4.647945],
        likely={
            "reg left out of the gradient": [7.67058, 6.406005, 5.554179],
            "factor 2 missing: the slope of a square": [7.67058, 6.133704, 5.07654],
            "column sums for row sums: row j occurs as often as j is left": lambda got: min(
                abs(got[2] - 4.77841), abs(got[2] - 4.645781)
            )
            < 1e-4,
            "params never moved: W = W - ... in the loop": [7.67058, 7.67058, 7.67058],
            "lr fixed at 50": [7.67058, 4.708841, 5.82796],
            "row counts missing: row j stands there as often as j occurs": [7.67058, 4.733987, 3.816834],
            "sign: downhill is against the slope": [7.67058, 9.734428, 12.347109],
        },
    )
    check_close(
        "W[1, :4] after 3 steps",
        learned[1, :4],
        [2.057607, -1.710294, 0.210488, -1.137335],
        atol=1e-4,
        likely={
            "the start returned: return the W of the last step": [-0.345242, -2.061478, 0.674101, -1.323346],
            "last update missing": [1.431209, -1.819253, 0.324174, -1.195881],
        },
    )
    single = torch.zeros(27, 27, dtype=torch.int64)
    single[0, 1] = 1
    long = train_on_counts(single, 120, 50.0, 0.0, 1)[1]
    early = {
        "stopped early: all steps are made, however small the loss": lambda got: got < 120,
        "losses of an earlier call kept: begin with an empty list in the function": lambda got: got > 120,
    }
    check_equal("the number of losses of 120 steps on one pair", len(long), 120, early)
    doubled = train_on_counts(2 * kept, 1, 6.0, 4.0, 7)[1]
    scaled = {"number of examples written in: it is N.sum()": lambda got: float(got[0]) > 8}
    check_close("the first loss with all counts doubled", doubled, [7.67058], scaled)
    ### BEGIN HIDDEN TESTS
    rng, seed = fresh_rng(), fresh_seed()
    table = torch.from_numpy(rng.integers(0, 4, (27, 27)) * (rng.random((27, 27)) < 0.2))
    table[int(rng.integers(1, 27))] = 0
    inputs, targets = (part.repeat_interleave(table[table > 0]) for part in table.nonzero(as_tuple=True))
    expected, history = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed)).double(), []
    for _ in range(5):
        leaf_ = expected.clone().requires_grad_()
        history.append(F.cross_entropy(leaf_[inputs], targets) + 1.5 * (leaf_**2).mean())
        expected = expected - 12.0 * torch.autograd.grad(history[-1], leaf_)[0]
    learned, path = train_on_counts(table.clone(), 5, 12.0, 1.5, seed)
    check_close("the losses of 5 steps", path, [float(loss.detach()) for loss in history])
    check_close("W after 5 steps", learned, expected, atol=1e-4)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: the first loss is right and the second is not</summary>

Then the gradient is off. A row of $N$ that is empty has no slope but that of the penalty.
</details>

<details><summary>Hint 2: one row of the gradient</summary>

Row $j$ is (times that $j$ occurs) x (row $j$ of the softmax) minus (row $j$ of the counts), all divided by $n$.
</details>

<details><summary>Hint 3: with shares</summary>

With `share = N / N.sum()`: `share.sum(dim=1, keepdim=True) * probabilities - share`, and the penalty's slope.
</details>

How much faster is it? The ratio depends on the machine; you should see hundreds, or more.
"""

# %% show differs="timing"
import time

began = time.perf_counter()
train(xs, ys, 3, 50.0, 0.01, 1)
middle = time.perf_counter()
train_on_counts(N, 300, 50.0, 0.01, 1)
ended = time.perf_counter()
print(f"a step on all examples takes as long as {100 * (middle - began) / (ended - middle):,.0f} steps on the table")

# %% [markdown]
r"""
## The same 2.454

Runs that would have taken most of an hour now take seconds. With the penalty, `reg` 0.01, you should see a 100th, 200th
and 400th loss of **2.4901**, **2.4830** and **2.4810**. Without it, **2.4729**, **2.4624** and **2.4578**: the last is within 0.004 of
what counting gave at once, **2.4540**. After 20,000 steps the difference is 0.0001.
"""

# %% show
W_reg, reg_losses = train_on_counts(N, 20000, 50.0, 0.01, 2147483647)
W_free, free_losses = train_on_counts(N, 20000, 50.0, 0.0, 2147483647)
P = N / N.sum(dim=1, keepdim=True)
counted_nll = -(N[N > 0] * P[N > 0].log()).sum().item() / N.sum().item()
for step in (100, 200, 400):
    print(f"loss {step}: with reg {reg_losses[step - 1]:.4f}, without {free_losses[step - 1]:.4f}")
print(f"loss 20000 without: {free_losses[-1]:.4f}; counted: {counted_nll:.4f}")

# %% [markdown]
r"""
Why no lower, ever? A softmax makes rows that sum to one, and among tables whose rows sum to one the counted table has
the smallest NLL, as [[07_bigram_nll]] showed. (A table with other row sums can score anything: that was the bug there.) Descent can only
approach it. On a logarithmic axis: does the curve reach the line? The second curve is NLL plus penalty: of its
2.4804, 0.0200 are penalty, so the price in NLL is 0.006.
"""

# %% show
free = {"NLL, without penalty": free_losses, "NLL + penalty, reg 0.01": reg_losses}
draw_losses(free, counted_nll, "Descent arrives where counting had been", ymax=2.8, log_steps=True);
# %% [markdown]
r"""
A step of 50 looks outrageous beside the 0.1 of other lessons. It fits because the slopes are small: the slope of a
weight is a share of 228,146 examples. What do other lengths do in 60 steps? With 0.1 you should see **3.706** at the end, still
worse than ignorance; 400 is too much and ends above its start.
"""

# %% show
rates = {f"lr {lr:g}": train_on_counts(N, 61, lr, 0.0, 2147483647)[1] for lr in (0.1, 1.0, 50.0, 400.0)}
draw_losses(rates, counted_nll, "Too short a step crawls, too long a step climbs")
print({name: round(losses[-1], 3) for name, losses in rates.items()})

# %% [markdown]
r"""
## What the weights mean

Softmax of row $j$ meets the counted probabilities where $W_{jk} = \log N_{jk} + c_j$, with any constant $c_j$: it
cancels. So the weights should be logarithms of counts. Are they? Each dot below is a pair that occurs; the constant
is taken out by subtracting the row's mean, over its pairs that occur, from weights and log counts alike. Dots on the
line are pairs that have been learned; dots below it are rare pairs, whose weights are still on their way from the random start.
"""

# %% show
W_early = train_on_counts(N, 400, 50.0, 0.0, 2147483647)[0]
weights_then = {"after 400 steps": W_early, "after 20,000 steps": W_free}
draw_log_counts(weights_then, N, "Weights become log counts, those of common pairs first");
# %% [markdown]
r"""
Rare pairs come late because their slopes are small. A pair that never occurs does not come at all: its best weight is
minus infinity, and it stays finite only because the run ends.

That is where the penalty acts. It pulls each weight towards 0, and equal weights mean equal probabilities: the same
direction as the added counts of [[07_bigram_nll]]. The rarest character shows it best. After `q`, what do the three models
expect?
"""

# %% show
smoothed = (N + 1) / (N + 1).sum(dim=1, keepdim=True)
q = stoi["q"]
after_q = {"counted": P[q], "one added": smoothed[q], "reg 0.01": softmax(W_reg)[q]}
draw_row(after_q, letters, "After q: the penalty, like an added count, leaves nothing impossible");
# %% [markdown]
r"""
## New names

You wrote the walk in [[07_bigram_nll:sample_name]]: start at the dot, draw from the row of the last character, stop at the dot. It needs
probabilities, and a softmax makes them from the learned weights. The rest is as before, so it is given.
"""


# %%
def sample_name(W: torch.Tensor, itos: dict[int, str], seed: int) -> str:
    """One name drawn from the model, without the closing '.'; W (V, V) holds logits."""
    generator = torch.Generator().manual_seed(seed)
    P = softmax(W)
    name, i = "", 0
    while True:
        i = torch.multinomial(P[i], 1, generator=generator).item()
        if i == 0:
            return name
        name += itos[i]


# %% [markdown]
r"""
With the same seeds the learned model and the counted one write the same names, or nearly: the draws are the same, and for
common pairs the probabilities differ by less than 0.001.
"""

# %% show
for seed in range(5):
    print(f"learned {sample_name(W_free, itos, seed):14s} counted {sample_name(P.log(), itos, seed)}")

# %% [markdown]
r"""
## Two ways to one table

On the left is what [[07_bigram_nll]] counted, on the right what descent has found, $e^W$ with each row divided by its sum. The largest
difference between two of the probabilities is printed below. Can you see it?
"""

# %% show
learned_P = softmax(W_free)
titles = ("counted: N / row sums", "learned: exp(W) / row sums")
draw_two_tables(P, learned_P, letters, titles, "Counting and descent end in the same table");
# %% show
difference = (learned_P - P).abs()
row, column = divmod(difference.argmax().item(), 27)
print(f"largest difference {difference.max():.3f} at {itos[row]}{itos[column]}, average {difference.mean():.5f}")

# %% [markdown]
r"""
## Your turn: fewer steps

400 steps of 50 end at 2.4578 without the penalty. How low can you get in 400 steps? Everything is yours but the data: the
step length, changing it on the way (a second descent can start where the first one ended), the start, momentum as in
[[03_descent_and_attention]]. The target is 2.4545 within 400 steps, and the counts must not be read into $W$: no logarithm of $N$.
Assign the NLL that you reach to `own_nll`. One solution ends at 2.4542.
"""

# %% challenge="fewer_steps"
### BEGIN SOLUTION
def with_momentum(steps: int) -> torch.Tensor:
    """W (27, 27) after descent from zeros, with momentum; the rows of rare characters take longer steps."""
    W, speed, share = torch.zeros(27, 27), torch.zeros(27, 27), N / N.sum()
    for step in range(steps):
        slope = share.sum(dim=1, keepdim=True) * softmax(W) - share
        speed = 0.9 * speed + slope / (share.sum(dim=1, keepdim=True) + 0.001)
        W = W - 1.0 * speed
    return W


own_nll = float(nll_loss(with_momentum(400), xs, ys))
### END SOLUTION

# %% show
challenge("fewer_steps", own_nll, below=2.4545)

# %% [markdown]
r"""
## What you can now build, and what broke

From memory: one-hot rows and why their product is a look-up; a softmax and a cross-entropy that no logit can break; the slope
of both by hand, probability minus one-hot; gradient descent with and without autograd; and the same loss from a table of
counts.

What broke is the memory. The network has learned what counting knew, with more work, and nothing beyond it: it sees one
character, and 2.454 is the floor for that. Names that begin well forget within two letters how they began.

What you have gained is the method. A count table for three characters of context has 19,683 rows, and most contexts never
occur. A network may put something else where the one-hot row was, and share its weights between contexts. [[09_mlp]] does
this: three characters of context, a small vector for each character, one hidden layer, the same loss, autograd for the
slopes, and a loss below 2.454.

*This lesson follows Andrej Karpathy's "The spelled-out intro to language modeling: building makemore";
the log-sum-exp form of the loss is that of PyTorch's `cross_entropy`.*
"""
