# %% [markdown]
r"""
# 9. Three characters of context: an embedding and a hidden layer

Lesson 8 learned what counting knew: one character back, 2.454 nats a character, and no way below. Looking three
characters back with a table takes a row for each of 27 x 27 x 27 = 19,683 contexts. Most are never seen, and a row
learns nothing from its neighbours.

At the end of this lesson you have a network of 3,481 numbers that looks three characters back and gets below the
bigram on names it has not seen. Among its numbers is a map of the alphabet, which it draws by itself. The model is
that of Bengio and others, "A neural probabilistic language model" (2003), with characters in the place of words.

*About 120 minutes. You need: [[08_neural_bigram]], its loss and its training loop. One training run takes about 20 seconds.*
"""

# %%
import random

import numpy as np
import torch
import torch.nn.functional as F

from grader.kit import *

# %% [markdown]
r"""
The alphabet is that of lessons 6 to 8, restated; the dot, number 0, is also what stands in the window before a name has
begun.
"""

# %%
letters = ".abcdefghijklmnopqrstuvwxyz"
stoi = {letter: i for i, letter in enumerate(letters)}
itos = dict(enumerate(letters))

# %% [markdown]
r"""
The names stand here for any sequence. What is written below is the skeleton of later language models too: a
context, an embedding, a network, logits, a softmax. Most of what they changed is the network in the middle.

## A window that slides

### Exercise: contexts and targets

*Medium, 10 minutes*

An example is now a window: three characters in, the next one out. Write the function that slides the window over
every word and collects both parts.

At the start of a word there is nothing to look back on, so the window is filled with dots. It moves by dropping its
first character and taking in the one just predicted. The closing dot is the last target. The next word begins with
a fresh window.
"""

# %% exercise="build_dataset"
def build_dataset(
    words: list[str], stoi: dict[str, int], block_size: int = 3
) -> tuple[torch.Tensor, torch.Tensor]:
    """All windows of all words, in order, and the character after each.

    Returns:
        X: (n, block_size) int, oldest character first, 0 where the word had not begun.
        Y: (n,) int.

    Example: ["ab"] with . a b as 0 1 2, block_size 2: [[0, 0], [0, 1], [1, 2]] and [1, 2, 0].
    """
    ### BEGIN SOLUTION
    X, Y = [], []
    for word in words:
        context = [0] * block_size
        for c in word + ".":
            X.append(context)
            Y.append(stoi[c])
            context = context[1:] + [stoi[c]]
    return torch.tensor(X), torch.tensor(Y)
    ### END SOLUTION

# %% [markdown]
r"""
Expect for `emma` five windows, from `...` to `mma`, with the targets `e`, `m`, `m`, `a` and the dot.
"""

# %% show
emma_X, emma_Y = build_dataset(["emma"], stoi)
draw_windows(emma_X, emma_Y, itos, "Three characters in, one out");

# %% test="build_dataset" points=2
with exercise("build_dataset"):
    codes = {".": 0, "a": 1, "b": 2, "c": 3}
    contexts, targets = build_dataset(["cab", "a"], codes, 2)
    for label, part in (("X", contexts), ("Y", targets)):
        check_that(torch.is_tensor(part), f"{label} is not a tensor.", {"lists returned": lambda _: True})
        check_kind(label, part, "int")
    check_close(
        "X of build_dataset(['cab', 'a'], stoi, 2)", contexts, [[0, 0], [0, 3], [3, 1], [1, 2], [0, 0], [0, 1]],
        likely={
            "context carried over between names: each begins with dots": lambda got: got[4].tolist() == [2, 0],
            "window shifted the wrong way: the oldest character stands first": lambda got: got[2].tolist() == [1, 3],
            "padding missing: the first letters are targets as well": lambda got: len(got) < 6 and got[0].any(),
            "end missing: the closing dot is a target": lambda got: len(got) == 4,
            "target inside the context: note the window before it moves": lambda got: got[0].tolist() == [0, 3],
            "block size fixed at 3": lambda got: got.shape == (6, 3),
            "one list for all contexts: it changes in X too": lambda got: len(set(map(tuple, got[:4]))) == 1,
        },
    )
    check_close("Y of build_dataset(['cab', 'a'], stoi, 2)", targets, [3, 1, 2, 0, 1, 0])
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    codes = {letter: i for i, letter in enumerate(".abcdefghijklmnopqrstuvwxyz")}
    words = ["".join(rng.choice(list(codes)[1:], rng.integers(1, 9))) for _ in range(12)]
    for block in (1, 3, 4):
        padded = ["." * block + word + "." for word in words]
        pieces = [text[i : i + block + 1] for text in padded for i in range(len(text) - block)]
        contexts, targets = build_dataset(words, codes, block)
        before, after = [[codes[c] for c in piece[:-1]] for piece in pieces], [codes[piece[-1]] for piece in pieces]
        check_close(f"X of random words, block size {block}", contexts, before)
        check_close(f"Y of random words, block size {block}", targets, after)
    check_shape("X with the usual block size", build_dataset(words, codes)[0], (len(pieces), 3))
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint: all rows of X are the same, or all are dots</summary>

`context.append(...)` changes the very list that was put into `X` before. Make a new one instead:
`context = context[1:] + [code]`.
</details>

### Exercise: three parts

*Medium, 10 minutes*

A network of thousands of weights can learn names by heart, so its loss is measured on names that took no part in
training. Write the split: 80 % to train on, 10 % (dev) to choose settings by, 10 % (test) to be looked at
in the end.

Shuffle a copy first, since the list may be sorted, then cut at `int(0.8 * n)` and `int(0.9 * n)`. Cut between
names, not between windows: windows of one name overlap, and a name that is half in training would be half known.
Any shuffle that follows from the seed will do, such as `random.Random(seed).shuffle(copy)`.
"""

# %% exercise="split"
def split(words: list[str], seed: int) -> tuple[list[str], list[str], list[str]]:
    """The words in random order, cut into train, dev and test. The argument stays as it is.

    Example: ten words give parts of 8, 1 and 1; the same seed gives the same parts.
    """
    ### BEGIN SOLUTION
    shuffled = list(words)
    random.Random(seed).shuffle(shuffled)
    first, second = int(0.8 * len(words)), int(0.9 * len(words))
    return shuffled[:first], shuffled[first:second], shuffled[second:]
    ### END SOLUTION

# %% [markdown]
r"""
Ten toy words: expect eight, one and one, and each word exactly once.
"""

# %% show
toy_words = ["ava", "eve", "anna", "emma", "ada", "mae", "nina", "dana", "vera", "mara"]
[len(part) for part in split(toy_words, 1)], sorted(sum(split(toy_words, 1), [])) == sorted(toy_words)

# %% test="split" points=2
with exercise("split"):
    whole = [f"{a}{b}" for a in "abcdefgh" for b in "klmno"] + ["ava", "ava", "eva", "eva", "uma"]
    kept = list(whole)
    parts = list(split(whole, 3))
    check_equal("words after the call", whole, kept, {"argument changed: shuffle a copy": lambda _: True})
    together = sorted(parts[0] + parts[1] + parts[2])
    check_that(
        set(together) <= set(kept), "A part holds a word that was not in the list.",
        {"split by example instead of by name: a word was cut in two": lambda _: True},
    )
    check_equal(
        "the sizes of the three parts of 45 words", [len(part) for part in parts], [36, 4, 5],
        likely={
            "parts overlap: the second ends where the third begins": [36, 9, 5],
            "names that occur twice dropped": [34, 4, 5],
            "split by example instead of by name": lambda got: sum(got) == 45,
        },
    )
    alone = {"parts drawn independently": lambda _: True}
    check_equal("all words of the three parts, sorted", together, sorted(kept), alone)
    in_order = parts[0] + parts[1] + parts[2] == kept
    check_that(not in_order, "The words stand in their old order.", {"not shuffled": lambda _: True})
    check_equal("a second call with the same seed", list(split(whole, 3)), parts, {"seed not used": lambda _: True})
    check_that(list(split(whole, 4)) != parts, "Seeds 3 and 4 give the same parts.", {"seed not used": lambda _: True})
    ### BEGIN HIDDEN TESTS
    rng, number = fresh_rng(), fresh_seed()
    whole = ["".join(rng.choice(list("abcdefghijkl"), 5)) for _ in range(int(rng.integers(100, 200)))]
    kept, n = list(whole), len(whole)
    parts = list(split(whole, number))
    check_equal("words after the call", whole, kept, {"argument changed": lambda _: True})
    first, second = int(0.8 * n), int(0.9 * n)
    check_equal("the sizes", [len(part) for part in parts], [first, second - first, n - second])
    joined = parts[0] + parts[1] + parts[2]
    check_equal("all words, sorted", sorted(joined), sorted(kept), {"parts drawn independently": lambda _: True})
    moved = sum(a != b for a, b in zip(joined, kept, strict=True))
    check_that(moved > n / 2, "Most words stand where they stood.", {"not shuffled": lambda _: True})
    last = set(parts[2]) & set(kept[int(0.9 * n) :])
    check_that(len(last) < 0.8 * len(parts[2]), "The last words stayed the last.", {"not shuffled": lambda _: True})
    check_equal("a second call", list(split(whole, number)), parts, {"seed not used": lambda _: True})
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint: the list itself comes out shuffled</summary>

`shuffle` works in place. Make a copy with `list(words)` first and shuffle that. `random.shuffle` without a
generator of its own forgets the seed.
</details>

A list may hold a name twice, and then one copy can be in training and the other in dev. That is left as it is here:
it makes dev a little too kind, by the same amount for every model that is compared.

## Two numbers for a letter

In [[08_neural_bigram]] each character had its own row of 27 weights, and nothing that was learned about `a` told the network
anything about `e`. Here every character gets a short row of a table $C$, its **embedding**. The three rows of a
context, side by side, are the input of an ordinary network:

$$e = [C_{x_1}, C_{x_2}, C_{x_3}], \qquad h = \tanh(e W_1 + b_1), \qquad \text{logits} = h W_2 + b_2$$

All rows of $C$ are weights too: they are learned. There is one table for all three places, so what is learned about
a letter in one place holds in the others. Characters that are followed by similar things can come to lie close
together.

### Exercise: predict the shapes

*Easy, 10 minutes*

Two numbers a character, three characters of context, 100 hidden units, 27 characters, a batch of 32. Before any
code: which shapes do the steps have, and how many numbers will be learned?

1. `embedded_shape`: of `C[X]`, where `C` is (27, 2) and `X` is (32, 3).
2. `flat_shape`: of $e$, the input of the hidden layer.
3. `hidden_shape`: of $h$.
4. `logits_shape`: of the logits.
5. `parameters`: the entries of $C$, $W_1$, $b_1$, $W_2$ and $b_2$ together.
"""

# %% exercise="predict_shapes"
### BEGIN SOLUTION
embedded_shape = (32, 3, 2)
flat_shape = (32, 6)
hidden_shape = (32, 100)
logits_shape = (32, 27)
parameters = 27 * 2 + 6 * 100 + 100 + 100 * 27 + 27
### END SOLUTION

# %% test="predict_shapes" points=1
with exercise("predict_shapes"):
    looked_up = torch.zeros(27, 2)[torch.zeros(32, 3, dtype=torch.int64)]
    check_close(
        "embedded_shape", embedded_shape, looked_up.shape,
        likely={
            "dimensions before positions: the index's shape comes first": [32, 2, 3],
            "positions lost: each of the three characters is looked up": lambda got: len(got) == 2,
        },
    )
    check_close(
        "flat_shape", flat_shape, looked_up.flatten(1).shape,
        likely={
            "flattened over the batch: one row for each example": lambda got: int(got[0]) == 96,
            "positions lost: the three rows stand side by side": [32, 2],
        },
    )
    check_close("hidden_shape", hidden_shape, torch.zeros(32, 100).shape)
    check_close("logits_shape", logits_shape, torch.zeros(32, 27).shape)
    check_that(
        int(parameters) - 3000 == 481, f"parameters = {int(parameters)} is not the number of learned entries.",
        likely={
            "bias missing: b1 has 100 entries, b2 has 27": lambda got: int(got) in (3354, 3454, 3381),
            "a table for each position: one C serves all three": 3589,
            "embedding not counted: C is learned as well": 3427,
        },
        got=parameters,
    )
    ### BEGIN HIDDEN TESTS
    check_close("embedded_shape", embedded_shape, [32, 3, 2])
    check_close("flat_shape", flat_shape, [32, 6])
    check_close("hidden_shape", hidden_shape, [32, 100])
    check_close("logits_shape", logits_shape, [32, 27])
    check_close("parameters", parameters, 3481)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint: indexing with a table of indices</summary>

Each entry of `X` is replaced by a row of `C`. The result has the shape of `X` and, behind it, the length of a row.
</details>

For comparison: a table of counts for three characters has 27 x 27 x 27 x 27 = 531,441 entries, a row of 27 for each
of the 19,683 contexts. The network has 153 times fewer numbers, because no context has numbers of its own. Contexts
that look alike share.

### Exercise: the parameters

*Easy, 5 minutes*

Now the five tensors themselves. Write the function that draws them, the biases too, all from the standard normal
distribution, with one generator and in the order $C$, $W_1$, $b_1$, $W_2$, $b_2$, so that a seed means the same
network for everybody.
"""

# %% exercise="init_params"
def init_params(block_size: int, dims: int, hidden: int, seed: int) -> list[torch.Tensor]:
    """C (27, dims), W1 (block_size * dims, hidden), b1 (hidden,), W2 (hidden, 27), b2 (27,).

    Example: init_params(3, 2, 100, 1) holds 3,481 numbers.
    """
    ### BEGIN SOLUTION
    generator = torch.Generator().manual_seed(seed)
    shapes = [(27, dims), (block_size * dims, hidden), (hidden,), (hidden, 27), (27,)]
    return [torch.randn(shape, generator=generator) for shape in shapes]
    ### END SOLUTION

# %% [markdown]
r"""
Expect 3481, and -1.1258 at the top left of $C$ for seed 0.
"""

# %% show
def count_parameters(params: list[torch.Tensor]) -> int:
    """How many numbers there are to learn."""
    return sum(p.numel() for p in params)

print(count_parameters(init_params(3, 2, 100, 1)), f"{init_params(3, 2, 100, 0)[0][0, 0]:.4f}")

# %% test="init_params" points=1
with exercise("init_params"):
    drawn = list(init_params(2, 3, 4, 5))
    three = {"bias missing: b1 and b2 are parameters": lambda _: len(drawn) == 3}
    check_that(len(drawn) == 5, f"There are {len(drawn)} tensors, expected 5.", three)
    shapes = [tuple(part.shape) for part in drawn]
    check_equal(
        "the five shapes of init_params(2, 3, 4, 5)", shapes, [(27, 3), (6, 4), (4,), (4, 27), (27,)],
        likely={
            "W1 for one character: it takes all of the block": lambda got: got[1] == (3, 4),
            "weights transposed: inputs are rows, units are columns": lambda got: got[1] == (4, 6),
        },
    )
    again = list(init_params(2, 3, 4, 5))
    check_close("a second call with the same seed", again[0], drawn[0], {"seed not used": lambda _: True})
    check_close(
        "C[0] of init_params(2, 3, 4, 5)", drawn[0][0], [1.84233, 0.518887, -1.711921],
        likely={
            "uniform start: randn draws from the normal distribution": [0.830252, 0.126111, 0.90747],
            "order of the draws: C is the first": [1.764617, -2.04577, -0.609709],
        },
    )
    check_close(
        "W1[0] of init_params(2, 3, 4, 5)", drawn[1][0], [-0.185558, 1.236149, -1.438908, -0.89084],
        likely={"a new generator for each: it begins again": [1.84233, 0.518887, -1.711921, -1.701379]},
    )
    ### BEGIN HIDDEN TESTS
    number = fresh_seed()
    generator = torch.Generator().manual_seed(number)
    expected = [torch.randn(shape, generator=generator) for shape in ((27, 5), (20, 7), (7,), (7, 27), (27,))]
    check_close("init_params(4, 5, 7, seed)", list(init_params(4, 5, 7, number)), expected)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint: C is right and everything after it is wrong</summary>

A generator that is seeded again starts again. Make it once and pass the same one to all five draws.
</details>

### Exercise: find the bug

*Medium, 10 minutes*

The function below looks up the rows and lays them side by side. Its result has the right shape, and a network that
uses it even learns a little. For a batch of one it is right; for a larger one it is not. Find out what lands in row
0, and write `embed` mended.
"""

# %%
def embed_with_a_bug(C, X):
    emb = C[X.T]
    return emb.reshape(len(X), -1)

# %% exercise="embed"
def embed(C: torch.Tensor, X: torch.Tensor) -> torch.Tensor:
    """The rows of C for each context, side by side, oldest character first.

    Args:
        C: (V, dims) float.  X: (n, block_size) int.

    Returns:
        (n, block_size * dims).

    Example: C [[0, 0], [1, 10], [2, 20]], X [[1, 2], [0, 1]] gives [[1, 10, 2, 20], [0, 0, 1, 10]].
    """
    ### BEGIN SOLUTION
    emb = C[X]
    return emb.reshape(len(X), -1)
    ### END SOLUTION

# %% [markdown]
r"""
Expect the two rows of the docstring from the second line. The first line shows what the bug makes of them.
"""

# %% show
tens = torch.tensor([[0.0, 0.0], [1.0, 10.0], [2.0, 20.0]])
print(embed_with_a_bug(tens, torch.tensor([[1, 2], [0, 1]])).tolist())
print(embed(tens, torch.tensor([[1, 2], [0, 1]])).tolist())

# %% test="embed" points=2
with exercise("embed"):
    table = torch.tensor([[0.0, 0.5, 0.25], [1.0, 1.5, 1.25], [2.0, 2.5, 2.25]])
    contexts = torch.tensor([[1, 2], [0, 1], [2, 0]])
    check_close(
        "embed(C, [[1, 2], [0, 1], [2, 0]])", embed(table, contexts),
        [[1, 1.5, 1.25, 2, 2.5, 2.25], [0, 0.5, 0.25, 1, 1.5, 1.25], [2, 2.5, 2.25, 0, 0.5, 0.25]],
        likely={
            "axes mixed: row 0 holds two examples": [
                [1, 1.5, 1.25, 0, 0.5, 0.25], [2, 2.5, 2.25, 2, 2.5, 2.25], [1, 1.5, 1.25, 0, 0.5, 0.25],
            ],
            "dimensions before positions": [
                [1, 2, 1.5, 2.5, 1.25, 2.25], [0, 1, 0.5, 1.5, 0.25, 1.25], [2, 0, 2.5, 0.5, 2.25, 0.25],
            ],
            "characters summed: side by side they keep their places": lambda got: got.shape == (3, 3),
            "not flattened: two dimensions are wanted": lambda got: got.shape == (3, 2, 3),
            "flattened over the batch: one row for each example": lambda got: got.shape == (6, 3),
            "order of the characters reversed": lambda got: got[0].tolist()[:3] == [2, 2.5, 2.25],
        },
    )
    wide = {"width fixed at 6": lambda got: got.shape[1] == 6}
    longer = torch.tensor([[0, 1, 2, 0], [1, 1, 0, 2]])
    check_shape("embed(C, X) with C (3, 3) and X (2, 4)", embed(table, longer), (2, 12), wide)
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    for n, block, dims in ((10, 3, 2), (7, 4, 5), (5, 5, 5)):
        table = torch.from_numpy(rng.normal(0, 1, (27, dims)))
        contexts = torch.from_numpy(rng.integers(0, 27, (n, block)))
        expected = [sum((table[i].tolist() for i in row), []) for row in contexts.tolist()]
        check_close(f"embed of {n} contexts of {block}, {dims} numbers each", embed(table, contexts), expected)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint: the shape is right and the numbers are in the wrong rows</summary>

`reshape` keeps the order of the numbers in memory and only sets other line breaks. Print `C[X.T].shape` and
`C[X].shape`: which of them has one block of memory for each example?
</details>

The mended version costs nothing. `C[X]` is stored example after example, so `reshape` (or `view`) only changes the
strides of [[07_bigram_nll]] and copies no number.

## Forward

### Exercise: the network

*Easy, 5 minutes*

With the embedding in place the rest is two layers. Write them, after the formula above: a tanh after the first,
nothing after the second, since logits may be any numbers.
"""

# %% exercise="forward"
def forward(params: list[torch.Tensor], X: torch.Tensor) -> torch.Tensor:
    """The logits of the next character.

    Args:
        params: [C, W1, b1, W2, b2].  X: (n, block_size) int.

    Returns:
        (n, 27), or as many columns as b2 has entries.

    Example: with all parameters 0 every logit is 0.
    """
    ### BEGIN SOLUTION
    C, W1, b1, W2, b2 = params
    hidden = torch.tanh(embed(C, X) @ W1 + b1)
    return hidden @ W2 + b2
    ### END SOLUTION

# %% [markdown]
r"""
Expect the shape (5, 27), and logits from -19.9 to 26.3: far too large for a network that knows nothing, because a
hundred terms of size 1 are added up in each.
"""

# %% show
start = init_params(3, 2, 100, 2147483647)
emma_logits = forward(start, emma_X)
emma_logits.shape, round(emma_logits.min().item(), 1), round(emma_logits.max().item(), 1)

# %% test="forward" points=2
with exercise("forward"):
    small = [
        torch.tensor([[0.5, -1.0], [1.0, 0.25], [-0.5, 2.0]]),
        torch.tensor([[0.2, -0.4], [0.6, 0.1], [-0.3, 0.8], [0.5, -0.7]]),
        torch.tensor([0.3, -0.2]),
        torch.tensor([[1.0, -2.0, 0.5], [1.5, 0.5, -1.0]]),
        torch.tensor([0.1, 0.2, -0.3]),
    ]
    logits = forward(small, torch.tensor([[0, 1], [2, 0]]))
    check_close(
        "forward(params, [[0, 1], [2, 0]])", logits, atol=1e-4,
        expected=[[-0.07183, 0.97889, -0.60353], [2.02773, -0.63944, -0.84415]],
        likely={
            "tanh missing": [[-0.0875, 1.0125, -0.6125], [2.8, -0.65, -1.225]],
            "bias missing: b1 is added before the tanh": [[-0.01723, 1.53353, -0.90815], [1.87962, -0.19122, -0.9942]],
            "bias missing: b2 is added to the logits": [[-0.17183, 0.77889, -0.30353], [1.92773, -0.83944, -0.54415]],
            "tanh after the last layer: logits are free": [[-0.0717, 0.75259, -0.53956], [0.96594, -0.56452, -0.688]],
            "probabilities returned: the loss takes logits": [[0.22486, 0.64302, 0.13213], [0.88807, 0.06167, 0.05026]],
            "bias outside the tanh": [[-0.01723, 0.83353, -0.55815], [1.87962, -0.89122, -0.6442]],
            "relu for tanh": [[0.2875, 0.2625, -0.425], [2.8, -0.65, -1.225]],
        },
    )
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    block, dims, units = 4, 3, 6
    sizes = ((27, dims), (block * dims, units), (units,), (units, 27), (27,))
    drawn = [torch.from_numpy(rng.normal(0, 1, size)) for size in sizes]
    contexts = torch.from_numpy(rng.integers(0, 27, (9, block)))
    C_, W1_, b1_, W2_, b2_ = (part.numpy() for part in drawn)
    joined = np.concatenate([C_[contexts.numpy()[:, k]] for k in range(block)], axis=1)
    check_close("forward of random parameters", forward(drawn, contexts), np.tanh(joined @ W1_ + b1_) @ W2_ + b2_)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint: the logits all lie between -1 and 1, or are all positive</summary>

Then something was applied to the last layer that belongs elsewhere. The tanh goes around $eW_1 + b_1$; the softmax
is part of the loss.
</details>

### Exercise: cross-entropy

*Medium, 10 minutes*

The loss is the one of [[08_neural_bigram]], with logits that come from anywhere. Write it so that logits of 1,000 do no harm,
without forming probabilities at all:

$$L = \frac1n \sum_i \Big( m_i + \log \sum_k e^{z_{ik} - m_i} - z_{i, y_i} \Big), \qquad m_i = \max_k z_{ik}$$

The first two terms are the logarithm of the sum of $e^{z_{ik}}$, taken in a way that cannot overflow: the
**log-sum-exp**. PyTorch's `F.cross_entropy` does the same.
"""

# %% exercise="cross_entropy"
def cross_entropy(logits: torch.Tensor, Y: torch.Tensor) -> torch.Tensor:
    """Mean negative log-likelihood of Y; finite for logits of +-1,000. The argument stays as it is.

    Args:
        logits: (n, V) float.  Y: (n,) int.

    Returns:
        a scalar tensor, through which a gradient can flow.

    Example: logits [[0, 0], [0, 1.0986]], Y [0, 1]: the mean of ln 2 and ln 4/3, 0.4904.
    """
    ### BEGIN SOLUTION
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_sums = shifted.exp().sum(dim=1).log()
    return (log_sums - shifted[torch.arange(len(Y)), Y]).mean()
    ### END SOLUTION

# %% [markdown]
r"""
Expect 0.4904 and 1000, then the loss of the untrained network on `emma`, the same twice: ours and PyTorch's. It is
far above the 3.2958 of a model that knows nothing, because it is sure and wrong.
"""

# %% show
print(f"{cross_entropy(torch.tensor([[0.0, 0.0], [0.0, 1.0986]]), torch.tensor([0, 1])):.4f}")
print(f"{cross_entropy(torch.tensor([[1000.0, 0.0]]), torch.tensor([1])):.0f}")
print(f"{cross_entropy(emma_logits, emma_Y):.4f} {F.cross_entropy(emma_logits, emma_Y):.4f}")

# %% test="cross_entropy" points=2
with exercise("cross_entropy"):
    scores = torch.tensor([[2.0, -1.0, 0.5], [0.0, 1.0, -0.5], [1.5, 0.3, 0.2], [-1.0, 0.0, 2.5]])
    targets = torch.tensor([0, 2, 1, 2])
    kept = scores.clone()
    check_close(
        "cross_entropy of four rows, targets [0, 2, 1, 2]", cross_entropy(scores, targets), 0.991385,
        likely={
            "cross-entropy of probabilities: the softmax was taken twice": 0.974923,
            "sum for mean": 3.96554,
            "sign: a negative log-likelihood is positive": -0.991385,
            "all columns averaged: index pairs of (example, target)": 1.553885,
            "softmax over dim 0": 1.369574,
            "largest logit for the sum": 0.675,
            "largest logit not added back: m stands in the formula twice": -0.758615,
        },
    )
    check_unchanged("logits", kept, scores)
    far = torch.tensor([[1000.0, 0.0], [-1000.0, -1000.0]])
    check_close(
        "cross_entropy([[1000, 0], [-1000, -1000]], [0, 0])", cross_entropy(far, torch.tensor([0, 0])), 0.346574,
        likely={
            "overflow: exp(1000) is infinite": lambda got: not float(got) < float("inf"),
            "one maximum for all rows: each row has its own": lambda got: float(got) == -float("inf"),
        },
    )
    rounded = {"log of a rounded zero: take the logarithm before rounding": lambda _: True}
    sure = cross_entropy(torch.tensor([[1000.0, -1000.0]]), torch.tensor([1]))
    check_close("cross_entropy([[1000, -1000]], [1])", sure, 2000.0, rounded)
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    for scale in (1, 300):
        scores = torch.from_numpy(rng.normal(0, 3, (30, 27))) * scale
        targets = torch.from_numpy(rng.integers(0, 27, 30))
        kept = scores.clone()
        expected = F.cross_entropy(scores, targets)
        check_close(f"cross_entropy of 30 random rows, times {scale}", cross_entropy(scores, targets), expected)
        check_unchanged("logits", kept, scores)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint: inf or nan for large logits, right for small ones</summary>

Subtract each row's own maximum before `exp`. It leaves the sum between 1 and $V$, so the logarithm is safe; the
same shift is taken from the target's logit and cancels.
</details>

The loss of 24.94 is not an accident of five windows. Each logit is a sum of a hundred products, so the logits are
spread some ten nats wide, and the untrained network stakes everything on one random character. Smaller starting
weights would begin near 3.30; here the first few hundred steps do that work.

## Training in small batches

### Exercise: train

*Hard, 15 minutes*

There is no small table to collect equal examples in any more. So a step looks at 32 examples drawn at random: the
slope is rough but thousands of times cheaper, and many rough steps win. Write the loop, with autograd, for one
learning rate; a second call with a smaller rate goes on from the first one's result.

At each step: draw the places with `torch.randint(0, n, (batch,), generator=generator)`, one generator a call; take
the loss of these examples; note it; move all five parameters against their gradients. The kit's
`progress(range(steps))` is `range(steps)` with a bar for long runs.
"""

# %% exercise="train"
def train(
    params: list[torch.Tensor], X: torch.Tensor, Y: torch.Tensor, steps: int, batch: int, lr: float, seed: int
) -> tuple[list[torch.Tensor], list[float]]:
    """Gradient descent on minibatches. The given params stay as they are.

    Returns:
        the learned params, detached, in the same order, and `steps` losses, each the batch's before its update.

    Example: train(params, X, Y, 0, 32, 0.1, 1) returns copies of the params and [].
    """
    ### BEGIN SOLUTION
    params = [p.detach().clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in progress(range(steps)):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        gradients = torch.autograd.grad(loss, params)
        for p, gradient in zip(params, gradients, strict=True):
            p.data -= lr * gradient
        losses.append(loss.item())
    return [p.detach() for p in params], losses
    ### END SOLUTION

# %% [markdown]
r"""
Ten toy words have 46 windows. Two hundred steps on them: expect the mean of the first ten losses near 5.31, of the
last ten near 1.24.
"""

# %% show
toy_X, toy_Y = build_dataset(toy_words, stoi)
toy_params, toy_losses = train(init_params(3, 2, 20, 1), toy_X, toy_Y, 200, 16, 0.1, 1)
print(len(toy_X), f"{np.mean(toy_losses[:10]):.2f} {np.mean(toy_losses[-10:]):.2f}")

# %% test="train" points=3
with exercise("train"):
    generator = torch.Generator().manual_seed(4)
    begin = [torch.randn(size, generator=generator) for size in ((27, 2), (6, 5), (5,), (5, 27), (27,))]
    kept = [part.clone() for part in begin]
    contexts = torch.randint(0, 27, (12, 3), generator=generator)
    targets = torch.randint(0, 27, (12,), generator=generator)
    try:
        learned, path = train(begin, contexts, targets, 4, 6, 0.7, 9)
    except Exception as error:
        stopped = f"train stopped with: {error}"
        check_that("require grad" not in stopped, stopped, {"params without requires_grad": lambda _: True})
        recorded = {"no slope to clear: grad is None before the first backward()": lambda _: "zero_" in stopped}
        recorded |= {"update recorded in the graph": lambda _: True}
        check_that("NoneType" not in stopped and "in-place" not in stopped, stopped, recorded)
        raise
    for before, after in zip(kept, begin, strict=True):
        check_unchanged("params", before, after)
    check_close(
        "the losses of 4 steps", path, [4.778864, 4.231062, 4.705385, 4.559999],
        likely={
            "gradient not reset: slopes of earlier batches are still in it": [4.778864, 4.231062, 4.930548, 5.019119],
            "sign: downhill is against the slope": [4.778864, 7.221073, 6.216368, 9.076144],
            "the same batch at every step: draw inside the loop": [4.778864, 3.165088, 2.49027, 2.030688],
            "all examples for the batch": [5.330976, 4.407576, 3.817473, 3.425423],
            "embedding not trained: C is a parameter too": [4.778864, 4.420548, 4.635817, 4.560989],
            "lr 0.1: use the argument": [4.778864, 5.116054, 5.004005, 5.455944],
            "params never moved: p = p - ... makes a new tensor": [4.778864, 5.443062, 5.264307, 5.705282],
        },
    )
    check_close("C[0] after 4 steps", learned[0][0], [-0.747688, 1.605203], atol=1e-4)
    ### BEGIN HIDDEN TESTS
    rng, number = fresh_rng(), fresh_seed()
    sizes = ((27, 3), (12, 6), (6,), (6, 27), (27,))
    begin = [torch.from_numpy(rng.normal(0, 1, size)).float() for size in sizes]
    contexts, targets = (torch.from_numpy(rng.integers(0, 27, size)) for size in ((30, 4), 30))
    leaves, history = [part.double().requires_grad_() for part in begin], []
    generator = torch.Generator().manual_seed(number)
    for _ in range(5):
        chosen = torch.randint(0, 30, (8,), generator=generator)
        C_, W1_, b1_, W2_, b2_ = leaves
        h_ = torch.tanh(C_[contexts[chosen]].flatten(1) @ W1_ + b1_)
        loss_ = F.cross_entropy(h_ @ W2_ + b2_, targets[chosen])
        slopes = torch.autograd.grad(loss_, leaves)
        leaves = [(leaf - 0.3 * slope).detach().requires_grad_() for leaf, slope in zip(leaves, slopes, strict=True)]
        history.append(loss_.item())
    learned, path = train(begin, contexts, targets, 5, 8, 0.3, number)
    check_close("the losses of 5 steps", path, history, rtol=1e-3)
    expected = [leaf.detach() for leaf in leaves]
    check_close("the parameters after 5 steps", list(learned), expected, rtol=1e-3, atol=1e-4)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint: the first loss is right and the second is not</summary>

Then the update is wrong, or the second batch. One generator, made before the loop, gives new places at every draw;
gradients are set to `None`, or taken with `torch.autograd.grad`, anew for each batch.
</details>

### Exercise: three losses

*Medium, 10 minutes*

A loss means little without the names it was measured on. Write the report: split by name, make the windows of each
part, and measure each part as a whole.

The measuring itself is given: all examples at once, no gradient.
"""

# %%
def evaluate(params: list[torch.Tensor], X: torch.Tensor, Y: torch.Tensor) -> float:
    """The loss over all examples."""
    with torch.no_grad():
        return float(cross_entropy(forward(params, X), Y))

# %% exercise="losses_by_split"
def losses_by_split(
    params: list[torch.Tensor], words: list[str], stoi: dict[str, int], seed: int
) -> dict[str, float]:
    """The loss on each part of split(words, seed), with windows of three characters.

    Returns:
        a dictionary with the keys "train", "dev", "test".

    Example: with all parameters 0 each loss is ln 27 = 3.2958.
    """
    ### BEGIN SOLUTION
    parts = split(words, seed)
    return {
        name: evaluate(params, *build_dataset(part, stoi))
        for name, part in zip(("train", "dev", "test"), parts, strict=True)
    }
    ### END SOLUTION

# %% [markdown]
r"""
Expect 3.2958 three times for zeros. The toy network has been trained on all ten words, so it is no use to ask it;
real names follow.
"""

# %% show
zeros = [torch.zeros_like(p) for p in start]
{name: round(loss, 4) for name, loss in losses_by_split(zeros, toy_words, stoi, 1).items()}

# %% test="losses_by_split" points=2
with exercise("losses_by_split"):
    # All weights are zero: the loss depends on the targets alone, 0.5 nats an "a", 2.5 a dot, 4.5 any other letter.
    codes = {letter: i for i, letter in enumerate(".abcdefghijklmnopqrstuvwxyz")}
    sizes = ((27, 2), (6, 3), (3,), (3, 27), (27,))
    flat = [torch.zeros(size) for size in sizes]
    flat[4][1], flat[4][0] = 4.0, 2.0
    whole = ["a" * (i % 7 + 1) + "b" * (i % 3) for i in range(30)] + ["cdefg"] * 10
    parts = dict(zip(("train", "dev", "test"), split(whole, 2), strict=True))
    log_sum = float(flat[4].logsumexp(0))
    means, lumps = {}, {}
    for name, part in parts.items():
        each = [[log_sum - float(flat[4][codes[c]]) for c in word + "."] for word in part]
        means[name] = sum(map(sum, each)) / sum(map(len, each))
        lumps[name] = sum(sum(one) / len(one) for one in each) / len(each)
    reported = losses_by_split(flat, whole, codes, 2)
    n = sum(len(word) + 1 for word in whole)
    total = sum(log_sum - float(flat[4][codes[c]]) for word in whole for c in word + ".")
    a, b = int(0.8 * n), int(0.9 * n)
    cut = abs(a * reported["train"] + (b - a) * reported["dev"] + (n - b) * reported["test"] - total) < 0.05
    wrong = {
        "evaluation on the training split: each part has its own": means["train"],
        "evaluation on all names: each part has its own": total / n,
        "dev and test exchanged": means["test"],
        "mean of the names' means: every window counts alike": lambda got: abs(float(got) - lumps["dev"]) < 1e-3,
        "sum for mean": lambda got: float(got) > 10,
        "split by example instead of by name": lambda got: bool(cut),
    }
    check_close("losses_by_split(...)['dev']", reported["dev"], means["dev"], wrong)
    check_close("losses_by_split(...)['train']", reported["train"], means["train"], wrong)
    check_close("losses_by_split(...)['test']", reported["test"], means["test"], wrong)
    ### BEGIN HIDDEN TESTS
    rng, number = fresh_rng(), fresh_seed()
    drawn = [torch.from_numpy(rng.normal(0, 1, size)) for size in sizes]
    whole = ["".join(rng.choice(list("abcdefgh"), rng.integers(1, 9))) for _ in range(60)]
    reported = losses_by_split(drawn, whole, codes, number)
    for name, part in zip(("train", "dev", "test"), split(whole, number), strict=True):
        rows = [[codes[c] for c in ("..." + word + ".")[i : i + 4]] for word in part for i in range(len(word) + 1)]
        rows = torch.tensor(rows)
        logits = torch.tanh(drawn[0][rows[:, :3]].flatten(1) @ drawn[1] + drawn[2]) @ drawn[3] + drawn[4]
        check_close(f"the loss on {name}", reported[name], F.cross_entropy(logits, rows[:, 3]))
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint: the three losses are close to each other but none is right</summary>

Split first, then make windows. If the windows of all names are made first and cut at 80 % and 90 %, the cuts fall
inside names.
</details>

## All names

Now the real names, cut in three. Beside them stands what there is to beat: the bigram of lessons 7 and 8, counted
on the training names (one added to each count) and measured on the dev names. Expect its loss to be 2.45 or 2.46.
"""

# %% show differs="where the data was found"
names = load_names()

# %% show differs="particular names"
train_words, dev_words, test_words = split(names, 42)
X, Y = build_dataset(train_words, stoi)
X_dev, Y_dev = build_dataset(dev_words, stoi)

def table_loss(length: int) -> float:
    """Dev loss of a table of counts with `length` characters of context, one added to each count."""
    powers = 27 ** torch.arange(length).flip(0)
    rows, rows_dev = X[:, 3 - length :] @ powers, X_dev[:, 3 - length :] @ powers
    N = torch.bincount(rows * 27 + Y, minlength=27 ** (length + 1)).view(-1, 27) + 1
    return -(N / N.sum(dim=1, keepdim=True))[rows_dev, Y_dev].log().mean().item()

bigram_dev = table_loss(1)
print(f"{len(X):,} windows to train on, {len(X_dev):,} to measure; bigram on dev: {bigram_dev:.4f}")

# %% [markdown]
r"""
How long should a step be? A short run for each of many lengths tells: 300 steps each from the same start, and the
mean loss of the last 100 batches. Too short a step gets nowhere, too long a step breaks everything; the useful
range is narrow and easy to see.
"""

# %% show differs="particular names"
rates = [10 ** (-3 + k / 5) for k in range(18)]
ends = [np.mean(train(start, X, Y, 300, 32, rate, 1)[1][-100:]) for rate in rates]
draw_rate_search(rates, ends, 0.1, "A tenth is a good step; ten times more is too much");

# %% [markdown]
r"""
A rate of 0.1, then: 20,000 steps. Batches leave a jitter that never dies down at that rate, so 10,000 steps of
0.01 follow. The grey line is single batches, the blue one their mean; does it cross the bigram? Watch also the fall
at the end, where the smaller steps begin.
"""

# %% show differs="particular names"
rough, rough_losses = train(start, X, Y, 20_000, 32, 0.1, 1)
small_net, fine_losses = train(rough, X, Y, 10_000, 32, 0.01, 2)
marks = {"bigram on dev": bigram_dev, "network on dev": evaluate(small_net, X_dev, Y_dev)}
draw_training(rough_losses + fine_losses, marks, "Below what one character of context can give");

# %% [markdown]
r"""
In the right third the grey band is no narrower, and yet the blue line has fallen: single batches differ because
names differ, but the weights no longer shake with every batch.

The losses by part. Expect about 2.36 on dev with the real names and 2.43 with the embedded ones: these share the
counts of up to three neighbouring characters with the real names, and no more, so the third character back tells
nothing. In both cases the dev loss is more than 0.02 below the bigram's, and train and dev are close: this network
is too small to learn by heart.
"""

# %% show differs="particular names"
print({name: round(loss, 3) for name, loss in losses_by_split(small_net, names, stoi, 42).items()})
print("more than 0.02 below the bigram:", evaluate(small_net, X_dev, Y_dev) < bigram_dev - 0.02)

# %% [markdown]
r"""
## A map of the alphabet

With two numbers a character, $C$ can be drawn. Nobody told the network which letters are vowels. It was only asked
what comes next, and letters that are followed by similar things are pushed the same way. Where do the vowels lie,
and who stands apart?
"""

# %% show differs="particular names"
draw_embedding(small_net[0], letters, "a, e, i and o lie together, y beside them, the dot alone");

# %% [markdown]
r"""
After `a`, `e`, `i` or `o` a name goes on in much the same way, so the same hidden units can serve all four, and
most consonants, after which a vowel is due, crowd together elsewhere. `u` has gone its own way. Where a letter ends
up also depends on where it was dropped at the start: another seed draws another map.

What does the context buy? A bigram has one answer to "what comes after `a`?". The network has as many as there are
contexts that end in `a`. Each row below is one context, the shade is the probability of the next character, the
likeliest is written in; the first row is the bigram's.
"""

# %% show differs="particular names"
after_a = torch.bincount(Y[X[:, 2] == stoi["a"]], minlength=27).float()
expected_next = {"bigram a": after_a / after_a.sum()}
for context in ("..a", ".ma", "hia", "nna", "lia", "tta", "cha"):
    codes_of = torch.tensor([[stoi[c] for c in context]])
    expected_next[context] = torch.softmax(forward(small_net, codes_of), dim=1)[0]
draw_expectations(expected_next, letters, "The same last letter, another expectation");

# %% [markdown]
r"""
## More room

Two numbers are little for a letter, and 100 units for all names. With 10 numbers and 200 units the network has
11,897 parameters. Its search for a step length is left out; 0.3, then 0.1, then 0.01 worked well. Expect a dev loss
well below the small network's, 2.32 to 2.35 with the embedded names, about 2.21 with the real ones, and a first gap
between train and dev, 0.03: there is room now to learn a little by heart.

The loss is given as a range because rounding differences grow over 25,000 steps: two right answers that only sum in
another order can end 0.02 apart.
"""

# %% show differs="particular names"
large_net = init_params(3, 10, 200, 2147483647)
for number, (steps, rate) in enumerate(((12_000, 0.3), (8_000, 0.1), (5_000, 0.01)), start=1):
    large_net, _ = train(large_net, X, Y, steps, 32, rate, number)
report = losses_by_split(large_net, names, stoi, 42)
print(count_parameters(large_net), {name: round(loss, 3) for name, loss in report.items()})

# %% [markdown]
r"""
Names from both, drawn as before: the window slides over what has been drawn already, until the dot. They still are
not names, but they hold together over more than two letters.
"""

# %% show
def sample_name(params: list[torch.Tensor], seed: int, block_size: int = 3) -> str:
    """One name drawn from the model, without the closing dot."""
    generator = torch.Generator().manual_seed(seed)
    context, name = [0] * block_size, ""
    while True:
        probs = torch.softmax(forward(params, torch.tensor([context])), dim=1)
        i = torch.multinomial(probs, 1, generator=generator).item()
        if i == 0:
            return name
        name, context = name + itos[i], context[1:] + [i]

# %% show differs="particular names"
for label, net in (("small", small_net), ("large", large_net)):
    print(label, [sample_name(net, seed) for seed in range(8)])

# %% [markdown]
r"""
## What the numbers buy

Was the table really out of reach? Three characters of context need 19,683 rows of 27, and with one added to each
count they can be measured like everything else. Here are all models, each by how many numbers it holds and what it
loses on the dev names.
"""

# %% show differs="particular names"
tables = {f"{k} back": (27 ** (k + 1), table_loss(k)) for k in (1, 2, 3)}
networks = {
    f"{net[0].shape[1]} numbers, {len(net[2])} units": (count_parameters(net), evaluate(net, X_dev, Y_dev))
    for net in (small_net, large_net)
}
draw_models(tables, networks, "A table grows 27-fold with each character, a network by its units");

# %% [markdown]
r"""
Squares are networks, circles are tables. The large network, with 11,897 numbers, is far below the bigram. It is
not the lowest point: with the embedded names the table of two characters is ahead, and with the real ones the table
of three, by about 0.02 nats and with 531,441 numbers.

Counting is hard to beat where there are counts enough, and half a minute of training is short; Karpathy's lecture
reports 2.17 on the real names for a network of this size, after 200,000 steps.

What differs is the growth. One character more multiplies a table by 27, to 14 million numbers, of which most would
never be touched by 182,000 windows. To the small network it adds two more inputs, 200 weights, and all of them are
trained by every window.

## What broke, and what comes next

The window. Three characters are looked at, the fourth is out of sight, and each place has weights of its own that
must be learned anew. Making the window longer makes $W_1$ longer, and still something is always just outside. A
name of three letters and one of fifteen get the same three places.

Two ways lead on. One lets a state travel along the word, as recurrent networks do. The other is [[03_descent_and_attention]]'s:
attention, where a position asks all earlier ones and weighs the answers, however many there are. Embedding, logits,
cross-entropy and this training loop remain as they are in both.

*Sources: Bengio, Ducharme, Vincent, Jauvin, "A neural probabilistic language model" (2003); Andrej Karpathy's lecture
on the character MLP, "Building makemore, part 2".*
"""
