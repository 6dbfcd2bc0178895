# %% [markdown]
r"""# 4. The chain rule

Lesson 3 found slopes by nudging: move one input a little, compute everything again, see what changed. For a network
with a million weights that is two million runs for one gradient. It also passed an error back through a stack of
layers, but only through that one shape of expression.

What replaces the two million runs is called *backpropagation*. In this lesson you take an expression apart into single operations, draw it as a graph, and find all its slopes in
one walk from the result back to the inputs. At the end there is one artificial neuron with every gradient worked
out by hand and checked by nudging. Lesson 5 will let a program do the walk.

You need functions, dictionaries and classes in Python, and what a derivative is. It takes about 100 minutes.
The path follows the first part of Andrej Karpathy's lecture on micrograd."""

# %%
import math

from grader.kit import *

# %% [markdown]
r"""## A slope, by nudging

The slope of a function $f$ at $x$ says how much $f$ moves for each unit that $x$ moves, as long as the move is
small. Two functions to try it on: a parabola, whose slope at 3 is $6 \cdot 3 - 4 = 14$, and a cube, whose slope at
2 is $3 \cdot 2^2 = 12$."""

# %%
def parabola(x):
    return 3 * x**2 - 4 * x + 5


def cube(x):
    return x**3

# %% [markdown]
r"""How wide may the nudge be? Each line below goes through the points of the cube at $2 - h$ and $2 + h$. The narrower
the pair, the nearer the line's slope comes to 12."""

# %% show
draw_secants(cube, 2.0, (1.0, 0.5, 0.1), "Two close points give nearly the slope of the curve");

# %% [markdown]
r"""### Exercise: slope

*Easy, 5 minutes*

This one function will check everything that follows. Write the *central difference*: look a distance $h$ to both
sides, and divide the rise by the distance between the two points.

$$f'(x) \approx \frac{f(x + h) - f(x - h)}{2h}$$"""

# %% exercise="slope"
def slope(f, x, h=1e-6):
    """The slope of f at x, by a central difference.

    Args:
        f: a function of one number.
        x: where.
        h: how far to look to both sides.

    Returns:
        A float. For f(x) = x * x at 3: 6.0, up to rounding.
    """
    ### BEGIN SOLUTION
    return (f(x + h) - f(x - h)) / (2 * h)
    ### END SOLUTION

# %% [markdown]
r"""Try it: 14 for the parabola and 12 for the cube, rounded to six digits. With $h = 0.5$ the cube gives 12.25."""

# %% show
[round(value, 6) for value in (slope(parabola, 3.0), slope(cube, 2.0), slope(cube, 2.0, h=0.5))]

# %% test="slope" points=1
with exercise("slope"):
    check_close(
        "slope(cube, 2.0, h=0.5)", slope(cube, 2.0, h=0.5), 12.25,
        likely={
            "forward instead of central difference: look to both sides": 15.25,
            "backward instead of central difference": 9.25,
            "divided by h: the two points are 2h apart": 24.5,
            "brackets missing: / 2 * h divides by 2 and multiplies by h": 3.0625,
            "sign turned": -12.25,
            "h left out of the distance: the points are 2h apart": 6.125,
            "half of h: look a whole h to both sides": 12.0625,
            "rounded": lambda value: value in (12.2, 12.0, 12),
            "h ignored": lambda value: abs(value - 12) < 1e-3,
        },
    )
    check_close("slope(cube, 2.0, h=0.25)", slope(cube, 2.0, h=0.25), 12.0625, likely={"not divided": 6.03125})
    check_close("slope(parabola, 3.0)", slope(parabola, 3.0), 14.0)
    check_close(
        "slope(cube, 2.0)", slope(cube, 2.0), 12.0,
        likely={"another h: without one it is 0.000001": lambda value: abs(value - 12) < 0.3}, rtol=1e-6,
    )
    check_close("slope(parabola, 0.0), which falls", slope(parabola, 0.0), -4.0, likely={"sign lost": 4.0})
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    for _ in range(3):
        x, h = (float(v) for v in rng.uniform(0.3, 2.0, 2))
        check_close("slope(cube, x, h)", slope(cube, x, h), 3 * x**2 + h**2, likely={
            "forward instead of central difference": 3 * x**2 + 3 * x * h + h**2,
            "not divided": 2 * h * (3 * x**2 + h**2),
        })
        check_close("slope(parabola, x)", slope(parabola, x), 6 * x - 4)
    ### END HIDDEN TESTS

# %% [markdown]
r"""<details><summary>Hint 1: my slope is tiny, about 1e-11</summary>

Python reads `rise / 2 * h` from left to right: first divided by 2, then *multiplied* by $h$. Put the distance in
brackets.
</details>

<details><summary>Hint 2: 15.25 instead of 12.25</summary>

That is the slope to one side only. Ask $f$ on both sides of $x$, at the same distance.
</details>

<details><summary>Hint 3: the shape of the line</summary>

`(f(...) - f(...)) / (...)`: the later point minus the earlier one, over the distance between them, which is not $h$.
</details>"""

# %% [markdown]
r"""Is a smaller $h$ always better? The error of the central difference falls with $h^2$, that of a one-sided difference
only with $h$. But a computer keeps about 16 digits: when $h$ is tiny, $f(x + h)$ and $f(x - h)$ agree in nearly all
of them, and their difference is mostly rounding."""

# %% show differs="the last bits of rounding"
widths = [10.0**-k for k in range(1, 13)]
draw_errors(
    widths,
    {
        "one-sided": [abs((math.exp(1 + h) - math.exp(1)) / h - math.e) + 1e-16 for h in widths],
        "central": [abs(slope(math.exp, 1.0, h) - math.e) + 1e-16 for h in widths],
    },
    "Neither a large nor a tiny h is best",
);

# %% [markdown]
r"""## Several inputs

With several inputs there is a slope for each: hold the others still and nudge one. The expression to start with has
three.

### Exercise: predict three slopes

*Easy, 5 minutes*

Take $d = a \cdot b + c$ at $a = 2$, $b = -3$, $c = 10$. Write down, before running anything, by how much $d$ moves
for each unit that $a$ moves, that $b$ moves, and that $c$ moves."""

# %% exercise="predict_slopes"
### BEGIN SOLUTION
slope_a = -3
slope_b = 2
slope_c = 1
### END SOLUTION

# %% test="predict_slopes" points=1
with exercise("predict_slopes"):
    mine = [slope_a, slope_b, slope_c]
    for name, value in zip(("slope_a", "slope_b", "slope_c"), mine, strict=True):
        check_shape(name, value, ())
    nudged = central_differences(lambda v: v[0] * v[1] + v[2], [2.0, -3.0, 10.0])
    for name, value, right in zip(("slope_a", "slope_b", "slope_c"), mine, nudged, strict=True):
        check_that(
            abs(value - right) < 0.01, f"{name} is wrong: move {name[-1]} by 0.1 on paper, see what d does.", got=mine,
            likely={
                "value instead of slope": lambda m: m[2] == 10,
                "factors swapped: how fast a * b grows with a depends on b": [2, -3, 1],
                "+ that multiplies: a summand passes its own moves on as they are": lambda m: m[2] == -6,
                "sign lost": [3, 2, 1],
                "constant dropped: c does move d": lambda m: m[2] == 0,
                "c added to the slope of the product": lambda m: m[0] == 7,
            },
        )

# %% [markdown]
r"""<details><summary>Hint: which number is the slope for a?</summary>

With $a = 2.1$ the product is $2.1 \cdot (-3) = -6.3$ instead of $-6$. The result moved by $-0.3$ while $a$ moved by
$0.1$.
</details>"""

# %% [markdown]
r"""## Numbers that remember

A plain `4.0` does not know that it came from $2 \cdot (-3) + 10$. `Value` wraps a number and remembers.

| attribute | what it holds |
|---|---|
| `data` | the number |
| `grad` | the slope of the final result with respect to this number; 0.0 until it is known |
| `_prev` | the *children*: the values it was computed from; none for a leaf |
| `_op` | the operation, `"+"` or `"*"`; empty for a leaf |
| `label` | a name for drawings |

For $e = a \cdot b$ we call $a$ and $b$ the *children* of $e$, and $e$ a *parent* of $a$ and of $b$. A value that was not
computed from others, such as $a$ here, has no children: it is a *leaf*. The result, which has no parent, is the *root*.
Together they make a *graph*: each value is a *node*, and an *edge* goes from each child to its parent."""

# %%
class Value:
    """A number that remembers what it was computed from."""

    def __init__(self, data, _children=(), _op="", label=""):
        self.data = data
        self.grad = 0.0
        self._prev = tuple(_children)
        self._op = _op
        self.label = label

    def __repr__(self):
        return f"Value(data={self.data:g})"

# %% [markdown]
r"""Python turns `a + b` into `a.__add__(b)`. So a class decides for itself what plus means. The decorator
`@method_of(Value)` above a function adds it to the class as a method; that way the class can grow from cell to
cell.

### Exercise: plus

*Easy, 10 minutes*

The new `Value` holds the sum, its children are the two summands, its `_op` is `"+"`. On the right there may also be
a plain number; wrap it in a `Value` first, so that the graph has a node for it."""

# %% exercise="add"
@method_of(Value)
def __add__(self, other):
    """self + other; other is a Value or a number.

    >>> Value(2.0) + Value(-3.0)
    Value(data=-1)
    """
    ### BEGIN SOLUTION
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data + other.data, (self, other), "+")
    ### END SOLUTION

# %% [markdown]
r"""Try it: a `Value` of $-1$, with its two children and its operation."""

# %% show
total = Value(2.0) + Value(-3.0)
total, total._prev, total._op

# %% test="add" points=1
with exercise("add", raised={
    "number not wrapped: a plain number has no data": "object has no attribute 'data'",
    "calls itself: add the numbers, not the Values": "RecursionError",
    "Value wrapped again: only a plain number needs it": "unsupported operand",
}):
    a, b = Value(2.0), Value(-3.0)
    out = a + b
    check_equal("type of Value(2) + Value(-3)", type_name(out), "Value", likely={
        "plain number returned": lambda name: "float" in name or "int" in name, "no return": "NoneType",
    })
    check_close(
        "(Value(2) + Value(-3)).data", out.data, -1.0,
        likely={"+ that multiplies": -6.0, "minus instead of plus": 5.0},
    )
    check_equal("len((a + b)._prev)", len(out._prev), 2, likely={"children missing": 0, "one child only": 1})
    check_equal("(a + b)._op", out._op, "+", likely={"operation missing": "", "wrong operation": "*"})
    kinds = [type_name(child) for child in out._prev]
    check_equal("types of the children in (a + b)._prev", kinds, ["Value", "Value"], likely={
        "numbers in place of the children: pass self and other": lambda kinds: kinds[0] in ("float", "int"),
    })
    names = sorted("a" if child is a else "b" if child is b else "another node" for child in out._prev)
    check_equal("sorted names of the children in (a + b)._prev", names, ["a", "b"], likely={
        "children copied: pass self and other, not new Values": ["another node", "another node"],
    })
    check_unchanged("a.data", 2.0, a.data)
    check_unchanged("b.data", -3.0, b.data)
    check_equal("[len(a._prev), len(b._prev)] after a + b", [len(a._prev), len(b._prev)], [0, 0], likely={
        "a and b changed: only the new Value has children": lambda lengths: max(lengths) > 0,
    })
    same = a + a
    check_close("[(a + a).data, a.data] with a = 2", [same.data, a.data], [4.0, 2.0])
    check_that(all(child is a for child in same._prev), "every child of a + a should be a itself.")
    check_equal("type of Value(2) + 0", type_name(a + 0), "Value", likely={
        "plain number returned": lambda name: name in ("float", "int"), "no return": "NoneType",
    })
    check_close("(Value(2) + 0).data", (a + 0).data, 2.0 + 0)
    check_close("(Value(2) + 0.25).data", (a + 0.25).data, 2.0 + 0.25)
    check_close("[out.grad, b.grad]: nobody has asked for a gradient yet", [out.grad, b.grad], [0.0, 0.0], likely={
        "gradient set: it stays 0.0 until somebody asks": lambda grads: grads[0] != 0 or grads[1] != 0,
    })
    check_close("(Value(2) + 10).data", (a + 10).data, 12.0)
    check_close("the data of Value(2) + Value(-3), looked at again after other sums", out.data, -1.0, likely={
        "one Value for all sums: make a new one in each call": 12.0,
    })
    check_close("the list of the children's numbers of Value(2) + 10", sorted(child.data for child in (a + 10)._prev), [2.0, 10.0])
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    x, y, z = (float(v) for v in rng.normal(size=3))
    a, b = Value(x), Value(y)
    out = a + b + z
    check_close("(a + b + number).data", out.data, x + y + z)
    check_equal("number of children of a + b + number", len(out._prev), 2)
    check_close("the list of the children's numbers", sorted(child.data for child in out._prev), sorted([x + y, z]))
    check_close("[a.data, b.data, a.grad, out.grad]", [a.data, b.data, a.grad, out.grad], [x, y, 0.0, 0.0])
    ### END HIDDEN TESTS

# %% [markdown]
r"""<details><summary>Hint 1: 'int' object has no attribute 'data'</summary>

In `Value(2.0) + 10` the right-hand side is a plain 10. `isinstance(other, Value)` tells the two cases apart.
</details>

<details><summary>Hint 2: _prev is empty</summary>

The second argument of `Value` is a tuple of children: the two summands themselves, not copies.
</details>

<details><summary>Hint 3: the shape of the lines</summary>

One line that wraps `other` where it is a number, and `return Value(..., (self, other), "+")`.
</details>"""

# %% [markdown]
r"""### Exercise: times

*Easy, 5 minutes*

The same for the product, with `"*"` as its operation. With these two, any polynomial can be built."""

# %% exercise="mul"
@method_of(Value)
def __mul__(self, other):
    """self * other; other is a Value or a number.

    >>> Value(2.0) * Value(-3.0)
    Value(data=-6)
    """
    ### BEGIN SOLUTION
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data * other.data, (self, other), "*")
    ### END SOLUTION

# %% [markdown]
r"""Try it on the expression of this lesson, $L = (a \cdot b + c) \cdot f$. The parts are $e = a \cdot b = -6$ and
$d = e + c = 4$, and $L$ is $-8$."""

# %%
def build(a, b, c, f):
    """All nodes of L = (a * b + c) * f by name."""
    nodes = {name: Value(data) for name, data in zip("abcf", (a, b, c, f), strict=True)}
    nodes["e"] = nodes["a"] * nodes["b"]
    nodes["d"] = nodes["e"] + nodes["c"]
    nodes["L"] = nodes["d"] * nodes["f"]
    for name, node in nodes.items():
        node.label = name
    return nodes

# %% show
nodes = build(2.0, -3.0, 10.0, -2.0)
nodes

# %% test="mul" points=1
with exercise("mul", raised={
    "number not wrapped: a plain number has no data": "object has no attribute 'data'",
    "calls itself: multiply the numbers, not the Values": "RecursionError",
    "Value wrapped again: only a plain number needs it": "unsupported operand",
}):
    a, b = Value(2.0), Value(-3.0)
    out = a * b
    check_equal("type of Value(2) * Value(-3)", type_name(out), "Value", likely={
        "plain number returned": lambda name: "float" in name or "int" in name, "no return": "NoneType",
    })
    check_close(
        "(Value(2) * Value(-3)).data", out.data, -6.0,
        likely={"* that adds": -1.0, "power instead of product": 0.125},
    )
    check_equal("len((a * b)._prev)", len(out._prev), 2, likely={"children missing": 0, "one child only": 1})
    check_equal("(a * b)._op", out._op, "*", likely={"operation missing": "", "wrong operation": "+"})
    kinds = [type_name(child) for child in out._prev]
    check_equal("types of the children in (a * b)._prev", kinds, ["Value", "Value"], likely={
        "numbers in place of the children: pass self and other": lambda kinds: kinds[0] in ("float", "int"),
    })
    names = sorted("a" if child is a else "b" if child is b else "another node" for child in out._prev)
    check_equal("sorted names of the children in (a * b)._prev", names, ["a", "b"], likely={
        "children copied: pass self and other, not new Values": ["another node", "another node"],
    })
    check_unchanged("a.data", 2.0, a.data)
    check_unchanged("b.data", -3.0, b.data)
    check_equal("[len(a._prev), len(b._prev)] after a * b", [len(a._prev), len(b._prev)], [0, 0], likely={
        "a and b changed: only the new Value has children": lambda lengths: max(lengths) > 0,
    })
    same = a * a
    check_close("[(a * a).data, a.data] with a = 2", [same.data, a.data], [4.0, 2.0])
    check_that(all(child is a for child in same._prev), "every child of a * a should be a itself.")
    check_equal("type of Value(2) * 0", type_name(a * 0), "Value", likely={
        "plain number returned": lambda name: name in ("float", "int"), "no return": "NoneType",
    })
    check_close("(Value(2) * 0).data", (a * 0).data, 2.0 * 0)
    check_close("(Value(2) * 0.25).data", (a * 0.25).data, 2.0 * 0.25)
    check_close("[out.grad, b.grad]: nobody has asked for a gradient yet", [out.grad, b.grad], [0.0, 0.0], likely={
        "gradient set: it stays 0.0 until somebody asks": lambda grads: grads[0] != 0 or grads[1] != 0,
    })
    check_close("(Value(2) * 10).data", (a * 10).data, 20.0)
    check_close("the data of Value(2) * Value(-3), looked at again after other products", out.data, -6.0, likely={
        "one Value for all products: make a new one in each call": 20.0,
    })
    check_close("the list of the children's numbers of Value(2) * 10", sorted(child.data for child in (a * 10)._prev), [2.0, 10.0])
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    x, y, z = (float(v) for v in rng.normal(size=3))
    a, b = Value(x), Value(y)
    out = (a + b) * z
    check_close("((a + b) * number).data", out.data, (x + y) * z)
    check_close("the list of the children's numbers", sorted(child.data for child in out._prev), sorted([x + y, z]))
    square = a * a
    check_close("(a * a).data", square.data, x * x)
    check_that(all(child is a for child in square._prev), "every child of a * a should be a itself.")
    check_close("[a.data, b.data, a.grad, out.grad]", [a.data, b.data, a.grad, out.grad], [x, y, 0.0, 0.0])
    ### END HIDDEN TESTS

# %% [markdown]
r"""<details><summary>Hint 1: _prev is empty</summary>

`Value(number)` makes a leaf. The second argument is a tuple of children, the third the operation.
</details>

<details><summary>Hint 2: recursion without end</summary>

`self * other` inside `__mul__` calls `__mul__`. Multiply the two `data`.
</details>

<details><summary>Hint 3: the shape of the lines</summary>

Those of `__add__`, with another number and another `_op`.
</details>"""

# %% [markdown]
r"""Now the expression can be drawn, since every node knows its children. Filled boxes are leaves, circles are
operations. How many operations lie between $a$ and $L$?"""

# %% show differs="the version of Graphviz"
draw_graph(nodes["L"])

# %% [markdown]
r"""### Exercise: trace

*Medium, 15 minutes*

To draw a graph or to walk it, a program must first find it. Start at the root and go from each node
to its children, until no new node turns up. Return two sets: all nodes, and all edges as pairs `(child, parent)`.

A node may be reached on several paths and counts once, and a Python set keeps it once. It tells two `Value`s apart
even where they hold the same number: the class does not say when two of them are equal, so each is equal to itself only.
The graphs are small, so a function that calls itself is fine here, and so is a second walk through a shared node; where
graphs grow (exercise [[05_micrograd:topological_order]]), neither is."""

# %% exercise="trace"
def trace(root):
    """Everything that root was computed from, root included.

    Args:
        root: a Value.

    Returns:
        nodes: a set of Values.
        edges: a set of pairs (child, parent).
        For y = a + b: 3 nodes and 2 edges, (a, y) and (b, y).
    """
    ### BEGIN SOLUTION
    nodes, edges = set(), set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node not in nodes:
            nodes.add(node)
            edges |= {(child, node) for child in node._prev}
            waiting += node._prev
    return nodes, edges
    ### END SOLUTION

# %% [markdown]
r"""Try it: $L$ has 7 nodes and 6 edges."""

# %% show
found, edges = trace(nodes["L"])
len(found), len(edges), sorted((child.label, parent.label) for child, parent in edges)

# %% test="trace" points=2
with exercise("trace", raised={
    "two children written in: a node may have one": "not enough values to unpack",
    "one set only: return the nodes and the edges": "too many values to unpack",
}):
    def name_of(node, known):
        return next((name for name, other in known.items() if other is node), "?")

    def arrows(edges, known):
        return sorted(f"{name_of(child, known)} to {name_of(parent, known)}" for child, parent in edges)

    a, b = Value(2.0), Value(2.0)
    c = a * b
    s = c + a
    y = c * s
    known = {"a": a, "b": b, "c": c, "s": s, "y": y}
    found, edges = trace(y)
    names = sorted(name_of(node, known) for node in found)
    check_that(
        names == ["a", "b", "c", "s", "y"],
        f"For y = c * s with c = a * b and s = c + a, where a and b hold the same number, the nodes are {', '.join(names)}.\n"
        "Expected: a, b, c, s and y, each once. A ? is something else than one of these.",
        got=[names, len(edges), {type_name(node) for node in found}],
        likely={
            "edges first: return the nodes, then the edges": lambda got: got[0] == ["?"] * 6 and got[1] == 5,
            "something else than the nodes: put the Values themselves into the set":
                lambda got: len(got[2]) == 1 and got[2] <= {"int", "str", "float", "tuple"},
            "nodes copied": lambda got: got[0].count("?") == 5,
            "a node listed twice: c and a are reached on two paths": lambda got: len(got[0]) > len(set(got[0])),
            "root left out": lambda got: got[0] == ["a", "b", "c", "s"],
            "stops after one level": lambda got: got[0] == ["c", "s", "y"] and got[1] == 2,
            "leaves left out": lambda got: got[0] == ["c", "s", "y"],
            "compared by value: a and b are two nodes with the same number":
                lambda got: ("a" in got[0]) != ("b" in got[0]) and got[1] > 4,
            "root alone": lambda got: got[0] == ["y"],
        },
    )
    odd = sorted({type_name(edge) for edge in edges if not isinstance(edge, (tuple, list))})
    check_equal("the list of the types of edges that are no pairs (child, parent)", odd, [], likely={
        "edges without direction: a pair has an order": ["frozenset"],
    })
    links = arrows(edges, known)
    check_equal("the edges of y, child to parent", links, ["a to c", "a to s", "b to c", "c to s", "c to y", "s to y"], likely={
        "edges turned round: the child comes first": ["c to a", "c to b", "s to a", "s to c", "y to c", "y to s"],
        "a node listed twice": lambda links: len(links) > len(set(links)),
        "edges of the root only": ["c to y", "s to y"],
        "first path only: a node has an edge to each parent": lambda links: len(links) == 4 and "c to y" in links and "a to y" not in links,
    })
    kinds = [type_name(found).removeprefix("frozen"), type_name(edges).removeprefix("frozen")]
    check_equal("types of nodes and edges", kinds, ["set", "set"], likely={
        "list instead of a set": lambda kinds: "list" in kinds,
    })
    names = sorted(name_of(node, known) for node in trace(y)[0])
    check_equal("the nodes of y, traced a second time", names, ["a", "b", "c", "s", "y"], likely={
        "marks left on the nodes: keep what is known in a set of this call": [],
    })
    p, q = Value(1.0), Value(3.0)
    u = p + q
    found, edges = trace(u)
    names = sorted(name_of(node, {"p": p, "q": q, "u": u}) for node in found)
    check_equal("the nodes of u = p + q, traced after y", names, ["p", "q", "u"], likely={
        "state kept between calls: begin each call with new sets": lambda names: len(names) > 3,
    })
    check_equal("the edges of u = p + q", arrows(edges, {"p": p, "q": q, "u": u}), ["p to u", "q to u"])
    o = Value(0.5, (u,), "tanh")
    links = arrows(trace(o)[1], {"o": o, "p": p, "q": q, "u": u})
    check_equal("the edges of o, whose one child is u", links, ["p to u", "q to u", "u to o"])
    leaf = Value(1.0)
    found, edges = trace(leaf)
    check_equal("[number of nodes, of edges] of a single leaf", [len(found), len(edges)], [1, 0])
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    for _ in range(2):
        known, links = {"0": Value(1.0), "1": Value(1.0), "2": Value(1.0)}, set()
        for k in range(3, 11):
            i, j = (int(v) for v in rng.integers(max(0, k - 4), k, 2))
            links |= {(i, k), (j, k)}
            known[f"{k}"] = known[f"{i}"] + known[f"{j}"]
        reached = {10}
        for child, parent in sorted(links, key=lambda link: -link[1]):
            if parent in reached:
                reached |= {child}
        expected = sorted(f"{child} to {parent}" for child, parent in links if parent in reached)
        found, edges = trace(known["10"])
        names = sorted(name_of(node, known) for node in found)
        check_equal("the nodes of a random graph", names, sorted(f"{k}" for k in reached))
        check_equal("the edges of a random graph", arrows(edges, known), expected)
    ### END HIDDEN TESTS

# %% [markdown]
r"""<details><summary>Hint 1: a node is listed twice</summary>

With lists, a node that is used twice comes in twice. A set keeps one copy, and the question "is it known?" must be
asked before its children are visited, not only before it is stored.
</details>

<details><summary>Hint 2: an edge is missing</summary>

A node used twice has an edge to each of its parents. Add the edges of a node when you visit it, one for each child.
</details>

<details><summary>Hint 3: the shape of the lines</summary>

Two empty sets and a list `waiting = [root]`. While it is not empty: take a node out; if it is new, add it, add a pair `(child, node)` for each child, and put its children on the list.
</details>"""

# %% [markdown]
r"""## The chain rule

How does $L$ move when $a$ moves? $a$ is three steps away. Each step knows only its own, *local* slope:

- $e = a \cdot b$: when $a$ moves by 1, $e$ moves by $b$.
- $d = e + c$: when $e$ moves by 1, $d$ moves by 1.
- $L = d \cdot f$: when $d$ moves by 1, $L$ moves by $f$.

Along the path the slopes multiply, like gears. That is the chain rule:

$$\frac{\partial L}{\partial a} = \frac{\partial L}{\partial d} \cdot \frac{\partial d}{\partial e} \cdot
\frac{\partial e}{\partial a} = f \cdot 1 \cdot b$$

To see it in numbers, push one nudge through every node: $a$ moves from 2 to 2.001, and everything is computed again. How far
does each node move, and how many times as far as the node before it?"""

# %% show
before, after = build(2.0, -3.0, 10.0, -2.0), build(2.001, -3.0, 10.0, -2.0)
last = 0.001
for name in ("a", "e", "d", "L"):
    move = after[name].data - before[name].data
    print(f"{name}: {before[name].data:g} to {after[name].data:g}, moved {move:+.3f}, {move / last:+.0f} times as far")
    last = move

# %% [markdown]
r"""$e$ moves $b = -3$ times as far as $a$, $d$ as far as $e$, and $L$ moves $f = -2$ times as far as $d$: in all
$-3 \cdot 1 \cdot (-2) = 6$ times as far as $a$.

Start at the end, with $\partial L / \partial L = 1$, and every node needs one multiplication: its parent's
gradient, times the local slope. A plus hands the gradient on unchanged. A product hands each factor the gradient
times *the other* factor."""

# %% [markdown]
r"""### Exercise: gradients by hand

*Medium, 15 minutes*

Work back from $L$ through $d$ to the leaves, and return all seven gradients. Write the formulas for any
$a, b, c, f$, not only the numbers of the drawing."""

# %% exercise="manual_gradients"
def manual_gradients(a, b, c, f):
    """The slope of L = (a * b + c) * f with respect to each of its parts.

    Args:
        a, b, c, f: numbers.

    Returns:
        A dictionary with the keys 'a', 'b', 'c', 'f', 'e', 'd', 'L', where e = a * b and d = e + c.
        At a = 1, b = 1, c = 1, f = 3: 'L' is 1, 'd' and 'a' are 3, 'f' is 2.
    """
    ### BEGIN SOLUTION
    d = a * b + c
    grad_L = 1.0
    grad_d = grad_L * f
    grad_f = grad_L * d
    grad_e = grad_d
    grad_c = grad_d
    return {"a": grad_e * b, "b": grad_e * a, "c": grad_c, "f": grad_f, "e": grad_e, "d": grad_d, "L": grad_L}
    ### END SOLUTION

# %% [markdown]
r"""Try it, and compare each leaf with a nudge: $a$ should have 6, $b$ $-4$, $c$ $-2$ and $f$ 4, in both columns."""

# %% show
point = {"a": 2.0, "b": -3.0, "c": 10.0, "f": -2.0}
gradients = manual_gradients(**point)
for name in point:
    nudged = slope(lambda v: build(**(point | {name: v}))["L"].data, point[name])
    print(f"{name}: by hand {gradients[name]:g}, nudged {nudged:.4f}")

# %% test="manual_gradients" points=3
with exercise("manual_gradients"):
    got = manual_gradients(2.0, -3.0, 10.0, -2.0)
    check_close(
        "manual_gradients(2, -3, 10, -2)", got,
        {"L": 1.0, "d": -2.0, "f": 4.0, "e": -2.0, "c": -2.0, "a": 6.0, "b": -4.0},
        likely={
            "value instead of slope": {"L": -8.0},
            "gradients not multiplied along the path: times the parent's": {"e": 1.0, "c": 1.0, "a": -3.0, "b": 2.0},
            "factors swapped: each gets the gradient times the other": {"d": 4.0, "f": -2.0, "a": -4.0, "b": 6.0},
            "+ that multiplies: a plus hands the gradient on unchanged": {"e": -20.0, "c": 12.0, "a": 60.0, "b": -40.0},
            "wrong path: the way from a and b to L leads through f, not d": {"e": 4.0, "c": 4.0, "a": -12.0, "b": 8.0},
            "output gradient of 0": {"L": 0.0},
            "sign turned": {"L": -1.0},
            "sign lost": {"d": 2.0, "e": 2.0, "c": 2.0, "b": 4.0},
            "c left out of d": {"f": -6.0},
            "gradient shared out: a plus hands all of it to both": {"e": -1.0, "c": -1.0},
            "list instead of a dictionary": lambda got: isinstance(got, (list, tuple)),
            "inner nodes left out: seven keys are asked for": lambda got: sorted(got) == ["a", "b", "c", "f"],
        },
    )
    check_close(
        "manual_gradients(0.5, 1.5, 0.25, 3.5)", manual_gradients(0.5, 1.5, 0.25, 3.5),
        {"L": 1.0, "d": 3.5, "f": 1.0, "e": 3.5, "c": 3.5, "a": 5.25, "b": 1.75},
        likely={
            "numbers instead of formulas: they hold at one point only": lambda part: part in (-4, -2, 4, 6),
            "whole numbers only": {"d": 3.0, "e": 3.0, "c": 3.0, "a": 5.0},
        },
    )
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    for _ in range(3):
        a, b, c, f = (float(v) for v in rng.uniform(0.5, 3.0, 4) * rng.choice([-1, 1], 4))
        got = manual_gradients(a, b, c, f)
        leaves = central_differences(lambda v: (v[0] * v[1] + v[2]) * v[3], [a, b, c, f])
        inner = central_differences(lambda v: (v[0] + c) * f, [a * b])[0]
        expected = dict(zip("abcf", leaves, strict=True)) | {"e": inner, "d": f, "L": 1.0}
        check_close(f"manual_gradients({a:.3f}, {b:.3f}, {c:.3f}, {f:.3f})", got, expected)
    ### END HIDDEN TESTS

# %% [markdown]
r"""<details><summary>Hint 1: c and d are right, a and b are wrong</summary>

Two questions for $a$: what did its parent $e$ receive, and by how much does $e = a \cdot b$ move when $a$ moves by
1? The answer is the product of the two, and the second one is not $a$.
</details>

<details><summary>Hint 2: d and f are mixed up</summary>

$L = d \cdot f$ is a product: each factor gets the gradient of $L$, times the other factor.
</details>

<details><summary>Hint 3: the shape of the lines</summary>

`grad_d = 1 * ...`, then `grad_e` and `grad_c` from `grad_d`, then `grad_e` times something for `a`, and for `b`.
</details>"""

# %% [markdown]
r"""A nudge costs two runs and gives one slope, up to rounding. The formulas cost one walk and give all seven exactly.
Keep the nudge all the same: it knows nothing of your formulas, and that makes it a good witness.

Put the gradients on the nodes and look at the graph again. Follow the `grad` lines from right to left: where do
they change, and where are they handed on unchanged?"""

# %% show differs="the version of Graphviz"
for name, node in nodes.items():
    node.grad = gradients[name]
draw_graph(nodes["L"])

# %% [markdown]
r"""## A step along the gradient

The four gradients of the leaves say in which direction $L$ grows. So move every leaf a little in that direction:
add a small `step` times its gradient, all four at once.

### Exercise: predict the rise

*Medium, 5 minutes*

Each leaf moves by $0.01$ times its own gradient, and for each unit that it moves, $L$ moves by that gradient. The
gradients are $6, -4, -2$ and $4$. By about how much does $L$ change in all? Two digits are enough."""

# %% exercise="predict_rise"
### BEGIN SOLUTION
rise = 0.01 * (6**2 + (-4) ** 2 + (-2) ** 2 + 4**2)
### END SOLUTION

# %% test="predict_rise" points=1
with exercise("predict_rise"):
    check_shape("rise", rise, ())
    moved = [v + 0.01 * g for v, g in ((2.0, 6.0), (-3.0, -4.0), (10.0, -2.0), (-2.0, 4.0))]
    real = (moved[0] * moved[1] + moved[2]) * moved[3] + 8
    check_that(
        abs(rise - real) < 0.02, "L does not change by that much.", got=rise,
        likely={
            "gradients not squared: a leaf's move is itself proportional to its gradient": 0.04,
            "falls instead of rises": lambda rise: -0.74 < rise < -0.7,
            "step left out": 72,
            "step squared": 0.0072,
            "inner nodes counted as well: only the leaves are moved": lambda rise: abs(rise - 0.8) < 0.02,
            "sizes added: the sum of |gradient|": 0.16,
            "new value instead of the change": lambda rise: abs(rise + 7.28) < 0.05,
        },
    )

# %% [markdown]
r"""<details><summary>Hint: how much does a alone bring?</summary>

$a$ moves by $0.01 \cdot 6 = 0.06$. For each unit of $a$, $L$ moves by 6. That is $0.06 \cdot 6 = 0.36$. The others
are added.
</details>"""

# %% [markdown]
r"""### Exercise: step uphill

*Easy, 5 minutes*

Write the step itself. It returns new leaves and leaves the old ones as they are; the dictionary of gradients may
hold more names than the leaves do."""

# %% exercise="step_uphill"
def step_uphill(leaves, gradients, step):
    """Every leaf moved along its gradient.

    Args:
        leaves: a dictionary from name to number.
        gradients: a dictionary with at least the same names.
        step: how far, for a gradient of 1.

    Returns:
        A new dictionary with the names of leaves. For {'a': 1}, {'a': 5} and step 0.1: {'a': 1.5}.
    """
    ### BEGIN SOLUTION
    return {name: value + step * gradients[name] for name, value in leaves.items()}
    ### END SOLUTION

# %% [markdown]
r"""Try it: $L$ should rise from $-8$ to $-7.2865$, close to the rise you predicted."""

# %% show
moved = step_uphill(point, gradients, 0.01)
moved, build(**moved)["L"]

# %% test="step_uphill" points=1
with exercise("step_uphill", raised={
    "names written in: go through the leaves": "KeyError: 'a'", "names of the gradients: go through the leaves": "KeyError",
}):
    leaves = {"a": 2.0, "b": -3.0, "c": 10.0, "f": -2.0}
    slopes = {"L": 1.0, "d": -2.0, "f": 4.0, "e": -2.0, "c": -2.0, "a": 6.0, "b": -4.0}
    got = step_uphill(leaves, slopes, 0.1)
    check_close(
        "step_uphill(leaves, gradients, 0.1)", got, {"b": -3.4, "a": 2.6, "c": 9.8, "f": -1.6},
        likely={
            "downhill: the step is added": {"a": 1.4, "b": -2.6, "c": 10.2, "f": -2.4},
            "step left out": {"a": 8.0, "b": -7.0, "c": 8.0, "f": 2.0},
            "step without the gradient": {"a": 2.1, "b": -2.9, "c": 10.1, "f": -1.9},
            "sign of the gradient only": {"a": 2.1, "b": -3.1, "c": 9.9, "f": -1.9},
            "change instead of new value": {"a": 0.6, "b": -0.4, "c": -0.2, "f": 0.4},
            "leaf times gradient": {"a": 3.2, "b": -1.8, "c": 8.0, "f": -2.8},
            "only one leaf moved": {"b": -3.0},
            "names of the gradients": lambda got: "L" in got,
            "list instead of a dictionary": lambda got: isinstance(got, (list, tuple)),
            "step divided instead of multiplied": {"a": 62.0, "b": -43.0, "c": -10.0, "f": 38.0},
        },
    )
    check_unchanged("leaves", {"a": 2.0, "b": -3.0, "c": 10.0, "f": -2.0}, leaves)
    check_unchanged("gradients", {"L": 1.0, "d": -2.0, "f": 4.0, "e": -2.0, "c": -2.0, "a": 6.0, "b": -4.0}, slopes)
    got = step_uphill({"w": 1, "v": 0, "u": 3}, {"w": 5, "v": 2, "u": 0.0}, -0.003)
    check_close(
        "step_uphill({'w': 1, 'v': 0, 'u': 3}, {'w': 5, 'v': 2, 'u': 0}, -0.003)", got, {"w": 0.985, "v": -0.006, "u": 3.0},
        likely={
            "size of the step taken: a negative step goes down": {"w": 1.015, "v": 0.006, "u": 3.0},
            "leaf with a gradient of 0 left out: it stays where it is": lambda got: "w" in got and "u" not in got,
            "rounded": {"w": 1.0},
        },
    )
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    for names in ("abcf", "xyz"):
        leaves = dict(zip(names, rng.normal(size=len(names)).tolist(), strict=True))
        slopes = dict(zip(names + "dL", rng.normal(size=len(names) + 2).tolist(), strict=True))
        step = float(rng.uniform(0.01, 0.5))
        expected = {name: leaves[name] + step * slopes[name] for name in names}
        check_close("step_uphill(leaves, gradients, step)", step_uphill(dict(leaves), dict(slopes), step), expected)
    ### END HIDDEN TESTS

# %% [markdown]
r"""<details><summary>Hint 1: KeyError: 'L'</summary>

The gradients have entries for inner nodes, which follow by themselves. Only the leaves are free to move.
</details>

<details><summary>Hint 2: the given dictionary has changed</summary>

Build a new dictionary. Writing to `leaves[name]` changes the one that the caller still uses.
</details>

<details><summary>Hint 3: the shape of the line</summary>

`{name: value + ... for name, value in leaves.items()}`
</details>"""

# %% [markdown]
r"""How far does the prediction reach? A gradient describes the straight line that touches $L$; farther out, $L$ bends
away from it."""

# %% show
steps = [k / 200 for k in range(-60, 61)]
start = build(**point)["L"].data
real = [build(**step_uphill(point, gradients, step))["L"].data for step in steps]
predicted = [start + step * sum(gradients[name] ** 2 for name in point) for step in steps]
draw_steps(steps, real, predicted, "The gradient predicts small steps well, large ones badly");

# %% [markdown]
r"""The two curves touch at 0 and part at both ends. The step moves four numbers at once, and their products change in
ways that no single move shows: the gradient does not see that part of $L$. So a step must be short enough for the
line to hold, and after each step the gradient is worked out anew.

To the right $L$ rises, to the left it falls. Training a network is a walk to the left: $L$ measures the mistakes,
and every step goes *against* the gradient."""

# %% [markdown]
r"""## One neuron

The *hyperbolic tangent*, $\tanh n = (e^{n} - e^{-n}) / (e^{n} + e^{-n})$, squeezes any number into the range from $-1$ to
1. Near 0 it hardly changes its input, far out it is nearly flat. Where is it steepest?"""

# %% show
grid = [k / 20 for k in range(-80, 81)]
ax = axes("tanh is steepest at 0 and flat far out", "n", "value and slope")
ax.plot(grid, [math.tanh(n) for n in grid], color=COLORS[0], label="tanh n")
ax.plot(grid, [slope(math.tanh, n) for n in grid], color=COLORS[1], linestyle="--", label="its slope, nudged")
ax.legend();

# %% [markdown]
r"""A neuron multiplies each input by a weight, adds a bias, and squeezes the sum with $\tanh$:

$$n = x_1 w_1 + x_2 w_2 + b \qquad\qquad o = \tanh n$$

$\tanh$ need not be taken apart: its own slope is enough, $1 - o^2$ with the output $o$. It is 1 where $n$ is 0, and nearly 0 where
$n$ is large and $o$ close to 1 or $-1$. The rest are sums and products, and you know what they hand on."""

# %%
def neuron(x1, x2, w1, w2, b):
    return math.tanh(x1 * w1 + x2 * w2 + b)

# %% [markdown]
r"""### Exercise: find the bug

*Medium, 5 minutes*

The function below should give the five gradients of a neuron. It has one bug. Compare what it gives with the nudged slopes
beside it."""

# %% show
def neuron_gradients(x1, x2, w1, w2, b):
    n = x1 * w1 + x2 * w2 + b
    grad_n = 1 - n**2
    return {"x1": w1 * grad_n, "x2": w2 * grad_n, "w1": x1 * grad_n, "w2": x2 * grad_n, "b": grad_n}


def nudged(**inputs):
    """All five slopes of the neuron by nudging."""
    return {name: slope(lambda v: neuron(**(inputs | {name: v})), inputs[name]) for name in inputs}


gradients_with_bug = neuron_gradients
inputs = {"x1": 2.0, "x2": 0.0, "w1": -3.0, "w2": 1.0, "b": 6.88}
wrong, right = gradients_with_bug(**inputs), nudged(**inputs)
for name in inputs:
    print(f"{name}: {wrong[name]:.4f}, nudged {right[name]:.4f}")

# %% [markdown]
r"""Write the corrected function under the same name."""

# %% exercise="neuron_gradients"
def neuron_gradients(x1, x2, w1, w2, b):
    """The slope of o = tanh(x1 * w1 + x2 * w2 + b) with respect to each input.

    Returns:
        A dictionary with the keys 'x1', 'x2', 'w1', 'w2', 'b'.
        With x1 = 1 and all others 0: 'w1' and 'b' are 1, the others 0.
    """
    ### BEGIN SOLUTION
    o = neuron(x1, x2, w1, w2, b)
    grad_n = 1 - o**2
    return {"x1": w1 * grad_n, "x2": w2 * grad_n, "w1": x1 * grad_n, "w2": x2 * grad_n, "b": grad_n}
    ### END SOLUTION

# %% [markdown]
r"""Try it: with $b = 6.88$ the output is 0.7064, so the bias should have $1 - 0.7064^2 = 0.501$, and $x_1$ $-3$ times
that."""

# %% show
{name: round(value, 4) for name, value in neuron_gradients(2.0, 0.0, -3.0, 1.0, 6.88).items()}

# %% test="neuron_gradients" points=2
with exercise("neuron_gradients"):
    names = ("x1", "x2", "w1", "w2", "b")

    def table(*numbers):
        return dict(zip(names, numbers, strict=True))

    check_close(
        "neuron_gradients(2, -1, -3, 1, 7.5)", neuron_gradients(2.0, -1.0, -3.0, 1.0, 7.5),
        table(-2.359343, 0.786448, 1.572895, -0.786448, 0.786448),
        likely={
            "tanh derivative taken of x instead of t: here x is the sum n, t the output o": table(-2.25, 0.75, 1.5, -0.75, 0.75),
            "factors swapped": table(1.572895, -0.786448, -2.359343, 0.786448, 0.786448),
            "bias multiplied by itself": {"b": 5.898358},
            "bias gradient of 1": {"b": 1.0},
            "bias left out of the sum": {"x1": -9.97833e-06},
            "second input forgotten in the sum": {"x1": -0.54212},
            "plus for minus in the slope": {"x1": -3.640657},
            "tanh left out: its slope belongs to every path": table(-3.0, 1.0, 2.0, -1.0, 1.0),
            "square missing": table(-1.613649, 0.537883, 1.075766, -0.537883, 0.537883),
            "output instead of slope": table(-1.386351, 0.462117, 0.924234, -0.462117, 0.462117),
            "derivative of the sigmoid": table(-0.745695, 0.248565, 0.497130, -0.248565, 0.248565),
        },
    )
    ### BEGIN HIDDEN TESTS
    rng = fresh_rng()
    for _ in range(3):
        point = rng.uniform(-1.2, 1.2, 5)
        expected = central_differences(lambda v: math.tanh(v[0] * v[2] + v[1] * v[3] + v[4]), point)
        got = neuron_gradients(*point.tolist())
        check_close("neuron_gradients at a random point", got, table(*expected))
    ### END HIDDEN TESTS

# %% [markdown]
r"""<details><summary>Hint 1: the factor is right near 0 only</summary>

$1 - o^2$ and $1 - n^2$ are close as long as $\tanh n \approx n$. Which of the two letters is the output?
</details>

<details><summary>Hint 2: the same factor everywhere</summary>

All five go through $\tanh$, so its slope is in each of them. Work it out at $n = 0.88$ by nudging, and compare it with `grad_n`.
</details>

<details><summary>Hint 3: the shape of the line</summary>

The slope of $\tanh$ is written in terms of its output. `neuron(x1, x2, w1, w2, b)` gives that output.
</details>"""

# %% [markdown]
r"""How long could such a bug stay unnoticed? With the bias 6.001 the sum is 0.001, and the faulty function agrees with the
nudge in four digits. A gradient has to be checked at more than one point, and not only at small ones."""

# %% show
inputs = {"x1": 2.0, "x2": 0.0, "w1": -3.0, "w2": 1.0, "b": 6.001}
{name: (round(gradients_with_bug(**inputs)[name], 4), round(nudged(**inputs)[name], 4)) for name in inputs}

# %% [markdown]
r"""The whole neuron as a graph. `tanh` is made a node by hand here, and the gradients are yours; the inner nodes follow
the two rules for plus and times. Why does $w_2$ get 0, although $x_2$ gets 0.501?"""

# %% show differs="the version of Graphviz"
inputs = {"x1": 2.0, "x2": 0.0, "w1": -3.0, "w2": 1.0, "b": 6.88}
leaf = {name: Value(data, label=name) for name, data in inputs.items()}
n = leaf["x1"] * leaf["w1"] + leaf["x2"] * leaf["w2"] + leaf["b"]
o = Value(math.tanh(n.data), (n,), "tanh", label="o")
n.label = "n"
by_hand = neuron_gradients(**inputs)
for node in trace(o)[0]:
    node.grad = by_hand.get(node.label, by_hand["b"])
o.grad = 1.0
draw_graph(o)

# %% [markdown]
r"""$w_2$ acts on the output only through $x_2 w_2$, and $x_2$ is 0. A weight whose input is silent learns nothing from
this example."""

# %% [markdown]
r"""## Your turn: teach the neuron one answer

At the inputs 2 and 0, with the weights $-3$ and 1 and the bias 6.88, the neuron answers 0.7064. It should answer 0.25. Move
`w1`, `w2` and `b`, and leave the inputs alone: a few dozen steps with `step_uphill` and `neuron_gradients`. Which sign must
the step have? Its size is yours to choose; it may shrink as the answer comes closer. Keep the three in the dictionary `weights`, and put the distance from 0.25 that is left, a positive number, into `miss`."""

# %% challenge="one_answer"
### BEGIN SOLUTION
weights = {"w1": -3.0, "w2": 1.0, "b": 6.88}
for _ in range(50):
    error = neuron(2.0, 0.0, **weights) - 0.25
    weights = step_uphill(weights, neuron_gradients(2.0, 0.0, **weights), -0.1 * error)
miss = abs(neuron(2.0, 0.0, **weights) - 0.25)
### END SOLUTION

# %% show
challenge("one_answer", miss, below=0.001)

# %% [markdown]
r"""## What you can build from memory now

- A slope by nudging, at a sensible distance.
- A class whose numbers remember what they were computed from, and a walk through all of them.
- The gradients of a small expression, from the root to the leaves, and a check of each.

## What broke the idea

Every gradient here was a line that somebody wrote. Change the expression and the lines are wrong; only the nudge
tells you. And one case has been left out on purpose: a value that is used *twice*, such as $a$ in
$a \cdot a + a$. It moves the result along several paths, and the rule "parent's gradient times local slope" has
several parents to choose from.

Look at the last drawing once more: every gradient in it came from two rules and a slope for `tanh`. None of the
rules needs to know the whole expression. So each operation can carry its own rule, and a program can apply them
from the last node to the first. That is [[05_micrograd]]."""
