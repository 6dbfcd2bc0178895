# %% [markdown]
r"""
# 9. Three characters of context: an embedding and a hidden layer

Lesson 8 learned what counting knew: one character back, 2.454 nats a character, and no table of pairs does better. A **nat** is the
unit of a loss taken with the natural logarithm. A table that looks three characters back needs a row for each of
27 x 27 x 27 = 19,683 contexts. Most of them never occur, and a row learns nothing from its neighbours.

At the end of this lesson you have a network of some 3,500 numbers that looks three characters back and beats the bigram on
names it has not seen. A larger one, once you have given it a better start, beats every table of counts on the real names.
Among the numbers of the small one is a map of the alphabet that nobody drew. The model is that of Bengio and others, "A
neural probabilistic language model" (2003), with characters in place of words.

*About 160 minutes. You need: [[08_neural_bigram]], its loss and its training loop. The runs over all names take about a
quarter of a minute together.*
"""

# %%
import random

import numpy as np
import torch
import torch.nn.functional as F

from grader.kit import *

torch.set_num_threads(1)  # the tensors are small: more threads would only wait for each other

# %% [markdown]
r"""
The alphabet is that of lessons 6 to 8. The dot, number 0, also fills the window before a name has begun.
"""

# %%
letters = ".abcdefghijklmnopqrstuvwxyz"
stoi = {letter: i for i, letter in enumerate(letters)}
itos = dict(enumerate(letters))

# %% [markdown]
r"""
Names are only one kind of sequence. What you write below is the skeleton of later language models too: a
context, an embedding, a network, logits, a softmax. Most of what later models changed is the network in the middle.

## A window that slides

### Exercise: contexts and targets

*Medium, 10 minutes*

An example is now a window: three characters in, the next one out. Write the function that slides the window over
every word and collects both parts.

At the start of a word there is nothing to look back at, so the window is filled with dots. It moves by dropping its
first character and taking in the one just predicted. The closing dot is the last target. The next word begins with
a fresh window.
"""


# %% exercise="build_dataset"
def build_dataset(words: list[str], stoi: dict[str, int], block_size: int = 3) -> tuple[torch.Tensor, torch.Tensor]:
    """All windows of all words, in order, and the character after each.

    Returns:
        X: (n, block_size) int64, oldest character first, 0 where the word had not begun.
        Y: (n,) int64.

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
For `emma` you should see five windows, from `...` to `mma`, with the targets `e`, `m`, `m`, `a` and the dot.
"""

# %% show
emma_X, emma_Y = build_dataset(["emma"], stoi)
draw_windows(emma_X, emma_Y, itos, "Three characters in, one out");
# %% test="build_dataset" points=2
with exercise(
    "build_dataset",
    raised={
        "block size fixed at 3: the window has block_size characters": "expected sequence of length 2 at dim 1 (got 3)"
    },
):
    codes, words = {".": 0, "a": 1, "b": 2, "c": 3}, ["cab", "a"]
    pair = list(build_dataset(list(words), dict(codes), 2))
    check_equal(
        "the number of results of build_dataset",
        len(pair),
        2,
        {"one table for both: return X and Y": lambda got: got > 3},
    )
    for label, part in (("X", pair[0]), ("Y", pair[1])):
        check_equal(
            f"the type of {label}",
            type_name(part),
            "Tensor",
            {
                "no return": "NoneType",
                "lists returned: make tensors of them with torch.tensor": "list",
                "arrays returned: PyTorch works on tensors": "ndarray",
            },
        )
        check_equal(
            f"{label}.dtype",
            str(part.dtype),
            "torch.int64",
            {
                "float numbers for codes: codes are whole numbers": lambda got: "float" in got,
                "smaller integers: int64 is what F.one_hot and F.cross_entropy take": lambda got: (
                    got[6:9] in ("int", "uin")
                ),
            },
        )
    check_close(
        "X of build_dataset(['cab', 'a'], stoi, 2)",
        pair[0],
        [[0, 0], [0, 3], [3, 1], [1, 2], [0, 0], [0, 1]],
        likely={
            "context carried over between names: each begins with dots": [
                [0, 0],
                [0, 3],
                [3, 1],
                [1, 2],
                [2, 0],
                [0, 1],
            ],
            "window shifted the wrong way: the oldest character comes first": lambda got: got[2].tolist() == [1, 3],
            "padding missing: the first letters are targets as well": lambda got: (
                len(got) < 6 and got[0].tolist() in ([0, 3], [3, 1])
            ),
            "end missing: the closing dot is a target": [[0, 0], [0, 3], [3, 1], [0, 0]],
            "target inside the context: note the window before it moves": lambda got: (
                len(got) == 6 and got[0].tolist() == [0, 3]
            ),
            "block size fixed at 3: use the argument": lambda got: got.shape == (6, 3),
            "transposed: rows are examples": lambda got: got.shape == (2, 6),
            "equal windows kept once: every place in a word is an example": lambda got: got.shape == (5, 2),
            "one list for all contexts: a list that changes later changes in X too": lambda got: (
                len(got) == 6 and got[:4].tolist() == [[2, 0]] * 4
            ),
            "window never moved: drop the first character and take in the new one": lambda got: (
                len(got) == 6 and got[:4].tolist() == [[0, 0]] * 4
            ),
            "return inside the loop: the other words come after it": [[0, 0], [0, 3], [3, 1], [1, 2]],
            "return inside the inner loop: all windows come after the first": [[0, 0]],
            "last word only: begin X and Y before the loop": [[0, 0], [0, 1]],
            "windows in another order: word by word, from its first character": lambda got: (
                len(got) == 6 and sorted(got.tolist()) == [[0, 0], [0, 0], [0, 1], [0, 3], [1, 2], [3, 1]]
            ),
        },
    )
    check_close(
        "Y of build_dataset(['cab', 'a'], stoi, 2)",
        pair[1],
        [3, 1, 2, 0, 1, 0],
        likely={
            "target one place late: it is the character after the window": [1, 2, 0, 0, 0, 0],
            "the last character of the window as target": [0, 3, 1, 2, 0, 1],
            "targets as a column: Y has one dimension": lambda got: got.shape == (6, 1),
        },
    )
    grown = {"windows of an earlier call kept: begin with empty lists in the function": lambda got: len(got) > 3}
    again = build_dataset(["ab"], dict(codes), 2)
    check_close("X of build_dataset(['ab'], stoi, 2), a second call", again[0], [[0, 0], [0, 1], [1, 2]], grown)
    double = build_dataset(["b", "b"], dict(codes), 1)
    once = {"a word that occurs twice taken once: each of them counts": lambda got: len(got) == 2}
    check_close("X of build_dataset(['b', 'b'], stoi, 1)", double[0], [[0], [2], [0], [2]], once)
    mirrored = build_dataset(["abba"], dict(codes), 2)
    at_first = {
        "place looked up by letter: .index finds the first of two equal ones, count the places": lambda got: (
            got.tolist() == [[0, 0], [0, 1], [0, 1], [0, 0], [2, 1]]
        )
    }
    check_close(
        "X of build_dataset(['abba'], stoi, 2)", mirrored[0], [[0, 0], [0, 1], [1, 2], [2, 2], [2, 1]], at_first
    )
    check_close("Y of build_dataset(['abba'], stoi, 2)", mirrored[1], [1, 2, 2, 1, 0])
    usual = build_dataset(["ab"], dict(codes))
    fixed = {"default block size is not 3": lambda got: got.shape[0] == 3}
    check_shape("X of build_dataset(['ab'], stoi)", usual[0], (3, 3), fixed)
    codes = {".": 0, "x": 1, "a": 2}
    given = list(words := ["xa"])
    check_close(
        "X with x as number 1 and a as number 2",
        build_dataset(given, dict(codes), 2)[0],
        [[0, 0], [0, 1], [1, 2]],
        {"codes from the alphabet: they are those of stoi": lambda got: got.max() > 2},
    )
    check_unchanged("words", words, given)
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    codes = {letter: i for i, letter in enumerate(".abcdefghijklmnopqrstuvwxyz")}
    words = ["".join(rng.choice(list(codes)[1:], rng.integers(1, 9))) for _ in range(12)]
    for block in (1, 3, 4):
        padded = ["." * block + word + "." for word in words]
        pieces = [text[i : i + block + 1] for text in padded for i in range(len(text) - block)]
        before, after = [[codes[c] for c in piece[:-1]] for piece in pieces], [codes[piece[-1]] for piece in pieces]
        contexts, targets = build_dataset(list(words), dict(codes), block)
        check_close(f"X of random words, block size {block}", contexts, before)
        check_close(f"Y of random words, block size {block}", targets, after)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: all rows of X are the same, or all are dots</summary>

Either the window never moves, or every row of X is the same list. `context.append(...)` changes the very list that
was put into X before.
</details>

<details><summary>Hint 2: one window, step by step</summary>

Begin each word with a list of `block_size` zeros. For each character of `word + "."`: note the window, note the
character's number, then move the window.
</details>

<details><summary>Hint 3: the line that moves it</summary>

`context = context[1:] + [code]` makes a new list and leaves the noted one alone.
</details>

### Exercise: three parts

*Medium, 10 minutes*

A network of thousands of weights can learn names by heart, so its loss is measured on names that took no part in
training. Write the split: 80% to train on, 10% (dev) for choosing settings, 10% (test) that you look at once, at the
very end.

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
Ten toy words: you should see eight, one and one, and `True`, since each word occurs exactly once.
"""

# %% show
toy_words = ["ava", "eve", "anna", "emma", "ada", "mae", "nina", "dana", "vera", "mara"]
[len(part) for part in split(toy_words, 1)], sorted(sum(split(toy_words, 1), [])) == sorted(toy_words)

# %% test="split" points=2
with exercise("split", raised={"shuffle gives None: it works in place": "'NoneType' object is not subscriptable"}):
    order = [(7 * i) % 39 for i in range(36)]
    whole = [f"{'abcdefgh'[i // 5]}{'klmno'[i % 5]}{'y' * (i % 4)}" for i in order] + [
        "ava",
        "ava",
        "eva",
        "eva",
        "uma",
    ]
    given = list(whole)
    result = split(given, 3)
    wrapped = {"a dictionary returned: return the three lists": "dict", "no return": "NoneType"}
    check_equal("the type of split(...)", type_name(result).replace("list", "tuple"), "tuple", wrapped)
    parts = [list(part) for part in result]
    check_unchanged("words", whole, given)
    check_equal("the number of parts", len(parts), 3, {"one part only: return all three": lambda got: got > 3})
    together = parts[0] + parts[1] + parts[2]
    check_that(
        set(together) <= set(whole),
        "A part holds a word that was not in the list.",
        got=together,
        likely={
            "letters for words: a part is a list of words": lambda got: max(map(len, got)) == 1,
            "split by example instead of by name: a word was cut in two": lambda got: (
                "".join(sorted("".join(got))) == "".join(sorted("".join(whole)))
            ),
            "something else than words: cut the list of words": lambda got: not isinstance(got[0], str),
        },
    )
    check_equal(
        "the sizes of the three parts of 41 words",
        [len(part) for part in parts],
        [32, 4, 5],
        likely={
            "parts overlap: the second ends where the third begins": [32, 9, 5],
            "fifths for tenths": [24, 8, 9],
            "names that occur twice dropped": [31, 4, 4],
            "cut in other places: at int(0.8 * n) and int(0.9 * n)": [33, 4, 4],
            "last word lost: the last slice runs to the end": [32, 4, 4],
            "a word lost at each cut: a slice ends just before its second number": [32, 3, 4],
            "parts in another order: train, dev, test": [32, 5, 4],
            "80 and 20 only: the second cut is at 0.9": [32, 9, 0],
        },
    )
    doubled = {"some words twice, others never: cut one shuffled list into all three": lambda got: len(set(got)) < 38}
    check_equal("all words of the three parts, sorted", sorted(together), sorted(whole), doubled)
    check_that(
        together != whole,
        "The words are in their old order.",
        got=together,
        likely={"not shuffled": lambda got: got == whole},
    )
    check_that(
        sorted(parts[2]) != sorted(whole[36:]),
        "The last five words make up the last part.",
        got=parts,
        likely={"cut before the shuffle: shuffle the whole list": lambda got: sorted(got[2]) == sorted(whole[36:])},
    )
    steps = {
        (a, b) for line in (whole, whole[::-1], sorted(whole), sorted(whole)[::-1]) for a, b in zip(line, line[1:])
    }
    kept = sum(pair in steps for pair in zip(together, together[1:]))
    check_that(
        kept < 20,
        "Most words still have their old neighbour beside them.",
        got=kept,
        likely={"turned or sorted, not shuffled": lambda got: got >= 20},
    )
    for seed in (0, 3):
        twice = {str([list(part) for part in split(list(whole), seed)]) for _ in range(2)}
        once = {"seed not used: two calls with one seed shuffle differently": 2}
        check_equal(f"the number of different results of two calls with seed {seed}", len(twice), 1, once)
    several = {str([list(part) for part in split(list(whole), seed)]) for seed in range(4)}
    fixed = {"the seed changes nothing: shuffle with it": 1}
    check_equal("the number of different results for seeds 0 to 3", len(several), 4, fixed)
    orders = [sum(map(list, split(list(whole), seed)), []) for seed in (1, 2, 3)]
    after = [set(zip(order, order[1:])) for order in orders]
    check_that(
        max(len(after[0] & after[1]), len(after[1] & after[2])) < 20,
        "With another seed most words still have the same neighbour after them.",
        got=orders,
        likely={
            "one order for all seeds, begun at another place: shuffle anew with each seed": lambda got: (
                len(set(zip(got[0], got[0][1:])) & set(zip(got[1], got[1][1:]))) >= 20
            )
        },
    )
    for n, sizes in ((47, [37, 5, 5]), (10, [8, 1, 1]), (1, [0, 0, 1])):
        cut = [len(part) for part in split([f"w{i}" for i in range(n)], 1)]
        uneven = {
            "parts counted from the front: cut at int(0.8 * n) and int(0.9 * n)": [37, 4, 6],
            "sizes written in: they follow from the number of words": lambda got: got[0] in (32, 35),
        }
        check_equal(f"the sizes of the parts of {n} words", cut, sizes, uneven)
    ### BEGIN HIDDEN TESTS
    rng, number = fresh_rng(), fresh_seed()
    whole = ["".join(rng.choice(list("abcdefghijkl"), 5)) for _ in range(int(rng.integers(100, 200)))]
    n = len(whole)
    first, second = int(0.8 * n), int(0.9 * n)
    given = list(whole)
    parts = [list(part) for part in split(given, number)]
    check_unchanged("words", whole, given)
    check_equal("the sizes", [len(part) for part in parts], [first, second - first, n - second])
    joined = parts[0] + parts[1] + parts[2]
    check_equal("all words, sorted", sorted(joined), sorted(whole))
    moved = sum(a != b for a, b in zip(joined, whole))
    check_that(moved > n / 2, "Most words are where they were.")
    check_that(len(set(parts[2]) & set(whole[second:])) < 0.8 * (n - second), "The last words stayed the last.")
    twice = {str([list(part) for part in split(list(whole), number)]) for _ in range(2)}
    check_equal("the number of different results of two calls", len(twice), 1)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: the list itself comes out shuffled, or each call differs</summary>

`shuffle` works in place, so it needs a copy. `random.shuffle` without a generator of its own pays no attention to
your seed.
</details>

<details><summary>Hint 2: one shuffle, two cuts</summary>

Shuffle once, then take three slices of the same shuffled list. Drawing three times gives parts that overlap.
</details>

<details><summary>Hint 3: the slices</summary>

`copy[:a]`, `copy[a:b]`, `copy[b:]`, with `a = int(0.8 * len(words))` and `b` likewise.
</details>

A list may hold a name twice, and then one copy can be in training and the other in dev: 13% of the real dev names and
35% of the embedded ones also occur in training. That flatters every model a little, and most of all a model that can learn by
heart: 0.0004 nats for the bigram, 0.012 (embedded: 0.063) for a table that looks three characters back. Keep it in mind when
you compare them below.

## Two numbers for a letter

In [[08_neural_bigram]] each character had its own row of 27 weights, and nothing that was learned about `a` told the network
anything about `e`. Here every character gets a short row of a table $C$, its **embedding**. The three rows of a
context, side by side, are the input of an ordinary network. Here it is for one example, with the shape of each step:
"""

# %% show
draw_network("emm", "a", dims=2, hidden=100, title="Three rows of C, one hidden layer, 27 logits");
# %% [markdown]
r"""
The same as equations, for all the examples of a batch at once; each row is one example:

$$e = [C_{x_1}, C_{x_2}, C_{x_3}], \qquad h = \tanh(e W_1 + b_1), \qquad \text{logits} = h W_2 + b_2$$

The rows of $C$ are weights too: they are learned. There is one table for all three places, so what is learned about
a letter in one place holds in the others. Characters that are followed by similar things can end up close
together. **Logits** are scores that may be any numbers; a softmax turns them into probabilities.

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
    layer = torch.zeros(32, 100)
    check_that(
        [float(d) for d in np.ravel(embedded_shape)] == [float(d) for d in looked_up.shape],
        "embedded_shape is not the shape of C[X]. Each entry of X is replaced by a row of C.",
        got=embedded_shape,
        likely={
            "dimensions before positions: the index's shape comes first": [32, 2, 3],
            "positions lost: each of the three characters is looked up": [32, 2],
            "row length left out: each entry of X becomes a row": [32, 3],
            "table for rows: only the rows that X names are taken": lambda got: 27 in list(got),
        },
    )
    check_that(
        [float(d) for d in np.ravel(flat_shape)] == [float(d) for d in looked_up.flatten(1).shape],
        "flat_shape is not the shape of e. Its rows are examples; how many numbers does each hold?",
        got=flat_shape,
        likely={
            "flattened over the batch: one row for each example": [96, 2],
            "positions lost: the three rows are side by side": [32, 2],
            "characters counted, not their numbers": [32, 3],
            "not flattened: e has two dimensions": [32, 3, 2],
        },
    )
    check_that(
        [float(d) for d in np.ravel(hidden_shape)] == [float(d) for d in layer.shape],
        "hidden_shape is not the shape of h. Think of the shapes of e and W1.",
        got=hidden_shape,
        likely={
            "the shape of W1 for that of h": [6, 100],
            "columns for examples: rows are examples": [100, 32],
            "one example for the batch": [100],
        },
    )
    check_that(
        [float(d) for d in np.ravel(logits_shape)] == [float(d) for d in (layer @ torch.zeros(100, 27)).shape],
        "logits_shape is not the shape of the logits. There is one for each possible next character.",
        got=logits_shape,
        likely={
            "the shape of W2 for that of the logits": [100, 27],
            "columns for examples: rows are examples": [27, 32],
            "one example for the batch": [27],
            "one number an example: every character gets a logit": [32, 1],
        },
    )
    check_that(
        float(parameters) - 3000 == 481,
        f"parameters = {parameters} is not the number of learned entries.",
        likely={
            "bias missing: b1 and b2 are learned too": 3354,
            "bias missing: b2 has an entry for each logit": 3454,
            "bias missing: b1 has an entry for each hidden unit": 3381,
            "a table for each position: one C serves all three": 3589,
            "the batch counted: every example is run through the same numbers": 111392,
            "embedding not counted: C is learned as well": 3427,
            "only the weights of the two layers counted": 3300,
        },
        got=parameters,
    )
    ### BEGIN HIDDEN TESTS
    sizes = [[float(d) for d in np.ravel(v)] for v in (embedded_shape, flat_shape, hidden_shape, logits_shape)]
    check_that(sizes == [[32, 3, 2], [32, 6], [32, 100], [32, 27]], "A shape is wrong.")
    check_that(float(parameters) == 3481, "The number of parameters is wrong.")
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: indexing with a table of indices</summary>

Each entry of `X` is replaced by a row of `C`. The result has the shape of `X`, followed by the length of a row.
</details>

For comparison: a table of counts for three characters has 27 x 27 x 27 x 27 = 531,441 entries, a row of 27 for each
of the 19,683 contexts. The network has 153 times fewer numbers, because no context has numbers of its own. Contexts
that look alike share them.

### Exercise: the parameters

*Easy, 5 minutes*

Now the five tensors themselves. Write the function that draws them with `torch.randn`, the biases too, from one
generator and in the order $C$, $W_1$, $b_1$, $W_2$, $b_2$, so that a seed means the same network for everybody.
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
You should see **3481**, and **-1.1258** at the top left of $C$ for seed 0.
"""


# %% show
def count_parameters(params: list[torch.Tensor]) -> int:
    """How many numbers there are to learn."""
    return sum(p.numel() for p in params)


print(count_parameters(init_params(3, 2, 100, 1)), f"{init_params(3, 2, 100, 0)[0][0, 0]:.4f}")

# %% test="init_params" points=1
with exercise("init_params"):
    drawn = list(init_params(2, 3, 4, 5))
    check_equal(
        "the number of tensors",
        len(drawn),
        5,
        {"bias missing: b1 and b2 are parameters": 3, "return inside the loop, or one tensor alone": 1},
    )
    for name, part in zip(("C", "W1", "b1", "W2", "b2"), drawn):
        check_equal(
            f"the type of {name}",
            type_name(part),
            "Tensor",
            {"arrays returned: training needs tensors": "ndarray", "a dictionary returned: a list is asked for": "str"},
        )
    shapes = [tuple(part.shape) for part in drawn]
    check_equal(
        "the five shapes of init_params(2, 3, 4, 5)",
        shapes,
        [(27, 3), (6, 4), (4,), (4, 27), (27,)],
        likely={
            "order of the list: C, W1, b1, W2, b2": lambda got: got[2] == (4, 27),
            "embedding not flattened: W1 has two dimensions": lambda got: len(got[1]) == 3,
            "W1 for one character: its rows take the whole block": lambda got: got[1] == (3, 4),
            "weights transposed: inputs are rows, units are columns": lambda got: got[1] == (4, 6),
            "biases as rows or columns: they have one dimension": lambda got: len(got[2]) == 2 and 1 in got[2],
            "sizes written in: they follow from the arguments": lambda got: got[1] in ((6, 100), (6, 200), (9, 4)),
            "26 characters: the dot is one too": lambda got: 26 in got[0],
            "dims left out of W1: each character brings dims numbers": lambda got: got[1] == (2, 4),
        },
    )
    twice = {str(list(init_params(2, 3, 4, 5))[0][0].tolist()) for _ in range(2)}
    check_equal(
        "the number of different results of two calls",
        len(twice),
        1,
        {"two calls with one seed differ: make the generator anew, from the seed": 2},
    )
    both = {str(list(init_params(2, 3, 4, seed))[0][0].tolist()) for seed in (5, 6)}
    check_equal("the number of different results for two seeds", len(both), 2, {"seed fixed: use the argument": 1})
    check_close(
        "C[0] of init_params(2, 3, 4, 5)",
        drawn[0][0],
        [1.84233, 0.518887, -1.711921],
        likely={
            "uniform start: randn draws from the normal distribution": [0.830252, 0.126111, 0.90747],
            "numpy draws: torch.randn has other numbers": [-0.801931, -1.324359, -0.248362],
            "drawn in float64: the same seed then gives other numbers": lambda got: (
                abs(float(got[0]) - 0.823571) < 1e-3
            ),
            "order of the draws: C is the first": [1.764617, -2.04577, -0.609709],
            "scaled: the numbers are used as drawn": lambda got: (
                abs(float(got[0] / got[1]) - 1.84233 / 0.518887) < 1e-3
            ),
        },
    )
    check_close(
        "W1[0] of init_params(2, 3, 4, 5)",
        drawn[1][0],
        [-0.185558, 1.236149, -1.438908, -0.89084],
        likely={
            "a new generator for each: it begins again": [1.84233, 0.518887, -1.711921, -1.701379],
            "scaled: the numbers are used as drawn": lambda got: (
                abs(float(got[0] / got[1]) + 0.185558 / 1.236149) < 1e-3
            ),
        },
    )
    check_close(
        "b1 of init_params(2, 3, 4, 5)",
        drawn[2],
        [-0.232213, 1.333133, -0.024304, -1.495222],
        likely={
            "biases not drawn: here they are random too": lambda got: float(abs(got).max()) == 0,
            "order of the draws: C, W1, b1, W2, b2": lambda got: abs(float(got[0])) > 0,
        },
    )
    check_close("W2[0, :3] of init_params(2, 3, 4, 5)", drawn[3][0][:3], [-0.017087, -0.488512, 0.953435])
    check_close(
        "b2[:3] of init_params(2, 3, 4, 5)",
        drawn[4][:3],
        [1.926977, 2.785706, 1.186656],
        {"biases not drawn: here they are random too": lambda got: float(abs(got).max()) == 0},
    )
    check_close("C[0] of a second call", list(init_params(2, 3, 4, 5))[0][0], [1.84233, 0.518887, -1.711921])
    ### BEGIN HIDDEN TESTS
    number = fresh_seed()
    generator = torch.Generator().manual_seed(number)
    expected = [torch.randn(shape, generator=generator) for shape in ((27, 5), (20, 7), (7,), (7, 27), (27,))]
    check_close("init_params(4, 5, 7, seed)", list(init_params(4, 5, 7, number)), expected)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: C is right and everything after it is wrong</summary>

A generator that is seeded again starts again. Make it once and pass the same one to all five draws.
</details>

<details><summary>Hint 2: the sizes</summary>

W1 takes in the whole block: `block_size * dims` rows. Rows are inputs, columns are units.
</details>

<details><summary>Hint 3: one draw</summary>

`torch.randn((27, dims), generator=generator)`, and four more like it.
</details>

### Exercise: find the bug

*Medium, 10 minutes*

The function below looks up the rows and lays them side by side. Its result has the right shape, and a network that
uses it even learns a little. For a batch of one it is right; for a larger one it is not. Find out what lands in row
0, and write `embed` as it should be. You should see `[1.0, 10.0, 2.0, 20.0]` in the first row; the bug puts something else there.
"""


# %%
def embed(C, X):
    emb = C[X.T]
    return emb.reshape(len(X), -1)


# %% show
tens = torch.tensor([[0.0, 0.0], [1.0, 10.0], [2.0, 20.0]])
print(embed(tens, torch.tensor([[1, 2], [0, 1]])).tolist())

# %% [markdown]
r"""
Training will need the slope of the loss in every entry of $C$. The tests below use this function to see whether
slopes can flow through yours; you need not change it.
"""


# %%
def slopes(function, weights, *rest):
    """By autograd: the slopes of the summed squares of function(weights, *rest), in one tensor or in each of a list."""
    several = isinstance(weights, (list, tuple))
    leaves = [w.detach().clone().requires_grad_() for w in (weights if several else [weights])]
    result = function(leaves if several else leaves[0], *rest)
    return list(torch.autograd.grad((result * result).sum(), leaves))


# %% exercise="embed"
def embed(C: torch.Tensor, X: torch.Tensor) -> torch.Tensor:
    """The rows of C for each context, side by side, oldest character first.

    Args:
        C: (V, dims) float.  X: (n, block_size) int.

    Returns:
        (n, block_size * dims), through which a gradient can flow back to C.

    Example: C [[0, 0], [1, 10], [2, 20]], X [[1, 2], [0, 1]] gives [[1, 10, 2, 20], [0, 0, 1, 10]].
    """
    ### BEGIN SOLUTION
    emb = C[X]
    return emb.reshape(len(X), -1)
    ### END SOLUTION


# %% [markdown]
r"""
Now you should see the two rows of the docstring: `[1.0, 10.0, 2.0, 20.0]` and `[0.0, 0.0, 1.0, 10.0]`.
"""

# %% show
print(embed(tens, torch.tensor([[1, 2], [0, 1]])).tolist())

# %% test="embed" points=2
with exercise(
    "embed",
    raised={
        "gradient cut: .detach(), .data, no_grad or a new torch.tensor(...) forgets where the numbers come from": "does not require grad",
        "gradient cut: a part of the weights is detached": "appears to not have been used in the graph",
        "gradient cut: NumPy cannot carry one, use torch throughout": "call numpy() on Tensor that requires grad",
        "classes left to one_hot: it must be told how many rows C has": "mat1 and mat2 shapes cannot be multiplied",
        "integer one-hot: @ wants floats on both sides": "same dtype",
        "width written in: it is block_size * dims": "is invalid for input of size",
        "places written in: X.shape[1] says how many there are": "out of bounds for dimension 1",
    },
):
    rows = [[0.0, 0.5, 0.25], [1.0, 1.5, 1.25], [2.0, 2.5, 2.25], [3.0, 3.5, 3.25]]
    places = [[1, 2], [0, 1], [2, 0]]
    table, contexts = torch.tensor(rows), torch.tensor(places)
    flat = embed(table, contexts)
    check_equal(
        "the type of embed(C, X)",
        type_name(flat),
        "Tensor",
        {
            "no return": "NoneType",
            "list returned: the network needs a tensor": "list",
            "array returned: the network needs a tensor": "ndarray",
        },
    )
    check_close(
        "embed(C, [[1, 2], [0, 1], [2, 0]])",
        flat,
        [[1, 1.5, 1.25, 2, 2.5, 2.25], [0, 0.5, 0.25, 1, 1.5, 1.25], [2, 2.5, 2.25, 0, 0.5, 0.25]],
        likely={
            "axes mixed: row 0 holds two examples": [
                [1, 1.5, 1.25, 0, 0.5, 0.25],
                [2, 2.5, 2.25, 2, 2.5, 2.25],
                [1, 1.5, 1.25, 0, 0.5, 0.25],
            ],
            "dimensions before positions": [
                [1, 2, 1.5, 2.5, 1.25, 2.25],
                [0, 1, 0.5, 1.5, 0.25, 1.25],
                [2, 0, 2.5, 0.5, 2.25, 0.25],
            ],
            "characters summed: side by side they keep their places": [[3, 4, 3.5], [1, 2, 1.5], [2, 3, 2.5]],
            "characters averaged: side by side they keep their places": [
                [1.5, 2, 1.75],
                [0.5, 1, 0.75],
                [1, 1.5, 1.25],
            ],
            "last character only: all of the block are laid side by side": [
                [2, 2.5, 2.25],
                [1, 1.5, 1.25],
                [0, 0.5, 0.25],
            ],
            "not flattened: two dimensions are wanted": lambda got: got.shape == (3, 2, 3),
            "transposed: one row for each example": lambda got: (
                got.shape == (6, 3) and got[:, 0].tolist() == [1, 1.5, 1.25, 2, 2.5, 2.25]
            ),
            "rounded: the rows are taken as they are": lambda got: (
                [round(float(v), 4) for v in got[0]] == [1, 1.5, 1.2, 2, 2.5, 2.2]
            ),
            "flattened over the batch: one row for each example": lambda got: got.shape == (6, 3),
            "flattened altogether: one row for each example": lambda got: got.shape == (18,),
            "order of the characters reversed": lambda got: got[0].tolist()[:3] == [2, 2.5, 2.25],
            "one-hot rows left as they are: they pick the rows of C": lambda got: got.shape == (3, 8),
            "first example only: return after the loop": [[1, 1.5, 1.25, 2, 2.5, 2.25]],
        },
    )
    check_unchanged("C", torch.tensor(rows), table)
    check_unchanged("X", torch.tensor(places), contexts)
    wide = {"width written in: it is block_size * dims": lambda got: got.shape[1] in (4, 6)}
    longer = torch.tensor([[0, 1, 2, 0], [1, 1, 0, 2]])
    narrow = torch.tensor([row[:2] for row in rows])
    check_shape("embed(C, X) with C (4, 3) and X (2, 4)", embed(torch.tensor(rows), longer), (2, 12), wide)
    check_shape("embed(C, X) with C (4, 2) and X (2, 4)", embed(narrow, longer), (2, 8), wide)
    alone = embed(torch.tensor(rows), torch.tensor([[3]]))
    squeezed = {"dimension of size 1 lost: squeeze takes every one": lambda got: got.ndim == 1}
    check_close("embed(C, [[3]])", alone, [[3, 3.5, 3.25]], squeezed)
    counts = torch.tensor([[2.0], [2], [2], [0]]) * torch.tensor(rows)
    flows = slopes(embed, torch.tensor(rows), torch.tensor(places))
    check_close("the slopes in C of the summed squares of embed(C, X)", flows[0], 2 * counts)
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    for n, block, dims in ((10, 3, 2), (7, 4, 5), (5, 5, 5)):
        numbers, places = rng.normal(0, 1, (27, dims)), rng.integers(0, 27, (n, block))
        expected = [sum((numbers[i].tolist() for i in row), []) for row in places.tolist()]
        found = embed(torch.tensor(numbers, dtype=torch.float32), torch.tensor(places))
        check_close(f"embed of {n} contexts of {block}, {dims} numbers each", found, expected)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: the shape is right and the numbers are in the wrong rows</summary>

`reshape` takes the numbers in the order of the indices, the last index first, and only breaks the lines elsewhere. Row 0 then holds
whatever comes first.
</details>

<details><summary>Hint 2: whose numbers come first?</summary>

Print `C[X.T].shape` and `C[X].shape`. In which of them does the first index count the examples?
</details>

<details><summary>Hint 3: the line</summary>

Look up with `X` itself; the rest of the function is right.
</details>

`C[X]` is stored example after example, so `reshape` (or `view`) copies no number here: it only reads the same memory as
longer rows.

## Forward

### Exercise: the network

*Easy, 5 minutes*

With the embedding in place the rest is two layers. Write them as in the equations above: a tanh after the first,
nothing after the second, since logits may be any numbers.
"""


# %% exercise="forward"
def forward(params: list[torch.Tensor], X: torch.Tensor) -> torch.Tensor:
    """The logits of the next character.

    Args:
        params: [C, W1, b1, W2, b2].  X: (n, block_size) int.

    Returns:
        (n, 27), or as many columns as b2 has entries; a gradient can flow back to all five.

    Example: with all parameters 0 every logit is 0.
    """
    ### BEGIN SOLUTION
    C, W1, b1, W2, b2 = params
    hidden = torch.tanh(embed(C, X) @ W1 + b1)
    return hidden @ W2 + b2
    ### END SOLUTION


# %% [markdown]
r"""
You should see the shape (5, 27), and logits from **-19.9** to **26.3**. That is far too large for a network that knows
nothing: each is a sum of a hundred terms of about size 1. The loss will have to pay for it.
"""

# %% show
start = init_params(3, 2, 100, 2147483647)
emma_logits = forward(start, emma_X)
emma_logits.shape, round(emma_logits.min().item(), 1), round(emma_logits.max().item(), 1)

# %% test="forward" points=2
with exercise(
    "forward",
    raised={
        "gradient cut: .detach(), .data, no_grad or a new torch.tensor(...) forgets where the numbers come from": "does not require grad",
        "gradient cut: a part of the weights is detached": "appears to not have been used in the graph",
        "gradient cut: NumPy cannot carry one, use torch throughout": "call numpy() on Tensor that requires grad",
        "characters not looked up: X holds places, embed(C, X) their rows": "(2x2 and 4x2)",
        "sizes written in: they follow from the params": "is invalid for input of size",
        "params in another order: they are C, W1, b1, W2, b2": "must match the size of tensor b (3)",
    },
):
    small = [
        torch.tensor([[0.5, -1.0], [1.0, 0.25], [-0.5, 2.0]]),
        torch.tensor([[0.2, -0.4], [0.6, 0.1], [-0.3, 0.8], [0.5, -0.7]]),
        torch.tensor([0.3, -0.2]),
        torch.tensor([[1.0, -2.0, 0.5], [1.5, 0.5, -1.0]]),
        torch.tensor([0.1, 0.2, -0.3]),
    ]
    given, kept = [part.clone() for part in small], [part.clone() for part in small]
    logits = forward(given, torch.tensor([[0, 1], [2, 0]]))
    check_equal(
        "the type of forward(params, X)",
        type_name(logits),
        "Tensor",
        {
            "no return": "NoneType",
            "array returned: the loss needs a tensor": "ndarray",
            "list returned: the loss needs a tensor": "list",
            "hidden layer returned as well: return the logits alone": "tuple",
        },
    )
    check_close(
        "forward(params, [[0, 1], [2, 0]])",
        logits,
        atol=1e-4,
        expected=[[-0.07183, 0.97889, -0.60353], [2.02773, -0.63944, -0.84415]],
        likely={
            "tanh missing": [[-0.0875, 1.0125, -0.6125], [2.8, -0.65, -1.225]],
            "bias missing: b1 is added before the tanh": [[-0.01723, 1.53353, -0.90815], [1.87962, -0.19122, -0.9942]],
            "bias missing: b2 is added to the logits": [[-0.17183, 0.77889, -0.30353], [1.92773, -0.83944, -0.54415]],
            "bias missing: b1 and b2": [[-0.11723, 1.33353, -0.60815], [1.77962, -0.39122, -0.6942]],
            "tanh after the last layer: logits are free": [[-0.0717, 0.75259, -0.53956], [0.96594, -0.56452, -0.688]],
            "probabilities returned: the loss takes logits": [[0.22486, 0.64302, 0.13213], [0.88807, 0.06167, 0.05026]],
            "bias outside the tanh": [[-0.01723, 0.83353, -0.55815], [1.87962, -0.89122, -0.6442]],
            "clamped, not bent": [[-0.0875, 1.0125, -0.6125], [2.35, -0.8, -0.925]],
            "b1 subtracted: it is added": [[0.07143, 1.94256, -1.157], [1.652, 0.36993, -1.16097]],
            "tanh twice: the embedding goes in as it is": [[-0.10367, 0.52625, -0.36129], [1.49265, 0.05657, -0.92461]],
            "tanh of the embedding only: it belongs around the first layer": [
                [-0.10531, 0.52952, -0.3621],
                [1.84265, 0.15891, -1.15078],
            ],
            "relu for tanh": [[0.2875, 0.2625, -0.425], [2.8, -0.65, -1.225]],
            "sigmoid for tanh": [[1.30415, -0.34906, -0.62754], [1.95793, -0.76544, -0.74625]],
            "hidden layer returned: the second layer is missing": lambda got: got.shape == (2, 2),
            "first example only: all rows go through together": lambda got: got.shape == (3,),
            "relu after the last layer: logits are free": [[0, 0.97889, 0], [2.02773, 0, 0]],
            "axes mixed in the embedding: look up with X itself": lambda got: abs(float(got[0, 0]) + 0.630362) < 1e-3,
            "logits shifted: leave that to the loss": [[-1.05072, 0, -1.58242], [0, -2.66717, -2.87188]],
            "log-probabilities returned: the loss takes logits": [
                [-1.4923, -0.44158, -2.024],
                [-0.11871, -2.78588, -2.99059],
            ],
        },
    )
    for name, before, after in zip(("C", "W1", "b1", "W2", "b2"), kept, given):
        check_unchanged(name, before, after)
    check_shape(
        "forward of one context",
        forward([part.clone() for part in small], torch.tensor([[1, 1]])),
        (1, 3),
        {"dimension of size 1 lost: squeeze takes every one": lambda got: got.ndim == 1},
    )
    flows = slopes(forward, [part.clone() for part in small], torch.tensor([[0, 1], [2, 0]]))
    check_equal("the number of slopes", len(flows), 5)
    check_close("the slopes in b2 of the summed squared logits", flows[4], [3.911811, 0.67891, -2.895361], atol=1e-4)
    check_close("the slopes in C[0] of the summed squared logits", flows[0][0], [-1.152491, -1.808727], atol=1e-4)
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    block, dims, units = 4, 3, 6
    sizes = ((27, dims), (block * dims, units), (units,), (units, 27), (27,))
    drawn = [rng.normal(0, 1, size).astype(np.float32) for size in sizes]
    contexts = rng.integers(0, 27, (9, block))
    C_, W1_, b1_, W2_, b2_ = (part.astype(np.float64) for part in drawn)
    joined = np.concatenate([C_[contexts[:, k]] for k in range(block)], axis=1)
    expected = np.tanh(joined @ W1_ + b1_) @ W2_ + b2_
    found = forward([torch.tensor(part) for part in drawn], torch.tensor(contexts))
    check_close("forward of random parameters", found, expected, rtol=1e-3, atol=1e-4)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: the logits all lie between -1 and 1, or are all positive</summary>

Then something was applied to the last layer that belongs elsewhere. The tanh goes around $eW_1 + b_1$; the softmax
is part of the loss.
</details>

<details><summary>Hint 2: three lines</summary>

Unpack the five parameters, compute the hidden layer from `embed(C, X)`, return the second layer.
</details>

<details><summary>Hint 3: the hidden layer</summary>

`torch.tanh(... @ W1 + b1)`, and the second layer has the same shape of line without the tanh.
</details>

### Exercise: cross-entropy

*Medium, 10 minutes*

The loss is the one of [[08_neural_bigram]], with logits that come from anywhere. Write it without forming probabilities at all, so that logits of 1,000 do no harm:

$$L = \frac1n \sum_i \Big( m_i + \log \sum_k e^{z_{ik} - m_i} - z_{i, y_i} \Big), \qquad m_i = \max_k z_{ik}$$

The first two terms are the logarithm of the sum of $e^{z_{ik}}$, taken in a way that cannot overflow: the
**log-sum-exp**. PyTorch's `F.cross_entropy` does the same.

Watch the shapes. A column $m$ of shape (n, 1) beside sums of shape (n,) broadcasts to a table of n x n. Its mean is even right, but
for the 182,000 windows to train on it would take more than 100 gigabytes.
"""


# %% exercise="cross_entropy"
def cross_entropy(logits: torch.Tensor, Y: torch.Tensor) -> torch.Tensor:
    """Mean negative log-likelihood of Y; finite for logits of +-1,000. The argument stays as it is.

    Each row is used with its own numbers only: no step makes a table of n x n.

    Args:
        logits: (n, V) float.  Y: (n,) int.

    Returns:
        a tensor of shape (), through which a gradient can flow.

    Example: logits [[0, 0], [0, 1.0986]], Y [0, 1]: the mean of ln 2 and ln 4/3, 0.4904.
    """
    ### BEGIN SOLUTION
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_sums = shifted.exp().sum(dim=1).log()
    return (log_sums - shifted[torch.arange(len(Y)), Y]).mean()
    ### END SOLUTION


# %% [markdown]
r"""
You should see **0.4904** and **1000**, then the loss of the untrained network on `emma`, **24.9418** twice: yours and PyTorch's. It is
far above the 3.2958 = ln 27 of a model that knows nothing, because the network is sure and wrong.
"""

# %% show
print(f"{cross_entropy(torch.tensor([[0.0, 0.0], [0.0, 1.0986]]), torch.tensor([0, 1])):.4f}")
print(f"{cross_entropy(torch.tensor([[1000.0, 0.0]]), torch.tensor([1])):.0f}")
print(f"{cross_entropy(emma_logits, emma_Y):.4f} {F.cross_entropy(emma_logits, emma_Y):.4f}")

# %% test="cross_entropy" points=2
with exercise(
    "cross_entropy",
    raised={
        "gradient cut: .detach(), .data, no_grad or a new torch.tensor(...) forgets where the numbers come from": "does not require grad",
        "gradient cut: a part of the weights is detached": "appears to not have been used in the graph",
        "gradient cut: NumPy cannot carry one, use torch throughout": "call numpy() on Tensor that requires grad",
        "whole rows indexed: pair torch.arange(len(Y)) with Y": "tensor a (4) must match the size of tensor b (3)",
        "first maximum not kept as a column: keepdim=True": "must match the size of tensor b",
        "values forgotten: max(dim=1) gives values and places": "torch.return_types.max",
        "row and target exchanged: the first index counts the examples": "out of bounds",
    },
):
    numbers = [[2.0, -1.0, 0.5], [0.0, 1.0, -0.5], [1.5, 0.3, 0.2], [-1.0, 0.0, 2.5]]
    scores, targets = torch.tensor(numbers), torch.tensor([0, 2, 1, 2])
    loss = cross_entropy(scores, targets)
    check_equal(
        "the type of cross_entropy(...)",
        type_name(loss),
        "Tensor",
        likely={
            "no return": "NoneType",
            "gradient cut: a Python number carries none, leave out .item() and float()": "float",
            "gradient cut: an array carries none": lambda got: got in ("ndarray", "float32", "float64"),
        },
    )
    check_close(
        "cross_entropy of four rows, targets [0, 2, 1, 2]",
        loss,
        0.991385,
        likely={
            "cross-entropy of probabilities: the softmax was taken twice": 0.974923,
            "sum for mean": 3.96554,
            "sign: a negative log-likelihood is positive": -0.991385,
            "all columns averaged: index pairs of (example, target)": 1.553885,
            "softmax over dim 0": 1.369574,
            "largest logit for the sum": 0.675,
            "largest logit not added back: m occurs twice in the formula": -0.758615,
            "logarithm to base 2: a nat takes the natural one": 1.430266,
            "likelihoods averaged before the logarithm": 0.685039,
            "mean left out: one number for all examples": lambda got: got.shape == (4,),
            "one entry for a number: the shape is ()": lambda got: got.shape == (1,),
            "log-softmax left out: nll_loss takes log-probabilities": -1.075,
            "perplexity returned: the loss is its logarithm": 2.69496,
            "largest logit for the target: index with Y": 0.316385,
            "mean over classes as well: only the examples are averaged": 0.330462,
            "return inside the loop: all rows count": 0.241306,
            "maximum over dim 0: each row has its own": 1.160885,
            "rounded": 0.99,
            "divided by n - 1": 1.321847,
            "whole rows indexed: pair torch.arange(len(Y)) with Y": 1.403143,
        },
    )
    check_unchanged("logits", torch.tensor(numbers), scores)
    check_unchanged("Y", torch.tensor([0, 2, 1, 2]), targets)
    big = cross_entropy(torch.tensor([[1000.0, 0.0]]), torch.tensor([0]))
    infinite = {"overflow: exp(1000) is infinite": lambda got: not float(got) < float("inf")}
    check_close("cross_entropy([[1000, 0]], [0])", big, 0.0, infinite)
    sure = cross_entropy(torch.tensor([[1000.0, -1000.0]]), torch.tensor([1]))
    check_close(
        "cross_entropy([[1000, -1000]], [1])",
        sure,
        2000.0,
        likely={
            "log of a rounded zero: take the logarithm before rounding": lambda got: float(got) > 3000,
            "a small number added before the logarithm": lambda got: 5 < float(got) < 50,
            "clamped: subtract the row's maximum, nothing is lost then": lambda got: 50 <= float(got) < 2000,
        },
    )
    far = torch.tensor([[1000.0, 0.0], [-1000.0, -1000.0]])
    far_loss = cross_entropy(far, torch.tensor([0, 0]))
    check_unchanged("logits", torch.tensor([[1000.0, 0.0], [-1000.0, -1000.0]]), far)
    check_close(
        "cross_entropy([[1000, 0], [-1000, -1000]], [0, 0])",
        far_loss,
        0.346574,
        likely={
            "one maximum for all rows: each row has its own": lambda got: float(got) < 0 or float(got) > 40,
            "overflow: exp(1000) is infinite": lambda got: not float(got) < float("inf"),
        },
    )
    # Each row by itself is ln 2 or, rounded, 0. Where a row meets the maximum of another one, the sum is infinite.
    apart = cross_entropy(torch.tensor([[3e38, 3e38], [-3e38, -3e38]]), torch.tensor([0, 1]))
    check_that(
        abs(float(apart)) < 1,
        f"cross_entropy([[3e38, 3e38], [-3e38, -3e38]], [0, 1]) is {float(apart):g}: rows were mixed.",
        got=float(apart),
        likely={
            "every row with every other: (n, 1) beside (n,) makes a table of n x n": lambda got: not abs(got) < 1e30
        },
    )
    one = cross_entropy(torch.tensor([[0.0, 0.0, 0.0]], dtype=torch.float64), torch.tensor([2]))
    check_close("cross_entropy([[0, 0, 0]], [2]) in float64", one, 1.098612)
    flows = slopes(cross_entropy, torch.tensor(numbers), torch.tensor([0, 2, 1, 2]))
    check_close(
        "the slope in row 0 of the squared loss",
        flows[0][0],
        [-0.106278, 0.019388, 0.08689],
        atol=1e-5,
        likely={
            "gradient cut: a part of the loss is detached": lambda got: (
                abs(float(got.sum())) > 1e-3 or float(abs(got).max()) == 0
            )
        },
    )
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    for scale in (1, 300):
        numbers = rng.normal(0, 3, (30, 27)) * scale
        places = rng.integers(0, 27, 30)
        expected = float(F.cross_entropy(torch.tensor(numbers), torch.tensor(places)))
        found = cross_entropy(torch.tensor(numbers), torch.tensor(places))
        check_close(f"cross_entropy of 30 random rows, times {scale}", found, expected)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: inf or nan for large logits, right for small ones</summary>

`exp(1000)` is infinite. Subtract each row's own maximum before `exp`: the sum then lies between 1 and $V$, so its logarithm is
safe.
</details>

<details><summary>Hint 2: where the maximum goes</summary>

Add it back to the logarithm, or take the target's logit from the shifted row: then it cancels.
</details>

<details><summary>Hint 3: the lines</summary>

`shifted = logits - logits.max(dim=1, keepdim=True).values`, and `shifted[torch.arange(len(Y)), Y]` for the targets.
</details>

The loss of 24.94 is no accident of five windows: over all dev names it is about 19.5. Each logit is a sum of a hundred
products, so the logits of a row are spread over tens of nats, and the untrained network puts 87% of its belief, on
average, on one character. You will calm it in [[calm_start]]; first see what training makes of it.

## Training in small batches

### Exercise: train

*Hard, 20 minutes*

There is no small table in which equal examples could be collected any more. So a step looks at 32 examples drawn at random, a
**minibatch**. The slope is rough, but a step takes about 2,000 times less time, and many rough steps win. Write the loop, with autograd, for one
learning rate; a second call with a smaller rate continues from the first one's result.

At each step: draw the numbers of the examples with `torch.randint(0, n, (batch,), generator=generator)`, one generator for the
whole call; compute the loss of these examples; note it; move all five parameters against their gradients. They keep their dtype, float32. Take the loss from
`F.cross_entropy`: it is the number that you have just learned to compute, and a training step with it takes about a third less
time. The kit's `progress(range(steps))` is `range(steps)` with a bar for long runs.
"""


# %% exercise="train"
def train(
    params: list[torch.Tensor], X: torch.Tensor, Y: torch.Tensor, steps: int, batch: int, lr: float, seed: int
) -> tuple[list[torch.Tensor], list[float]]:
    """Gradient descent on minibatches. The given params stay as they are.

    Returns:
        the learned params in the same order, and a list of `steps` losses, each the batch's before its update.

    Example: train(params, X, Y, 0, 32, 0.1, 1) returns copies of the params and [].
    """
    ### BEGIN SOLUTION
    params = [p.detach().clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in progress(range(steps)):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = F.cross_entropy(forward(params, X[chosen]), Y[chosen])
        gradients = torch.autograd.grad(loss, params)
        with torch.no_grad():
            for p, gradient in zip(params, gradients, strict=True):
                p.sub_(gradient, alpha=lr)
        losses.append(loss.item())
    return [p.detach() for p in params], losses
    ### END SOLUTION


# %% [markdown]
r"""
Ten toy words have **46** windows. After two hundred steps on them you should see a mean of **5.31** for the first ten losses
and of **1.24** for the last ten.
"""

# %% show
toy_X, toy_Y = build_dataset(toy_words, stoi)
toy_params, toy_losses = train(init_params(3, 2, 20, 1), toy_X, toy_Y, 200, 16, 0.1, 1)
print(len(toy_X), f"{np.mean(toy_losses[:10]):.2f} {np.mean(toy_losses[-10:]):.2f}")

# %% test="train" points=3
with exercise(
    "train",
    raised={
        "params without requires_grad: call requires_grad_() on the copies": "does not require grad",
        "no slope to clear: .grad is None before the first backward()": "no attribute 'zero_'",
        "no gradient: .grad was wiped before the update, or p - lr * p.grad made a new tensor that has none": "and 'NoneType'",
        "update recorded in the graph: write to p.data, or under torch.no_grad()": "leaf Variable that requires grad",
        "graph used twice: the loss is computed anew at each step": "backward through the graph a second time",
        "params are no list of five": "not enough values to unpack",
    },
):
    generator = torch.Generator().manual_seed(4)
    begin = [torch.randn(size, generator=generator) for size in ((27, 2), (6, 5), (5,), (5, 27), (27,))]
    contexts = torch.randint(0, 27, (12, 3), generator=generator)
    targets = torch.randint(0, 27, (12,), generator=generator)
    given, kept = [part.clone() for part in begin], [part.clone() for part in begin]
    learned, path = train(given, contexts.clone(), targets.clone(), 4, 6, 0.7, 9)
    for before, after in zip(kept, given):
        check_unchanged("params", before, after)
    check_equal("the number of learned params", len(learned), 5, {"losses first: the params come first": 4})
    check_equal(
        "the number of losses of 4 steps",
        len(path),
        4,
        {
            "last loss only: note one a step, and return after the loop": 1,
            "a loss after the last step too": 5,
            "early stop: all steps are made": 2,
        },
    )
    check_close(
        "the losses of 4 steps",
        path,
        [4.778864, 4.231062, 4.705385, 4.559999],
        likely={
            "gradient not reset: slopes of earlier batches are still in it": [4.778864, 4.231062, 4.930548, 5.019119],
            "sign: downhill is against the slope": [4.778864, 7.221073, 6.216368, 9.076144],
            "the same batch at every step: draw inside the loop, from one generator": [
                4.778864,
                3.165088,
                2.49027,
                2.030688,
            ],
            "all examples for the batch": [5.330976, 4.407576, 3.817473, 3.425423],
            "embedding not trained: C is a parameter too": [4.778864, 4.420548, 4.635817, 4.560989],
            "seed fixed: use the argument": lambda got: abs(float(got[0]) - 6.576747) < 1e-3,
            "last example never drawn: randint stops before its second number": lambda got: (
                abs(float(got[0]) - 5.97951) < 1e-3
            ),
            "examples in order: draw them at random": lambda got: abs(float(got[0]) - 4.44244) < 1e-3,
            "numpy draws: torch.randint gives other numbers": lambda got: abs(float(got[0]) - 5.01353) < 1e-3,
            "momentum: plain steps are asked for": lambda got: abs(float(got[2]) - 4.92227) < 1e-3,
            "the rate shrinks: it stays the same within one call": lambda got: abs(float(got[2]) - 4.74864) < 1e-3,
            "params moved one after the other: take all gradients first": lambda got: (
                abs(float(got[1]) - 4.23257) < 1e-3
            ),
            "mean of all losses so far: each is its own batch's": lambda got: abs(float(got[1]) - 4.50496) < 1e-3,
            "lr 0.1: use the argument": [4.778864, 5.116054, 5.004005, 5.455944],
            "params never moved: p = p - ... makes a new tensor": [4.778864, 5.443062, 5.264307, 5.705282],
            "loss after the update: note it before": [3.165087, 3.529648, 3.094887, 2.973076],
            "sum for mean": [28.673185, 20.982897, 34.417904, 23.359388],
            "batch drawn without repeats: randint may draw an example twice": [6.494837, 3.709609, 4.071217, 2.331985],
            "places and targets drawn apart: the same numbers pick both": [5.944866, 4.66412, 4.563898, 5.602691],
            "batch fixed at 32: use the argument": [5.078503, 5.035531, 3.95047, 3.103799],
            "gradient clipped": [4.778864, 5.348951, 5.156899, 5.598043],
            "sign of the gradient for the gradient": [4.778864, 3.15332, 5.422559, 6.339537],
            "Adam for plain steps": lambda got: abs(float(got[1]) - 3.15332) < 1e-3,
            "biases not trained: all five parameters move": [4.778864, 4.387913, 4.654244, 4.789358],
            "output layer only trained: all five parameters move": [4.778864, 4.890659, 4.619288, 4.486289],
        },
    )
    check_close(
        "C[0] after 4 steps",
        learned[0][0],
        [-0.747688, 1.605203],
        atol=1e-4,
        likely={
            "the params of the start returned": [-0.941417, 1.263247],
            "order of the params: C comes first": lambda got: got.ndim == 0,
            "last update missing": [-0.747688, 1.605203],
        },
    )
    check_close(
        "b1 after 4 steps",
        learned[2],
        [0.251973, 0.770858, 0.117635, -0.237179, -0.167783],
        atol=1e-4,
        likely={"last update missing": [0.268331, 0.898527, 0.160121, -0.229043, -0.061674]},
    )
    check_close("b2[:3] after 4 steps", learned[4][:3], [-1.962366, -0.891203, 0.697803], atol=1e-4)
    sure = [torch.zeros(size) for size in ((27, 2), (6, 5), (5,), (5, 27), (27,))]
    sure[4][1] = 12.0
    # All other params are zero, and stay so: only the 27 entries of b2 move, by the softmax less one at the target.
    b2_alone = sure[4].double()
    for _ in range(119):
        b2_alone += 20 * (torch.eye(27)[1] - torch.softmax(b2_alone, 0))
    last = float(-torch.log_softmax(b2_alone, 0)[1])
    ones = torch.ones(4, dtype=torch.int64)
    long = train(sure, torch.zeros(4, 3, dtype=torch.int64), ones, 120, 2, 20.0, 1)[1]
    early = {
        "stopped early: all steps are made, however small the loss": lambda got: got < 120,
        "losses of an earlier call kept: begin with an empty list in the function": lambda got: got > 120,
    }
    check_equal("the number of losses of 120 steps from a small loss", len(long), 120, early)
    smaller = {"the rate shrinks: it stays the same within one call": lambda got: float(got) > 1.01 * last}
    check_close("the last of these losses, at a rate of 20", long[-1], last, smaller, rtol=0.01)
    same, none = train([part.clone() for part in begin], contexts.clone(), targets.clone(), 0, 6, 0.7, 9)
    check_equal("the number of losses of 0 steps", len(none), 0, {"losses of an earlier call kept": 4})
    check_close("C[0] after 0 steps", same[0][0], [-0.941417, 1.263247])
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
        steps_down = torch.autograd.grad(loss_, leaves)
        leaves = [(leaf - 0.3 * down).detach().requires_grad_() for leaf, down in zip(leaves, steps_down)]
        history.append(loss_.item())
    expected = [leaf.detach() for leaf in leaves]
    learned, path = train([part.clone() for part in begin], contexts.clone(), targets.clone(), 5, 8, 0.3, number)
    check_close("the losses of 5 steps", path, history, rtol=1e-3)
    check_close("the parameters after 5 steps", list(learned), expected, rtol=1e-3, atol=1e-4)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: the first loss is right and the second is not</summary>

Then the update is wrong, or the second batch. One generator, made before the loop, gives a new batch at every draw.
</details>

<details><summary>Hint 2: gradients</summary>

Gradients add up. Set them to `None` for each batch, or take them with `torch.autograd.grad(loss, params)`, which gives
fresh ones.
</details>

<details><summary>Hint 3: the update</summary>

`p.data -= lr * gradient` for each parameter and its gradient, or, which is faster, `p.sub_(gradient, alpha=lr)` under
`with torch.no_grad():`. `p = p - ...` only renames.
</details>

### Exercise: three losses

*Medium, 10 minutes*

A loss means little without the names it was measured on. Write the report: split by name, make the windows of each
part, and measure each part as a whole.

The measuring itself is given: all examples at once, no gradient. While you choose settings, look at train and dev only.
"""


# %%
def evaluate(params: list[torch.Tensor], X: torch.Tensor, Y: torch.Tensor) -> float:
    """The loss over all examples."""
    with torch.no_grad():
        return float(cross_entropy(forward(params, X), Y))


# %% exercise="losses_by_split"
def losses_by_split(params: list[torch.Tensor], words: list[str], stoi: dict[str, int], seed: int) -> dict[str, float]:
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
For zeros you should see **3.2958** three times. The toy network has been trained on all ten words, so there is no point in
asking it; real names follow.
"""

# %% show
zeros = [torch.zeros_like(p) for p in start]
{name: round(loss, 4) for name, loss in losses_by_split(zeros, toy_words, stoi, 1).items()}

# %% test="losses_by_split" points=2
with exercise("losses_by_split"):
    codes = {letter: i for i, letter in enumerate(".abcdefghijklmnopqrstuvwxyz")}
    sizes = ((27, 2), (6, 3), (3,), (3, 27), (27,))
    # All weights are zero: an "a" costs 0.5 nats more than nothing, a dot 4.5, so that the losses tell the letters of a part.
    flat = [torch.zeros(size) for size in sizes]
    flat[4][1], flat[4][0] = 4.0, 0.0
    low, high = (float(torch.logsumexp(flat[4], 0)) - logit for logit in (4.0, 0.0))
    lengths = [(1, 2, 3, 5)[i * i % 7 % 4] for i in range(44)]
    whole = ["a" * n for n in lengths]
    letters_in_all, windows_in_all = sum(lengths), sum(lengths) + 44
    mean_of_all = (44 * high + letters_in_all * low) / windows_in_all
    a, b = int(0.8 * windows_in_all), int(0.9 * windows_in_all)
    answers = [losses_by_split([part.clone() for part in flat], list(whole), dict(codes), seed) for seed in range(8)]
    first = answers[0]
    check_equal(
        "the type of losses_by_split(...)",
        type_name(first),
        "dict",
        {
            "no return": "NoneType",
            "losses without names: a dictionary is asked for": lambda got: got in ("list", "tuple"),
        },
    )
    check_equal(
        "its keys, sorted",
        sorted(first),
        ["dev", "test", "train"],
        {
            "return inside the loop: the other parts come after it": ["train"],
            "dev missing": ["test", "train"],
            "other keys: train, dev, test": lambda got: len(got) == 3,
        },
    )
    losses = [[float(answer[name]) for name in ("train", "dev", "test")] for answer in answers]
    found = [[n * (high - loss) / (loss - low) for n, loss in zip((35, 4, 5), three)] for three in losses]
    # How many letters each part holds, worked out from its loss and the number of its names: a whole number.
    off = max(abs(sum(three) - letters_in_all) for three in found)
    off = max(off, *(abs(n - round(n)) for three in found for n in three))
    check_that(
        off < 0.02,
        "The losses do not fit parts of 35, 4 and 5 names of 44. Split by name, then measure each part.",
        got=losses,
        likely={
            "evaluation on all names: each part has its own": lambda got: abs(np.array(got) - mean_of_all).max() < 1e-4,
            "evaluation on the training split: each part has its own": lambda got: (
                np.ptp(np.array(got), axis=1).max() < 1e-6 and abs(np.array(got) - mean_of_all).max() > 1e-4
            ),
            "dev and test exchanged": lambda got: (
                max(
                    abs(sum(n * (high - x) / (x - low) for n, x in zip((35, 5, 4), three)) - letters_in_all)
                    for three in got
                )
                < 0.02
            ),
            "train and test exchanged": lambda got: (
                max(
                    abs(sum(n * (high - x) / (x - low) for n, x in zip((5, 4, 35), three)) - letters_in_all)
                    for three in got
                )
                < 0.02
            ),
            "first example only: a part is measured as a whole": lambda got: all(
                min(abs((x - low) / (high - low) - 1 / k) for k in (2, 3, 4, 6)) < 1e-4 for three in got for x in three
            ),
            "sum for mean": lambda got: np.array(got).max() > 2 * high,
            "sum over the windows of a name": lambda got: high < np.array(got).max() <= 2 * high,
            "sign": lambda got: np.array(got).max() < 0,
            "likelihood for loss": lambda got: 0 < np.array(got).min() and np.array(got).max() < low,
            "rounded": lambda got: all(x == round(x, 3) for three in got for x in three),
            "test measured on the dev names": lambda got: all(y == z for _, y, z in got),
            "split more than once: one split gives all three parts": lambda got: (
                max(
                    abs(n * (high - x) / (x - low) - round(n * (high - x) / (x - low)))
                    for three in got
                    for n, x in zip((35, 4, 5), three)
                )
                < 0.01
            ),
            "mean of the names' means: every window counts alike": lambda got: (
                max(
                    abs(12 * n * (x - low) / (high - low) - round(12 * n * (x - low) / (high - low)))
                    for three in got
                    for n, x in zip((35, 4, 5), three)
                )
                < 0.01
            ),
            "split by example instead of by name": lambda got: (
                max(
                    abs(a * x + (b - a) * y + (windows_in_all - b) * z - windows_in_all * mean_of_all)
                    for x, y, z in got
                )
                < 0.05
            ),
        },
    )
    check_that(
        len({round(three[0], 4) for three in losses}) > 1,
        "Eight seeds give the same three losses.",
        got=losses,
        likely={
            "the same for every seed: split anew in each call": lambda got: (
                len({round(three[0], 4) for three in got}) == 1
            )
        },
    )
    # All names are the same: whatever the shuffle, each part has the same windows and so the same loss.
    generator = torch.Generator().manual_seed(8)
    drawn = [torch.randn(size, generator=generator) for size in sizes]
    C_, W1_, b1_, W2_, b2_ = drawn
    windows = torch.tensor([[0, 0, 0, 3], [0, 0, 3, 1], [0, 3, 1, 2], [3, 1, 2, 0]])
    hidden = torch.tanh(C_[windows[:, :3]].flatten(1) @ W1_ + b1_)
    same = float(F.cross_entropy(hidden @ W2_ + b2_, windows[:, 3]))
    reported = losses_by_split([part.clone() for part in drawn], ["cab"] * 20, dict(codes), 1)
    check_close(
        "losses_by_split(...)['dev'] of 20 times 'cab'",
        reported["dev"],
        same,
        likely={"sum for mean": 2 * 4 * same, "sum over the windows of a name": 4 * same, "sign": -same},
    )
    check_close("losses_by_split(...)['train'] of 20 times 'cab'", reported["train"], same)
    check_close("losses_by_split(...)['test'] of 20 times 'cab'", reported["test"], same)
    windows = torch.tensor([[0, 0, 0, 1], [0, 0, 1, 3], [0, 1, 3, 2], [1, 3, 2, 0]])
    hidden = torch.tanh(C_[windows[:, :3]].flatten(1) @ W1_ + b1_)
    check_close(
        "losses_by_split(...)['dev'] of 20 times 'cab', with c as number 1 and a as number 3",
        losses_by_split([part.clone() for part in drawn], ["cab"] * 20, {**codes, "c": 1, "a": 3}, 1)["dev"],
        float(F.cross_entropy(hidden @ W2_ + b2_, windows[:, 3])),
        {"codes from the alphabet: they are those of stoi": same},
    )
    ### BEGIN HIDDEN TESTS
    rng, number = fresh_rng(), fresh_seed()
    drawn = [torch.from_numpy(rng.normal(0, 1, size)).float() for size in sizes]
    word = "".join(rng.choice(list("abcdefgh"), rng.integers(1, 9)))
    rows = torch.tensor(
        [
            [codes_of_c for codes_of_c in [".abcdefgh".index(c) for c in ("..." + word + ".")[i : i + 4]]]
            for i in range(len(word) + 1)
        ]
    )
    logits = torch.tanh(drawn[0][rows[:, :3]].flatten(1) @ drawn[1] + drawn[2]) @ drawn[3] + drawn[4]
    same = float(F.cross_entropy(logits, rows[:, 3]))
    reported = losses_by_split([part.clone() for part in drawn], [word] * 30, dict(codes), number)
    for name in ("train", "dev", "test"):
        check_close(f"the loss on {name} of one name, 30 times", reported[name], same)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: the three losses are close to each other but none is right</summary>

Split first, then make windows. If the windows of all names are made first and cut at 80% and 90%, the cuts fall
inside names.
</details>

<details><summary>Hint 2: three times the same</summary>

For each part: `build_dataset`, then `evaluate`. Both take the whole part at once.
</details>

<details><summary>Hint 3: the line</summary>

`evaluate(params, *build_dataset(part, stoi))` is one of the three values.
</details>

## All names

Now the real names, cut in three. Beside them, what there is to beat: the bigram of lessons 7 and 8, counted
on the training names (one added to each count) and measured on the dev names. You should see a loss of 2.45 or 2.46.
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
How long should a step be? Try many lengths in a short run each: 300 steps from the same start, and the
mean loss of the last 100 batches. Short steps have not got far yet, long steps break everything; the useful
range is narrow and easy to see.
"""

# %% show differs="particular names"
rates = [10 ** (-3 + k / 5) for k in range(18)]
ends = [np.mean(train(start, X, Y, 300, 32, rate, 1)[1][-100:]) for rate in rates]
draw_rate_search(rates, ends, 0.1, "A tenth is a good step; ten times more is too much");
# %% [markdown]
r"""
So the rate is 0.1, for 20,000 steps. Batches leave a jitter that never dies down at that rate, so 5,000 steps at
0.01 follow. The grey line is single batches, the blue one their mean; does it cross the bigram? Watch the fall
at the end, where the smaller steps begin.
"""

# %% show differs="particular names"
rough, rough_losses = train(start, X, Y, 20_000, 32, 0.1, 1)
small_net, fine_losses = train(rough, X, Y, 5_000, 32, 0.01, 2)
marks = {"bigram on dev": bigram_dev, "network on dev": evaluate(small_net, X_dev, Y_dev)}
draw_training(rough_losses + fine_losses, marks, "Below what one character of context can give");
# %% [markdown]
r"""
In the last fifth the grey band is hardly narrower, and yet the blue line has fallen: single batches differ because
names differ, but the weights no longer shake with every batch.

Now train and dev; the test names stay closed. You should see 2.36 or 2.37 on dev with the real names and about 2.43 with the
embedded ones: those share the counts of up to three neighbouring characters with the real names, and no more, so the
third character back tells nothing. In both cases dev is more than 0.02 below the bigram, and train and dev
are close: this network is too small to learn by heart.
"""

# %% show differs="particular names"
small_report = losses_by_split(small_net, names, stoi, 42)
print({name: round(small_report[name], 3) for name in ("train", "dev")})
print("more than 0.02 below the bigram:", small_report["dev"] < bigram_dev - 0.02)

# %% [markdown]
r"""
## A map of the alphabet

With two numbers a character, $C$ can be drawn. Nobody told the network which letters are vowels. It was only asked
what comes next, and letters that are followed by similar things are pushed the same way. Where are the vowels?
"""

# %% show differs="particular names"
draw_embedding(small_net[0], letters, "a, e, i and o are close together: training put them there");
# %% [markdown]
r"""
After `a`, `e`, `i` or `o` a name goes on in much the same way, so the same hidden units can serve all four. `u` is the
vowel that lies apart: it is rare, and has hardly moved from where it was dropped at the start. Another seed draws
another map.

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

Two numbers are not much for a letter, nor 100 units for all names. With 10 numbers and 200 units the network has
**11,897** parameters. Its search for a step length is left out; 0.3, then 0.1, then 0.01 worked well. On dev you should
see 2.21 to 2.24 with the real names, 2.33 to 2.36 with the embedded ones, and a first gap between train and dev: there is
room now to learn a little by heart.

The loss is given as a range because rounding differences grow over 25,000 steps: two right answers that merely add in
a different order can end 0.02 apart.
"""


# %% show differs="particular names"
def train_in_three(
    net: list[torch.Tensor],
    X: torch.Tensor,
    Y: torch.Tensor,
    steps: tuple[int, ...] = (12_000, 8_000, 5_000),
    batch: int = 32,
) -> list[torch.Tensor]:
    """So many steps at the rate 0.3, then at 0.1, then at 0.01."""
    for number, (count, rate) in enumerate(zip(steps, (0.3, 0.1, 0.01), strict=True), start=1):
        net, _ = train(net, X, Y, count, batch, rate, number)
    return net


large_start = init_params(3, 10, 200, 2147483647)
large_net = train_in_three(large_start, X, Y)
print(
    count_parameters(large_net), f"train {evaluate(large_net, X, Y):.3f}, dev {evaluate(large_net, X_dev, Y_dev):.3f}"
)

# %% [markdown]
r"""
Is that good? A table that looks three characters back can be counted as well, all 19,683 rows of it. Here are all
models, each by how many numbers it holds and by its loss on the dev names.
"""

# %% show differs="particular names"
tables = {f"{k} back": (27 ** (k + 1), table_loss(k)) for k in (1, 2, 3)}
networks = {
    f"{net[0].shape[1]} numbers, {len(net[2])} units": (count_parameters(net), evaluate(net, X_dev, Y_dev))
    for net in (small_net, large_net)
}
draw_models(tables, networks, "The large network beats the bigram and not yet every table");
# %% [markdown]
r"""
Squares are networks, circles are tables. Counting is hard to beat where there are enough counts: with the real names
the table of three characters is ahead of the large network (2.195), with the embedded ones the table of two.

You know one thing that the network does badly: it starts with a loss of about 26, sure and wrong. Thousands of
steps go into taking that back.

## A calm start

### Exercise: calm the start

*Medium, 15 minutes*

Change the start, and nothing else. The first logits should be nearly equal, so that the first loss is ln 27; the
inputs of the tanh should be of size 1 or so, since far out a tanh is flat and lets no slope through.

- A sum of $k$ independent terms of size 1 is about $\sqrt k$ in size. Multiply $W_1$ by $\frac{5}{3} / \sqrt{k}$, where $k$
  is its number of inputs. The factor 5/3 makes up for what a tanh takes away. PyTorch calls such a factor the *gain*; He and others (2015)
  derived that of another activation, the ReLU.
- Multiply $W_2$ by 0.01: the logits are then small, and different enough to learn.
- Set both biases to zero. $C$ stays.
"""


# %% exercise="calm_start"
def calm_start(params: list[torch.Tensor]) -> list[torch.Tensor]:
    """The same network with small first logits: a new list; the given params stay as they are.

    Args:
        params: [C, W1, b1, W2, b2].

    Returns:
        [C, W1 * 5/3 / sqrt(inputs of W1), zeros, W2 * 0.01, zeros], in the same shapes.

    Example: W1 of shape (4, 2) is multiplied by 5/3 / 2 = 0.8333.
    """
    ### BEGIN SOLUTION
    C, W1, b1, W2, b2 = params
    gain = 5 / 3 / W1.shape[0] ** 0.5
    return [C.clone(), W1 * gain, torch.zeros_like(b1), W2 * 0.01, torch.zeros_like(b2)]
    ### END SOLUTION


# %% [markdown]
r"""
Before any training the loss on dev should now be close to **3.2958** = ln 27, for any data; it was about 26.
"""

# %% show differs="particular names"
calm = calm_start(large_start)
print(f"{np.log(27):.4f}, calm {evaluate(calm, X_dev, Y_dev):.2f}, before {evaluate(large_start, X_dev, Y_dev):.1f}")

# %% test="calm_start" points=2
with exercise("calm_start"):
    generator = torch.Generator().manual_seed(6)
    begin = [torch.randn(size, generator=generator) for size in ((27, 2), (4, 3), (3,), (3, 27), (27,))]
    first, second = [0.25, -0.5, 1.5], [0.5, -1.0, 2.0]
    begin[1][0], begin[3][0, :3] = torch.tensor(first), torch.tensor(second)
    given, kept = [part.clone() for part in begin], [part.clone() for part in begin]
    calmed = list(calm_start(given))
    for before, after in zip(kept, given):
        check_unchanged("params", before, after)
    check_equal("the number of tensors", len(calmed), 5, {"biases left out: set them to zero": 3})
    for name, part in zip(("C", "W1", "b1", "W2", "b2"), calmed):
        check_equal(
            f"the type of {name}",
            type_name(part),
            "Tensor",
            {"bias as a number: a tensor of zeros in its shape": lambda got: got in ("int", "float")},
        )
    check_close("C", calmed[0], kept[0], {"C scaled as well: it stays": lambda got: float(abs(got).max()) < 2})
    check_close(
        "W1[0], which was [0.25, -0.5, 1.5]",
        calmed[1][0],
        [0.208333, -0.416667, 1.25],
        likely={
            "square root missing": [0.104167, -0.208333, 0.625],
            "units for inputs: the inputs are the rows of W1": [0.240563, -0.481125, 1.443376],
            "gain missing: 5/3 makes up for the tanh": [0.125, -0.25, 0.75],
            "gain upside down: times 5/3": [0.075, -0.15, 0.45],
            "divided by the gain's root only": [0.416667, -0.833333, 2.5],
            "W1 unchanged": [0.25, -0.5, 1.5],
            "W1 times 0.01: that is for W2": [0.0025, -0.005, 0.015],
            "number of inputs written in: 30 is the large network's": [0.076073, -0.152145, 0.456435],
            "inputs counted from C: W1 has block_size * dims rows": [0.294628, -0.589256, 1.767767],
            "square root in the wrong place: it is of the number of inputs alone": [0.161374, -0.322749, 0.968246],
            "multiplied by the square root": [0.833333, -1.666667, 5],
            "inputs and units together: k is the number of inputs": [0.222718, -0.445435, 1.336306],
            "all entries counted: k is the number of inputs": [0.120281, -0.240563, 0.721688],
            "drawn anew: scale the given numbers": lambda got: abs(float(got[0] / got[1]) + 0.5) > 1e-3,
            "divided by its spread: the factor follows from the number of inputs": lambda got: (
                abs(float(got[0]) - 0.212765) < 1e-3
            ),
        },
    )
    biased = {
        "order of the list: C, W1, b1, W2, b2": lambda got: got.ndim == 2,
        "ones for zeros": lambda got: float(abs(got - 1).max()) == 0,
        "bias of one entry: zeros in its shape": lambda got: got.shape == (1,),
        "bias unchanged: it becomes zero": lambda got: float(abs(got).max()) > 0.1,
        "bias made small: it becomes zero": lambda got: 0 < float(abs(got).max()) <= 0.1,
    }
    check_close("b1", calmed[2], [0, 0, 0], biased)
    check_close(
        "W2[0, :3], which was [0.5, -1, 2]",
        calmed[3][0][:3],
        [0.005, -0.01, 0.02],
        likely={
            "W2 all zero: then no slope reaches the first layer": [0, 0, 0],
            "W2 times 0.1": [0.05, -0.1, 0.2],
            "W2 divided by 0.01: multiply": [50, -100, 200],
            "W2 unchanged: the logits stay large": [0.5, -1, 2],
            "W2 scaled like W1: it is multiplied by 0.01": [0.481125, -0.96225, 1.924501],
        },
    )
    check_close("b2", calmed[4], [0] * 27, biased)
    check_close("W1[1]", calmed[1][1], [0.833333 * float(w) for w in kept[1][1]])
    wide = [torch.ones(size) for size in ((27, 3), (9, 2), (2,), (2, 27), (27,))]
    nine = {"number of inputs written in: it is W1.shape[0]": lambda got: abs(float(got[0, 0]) - 0.8333) < 1e-3}
    check_close("W1 of nine rows of ones", list(calm_start(wide))[1], [[0.555556, 0.555556]] * 9, nine)
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    sizes = ((27, 4), (12, 5), (5,), (5, 27), (27,))
    begin = [rng.normal(0, 1, size).astype(np.float32) for size in sizes]
    expected = [begin[0], begin[1] * (5 / 3 / 12**0.5), 0 * begin[2], begin[3] * 0.01, 0 * begin[4]]
    calmed = list(calm_start([torch.tensor(part) for part in begin]))
    check_equal("the number of tensors", len(calmed), 5)
    for name, part, right in zip(("C", "W1", "b1", "W2", "b2"), calmed, expected):
        check_close(name, part, right)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: W1 is wrong by a factor</summary>

The inputs of a layer are the rows of its matrix: `W1.shape[0]`. Divide by the square root of their number.
</details>

<details><summary>Hint 2: a changed argument</summary>

`W1 *= ...` changes the tensor that was handed in. `W1 * ...` makes a new one.
</details>

<details><summary>Hint 3: the line</summary>

`return [C, W1 * gain, torch.zeros_like(b1), ...]`
</details>

Does it pay? The same network, the same 25,000 steps, the same batches. On dev you should see about 2.15 with the real names
and 2.28 with the embedded ones. That is about 0.07 better, and all that changed is the start.
"""

# %% show differs="particular names"
calm_net = train_in_three(calm, X, Y)
calm_dev = evaluate(calm_net, X_dev, Y_dev)
networks["10 numbers, 200 units, calm"] = (count_parameters(calm_net), calm_dev)
draw_models(tables, networks, "The same network, started calmly")
print(f"calm network on dev {calm_dev:.3f}, best table {min(loss for _, loss in tables.values()):.3f}")

# %% [markdown]
r"""
With the real names the network is now below every table, even the one of 531,441 numbers (2.195). With the embedded ones
it is below the table of three (2.39) and not below that of two (2.25): those names were made from counts of three
neighbouring characters, so that table is the very rule that made them, and nothing can beat it.

What differs is the growth. One more character multiplies a table by 27, to 14 million numbers, few of which
182,000 windows would touch. To the large network it adds ten inputs, 2,000 weights, and every window trains all of them.

Names from both, drawn as before: the window slides over what has been drawn already, until the dot. Some of them, a fifth or
so, are in the list; the others hold together over more than two letters.
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
for label, net in (("small", small_net), ("calm", calm_net)):
    print(label, [sample_name(net, seed) for seed in range(8)])

# %% [markdown]
r"""
## Your turn: as low as you can

The network is yours now. Choose the block size, the numbers per character, the units, the batch, the steps, the rates. Start
calmly. The target on dev is 2.10 with the real names and 2.265 with the embedded ones, in less than a minute of training.

Ideas: a longer window (with the embedded names it cannot help; why?), batches of 64 or 128, another last rate. Choose by
dev alone, as often as you like. Assign your block size to `own_block`, your params to `own_net` and
your dev loss to `own_dev`. One solution takes 14,000 steps on batches of 64: with a block of 5 it
reaches 2.08 on the real names, with a block of 2 it reaches 2.25 on the embedded ones.
"""

# %% challenge="beat_the_tables"
### BEGIN SOLUTION
own_block = 5 if names[0] == "emma" else 2
own_net = train_in_three(
    calm_start(init_params(own_block, 10, 200, 2147483647)),
    *build_dataset(train_words, stoi, own_block),
    steps=(8_000, 4_000, 2_000),
    batch=64,
)
own_dev = evaluate(own_net, *build_dataset(dev_words, stoi, own_block))
### END SOLUTION

# %% show differs="particular names"
challenge("beat_the_tables", own_dev, below=2.10 if names[0] == "emma" else 2.265)

# %% [markdown]
r"""
When you have chosen, open the test names: once, for one network. Dev has been looked at many times, and what was chosen by it
fits it a little too well. Is your test loss higher than your dev loss, and by how much? Set `open_test` to `True`.
"""

# %% show differs="particular names"
open_test = False
if open_test:
    print(f"test loss {evaluate(own_net, *build_dataset(test_words, stoi, own_block)):.3f}")

# %% [markdown]
r"""
## What you can now build, and what broke

From memory, on an empty page: windows and targets; a split by name; an embedding, and why it is a table whose rows are
learned; a hidden layer; cross-entropy that no logit can break; minibatch training; a start whose first loss is
ln 27, and how to see that it is not.

What broke is the window. Three characters are looked at, the fourth is out of sight, and each place has weights of its
own that must be learned anew. Making the window longer makes $W_1$ longer, and still something is always just outside. A
name of three letters and one of fifteen get the same three places.

Two ways lead on. One lets a state travel along the word, as recurrent networks do. The other is that of [[03_descent_and_attention]]:
attention, where a position asks all earlier ones and weighs the answers, however many there are. Embedding, logits,
cross-entropy and this training loop remain as they are in both.

*Sources: Bengio, Ducharme, Vincent, Jauvin, "A neural probabilistic language model" (2003); He, Zhang, Ren, Sun, "Delving deep
into rectifiers" (2015); Andrej Karpathy's lectures on the character MLP, "Building makemore", parts 2 and 3.*
"""
