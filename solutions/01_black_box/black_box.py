# %% [markdown]
r"""
# 1. The black box

Below are two spirals, wound into each other. A straight line cannot tell one from the other. A neural network of 120
numbers can, and in the end it does so with a straight line, because it bends the plane first. Networks are often
called black boxes. In this lesson you write every operation inside one and watch what each does.

A shorter second part is about a problem whose exact answer is out of reach, the shortest round trip through many
cities, and about a rule of thumb that comes close to it in no time.

**At the end you will have made:**

- the forward pass of a neural network, in about ten lines, and a picture of it pulling the spirals apart;
- a small network whose weights you chose by hand;
- a planner of round trips: fast, and measured against the best.

**You need** some Python and the matrix product. No calculus yet. **Time:** about two hours, in as many sittings as you
like, and one more for the optional part. There is no earlier lesson to have done.
"""

# %%
import math
import time
from itertools import pairwise, permutations

import numpy as np

from grader.kit import *

# %% [markdown]
r"""
## Two spirals

The data are 400 points in the plane, 200 for each of two classes. `points` holds one point in each row, and `labels`
says which spiral it belongs to, 0 or 1.
"""

# %%
points, labels = spirals()

# %% [markdown]
r"""
The shapes should be `(400, 2)` and `(400,)`.
"""

# %% show
print(points.shape, labels.shape)

# %% [markdown]
r"""
How well can a straight line do? The next cell tries every place of the line in 360 directions and keeps the best. Half
would be right by guessing; the best line gets about two thirds.
"""

# %% show
w, c, share = best_line(points, labels)
draw_spirals(points, labels, f"The best straight line gets {share:.1%} right", (w, c));

# %% [markdown]
r"""
## How the notebook works

Run a cell with Shift-Enter, from top to bottom. Most cells are complete. An **exercise** has four parts:

1. a cell to write in: replace the line `raise NotImplementedError(...)`, or the three dots, with your code;
2. a "try it" cell, with the result that you should see stated before it;
3. a **test** cell, folded. It prints `✓` and the exercise's name, or what is wrong: your value, the expected one and,
   where it recognises it, the likely mistake. Run it as often as you like;
4. three folded **hints**: a symptom, the idea, the shape of the line. Open one at a time.

If a cell does not end, interrupt it with the stop button above the notebook (or press Esc, then I twice). If the
notebook no longer behaves as its text says, choose "Restart Kernel and Run All Cells" from the menu.

When you have saved the notebook, `make check LESSON=1` in a terminal in the course's folder runs every test of it and
lists your points; `make check LESSON=1 ARGS="--exercise relu"` asks for one exercise. Without a Makefile, write
`python -m grader check 1`, or `python -m grader check 1 --exercise relu`. Nothing is lost by running it early. When a
class is graded, further tests with fresh random inputs are added.

Your functions leave what they are given as it was: where you want to change an array or a list, work on a copy.
"""

# %% [markdown]
r"""
## One layer

This is the network that will separate the spirals. A point enters on the left as two numbers. Each circle further
right is a number too, worked out from all the circles in the column before it, and each line is a weight.
"""

# %% show
draw_layers(
    {"x": 2, "layer 1": 8, "layer 2": 8, "layer 3": 2, "scores": 2},
    ["W (2, 8)\nb (8,)", "W (8, 8)\nb (8,)", "W (8, 2)\nb (2,)", "W (2, 2)\nb (2,)"],
    "The same step four times: weights, sums, and a bias for each circle",
);

# %% [markdown]
r"""
A layer turns a point $x$ with $d$ coordinates into $k$ new numbers, one for each of its **units**. Unit $j$ has a
weight $W_{ij}$ for every coordinate $i$, and a **bias** $b_j$:

$$z_j = x_1 W_{1j} + x_2 W_{2j} + \dots + x_d W_{dj} + b_j \qquad a_j = \max(0, z_j)$$

The first step is an **affine** map: products and sums. The second is called **ReLU**, rectified linear unit: what is
negative becomes 0. The weights of unit $j$ are column $j$ of the table $W$, which has a row for every coordinate.
"""

# %% [markdown]
r"""
### Exercise: layer_by_hand

*Easy, 5 minutes, predict*

Do it once with a pencil and the code afterwards is only notation. **Predict** both steps for one point and two units:

$$x = (2,\; 3) \qquad W = \begin{pmatrix} 1 & 2 \\ -2 & 1 \end{pmatrix} \qquad b = (1,\; -5)$$

Write each answer as a list of two whole numbers, such as `[1, 2]`.
"""

# %% exercise="layer_by_hand"
# The affine step, then ReLU: two numbers each.
### BEGIN SOLUTION
z_by_hand = [-3, 2]
a_by_hand = [0, 2]
### END SOLUTION

# %% [markdown]
r"""
Exactly one of the four numbers is negative, and the two ReLU values add up to 2.
"""

# %% show
print("affine:", z_by_hand, "  after ReLU:", a_by_hand)

# %% test="layer_by_hand" points=1
with exercise("layer_by_hand"):
    check_shape("z_by_hand", z_by_hand, (2,), likely={"products not added up": (2, 2)})
    check_that(
        bool(np.isclose(np.dot(z_by_hand, [7, 11]), 1)), f"z_by_hand is {z_by_hand}: not what the formula gives.",
        likely={
            "W transposed: the weights of a unit stand in a column": [9, -6],
            "bias left out": [-4, 7],
            "bias subtracted": [-5, 12],
            "ReLU too early: z is what comes before it": [0, 2],
            "units swapped: unit 1 comes first": [2, -3],
            "minus overlooked: one weight is -2": [9, 2],
        },
        got=z_by_hand,
    )
    check_shape("a_by_hand", a_by_hand, (2,), likely={
        "negative number dropped: it becomes 0 and keeps its place": (1,),
        "one maximum for all: each number is compared with 0": (),
    })
    check_that(
        bool(np.isclose(np.dot(a_by_hand, [7, 11]), 22)), f"a_by_hand is {a_by_hand}: not ReLU of z_by_hand.",
        likely={
            "ReLU on the wrong side": [-3, 0],
            "absolute value": [3, 2],
            "ReLU left out": [-3, 2],
            "step instead of ReLU": [0, 1],
            "bias added after ReLU: it belongs to z": [1, 2],
        },
        got=a_by_hand,
    )
    ### BEGIN HIDDEN TESTS
    check_close("z_by_hand", z_by_hand, [-3, 2])
    check_close("a_by_hand", a_by_hand, [0, 2])
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint: my first number is 9</summary>

You went along a row of $W$. Unit 1 uses the first column: $2 \cdot 1 + 3 \cdot (-2) + 1$.

</details>
"""

# %% [markdown]
r"""
### Exercise: affine

*Easy, 10 minutes*

A network sees many points at once: they are the rows of `x`, and one matrix product serves them all. This is the slow
form, one number at a time; write the fast one. (Examples in rows is what most libraries use. [[02_mnist_numpy]] puts
them in columns, as its formulas are usually written, and says so.)
"""

# %% show
def affine_slow(x, W, b):
    out = np.zeros((len(x), len(b)))
    for n in range(len(x)):
        for j in range(len(b)):
            out[n, j] = sum(x[n, i] * W[i, j] for i in range(W.shape[0])) + b[j]
    return out


# %% [markdown]
r"""
In NumPy `@` is the matrix product. Adding a vector of length $k$ to a table of shape $(n, k)$ adds it to every row.
"""

# %% exercise="affine"
def affine(x: np.ndarray, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The affine step of a layer, for n points at once.

    Args:
        x: (n, d_in), a point in each row.
        W: (d_in, d_out), a unit in each column.
        b: (d_out,), one bias for each unit.

    Returns:
        (n, d_out). Example: x = [[1, 2]], W = [[3], [4]], b = [5] gives [[16]].
    """
    ### BEGIN SOLUTION
    return x @ W + b
    ### END SOLUTION


# %% [markdown]
r"""
Three points and two units. The slow form gives the rows `[1, -1]`, `[3, 3]` and `[4, 0]`; yours should too, and the
largest difference should be 0.
"""

# %% show
x = np.array([[0.0, 0.0], [0.0, 1.0], [3.0, 1.0]])
W, b = np.array([[1 / 3, -1.0], [2.0, 4.0]]), np.array([1.0, -1.0])
print(affine(x, W, b))
print("largest difference:", abs(affine(x, W, b) - affine_slow(x, W, b)).max())

# %% test="affine" points=2
with exercise("affine"):
    x, W, b = np.array([[1, 2], [3, 5]]), np.array([[1, -1], [2, 4]]), np.array([10, -20])
    got = affine(x, W, b)
    check_close(
        "affine([[1, 2], [3, 5]], [[1, -1], [2, 4]], [10, -20])", got, [[15, -13], [23, -3]],
        likely={
            "W transposed: its columns are the units": [[9, -10], [8, 6]],
            "bias per row instead of per unit": [[15, 17], [-7, -3]],
            "bias left out": [[5, 7], [13, 17]],
            "product entry by entry: * is not the matrix product": [[11, -22], [16, 0]],
            "factors in the wrong order": [[8, -23], [24, 4]],
            "bias subtracted": [[-5, 27], [3, 37]],
            "bias added to the input: it belongs to the sums": [[-25, -83], [-17, -73]],
            "ReLU too early: this is the affine step alone": [[15, 0], [23, 0]],
            "return inside the loop: the other rows were never filled": [[15, -13], [0, 0]],
            "bias added once for each coordinate: once for each unit, after the sum": [[25, -33], [33, -23]],
            "biases added up: each unit has its own": [[-5, -3], [3, 7]],
            "last coordinate left out": [[11, -21], [13, -23]],
            "result transposed: each row stays one point": [[15, 23], [-13, -3]],
            "one point only: every row of x is a point": [15, -13],
        },
    )
    check_unchanged("x", [[1, 2], [3, 5]], x)
    check_unchanged("W", [[1, -1], [2, 4]], W)
    check_unchanged("b", [10, -20], b)
    check_that(
        isinstance(got, np.ndarray), f"affine returns a {type_name(got)}, expected an array.",
        likely={"list instead of an array: what comes next wants arrays": lambda got: isinstance(got, list)}, got=got,
    )
    x, W, b = np.full((5, 3), 0.5), np.ones((3, 4)), np.array([0.25, 1.25, 2.25, 3.25])
    check_close(
        "affine(x, W, b) of x (5, 3), W (3, 4), b (4,)", affine(x, W, b), [[1.75, 2.75, 3.75, 4.75]] * 5,
        likely={
            "sizes written in: take them from x and W": lambda got: np.shape(got) == (2, 2),
            "shape of x given to the result: it has a column for each unit": lambda got: np.shape(got) == (5, 3),
            "rounded: every sum ends in .75": lambda got: bool((np.asarray(got) % 1 == 0).all()),
        },
    )
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    for n, d_in, d_out in [(3, 3, 3), (1, 4, 2), (6, 2, 5)]:
        x, W, b = rng.normal(size=(n, d_in)), rng.normal(size=(d_in, d_out)), rng.normal(size=d_out)
        kept = [x.copy(), W.copy(), b.copy()]
        slow = [[math.fsum(p[i] * W[i, j] for i in range(d_in)) + b[j] for j in range(d_out)] for p in x]
        check_close("affine(x, W, b)", affine(x, W, b), slow)
        for name, before, after in zip("xWb", kept, (x, W, b), strict=True):
            check_unchanged(name, before, after)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: operands could not be broadcast together</summary>

Write the shapes under each other. $(n, d_{in})$ times $(d_{in}, d_{out})$ leaves $(n, d_{out})$, and `b` must match the
last of these, so it needs neither a transpose nor a new axis.

</details>

<details><summary>Hint 2: one product for all points</summary>

Row n of x times column j of W is the sum of the inner loop. The matrix product works out all of these at once.

</details>

<details><summary>Hint 3: the shape of the line</summary>

`return x @ ... + ...`

</details>
"""

# %% [markdown]
r"""
### Exercise: relu

*Easy, 5 minutes*

This is the one step that does not keep straight lines straight, and all the bending in this lesson comes from it. Entry
by entry, and on a copy: the caller may still need `z`.

$$\mathrm{relu}(z) = \max(0, z)$$
"""

# %% exercise="relu"
def relu(z: np.ndarray) -> np.ndarray:
    """What is negative becomes 0, what is positive stays.

    Args:
        z: any shape; is not changed.

    Returns:
        the same shape. Example: [[-2, 3]] gives [[0, 3]].
    """
    ### BEGIN SOLUTION
    return np.maximum(z, 0)
    ### END SOLUTION


# %% [markdown]
r"""
You should see `[0.  0.  0.  0.5 2. ]`.
"""

# %% show
print(relu(np.array([-2.0, -0.5, 0.0, 0.5, 2.0])))

# %% test="relu" points=1
with exercise("relu", raised={
    "two dimensions written in: z may have any shape": "IndexError: tuple index out of range"}):
    z = np.array([[-4.0, 0.5, 1.5], [0.0, -0.25, 7.0]])
    kept = z.copy()
    got = relu(z)
    check_close(
        "relu([[-4, 0.5, 1.5], [0, -0.25, 7]])", got, [[0, 0.5, 1.5], [0, 0, 7]],
        likely={
            "ReLU on the wrong side: the positive part is the one to keep": [[-4, 0, 0], [0, -0.25, 0]],
            "absolute value": [[4, 0.5, 1.5], [0, 0.25, 7]],
            "step instead of ReLU: positive values stay as they are": [[0, 1, 1], [0, 0, 1]],
            "np.max instead of np.maximum: the 0 was taken for an axis": [0, 0.5, 7],
            "rounded: 0.5 stays 0.5": [[0, 0, 1], [0, 0, 7]],
            "threshold that is not 0: 0.5 is positive and stays": [[0, 0, 1.5], [0, 0, 7]],
            "return inside the loop: only the first entry was looked at": [[0, 0.5, 1.5], [0, -0.25, 7]],
            "given array returned: the answer is the new one": [[-4, 0.5, 1.5], [0, -0.25, 7]],
            "negative entries dropped: they become 0 and keep their place": [0.5, 1.5, 7],
            "shape lost: the answer has the shape of z": lambda got: np.shape(got) == (6,),
            "capped at 1": [[0, 0.5, 1], [0, 0, 1]],
            "capped at 6": [[0, 0.5, 1.5], [0, 0, 6]],
            "leak for negative values: they become 0": [[-0.04, 0.5, 1.5], [0, -0.0025, 7]],
            "softplus: that is a smooth relative of ReLU": [[0.01815, 0.974077, 1.701413], [0.693147, 0.575939, 7.000911]],
            "sign turned: positive values stay as they are": [[0, -0.5, -1.5], [0, 0, -7]],
            "twice too large: z + |z| is 2z where z is positive": [[0, 1, 3], [0, 0, 14]],
        },
    )
    check_unchanged("z", kept, z)
    check_that(
        isinstance(got, np.ndarray), f"relu returns a {type_name(got)}, expected an array.",
        likely={"list instead of an array: what comes next wants arrays": lambda got: isinstance(got, list)}, got=got,
    )
    check_close("relu([-1, 2.5])", relu(np.array([-1.0, 2.5])), [0, 2.5])
    check_close("relu([[[3.5], [-2]]])", relu(np.array([[[3.5], [-2.0]]])), [[[3.5], [0]]])
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    for shape in [(7,), (4, 5), (2, 3, 4)]:
        z = rng.normal(size=shape)
        kept = z.copy()
        check_close("relu(z)", relu(z), np.where(kept > 0, kept, 0))
        check_unchanged("z", kept, z)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: the test says that z was changed</summary>

`z[z < 0] = 0` writes into the caller's array. NumPy has a function of two arguments that compares entry by entry and
returns a new array.

</details>

<details><summary>Hint 2: compare with 0</summary>

Each entry of the answer is the larger of that entry and 0.

</details>

<details><summary>Hint 3: the shape of the line</summary>

`return np.maximum(..., ...)`

</details>
"""

# %% [markdown]
r"""
What does one layer do to the plane? Send a grid of lines through a layer with two units. The affine step turns,
stretches and moves it, and straight lines stay straight. ReLU flattens everything that lies beyond an axis onto it.
"""

# %% show
W, b = np.array([[0.9, 0.6], [-0.5, 0.8]]), np.array([0.4, 0.2])
grid = grid_lines()
moved = affine(grid.reshape(-1, 2), W, b).reshape(grid.shape)
names = ["before", "after the affine step", "after ReLU"]
draw_fold([grid, moved, relu(moved)], names, "The affine step keeps lines straight; ReLU presses them flat onto the axes");

# %% [markdown]
r"""
Now move something: change one number in `W` or `b` above and run the cell again. Which numbers turn the grid, which
stretch it, and which decide how much of it is pressed flat?

## Many layers

A network is a list of layers, each fed with what the one before it put out. The numbers on the way are called
**activations**. ReLU follows every layer except the last, whose numbers are scores, one for each class, and a score may
be negative. The trained network for the spirals has four layers.
"""

# %%
layers = spiral_layers()

# %% [markdown]
r"""
Its weights have the shapes of the drawing: `(2, 8)`, `(8, 8)`, `(8, 2)` and `(2, 2)`. With the biases that makes
**120** numbers.
"""

# %% show
for W, b in layers:
    print("W", W.shape, " b", b.shape)
print("numbers in all:", sum(W.size + b.size for W, b in layers))

# %% [markdown]
r"""
### Exercise: layer_path

*Medium, 10 minutes*

To look inside the box, keep everything that passes through it. Return a list: the input, then what comes out of each
layer, the scores last.

$$x \;\to\; a^{(1)} = \mathrm{relu}(x W^{(1)} + b^{(1)}) \;\to\; \dots \;\to\;
\mathrm{scores} = a^{(L-1)} W^{(L)} + b^{(L)}$$

The number in brackets counts the layers; $L$ is the last.
"""

# %% exercise="layer_path"
def layer_path(x: np.ndarray, layers: list[tuple[np.ndarray, np.ndarray]]) -> list[np.ndarray]:
    """The activations of a network, from the input to the scores.

    Args:
        x: (n, d), a point in each row.
        layers: [(W, b), ...] with W (d_in, d_out) and b (d_out,), first layer first.

    Returns:
        [x, a1, ..., scores], arrays, one more than there are layers. Example: x = [[1]] and two layers
        ([[2]], [-5]), ([[1]], [-1]) give [[[1]], [[0]], [[-1]]].
    """
    ### BEGIN SOLUTION
    path = [x]
    for W, b in layers[:-1]:
        path.append(relu(affine(path[-1], W, b)))
    return [*path, affine(path[-1], *layers[-1])]
    ### END SOLUTION


# %% [markdown]
r"""
For the spirals you should see five shapes: `(400, 2)`, `(400, 8)`, `(400, 8)`, `(400, 2)`, `(400, 2)`. The last two
are the activations of the two units of layer 3, and the two scores. The smallest activation of layer 3 should be
**0.00** and the smallest score **-5.82**: only the scores may be negative.
"""

# %% show
path = layer_path(points, layers)
print([activations.shape for activations in path])
print(f"smallest of layer 3: {np.min(path[3]):.2f}   smallest score: {np.min(path[4]):.2f}")

# %% test="layer_path" points=2
with exercise("layer_path", raised={
    "number of layers written in: go through the list": "IndexError: list index out of range",
    "number of layers written in: take as many as there are": "ValueError: not enough values to unpack"}):
    x = np.array([[1, 2], [-3, 1]])
    three = [
        (np.array([[1, -1], [2, 1]]), np.array([-1, 1])),
        (np.array([[1, 2], [-3, 1]]), np.array([9, -9])),
        (np.array([[1, -2], [1, 1]]), np.array([-4, 3])),
    ]
    end = np.array([[4, -10], [-4, 3]])
    kept = x.copy()
    path = layer_path(x, three)
    check_that(
        path is None or isinstance(path, (list, tuple)) and len(path) == 4,
        "layer_path(x, three) should return a list of 4 arrays: the input, two activations, the scores.",
        likely={
            "scores only: everything on the way is wanted": lambda path: isinstance(path, np.ndarray),
            "return inside the loop": lambda path: len(path) == 2,
            "input left out": lambda path: len(path) == 3 and not np.array_equal(path[0], kept),
            "scores left out": lambda path: len(path) == 3,
            "z and a both kept: of each layer, keep what comes out of it": lambda path: len(path) == 6,
            "generator instead of a list: the list is wanted": lambda path: type_name(path) == "generator",
        },
        got=path,
    )
    check_close(
        "layer_path(x, three)", path, [kept, np.array([[4, 2], [0, 5]]), np.array([[7, 1], [0, 0]]), end],
        likely={
            "activation after the last layer: scores may be negative": [kept, 0, 0, [[4, 0], [0, 3]]],
            "every layer fed with x": [kept, 0, [[4, 0], [3, 0]], 0],
            "ReLU left out": [kept, [[4, 2], [-2, 5]], 0, 0],
            "ReLU before the affine step": [kept, [[4, 2], [1, 2]], 0, 0],
            "W transposed": [kept, [[0, 5], [0, 0]], 0, 0],
            "bias left out": [kept, [[5, 1], [0, 4]], 0, 0],
            "weights collected instead of activations": [kept, [[1, -1], [2, 1]], 0, 0],
            "layers in reverse order: the first comes first": [kept, [[0, 3], [0, 10]], 0, 0],
            "softmax on the scores: they stay as they are": [kept, 0, 0, [[0.999999, 8e-7], [0.000911, 0.999089]]],
        },
    )
    check_close("len(three) after the call", len(three), 3, {"argument changed": lambda length: length != 3})
    check_unchanged("x", [[1, 2], [-3, 1]], x)
    check_unchanged("W of the first layer", [[1, -1], [2, 1]], three[0][0])
    check_unchanged("b of the first layer", [-1, 1], three[0][1])
    check_equal("the types in the list", [type_name(a) for a in path], ["ndarray"] * 4, likely={
        "list instead of an array": lambda types: "list" in types})
    path = layer_path(x, three[1:])
    check_close(
        "layer_path(x, the last two of them)", path, [kept, np.array([[4, 0], [3, 0]]), np.array([[0, -5], [-1, -3]])],
        likely={"state kept between calls: begin a new list in each": lambda path: len(path) > 3},
    )
    check_close(
        "layer_path(x, the first of them)", layer_path(x, three[:1]), [kept, np.array([[4, 2], [-2, 5]])],
        likely={
            "fails for one layer: the first may be the last": lambda path: len(path) == 3,
            "activation after the last layer: the only one is the last": [kept, [[4, 2], [0, 5]]],
        },
    )
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    for widths in [(2, 5, 3, 4), (3, 2), (4, 4, 4)]:
        some = [(rng.normal(size=pair), rng.normal(size=pair[1])) for pair in pairwise(widths)]
        x = rng.normal(size=(6, widths[0])) - 1
        expected = [x]
        for i, (W, b) in enumerate(some):
            z = np.einsum("ni,ij->nj", expected[-1], W) + b
            expected.append(z if i == len(some) - 1 else np.where(z > 0, z, 0))
        kept = x.copy()
        path = layer_path(x, some)
        check_close(f"layer_path(x, {len(some)} layers)", path, expected)
        check_unchanged("x", kept, x)
        check_close(
            "len(layers) after the call", len(some), len(widths) - 1,
            likely={"argument changed": lambda length, n=len(widths) - 1: length != n},
        )
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: the scores are never negative</summary>

ReLU ran once too often. Treat the last layer apart: `layers[:-1]` are the others, `layers[-1]` is the last.

</details>

<details><summary>Hint 2: the last entry is the next input</summary>

Begin the list with x. Each layer takes the last entry of the list and appends its own result.

</details>

<details><summary>Hint 3: the shape of the line</summary>

`path.append(relu(affine(path[-1], W, b)))` for the others, `affine` alone for the last.

</details>
"""

# %% [markdown]
r"""
### Exercise: collapse

*Medium, 15 minutes*

Is ReLU worth the trouble? Take it away and see: layers that are only affine can be multiplied out into a single one,
however many there are. For two layers, with parentheses moved and nothing else:

$$(x W^{(1)} + b^{(1)})\, W^{(2)} + b^{(2)} \;=\; x\, (W^{(1)} W^{(2)}) + (b^{(1)} W^{(2)} + b^{(2)})$$

Do this for any number of layers.
"""

# %% exercise="collapse"
def collapse(layers: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """The one affine layer that equals all of these without ReLU.

    Args:
        layers: [(W, b), ...], first layer first, at least one.

    Returns:
        W (inputs of the first, units of the last), b (units of the last). Example: ([[2]], [1]) and
        ([[3]], [4]) give ([[6]], [7]).
    """
    ### BEGIN SOLUTION
    W, b = layers[0]
    for next_W, next_b in layers[1:]:
        W, b = W @ next_W, b @ next_W + next_b
    return W, b
    ### END SOLUTION


# %% [markdown]
r"""
Without ReLU the four layers of the spirals' network become a `(2, 2)` table and two biases, and the share of points
that they classify falls to 59.0%: it is a straight line again, and not the best one.
"""

# %% show
W, b = collapse(layers)
print(W.shape, b.shape)
print(f"right without ReLU: {(affine(points, W, b).argmax(axis=1) == labels).mean():.1%}")

# %% test="collapse" points=2
with exercise("collapse", raised={
    "fails for one layer: that layer is the answer": "ValueError: Expecting at least two arrays",
    "fails for one layer: there may be no second": "ValueError: not enough values to unpack",
    "sizes written in: take them from the layers": "has a mismatch in its core dimension"}):
    three = [
        (np.array([[1, -1], [2, 1]]), np.array([-1, 1])),
        (np.array([[1, 2], [-3, 1]]), np.array([2, -9])),
        (np.array([[1, -2], [1, 1]]), np.array([-4, 3])),
    ]
    got = collapse(three)
    check_that(
        got is None or isinstance(got, (tuple, list)) and len(got) == 2, "collapse(three) should return the pair W, b.",
        likely={"W alone": lambda got: isinstance(got, np.ndarray) and np.shape(got) == (2, 2)}, got=got,
    )
    check_close(
        "W of collapse(three)", got[0], [[5, -7], [4, 7]],
        likely={
            "factors in the wrong order: x meets the first layer first": [[7, -7], [4, 5]],
            "product entry by entry": [[1, 4], [-6, 1]],
            "weights added": [[3, -1], [0, 3]],
            "last layer left out: go through all, and return after the loop": [[4, 1], [-1, 5]],
            "first layer left out": [[3, 0], [-2, 7]],
            "ReLU between the layers: without it they collapse": [[3, 0], [5, 5]],
            "first layer taken twice: begin with the first, go on with the second": [[1, -14], [14, -7]],
            "W and b swapped: W comes first": lambda W: np.shape(W) == (2,),
        },
    )
    check_close(
        "b of collapse(three)", got[1], [-16, -3],
        likely={
            "biases only added: an early bias passes through the later layers": [-3, -5],
            "early biases dropped": [-4, 3],
            "factors in the wrong order": [9, 1],
            "bias not carried through every layer": [-39, -11],
            "later biases dropped: each layer adds its own": [-5, 7],
            "b kept as a table: it has one dimension": lambda b: np.shape(b) == (1, 2),
        },
    )
    check_close("len(three) after the call", len(three), 3, {"argument changed": lambda length: length != 3})
    check_unchanged("b of the first layer", [-1, 1], three[0][1])
    check_unchanged("b of the second layer", [2, -9], three[1][1])
    check_unchanged("b of the last layer", [-4, 3], three[2][1])
    W, b = collapse(three[:1])
    check_close("W of collapse(the first of them)", W, [[1, -1], [2, 1]])
    check_close("b of collapse(the first of them)", b, [-1, 1])
    W, b = collapse([(np.array([[1, 2, 3]]), np.array([1, 0, -1])), (np.array([[1], [0], [2]]), np.array([5]))])
    check_close("W of two layers, one input, three units, one unit", W, [[7]])
    check_close("b of two layers, one input, three units, one unit", b, [4])
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    for widths in [(2, 5, 3, 4), (3, 2), (2, 2, 2, 2, 2)]:
        some = [(rng.normal(size=pair), rng.normal(size=pair[1])) for pair in pairwise(widths)]
        kept = [(W.copy(), b.copy()) for W, b in some]
        W, b = collapse(some)
        check_shape("W", W, (widths[0], widths[-1]))
        check_shape("b", b, (widths[-1],))
        x = rng.normal(size=(5, widths[0]))
        out = x
        for V, v in kept:
            out = np.einsum("ni,ij->nj", out, V) + v
        check_close("x @ W + b", np.asarray(x) @ np.asarray(W) + np.asarray(b), out, atol=1e-4)
        for (V, v), (same_V, same_v) in zip(kept, some, strict=True):
            check_unchanged("a layer's W", V, same_V)
            check_unchanged("a layer's b", v, same_v)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: W is right and b is not</summary>

The biases gathered so far go through the next layer like any input: multiplied by its weights, then its bias is added.
Mind the order if you assign one after the other: the new `b` needs the next layer's weights only.

</details>

<details><summary>Hint 2: two layers at a time</summary>

Keep one W and one b for all layers so far, and take in the next layer by the formula above.

</details>

<details><summary>Hint 3: the shape of the line</summary>

`W, b = W @ next_W, b @ next_W + next_b`

</details>
"""

# %% [markdown]
r"""
### Exercise: classify

*Easy, 5 minutes*

The network's answer for a point is the class with the largest score. Its place counts, not its size: scores of
$(-5, -2, -9)$ mean class 1.
"""

# %% exercise="classify"
def classify(x: np.ndarray, layers: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """The class of each point: the place of its largest score.

    Args:
        x: (n, d).
        layers: [(W, b), ...]; the last has a unit for each class.

    Returns:
        (n,) whole numbers. Example: one layer ([[1, 2, 0]], [0, 0, 0]) and x = [[3]] give [1].
    """
    ### BEGIN SOLUTION
    return layer_path(x, layers)[-1].argmax(axis=1)
    ### END SOLUTION


# %% [markdown]
r"""
The best line got two thirds right. The network should get all 400: `100.0%`.
"""

# %% show
print(f"right: {(classify(points, layers) == labels).mean():.1%}")

# %% test="classify" points=2
with exercise("classify", raised={
    "number of layers written in: take as many as there are": "ValueError: not enough values to unpack"}):
    two = [
        (np.array([[-2, 1], [-2, 0]]), np.array([0, 0])),
        (np.array([[0, -1, -2], [3, 0, 1]]), np.array([-3, 1, 2])),
    ]
    x = np.array([[1, 0], [0, 1], [-2, 1], [3, 3]])
    got = classify(x, two)
    check_close(
        "classify(x, two)", got, [2, 2, 1, 0],
        likely={
            "activation after the last layer: where all scores are negative they become alike": [2, 2, 0, 0],
            "largest score instead of its place": [3, 2, -1, 6],
            "smallest score": [0, 0, 0, 1],
            "largest over the points: each row needs its own": [3, 0, 3],
            "ReLU left out": [2, 2, 1, 2],
            "classes counted from 1": [3, 3, 2, 1],
            "two classes only": [1, 1, 1, 0],
            "largest absolute score": [2, 0, 0, 0],
            "activations of the layer before instead of the scores": [1, 0, 0, 1],
            "one answer for all points: each row needs its own": lambda got: np.shape(got) == (),
            "return inside the loop": lambda got: np.shape(got) == (1,),
            "sign of one score: the place of the largest is wanted": [1, 1, 0, 1],
            "kept as a column: one dimension is wanted": lambda got: np.shape(got) == (4, 1),
            "table of hits: the place of the hit is wanted": [[0, 0, 1], [0, 0, 1], [0, 1, 0], [1, 0, 0]],
        },
    )
    check_kind("classify(x, two)", got, "int", likely={"floats instead of whole numbers": "float"})
    check_unchanged("x", [[1, 0], [0, 1], [-2, 1], [3, 3]], x)
    check_close("len(two) after the call", len(two), 2, {"argument changed": lambda length: length != 2})
    check_close(
        "classify([[3]], [([[1, 2, 0]], [0, 0, 0])])",
        classify(np.array([[3]]), [(np.array([[1, 2, 0]]), np.array([0, 0, 0]))]), [1],
        likely={"dimension lost: one point is an array of one": lambda got: np.shape(got) == ()},
    )
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    for widths, n in [((2, 6, 5), 40), ((3, 4, 4, 2), 40), ((3, 4), 1)]:
        some = [(rng.normal(size=pair), rng.normal(size=pair[1])) for pair in pairwise(widths)]
        x = rng.normal(size=(n, widths[0]))
        out = x
        for i, (W, b) in enumerate(some):
            out = (np.where(out > 0, out, 0) if i else out) @ W + b
        expected = [row.index(max(row)) for row in out.tolist()]
        check_equal("classify(x, layers)", [int(k) for k in classify(x, some)], expected)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: the answer has three entries, not four</summary>

The scores are a table with a row for each point. The largest of each row is asked for, so the search runs along the
second axis, `axis=1`.

</details>

<details><summary>Hint 2: the scores are there already</summary>

`layer_path` returns them as its last entry. What is left is the place of the largest in each row.

</details>

<details><summary>Hint 3: the shape of the line</summary>

`layer_path(x, layers)[-1].argmax(axis=...)`

</details>
"""

# %% [markdown]
r"""
### Exercise: separating_line

*Medium, 10 minutes*

Where is the straight line? The last layer has two inputs $h = (h_1, h_2)$ and two scores. Class 1 wins where its score
is the larger one, so the line is where the difference of the scores is 0, and that difference is affine in $h$:

$$\mathrm{score}_1 - \mathrm{score}_0 \;=\; h \cdot w + c$$

Find $w$ and $c$ from the layer's `W` and `b`.
"""

# %% exercise="separating_line"
def separating_line(W: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, float]:
    """The line w·h + c = 0 on which both scores of a layer with two units are equal.

    Args:
        W: (d, 2), the weights of score 0 and of score 1.
        b: (2,). Neither is changed.

    Returns:
        w (d,) and the number c: w·h + c is score 1 minus score 0. Example: W = [[1, 4]], b = [0, 2] give [3], 2.
    """
    ### BEGIN SOLUTION
    return W[:, 1] - W[:, 0], b[1] - b[0]
    ### END SOLUTION


# %% [markdown]
r"""
For the network's last layer you should see `[ 5.88 -2.86]` and `-3.85`.
"""

# %% show
w, c = separating_line(*layers[-1])
print("w", w.round(2), " c", round(float(c), 2))

# %% test="separating_line" points=2
with exercise("separating_line"):
    W, b = np.array([[5, 2], [1, 11]]), np.array([4, 10])
    got = separating_line(W, b)
    check_that(
        got is None or isinstance(got, (tuple, list)) and len(got) == 2, "separating_line(W, b) should return the pair w, c.",
        likely={
            "w alone": [-3, 10],
            "w and c in one array: return the two as a pair": [-3, 10, 6],
        },
        got=got,
    )
    check_unchanged("W", [[5, 2], [1, 11]], W)
    check_unchanged("b", [4, 10], b)
    check_close(
        "w of separating_line([[5, 2], [1, 11]], [4, 10])", got[0], [-3, 10],
        likely={
            "sign turned: score 1 minus score 0 is asked for": [3, -10],
            "rows instead of columns": [-4, 9],
            "sum instead of difference": [7, 12],
            "score 0 left out": [2, 11],
            "score 1 left out": [-5, -1],
            "scaled to length one": [-0.287348, 0.957826],
            "halved: the difference itself is wanted": [-1.5, 5],
            "absolute value: the sign says which score is larger": [3, 10],
            "slope and intercept: w and c are wanted": 0.3,
            "w and c swapped: w comes first": 6,
            "w kept as a column: take W[:, 1], not W[:, 1:]": lambda w: np.shape(w) == (2, 1),
        },
    )
    check_close(
        "c of separating_line([[5, 2], [1, 11]], [4, 10])", got[1], 6,
        likely={
            "sign turned": -6, "bias left out": 0, "sum instead of difference": 14, "score 0 left out": 10,
            "c kept as an array: it is one number": lambda c: np.shape(c) == (1,),
        },
    )
    w, c = separating_line(np.array([[5, 2], [1, 11], [7, 3]]), b)
    check_shape("w for three inputs", w, (3,), likely={"two dimensions written in": (2,)})
    check_close("w for three inputs", w, [-3, 10, -4])
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    for d in (1, 2, 6):
        W, b, h = rng.normal(size=(d, 2)), rng.normal(size=2), rng.normal(size=(5, d))
        scores = [[sum(p[i] * W[i, k] for i in range(d)) + b[k] for k in (0, 1)] for p in h]
        expected = [s[1] - s[0] for s in scores]
        kept = W.copy(), b.copy()
        w, c = separating_line(W, b)
        check_unchanged("W", kept[0], W)
        check_unchanged("b", kept[1], b)
        check_shape("w", w, (d,))
        check_shape("c", c, ())
        check_close("h @ w + c", h @ np.asarray(w) + float(c), expected, atol=1e-5)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: w has the right size and the wrong numbers</summary>

Write both scores out for $h = (h_1, h_2)$ and subtract them. Score 1 uses the second **column** of `W` and `b[1]`.

</details>

<details><summary>Hint 2: a difference of columns</summary>

$h \cdot W_1 + b_1 - (h \cdot W_0 + b_0)$, with the columns $W_0$ and $W_1$, is $h \cdot (W_1 - W_0) + (b_1 - b_0)$.

</details>

<details><summary>Hint 3: the shape of the line</summary>

`return W[:, 1] - ..., b[1] - ...`

</details>
"""

# %% [markdown]
r"""
Now everything is there to open the box. Each panel shows the same 400 points after one more layer. Eight numbers do not
fit on paper, so those panels show the flat view in which the points spread most. Does a line separate them in the end?
"""

# %% show
path = layer_path(points, layers)
w, c = separating_line(*layers[-1])
draw_bending(path[:-1], labels, w, c, "Three layers bend and stretch the spirals until a straight line separates them");

# %% [markdown]
r"""
Layer 1 gives the spirals corners, layer 2 opens them, layer 3 brings each class to its own side. Where the classes seem
to overlap after layer 2, only the flat view does: two points that agreed in all eight numbers could not be told apart
later. Looking at networks in this way was made popular by Christopher Olah ("Neural Networks, Manifolds, and
Topology", 2014).

What does the straight line of the last panel look like when it is carried back to where the points came from? Ask the
network about every place of the plane.
"""

# %% show
classes = classify(plane(n=300), layers)
draw_regions(classes, points, labels, "Back in the plane, the straight line is a spiral of short pieces");

# %% [markdown]
r"""
The border is made of straight pieces with corners, because each ReLU has a line at which it begins to flatten. Points
that the network was not trained on test whether it has learned the spirals or only these 400 points. For nine fresh
sets you should see `100.0%` each time.
"""

# %% show
for seed in range(1, 10):
    fresh_points, fresh_labels = spirals(seed=seed)
    print(f"{(classify(fresh_points, layers) == fresh_labels).mean():.1%}", end="  ")

# %% [markdown]
r"""
## Good enough, fast

Where do the 120 numbers come from? No formula gives them. They started at random, were improved 1,500 times, a small
step each, in the direction that helped, and were rounded to two decimals. [[02_mnist_numpy]] shows the simplest form of
this; these were found by a refined one, Adam. No other numbers can get more than all 400 right, though some are surer of
it. For networks of just three threshold units, deciding whether any weights fit all examples is
NP-complete (Blum and Rivest, 1992): no method is known that is both exact and fast on every instance.

A rule that is fast and usually good, without a promise to be best, is called a **heuristic**. To see how good and how
fast, take a famous problem where small cases can be solved exactly: visit every city once, return to where you
began, and travel as little as possible.
"""

# %%
names, places = eight_cities()
D = distances(places)

# %% [markdown]
r"""
These are the chief cities of the eight divisions of Bangladesh, in kilometres on a flat map. `D[i, j]` is the distance
from city `i` to city `j`, the same both ways. From Dhaka to Chattogram you should see 213 km, as the crow flies.
"""

# %% show
print(f"{names[0]} to {names[1]}: {D[0, 1]:.0f} km")
draw_tours(places, {"": []}, "Eight cities: in which order?", names, side=3.2);

# %% [markdown]
r"""
### Exercise: tour_length

*Easy, 5 minutes, find the bug*

A **tour** is a list that names each city once. The way home, from the last city to the first, is travelled and counted,
though it is not listed. This function has a mistake: it says 1,626 km for the eight cities in the order of the table,
which is too short. Write the fixed function under the same name.
"""

# %% show
def tour_length(D, tour):
    length = 0.0
    for k in range(len(tour) - 1):
        length += D[tour[k], tour[k + 1]]
    return length


print(f"{tour_length(D, list(range(8))):,.0f} km")


# %% exercise="tour_length"
def tour_length(D: np.ndarray, tour: list[int]) -> float:
    """The length of a round trip, the way home included.

    Args:
        D: (n, n) distances.
        tour: n cities, each once; is not changed.

    Returns:
        a number. Example: four corners of a square of side 1, visited in turn, give 4.
    """
    ### BEGIN SOLUTION
    return float(sum(D[tour[k - 1], tour[k]] for k in range(len(tour))))
    ### END SOLUTION


# %% [markdown]
r"""
For the cities in the order of the table yours should say **1,731** km. A tour may begin anywhere, and the same cities
begun at the fourth have the same length.
"""

# %% show
print(f"{tour_length(D, [0, 1, 2, 3, 4, 5, 6, 7]):,.0f} km")
print(f"{tour_length(D, [3, 4, 5, 6, 7, 0, 1, 2]):,.0f} km")

# %% test="tour_length" points=1
with exercise("tour_length", raised={
    "past the end of the list: after the last city comes the first": "IndexError: list index out of range"}):
    T = np.array([[0, 3, 10, 50], [3, 0, 200, 1000], [10, 200, 0, 4000], [50, 1000, 4000, 0]])
    tour = [2, 0, 3, 1]
    kept = T.copy()
    got = tour_length(T, tour)
    check_close("tour after the call", tour, [2, 0, 3, 1], likely={
        "argument changed": lambda tour: list(tour) != [2, 0, 3, 1]})
    check_unchanged("T", kept, T)
    check_close(
        "tour_length(T, [2, 0, 3, 1])", got, 1260,
        likely={
            "tour that does not return": 1060,
            "way home to city 0: it ends where this tour began": 1063,
            "order ignored: the numbers in the tour are the cities": 4253,
            "way home counted twice": 1460,
            "way home added for every edge: it is travelled once": 1660,
            "way home from the wrong city: it begins at the last": 5060,
            "first edge left out": 1250,
            "return inside the loop: that is one edge": lambda length: length in (200, 10),
            "edges counted instead of measured": 4,
            "both directions added": 2520,
            "last edge only: add each edge to what is there": 1000,
            "city joined to itself: an edge joins two cities": 0,
        },
    )
    got = tour_length(kept / 8, [2, 0, 3, 1])
    check_close("tour_length(T / 8, [2, 0, 3, 1])", got, 157.5, likely={
        "rounded": lambda length: length in (157, 158),
        "state kept between calls: begin with 0 in each": 1417.5,
    })
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    for n in (3, 5, 9):
        T, tour = distances(rng.random((n, 2))), rng.permutation(n).tolist()
        edges = np.zeros((n, n))
        edges[tour, tour[1:] + tour[:1]] = 1
        kept, length = list(tour), (edges * T).sum()
        check_close(f"tour_length(T, {kept})", tour_length(T, tour), length)
        check_equal("tour after the call", tour, kept, {
            "argument changed": lambda tour, before=tuple(kept): tuple(tour) != before})
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: the square of side 1 gives 3</summary>

Four cities have four edges; a loop over neighbours in the list sees three of them. Which two cities does the fourth
join? In Python `tour[-1]` is the last entry.

</details>

<details><summary>Hint 2: let the loop reach the last city</summary>

Go through all positions, and let each city be joined to the one before it in the list.

</details>

<details><summary>Hint 3: the shape of the line</summary>

`D[tour[k - 1], tour[k]]` summed over `range(len(tour))`

</details>
"""

# %% [markdown]
r"""
### Exercise: nearest_neighbour_tour

*Medium, 10 minutes*

The first heuristic is what a tired traveller would do: from where you are, go to the nearest city that you have not
seen. It looks at fewer than $n^2$ distances, while the number of orders is $n!$.
"""

# %% exercise="nearest_neighbour_tour"
def nearest_neighbour_tour(D: np.ndarray, start: int = 0) -> list[int]:
    """Always on to the nearest city that has not been visited.

    Args:
        D: (n, n) distances; is not changed.
        start: the first city.

    Returns:
        n cities, `start` first. Example: places 0, 5, 1 and 7 on a line, from the first, give [0, 2, 1, 3].
    """
    ### BEGIN SOLUTION
    tour, left = [start], set(range(len(D))) - {start}
    while left:
        tour.append(min(left, key=lambda city: D[tour[-1], city]))
        left.remove(tour[-1])
    return tour
    ### END SOLUTION


# %% [markdown]
r"""
From Dhaka it should find `[0, 7, 5, 6, 3, 2, 4, 1]`, which is **1,341** km long, and from Sylhet, city 5,
`[5, 7, 0, 4, 2, 3, 6, 1]` of **1,557** km: the start matters.
"""

# %% show
greedy = nearest_neighbour_tour(D)
print(greedy, f"{tour_length(D, greedy):,.0f} km")
print(nearest_neighbour_tour(D, 5), f"{tour_length(D, nearest_neighbour_tour(D, 5)):,.0f} km")

# %% test="nearest_neighbour_tour" points=2
with exercise("nearest_neighbour_tour", raised={
    "city that is not there: the cities are 0 to len(D) - 1": "is out of bounds for axis"}):
    T = distances(np.array([[8, 6], [0, 5], [9, 2], [5, 4], [8, 3], [2, 0]]))
    kept = T.copy()
    got = nearest_neighbour_tour(T, 3)
    check_unchanged("T", kept, T)
    check_tour("nearest_neighbour_tour(T, 3)", got, 6)
    check_close(
        "nearest_neighbour_tour(T, 3)", got, [3, 4, 2, 0, 1, 5],
        likely={
            "nearest to the start: it is the last city that you stand in": [3, 4, 0, 2, 5, 1],
            "nearest to any city of the tour: it is the last that you stand in": [3, 4, 2, 0, 5, 1],
            "grown at both ends: you go on from the last city only": [3, 4, 2, 5, 1, 0],
            "farthest instead of nearest": [3, 1, 2, 5, 0, 4],
            "start ignored": [0, 4, 2, 3, 5, 1],
            "order of the table: distances decide": [3, 0, 1, 2, 4, 5],
            "shortest tour instead of the nearest city": lambda tour: as_cycle(tour) == [0, 3, 1, 5, 2, 4],
        },
    )
    check_equal(
        "nearest_neighbour_tour(T, 3), called again,", [int(city) for city in nearest_neighbour_tour(T, 3)],
        [3, 4, 2, 0, 1, 5],
        likely={"state kept between calls: begin anew in each": lambda tour: tour != [3, 4, 2, 0, 1, 5]},
    )
    got = nearest_neighbour_tour(T)
    check_tour("nearest_neighbour_tour(T)", got, 6)
    check_close("nearest_neighbour_tour(T)", got, [0, 4, 2, 3, 5, 1])
    check_close(
        "nearest_neighbour_tour of the eight cities", nearest_neighbour_tour(distances(eight_cities()[1])),
        [0, 7, 5, 6, 3, 2, 4, 1],
        likely={"state kept between calls: begin anew in each": [0, 7, 6, 3, 2, 4, 1, 5]},
    )
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    for n in (4, 7, 10):
        T = distances(rng.random((n, 2)))
        for start in (None, n - 1):
            kept = T.copy()
            got = nearest_neighbour_tour(T) if start is None else nearest_neighbour_tour(T, start)
            check_unchanged("T", kept, T)
            expected = [start or 0]
            while len(expected) < n:
                order = np.argsort(kept[expected[-1]]).tolist()
                expected.append(next(city for city in order if city not in expected))
            check_tour("nearest_neighbour_tour(T, start)", got, n)
            check_close("nearest_neighbour_tour(T, start)", got, expected)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: the tour goes back and forth between two cities</summary>

Keep a set of the cities that are left, and choose among those only. That also keeps a city from being its own nearest
neighbour, at distance 0.

</details>

<details><summary>Hint 2: from the last city</summary>

Distances are compared from the city that was reached last, not from the start.

</details>

<details><summary>Hint 3: the shape of the line</summary>

`min(left, key=lambda city: D[tour[-1], city])`, appended to the tour and removed from the set.

</details>
"""

# %% [markdown]
r"""
And on the map? The square marks the first city of the list; the way home is dashed.
"""

# %% show
trips = {"order of the table": list(range(8)), "nearest neighbour": greedy}
trips = {f"{name}: {tour_length(D, tour):,.0f} km": tour for name, tour in trips.items()}
draw_tours(places, trips, "Going to the nearest city saves 390 km", names, side=3.2);

# %% [markdown]
r"""
The shortest round trip of all is 1,308 km long, so the heuristic is less than 3% above it, after looking at 28
distances. That is the bargain: no promise, and an answer at once.

## Optional: the shortest tour, and a repair

*A side track of about an hour: nothing later needs it. The lesson goes on at "Your turn".*

How do we know that 1,308 km is the shortest? By trying every tour. How can a tour be improved without trying them
all? By exchanging two of its edges, the legs of the trip, at a time.
"""

# %% [markdown]
r"""
### Exercise: tour_counts

*Optional, easy, 10 minutes, predict*

Before trying them all, count them. Two lists are the same round trip if one is the other begun elsewhere or travelled
backwards. **Predict** how many different round trips there are through 5 cities and through 8. (Through 4 there are 3:
which city is opposite the first?)
"""

# %% exercise="tour_counts"
# Whole numbers, or expressions such as math.factorial(3).
### BEGIN SOLUTION
tours_5 = math.factorial(4) // 2
tours_8 = math.factorial(7) // 2
### END SOLUTION

# %% [markdown]
r"""
The second number should be 210 times the first.
"""

# %% show
print(tours_5, tours_8, tours_8 / tours_5)

# %% test="tour_counts" points=1
with exercise("tour_counts"):
    check_shape("tours_5", tours_5, (), likely={"tours listed: how many are there?": (24, 4)})
    check_that(
        37 * tours_5 == 444, f"tours_5 is {tours_5}: not the number of different round trips through 5 cities.",
        likely={
            "both directions counted": 24,
            "every start counted": 60,
            "every list counted: start and direction make no difference": 120,
            "pairs of cities counted": 10,
            "subsets counted": 32,
            "two cities fixed: one start is enough": 6,
            "start not fixed: halve for the direction, and fix the first city": 30,
        },
        got=tours_5,
    )
    check_shape("tours_8", tours_8, ())
    check_that(
        37 * tours_8 == 93240, f"tours_8 is {tours_8}: not the number of different round trips through 8 cities.",
        likely={
            "both directions counted": 5040, "every start counted": 20160, "every list counted": 40320,
            "pairs of cities counted": 28, "subsets counted": 256, "two cities fixed": 720, "start not fixed": 10080,
        },
        got=tours_8,
    )
    ### BEGIN HIDDEN TESTS
    check_close("tours_5", tours_5, 12)
    check_close("tours_8", tours_8, 2520)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint: my count is exactly twice too large</summary>

With the start fixed, $n - 1$ cities can follow in $(n - 1)!$ orders. Each round trip is among them twice: once in each
direction.

</details>
"""

# %% [markdown]
r"""
Eight cities are few enough to try all. The count grows faster than any power of the number of cities: through 20 there
are about $6 \cdot 10^{16}$ round trips. At a million a second that takes 1,900 years.
"""

# %% show
for n in (8, 12, 16, 20):
    print(f"{n} cities: {math.factorial(n - 1) // 2:,} tours")
print(f"{math.factorial(19) / 2 / 1e6 / 3600 / 24 / 365:,.0f} years")

# %% [markdown]
r"""
### Exercise: optimal_tour

*Optional, medium, 10 minutes*

For small maps the exact answer can be had by trying every order and keeping the shortest. It is the yardstick for what
follows. Start at city 0, so that no trip is tried from every start. `permutations([1, 2, 3])` goes through the orders.
"""

# %% exercise="optimal_tour"
def optimal_tour(D: np.ndarray) -> list[int]:
    """The shortest round trip, found by trying every order; for n <= 9.

    Args:
        D: (n, n) distances.

    Returns:
        n cities, city 0 first. Either direction will do. Example: for the corners of a square, listed
        in turn, [0, 1, 2, 3] or [0, 3, 2, 1].
    """
    ### BEGIN SOLUTION
    orders = permutations(range(1, len(D)))
    return min(([0, *order] for order in orders), key=lambda tour: tour_length(D, tour))
    ### END SOLUTION


# %% [markdown]
r"""
The shortest round trip through the eight cities is 1,308 km long. `as_cycle` writes a trip from city 0 in an agreed
direction, so that two answers can be compared.
"""

# %% show
best = optimal_tour(D)
print(" - ".join(names[city] for city in as_cycle(best)), f": {tour_length(D, best):,.0f} km")

# %% test="optimal_tour" points=2
with exercise("optimal_tour", raised={
    "city that is not there: the cities are 0 to len(D) - 1": "is out of bounds for axis"}):
    T = distances(np.array([[8, 9], [6, 3], [5, 6], [5, 3], [1, 2], [0, 8], [9, 8]]))
    kept = T.copy()
    got = optimal_tour(T)
    check_unchanged("T", kept, T)
    check_tour("optimal_tour(T)", got, 7)
    check_close("optimal_tour(T)[0]", got[0], 0, {"start not fixed at 0": lambda city: city > 0})
    check_close(
        "optimal_tour(T), written by as_cycle,", as_cycle(got), [0, 2, 5, 4, 3, 1, 6],
        likely={
            "tour that does not return: this is the shortest way without the way home": [0, 5, 4, 3, 1, 2, 6],
            "longest instead of shortest": [0, 3, 2, 1, 5, 6, 4],
            "nearest neighbour instead of every order": [0, 5, 4, 1, 3, 2, 6],
            "nearest neighbour from every start: try every order instead": [0, 2, 1, 3, 4, 5, 6],
            "not every order tried: is the return inside the loop, or the comparison missing?":
                lambda tour: list(tour) in ([0, 1, 2, 3, 4, 5, 6], [0, 1, 3, 4, 5, 2, 6]),
        },
    )
    again = optimal_tour(2 * kept[::-1, ::-1])
    check_tour("optimal_tour of the cities in reverse order, twice as far apart,", again, 7)
    check_close(
        "optimal_tour of the cities in reverse order, twice as far apart,", as_cycle(again), [0, 5, 3, 2, 1, 4, 6],
        likely={"state kept between calls: begin anew in each": [0, 2, 5, 4, 3, 1, 6]},
    )
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    for n in (3, 5, 7):
        T = distances(rng.random((n, 2)))
        kept = T.copy()
        got = optimal_tour(T)
        check_unchanged("T", kept, T)
        check_tour("optimal_tour(T)", got, n)
        check_close("optimal_tour(T)[0]", got[0], 0, {"start not fixed at 0": lambda city: city > 0})
        every = np.array([(0, *order, 0) for order in permutations(range(1, n))])
        lengths = T[every[:, :-1], every[:, 1:]].sum(axis=1)
        mine = np.array([*got, 0], dtype=int)
        check_close("length of optimal_tour(T)", T[mine[:-1], mine[1:]].sum(), lengths.min())
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: min returns a length, and I need the tour</summary>

`min(tours, key=f)` returns the tour whose `f(tour)` is smallest. A loop that remembers the best tour so far and its
length does the same. A permutation is a tuple: `[0, *order]` makes it a list that begins with 0.

</details>

<details><summary>Hint 2: fix the start</summary>

Only the cities 1 to n - 1 change places. Put 0 before each of their orders and measure with `tour_length`.

</details>

<details><summary>Hint 3: the shape of the line</summary>

`min(tours, key=lambda tour: tour_length(D, tour))`, with `tours = ([0, *order] for order in permutations(...))`

</details>
"""

# %% [markdown]
r"""
How good is the nearest-neighbour tour among all 2,520? The next cell measures every one of them; three should be
shorter.
"""

# %% show
lengths = [tour_length(D, [0, *order]) for order in permutations(range(1, 8)) if order[0] < order[-1]]
marks = {"shortest": tour_length(D, best), "nearest neighbour": tour_length(D, greedy)}
shorter = sum(length < marks["nearest neighbour"] - 1e-9 for length in lengths)
print(f"{len(lengths)} tours, {shorter} of them shorter than the nearest-neighbour tour")
draw_lengths(lengths, marks, "Almost every tour is longer than the heuristic's", "length in km");

# %% [markdown]
r"""
### Exercise: two_opt

*Optional, hard, 40 minutes*

The last leg of a nearest-neighbour tour is often long: cities that were passed over have to be picked up at the end.
**2-opt** repairs that (Croes, 1958). Take two edges (legs) of the tour, from $a$ to $b$ and later from $c$ to $d$.
Exchange them for $a$ to $c$ and $b$ to $d$; the stretch from $b$ to $c$ is then travelled backwards. With positions
$i < j$ in the list, $a$ stands at $i$, $b$ at $i + 1$, $c$ at $j$ and $d$ at $j + 1$:

$$\dots a\; \underbrace{b \dots c}\; d \dots \quad\to\quad \dots a\; \underbrace{c \dots b}\; d \dots$$

Keep the exchange if it makes the tour shorter, and go on until no exchange does. The edge home counts too: where $c$ is
the last city, $d$ is the first. Only these four distances decide; comparing the lengths of whole tours is right as
well, but the 100 cities at the end then take many times as long. If your loop does not end, interrupt the cell and
open the first hint.
"""

# %% exercise="two_opt"
def two_opt(D: np.ndarray, tour: list[int]) -> list[int]:
    """Exchange two edges for two that are shorter together, until no exchange shortens the tour.

    Args:
        D: (n, n) distances, the same in both directions.
        tour: n cities, each once; is not changed.

    Returns:
        n cities. Example: for the corners of a square, listed in turn, [0, 2, 1, 3] becomes [0, 1, 2, 3],
        or the same trip written another way.
    """
    ### BEGIN SOLUTION
    tour, n, improved = list(tour), len(tour), True
    while improved:
        improved = False
        for i in range(n - 1):
            for j in range(i + 1, n):
                a, b, c, d = tour[i], tour[i + 1], tour[j], tour[(j + 1) % n]
                if D[a, c] + D[b, d] < D[a, b] + D[c, d] - 1e-12:
                    tour[i + 1 : j + 1] = tour[i + 1 : j + 1][::-1]
                    improved = True
    return tour
    ### END SOLUTION


# %% [markdown]
r"""
The tour from Dhaka, 1,341 km, becomes one of 1,308 km: here, the shortest.
"""

# %% show
improved = two_opt(D, greedy)
print(as_cycle(improved), f"{tour_length(D, improved):,.0f} km")

# %% test="two_opt" points=3
with exercise("two_opt", raised={
    "past the end of the list: after the last city comes the first": "IndexError: list index out of range"}):
    T = distances(np.array([[2, 15], [0, 16], [9, 18], [15, 19], [10, 11], [13, 0], [12, 5], [15, 10]]))
    kept, tour = T.copy(), [7, 3, 2, 4, 5, 6, 1, 0]
    got = two_opt(T, tour)
    check_equal("tour after the call", tour, [7, 3, 2, 4, 5, 6, 1, 0], {
        "argument changed": lambda tour: list(tour) != [7, 3, 2, 4, 5, 6, 1, 0]})
    check_unchanged("T", kept, T)
    check_two_opt("two_opt(T, [7, 3, 2, 4, 5, 6, 1, 0])", kept, [7, 3, 2, 4, 5, 6, 1, 0], got)
    T = distances(np.array([[19, 7], [11, 8], [16, 2], [5, 11], [16, 9], [14, 16], [12, 16], [19, 4], [8, 4]]))
    tour = [8, 2, 1, 0, 7, 6, 3, 5, 4]
    check_two_opt("two_opt(T, [8, 2, 1, 0, 7, 6, 3, 5, 4])", T, tour, two_opt(T.copy(), list(tour)))
    T = distances(eight_cities()[1])
    got = two_opt(T, [3, 6, 5, 1, 4, 2, 0, 7])
    check_tour("two_opt(D, [3, 6, 5, 1, 4, 2, 0, 7])", got, 8)
    check_close(
        "two_opt(D, [3, 6, 5, 1, 4, 2, 0, 7]), which no exchange shortens, written by as_cycle,",
        as_cycle(got), [0, 2, 4, 1, 5, 6, 3, 7],
        likely={"not by exchanges: another way found a shorter tour": [0, 1, 4, 2, 3, 6, 7, 5]},
    )
    x = [1, 15, 19, 8, 16, 12, 19, 17, 9, 4, 18, 5]
    y = [2, 15, 1, 14, 15, 4, 16, 6, 7, 6, 15, 16]
    T, tour = distances(np.stack([x, y], axis=1)), [4, 2, 5, 6, 3, 9, 7, 10, 8, 11, 1, 0]
    check_two_opt("two_opt of twelve cities", T, tour, two_opt(T.copy(), list(tour)))
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    for n in (4, 8, 10, 10, 10, 10):
        T, tour = distances(rng.random((n, 2))), rng.permutation(n).tolist()
        kept, table = list(tour), T.copy()
        got = two_opt(T, tour)
        check_equal("tour after the call", tour, kept, {
            "argument changed": lambda tour, before=tuple(kept): tuple(tour) != before})
        check_unchanged("T", table, T)
        check_two_opt(f"two_opt(T, {kept})", T, kept, got)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: the loop never ends</summary>

Two tours of equal length can differ in the last digit through rounding, and each looks shorter than the other. Ask for
a gain of more than `1e-12`. Also make sure that the flag which keeps the loop going is set back to `False` at the start
of each round.

</details>

<details><summary>Hint 2: what an exchange is in the list</summary>

Exchanging the two edges reverses the stretch from position i + 1 to j. Nothing else in the list moves.

</details>

<details><summary>Hint 3: the shape of the line</summary>

`tour[i + 1 : j + 1] = tour[i + 1 : j + 1][::-1]`, if the two new distances add up to less than the two old ones.

</details>
"""

# %% [markdown]
r"""
A heuristic gives no promise. Its result depends on where it begins, and 2-opt can end in a tour that no exchange of
two edges shortens though a shorter one exists. One right way of writing `two_opt` ends at 1,308 km from five of the
eight starts; another, which tries the exchanges in another order, may be stuck elsewhere.
"""

# %% show
for start in range(8):
    first = nearest_neighbour_tour(D, start)
    second = two_opt(D, first)
    lengths = tour_length(D, first), tour_length(D, second)
    print(f"{names[start]:10}  nearest neighbour {lengths[0]:,.0f} km   2-opt {lengths[1]:,.0f} km")

# %% [markdown]
r"""
What does such a tour look like? This one is 1,396 km long, and no right `two_opt` changes it: five of its eight edges
are not in the shortest tour, and no two of them can be exchanged with profit. In the pictures a square marks the city
that stands first in the list, and the way home is dashed.
"""

# %% show
stuck = [3, 6, 5, 1, 4, 2, 0, 7]
print("changed by 2-opt:", as_cycle(two_opt(D, stuck)) != as_cycle(stuck))
trips = {"stuck": stuck, "shortest": best}
trips = {f"{name}: {tour_length(D, tour):,.0f} km": tour for name, tour in trips.items()}
draw_tours(places, trips, "2-opt cannot leave the left tour, though the right one is shorter", names, side=3.2);

# %% [markdown]
r"""
### Cost and time

One map is an anecdote. On 30 random maps of 8 cities, how much longer than the shortest are the heuristic tours, and
how often is theirs the shortest? Nearest neighbour should be 8.2% longer on average; 2-opt stays under 1% and finds the
shortest tour on most of the maps.
"""

# %% show
def excess(D: np.ndarray) -> list[float]:
    """How much longer than the shortest tour, as a share: nearest neighbour, then with 2-opt."""
    first = nearest_neighbour_tour(D)
    shortest = tour_length(D, optimal_tour(D))
    return [tour_length(D, tour) / shortest - 1 for tour in (first, two_opt(D, first))]


shares = np.array([excess(distances(random_places(8, seed))) for seed in range(30)])
for name, column in zip(["nearest neighbour", "then 2-opt"], shares.T, strict=True):
    print(f"{name:18} {column.mean():5.1%} longer on average, shortest on {(column < 1e-9).sum()} of 30 maps")

# %% [markdown]
r"""
And the time? The next cells plan tours of more and more cities, on three maps of each size. They keep the mean length
and the least time, since other programs can only make a run slower. Trying every order stops at 9 cities:
each further city would multiply its time by ten or more.
"""

# %% show
def measure(plan, sizes: list[int], maps: int = 3) -> tuple[list[float], list[float]]:
    """Mean length and least seconds of plan(D), for each number of cities."""
    lengths, seconds = [], []
    for n in sizes:
        runs = []
        for seed in range(maps):
            D = distances(random_places(n, seed))
            began = time.perf_counter()
            tour = plan(D)
            taken = time.perf_counter() - began
            runs.append((tour_length(D, tour), taken))
        lengths.append(np.mean([length for length, _ in runs]))
        seconds.append(min(taken for _, taken in runs))
    return lengths, seconds


# %% show differs="timing"
plans = {
    "every order": (optimal_tour, [5, 6, 7, 8, 9]),
    "nearest neighbour": (nearest_neighbour_tour, [5, 7, 9, 16, 30, 60, 100]),
    "then 2-opt": (lambda D: two_opt(D, nearest_neighbour_tour(D)), [5, 7, 9, 16, 30, 60, 100]),
}
measured = {name: measure(plan, sizes) for name, (plan, sizes) in plans.items()}
draw_cost_and_time(
    {name: sizes for name, (_, sizes) in plans.items()},
    {name: lengths for name, (lengths, _) in measured.items()},
    {name: seconds for name, (_, seconds) in measured.items()},
    "The heuristics cost a little more and go where trying every order cannot",
);

# %% [markdown]
r"""
Both axes on the right are logarithmic, so a straight line there is a power of the number of cities, and the exact
method bends away from any. Heuristics did not solve the problem: they gave up the promise of the best and got an answer
in time. Cleverer exact methods reach further than trying every order (Held and Karp's of 1962 needs about $n^2 2^n$
steps), and none is known that is fast on every map.

Last, a picture to keep: 100 cities.
"""

# %% show
many = random_places(100, 365)
far = distances(many)
first = nearest_neighbour_tour(far)
trips = {"nearest neighbour": first, "then 2-opt": two_opt(far, first)}
trips = {f"{name}: {tour_length(far, tour):.2f}": tour for name, tour in trips.items()}
draw_tours(many, trips, "Exchanging two edges at a time removes every crossing", side=4.2);

# %% [markdown]
r"""
## Your turn: bend the plane by hand

The weights of the spirals' network were given to you. Here is a problem small enough to choose them yourself: a disc
inside a ring. Two hidden units, `relu(x1)` and `relu(-x1)`, make $|x_1|$, and the network answers 1 where that exceeds 0.4.
They get 78.5% right: the border is two upright lines.
"""

# %% show
rng = np.random.default_rng(0)
angle = rng.uniform(0, 2 * np.pi, 400)
radius = np.concatenate([rng.uniform(0, 0.5, 200), rng.uniform(0.6, 1, 200)])
ring_points = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
ring_labels = np.repeat([0, 1], 200)
two_units = [(np.array([[1, -1], [0, 0]]), np.array([0, 0])), (np.array([[0, 1], [0, 1]]), np.array([0, -0.4]))]
share = (classify(ring_points, two_units) == ring_labels).mean()
draw_regions(classify(plane(n=300), two_units), ring_points, ring_labels, f"Two units get {share:.1%} right");

# %% [markdown]
r"""
Choose the layers of a better network, as many units as you like. The two scores may be 0 and a sum of hidden units
minus a number, as above. Four units make $|x_1| + |x_2|$, whose border is a square on its corner; at its best it gets
99.25% right. Reach more than 99.5%. Three units are enough: which three directions would you give them?

Assign the layers, a list of (W, b) as in `two_units`, to `own_layers`, and the share of the 400 points that they get right
to `own_share`.
"""

# %% challenge="ring"
### BEGIN SOLUTION
own_layers = [
    (np.array([[1.0, -0.5, -0.5], [0.0, 0.87, -0.87]]), np.zeros(3)),
    (np.array([[0, 1], [0, 1], [0, 1]]), np.array([0, -0.51])),
]
own_share = (classify(ring_points, own_layers) == ring_labels).mean()
### END SOLUTION

# %% show
challenge("ring", own_share, above=0.995)
if own_layers is not ...:
    draw_regions(classify(plane(n=300), own_layers), ring_points, ring_labels, f"Own layers: {own_share:.1%} right")

# %% [markdown]
r"""
## What you can now build, and what broke

From memory, on an empty page:

- a layer, which is an affine step and ReLU, for many points at once;
- a network: layers in a row, no ReLU after the last, and the class with the largest score;
- why ReLU is needed: without it, many layers are one;
- a heuristic, and a figure that says how far it is from the best.

Two things broke the idea as it stands. The points had two coordinates and came from a formula; the images of
handwritten digits in [[02_mnist_numpy]] have 784, drawn by hundreds of people. And the 120 numbers were given to you;
you chose a dozen by hand, and nobody chooses thousands that way. In [[02_mnist_numpy]] you find 101,770 of them
yourself, by walking downhill, with nothing but NumPy.
"""
