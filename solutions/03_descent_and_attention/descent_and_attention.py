# %% [markdown]
r"""
# 3. Descent and attention

The network of [[02_mnist_numpy]] has 101,770 parameters, too many to watch while they move, and the rule that sent
its error back fitted those two layers only. It also has a fixed weight for every pixel: which inputs are mixed, and
how strongly, is decided before an image is seen.

At the end of this lesson you will have

- slopes of any function from two evaluations, and gradient descent drawn as paths over a landscape;
- the error of a chain of layers sent back to every unit in one sweep;
- a descent of your own that leaves the plain one far behind;
- attention in a few lines of NumPy: the word *bank* beside *river* and beside *money*, one word and two vectors, and a
  reader of digits, about 95% right, that learns a single number.

About three hours. You need Python, matrix products and the derivative of $x^3$. The pictures follow chapters 2 to 6 of
3Blue1Brown's *Deep Learning* series, which go well with this lesson and are not needed for it.
"""

# %%
import numpy as np

from grader.kit import *

np.set_printoptions(precision=4, suppress=True)

# %% [markdown]
r"""
## A slope from two evaluations

A derivative says how fast a cost $f$ changes when one number is nudged. Without calculus it can be measured. The
*forward difference* nudges up by a small $h$; the *central difference* nudges both ways:

$$\frac{f(x+h)-f(x)}{h} \qquad\text{and}\qquad \frac{f(x+h)-f(x-h)}{2h}.$$

### Exercise: predict two slopes

*Easy, 5 minutes*

Work with pencil and paper, so that you see which of the two comes closer. For $f(x) = x^3$ at $x = 2$ the true slope
is 12; give both differences for $h = 1$.
"""

# %% exercise="predict_slopes"
### BEGIN SOLUTION
forward_slope = 19.0
central_slope = 13.0
### END SOLUTION

# %% [markdown]
r"""
The ratio below should be 7: the error of the forward difference is that many times larger.
"""

# %% show
print((forward_slope - 12) / (central_slope - 12))

# %% test="predict_slopes" points=1
with exercise("predict_slopes"):
    check_shape("forward_slope", forward_slope, ())
    check_that(
        bool(np.isclose(float(37 * forward_slope), 703)), f"forward_slope is {forward_slope}: not what the formula gives.",
        likely={
            "backward difference: that one looks back from x to x - h": lambda got: got[0] == 7 and got[1] in (7, 13, 26),
            "forward and central exchanged": lambda got: got[0] == 13,
            "true slope: the differences only approach it": lambda got: got[0] == 12,
            "values added: the rise is a difference": lambda got: got[0] == 35,
        },
        got=[forward_slope, central_slope],
    )
    check_shape("central_slope", central_slope, ())
    check_that(
        bool(np.isclose(float(37 * central_slope), 481)), f"central_slope is {central_slope}: not what the formula gives.",
        likely={
            "divided by h: the two points lie 2h apart": 26,
            "forward instead of central difference": 19,
            "backward difference": 7,
            "true slope: with h = 1 even the central difference is a little off": 12,
            "values added: the rise is a difference": 14,
        },
        got=central_slope,
    )
    ### BEGIN HIDDEN TESTS
    check_close("forward_slope", forward_slope, 19)
    check_close("central_slope", central_slope, 13)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint: I do not know where to start</summary>
Only three values of the function are needed: at 1, 2 and 3. They are 1, 8 and 27.
</details>

The forward difference sees one side of the point only, and there the curve bends away from its tangent: the error is
about $h/2$ times the second derivative. Looking both ways, the bends of the two sides cancel. What is left is of
order $h^2$; for $x^3$ it is $h^2$ exactly.

A cost of many numbers has one slope for each of them. Together they are the *gradient*, an array of the shape of the
input. Here are two costs to measure, with $i = 1, 2, 3, \dots$ counting the entries (in a table, `ripples` adds up each
row by itself):

$$\mathrm{cubes}(x) = \sum_i i\,x_i^3, \qquad \mathrm{ripples}(x) = \sum_i \sin 3x_i + \Big(\sum_i x_i\Big)^2.$$
"""

# %%
def cubes(x):
    """The sum of i * x_i cubed, i = 1, 2, 3, ...; x of any shape -> float."""
    flat = np.ravel(x)
    return float(np.sum(np.arange(1, flat.size + 1) * flat**3))


def ripples(x):
    """The sum of sin(3 x_i), plus the square of the sum of each row; x of any shape -> float."""
    return float(np.sum(np.sin(3 * np.asarray(x))) + np.sum(np.sum(x, axis=-1) ** 2))


# %% [markdown]
r"""
### Exercise: numerical gradient

*Medium, 15 minutes*

Every gradient of this course can be checked against a measured one. Nudge one entry at a time, all others staying
where they are, and take the central difference:

$$g_i = \frac{f(x + h\,e_i) - f(x - h\,e_i)}{2h}, \qquad e_i \text{ is 1 at entry } i \text{ and 0 elsewhere.}$$

The input may hold whole numbers; work in NumPy's default floats, float64, and return those. The caller's `x` must be
as before when you return.
"""

# %% exercise="numerical_gradient"
def numerical_gradient(f, x: np.ndarray, h: float = 1e-5) -> np.ndarray:
    """Central differences of f at x.

    Args:
        f: takes an array of the shape of x, returns a number.
        x: the point, any shape; whole numbers are allowed. It is not changed.
        h: the nudge.

    Returns:
        an array of float64, in the shape of x.

    Example:
        numerical_gradient(cubes, np.array([1, 2])) is about [3, 24].
    """
    ### BEGIN SOLUTION
    x = np.array(x, dtype=float)
    slope = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        nudge = np.zeros_like(x)
        nudge[i] = h
        slope[i] = (f(x + nudge) - f(x - nudge)) / (2 * h)
    return slope
    ### END SOLUTION


# %% [markdown]
r"""
You should see `[ 3. 24.]`, then `[ 3.01 24.02]`: with a nudge of 0.1 the error is $i\,h^2$. It does not depend on $x$,
since the third derivative of a cubic is constant. In `ripples` the entries act together, so that an entry that was
not put back would show: `[3.839 1.609]`.
"""

# %% show
print(numerical_gradient(cubes, np.array([1, 2])))
print(numerical_gradient(cubes, np.array([1, 2]), h=0.1))
print(numerical_gradient(ripples, np.array([0.2, 0.5]), h=0.1))

# %% test="numerical_gradient" points=2
with exercise("numerical_gradient"):
    x = np.array([1.5, 2.0])
    got = numerical_gradient(cubes, x, 0.1)
    check_unchanged("x", np.array([1.5, 2.0]), x)
    check_shape(
        "numerical_gradient(cubes, [1.5, 2], 0.1)", got, (2,),
        {"all entries nudged at once: each entry has a slope of its own": lambda g: np.ndim(g) == 0},
    )
    check_close(
        "numerical_gradient(cubes, [1.5, 2], 0.1)", got, [6.76, 24.02],
        likely={
            "forward instead of central difference": [7.21, 25.22],
            "backward difference": [6.31, 22.82],
            "divided by h: the two points lie 2h apart": [13.52, 48.04],
            "not divided: the rise belongs over the distance": [1.352, 4.804],
            "sign turned": [-6.76, -24.02],
            "all entries nudged at once": [30.78, 30.78],
            "h not used: the nudge is the argument, here 0.1": [6.75, 24.0],
            "rounded": [7, 24],
            "return inside the loop: only the first entry was measured": [6.76, 0],
        },
    )
    check_that(
        isinstance(got, np.ndarray), f"numerical_gradient returns a {type_name(got)}, expected an array.",
        likely={"list instead of an array": lambda got: isinstance(got, list)}, got=got,
    )
    check_close(
        "numerical_gradient(ripples, [0.2, 0.5], 0.1)", numerical_gradient(ripples, np.array([0.2, 0.5]), 0.1),
        [3.839034, 1.609043],
        likely={
            "entry not put back: it is still nudged when the next one is measured":
                lambda g: np.allclose(g, [3.839034, 1.409043]) or np.allclose(g, [3.839034, 1.809043]),
        },
    )
    got = numerical_gradient(cubes, np.array([1, 2]))
    check_kind("numerical_gradient(cubes, [1, 2])", got, "float", likely={"integer copy: h is lost in it": "int"})
    check_close(
        "numerical_gradient(cubes, [1, 2])", got, [3.0, 24.0],
        likely={
            "float32: its seven digits cannot hold the nudge": lambda g: np.asarray(g).dtype == np.float32,
            "integer copy: the nudge is lost in an array of whole numbers":
                lambda g: np.allclose(g, 0) or np.max(np.abs(g)) > 1000,
        },
    )
    check_that(
        isinstance(got, np.ndarray) and got.dtype == np.float64,
        "numerical_gradient(cubes, [1, 2]) is not an array of float64.",
        likely={"float32 returned": lambda g: np.asarray(g).dtype == np.float32}, got=got,
    )
    check_close(
        "numerical_gradient(cubes, [1, 3])", numerical_gradient(cubes, np.array([1.0, 3.0])), [3.0, 54.0],
        likely={"state kept between calls: measure anew in each": [6.76, 24.02]},
    )
    table = [[0.2, 0.5, 1.0], [0.4, 0.1, 0.3]]
    got = numerical_gradient(ripples, np.array(table))
    check_shape("numerical_gradient(ripples, a table of (2, 3))", got, (2, 3), likely={"shape lost": (6,)})
    check_close(
        f"numerical_gradient(ripples, {table})", got, [[5.876007, 3.612212, 0.430023], [2.687073, 4.46601, 3.46483]],
        likely={
            "whole rows nudged at once: x may have any shape": lambda g: np.allclose(g, g[..., :1]),
            "flat array handed to f: it takes an array of the shape of x":
                [[7.476007, 5.212212, 2.030023], [6.087073, 7.86601, 6.86483]],
            "entries in another order": [[5.876007, 2.687073, 3.612212], [4.46601, 0.430023, 3.46483]],
        },
    )
    got = numerical_gradient(cubes, np.array([[[1, 2]], [[0, 3]]]))
    whole_rows = {"whole rows nudged at once: x may have any shape": lambda g: np.allclose(g, g[..., :1])}
    check_close("numerical_gradient(cubes, [[[1, 2]], [[0, 3]]])", got, [[[3.0, 24.0]], [[0.0, 108.0]]], whole_rows)
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    for h in (1e-5, float(rng.uniform(0.05, 0.5))):
        x = rng.uniform(0.5, 2.0, (3, 4))
        i = np.arange(1, 13).reshape(3, 4)
        got = numerical_gradient(cubes, x.copy(), h)
        forward = i * (3 * x**2 + 3 * x * h + h**2)
        check_close(
            f"numerical_gradient(cubes, x, {h:.3g})", got, i * (3 * x**2 + h**2),
            likely={"forward instead of central difference": forward, "h not used": 3 * i * x**2},
        )
        expected = np.cos(3 * x) * np.sin(3 * h) / h + 2 * x.sum(axis=1, keepdims=True)
        check_close(f"numerical_gradient(ripples, x, {h:.3g})", numerical_gradient(ripples, x.copy(), h), expected)
    z = rng.integers(-5, 6, (2, 2, 2))
    kept = z.copy()
    i = np.arange(1, 9).reshape(2, 2, 2)
    check_close("numerical_gradient(cubes, z)", numerical_gradient(cubes, z), 3 * i * kept**2.0, atol=1e-5)
    check_unchanged("z", kept, z)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: the gradient is zero, or enormous, for whole numbers</summary>
<code>np.array([1, 2])</code> has no room for 1.00001: the nudge is cut off. Turn the copy into floats before nudging.
</details>

<details><summary>Hint 2: one entry at a time</summary>

For each index make a nudge that is h there and 0 elsewhere. np.ndindex(x.shape) goes through the indices of any
shape.

</details>

<details><summary>Hint 3: the shape of the line</summary>

<code>slope[i] = (f(x + nudge) - f(x - nudge)) / (2 * h)</code>

</details>

How small should $h$ be? A smaller nudge makes the formula better and the rounding worse. You should see
that the central error is smallest between $h = 10^{-6}$ and $10^{-4}$, and that the forward error at its best is
about a hundred times larger.
"""

# %% show
point = np.array([0.3])
true_slope = 3 * np.cos(0.9) + 2 * 0.3
hs = 10.0 ** np.arange(-12, 0)
forward = [abs((ripples(point + h) - ripples(point)) / h - true_slope) for h in hs]
central = [abs(numerical_gradient(ripples, point, h)[0] - true_slope) for h in hs]
ax = axes("At its best, nudging both ways is far more exact", "nudge h", "error of the slope")
ax.loglog(hs, forward, "s--", label="forward")
ax.loglog(hs, central, "o-", label="central")
ax.axvline(1e-5, color="grey", ls=":", label="h = 0.00001")
ax.legend();

# %% [markdown]
r"""
Read it from right to left. Both errors fall as the nudge shrinks, the central one twice as steeply. Then rounding
takes over: the two values agree in most of their sixteen digits, and their difference keeps only the rest. In
float32, with seven digits, a nudge of $10^{-5}$ would leave about two of them.

Measuring needs no calculus and no look inside the function, which makes it the judge of every gradient worked out by
hand. It is slow: a cost of $n$ numbers has to be evaluated $2n$ times.

## Downhill

The cost of [[02_mnist_numpy]] depends on 101,770 parameters, 101,632 weights and 138 biases. In so many dimensions
nobody can look around; all that can be had is the slope under one's feet, the gradient. With two numbers in place of
101,770 the whole landscape can be drawn.

The gradient points where the cost rises fastest, so its negative is the steepest way down. *Gradient descent* repeats
one step, with a *learning rate* $\eta$ (in code `lr`):

$$p \leftarrow p - \eta\,\nabla f(p).$$

The first landscape is a bowl, ten times as steep across as along. The second has two valleys, the left one deeper.
Their gradients are written out by hand:

$$\mathrm{bowl}(p) = \tfrac12\big(p_0^2 + 10\,p_1^2\big), \qquad
\mathrm{valleys}(p) = (p_0^2 - 1)^2 + 0.3\,p_0 + 2\,p_1^2.$$

In both of them each slope depends on one number only. `slanted_grad`, for trying things out, is the gradient of
$p_0^2 + p_0\,p_1 + p_1^2$, where each depends on both.
"""

# %%
def bowl(p):
    """0.5 * (p_0^2 + 10 p_1^2 + 100 p_2^2 + ...); p (d,) -> float."""
    return 0.5 * float(np.sum(10.0 ** np.arange(len(p)) * np.asarray(p) ** 2))


def bowl_grad(p):
    """The gradient of `bowl`: (p_0, 10 p_1, 100 p_2, ...)."""
    return 10.0 ** np.arange(len(p)) * np.asarray(p)


def valleys(p):
    """Two valleys near p_0 = -1 and +1; p (2,) -> float."""
    return float((p[0] ** 2 - 1) ** 2 + 0.3 * p[0] + 2 * p[1] ** 2)


def valleys_grad(p):
    """The gradient of `valleys`, (2,)."""
    return np.array([4 * p[0] * (p[0] ** 2 - 1) + 0.3, 4 * p[1]])


def slanted_grad(p):
    """The gradient of p_0^2 + p_0 p_1 + p_1^2, (2,)."""
    return np.array([2 * p[0] + p[1], p[0] + 2 * p[1]])


# %% [markdown]
r"""
Are the first two right? Measured gradients say so: you should see `[ 4. 10.]` twice, then `[-1.2  2. ]` twice.
"""

# %% show
for grad, cost, at in ((bowl_grad, bowl, [4.0, 1.0]), (valleys_grad, valleys, [0.5, 0.5])):
    print(grad(np.array(at)), numerical_gradient(cost, np.array(at)))

# %% [markdown]
r"""
### Exercise: descend

*Medium, 15 minutes*

A path is what shows whether a learning rate was good. Take `steps` steps from `start` and return every point passed,
the start included, as the rows of one array. The gradient is taken anew at every point, since it holds only there.

The start may hold whole numbers, and it belongs to the caller: do not change it.
"""

# %% exercise="descend"
def descend(grad, start: np.ndarray, lr: float, steps: int) -> np.ndarray:
    """Follow the negative gradient and keep the path.

    Args:
        grad: takes a point (d,), returns the gradient there (d,).
        start: (d,), not changed.
        lr: the learning rate.
        steps: how many steps to take, 0 or more.

    Returns:
        one array of floats, (steps + 1, d): the start, then the point after each step.

    Example:
        descend(bowl_grad, np.array([4, 1]), 0.05, 1) is [[4, 1], [3.8, 0.5]].
    """
    ### BEGIN SOLUTION
    path = [np.array(start, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - lr * grad(path[-1]))
    return np.array(path)
    ### END SOLUTION


# %% [markdown]
r"""
In the bowl each step multiplies the first number by 0.95 and the second by 0.5; the last row you should see is
`[3.4295 0.125 ]`. On the slanted ground both slopes belong to the point where the step begins: you should end at
`[0.33 1.14]`.
"""

# %% show
print(descend(bowl_grad, np.array([4, 1]), 0.05, 3))
print(descend(slanted_grad, np.array([1, 2]), 0.1, 2))

# %% test="descend" points=2
with exercise("descend", raised={"two numbers written in: a point may have any length": "could not broadcast input array"}):
    start = np.array([4.0, 1.0])
    got = descend(bowl_grad, start, 0.05, 3)
    check_shape(
        "descend(bowl_grad, [4, 1], 0.05, 3)", got, (4, 2),
        likely={
            "last point only": (2,),
            "path without its start": lambda p: np.allclose(p, [[3.8, 0.5], [3.61, 0.25], [3.4295, 0.125]]),
            "last step missing": lambda p: np.allclose(p, [[4, 1], [3.8, 0.5], [3.61, 0.25]]),
            "points as columns": (2, 4),
            "steps missing: take them all; does the return stand inside the loop?": (2, 2),
        },
    )
    check_close(
        "descend(bowl_grad, [4, 1], 0.05, 3)", got, [[4, 1], [3.8, 0.5], [3.61, 0.25], [3.4295, 0.125]],
        likely={
            "uphill": [[4, 1], [4.2, 1.5], [4.41, 2.25], [4.6305, 3.375]],
            "same array in every row: each row needs a copy of its own": lambda p: np.allclose(p, p[-1]),
            "gradient of the start: it must be taken anew at each point": [[4, 1], [3.8, 0.5], [3.6, 0], [3.4, -0.5]],
            "learning rate not used": [[4, 1], [0, -9], [0, 81], [0, -729]],
            "path without its start: one step too many makes up for it":
                [[3.8, 0.5], [3.61, 0.25], [3.4295, 0.125], [3.258025, 0.0625]],
            "length of the step fixed: a steeper slope makes a longer step":
                lambda p: np.allclose(((p[1:] - p[:-1]) ** 2).sum(axis=1), 0.0025),
            "gradients instead of points": lambda p: np.allclose(p[0], [4, 10]),
        },
    )
    check_that(
        isinstance(got, np.ndarray), f"descend returns a {type_name(got)}, expected one array.",
        likely={"list instead of an array": lambda got: isinstance(got, list)}, got=got,
    )
    check_unchanged("start", np.array([4.0, 1.0]), start)
    got = descend(bowl_grad, np.array([4, 1]), 0.05, 2)
    likely = {
        "integer path: whole numbers cannot hold the steps": lambda p: np.allclose(p, np.trunc(p)),
        "state kept between calls: begin a new path in each": lambda p: len(p) > 3,
    }
    check_close("descend(bowl_grad, whole numbers [4, 1], 0.05, 2)", got, [[4, 1], [3.8, 0.5], [3.61, 0.25]], likely)
    check_close("descend(bowl_grad, [4, 1], 0.05, 0)", descend(bowl_grad, start, 0.05, 0), [[4.0, 1.0]])
    check_close(
        "descend(slanted_grad, [1, 2], 0.1, 2)", descend(slanted_grad, np.array([1.0, 2.0]), 0.1, 2),
        [[1, 2], [0.6, 1.5], [0.33, 1.14]],
        likely={
            "gradient of a half-moved point: take it once, then move all numbers": lambda p: np.allclose(p[1], [0.6, 1.54]),
            "slopes of the bowl written in: they come from grad": lambda p: np.allclose(p[1], [0.9, 0.0]),
        },
    )
    got = descend(bowl_grad, np.array([1.0, 1.0, 1.0]), 0.01, 1)
    check_close("descend(bowl_grad, [1, 1, 1], 0.01, 1)", got, [[1.0, 1.0, 1.0], [0.99, 0.9, 0.0]])
    check_shape(
        "descend(bowl_grad, [0, 0], 0.1, 3), which starts at the bottom", descend(bowl_grad, np.zeros(2), 0.1, 3), (4, 2),
        likely={"stopped on level ground: take all steps": lambda p: len(p) < 4},
    )
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    start, lr, steps = rng.uniform(1, 3, 3), float(rng.uniform(0.001, 0.015)), int(rng.integers(5, 12))
    kept, factor = start.copy(), lr * np.array([1.0, 10.0, 100.0])
    powers = np.arange(steps + 1)[:, None]
    check_close(
        "descend(bowl_grad, start, lr, steps)", descend(bowl_grad, start, lr, steps), kept * (1 - factor) ** powers,
        likely={"uphill": kept * (1 + factor) ** powers, "gradient of the start": kept * (1 - factor * powers)},
    )
    check_unchanged("start", kept, start)
    start = rng.uniform(-1.5, 1.5, 2)
    a, b = (float(v) for v in start)
    expected = [[a, b]]
    for _ in range(6):
        a, b = a - 0.03 * (4 * a**3 - 4 * a + 0.3), b - 0.03 * 4 * b
        expected.append([a, b])
    check_close("descend(valleys_grad, start, 0.03, 6)", descend(valleys_grad, start, 0.03, 6), expected)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: all rows are the same, or the start has moved</summary>
<code>p -= step</code> changes the one array that the path already holds. <code>p = p - step</code> makes a new one.
</details>

<details><summary>Hint 2: the last point decides</summary>

Keep a list of points. Each step takes the gradient at the last one and appends a new point.

</details>

<details><summary>Hint 3: the shape of the line</summary>

<code>path.append(path[-1] - lr * grad(path[-1]))</code>, after starting with a float copy of the start.

</details>

### Exercise: predict a step and a limit

*Easy, 5 minutes*

A rate can be judged before anything runs. In the bowl one step turns $p_1$ into $(1 - 10\,\eta)\,p_1$: the distance
shrinks while that factor lies between −1 and 1. Give the point after one step of rate 0.1 from $(4, 1)$, as a list of
two numbers, and the rate above which the path leaves the bowl.
"""

# %% exercise="predict_rate"
### BEGIN SOLUTION
next_point = [3.6, 0.0]
largest_rate = 0.2
### END SOLUTION

# %% [markdown]
r"""
At the limit the second number only changes its sign: you should see 1 and −1 in turn, exact to rounding.
"""

# %% show
print(descend(bowl_grad, np.array([4, 1]), largest_rate, 4)[:, 1])

# %% test="predict_rate" points=1
with exercise("predict_rate"):
    check_shape("next_point", next_point, (2,))
    check_that(
        bool(np.isclose(float(np.dot(next_point, [35, 17])), 126)), f"next_point is {next_point}: not where the step ends.",
        likely={
            "uphill": [4.4, 2.0],
            "steepness left out: the second slope is 10 times the number": [3.6, 0.9],
            "learning rate not used": [0, -9],
            "the step, not the point": lambda p: np.allclose(np.abs(p), [0.4, 1.0]),
        },
        got=next_point,
    )
    check_shape("largest_rate", largest_rate, ())
    check_that(
        bool(np.isclose(float(37 * largest_rate), 7.4)), f"largest_rate is {largest_rate}: not where the path begins to leave.",
        likely={
            "factor zero: that rate reaches the bottom in one step; how far may a step overshoot?": 0.1,
            "the flat direction: the steepest direction sets the limit": lambda r: np.isclose(r, 2) or np.isclose(r, 1),
            "factor of plus one: that is a rate of zero": 0.0,
        },
        got=largest_rate,
    )
    ### BEGIN HIDDEN TESTS
    check_close("next_point", next_point, [3.6, 0])
    check_close("largest_rate", largest_rate, 0.2)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint: my limit stops short of the last rate that works</summary>
Overshooting the bottom is allowed as long as each jump ends nearer than it began. Which factor keeps the distance?
</details>

Three rates, 20 steps each, from the same start: one well below the limit, one near 0.15, one just above 0.2. What
does each path look like?
"""

# %% show
rates = {"rate 0.01: creeps": 0.01, "rate 0.15: arrives": 0.15, "rate 0.205: climbs out": 0.205}
paths = {name: descend(bowl_grad, np.array([4, 1]), lr, 20) for name, lr in rates.items()}
for name, path in paths.items():
    print(f"{name:23} cost {bowl(path[0]):.2f} -> {bowl(path[-1]):.2f}")
paths_by_rate(bowl, paths, "The learning rate decides between crawling, arriving and leaving", y_span=(-3, 3));

# %% [markdown]
r"""
At 0.01 the flat direction keeps 0.99 of its distance a step, so 82% are left after 20. At 0.15 the steep direction
swings with a factor of −0.5 and settles. At 0.205 its factor is −1.05, and every swing is longer than the last.

One rate has to serve both directions: the steepest sets the limit, and the flattest pays for it with many small
steps.

The bowl has one bottom, the other landscape two, and a gradient knows only the ground under it. Which valley do four
starts end in? The ridge lies near $p_0 = 0.08$. You should see costs of about −0.305 and 0.294: descent finds *a*
minimum, and the start decides which.
"""

# %% show
starts = [(-1.6, 0.7), (0.05, 0.9), (0.11, -0.9), (1.5, -0.6)]
paths = {f"from {s}": descend(valleys_grad, np.array(s), 0.04, 60) for s in starts}
for name, path in paths.items():
    print(f"{name:18} ends at {path[-1]}, cost {valleys(path[-1]):.3f}")
title = "Two starts on either side of the ridge end in different valleys"
paths_by_start(valleys, paths, title, x_span=(-1.8, 1.8), y_span=(-1.1, 1.1));

# %% [markdown]
r"""
The two middle starts are 0.06 apart in the first number and end in different valleys. Nothing on a path tells of the
other one: at both bottoms the gradient is zero, and descent rests. It promises level ground, not the lowest. For the
digits of [[02_mnist_numpy]] what it found was good enough.

## Blame, sent back through a chain

Measuring costs two evaluations for each number: 203,540 runs of [[02_mnist_numpy]]'s network for a single step. The
error can instead be sent back. Take a chain of layers without biases, starting from numbers $z_0$:

$$z_{l+1} = \mathrm{relu}(z_l)\, W_l .$$

As in [[01_black_box]] one example is a row and the weights stand on the right. Unlike there, the first numbers pass
through a ReLU as well: all layers are then alike, and one formula serves them all.

The *blame* of a number is the slope of the loss $L$ with respect to it, $\delta_l = \partial L / \partial z_l$: how
much the loss would rise for a small rise of that number.
"""

# %%
def run_chain(z, weights):
    """All z of the chain, from the first, (d_0,), to the last: a list of len(weights) + 1 arrays."""
    zs = [z]
    for W in weights:
        zs.append(np.maximum(zs[-1], 0) @ W)
    return zs


toy_weights = [np.array([[-2.0, 1.0], [3.0, 1.0]]), np.array([[2.0, -1.0], [1.0, -3.0]])]
toy_zs = run_chain(np.array([2.0, -1.0]), toy_weights)
print(*toy_zs)

# %% [markdown]
r"""
### Exercise: blame

*Hard, 35 minutes*

One sweep from the last layer to the first gives every blame, whatever the number of weights. A unit $i$ of layer $l$
feeds each unit $j$ after it through $W_{l,ij}$, so it takes that share of their blame; where its ReLU was closed it
takes none:

$$\delta_{l,i} = \begin{cases}\sum_j W_{l,ij}\,\delta_{l+1,j} & \text{if } z_{l,i} > 0\\
0 & \text{otherwise.}\end{cases}$$

The last $z$ passes through no ReLU; its blame is the given `error`.

By hand, for the toy chain and an error of $(2, 1)$: in $z_1 = (-4, 2)$ the first unit is closed, so its blame is 0.
The second feeds the outputs with weights 1 and −3, so its blame is $1\cdot 2 - 3\cdot 1 = -1$: raise it a little, and
the loss falls.
"""

# %% exercise="blame"
def blame(weights: list, zs: list, error: np.ndarray) -> list:
    """The slope of the loss with respect to every z of a chain; no argument is changed.

    Args:
        weights: n matrices; weights[l] has a row for each entry of zs[l], a column for each of zs[l + 1].
        zs: n + 1 arrays, each of one dimension, as `run_chain` returns them.
        error: the slope of the loss with respect to the last z, in its shape.

    Returns:
        a list of n + 1 arrays, in the order and the shapes of zs.

    Example:
        blame([np.array([[3.0], [5.0]])], [np.array([1.0, -1.0]), np.array([3.0])], np.array([2.0]))
        is [[6, 0], [2]].
    """
    ### BEGIN SOLUTION
    deltas = [error]
    for W, z in zip(weights[::-1], zs[-2::-1], strict=True):
        deltas.append((W @ deltas[-1]) * (z > 0))
    return deltas[::-1]
    ### END SOLUTION


# %% [markdown]
r"""
In the toy chain the $z$ are $(2, -1)$, $(-4, 2)$ and $(2, -6)$. With an error of $(2, 1)$ you should see a blame of
`[-1. -0.]`, of `[ 0. -1.]`, and last the error itself, `[2. 1.]`. (The sign of a zero may differ.)
"""

# %% show
print(*blame(toy_weights, toy_zs, np.array([2.0, 1.0])))

# %% test="blame" points=3
with exercise("blame"):
    weights = [np.array([[3.0, 1.0], [-2.0, 1.0]]), np.array([[2.0, -1.0], [1.0, -3.0]])]
    zs = [np.array([-1.0, 2.0]), np.array([-4.0, 2.0]), np.array([2.0, -6.0])]
    error = np.array([1.0, -2.0])
    kept = [W.copy() for W in weights], [z.copy() for z in zs]
    check_close(
        "blame(weights, zs, [1, -2])", blame(weights, zs, error),
        [np.array([0.0, 7.0]), np.array([0.0, 7.0]), np.array([1.0, -2.0])],
        likely={
            "return inside the loop: go on to the first layer": lambda d: len(d) == 2 and np.allclose(d[1], [1, -2]),
            "error left out: the last z has a blame too": [[0, 7], [0, 7]],
            "deltas from last to first": [[1, -2], [0, 7], [0, 7]],
            "W the wrong way round: blame goes back from columns to rows": [[0, 5], [0, 5], [1, -2]],
            "ReLU mask missing": [[19, -1], [4, 7], [1, -2]],
            "ReLU mask of the wrong layer": lambda d: np.allclose(d, [0, -8]) or np.allclose(d, 1),
            "ReLU mask turned round: open is where z is positive": [[12, 0], [4, 0], [1, -2]],
            "ReLU mask missing at the first z": [[7, 7], [0, 7], [1, -2]],
            "relu(z) in place of its slope": [[0, 28], [0, 14], [1, -2]],
            "ReLU mask on the error: nothing stands behind the last z": [[0, 1], [0, 1], [1, 0]],
            "weights taken from the front": [[0, 12], [0, -4], [1, -2]],
            "size of the weights: their signs count": [[0, -5], [0, -5], [1, -2]],
            "mask made of the blame: open is where z is positive": [[19, 0], [4, 7], [1, -2]],
        },
    )
    check_unchanged("error", np.array([1.0, -2.0]), error)
    check_unchanged("weights", kept[0], weights)
    check_unchanged("zs", kept[1], zs)
    weights = [np.array([[0.0, 1.0]]), np.array([[3.0], [5.0]]), np.array([[2.0]])]
    zs = [np.array([0.5]), np.array([0.0, 0.5]), np.array([2.5]), np.array([5.0])]
    check_close(
        "blame of a chain of three layers, one z of which is 0", blame(weights, zs, np.array([1.0])),
        [np.array([10.0]), np.array([0.0, 10.0]), np.array([2.0]), np.array([1.0])],
        likely={
            "two layers written in: go through all weights": lambda d: len(d) == 3,
            "unit at 0 taken as open: open is where z is positive": lambda d: np.shape(d) == (2,) and d[0] > 0,
            "z in place of the slope: an open unit hands on all of it": lambda d: np.allclose(d, [0, 5]) or np.allclose(d, 2.5),
        },
    )
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    widths = [5, 4, 6, 3, 2]
    zs = [np.zeros(5)]
    while any((z == 0).any() for z in zs):
        weights = [rng.normal(size=pair) for pair in zip(widths[:-1], widths[1:], strict=True)]
        zs = [rng.normal(size=5)]
        for W in weights:
            zs.append(np.maximum(zs[-1], 0) @ W)
    error = rng.normal(size=2)
    expected = []
    for start, z in enumerate(zs):
        moved = []
        for rise in np.eye(len(z)):
            for W, at in zip(weights[start:], zs[start:], strict=False):
                rise = np.where(at > 0, rise, 0.0) @ W
            moved.append(float(rise @ error))
        expected.append(np.array(moved))
    kept = [W.copy() for W in weights], [z.copy() for z in zs]
    check_close("blame(weights, zs, error)", blame(weights, zs, error), expected, rtol=1e-3, atol=1e-4)
    for before, after in zip(kept[0] + kept[1], weights + zs, strict=True):
        check_unchanged("an entry of weights or zs", before, after)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: the shapes do not fit, or the mask sits one layer off</summary>
<code>weights[l]</code> lies between <code>zs[l]</code> and <code>zs[l + 1]</code>. The ReLU that opens or closes is the
one on <code>zs[l]</code>, where the blame arrives. <code>W @ delta</code> sums over the columns of W.
</details>

<details><summary>Hint 2: from the last to the first</summary>

Begin with the error, go through the weights backwards, and turn the list round at the end.

</details>

<details><summary>Hint 3: the shape of the line</summary>

<code>deltas.append((W @ deltas[-1]) * (z &gt; 0))</code>, with the z on the input side of W.

</details>

Two independent checks on a larger chain: `numerical_gradient` nudges its first $z$, and PyTorch's *autograd* records
the run and sends the error back by itself. Take $L$ as half the squared length of the last $z$, so that the error
equals that $z$. You should see `True True`: both differ from yours by less than $10^{-8}$.
"""

# %% show
import torch

rng = np.random.default_rng(51)
weights = [rng.normal(size=shape) for shape in ((4, 5), (5, 4), (4, 3))]
z = rng.normal(size=4)
zs = run_chain(z, weights)
deltas = blame(weights, zs, zs[-1])
measured = numerical_gradient(lambda v: 0.5 * np.sum(run_chain(v, weights)[-1] ** 2), z)
leaf = torch.tensor(z, requires_grad=True)
out = leaf
for W in weights:
    out = torch.relu(out) @ torch.from_numpy(W)
(0.5 * (out**2).sum()).backward()
print(np.abs(deltas[0] - measured).max() < 1e-8, np.abs(deltas[0] - leaf.grad.numpy()).max() < 1e-8)

# %% [markdown]
r"""
Where did the blame go? Trace a path back from the right: it passes through open units only.
"""

# %% show
blame_map(weights, zs, deltas, "Blame reaches the first layer through open units only");

# %% [markdown]
r"""
This sweep is *backpropagation* (Rumelhart, Hinton and Williams, 1986). A closed unit has no blame, and hands none on:
the dotted lines that leave it carried nothing forward, so nothing comes back along them. Raising a red number raises
the loss, raising a blue one lowers it.

The first layer is judged as exactly as the last, although three layers of sums stand between it and the loss; and
since each matrix is used once, the sweep costs about as much as the run forward did.

With every $\delta$ at hand a weight's own slope is one product: $\partial L/\partial W_{l,ij} =
\mathrm{relu}(z_l)_i\,\delta_{l+1,j}$. One run forward and one back give all 101,770 of them; [[04_chain_rule]] turns
this into a rule for any expression.

## Words as directions

A network reads a word as a vector, its *embedding*. In a trained model it has hundreds or thousands of numbers, and
none of them has a name.

How alike two words are is measured by the angle between two vectors $u$ and $v$, whatever their lengths $\lVert
u\rVert = \sqrt{\sum_i u_i^2}$ and $\lVert v\rVert$. Here each word has two numbers, set by hand: how much it has to
do with water, and with money.
"""

# %%
VECTORS = {
    "river": [3.0, 0.0], "money": [0.0, 3.0], "bank": [1.0, 1.0], "the": [0.2, 0.2], "by": [0.1, 0.1], "in": [0.1, 0.1],
}  # fmt: skip


def embed(sentence):
    """One row for each word: (T, 2)."""
    return np.array([VECTORS[word] for word in sentence.split()])


print(embed("by the river bank"))

# %% [markdown]
r"""
### Exercise: cosine similarity

*Easy, 5 minutes*

The cosine of the angle is 1 for equal directions, 0 for a right angle and −1 for opposite ones. It compares
directions and leaves the lengths out:

$$\cos(u, v) = \frac{\sum_i u_i v_i}{\lVert u\rVert\,\lVert v\rVert}.$$
"""

# %% exercise="cosine_similarity"
def cosine_similarity(u: np.ndarray, v: np.ndarray) -> float:
    """The cosine of the angle between two vectors.

    Args:
        u, v: (d,), neither of length zero.

    Returns:
        a number from -1 to 1.

    Example:
        cosine_similarity(np.array([1.0, 1.0]), np.array([0.0, 2.0])) is 0.7071.
    """
    ### BEGIN SOLUTION
    return float(u @ v / np.sqrt((u @ u) * (v @ v)))
    ### END SOLUTION


# %% [markdown]
r"""
*Bank* alone is torn: you should see 0.7071 twice. *River* and *money* are at a right angle: 0.
"""

# %% show
river, money, bank = embed("river money bank")
for u, v in ((bank, river), (bank, money), (river, money)):
    print(f"{cosine_similarity(u, v):.4f}")

# %% test="cosine_similarity" points=1
with exercise("cosine_similarity"):
    u, v = np.array([1.0, 2.0, 2.0]), np.array([0.0, 0.0, 2.0])
    check_close(
        "cosine_similarity([1, 2, 2], [0, 0, 2])", cosine_similarity(u, v), 2 / 3,
        likely={
            "not divided by the lengths": 4.0,
            "square root missing: lengths were taken squared": 1 / 9,
            "one length missing": lambda c: np.isclose(c, 4 / 3) or np.isclose(c, 2.0),
            "lengths added: they belong multiplied": 0.8,
            "distance instead of angle": lambda c: np.isclose(c, 1 / 3) or np.isclose(c, 2.236068),
            "angle instead of its cosine": lambda c: np.isclose(c, 0.841069) or np.isclose(c, 48.1897, atol=1e-3),
            "means subtracted: that is a correlation": 0.5,
            "lengths without squares: a sum of sizes is another length": 0.4,
            "not summed: one number is expected": lambda c: np.shape(c) == (3,),
            "rounded: give all digits": lambda c: any(c == round(2 / 3, n) for n in range(7)),
            "return inside the loop: only the first product was added": 0.0,
            "two dimensions written in: sum over all entries": lambda c: np.isnan(c),
        },
        rtol=1e-6,
    )
    check_close(
        "cosine_similarity([1, 2, 2], [0, 0, -2])", cosine_similarity(u, -v), -2 / 3,
        likely={"sign lost: opposite directions give -1": 2 / 3},
    )
    check_unchanged("u", np.array([1.0, 2.0, 2.0]), u)
    check_unchanged("v", np.array([0.0, 0.0, 2.0]), v)
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    for d in (2, 7, 50):
        u, v = 5 * rng.normal(size=d), 0.2 * rng.normal(size=d)
        dot = sum(float(a) * float(b) for a, b in zip(u, v, strict=True))
        long, short = (sum(float(a) ** 2 for a in w) ** 0.5 for w in (u, v))
        check_close("cosine_similarity(u, v)", cosine_similarity(u, v), dot / (long * short), atol=1e-5)
    check_close("cosine_similarity(u, -3 u)", cosine_similarity(u, -3 * u), -1.0)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: longer vectors come out as more alike</summary>
Then a length is left in. Doubling u must change nothing: the sum doubles, and so must what it is divided by.
</details>

<details><summary>Hint 2: three sums of products</summary>

Above the line is the sum of u times v; below it are the roots of the sums of u times u and of v times v.

</details>

<details><summary>Hint 3: the shape of the line</summary>

<code>u @ v / np.sqrt((u @ u) * ...)</code>

</details>

## Attention

A dictionary returns the one value whose key fits, or an error. Attention is its soft form: every key fits a little,
and what comes back is a mean of all values, each weighted by how well its key fits.

For words this means: a fixed table gives *bank* one vector in every sentence. Attention lets each word
fetch from the others. Means weighted by nearness are older (Nadaraya and Watson, 1964); Bahdanau, Cho and Bengio
(2014) brought them to translation, and Vaswani et al. (*Attention Is All You Need*, 2017) gave them this form.

Word $i$ has a *query* $q_i$, what it looks for; word $j$ has a *key* $k_j$, what it can be found by, and a *value*
$v_j$, what it hands over.

$$s_{ij} = \frac{q_i \cdot k_j}{\sqrt{d}}, \qquad w_{ij} = \frac{e^{s_{ij}}}{\sum_{j'} e^{s_{ij'}}}, \qquad
\mathrm{out}_i = \sum_j w_{ij}\,v_j.$$

The score is a dot product and no longer a cosine: lengths count, so that a query can ask firmly or faintly, and a
short key such as that of *the* draws little. The scores $s$ of a word become weights $w$ that sum to 1, the softmax
of [[02_mnist_numpy]] along a row. $d$ is the length of a query.

Why the root? A dot product of two vectors of $d$ independent entries of mean 0 and variance 1 has variance $d$, so
for $d = 784$ a typical score would be 28, and $e^{28}$ is more than $10^{12}$: one key would take everything. Divided
by $\sqrt d$ the scores have variance 1 at every length.

### Exercise: predict what comes out

*Easy, 5 minutes*

Shapes are where attention goes wrong first, so know them before writing it.

1. `weights_shape`, `out_shape`: four queries of length 2 meet six keys, and the values have length 3. The shapes of
   all $w_{ij}$ and of all $\mathrm{out}_i$.
2. `two_weights`, `mixed_value`: one query alone, with the scores $0$ and $\ln 3$ and the values 10 and 20. Its two
   weights, as a list, and the one number that comes out.
"""

# %% exercise="predict_attention"
### BEGIN SOLUTION
weights_shape = (4, 6)
out_shape = (4, 3)
two_weights = [0.25, 0.75]
mixed_value = 17.5
### END SOLUTION

# %% [markdown]
r"""
The slow form for one query, a loop over the keys. The line it prints should be your last two answers.
"""

# %% show
def attend_slowly(q, K, V):
    """One query (d,), keys (S, d), values (S, d_v) -> out (d_v,), weights (S,)."""
    powers = [np.exp(np.dot(q, k) / np.sqrt(len(q))) for k in K]
    weights = np.array(powers) / sum(powers)
    return sum(weights[j] * V[j] for j in range(len(V))), weights


out, weights = attend_slowly([1.0], [[0.0], [np.log(3)]], np.array([[10.0], [20.0]]))
print(weights, out[0])

# %% test="predict_attention" points=1
with exercise("predict_attention"):
    check_shape("weights_shape", weights_shape, (2,))
    check_that(
        bool(np.isclose(float(np.dot(weights_shape, [37, 11])), 214)), f"weights_shape is {weights_shape}: not their shape.",
        likely={
            "rows and columns exchanged: a row belongs to a query": (6, 4),
            "queries against queries": (4, 4),
            "keys against keys": (6, 6),
        },
        got=weights_shape,
    )
    check_shape("out_shape", out_shape, (2,))
    check_that(
        bool(np.isclose(float(np.dot(out_shape, [37, 11])), 181)), f"out_shape is {out_shape}: not the shape of the outputs.",
        likely={
            "one row for each key: only the queries get an answer": (6, 3),
            "length of the queries: out is made of values": (4, 2),
            "the values themselves, transposed": (3, 6),
        },
        got=out_shape,
    )
    check_shape("two_weights", two_weights, (2,))
    check_that(
        bool(np.isclose(float(np.dot(two_weights, [37, 11])), 17.5)), f"two_weights is {two_weights}: not the two weights.",
        likely={
            "e to the 0 taken for 0: a score of 0 has a share too": [0, 1],
            "scores without the exponential": lambda w: w[0] == 0,
            "not divided by the sum": [1, 3],
            "rows and columns exchanged": [0.75, 0.25],
            "equal shares: that takes equal scores": [0.5, 0.5],
        },
        got=two_weights,
    )
    check_shape("mixed_value", mixed_value, ())
    check_that(
        bool(np.isclose(float(37 * mixed_value), 647.5)), f"mixed_value is {mixed_value}: not what comes out.",
        likely={
            "equal shares": 15, "all to the largest score": 20, "rows and columns exchanged": 12.5,
            "not divided by the sum": 70,
        },
        got=mixed_value,
    )
    ### BEGIN HIDDEN TESTS
    check_close("weights_shape", weights_shape, (4, 6))
    check_close("out_shape", out_shape, (4, 3))
    check_close("two_weights", two_weights, [0.25, 0.75])
    check_close("mixed_value", mixed_value, 17.5)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint: where does the ln go</summary>
The exponential undoes it: e to the ln 3 is 3, and e to the 0 is 1, not 0. Then divide both by their sum.
</details>

### Exercise: attention

*Hard, 35 minutes*

All queries at once take two matrix products. Return the outputs *and* the weights, since the weights are what one
looks at.

A *mask* says where looking is allowed: the weight is exactly 0 where it is False, and the rest of the row still sums
to 1. Scores may reach ±1,000, beyond what `np.exp` can hold; as in [[02_mnist_numpy]], taking the row's largest
*allowed* score away first changes no weight. Every row of a mask allows at least one position.
"""

# %% exercise="attention"
def attention(Q: np.ndarray, K: np.ndarray, V: np.ndarray, mask: np.ndarray | None = None) -> tuple:
    """Scaled dot-product attention; no argument is changed.

    Args:
        Q: (T, d), one query in each row.
        K: (S, d), one key in each row.
        V: (S, d_v), one value in each row.
        mask: (T, S) booleans, True where a query may look; None allows all.

    Returns:
        out (T, d_v), weights (T, S); each row of weights sums to 1.

    Example:
        attention(np.array([[0.0]]), np.array([[1.0], [2.0]]), np.array([[10.0], [20.0]]))
        is [[15]], [[0.5, 0.5]].
    """
    ### BEGIN SOLUTION
    scores = Q @ K.T / np.sqrt(K.shape[1])
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = powers / powers.sum(axis=1, keepdims=True)
    return weights @ V, weights
    ### END SOLUTION


# %% [markdown]
r"""
In *by the river bank* every word's vector is its own query, key and value. You should see that *bank*, the last word,
gives *river* 0.56 and itself 0.28, and that the loop agrees. Two queries and four keys make weights of shape (2, 4).
"""

# %% show
X = embed("by the river bank")
out, weights = attention(X, X, X)
print(weights[-1], out[-1])
slow_out, slow_weights = attend_slowly(X[-1], X, X)
print(slow_weights, slow_out)
print(attention(X[2:], X, X)[1].shape)

# %% test="attention" points=4
with exercise("attention", raised={"as many keys as queries: a mask is (T, S)": "could not be broadcast together"}):
    Q, K, V = np.array([[1.0, 0], [0, 2]]), np.array([[2.0, 1], [0, 3]]), np.array([[1.0, 5], [4, 2]])
    kept = Q.copy(), K.copy(), V.copy()
    result = attention(Q, K, V)
    check_that(
        result is None or isinstance(result, (tuple, list)) and len(result) == 2 and np.ndim(result[0]) == 2,
        "attention(Q, K, V) should return two arrays: out and weights.",
        likely={"weights not returned": lambda r: isinstance(r, np.ndarray)}, got=result,
    )
    check_close(
        "weights of attention(Q, K, V)", result[1], [[0.80443, 0.19557], [0.055807, 0.944193]],
        likely={
            "no 1/sqrt(d)": [[0.880797, 0.119203], [0.017986, 0.982014]],
            "divided by d: the root of it is meant": [[0.731059, 0.268941], [0.119203, 0.880797]],
            "multiplied by sqrt(d)": [[0.944193, 0.055807], [0.003481, 0.996519]],
            "softmax over queries: each row of weights sums to 1": [[0.5, 0.014166], [0.5, 0.985834]],
            "softmax over the whole table": [[0.052187, 0.012687], [0.052187, 0.882939]],
            "K not transposed": [[0.669762, 0.330238], [0.014166, 0.985834]],
            "Q against Q": [[0.669762, 0.330238], [0.055807, 0.944193]],
            "queries and keys exchanged": [[0.5, 0.5], [0.014166, 0.985834]],
            "scores without the exponential": [[1.0, 0.0], [0.25, 0.75]],
            "weights returned first": [[1.586711, 4.413289], [3.832578, 2.167422]],
            "not divided by the sum": [[4.113250, 1.0], [4.113250, 69.591378]],
            "keepdims missing: maxima and sums of the rows must be columns":
                lambda w: np.isclose(w[0][1], 0.229549, atol=1e-4) or np.isclose(w[1][1], 0.5),
            "rounded": [[0.8, 0.2], [0.06, 0.94]],
        },
    )
    check_close(
        "out of attention(Q, K, V)", result[0], [[1.586711, 4.413289], [3.832578, 2.167422]],
        likely={
            "out not divided by the sum: the weights are, and they mix the values":
                lambda o: o[0][0] > 0 and np.allclose([o[0][1], o[1][0]], [2.781407 * o[0][0], 1.768266 * o[1][1]]),
            "scores in place of weights": lambda o: np.max(np.abs(o)) > 5,
            "value of the largest weight alone: the values are mixed": [[1, 5], [4, 2]],
        },
    )
    for name, before, after in zip("QKV", kept, (Q, K, V), strict=True):
        check_unchanged(name, before, after)
    asked, found = np.array([[2.0, 0, 1, 1], [0, 1, 0, 2]]), np.array([[1.0, 1, 0, 2], [0, 2, 1, 1], [3, 0, 1, 1]])
    out, weights = attention(asked, found, np.array([[1.0], [2], [4]]))
    check_close(
        "weights of two queries and three keys of length 4", weights,
        [[0.114195, 0.04201, 0.843795], [0.546549, 0.331499, 0.121952]],
        likely={
            "scaled by the wrong length: d is the length of a query":
                lambda w: any(np.isclose(w[0][0], share, atol=1e-4) for share in (0.05506, 0.087846, 0.017943)),
        },
    )
    check_close("out of two queries and three keys", out, [[3.573394], [1.697354]])
    mask = np.array([[True, True], [False, True]])
    out, weights = attention(Q, K, V, mask)
    check_unchanged("mask", np.array([[True, True], [False, True]]), mask)
    check_close(
        "weights with the mask [[True, True], [False, True]]", weights, [[0.80443, 0.19557], [0.0, 1.0]],
        likely={
            "mask of 0 instead of -inf: e to the 0 is 1": [[0.80443, 0.19557], [0.014166, 0.985834]],
            "mask after the softmax: the rest of the row no longer sums to 1": [[0.80443, 0.19557], [0, 0.944193]],
            "mask ignored": [[0.80443, 0.19557], [0.055807, 0.944193]],
            "mask upside down: True is where a query may look": lambda w: w[1][0] > 0.99,
        },
    )
    check_close("out with the mask", out, [[1.586711, 4.413289], [4.0, 2.0]])
    large = np.array([[1000.0], [-1000.0]])
    weights = attention(large, np.array([[1.0], [1.003]]), np.eye(2))[1]
    check_close(
        "weights for the scores [[1000, 1003], [-1000, -1003]]", weights, [[0.047426, 0.952574], [0.952574, 0.047426]],
        likely={
            "no max subtracted (overflow)": lambda w: not np.isfinite(w[0]).all(),
            "one max for all rows": lambda w: not np.isfinite(w[1]).all(),
            "clamped instead of shifted: that makes unequal scores equal": [[0.5, 0.5], [0.5, 0.5]],
        },
        rtol=5e-3,
    )
    weights = attention(large, np.array([[1.0], [-1.0]]), np.eye(2), np.array([[False, True], [True, True]]))[1]
    check_close(
        "weights for the scores [[1000, -1000], [-1000, 1000]], the first one masked", weights, [[0, 1], [0, 1]],
        likely={
            "hidden score not low enough: minus infinity is below every score": lambda w: w[0][0] > 0.4,
            "max of a hidden score: only allowed ones count": lambda w: not np.isfinite(w[0]).all() or np.sum(w[0]) == 0,
        },
    )
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    for size, (T, S, d, d_v) in ((1.0, (5, 5, 5, 5)), (1.0, (4, 7, 3, 2)), (15.0, (6, 5, 16, 3))):
        Q, K, V = size * rng.normal(size=(T, d)), size * rng.normal(size=(S, d)), rng.normal(size=(S, d_v))
        mask = rng.random((T, S)) < 0.6
        mask[np.arange(T), rng.integers(0, S, T)] = True
        q, k, handed, m = Q.copy(), K.copy(), V.copy(), mask.copy()
        for allowed in (None, mask):
            expected = np.zeros((T, S))
            for i in range(T):
                seen = [j for j in range(S) if allowed is None or m[i, j]]
                scores = [sum(float(a) * float(b) for a, b in zip(q[i], k[j], strict=True)) / d**0.5 for j in seen]
                powers = [np.exp(score - max(scores)) for score in scores]
                expected[i, seen] = np.array(powers) / sum(powers)
            out, weights = attention(Q, K, V) if allowed is None else attention(Q, K, V, allowed)
            check_close("weights of attention", weights, expected, rtol=5e-3)
            check_close("out of attention", out, expected @ handed, rtol=5e-3, atol=1e-2)
            for name, before, after in zip(("Q", "K", "V", "mask"), (q, k, handed, m), (Q, K, V, mask), strict=True):
                check_unchanged(name, before, after)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: the weights are nan, or a masked row does not sum to one</summary>
Hide a score before the softmax, by making it minus infinity: e to that is 0, and the division comes after it. Then
take the largest score of each row, with <code>keepdims=True</code>, away from that row.
</details>

<details><summary>Hint 2: the order of the steps</summary>

Scores, mask, largest of the row taken away, exponential, division by the sum of the row, product with the values.

</details>

<details><summary>Hint 3: the shape of the line</summary>

<code>scores = np.where(mask, scores, -np.inf)</code> and <code>powers / powers.sum(axis=1, keepdims=True)</code>

</details>

PyTorch has the same function built in. You should see `True`: your outputs and its agree to ten digits.
"""

# %% show
rng = np.random.default_rng(8)
Q, K, V = rng.normal(size=(5, 4)), rng.normal(size=(7, 4)), rng.normal(size=(7, 3))
theirs = torch.nn.functional.scaled_dot_product_attention(*map(torch.from_numpy, (Q, K, V)))
print(np.allclose(attention(Q, K, V)[0], theirs.numpy(), rtol=1e-10))

# %% [markdown]
r"""
### Exercise: causal mask

*Easy, 5 minutes*

A model that writes from left to right must not look at words it has yet to write. Its mask lets position $i$ see
position $j$ exactly when $j \le i$: itself and what came before.

With such a mask every position of a text can practise at once: each guesses the word after it, and none can cheat by
reading it.
"""

# %% exercise="causal_mask"
def causal_mask(T: int) -> np.ndarray:
    """Who may look at whom when nobody looks ahead.

    Returns:
        (T, T) booleans; row i is True up to and including column i.

    Example:
        causal_mask(2) is [[True, False], [True, True]].
    """
    ### BEGIN SOLUTION
    return np.tril(np.ones((T, T), dtype=bool))
    ### END SOLUTION


# %% [markdown]
r"""
For three positions you should see a lower triangle of ones, 6 of the 9 entries, the diagonal included.
"""

# %% show
print(np.array(causal_mask(3)).astype(int))

# %% test="causal_mask" points=1
with exercise("causal_mask"):
    got = causal_mask(3)
    check_shape("causal_mask(3)", got, (3, 3))
    check_kind(
        "causal_mask(3)", got, "bool",
        likely={
            "scores instead of True and False: minus infinity is attention's affair": lambda m: np.min(m) < 0,
            "numbers instead of True and False": lambda m: np.min(m) == 0 and np.max(m) == 1,
        },
    )
    check_close(
        "causal_mask(3)", got, [[True, False, False], [True, True, False], [True, True, True]],
        likely={
            "True where looking is forbidden": [[0, 1, 1], [0, 0, 1], [0, 0, 0]],
            "looking ahead: rows look, columns are looked at": [[1, 1, 1], [0, 1, 1], [0, 0, 1]],
            "own position hidden": [[0, 0, 0], [1, 0, 0], [1, 1, 0]],
            "one position too far": [[1, 1, 0], [1, 1, 1], [1, 1, 1]],
            "only the own position": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
            "return inside the loop: the other rows were never filled": [[1, 0, 0], [0, 0, 0], [0, 0, 0]],
        },
    )
    got = causal_mask(2)
    check_shape("causal_mask(2)", got, (2, 2), likely={"size written in: make it for T positions": (3, 3)})
    check_close("causal_mask(2)", got, [[True, False], [True, True]])
    ### BEGIN HIDDEN TESTS
    for T in (1, int(fresh_rng().integers(4, 12))):
        check_close(f"causal_mask({T})", causal_mask(T), [[j <= i for j in range(T)] for i in range(T)])
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: the first row is all False</summary>
The first word may look at itself. Compare with "at most", not "less than".
</details>

<details><summary>Hint 2: a triangle</summary>

Row i is True in the columns 0 to i. NumPy has a function that keeps the lower triangle of a table.

</details>

<details><summary>Hint 3: the shape of the line</summary>

<code>np.tril(np.ones((T, T), dtype=bool))</code>, or a comparison of two ranges.

</details>

## Self-attention

In *self-attention* queries, keys and values all come from the same words, each through a matrix of its own:
$Q = XW_q$, $K = XW_k$, $V = XW_v$. A word can then look for one thing and be found by another: a verb can look for
its subject, and be found by the words that describe it.

The matrices are where a transformer learns such things; the formula around them stays the same. The function
below has a mistake in one line.
"""

# %% show
def self_attention(X, Wq, Wk, Wv, mask=None):
    """X (T, d_in), Wq and Wk (d_in, d), Wv (d_in, d_v) -> out (T, d_v), weights (T, T). One line is wrong."""
    queries = X @ Wq
    keys = X @ Wq
    values = X @ Wv
    return attention(queries, keys, values, mask)


# %% [markdown]
r"""
The symptom: exchange the key matrix for another one, and the two rows of weights printed below are the same.
"""

# %% show
X = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
Wq, Wk, Wv = np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([[0.0, 1.0], [1.0, 1.0]]), np.array([[1.0, 2.0], [3.0, 5.0]])
print(self_attention(X, Wq, Wk, Wv)[1][0])
print(self_attention(X, Wq, 5 * Wk, Wv)[1][0])

# %% [markdown]
r"""
### Exercise: find the bug in self-attention

*Medium, 10 minutes*

With this mistake "who looks for whom" has no direction: every pair of words scores the same both ways. Write
the fixed function under the same name; the mask must still be handed on.
"""

# %% exercise="self_attention"
def self_attention(X: np.ndarray, Wq: np.ndarray, Wk: np.ndarray, Wv: np.ndarray, mask=None) -> tuple:
    """Attention of the rows of X to one another.

    Args:
        X: (T, d_in), one word in each row.
        Wq, Wk: (d_in, d).
        Wv: (d_in, d_v).
        mask: (T, T) booleans, True where a row may look; None allows all.

    Returns:
        out (T, d_v), weights (T, T).

    Example:
        with Wq all zeros every weight is 1 / T, and every row of out is the mean of X @ Wv.
    """
    ### BEGIN SOLUTION
    return attention(X @ Wq, X @ Wk, X @ Wv, mask)
    ### END SOLUTION


# %% [markdown]
r"""
You should see `[0.1978 0.4011 0.4011]` for the first word, and another row where the keys are larger.
"""

# %% show
print(self_attention(X, Wq, Wk, Wv)[1][0])
print(self_attention(X, Wq, 5 * Wk, Wv)[1][0])

# %% test="self_attention" points=2
with exercise("self_attention", raised={"matrices turned: the product is X @ Wq": "mismatch in its core dimension"}):
    X = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    Wq, Wk, Wv = np.array([[1.0, 0], [0, 2]]), np.array([[0.0, 1], [1, 1]]), np.array([[1.0, 2], [3, 5]])
    result = self_attention(X, Wq, Wk, Wv)
    check_that(
        result is None or isinstance(result, (tuple, list)) and len(result) == 2 and np.ndim(result[0]) == 2,
        "self_attention(X, Wq, Wk, Wv) should return two arrays: out and weights.",
        likely={"weights not returned": lambda r: isinstance(r, np.ndarray)}, got=result,
    )
    out, weights = result
    check_close(
        "weights of self_attention(X, Wq, Wk, Wv)", weights,
        [[0.197776, 0.401112, 0.401112], [0.163579, 0.163579, 0.672842], [0.087949, 0.17837, 0.733681]],
        likely={
            "Q against Q": lambda w: np.allclose(w[0], [0.401112, 0.197776, 0.401112]) and w[1][0] < 0.03,
            "K against K": lambda w: np.allclose(w[0], [0.248255, 0.248255, 0.50349], atol=1e-5),
            "queries and keys exchanged": lambda w: np.allclose(w[0], [0.108383, 0.445808, 0.445808], atol=1e-5),
            "keys and values exchanged": lambda w: np.allclose(w[0], [0.07432, 0.305695, 0.619985], atol=1e-5),
            "X not projected": lambda w: np.isclose(w[1][2], 0.50349) or np.isclose(w[1][0], 0.108383, atol=1e-5),
        },
    )
    check_close(
        "out of self_attention(X, Wq, Wk, Wv)", out, [[3.00556, 5.208897], [3.345684, 5.854946], [3.557784, 6.203516]],
        likely={
            "values not projected: V is X @ Wv": [[0.598888, 0.802224], [0.836421, 0.836421], [0.82163, 0.912051]],
            "keys in place of values": [[0.802224, 1.401112], [0.836421, 1.672842], [0.912051, 1.733681]],
            "Wv transposed": [[2.203336, 5.807785], [2.509263, 6.691367], [2.645732, 7.025146]],
        },
    )
    mask = np.array([[True, False, False], [True, True, False], [True, True, True]])
    out, weights = self_attention(X, Wq, Wk, Wv, mask)
    check_close(
        "weights with a causal mask", weights, [[1.0, 0.0, 0.0], [0.5, 0.5, 0.0], [0.087949, 0.17837, 0.733681]],
        likely={
            "mask dropped: hand it on to attention": lambda w: np.isclose(w[1][0], 0.163579, atol=1e-4),
            "mask transposed: its rows look, its columns are looked at": lambda w: np.isclose(w[2][2], 1.0),
        },
    )
    check_unchanged("X", np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]), X)
    X = np.array([[1.0, 0, 2], [0, 2, 1]])
    Wq, Wk = np.array([[1.0, 0], [0, 1], [0, 1]]), np.array([[0.0, 1], [1, 0], [1, 0]])
    out, weights = self_attention(X, Wq, Wk, np.array([[1.0], [2], [4]]))
    check_close(
        "weights of self_attention with d_in = 3 and d = 2", weights,
        [[0.669762, 0.330238], [0.892958, 0.107042]],
        likely={"scaled by the width of X: d is the width of the queries": lambda w: np.isclose(w[0][0], 0.640458, atol=1e-4)},
    )
    check_close("out of self_attention with d_in = 3 and d_v = 1", out, [[8.669762], [8.892958]])
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    X, mask = rng.normal(size=(6, 5)), np.tri(6, dtype=bool)[:, rng.permutation(6)]
    mask[np.arange(6), rng.integers(0, 6, 6)] = True
    Wq, Wk, Wv = rng.normal(size=(5, 3)), rng.normal(size=(5, 3)), rng.normal(size=(5, 4))
    q, k, handed, m = X @ Wq, X @ Wk, X @ Wv, mask.copy()
    for allowed in (None, mask):
        expected = np.zeros((6, 6))
        for i in range(6):
            for j in range(6):
                if allowed is None or m[i, j]:
                    expected[i, j] = np.exp(sum(q[i, c] * k[j, c] for c in range(3)) / 3**0.5)
            expected[i] /= expected[i].sum()
        out, weights = self_attention(X, Wq, Wk, Wv, allowed)
        check_close("weights of self_attention", weights, expected, rtol=1e-3, atol=1e-5)
        check_close("out of self_attention", out, expected @ handed, rtol=1e-3, atol=1e-4)
    ### END HIDDEN TESTS

# %% [markdown]
r"""
<details><summary>Hint 1: it says Q against Q, and I see nothing wrong</summary>
Four matrices come in. Count how often each of them is used in the given function.
</details>

<details><summary>Hint 2: one matrix is never used</summary>

Queries, keys and values each have a matrix of their own. In the given function two of them share one.

</details>

<details><summary>Hint 3: the shape of the line</summary>

<code>keys = X @ ...</code>, with the matrix of the keys.

</details>

## The same word, two vectors

Now the two sentences. All three matrices are the identity, so a word gives most weight to the words with the largest
dot product: long vectors that point its way. How far does *bank* turn? Alone its cosine with *river* and with *money*
was 0.71. You should see 0.99 with the one in its sentence, and less than 0.2 with the other.
"""

# %% show
same = np.eye(2)
meanings = {}
for sentence in ("by the river bank", "money in the bank"):
    out, _ = self_attention(embed(sentence), same, same, same)
    meanings[sentence] = out[-1]
    likeness = [cosine_similarity(out[-1], word) for word in (river, money)]
    print(f"{sentence:18} river {likeness[0]:.2f}   money {likeness[1]:.2f}")
known = {"river": river, "money": money}
title = "The same word, two vectors: “bank” turns toward its company"
two_meanings("bank", bank, meanings, known, ("about water", "about money"), title);

# %% [markdown]
r"""
The table of vectors has not changed. What came out for *bank* is a mean: beside *river*, 0.56 of that vector, 0.28 of
its own and the rest of *by* and *the*, which are so short that they hardly turn it. Whatever reads these outputs next
finds the meaning of the sentence in the vector of the word.

In *the bank by the river* the word that explains *bank* comes after it. What does a causal mask do to that? Compare
the second row of the two tables.
"""

# %% show
words = "the bank by the river".split()
X = embed(" ".join(words))
full = self_attention(X, same, same, same)[1]
causal = self_attention(X, same, same, same, causal_mask(5))[1]
maps = {"all words allowed": full, "causal mask": causal}
attention_maps(maps, words, "Behind a causal mask “bank” is read before “river” is known", row=1);

# %% [markdown]
r"""
On the left, half of the weight of *bank* goes to *river*. On the right, its row stops at itself: *the* and *bank* both
lie on the diagonal between the meanings, and so does their mean. Only later words can take the river into account.

## Real data: reading digits by attention

Now the handwritten digits of [[02_mnist_numpy]]. The stored training images are keys, their labels as one-hot rows
are values, and a new image is a query: it fetches the labels of images that look like it. Statisticians call this
*kernel regression*, or the Nadaraya-Watson estimator. The first line says which data was found.
"""

# %% show differs="where the data was found"

images, labels, new_images, new_labels = load_mnist()

# %% [markdown]
r"""
Images of length 1 make every dot product a cosine similarity. Queries are multiplied by $\sqrt{784} = 28$, which
cancels the root in the scores, and by a *sharpness* $b$, so that the weights are the softmax of $b\cos(q, k)$.

At a sharpness of 1 no weight is more than $e$ times another, so all 4,000 images have a say; at a very large one only
the nearest image counts. On the embedded digits you should see about 77%, 87% and 94% right for the sharpness 1,
10 and 100.
"""

# %% show differs="the numbers of the digits found"
def unit_rows(pictures):
    """Images (m, 28, 28) as rows of length 1: (m, 784)."""
    rows = pictures.reshape(len(pictures), -1) / 255.0
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


keys, values, queries = unit_rows(images), np.eye(10)[labels], unit_rows(new_images)


def read_digits(sharpness, part):
    """Shares of the ten labels (n, 10) for the queries of a slice, and the weights (n, m)."""
    return attention(sharpness * 28 * queries[part], keys, values)


tuning, rest = slice(0, 300), slice(300, None)
for sharpness in (1, 10, 100):
    shares, _ = read_digits(sharpness, rest)
    print(f"sharpness {sharpness:3}: {np.mean(shares.argmax(axis=1) == new_labels[rest]):.1%} right")

# %% [markdown]
r"""
One number is left to choose, and a gradient can choose it. The cost is the mean of $-\ln$ of the share given to the
right label, on 300 images kept for tuning. Descent works on $\ln b$, so $b$ stays positive, and `numerical_gradient`
measures the slope.

On the embedded digits the cost falls from about 2.2 to about 0.2, and $b$ ends between 40 and 60.
"""

# %% show differs="the numbers of the digits found"
def digit_cost(p):
    """p holds the logarithm of the sharpness: (1,) -> the mean of -ln(share of the right label)."""
    shares, _ = read_digits(np.exp(p[0]), tuning)
    return -np.mean(np.log(shares[np.arange(300), new_labels[tuning]] + 1e-12))


path = descend(lambda p: numerical_gradient(digit_cost, p), np.array([0.0]), 1.0, 20)
costs = [digit_cost(p) for p in path]
ax = axes("Descent sharpens attention until the digits are read", "step", "cost: mean of -ln(share)")
ax.plot(costs, "o-")
ax.set_xticks(range(0, 21, 5))
ax.annotate(f"sharpness {np.exp(path[-1, 0]):.0f}", (20, costs[-1]), (13.5, 0.7), arrowprops={"arrowstyle": "->"})
print(f"cost {costs[0]:.2f} -> {costs[-1]:.2f}, sharpness 1 -> {np.exp(path[-1, 0]):.1f}")

# %% [markdown]
r"""
The first steps are small, because the cost is almost flat there: a step is the rate times the slope. Where the
landscape falls away the steps grow, and at the bottom, where it is level, they shrink to nothing.

It is the picture of the bowl again, with one number and a real cost. Had the start been much further out on the
plateau, 20 steps would not have left it.

Which stored images does a new one look at? The two upper rows are read right, the lower two wrong. Above each stored
image stand its label and its weight.

On the embedded data about 95% of the other 700 are read right: a table that is looked up, against about 93% for the
network that [[02_mnist_numpy]] trained on the same images.
"""

# %% show differs="particular digits"
shares, weights = read_digits(np.exp(path[-1, 0]), rest)
readings = shares.argmax(axis=1)
right = readings == new_labels[rest]
print(f"{right.mean():.1%} of {len(right)} new digits right")
shown = np.concatenate([np.flatnonzero(right)[:2], np.flatnonzero(~right)[:2]])
names = [f"{new_labels[rest][i]} read as {readings[i]}" for i in shown]
title = "A new digit (left) is read from the stored digits it attends to"
draw_look_ups(new_images[rest][shown], images, labels, weights[shown], names, title);

# %% [markdown]
r"""
The comparison has another side. This reader learned one number, and must keep 4,000 images and compare each query
with all of them; and a shift of the image defeats it as it defeated the network. The network learned 101,770, and may
forget the images. A transformer does both: its matrices are learned, and it attends to what it has just read.

## What broke the idea

Attention does not know the order of words. Shuffle a sentence and, without a mask, *bank* gets the same vector: you
should see `True`. For this reason the first transformers add the position to each embedding; later ones bring it in
inside attention.
"""

# %% show
one = self_attention(embed("by the river bank"), same, same, same)[0][3]
other = self_attention(embed("bank the by river"), same, same, same)[0][0]
print(np.allclose(one, other))

# %% [markdown]
r"""
The word vectors and the three matrices were set by hand. Learning them takes a slope for each of their numbers:
measured, that is two runs apiece; by `blame`, one sweep, but `blame` knows chains of one kind only, and attention is
not such a chain.

## Your turn: a faster way down

A bowl with three directions, each ten times as steep as the one before. The steepest allows no rate above 0.02, and at
0.019 the flattest has lost only two thirds of its distance after 60 steps. You should see a cost of **0.80**.
"""

# %% show
start = np.array([4.0, 1.0, 1.0])
plain = descend(bowl_grad, start, 0.019, 60)
print(f"cost {bowl(plain[0]):.1f} -> {bowl(plain[-1]):.2f}")

# %% [markdown]
r"""
Get below 0.001 with 60 gradients from the same start. The rate is one number for all three directions, as for a network,
where nobody knows which direction is steep.

An idea is *momentum* (Polyak, 1964): keep a velocity $v$, let each step multiply it by a number $\mu$ below 1 and add
the new push, and move by it. Pushes that agree add up, pushes that alternate cancel:

$$v \leftarrow \mu\,v - \eta\,\nabla f(p), \qquad p \leftarrow p + v.$$

Assign the path, 61 points with the start first, to `own_path` and the cost of its last point to `own_cost`. What happens
with $\mu = 0.99$?
"""

# %% challenge="faster_descent"
### BEGIN SOLUTION
def with_momentum(path, velocity):
    for _ in range(60):
        velocity = 0.7 * velocity - 0.03 * bowl_grad(path[-1])
        path.append(path[-1] + velocity)
    return path


own_path = with_momentum([start], np.zeros(3))
own_cost = bowl(own_path[-1])
### END SOLUTION

# %% show
challenge("faster_descent", own_cost, below=0.001)
if own_path is not ...:
    ax = axes("The same number of gradients, used in two ways", "step", "cost")
    ax.semilogy([bowl(p) for p in plain], label="plain, rate 0.019")
    ax.semilogy([bowl(p) for p in own_path], label="yours")
    ax.legend()

# %% [markdown]
r"""
## What you can now build, and what comes next

From memory, on an empty page:

- a slope from two evaluations, and with it a judge of every gradient;
- gradient descent, and why the steepest direction limits the rate;
- the blame of every unit of a chain in one sweep from the end, which is backpropagation;
- attention: scores, mask, softmax along each row, mean of the values; and self-attention, with its three matrices.

What is missing is a way to find slopes through anything, attention included. [[04_chain_rule]] takes an expression apart
into sums and products and applies the chain rule to each by hand; [[05_micrograd]] lets a program do it.
"""
