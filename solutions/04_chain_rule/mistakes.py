# %% wrong="slope" mistake="forward instead of central difference"
def slope(f, x, h=1e-6):
    return (f(x + h) - f(x)) / h

# %% wrong="slope" mistake="backward instead of central difference"
def slope(f, x, h=1e-6):
    return (f(x) - f(x - h)) / h

# %% wrong="slope" mistake="divided by h"
def slope(f, x, h=1e-6):
    return (f(x + h) - f(x - h)) / h

# %% wrong="slope" mistake="brackets missing"
def slope(f, x, h=1e-6):
    return (f(x + h) - f(x - h)) / 2 * h

# %% wrong="slope" mistake="not divided"
def slope(f, x, h=1e-6):
    return f(x + h) - f(x - h)

# %% wrong="slope" mistake="sign turned"
def slope(f, x, h=1e-6):
    return (f(x - h) - f(x + h)) / (2 * h)

# %% wrong="slope" mistake="h ignored"
def slope(f, x, h=1e-6):
    h = 1e-6
    return (f(x + h) - f(x - h)) / (2 * h)

# %% right="slope"
def slope(f, x, h=1e-6):
    low, high = x - h, x + h
    return (f(high) - f(low)) / (high - low)

# %% right="slope"
def slope(f, x, h=1e-6):
    return 0.5 * ((f(x + h) - f(x)) / h + (f(x) - f(x - h)) / h)

# %% right="slope"
import numpy as np


def slope(f, x, h=1e-6):
    points = np.array([x - h, x + h])
    return np.diff([f(p) for p in points])[0] / np.diff(points)[0]

# %% wrong="predict_slopes" mistake="factors swapped"
slope_a, slope_b, slope_c = 2, -3, 1

# %% wrong="predict_slopes" mistake="+ that multiplies"
slope_a, slope_b, slope_c = -30, 20, -6

# %% wrong="predict_slopes" mistake="value instead of slope"
slope_a, slope_b, slope_c = 2, -3, 10

# %% wrong="predict_slopes" mistake="sign lost"
slope_a, slope_b, slope_c = 3, 2, 1

# %% wrong="predict_slopes" mistake="constant dropped"
slope_a, slope_b, slope_c = -3, 2, 0

# %% wrong="predict_slopes" mistake="c added to the slope of the product"
slope_a, slope_b, slope_c = 7, 12, 1

# %% right="predict_slopes"
slope_a, slope_b, slope_c = -3.0, 2.0, 1.0

# %% right="predict_slopes"
import numpy as np

slope_a, slope_b, slope_c = np.array([-3, 2, 1])

# %% right="predict_slopes"
a, b, c = 2, -3, 10
slope_a = ((a + 0.1) * b + c - (a * b + c)) / 0.1
slope_b = (a * (b + 0.1) + c - (a * b + c)) / 0.1
slope_c = (a * b + c + 0.1 - (a * b + c)) / 0.1

# %% wrong="add" mistake="+ that multiplies"
@method_of(Value)
def __add__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data * other.data, (self, other), "+")

# %% wrong="add" mistake="minus instead of plus"
@method_of(Value)
def __add__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data - other.data, (self, other), "+")

# %% wrong="add" mistake="number not wrapped"
@method_of(Value)
def __add__(self, other):
    return Value(self.data + other.data, (self, other), "+")

# %% wrong="add" mistake="plain number returned"
@method_of(Value)
def __add__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return self.data + other.data

# %% wrong="add" mistake="children missing"
@method_of(Value)
def __add__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data + other.data, _op="+")

# %% wrong="add" mistake="one child only"
@method_of(Value)
def __add__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data + other.data, (self,), "+")

# %% wrong="add" mistake="operation missing"
@method_of(Value)
def __add__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data + other.data, (self, other))

# %% wrong="add" mistake="children copied"
@method_of(Value)
def __add__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data + other.data, (Value(self.data), Value(other.data)), "+")

# %% wrong="add" mistake="argument changed"
@method_of(Value)
def __add__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    self.data += other.data
    return Value(self.data, (self, other), "+")

# %% wrong="add" mistake="no return"
@method_of(Value)
def __add__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    Value(self.data + other.data, (self, other), "+")

# %% wrong="add" mistake="calls itself"
@method_of(Value)
def __add__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self + other, (self, other), "+")

# %% wrong="add" mistake="wrong operation"
@method_of(Value)
def __add__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data + other.data, (self, other), "*")

# %% wrong="add" mistake="number not wrapped"
@method_of(Value)
def __add__(self, other):
    number = other.data if isinstance(other, Value) else other
    return Value(self.data + number, (self, other), "+")


# %% right="add"
@method_of(Value)
def __add__(self, other):
    if not isinstance(other, Value):
        other = Value(float(other))
    out = Value(self.data + other.data)
    out._prev = {self, other}
    out._op = "+"
    return out

# %% right="add"
def __add__(self, other):
    right = Value(other) if isinstance(other, (int, float)) else other
    return Value(right.data + self.data, [right, self], _op="+")


Value.__add__ = __add__

# %% right="add"
import operator


@method_of(Value)
def __add__(self, other):
    pair = tuple(v if type(v) is Value else Value(v) for v in (self, other))
    return Value(operator.add(*(v.data for v in pair)), pair, "+")

# %% wrong="mul" mistake="* that adds"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data + other.data, (self, other), "*")

# %% wrong="mul" mistake="power instead of product"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data**other.data, (self, other), "*")

# %% wrong="mul" mistake="number not wrapped"
@method_of(Value)
def __mul__(self, other):
    return Value(self.data * other.data, (self, other), "*")

# %% wrong="mul" mistake="plain number returned"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return self.data * other.data

# %% wrong="mul" mistake="children missing"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data * other.data, _op="*")

# %% wrong="mul" mistake="one child only"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data * other.data, (self,), "*")

# %% wrong="mul" mistake="operation missing"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data * other.data, (self, other))

# %% wrong="mul" mistake="children copied"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data * other.data, (Value(self.data), Value(other.data)), "*")

# %% wrong="mul" mistake="argument changed"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    self.data *= other.data
    return Value(self.data, (self, other), "*")

# %% wrong="mul" mistake="no return"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    Value(self.data * other.data, (self, other), "*")

# %% wrong="mul" mistake="calls itself"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self * other, (self, other), "*")

# %% wrong="mul" mistake="wrong operation"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data * other.data, (self, other), "+")

# %% wrong="mul" mistake="number not wrapped"
@method_of(Value)
def __mul__(self, other):
    number = other.data if isinstance(other, Value) else other
    return Value(self.data * number, (self, other), "*")


# %% right="mul"
@method_of(Value)
def __mul__(self, other):
    if not isinstance(other, Value):
        other = Value(float(other))
    out = Value(self.data * other.data)
    out._prev = {self, other}
    out._op = "*"
    return out

# %% right="mul"
def __mul__(self, other):
    right = Value(other) if isinstance(other, (int, float)) else other
    return Value(right.data * self.data, [right, self], _op="*")


Value.__mul__ = __mul__

# %% right="mul"
import operator


@method_of(Value)
def __mul__(self, other):
    pair = tuple(v if type(v) is Value else Value(v) for v in (self, other))
    return Value(operator.mul(*(v.data for v in pair)), pair, "*")

# %% wrong="trace" mistake="a node listed twice"
def trace(root):
    nodes, edges = [], []

    def visit(node):
        nodes.append(node)
        for child in node._prev:
            edges.append((child, node))
            visit(child)

    visit(root)
    return nodes, edges

# %% wrong="trace" mistake="a node listed twice"
def trace(root):
    nodes, edges = set(), []

    def visit(node):
        nodes.add(node)
        for child in node._prev:
            edges.append((child, node))
            visit(child)

    visit(root)
    return nodes, edges

# %% wrong="trace" mistake="edges turned round"
def trace(root):
    nodes, edges = set(), set()

    def visit(node):
        if node not in nodes:
            nodes.add(node)
            for child in node._prev:
                edges.add((node, child))
                visit(child)

    visit(root)
    return nodes, edges

# %% wrong="trace" mistake="root left out"
def trace(root):
    nodes, edges = set(), set()

    def visit(node):
        for child in node._prev:
            nodes.add(child)
            edges.add((child, node))
            visit(child)

    visit(root)
    return nodes, edges

# %% wrong="trace" mistake="stops after one level"
def trace(root):
    return {root, *root._prev}, {(child, root) for child in root._prev}

# %% wrong="trace" mistake="compared by value"
def trace(root):
    nodes, edges, known = set(), set(), set()

    def visit(node):
        if node.data not in known:
            known.add(node.data)
            nodes.add(node)
            for child in node._prev:
                edges.add((child, node))
                visit(child)

    visit(root)
    return nodes, edges

# %% wrong="trace" mistake="leaves left out"
def trace(root):
    nodes, edges = set(), set()

    def visit(node):
        if node._prev and node not in nodes:
            nodes.add(node)
            for child in node._prev:
                edges.add((child, node))
                visit(child)

    visit(root)
    return nodes, edges

# %% wrong="trace" mistake="first path only"
def trace(root):
    nodes, edges = set(), set()

    def visit(node):
        nodes.add(node)
        for child in node._prev:
            if child not in nodes:
                edges.add((child, node))
                visit(child)

    visit(root)
    return nodes, edges

# %% wrong="trace" mistake="edges of the root only"
def trace(root):
    nodes, edges = {root}, {(child, root) for child in root._prev}

    def visit(node):
        for child in node._prev:
            nodes.add(child)
            visit(child)

    visit(root)
    return nodes, edges

# %% wrong="trace" mistake="edges first"
def trace(root):
    nodes, edges = set(), set()

    def visit(node):
        if node not in nodes:
            nodes.add(node)
            for child in node._prev:
                edges.add((child, node))
                visit(child)

    visit(root)
    return edges, nodes


# %% right="trace"
def trace(root):
    nodes, edges = set(), set()

    def visit(node):
        if node not in nodes:
            nodes.add(node)
            for child in node._prev:
                edges.add((child, node))
                visit(child)

    visit(root)
    return nodes, edges

# %% right="trace"
from collections import deque


def trace(root):
    nodes, queue = {root}, deque([root])
    while queue:
        for child in queue.popleft()._prev:
            if child not in nodes:
                nodes.add(child)
                queue.append(child)
    return nodes, {(child, parent) for parent in nodes for child in parent._prev}

# %% right="trace"
def trace(root):
    nodes = {root}
    edges = set()
    for child in root._prev:
        below, inner = trace(child)
        nodes |= below
        edges |= inner | {(child, root)}
    return nodes, edges

# %% wrong="manual_gradients" mistake="gradients not multiplied along the path"
def manual_gradients(a, b, c, f):
    return {"a": b, "b": a, "c": 1.0, "f": a * b + c, "e": 1.0, "d": f, "L": 1.0}

# %% wrong="manual_gradients" mistake="gradients not multiplied along the path"
def manual_gradients(a, b, c, f):
    return {"a": b, "b": a, "c": f, "f": a * b + c, "e": f, "d": f, "L": 1.0}

# %% wrong="manual_gradients" mistake="factors swapped"
def manual_gradients(a, b, c, f):
    return {"a": f * a, "b": f * b, "c": f, "f": a * b + c, "e": f, "d": f, "L": 1.0}

# %% wrong="manual_gradients" mistake="factors swapped"
def manual_gradients(a, b, c, f):
    d = a * b + c
    return {"a": d * b, "b": d * a, "c": d, "f": f, "e": d, "d": d, "L": 1.0}

# %% wrong="manual_gradients" mistake="+ that multiplies"
def manual_gradients(a, b, c, f):
    e = a * b
    grad_e = f * c
    return {"a": grad_e * b, "b": grad_e * a, "c": f * e, "f": e + c, "e": grad_e, "d": f, "L": 1.0}

# %% wrong="manual_gradients" mistake="value instead of slope"
def manual_gradients(a, b, c, f):
    e = a * b
    d = e + c
    return {"a": a, "b": b, "c": c, "f": f, "e": e, "d": d, "L": d * f}

# %% wrong="manual_gradients" mistake="output gradient of 0"
def manual_gradients(a, b, c, f):
    return {"a": f * b, "b": f * a, "c": f, "f": a * b + c, "e": f, "d": f, "L": 0.0}

# %% wrong="manual_gradients" mistake="wrong path"
def manual_gradients(a, b, c, f):
    d = a * b + c
    return {"a": d * b, "b": d * a, "c": d, "f": d, "e": d, "d": f, "L": 1.0}

# %% wrong="manual_gradients" mistake="sign turned"
def manual_gradients(a, b, c, f):
    return {"a": -f * b, "b": -f * a, "c": -f, "f": -(a * b + c), "e": -f, "d": -f, "L": -1.0}

# %% wrong="manual_gradients" mistake="c left out of d"
def manual_gradients(a, b, c, f):
    return {"a": f * b, "b": f * a, "c": f, "f": a * b, "e": f, "d": f, "L": 1.0}

# %% wrong="manual_gradients" mistake="numbers instead of formulas"
def manual_gradients(a, b, c, f):
    return {"a": 6.0, "b": -4.0, "c": -2.0, "f": 4.0, "e": -2.0, "d": -2.0, "L": 1.0}


# %% right="manual_gradients"
def manual_gradients(a, b, c, f):
    return {"L": 1, "d": f, "f": a * b + c, "c": f, "e": f, "b": f * a, "a": f * b}

# %% right="manual_gradients"
def manual_gradients(a, b, c, f):
    import torch
    
    leaves = [torch.tensor(float(v), requires_grad=True) for v in (a, b, c, f)]
    e = leaves[0] * leaves[1]
    d = e + leaves[2]
    L = d * leaves[3]
    slopes = torch.autograd.grad(L, [*leaves, e, d, L])
    return dict(zip("abcfedL", slopes))

# %% right="manual_gradients"
def manual_gradients(a, b, c, f):
    def L(a=a, b=b, c=c, f=f, more_e=0.0, more_d=0.0):
        return (a * b + more_e + c + more_d) * f
    
    h = 0.5
    slopes = {"e": L(more_e=h) - L(more_e=-h), "d": L(more_d=h) - L(more_d=-h), "L": 2 * h}
    for name, value in zip("abcf", (a, b, c, f)):
        slopes[name] = L(**{name: value + h}) - L(**{name: value - h})
    return {name: slopes[name] / (2 * h) for name in slopes}

# %% wrong="predict_rise" mistake="gradients not squared"
rise = 0.01 * (6 - 4 - 2 + 4)

# %% wrong="predict_rise" mistake="falls instead of rises"
rise = -0.72

# %% wrong="predict_rise" mistake="step left out"
rise = 72

# %% wrong="predict_rise" mistake="step squared"
rise = 0.01**2 * 72

# %% wrong="predict_rise" mistake="inner nodes counted as well"
rise = 0.01 * (36 + 16 + 4 + 16 + 4 + 4 + 1)

# %% wrong="predict_rise" mistake="inner nodes counted as well"
rise = 0.8

# %% wrong="predict_rise" mistake="sizes added"
rise = 0.01 * (6 + 4 + 2 + 4)

# %% wrong="predict_rise" mistake="new value instead of the change"
rise = -8 + 0.72

# %% right="predict_rise"
rise = 0.72

# %% right="predict_rise"
rise = -7.286496 + 8

# %% right="predict_rise"
import numpy as np

g = np.array([6, -4, -2, 4])
rise = 0.01 * (g @ g)

# %% right="predict_rise"
rise = 0.7

# %% wrong="step_uphill" mistake="downhill"
def step_uphill(leaves, gradients, step):
    return {k: v - step * gradients[k] for k, v in leaves.items()}

# %% wrong="step_uphill" mistake="step left out"
def step_uphill(leaves, gradients, step):
    return {k: v + gradients[k] for k, v in leaves.items()}

# %% wrong="step_uphill" mistake="step without the gradient"
def step_uphill(leaves, gradients, step):
    return {k: v + step for k, v in leaves.items()}

# %% wrong="step_uphill" mistake="sign of the gradient only"
def step_uphill(leaves, gradients, step):
    return {k: v + step * (1 if gradients[k] > 0 else -1) for k, v in leaves.items()}

# %% wrong="step_uphill" mistake="change instead of new value"
def step_uphill(leaves, gradients, step):
    return {k: step * gradients[k] for k in leaves}

# %% wrong="step_uphill" mistake="leaf times gradient"
def step_uphill(leaves, gradients, step):
    return {k: v + step * v * gradients[k] for k, v in leaves.items()}

# %% wrong="step_uphill" mistake="argument changed"
def step_uphill(leaves, gradients, step):
    for k in leaves:
        leaves[k] += step * gradients[k]
    return leaves

# %% wrong="step_uphill" mistake="argument changed"
def step_uphill(leaves, gradients, step):
    for k in leaves:
        leaves[k] += step * gradients[k]
    return dict(leaves)

# %% wrong="step_uphill" mistake="names of the gradients"
def step_uphill(leaves, gradients, step):
    return {k: leaves[k] + step * g for k, g in gradients.items()}

# %% wrong="step_uphill" mistake="names of the gradients"
def step_uphill(leaves, gradients, step):
    return {k: leaves.get(k, 0.0) + step * g for k, g in gradients.items()}

# %% wrong="step_uphill" mistake="only one leaf moved"
def step_uphill(leaves, gradients, step):
    moved = dict(leaves)
    for k in leaves:
        moved[k] = leaves[k] + step * gradients[k]
        return moved

# %% right="step_uphill"
def step_uphill(leaves, gradients, step):
    moved = dict(leaves)
    for k in moved:
        moved[k] += step * gradients[k]
    return moved

# %% right="step_uphill"
def step_uphill(leaves, gradients, step):
    moved = {}
    for name in sorted(leaves):
        moved[name] = gradients[name] * step + leaves[name]
    return moved

# %% right="step_uphill"
import numpy as np


def step_uphill(leaves, gradients, step):
    names = list(leaves)
    numbers = np.array([leaves[k] for k in names]) + step * np.array([gradients[k] for k in names])
    return dict(zip(names, numbers))

# %% wrong="neuron_gradients" mistake="tanh derivative taken of x instead of t"
def neuron_gradients(x1, x2, w1, w2, b):
    n = x1 * w1 + x2 * w2 + b
    o = math.tanh(n)
    g = 1 - n**2
    return {"x1": w1 * g, "x2": w2 * g, "w1": x1 * g, "w2": x2 * g, "b": g}

# %% wrong="neuron_gradients" mistake="factors swapped"
def neuron_gradients(x1, x2, w1, w2, b):
    n = x1 * w1 + x2 * w2 + b
    o = math.tanh(n)
    g = 1 - o**2
    return {"x1": x1 * g, "x2": x2 * g, "w1": w1 * g, "w2": w2 * g, "b": g}

# %% wrong="neuron_gradients" mistake="tanh left out"
def neuron_gradients(x1, x2, w1, w2, b):
    n = x1 * w1 + x2 * w2 + b
    o = math.tanh(n)
    g = 1.0
    return {"x1": w1 * g, "x2": w2 * g, "w1": x1 * g, "w2": x2 * g, "b": g}

# %% wrong="neuron_gradients" mistake="square missing"
def neuron_gradients(x1, x2, w1, w2, b):
    n = x1 * w1 + x2 * w2 + b
    o = math.tanh(n)
    g = 1 - o
    return {"x1": w1 * g, "x2": w2 * g, "w1": x1 * g, "w2": x2 * g, "b": g}

# %% wrong="neuron_gradients" mistake="output instead of slope"
def neuron_gradients(x1, x2, w1, w2, b):
    n = x1 * w1 + x2 * w2 + b
    o = math.tanh(n)
    g = o
    return {"x1": w1 * g, "x2": w2 * g, "w1": x1 * g, "w2": x2 * g, "b": g}

# %% wrong="neuron_gradients" mistake="derivative of the sigmoid"
def neuron_gradients(x1, x2, w1, w2, b):
    n = x1 * w1 + x2 * w2 + b
    o = math.tanh(n)
    g = o * (1 - o)
    return {"x1": w1 * g, "x2": w2 * g, "w1": x1 * g, "w2": x2 * g, "b": g}

# %% wrong="neuron_gradients" mistake="bias multiplied by itself"
def neuron_gradients(x1, x2, w1, w2, b):
    n = x1 * w1 + x2 * w2 + b
    o = math.tanh(n)
    g = 1 - o**2
    return {"x1": w1 * g, "x2": w2 * g, "w1": x1 * g, "w2": x2 * g, "b": b * g}

# %% wrong="neuron_gradients" mistake="bias gradient of 1"
def neuron_gradients(x1, x2, w1, w2, b):
    n = x1 * w1 + x2 * w2 + b
    o = math.tanh(n)
    g = 1 - o**2
    return {"x1": w1 * g, "x2": w2 * g, "w1": x1 * g, "w2": x2 * g, "b": 1.0}

# %% right="neuron_gradients"
def neuron_gradients(x1, x2, w1, w2, b):
    n = x1 * w1 + x2 * w2 + b
    o = math.tanh(n)
    g = 1 / math.cosh(n) ** 2
    return {"x1": w1 * g, "x2": w2 * g, "w1": x1 * g, "w2": x2 * g, "b": g}

# %% right="neuron_gradients"
import torch


def neuron_gradients(x1, x2, w1, w2, b):
    leaves = [torch.tensor(float(v), requires_grad=True) for v in (x1, x2, w1, w2, b)]
    out = torch.tanh(leaves[0] * leaves[2] + leaves[1] * leaves[3] + leaves[4])
    return dict(zip(("x1", "x2", "w1", "w2", "b"), torch.autograd.grad(out, leaves)))

# %% right="neuron_gradients"
def neuron_gradients(**inputs):
    return {name: slope(lambda v: neuron(**(inputs | {name: v})), inputs[name]) for name in inputs}


def neuron_gradients(x1, x2, w1, w2, b):
    inputs = {"x1": x1, "x2": x2, "w1": w1, "w2": w2, "b": b}
    slopes = {}
    for name in inputs:
        slopes[name] = slope(lambda v: neuron(**(inputs | {name: v})), inputs[name])
    return slopes

# %% right="neuron_gradients"
def neuron_gradients(x1, x2, w1, w2, b):
    n = x1 * w1 + x2 * w2 + b
    o = math.tanh(n)
    g = (1 - o) * (1 + o)
    return {"b": g, "x1": g * w1, "w1": g * x1, "x2": g * w2, "w2": g * x2}

# %% wrong="slope" mistake="no return"
def slope(f, x, h=1e-6):
    (f(x + h) - f(x - h)) / (2 * h)

# %% wrong="add" mistake="no return"
@method_of(Value)
def __add__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    Value(self.data + other.data, (self, other), "+")

# %% wrong="add" mistake="children copied"
@method_of(Value)
def __add__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data + other.data, (Value(self.data), Value(other.data)), "+")

# %% wrong="mul" mistake="no return"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    Value(self.data * other.data, (self, other), "*")

# %% wrong="mul" mistake="children copied"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data * other.data, (Value(self.data), Value(other.data)), "*")

# %% wrong="trace" mistake="state kept between calls"
def trace(root, nodes=set(), edges=set()):
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node not in nodes:
            nodes.add(node)
            edges |= {(child, node) for child in node._prev}
            waiting += node._prev
    return nodes, edges

# %% wrong="trace" mistake="list instead of a set"
def trace(root):
    nodes, edges = set(), set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node not in nodes:
            nodes.add(node)
            edges |= {(child, node) for child in node._prev}
            waiting += node._prev
    return list(nodes), list(edges)

# %% wrong="trace" mistake="root alone"
def trace(root):
    return {root}, {(child, root) for child in root._prev}

# %% right="trace"
def trace(root):
    nodes, edges = {root}, set()
    for child in root._prev:
        edges.add((child, root))
    level = set(root._prev)
    while level:
        nodes |= level
        edges |= {(child, node) for node in level for child in node._prev}
        level = {child for node in level for child in node._prev} - nodes
    return nodes, edges

# %% wrong="step_uphill" mistake="size of the step taken"
def step_uphill(leaves, gradients, step):
    return {name: value + abs(step) * gradients[name] for name, value in leaves.items()}

# %% wrong="step_uphill" mistake="no return"
def step_uphill(leaves, gradients, step):
    moved = {}
    for name in leaves:
        moved[name] = leaves[name] + step * gradients[name]

# %% wrong="neuron_gradients" mistake="no return"
def neuron_gradients(x1, x2, w1, w2, b):
    g = 1 - neuron(x1, x2, w1, w2, b) ** 2
    {"x1": w1 * g, "x2": w2 * g, "w1": x1 * g, "w2": x2 * g, "b": g}

# %% wrong="manual_gradients" mistake="no return"
def manual_gradients(a, b, c, f):
    {"L": 1.0, "d": f, "f": a * b + c, "e": f, "c": f, "a": f * b, "b": f * a}
