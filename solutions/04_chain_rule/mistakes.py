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

# %% wrong="slope" mistake="h left out of the distance"
def slope(f, x, h=1e-6):
    return (f(x + h) - f(x - h)) / 2

# %% wrong="slope" mistake="half of h"
def slope(f, x, h=1e-6):
    return (f(x + h / 2) - f(x - h / 2)) / h

# %% wrong="slope" mistake="rounded"
def slope(f, x, h=1e-6):
    return round((f(x + h) - f(x - h)) / (2 * h), 1)

# %% wrong="slope" mistake="sign lost"
def slope(f, x, h=1e-6):
    return abs(f(x + h) - f(x - h)) / (2 * h)

# %% right="slope"
def slope(f, x, h=1e-6):
    right, left = x + h, x - h
    return (f(right) - f(left)) / (right - left)

# %% right="slope"
def slope(f, x, h=1e-6):
    to_the_right = (f(x + h) - f(x)) / h
    to_the_left = (f(x) - f(x - h)) / h
    return 0.5 * (to_the_right + to_the_left)

# %% right="slope"
def slope(f, x, h=1e-6):
    rise = sum(sign * f(x + sign * h) for sign in (1, -1))
    return rise / 2 / h

# %% right="predict_slopes"
slope_a, slope_b, slope_c = -3.0, 2.0, 1.0

# %% right="predict_slopes"
slope_a = slope(lambda v: v * -3 + 10, 2.0)
slope_b = slope(lambda v: 2 * v + 10, -3.0)
slope_c = slope(lambda v: 2 * -3 + v, 10.0)

# %% wrong="add" mistake="gradient set"
@method_of(Value)
def __add__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    out = Value(self.data + other.data, (self, other), "+")
    out.grad = 1.0
    return out

# %% wrong="add" mistake="plain number returned"
@method_of(Value)
def __add__(self, other):
    return self.data + (other.data if isinstance(other, Value) else other)

# %% wrong="add" mistake="number not wrapped"
@method_of(Value)
def __add__(self, other):
    if isinstance(other, float):
        other = Value(other)
    return Value(self.data + other.data, (self, other), "+")

# %% right="add"
@method_of(Value)
def __add__(self, other):
    if isinstance(other, (int, float)):
        return self + Value(other)
    return Value(other.data + self.data, [other, self], _op="+")

# %% right="add"
def wrapped(thing):
    return Value(thing) if not isinstance(thing, Value) else thing


@method_of(Value)
def __add__(self, other):
    other = wrapped(other)
    out = Value(sum([self.data, other.data]), _children=(self, other))
    out._op = "+"
    return out

# %% wrong="mul" mistake="gradient set"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    self.grad, other.grad = other.data, self.data
    return Value(self.data * other.data, (self, other), "*")

# %% wrong="mul" mistake="number not wrapped"
@method_of(Value)
def __mul__(self, other):
    if type(other) is float:
        other = Value(other)
    return Value(self.data * other.data, (self, other), "*")

# %% right="mul"
@method_of(Value)
def __mul__(self, other):
    try:
        number = other.data
    except AttributeError:
        return self * Value(other)
    return Value(number * self.data, {self, other}, "*")

# %% right="mul"
import operator


@method_of(Value)
def __mul__(self, other):
    pair = (self, other if type(other) is type(self) else Value(other))
    return Value(operator.mul(*(node.data for node in pair)), pair, "*")

# %% right="trace"
def trace(root):
    nodes, edges = {root}, set()

    def visit(node):
        for child in node._prev:
            edges.add((child, node))
            if child not in nodes:
                nodes.add(child)
                visit(child)

    visit(root)
    return nodes, edges

# %% right="trace"
def trace(root):
    nodes, level = {root}, [root]
    while level:
        level = [child for node in level for child in node._prev if child not in nodes]
        level = list(dict.fromkeys(level))
        nodes |= set(level)
    return nodes, {(child, node) for node in nodes for child in node._prev}

# %% right="trace"
from collections import deque


def trace(root):
    queue, seen, edges = deque([root]), {id(root): root}, set()
    while queue:
        node = queue.popleft()
        for child in node._prev:
            edges.add((child, node))
            if id(child) not in seen:
                seen[id(child)] = child
                queue.append(child)
    return set(seen.values()), edges

# %% wrong="manual_gradients" mistake="inner nodes left out"
def manual_gradients(a, b, c, f):
    return {"a": b * f, "b": a * f, "c": f, "f": a * b + c}

# %% wrong="manual_gradients" mistake="list instead of a dictionary"
def manual_gradients(a, b, c, f):
    return [b * f, a * f, f, a * b + c, f, f, 1.0]

# %% right="manual_gradients"
def manual_gradients(a, b, c, f):
    def L(a, b, c, f):
        return (a * b + c) * f

    h = 1e-5
    point = {"a": a, "b": b, "c": c, "f": f}
    slopes = {}
    for name in point:
        up, down = dict(point), dict(point)
        up[name] += h
        down[name] -= h
        slopes[name] = (L(**up) - L(**down)) / (2 * h)
    return slopes | {"e": slopes["c"], "d": slopes["c"], "L": 1.0}

# %% right="manual_gradients"
def manual_gradients(a, b, c, f):
    grads = {"L": 1}
    grads["d"], grads["f"] = f * grads["L"], (a * b + c) * grads["L"]
    grads["e"] = grads["c"] = grads["d"]
    grads["a"], grads["b"] = b * grads["e"], a * grads["e"]
    return grads

# %% right="manual_gradients"
def manual_gradients(a, b, c, f):
    return dict(L=1.0, d=float(f), e=float(f), c=float(f), f=float(a * b + c), a=float(b * f), b=float(a * f))

# %% right="predict_rise"
rise = 0.72

# %% right="predict_rise"
rise = sum(0.01 * g * g for g in (6, -4, -2, 4))

# %% wrong="step_uphill" mistake="list instead of a dictionary"
def step_uphill(leaves, gradients, step):
    return [value + step * gradients[name] for name, value in leaves.items()]

# %% wrong="step_uphill" mistake="step divided instead of multiplied"
def step_uphill(leaves, gradients, step):
    return {name: value + gradients[name] / step for name, value in leaves.items()}

# %% right="step_uphill"
def step_uphill(leaves, gradients, step):
    moved = {}
    for name in leaves:
        moved[name] = leaves[name] + gradients[name] * step
    return moved

# %% right="step_uphill"
def step_uphill(leaves, gradients, step):
    moved = dict(leaves)
    for name, gradient in gradients.items():
        if name in moved:
            moved[name] += step * gradient
    return moved

# %% wrong="neuron_gradients" mistake="bias left out of the sum"
def neuron_gradients(x1, x2, w1, w2, b):
    g = 1 - math.tanh(x1 * w1 + x2 * w2) ** 2
    return {"x1": w1 * g, "x2": w2 * g, "w1": x1 * g, "w2": x2 * g, "b": g}

# %% wrong="neuron_gradients" mistake="second input forgotten in the sum"
def neuron_gradients(x1, x2, w1, w2, b):
    g = 1 - math.tanh(x1 * w1 + b) ** 2
    return {"x1": w1 * g, "x2": w2 * g, "w1": x1 * g, "w2": x2 * g, "b": g}

# %% wrong="neuron_gradients" mistake="plus for minus in the slope"
def neuron_gradients(x1, x2, w1, w2, b):
    g = 1 + neuron(x1, x2, w1, w2, b) ** 2
    return {"x1": w1 * g, "x2": w2 * g, "w1": x1 * g, "w2": x2 * g, "b": g}

# %% right="neuron_gradients"
def neuron_gradients(x1, x2, w1, w2, b):
    inputs = {"x1": x1, "x2": x2, "w1": w1, "w2": w2, "b": b}
    return {name: slope(lambda v: neuron(**(inputs | {name: v})), inputs[name]) for name in inputs}

# %% right="neuron_gradients"
def neuron_gradients(x1, x2, w1, w2, b):
    n = x1 * w1 + x2 * w2 + b
    grad_n = 1 / math.cosh(n) ** 2
    partners = {"x1": w1, "x2": w2, "w1": x1, "w2": x2, "b": 1}
    return {name: partner * grad_n for name, partner in partners.items()}

# %% wrong="trace" mistake="nodes copied"
def trace(root):
    nodes, edges, waiting = set(), set(), [root]
    while waiting:
        node = waiting.pop()
        if node not in nodes:
            nodes.add(node)
            edges |= {(child, node) for child in node._prev}
            waiting += node._prev
    return {Value(node.data) for node in nodes}, edges

# %% wrong="slope" mistake="another h"
def slope(f, x, h=0.1):
    return (f(x + h) - f(x - h)) / (2 * h)

# %% wrong="predict_slopes" mistake="text in place of a number"
slope_a = "b"
slope_b = "a"
slope_c = 1

# %% wrong="predict_slopes" mistake="value instead of slope"
slope_a = -3
slope_b = 2
slope_c = 10

# %% right="predict_slopes"
from fractions import Fraction

slope_a, slope_b, slope_c = Fraction(-3, 1), Fraction(4, 2), Fraction(1)

# %% wrong="add" mistake="number not wrapped"
@method_of(Value)
def __add__(self, other):
    if type(other) is int:
        other = Value(other)
    return Value(self.data + other.data, (self, other), "+")

# %% wrong="add" mistake="plain number returned"
@method_of(Value)
def __add__(self, other):
    if not isinstance(other, Value) and not other:
        return self.data
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data + other.data, (self, other), "+")

# %% wrong="add" mistake="a and b changed"
@method_of(Value)
def __add__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    total = Value(self.data + other.data, (self, other), "+")
    for summand in (self, other):
        summand._prev += (total,)
    return total

# %% wrong="add" mistake="numbers in place of the children"
@method_of(Value)
def __add__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data + other.data, (self.data, other.data), "+")

# %% wrong="add" mistake="Value wrapped again"
@method_of(Value)
def __add__(self, other):
    other = Value(other)
    return Value(self.data + other.data, (self, other), "+")

# %% wrong="mul" mistake="number not wrapped"
@method_of(Value)
def __mul__(self, other):
    if isinstance(other, int):
        other = Value(float(other))
    return Value(self.data * other.data, (self, other), "*")

# %% wrong="mul" mistake="plain number returned"
@method_of(Value)
def __mul__(self, other):
    if isinstance(other, (int, float)) and other == 0:
        return 0
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data * other.data, (self, other), "*")

# %% wrong="mul" mistake="a and b changed"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    product = Value(self.data * other.data, (self, other), "*")
    self._prev = other._prev = (product,)
    return product

# %% wrong="mul" mistake="numbers in place of the children"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data * other.data, [node.data for node in (self, other)], "*")

# %% wrong="mul" mistake="Value wrapped again"
@method_of(Value)
def __mul__(self, other):
    return Value(self.data * Value(other).data, (self, Value(other)), "*")

# %% right="add"
@method_of(Value)
def __add__(self, other):
    if not isinstance(other, Value):
        return self + Value(other)
    out = Value(self.data, [other, self])
    out.data += other.data
    out._op = "+"
    return out

# %% wrong="trace" mistake="something else than the nodes"
def trace(root):
    nodes, edges = set(), set()

    def visit(node):
        if id(node) not in nodes:
            nodes.add(id(node))
            for child in node._prev:
                edges.add((id(child), id(node)))
                visit(child)

    visit(root)
    return nodes, edges

# %% wrong="trace" mistake="something else than the nodes"
def trace(root):
    nodes, edges, waiting = {root.data}, set(), [root]
    while waiting:
        node = waiting.pop()
        for child in node._prev:
            nodes.add(child.data)
            edges.add((child.data, node.data))
            waiting.append(child)
    return nodes, edges

# %% wrong="trace" mistake="edges without direction"
def trace(root):
    nodes, edges, waiting = {root}, set(), [root]
    while waiting:
        node = waiting.pop()
        edges |= {frozenset([child, node]) for child in node._prev}
        waiting += set(node._prev) - nodes
        nodes |= set(node._prev)
    return nodes, edges

# %% wrong="trace" mistake="marks left on the nodes"
def trace(root):
    nodes, edges = set(), set()

    def visit(node):
        if hasattr(node, "known"):
            return
        node.known = True
        nodes.add(node)
        for child in node._prev:
            edges.add((child, node))
            visit(child)

    visit(root)
    return nodes, edges

# %% wrong="trace" mistake="two children written in"
def trace(root):
    nodes, edges, waiting = set(), set(), [root]
    while waiting:
        node = waiting.pop()
        nodes.add(node)
        if node._prev:
            left, right = node._prev
            edges |= {(left, node), (right, node)}
            waiting += [left, right]
    return nodes, edges

# %% wrong="trace" mistake="one set only"
def trace(root):
    nodes, waiting = set(), [root]
    while waiting:
        node = waiting.pop()
        nodes.add(node)
        waiting += node._prev
    return nodes

# %% wrong="manual_gradients" mistake="sign lost"
def manual_gradients(a, b, c, f):
    by_name = {"a": f * b, "b": f * a, "c": f, "f": a * b + c, "e": f, "d": f, "L": 1.0}
    return {name: math.fabs(value) for name, value in by_name.items()}

# %% wrong="manual_gradients" mistake="whole numbers only"
def manual_gradients(a, b, c, f):
    whole = int(f)
    return {"a": whole * b, "b": whole * a, "c": whole, "f": a * b + c, "e": whole, "d": whole, "L": 1}

# %% right="predict_rise"
from fractions import Fraction

rise = sum(Fraction(gradient, 100) * gradient for gradient in (6, -4, -2, 4))

# %% wrong="step_uphill" mistake="leaf with a gradient of 0 left out"
def step_uphill(leaves, gradients, step):
    return {name: leaves[name] + step * gradients[name] for name in leaves if gradients[name] != 0}

# %% wrong="step_uphill" mistake="rounded"
def step_uphill(leaves, gradients, step):
    return {name: round(value + step * gradients[name], 1) for name, value in leaves.items()}

# %% wrong="step_uphill" mistake="names written in"
def step_uphill(leaves, gradients, step):
    moved = {}
    for name in ("a", "b", "c", "f"):
        moved[name] = leaves[name] + step * gradients[name]
    return moved

# %% wrong="manual_gradients" mistake="gradient shared out"
def manual_gradients(a, b, c, f):
    part = f / 2
    return {"a": part * b, "b": part * a, "c": part, "f": a * b + c, "e": part, "d": f, "L": 1.0}

# %% wrong="add" mistake="one Value for all sums"
kept_add = Value(0.0)


@method_of(Value)
def __add__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    kept_add.__init__(self.data + other.data, (self, other), "+")
    return kept_add

# %% wrong="mul" mistake="one Value for all products"
kept_mul = Value(0.0)


@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    kept_mul.__init__(self.data * other.data, (self, other), "*")
    return kept_mul

# %% wrong="trace" mistake="something else than the nodes"
def trace(root):
    nodes, edges, waiting = set(), set(), [root]
    while waiting:
        node = waiting.pop()
        nodes.add((node, node._op))
        edges |= {(child, node) for child in node._prev}
        waiting += node._prev
    return nodes, edges

# %% right="trace"
def trace(root):
    parts = [trace(child) for child in root._prev]
    nodes = frozenset([root]).union(*(part[0] for part in parts))
    return nodes, frozenset((child, root) for child in root._prev).union(*(part[1] for part in parts))
