# %% [markdown]
r"""
# 8. The bigram, learned instead of counted

Lesson 7 turned a table of counts into probabilities and measured them: an average negative log-likelihood (NLL) of
2.454 nats a character. Counting ends there. A table has no weight that could be turned a little, and a table for
three characters of context needs 19,683 rows, most of them empty.

Here the same 27 x 27 probabilities come out of gradient descent. At the end you have a network of one layer whose
loss meets 2.454 from above, its gradient written by hand, and two heat maps side by side, one counted and one
learned, that the eye cannot tell apart.

*About 110 minutes. You need: tensors, the bigram counts of [[06_bigram_counts]], the average NLL of [[07_bigram_nll]].*
"""

# %%
import math

import numpy as np
import torch
import torch.nn.functional as F

from grader.kit import *

# %% [markdown]
r"""
The alphabet of [[06_bigram_counts]], restated: the dot, number 0, opens and closes every name; the letters follow. Beside it
stands a toy alphabet of four characters and a 4 x 4 matrix $W$ with numbers small enough to check by eye.
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

A count table can be filled in any order; a training set is two long vectors in step. Write `make_dataset`, which
turns words into the numbers of all first characters and the numbers of all second characters.

In slow motion, for one word: put a dot at both ends, walk along the neighbours, and append the first to `xs`, the
second to `ys`.
"""

# %% exercise="make_dataset"
def make_dataset(words: list[str], stoi: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    """All bigrams of all words, in order, as numbers.

    Returns:
        xs: (n,) int, the first characters.
        ys: (n,) int, the second characters.

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
Expect `[0, 1, 3, 1]` and `[1, 3, 1, 0]`: the targets are the inputs moved one place to the left.
"""

# %% show
make_dataset(["ava"], toy_stoi)

# %% test="make_dataset" points=1
with exercise("make_dataset"):
    codes = {".": 0, "a": 1, "e": 2, "v": 3}
    firsts, seconds = make_dataset(["ava", "eva"], codes)
    for label, part in (("xs", firsts), ("ys", seconds)):
        check_that(torch.is_tensor(part), f"{label} is not a tensor.", {"lists returned": lambda _: True})
        check_kind(label, part, "int", {"float indices: torch.tensor keeps whole numbers": "float"})
    check_close(
        "make_dataset(['ava', 'eva']): the two vectors", [firsts, seconds],
        [[0, 1, 3, 1, 0, 2, 3, 1], [1, 3, 1, 0, 2, 3, 1, 0]],
        likely={
            "start missing: a word begins with a dot": [[1, 3, 1, 2, 3, 1], [3, 1, 0, 3, 1, 0]],
            "end missing: a word closes with a dot": [[0, 1, 3, 0, 2, 3], [1, 3, 1, 2, 3, 1]],
            "xs and ys swapped": [[1, 3, 1, 0, 2, 3, 1, 0], [0, 1, 3, 1, 0, 2, 3, 1]],
            "targets not shifted: a character would predict itself": [[0, 1, 3, 1, 0, 2, 3, 1]] * 2,
            "each pair once: how often a pair occurs is the lesson": [[0, 1, 3, 1, 0, 2], [1, 3, 1, 0, 2, 3]],
        },
    )
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    abc = "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(rng.choice(list(abc), rng.integers(1, 9))) for _ in range(30)]
    codes = {letter: i for i, letter in enumerate("." + abc)}
    pairs = [(codes[a], codes[b]) for word in words for a, b in zip("." + word, word + ".", strict=True)]
    firsts, seconds = make_dataset(words, codes)
    check_close("xs of 30 random words", firsts, [a for a, _ in pairs])
    check_close("ys of 30 random words", seconds, [b for _, b in pairs])
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint: the two vectors have different lengths</summary>

If `codes` are the numbers of one word with both dots, the inputs are all but the last, the targets all but the first.
Both lists are one shorter than `codes`.
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
        xs: (n,) int, each from 0 to classes - 1.

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
Expect three rows of four, the ones in columns 3, 0 and 3, and a dot behind each number: the sign of a float.
"""

# %% show
one_hot(torch.tensor([3, 0, 3]), 4)

# %% test="one_hot" points=1
with exercise("one_hot"):
    encoded_toy = one_hot(torch.tensor([2, 0, 2, 1]), 5)
    check_close(
        "one_hot([2, 0, 2, 1], 5)", encoded_toy, [[0, 0, 1, 0, 0], [1, 0, 0, 0, 0], [0, 0, 1, 0, 0], [0, 1, 0, 0, 0]],
        likely={
            "one-hot transposed: one row for each example": lambda got: tuple(got.shape) == (5, 4),
            "width taken from the data: the largest character may be absent": lambda got: tuple(got.shape) == (4, 3),
            "width fixed at 27": lambda got: tuple(got.shape) == (4, 27),
            "columns for rows: [:, xs] fills whole columns": lambda got: bool((got.sum(1) == 3).all()),
            "index in place of the one": lambda got: float(got.max()) == 2,
        },
    )
    left = {"one-hot left integer: it cannot be multiplied by float weights": "int"}
    check_kind("one_hot([2, 0, 2, 1], 5)", encoded_toy, "float", left)
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    classes = int(rng.integers(6, 12))
    picks = rng.integers(0, classes - 1, 40)
    check_close(f"one_hot(40 numbers, {classes})", one_hot(torch.from_numpy(picks), classes), np.eye(classes)[picks])
    narrow = {"width taken from the data": (40, int(picks.max()) + 1)}
    check_shape("one_hot(40 numbers)", one_hot(torch.from_numpy(picks)), (40, 27), narrow)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint: whole rows or columns are filled with ones</summary>

Begin with zeros of shape (n, classes) and set n single places: index the rows with `torch.arange(n)` and the columns
with `xs`, both in one pair of brackets.
</details>

## One layer is a table

The layer multiplies the one-hot rows by $W$, a 27 x 27 matrix of weights. The results are called **logits**: one
number for each possible next character, of any size and sign.

### Exercise: predict the product

*Easy, 5 minutes*

Before running anything, say what comes out. `xs` below stands for the inputs of the one word `emma`, dots included.

1. `encoded_shape`: the shape of `one_hot(xs)`.
2. `logits_shape`: the shape of `one_hot(xs) @ W`, with `W` of shape (27, 27).
3. `rows`: the inputs `[3, 0, 3]` give three rows of logits. Which row of $W$ is each of them?
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
    measured = tuple(one_hot(torch.arange(len(".emma"))).shape)
    forgotten = {"the dots forgotten: four letters make five bigrams": lambda got: got[0] == 4}
    forgotten |= {"transposed shape: a row for each example": measured[::-1]}
    check_close("encoded_shape", encoded_shape, measured, forgotten)
    forgotten |= {"one logit for each example": lambda got: len(got) == 1}
    check_close("logits_shape", logits_shape, measured, forgotten)
    places = {"position for index: the one stands at the input's number": [0, 1, 2]}
    check_close("rows", rows, one_hot(torch.tensor([3, 0, 3]), 4) @ torch.arange(4.0), places)
    even = torch.full((27,), 1 / 27)
    check_close(
        "loss_at_zero", loss_at_zero, -(even * even.log()).sum(), atol=0.01, rtol=0,
        likely={
            "probability instead of its logarithm": lambda got: abs(float(got) - 0.037) < 0.003,
            "another base: 2 was taken, e is meant": lambda got: abs(float(got) - 4.755) < 0.01,
            "another base: 10 was taken, e is meant": lambda got: abs(float(got) - 1.431) < 0.01,
            "sign: a negative log-likelihood is positive": lambda got: float(got) < 0,
        },
    )
    ### BEGIN HIDDEN TESTS
    check_close("encoded_shape", encoded_shape, [5, 27])
    check_close("logits_shape", logits_shape, [5, 27])
    check_close("rows", rows, [3, 0, 3])
    check_close("loss_at_zero", loss_at_zero, 3.2958, atol=0.01, rtol=0)
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
rows without multiplying by all those zeros. Expect `True`.
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
Expect `[0.5, 0.5]`, then `[0.25, 0.75]`, then `[1, 0]`, and no `nan`.
"""

# %% show
softmax(torch.tensor([[0.0, 0.0], [0.0, math.log(3)], [1000.0, -1000.0]]))

# %% test="softmax" points=2
with exercise("softmax"):
    scores = torch.tensor([[0.0, math.log(3.0)], [math.log(4.0), 0.0]])
    check_close(
        "softmax([[0, ln 3], [ln 4, 0]])", softmax(scores), [[0.25, 0.75], [0.8, 0.2]],
        likely={
            "softmax over dim 0: the columns sum to one": [[0.2, 0.75], [0.8, 0.25]],
            "keepdim missing: row sums must stand as a column": [[0.25, 0.8], [0.75, 0.2]],
            "keepdim missing: the row sums must be a column": [[0.25, 0.6], [1.0, 0.2]],
            "one sum for all rows": [[0.128205, 0.384615], [0.384615, 0.102564]],
            "one sum for all rows: the whole table sums to one": lambda got: abs(float(got.sum()) - 1) < 1e-3,
            "logarithms returned": lambda got: bool((got < 0).any()),
        },
    )
    high = torch.tensor([[1000.0, -1000.0, 1000.0], [-1000.0, -1000.0, -1000.0]])
    kept = high.clone()
    check_close(
        "softmax([[1000, -1000, 1000], [-1000, -1000, -1000]])", softmax(high), [[0.5, 0, 0.5], [1 / 3, 1 / 3, 1 / 3]],
        likely={
            "no maximum subtracted: exp(1000) is infinite": lambda got: bool(np.isnan(got[0]).any()),
            "one maximum for all rows: each row has its own": lambda got: bool(np.isnan(got[1]).any()),
        },
    )
    check_unchanged("logits", kept, high)
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    for shape in ((7, 7), (5, 27), (1, 3)):
        scores = torch.from_numpy(rng.normal(0, 3, shape))
        kept = scores.clone()
        counts = np.exp(scores.numpy())
        columns = {"softmax over dim 0": counts / counts.sum(axis=0)}
        expected = counts / counts.sum(axis=1, keepdims=True)
        check_close(f"softmax of random {shape} logits", softmax(scores), expected, columns)
        check_unchanged("logits", kept, scores)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint: the first row is right and the second is nan</summary>

One maximum was taken of the whole table. `logits.max(dim=1, keepdim=True)` returns a pair; its `.values` are the row
maxima as a column.
</details>

Read backwards, a logit that is larger by ln 3 = 1.0986 makes its character three times as likely as the other. Only
differences within a row count, and adding 5 to a whole row changes nothing. This will matter when the learned weights
are compared with counts.

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
        W: (V, V) float, row x holds the logits after character x.
        xs, ys: (n,) int.

    Returns:
        a scalar tensor.

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
Expect 1.3863, which is ln 4, for zeros; 2000 for a sure and wrong answer; and for the toy matrix 0.8886 without the
penalty, 1.0542 with `reg` 0.1.
"""

# %% show
toy_xs, toy_ys = make_dataset(["ava", "eve"], toy_stoi)
sure = torch.tensor([[1000.0, -1000.0], [0.0, 0.0]])
print(f"{nll_loss(torch.zeros(4, 4), toy_xs, toy_ys):.4f}")
print(f"{nll_loss(sure, torch.tensor([0]), torch.tensor([1])):.4f}")
print(f"{nll_loss(toy_W, toy_xs, toy_ys):.4f}  {nll_loss(toy_W, toy_xs, toy_ys, reg=0.1):.4f}")

# %% test="nll_loss" points=2
with exercise("nll_loss"):
    weights = torch.tensor([[0.5, -1.0, 2.0], [1.5, 0.0, -0.5], [-2.0, 1.0, 0.25]])
    inputs, targets = torch.tensor([0, 1, 1, 2]), torch.tensor([2, 0, 1, 2])
    check_close(
        "nll_loss(W, [0, 1, 1, 2], [2, 0, 1, 2])", nll_loss(weights, inputs, targets), 0.881037,
        likely={
            "sum for mean": 3.524149,
            "sign: log-likelihoods are negative, their negative is the loss": -0.881037,
            "softmax over dim 0": 1.208365,
            "all columns averaged: index pairs of (example, target)": 1.568537,
            "base 10: natural logarithms are meant": 0.38263,
        },
    )
    check_close(
        "nll_loss(W, [0, 1, 1, 2], [2, 0, 1, 2], reg=0.3)", nll_loss(weights, inputs, targets, 0.3), 1.308121,
        likely={
            "reg as a sum: the mean of the squares is asked for": 4.724787,
            "reg without the square": 0.939371,
            "reg left out": 0.881037,
        },
    )
    sure_of_it = torch.tensor([[1000.0, -1000.0], [0.0, 0.0]])
    check_close(
        "nll_loss([[1000, -1000], [0, 0]], [0], [1])",
        nll_loss(sure_of_it, torch.tensor([0]), torch.tensor([1])), 2000.0,
        likely={"log of a rounded zero: take the logarithm before rounding": lambda _: True},
    )
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    weights, kept = (torch.from_numpy(rng.normal(0, 2, (6, 6))) for _ in range(2))
    kept.copy_(weights)
    inputs, targets = (torch.from_numpy(rng.integers(0, 6, 50)) for _ in range(2))
    chances = [weights[x, y].exp() / weights[x].exp().sum() for x, y in zip(inputs, targets, strict=True)]
    expected = -sum(math.log(chance) for chance in chances) / 50
    check_close("nll_loss of 50 random examples", nll_loss(weights, inputs, targets), expected)
    penalised = expected + 0.7 * (weights**2).mean()
    check_close("nll_loss of 50 random examples, reg 0.7", nll_loss(weights, inputs, targets, 0.7), penalised)
    far = F.cross_entropy(500 * weights[inputs], targets)
    rounded = {"log of a rounded zero": lambda _: True}
    check_close("nll_loss, logits of +-1,000", nll_loss(500 * weights, inputs, targets), far, rounded)
    check_unchanged("W", kept, weights)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint: the loss is a mean over too many numbers</summary>

`log_probs[:, ys]` is an n x n table. `log_probs[torch.arange(n), ys]` is the n numbers that are wanted: row 0 with
target 0, row 1 with target 1, and so on.
</details>

The mean, not the sum, is what makes losses comparable: 2.454 says how surprised the model is by one character, in
nats, whether the training set has 25 examples or 228,146. The penalty is also a mean, so its strength does not depend
on the size of the table.

## Downhill

### Exercise: find the bug

*Medium, 10 minutes*

The loop below learns by PyTorch's autograd: `requires_grad_()` asks it to record, `backward()` puts the slope of the
loss into `W.grad`. The loop runs without a complaint and its loss even falls at first. Find what is wrong with it and
write it mended, as `descend`.
"""

# %%
def descend_with_a_bug(W, xs, ys, steps, lr):
    W = W.clone().requires_grad_()
    losses = []
    for _ in range(steps):
        loss = nll_loss(W, xs, ys)
        loss.backward()
        W.data -= lr * W.grad
        losses.append(loss.item())
    return W.detach(), losses

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
themselves reach; no table does better. The mended curve should come down to it smoothly; the other shoots past its
goal and back.
"""

# %% show
curves = {
    "with the bug": descend_with_a_bug(toy_W, toy_xs, toy_ys, 60, 5.0)[1],
    "mended": descend(toy_W, toy_xs, toy_ys, 60, 5.0)[1],
}
draw_losses(curves, 0.6931, "A gradient that is never reset makes the descent swing");

# %% test="descend" points=2
with exercise("descend"):
    start = torch.tensor([[0.0, 1.0], [1.0, 0.0]])
    kept = start.clone()
    inputs, targets = torch.tensor([0, 0, 1]), torch.tensor([0, 1, 1])
    try:
        learned, path = descend(start, inputs, targets, 3, 1.5)
    except Exception as error:
        stopped = f"descend stopped with: {error}"
        check_that("require grad" not in stopped, stopped, {"W without requires_grad": lambda _: True})
        recorded = {"no slope to clear: grad is None before the first backward()": lambda _: "zero_" in stopped}
        recorded |= {"update recorded in the graph": lambda _: True}
        check_that("NoneType" not in stopped and "in-place" not in stopped, stopped, recorded)
        no_graph = {"nll_loss returned a number: a gradient needs the tensor": lambda _: True}
        check_that("'backward'" not in stopped, stopped, no_graph)
        raise
    check_close(
        "W after 3 steps of 1.5", learned, [[0.430758, 0.569242], [0.138018, 0.861982]],
        likely={
            "gradient not reset: backward() adds to what W.grad holds": [[0.909232, 0.090768], [-0.795065, 1.795065]],
            "sign: downhill is against the slope": [[-0.932433, 1.932433], [2.255105, -1.255105]],
            "reset between backward and update: then nothing is left to learn from": [[0.0, 1.0], [1.0, 0.0]],
        },
    )
    check_close(
        "the losses of 3 steps", path, [0.979928, 0.7648, 0.653476],
        likely={"first loss missing: each loss is taken before its update": [0.7648, 0.653476, 0.595461]},
    )
    check_unchanged("W", kept, start)
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    start = torch.from_numpy(rng.normal(0, 1, (4, 4))).float()
    kept, expected, history = start.clone(), start.double(), []
    inputs, targets = (torch.from_numpy(rng.integers(0, 4, 20)) for _ in range(2))
    for _ in range(6):
        leaf = expected.clone().requires_grad_()
        history.append(F.cross_entropy(leaf[inputs], targets))
        expected = expected - 2.0 * torch.autograd.grad(history[-1], leaf)[0]
    learned, path = descend(start, inputs, targets, 6, 2.0)
    check_close("W after 6 steps", learned, expected, atol=1e-4)
    check_close("the losses of 6 steps", path, [loss.item() for loss in history])
    check_unchanged("W", kept, start)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint: the first step is right, the second is too long</summary>

Print `W.grad` after each `backward()` and compare the second with the slope you get when starting fresh from the same
$W$. What does `backward()` do with a `W.grad` that is already there?
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

*Hard, 15 minutes*

With the gradient in your own hands the training loop needs nothing else, and $P - T$ is what every network with this
loss sends back from its logits. Write the function that returns the loss and its slope, without autograd.
"""

# %% exercise="loss_and_grad"
def loss_and_grad(
    W: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor, reg: float = 0.0
) -> tuple[float, torch.Tensor]:
    """The loss of nll_loss and its gradient, by hand.

    Args:
        W: (V, V) float.  xs, ys: (n,) int, in which a character may stand many times.

    Returns:
        loss: float.  gradient: (V, V), of the dtype of W.

    Example: W of zeros (2, 2), xs [0], ys [1] gives 0.6931 and [[0.5, -0.5], [0, 0]].
    """
    ### BEGIN SOLUTION
    encoded = one_hot(xs, len(W)).to(W.dtype)
    delta = softmax(encoded @ W)
    delta[torch.arange(len(xs)), ys] -= 1.0
    gradient = encoded.T @ delta / len(xs) + 2 * reg * W / W.numel()
    return float(nll_loss(W, xs, ys, reg)), gradient
    ### END SOLUTION

# %% [markdown]
r"""
Expect 0.6931 and `[[0.5, -0.5], [0, 0]]`. Then, in float64, the largest difference from autograd on the toy data:
below 1e-15, the rounding of the last digit.
"""

# %% show
print(loss_and_grad(torch.zeros(2, 2), torch.tensor([0]), torch.tensor([1])))
leaf = toy_W.double().requires_grad_()
nll_loss(leaf, toy_xs, toy_ys, 0.1).backward()
by_hand = loss_and_grad(toy_W.double(), toy_xs, toy_ys, 0.1)[1]
print("difference below 1e-15:", bool((by_hand - leaf.grad).abs().max() < 1e-15))

# %% test="loss_and_grad" points=3
with exercise("loss_and_grad"):
    weights = torch.tensor([[0.5, -1, 2], [1.5, 0, -0.5], [-2, 1, 0.25]])
    inputs, targets = torch.tensor([0, 1, 1, 2]), torch.tensor([2, 0, 1, 2])
    loss_only, slope = loss_and_grad(weights, inputs, targets)
    check_close("the loss of [0, 1, 1, 2] -> [2, 0, 1, 2]", loss_only, 0.881037)
    check_close(
        "the gradient, reg 0", slope, atol=2e-4,
        expected=[[0.0438, 0.0098, -0.0536], [0.1181, -0.1679, 0.0498], [0.0082, 0.1642, -0.1724]],
        likely={
            "sum for mean: divide by the number of examples":
                [[0.1753, 0.0391, -0.2144], [0.4722, -0.6715, 0.1992], [0.0327, 0.657, -0.6897]],
            "sign: probability minus one-hot, not the reverse":
                [[-0.0438, -0.0098, 0.0536], [-0.1181, 0.1679, -0.0498], [-0.0082, -0.1642, 0.1724]],
            "softmax over dim 0": [[0.0384, 0.0181, -0.0631], [-0.0415, -0.1517, 0.0307], [0.0031, 0.1336, -0.2175]],
            "repeated rows lost: slope[xs] += ... writes a row that occurs twice only once":
                [[0.0438, 0.0098, -0.0536], [0.184, -0.2089, 0.0249], [0.0082, 0.1642, -0.1724]],
            "gradient transposed": [[0.0438, 0.1181, 0.0082], [0.0098, -0.1679, 0.1642], [-0.0536, 0.0498, -0.1724]],
            "target not subtracted": [[0.0438, 0.0098, 0.1964], [0.3681, 0.0821, 0.0498], [0.0082, 0.1642, 0.0776]],
        },
    )
    penalised, slope = loss_and_grad(weights, inputs, targets, 0.9)
    check_close("the loss with reg 0.9", penalised, 2.162287, {"reg left out of the loss": 0.881037})
    check_close(
        "the gradient, reg 0.9", slope, atol=2e-4,
        expected=[[0.1438, -0.1902, 0.3464], [0.4181, -0.1679, -0.0502], [-0.3918, 0.3642, -0.1224]],
        likely={
            "reg on the gradient twice":
                [[0.2438, -0.3902, 0.7464], [0.7181, -0.1679, -0.1502], [-0.7918, 0.5642, -0.0724]],
            "reg as a sum: the penalty is a mean over V x V weights":
                [[0.9438, -1.7902, 3.5464], [2.8181, -0.1679, -0.8502], [-3.5918, 1.9642, 0.2776]],
            "reg left out of the gradient":
                [[0.0438, 0.0098, -0.0536], [0.1181, -0.1679, 0.0498], [0.0082, 0.1642, -0.1724]],
            "factor 2 missing: the slope of a square":
                [[0.0938, -0.0902, 0.1464], [0.2681, -0.1679, -0.0002], [-0.1918, 0.2642, -0.1474]],
        },
    )
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    for size, count in ((5, 60), (27, 40)):
        leaf_ = torch.from_numpy(rng.normal(0, 1.5, (size, size))).requires_grad_()
        inputs, targets = (torch.from_numpy(rng.integers(0, size, count)) for _ in range(2))
        truth = F.cross_entropy(leaf_[inputs], targets) + 0.5 * (leaf_**2).mean()
        truth.backward()
        plain, kept = leaf_.detach().clone(), leaf_.detach().clone()
        value, slope = loss_and_grad(plain, inputs, targets, 0.5)
        check_close(f"the loss of {count} random examples", value, truth.detach())
        check_close(f"the gradient of {count} random examples", slope, leaf_.grad)
        check_unchanged("W", kept, plain)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint: rows of characters that occur several times come out too small</summary>

`gradient[xs] += delta` reads each row once, adds, and writes once: of two examples with the same input only the last
counts. The product `encoded.T @ delta` adds them all up.
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
Four names, 25 examples, seed 1: expect a first loss of 4.1694 and, after 100 steps of 10, 0.8819.
"""

# %% show
few_xs, few_ys = make_dataset(["emma", "olivia", "ava", "isabella"], stoi)
few_losses = train(few_xs, few_ys, 101, 10.0, 0.0, 1)[1]
print(f"{len(few_xs)} examples, first loss {few_losses[0]:.4f}, after 100 steps {few_losses[100]:.4f}")

# %% test="train" points=2
with exercise("train"):
    inputs, targets = torch.tensor([0, 1, 22, 1, 0, 5, 22, 5]), torch.tensor([1, 22, 1, 0, 5, 22, 5, 0])
    try:
        learned, path = train(inputs, targets, 3, 20.0, 5.0, 11)
    except Exception as error:
        stopped = f"train stopped with: {error}"
        check_that("require grad" not in stopped, stopped, {"W without requires_grad": lambda _: True})
        raise
    again = train(inputs, targets, 1, 20.0, 5.0, 11)[1]
    check_shape("W", learned, (27, 27))
    check_that(
        len(path) == 3, f"3 steps should give 3 losses, not {len(path)}.",
        {"start and end both counted: the last update has no loss": lambda _: len(path) == 4},
    )
    check_close(
        "the first loss, seed 11, reg 5", path[0], 9.085901,
        likely={
            "seed not used: two calls start apart": lambda _: float(path[0]) != float(again[0]),
            "uniform start: randn draws from the normal distribution": 4.928468,
            "reg left out": 4.30021,
            "loss after the update: note it before": 4.264832,
        },
    )
    check_close(
        "the 3 losses", path, [9.085901, 4.264832, 2.850711],
        likely={
            "gradient not reset": [9.085901, 4.264832, 2.925171],
            "sign: downhill is against the slope": [9.085901, 16.715954, 31.665516],
            "lr 0.1: use the argument": [9.085901, 9.054115, 9.022466],
            "reg on the gradient twice": [9.085901, 2.672659, 1.897533],
        },
    )
    ### BEGIN HIDDEN TESTS
    rng, seed = fresh_rng(), fresh_seed()
    inputs, targets = (torch.from_numpy(rng.integers(0, 27, 40)) for _ in range(2))
    expected, history = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed)).double(), []
    for _ in range(5):
        leaf_ = expected.clone().requires_grad_()
        history.append(F.cross_entropy(leaf_[inputs], targets) + 2.0 * (leaf_**2).mean())
        expected = expected - 9.0 * torch.autograd.grad(history[-1], leaf_)[0]
    learned, path = train(inputs, targets, 5, 9.0, 2.0, seed)
    check_close("the losses of 5 steps", path, [loss.item() for loss in history])
    check_close("W after 5 steps", learned, expected, atol=1e-4)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint: the losses are right but one step late</summary>

The first loss belongs to the start, before anything was learned. Inside the loop: loss and gradient, then the note,
then the update.
</details>

A loss of 0.88 on 25 examples says little about names in general: a table of 729 weights can learn so few by heart.
With all the names there are 313 examples for each weight, and learning by heart is no longer what lowers the loss.

## All names

Now the real data. The names of [[06_bigram_counts]] give 228,146 examples. With seed 2147483647 and `reg` 0.01 expect a first
loss of 3.7686; a table of zeros, which knows nothing, would give 3.2958, so the random start is worse than ignorance.
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
2. `weight_of_an`: the bigram `an` stands 5,438 times among the 228,146 examples, and `a` is followed by something
   33,885 times. In the mean over all examples, by what number is $-\log p$ of `an` multiplied?
"""

# %% exercise="predict_table"
### BEGIN SOLUTION
most_pairs = 27 * 27
weight_of_an = 5438 / 228146
### END SOLUTION

# %% test="predict_table" points=1
with exercise("predict_table"):
    check_close(
        "most_pairs", most_pairs, len({(a, b) for a in range(27) for b in range(27)}),
        likely={
            "rows for pairs: each character may be followed by any other": 27,
            "examples for pairs: most of them are repetitions": 228146,
            "order ignored: an and na are two pairs": lambda got: float(got) in (378, 351),
        },
    )
    check_close(
        "weight_of_an x 228,146", weight_of_an * 228146, 5438, rtol=0.02,
        likely={
            "share of the row: the mean runs over all examples": lambda got: abs(float(got) - 36613) < 800,
            "all pairs weighted alike": lambda got: abs(float(got) - 313) < 8,
            "the count itself: a mean divides it": lambda got: float(got) > 1e8,
            "share turned over": lambda got: float(got) > 1e6,
        },
    )
    ### BEGIN HIDDEN TESTS
    check_close("most_pairs", most_pairs, 729)
    check_close("weight_of_an", weight_of_an, 0.023836, rtol=0.02)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint: the weight looks too large</summary>

Think of the mean written out, one summand for each example, all divided by the same number. Equal summands can be
collected: how many are equal to $-\log p$ of `an`?
</details>

### Exercise: train on counts

*Hard, 15 minutes*

Collect equal summands and the loss over $n$ examples becomes a loss over the table of counts $N$. Write the same
descent on it, with the same seed and the same results; the work of a step no longer depends on the number of names.

$$L = \sum_{j,k} \frac{N_{jk}}{n} \left(-\log p_{jk}\right) + \frac{r}{V^2} \sum_{j,k} W_{jk}^2, \qquad
n = \sum_{j,k} N_{jk}$$

Now $p$ is the softmax of $W$ itself, a row for each character. The gradient collects in the same way. In the product
$E^\top (P - T)$ row $j$ of the probabilities stands as often as character $j$ occurs, and the one-hot targets add up
to row $j$ of $N$.
"""

# %% exercise="train_on_counts"
def train_on_counts(
    N: torch.Tensor, steps: int, lr: float, reg: float, seed: int
) -> tuple[torch.Tensor, list[float]]:
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
First a check on the four names: both roads, the same 100 losses. Expect `True`. Then on all names: as the counts
show, just 627 of the 729 pairs occur, and the losses of the slow run come out again.
"""

# %% show
few_N = torch.bincount(few_xs * 27 + few_ys, minlength=729).view(27, 27)
fast = train_on_counts(few_N, 101, 10.0, 0.0, 1)[1]
print(torch.allclose(torch.tensor(fast), torch.tensor(few_losses), atol=1e-5))
N = torch.bincount(xs * 27 + ys, minlength=729).view(27, 27)
table_losses = train_on_counts(N, 31, 50.0, 0.01, 2147483647)[1]
print(f"{(N > 0).sum()} pairs occur; step 30: {table_losses[30]:.4f}, the slow way {full_losses[30]:.4f}")

# %% test="train_on_counts" points=3
with exercise("train_on_counts"):
    table = torch.zeros(27, 27, dtype=torch.int64)
    for a, b, times in ((0, 1, 3), (0, 5, 1), (1, 22, 5), (22, 1, 2), (1, 0, 3), (5, 0, 4)):
        table[a, b] = times
    kept = table.clone()
    learned, path = train_on_counts(table, 3, 6.0, 4.0, 7)
    check_close(
        "the first loss", path[0], 7.67058,
        likely={
            "rows weighted alike: a frequent character counts for more": 4.362242,
            "sum for mean: divide by the number of examples": 73.617081,
            "every pair once: weight it by its count": 7.572318,
            "divided by the cells: the examples are N.sum()": 3.887157,
            "reg as a sum": 2767.791016,
        },
    )
    check_close(
        "the 3 losses", path, [7.67058, 5.870727, 4.647945],
        likely={
            "row counts missing: row j stands there as often as j occurs": [7.67058, 4.733987, 3.816834],
            "sign: downhill is against the slope": [7.67058, 9.734428, 12.347109],
        },
    )
    check_unchanged("N", kept, table)
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
    learned, path = train_on_counts(table, 5, 12.0, 1.5, seed)
    check_close("the losses of 5 steps", path, [loss.item() for loss in history])
    check_close("W after 5 steps", learned, expected, atol=1e-4)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint: the first loss is right and the second is not</summary>

Then the gradient is off. Row $j$ of it is (times that $j$ occurs) x (row $j$ of the softmax) minus (row $j$ of the
counts), all divided by $n$. A row of $N$ that is empty has no slope but that of the penalty.
</details>

How much faster is it? The ratio depends on the machine; expect hundreds, or more.
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

Runs that would have taken most of an hour now take seconds. With the penalty, `reg` 0.01, expect the 100th, 200th
and 400th loss to be 2.4901, 2.4830 and 2.4810. Without the penalty expect 2.4729, 2.4624 and 2.4578: within 0.004 of
what counting gave at once, 2.4540. After 20,000 steps the difference is 0.0001.
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
Why no lower, ever? The counted probabilities are the ones that make the data most likely; no 27 x 27 table has a
smaller NLL. Descent can only approach them. On a logarithmic axis: does the curve reach the line, and what does the
penalty cost?
"""

# %% show
free = {"without penalty": free_losses, "reg 0.01": reg_losses}
draw_losses(free, counted_nll, "Descent arrives where counting had been", ymax=2.8, log_steps=True);

# %% [markdown]
r"""
A step of 50 looks outrageous beside the 0.1 of other lessons. It fits because the slopes are small: the slope of a
weight is a share of 228,146 examples. What do other lengths do in 60 steps? With 0.1 expect 3.706 at the end, still
worse than ignorance; 400 is too much and lands above its start.
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
line are pairs that have been learned.
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

### Exercise: sample a name

*Medium, 10 minutes*

A model is understood best by what it makes. Draw characters one after the other, each from the softmax of the row of
the one before, until the dot comes up.

Begin at the dot, number 0. Make one generator, `torch.Generator().manual_seed(seed)`, and draw with
`torch.multinomial(p, 1, generator=...)`.
"""

# %% exercise="sample_name"
def sample_name(W: torch.Tensor, itos: dict[int, str], seed: int) -> str:
    """One name drawn from the model, without the closing '.'.

    Args:
        W: (V, V) logits.  itos: number -> character, 0 is '.'.

    Example: with weights that make ". -> a -> v -> ." sure, the name is "av" for every seed.
    """
    ### BEGIN SOLUTION
    generator = torch.Generator().manual_seed(seed)
    P = softmax(W)
    name, i = "", 0
    while True:
        i = torch.multinomial(P[i], 1, generator=generator).item()
        if i == 0:
            return name
        name += itos[i]
    ### END SOLUTION

# %% [markdown]
r"""
Expect `av` from the sure weights, then five draws from the toy matrix: `eva`, nothing, `aveva`, nothing, `evea`.
Nothing means that the dot came first.
"""

# %% show
sure_path = torch.zeros(4, 4)
sure_path[0, 1] = sure_path[1, 3] = sure_path[3, 0] = sure_path[2, 0] = 1000.0
print(sample_name(sure_path, toy_itos, 1))
print([sample_name(toy_W, toy_itos, seed) for seed in range(5)])

# %% test="sample_name" points=2
with exercise("sample_name"):
    chain = torch.tensor([[0.5, 1.5, 1, -1], [2, -0.5, -1, 1], [1, -1, -0.5, 2], [-2, 1, 1.5, -1.5]])
    names_of = {0: ".", 1: "a", 2: "e", 3: "v"}
    drawn = [sample_name(chain, names_of, number) for number in range(8)]
    check_that(
        not any("." in name for name in drawn), f"sample_name(W, itos, 0..7) gave {drawn}: there is a dot in it.",
        {"closing '.' kept": lambda _: all(name.endswith(".") for name in drawn)},
    )
    check_equal(
        "sample_name(W, itos, seed) for the seeds 0 to 7", drawn, ["eva", "", "aveva", "", "evea", "a", "a", "ave"],
        likely={
            "always row 0: go on from the character just drawn": lambda got: got[0] == "eeaaae",
            "not stopping at '.'": lambda got: min(len(name) for name in got) > 3,
            "the largest instead of a draw": lambda got: len(set(got)) == 1,
            "generator made anew for every letter: the draws repeat": lambda got: got[0].startswith("eveveve"),
            "columns for rows: row i holds what follows i": lambda got: got[0] == "aveva",
        },
    )
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    chain = torch.from_numpy(rng.normal(0, 1.5, (27, 27))).float()
    chain[:, 0] += 3.0
    names_of = dict(enumerate(".abcdefghijklmnopqrstuvwxyz"))
    for number in rng.integers(0, 2**31, 12).tolist():
        allowed = []
        for probs in (torch.softmax(chain, 1), torch.softmax(chain.double(), 1)):
            generator = torch.Generator().manual_seed(number)
            spelled = [torch.multinomial(probs[0], 1, generator=generator).item()]
            while spelled[-1]:
                spelled.append(torch.multinomial(probs[spelled[-1]], 1, generator=generator).item())
            allowed.append("".join(names_of[i] for i in spelled[:-1]))
        drawn = sample_name(chain, names_of, number)
        check_equal("sample_name of random weights", drawn, allowed[1] if drawn == allowed[1] else allowed[0])
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint: the names never end, or all letters are alike</summary>

The row to draw from changes with each letter: `P[i]`, where `i` is the last number drawn. The generator must not:
make it once, before the loop.
</details>

With the same seeds the learned model and the counted one spell the same names, or nearly: the draws are the same and
the probabilities differ in the third decimal.
"""

# %% show
for seed in range(5):
    print(f"learned {sample_name(W_free, itos, seed):14s} counted {sample_name(P.log(), itos, seed)}")

# %% [markdown]
r"""
## Two roads, one table

Left what [[07_bigram_nll]] counted, right what descent has found, $e^W$ with each row divided by its sum. The largest
difference between two of the probabilities is printed below; where is it to be seen?
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
## What broke, and what comes next

The network has learned what counting knew, with more work, and nothing beyond it: one character of memory is all it
has, and 2.454 is the floor for that. Names that begin well forget within two letters how they began.

What has been gained is the road. A count table for three characters of context has 19,683 rows, and most contexts are
never seen. A network may put something else where the one-hot row was, and share its weights between contexts, while
loss, gradient and loop stay as they are. Lesson 9 does this: three characters of context, a small vector for each
character, one hidden layer, and a loss below 2.454.

*The course of this lesson follows Andrej Karpathy's "The spelled-out intro to language modeling: building makemore";
the log-sum-exp form of the loss is that of PyTorch's `cross_entropy`.*
"""
