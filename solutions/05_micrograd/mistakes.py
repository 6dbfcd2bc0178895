# %% wrong="predict_reuse" mistake="one path only"
slope_s, slope_q, slope_d = 1, 3, 6


# %% wrong="predict_reuse" mistake="one path only"
slope_s, slope_q, slope_d = 1, 6, 20


# %% wrong="predict_reuse" mistake="one path only"
slope_s, slope_q, slope_d = 2, 3, 20


# %% wrong="predict_reuse" mistake="paths multiplied"
slope_s, slope_q, slope_d = 2, 6, 84


# %% wrong="predict_reuse" mistake="outer slopes left out"
slope_s, slope_q, slope_d = 2, 6, 3


# %% wrong="predict_reuse" mistake="value instead of slope"
slope_s, slope_q, slope_d = 6, 9, 42


# %% right="predict_reuse"
slope_s = 1 + 1
slope_q = 2.0 * 3
slope_d = 2 * 3 + 2 * (3 + 4)


# %% right="predict_reuse"
import numpy as np

slope_s, slope_q, slope_d = np.array([2.0, 6.0, 20.0], dtype=np.float32)


# %% right="predict_reuse"
import torch

point = torch.tensor(3.0, requires_grad=True)
slope_s, slope_q, slope_d = (
    torch.autograd.grad(result, point)[0] for result in (point + point, point * point, (point + 4) * (2 * point))
)


# %% wrong="mul" mistake="= where += belongs"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    out = Value(self.data * other.data, (self, other), "*")

    def push():
        self.grad = other.data * out.grad
        other.grad = self.data * out.grad

    out._backward = push
    return out


# %% wrong="mul" mistake="factors swapped"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    out = Value(self.data * other.data, (self, other), "*")

    def push():
        self.grad += self.data * out.grad
        other.grad += other.data * out.grad

    out._backward = push
    return out


# %% wrong="mul" mistake="output gradient left out"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    out = Value(self.data * other.data, (self, other), "*")

    def push():
        self.grad += other.data
        other.grad += self.data

    out._backward = push
    return out


# %% wrong="mul" mistake="number not wrapped"
@method_of(Value)
def __mul__(self, other):
    out = Value(self.data * other.data, (self, other), "*")

    def push():
        self.grad += other.data * out.grad
        other.grad += self.data * out.grad

    out._backward = push
    return out


# %% wrong="mul" mistake="function called instead of stored"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    out = Value(self.data * other.data, (self, other), "*")

    def push():
        self.grad += other.data * out.grad
        other.grad += self.data * out.grad

    out._backward = push()
    return out


# %% wrong="mul" mistake="slopes of a sum"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    out = Value(self.data * other.data, (self, other), "*")

    def push():
        self.grad += out.grad
        other.grad += out.grad

    out._backward = push
    return out


# %% wrong="mul" mistake="sum instead of product"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    out = Value(self.data + other.data, (self, other), "*")

    def push():
        self.grad += other.data * out.grad
        other.grad += self.data * out.grad

    out._backward = push
    return out


# %% wrong="mul" mistake="nothing was pushed"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    out = Value(self.data * other.data, (self, other), "*")

    def push():
        self.grad += other.data * out.grad
        other.grad += self.data * out.grad

    self._backward = push
    return out


# %% wrong="mul" mistake="children missing"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    out = Value(self.data * other.data, _op="*")

    def push():
        self.grad += other.data * out.grad
        other.grad += self.data * out.grad

    out._backward = push
    return out


# %% wrong="mul" mistake="no return"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    out = Value(self.data * other.data, (self, other), "*")

    def push():
        self.grad += other.data * out.grad
        other.grad += self.data * out.grad

    out._backward = push


# %% wrong="mul" mistake="nothing was pushed"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    out = Value(self.data * other.data, (self, other), "*")
    early = out.grad

    def push():
        self.grad += other.data * early
        other.grad += self.data * early

    out._backward = push
    return out


# %% right="mul"
@method_of(Value)
def __mul__(self, other):
    if not isinstance(other, Value):
        other = Value(float(other))
    out = Value(self.data * other.data, {self, other}, "*")

    def backward():
        for node, slope in ((self, other.data), (other, self.data)):
            node.grad = node.grad + slope * out.grad

    out._backward = backward
    return out


# %% right="mul"
def __mul__(self, other):
    x, y = self, other if isinstance(other, Value) else Value(other)
    out = Value(x.data * y.data, [x, y], "*")

    def push(first=x.data, second=y.data):
        x.grad += second * out.grad
        y.grad += first * out.grad

    out._backward = push
    return out


Value.__mul__ = __mul__


# %% right="mul"
import functools


def share(out, a, b):
    a.grad, _ = a.grad + b.data * out.grad, None
    b.grad += a.data * out.grad


@method_of(Value)
def __mul__(self, other):
    if isinstance(other, (int, float)):
        other = Value(other)
    out = Value(other.data * self.data, (other, self), "*")
    out._backward = functools.partial(share, out, self, other)
    return out


# %% wrong="power" mistake="n missing"
@method_of(Value)
def __pow__(self, n):
    out = Value(self.data**n, (self,), "**")

    def push():
        self.grad += self.data ** (n - 1) * out.grad

    out._backward = push
    return out


# %% wrong="power" mistake="n instead of n - 1"
@method_of(Value)
def __pow__(self, n):
    out = Value(self.data**n, (self,), "**")

    def push():
        self.grad += n * self.data**n * out.grad

    out._backward = push
    return out


# %% wrong="power" mistake="n instead of n - 1"
@method_of(Value)
def __pow__(self, n):
    out = Value(self.data**n, (self,), "**")

    def push():
        self.grad += n * out.data * out.grad

    out._backward = push
    return out


# %% wrong="power" mistake="n - 1 as the factor"
@method_of(Value)
def __pow__(self, n):
    out = Value(self.data**n, (self,), "**")

    def push():
        self.grad += (n - 1) * self.data ** (n - 1) * out.grad

    out._backward = push
    return out


# %% wrong="power" mistake="output gradient left out"
@method_of(Value)
def __pow__(self, n):
    out = Value(self.data**n, (self,), "**")

    def push():
        self.grad += n * self.data ** (n - 1)

    out._backward = push
    return out


# %% wrong="power" mistake="= where += belongs"
@method_of(Value)
def __pow__(self, n):
    out = Value(self.data**n, (self,), "**")

    def push():
        self.grad = n * self.data ** (n - 1) * out.grad

    out._backward = push
    return out


# %% wrong="power" mistake="n taken for a node"
@method_of(Value)
def __pow__(self, n):
    out = Value(self.data**n.data, (self, n), "**")

    def push():
        self.grad += n.data * self.data ** (n.data - 1) * out.grad

    out._backward = push
    return out


# %% wrong="power" mistake="n taken for a node"
@method_of(Value)
def __pow__(self, n):
    out = Value(self.data**n, (self, n), "**")

    def push():
        self.grad += n * self.data ** (n - 1) * out.grad

    out._backward = push
    return out


# %% wrong="power" mistake="product instead of power"
@method_of(Value)
def __pow__(self, n):
    out = Value(self.data * n, (self,), "**")

    def push():
        self.grad += n * out.grad

    out._backward = push
    return out


# %% wrong="power" mistake="brackets missing"
@method_of(Value)
def __pow__(self, n):
    out = Value(self.data**n, (self,), "**")

    def push():
        self.grad += n * self.data**n - 1 * out.grad

    out._backward = push
    return out


# %% wrong="power" mistake="brackets missing"
@method_of(Value)
def __pow__(self, n):
    out = Value(self.data**n, (self,), "**")

    def push():
        self.grad += out.grad * n * self.data**n - 1

    out._backward = push
    return out


# %% wrong="power" mistake="calls itself"
@method_of(Value)
def __pow__(self, n):
    out = Value(self**n, (self,), "**")

    def push():
        self.grad += n * self.data ** (n - 1) * out.grad

    out._backward = push
    return out


# %% wrong="power" mistake="comma missing"
@method_of(Value)
def __pow__(self, n):
    out = Value(self.data**n, (self), "**")

    def push():
        self.grad += n * self.data ** (n - 1) * out.grad

    out._backward = push
    return out


# %% wrong="power" mistake="division by the base"
@method_of(Value)
def __pow__(self, n):
    assert isinstance(n, (int, float)), "only plain numbers as exponents"
    out = Value(math.pow(self.data, n), (self,), f"**{n}")

    def push():
        self.grad += n * out.data / self.data * out.grad

    out._backward = push
    return out


# %% right="power"
@method_of(Value)
def __pow__(self, n):
    slope = n * self.data ** (n - 1)
    out = Value(self.data**n, {self}, "**")

    def push():
        self.grad = self.grad + out.grad * slope

    out._backward = push
    return out


# %% wrong="power" mistake="logarithm of the base"
def __pow__(self, exponent):
    out = Value(math.exp(exponent * math.log(self.data)), [self], "**")
    out._backward = lambda: setattr(self, "grad", self.grad + exponent * self.data ** (exponent - 1) * out.grad)
    return out


Value.__pow__ = __pow__


# %% wrong="reflected" mistake="sign turned"
@method_of(Value)
def __rsub__(self, other):
    return self - other


@method_of(Value)
def __rtruediv__(self, other):
    return other * self**-1


# %% wrong="reflected" mistake="quotient turned"
@method_of(Value)
def __rsub__(self, other):
    return other + (-self)


@method_of(Value)
def __rtruediv__(self, other):
    return self / other


# %% wrong="reflected" mistake="calls itself"
@method_of(Value)
def __rsub__(self, other):
    return other - self


@method_of(Value)
def __rtruediv__(self, other):
    return other / self


# %% wrong="reflected" mistake="plain number returned"
@method_of(Value)
def __rsub__(self, other):
    return other - self.data


@method_of(Value)
def __rtruediv__(self, other):
    return other / self.data


# %% wrong="reflected" mistake="graph cut"
@method_of(Value)
def __rsub__(self, other):
    return Value(other - self.data)


@method_of(Value)
def __rtruediv__(self, other):
    return Value(other / self.data)


# %% wrong="reflected" mistake="sum returned"
@method_of(Value)
def __rsub__(self, other):
    return other + self


@method_of(Value)
def __rtruediv__(self, other):
    return other * self**-1


# %% wrong="reflected" mistake="product returned"
@method_of(Value)
def __rsub__(self, other):
    return other + (-self)


@method_of(Value)
def __rtruediv__(self, other):
    return other * self


# %% wrong="reflected" mistake="argument changed"
@method_of(Value)
def __rsub__(self, other):
    self.data = -self.data
    return self + other


@method_of(Value)
def __rtruediv__(self, other):
    return other * self**-1


# %% right="reflected"
@method_of(Value)
def __rsub__(self, other):
    return Value(other) - self


@method_of(Value)
def __rtruediv__(self, other):
    return Value(other) / self


# %% right="reflected"
@method_of(Value)
def __rsub__(self, other):
    return -(self - other)


@method_of(Value)
def __rtruediv__(self, other):
    return (self / other) ** -1


# %% right="reflected"
@method_of(Value)
def __rsub__(self, other):
    out = Value(other - self.data, (self,), "-")

    def push():
        self.grad -= out.grad

    out._backward = push
    return out


@method_of(Value)
def __rtruediv__(self, other):
    out = Value(other / self.data, (self,), "/")

    def push():
        self.grad -= other / self.data**2 * out.grad

    out._backward = push
    return out


# %% wrong="tanh" mistake="derivative taken of x"
@method_of(Value)
def tanh(self):
    out = Value(math.tanh(self.data), (self,), "tanh")

    def push():
        self.grad += (1 - self.data**2) * out.grad

    out._backward = push
    return out


# %% wrong="tanh" mistake="square missing"
@method_of(Value)
def tanh(self):
    t = math.tanh(self.data)
    out = Value(t, (self,), "tanh")

    def push():
        self.grad += (1 - t) * out.grad

    out._backward = push
    return out


# %% wrong="tanh" mistake="derivative of the sigmoid"
@method_of(Value)
def tanh(self):
    t = math.tanh(self.data)
    out = Value(t, (self,), "tanh")

    def push():
        self.grad += t * (1 - t) * out.grad

    out._backward = push
    return out


# %% wrong="tanh" mistake="output gradient left out"
@method_of(Value)
def tanh(self):
    t = math.tanh(self.data)
    out = Value(t, (self,), "tanh")

    def push():
        self.grad += 1 - t**2

    out._backward = push
    return out


# %% wrong="tanh" mistake="= where += belongs"
@method_of(Value)
def tanh(self):
    t = math.tanh(self.data)
    out = Value(t, (self,), "tanh")

    def push():
        self.grad = (1 - t**2) * out.grad

    out._backward = push
    return out


# %% wrong="tanh" mistake="overflow"
@method_of(Value)
def tanh(self):
    t = (math.exp(2 * self.data) - 1) / (math.exp(2 * self.data) + 1)
    out = Value(t, (self,), "tanh")

    def push():
        self.grad += (1 - t**2) * out.grad

    out._backward = push
    return out


# %% wrong="tanh" mistake="overflow"
import numpy as np


@method_of(Value)
def tanh(self):
    e = np.exp(2 * self.data)
    t = float((e - 1) / (e + 1))
    out = Value(t, (self,), "tanh")

    def push():
        self.grad += (1 - t**2) * out.grad

    out._backward = push
    return out


# %% wrong="tanh" mistake="nothing was pushed"
@method_of(Value)
def tanh(self):
    t = math.tanh(self.data)
    out = Value(t, (self,), "tanh")

    def push():
        self.grad += (1 - t**2) * out.grad

    return out


# %% wrong="tanh" mistake="sigmoid instead of tanh"
@method_of(Value)
def tanh(self):
    t = 1 / (1 + math.exp(-self.data))
    out = Value(t, (self,), "tanh")

    def push():
        self.grad += (1 - t**2) * out.grad

    out._backward = push
    return out


# %% right="tanh"
import numpy as np


@method_of(Value)
def tanh(self):
    out = Value(float(np.tanh(self.data)), (self,), "tanh")

    def push():
        self.grad += out.grad * (1 - out.data * out.data)

    out._backward = push
    return out


# %% right="tanh"
@method_of(Value)
def tanh(self):
    e = math.exp(-2 * abs(self.data))
    t = math.copysign((1 - e) / (1 + e), self.data)
    out = Value(t, [self], "tanh")
    out._backward = lambda: setattr(self, "grad", self.grad + (1 + t) * (1 - t) * out.grad)
    return out


# %% right="tanh"
@method_of(Value)
def tanh(self):
    out = Value(math.tanh(self.data), {self}, "tanh")

    def push():
        c = math.cosh(min(max(self.data, -300), 300))
        self.grad = self.grad + out.grad / c**2

    out._backward = push
    return out


# %% wrong="relu" mistake="slope 1 everywhere"
@method_of(Value)
def relu(self):
    out = Value(max(0.0, self.data), (self,), "relu")

    def push():
        self.grad += out.grad

    out._backward = push
    return out


# %% wrong="relu" mistake="mask of the gradient"
@method_of(Value)
def relu(self):
    out = Value(max(0.0, self.data), (self,), "relu")

    def push():
        self.grad += (out.grad > 0) * out.grad

    out._backward = push
    return out


# %% wrong="relu" mistake="slope on the wrong side"
@method_of(Value)
def relu(self):
    out = Value(max(0.0, self.data), (self,), "relu")

    def push():
        self.grad += (self.data < 0) * out.grad

    out._backward = push
    return out


# %% wrong="relu" mistake="wrong side kept"
@method_of(Value)
def relu(self):
    out = Value(min(0.0, self.data), (self,), "relu")

    def push():
        self.grad += (self.data < 0) * out.grad

    out._backward = push
    return out


# %% wrong="relu" mistake="output as slope"
@method_of(Value)
def relu(self):
    out = Value(max(0.0, self.data), (self,), "relu")

    def push():
        self.grad += out.data * out.grad

    out._backward = push
    return out


# %% wrong="relu" mistake="= where += belongs"
@method_of(Value)
def relu(self):
    out = Value(max(0.0, self.data), (self,), "relu")

    def push():
        self.grad = (out.data > 0) * out.grad

    out._backward = push
    return out


# %% wrong="relu" mistake="output gradient left out"
@method_of(Value)
def relu(self):
    out = Value(max(0.0, self.data), (self,), "relu")

    def push():
        self.grad += 1.0 if self.data > 0 else 0.0

    out._backward = push
    return out


# %% wrong="relu" mistake="absolute value"
@method_of(Value)
def relu(self):
    out = Value(abs(self.data), (self,), "relu")

    def push():
        self.grad += (self.data > 0) * out.grad

    out._backward = push
    return out


# %% wrong="relu" mistake="no new node"
@method_of(Value)
def relu(self):
    return self if self.data > 0 else Value(0.0)


# %% right="relu"
@method_of(Value)
def relu(self):
    is_on = self.data >= 0
    out = Value(self.data if is_on else 0.0, (self,), "relu")

    def push():
        self.grad += is_on * out.grad

    out._backward = push
    return out


# %% right="relu"
@method_of(Value)
def relu(self):
    out = Value((self.data + abs(self.data)) / 2, [self], "relu")
    if self.data > 0:
        out._backward = lambda: setattr(self, "grad", self.grad + out.grad)
    return out


# %% right="relu"
import numpy as np


@method_of(Value)
def relu(self):
    out = Value(float(np.maximum(self.data, 0)), {self}, "relu")

    def push():
        self.grad = self.grad + float(np.heaviside(self.data, 0.5)) * out.grad

    out._backward = push
    return out


# %% wrong="topological_order" mistake="visited not kept"
def topological_order(root):
    order, stack = [], [(root, False)]
    while stack:
        node, done = stack.pop()
        if done:
            order.append(node)
        else:
            stack.append((node, True))
            stack += [(child, False) for child in node._prev]
    return order


# %% wrong="topological_order" mistake="recursion"
def topological_order(root):
    order, visited = [], set()

    def visit(node):
        if node not in visited:
            visited.add(node)
            for child in node._prev:
                visit(child)
            order.append(node)

    visit(root)
    return order


# %% wrong="topological_order" mistake="no topological order"
def topological_order(root):
    order, visited, stack = [], set(), [root]
    while stack:
        node = stack.pop()
        if node not in visited:
            visited.add(node)
            order.append(node)
            stack += node._prev
    return order[::-1]


# %% wrong="topological_order" mistake="no topological order"
def topological_order(root):
    order, waiting = [], [root]
    while waiting:
        node = waiting.pop(0)
        if node not in order:
            order.append(node)
            waiting += node._prev
    return order[::-1]


# %% wrong="topological_order" mistake="root first"
def topological_order(root):
    order, visited = [], set()
    stack = [(root, False)]
    while stack:
        node, children_done = stack.pop()
        if children_done:
            order.append(node)
        elif node not in visited:
            visited.add(node)
            stack.append((node, True))
            stack += [(child, False) for child in node._prev]
    return order[::-1]


# %% wrong="topological_order" mistake="root first"
def topological_order(root):
    order, visited, stack = [], set(), [root]
    while stack:
        node = stack.pop()
        if node not in visited:
            visited.add(node)
            order.append(node)
            stack += node._prev
    return order


# %% wrong="topological_order" mistake="compared by value"
def topological_order(root):
    order, visited = [], set()
    stack = [(root, False)]
    while stack:
        node, children_done = stack.pop()
        if children_done:
            order.append(node)
        elif node.data not in visited:
            visited.add(node.data)
            stack.append((node, True))
            stack += [(child, False) for child in node._prev]
    return order


# %% wrong="topological_order" mistake="root left out"
def topological_order(root):
    order, visited = [], set()
    stack = [(child, False) for child in root._prev]
    while stack:
        node, children_done = stack.pop()
        if children_done:
            order.append(node)
        elif node not in visited:
            visited.add(node)
            stack.append((node, True))
            stack += [(child, False) for child in node._prev]
    return order


# %% wrong="topological_order" mistake="leaves left out"
def topological_order(root):
    order, visited = [], set()
    stack = [(root, False)]
    while stack:
        node, children_done = stack.pop()
        if children_done:
            order.append(node)
        elif node not in visited and node._prev:
            visited.add(node)
            stack.append((node, True))
            stack += [(child, False) for child in node._prev]
    return order


# %% right="topological_order"
def topological_order(root):
    """Counts how many users are still to come, from the root down."""
    found, users = [root], {root: 0}
    for node in found:
        for child in node._prev:
            if child not in users:
                users[child] = 0
                found.append(child)
            users[child] += 1
    ready, order = [root], []
    while ready:
        node = ready.pop()
        order.append(node)
        for child in node._prev:
            users[child] -= 1
            if users[child] == 0:
                ready.append(child)
    return order[::-1]


# %% right="topological_order"
def topological_order(root):
    """Keeps an iterator over the children of each open node."""
    order, visited = [], {id(root)}
    stack = [(root, iter(root._prev))]
    while stack:
        node, children = stack[-1]
        child = next(children, None)
        if child is None:
            order.append(node)
            stack.pop()
        elif id(child) not in visited:
            visited.add(id(child))
            stack.append((child, iter(child._prev)))
    return order


# %% right="topological_order"
import sys


def topological_order(root):
    sys.setrecursionlimit(20_000)
    order, visited = [], set()

    def visit(node):
        if node not in visited:
            visited.add(node)
            for child in node._prev:
                visit(child)
            order.append(node)

    visit(root)
    return order


# %% right="topological_order"
def topological_order(root):
    """Looks at the top of the stack; leaves it there until its children are done."""
    order, done, stack = [], set(), [root]
    while stack:
        node = stack[-1]
        waiting = [child for child in node._prev if child not in done]
        if waiting:
            stack += waiting
        else:
            stack.pop()
            if node not in done:
                done.add(node)
                order.append(node)
    return order


# %% wrong="backward" mistake="output gradient is not 1"
@method_of(Value)
def backward(self):
    for node in reversed(topological_order(self)):
        node._backward()


# %% wrong="backward" mistake="nothing arrived"
@method_of(Value)
def backward(self):
    self.grad = 1.0
    for node in topological_order(self):
        node._backward()


# %% wrong="backward" mistake="no topological order"
@method_of(Value)
def backward(self):
    self.grad = 1.0
    stack = [self]
    while stack:
        node = stack.pop()
        node._backward()
        stack += node._prev


# %% wrong="backward" mistake="no topological order"
@method_of(Value)
def backward(self):
    self.grad = 1.0
    stack, visited = [self], set()
    while stack:
        node = stack.pop(0)
        if node not in visited:
            visited.add(node)
            node._backward()
            stack += node._prev


# %% wrong="backward" mistake="no topological order"
@method_of(Value)
def backward(self):
    self.grad = 1.0

    def walk(node):
        node._backward()
        for child in node._prev:
            walk(child)

    walk(self)


# %% wrong="backward" mistake="value as output gradient"
@method_of(Value)
def backward(self):
    self.grad = self.data
    for node in reversed(topological_order(self)):
        node._backward()


# %% wrong="backward" mistake="recursion"
@method_of(Value)
def backward(self):
    order, visited = [], set()

    def visit(node):
        if node not in visited:
            visited.add(node)
            for child in node._prev:
                visit(child)
            order.append(node)

    visit(self)
    self.grad = 1.0
    for node in reversed(order):
        node._backward()


# %% wrong="backward" mistake="each gradient set to 1"
@method_of(Value)
def backward(self):
    self.grad = 1.0
    self._backward()
    for child in self._prev:
        child.backward()


# %% wrong="backward" mistake="nothing arrived"
@method_of(Value)
def backward(self):
    self.grad = 1.0
    for node in reversed(topological_order(self)):
        node._backward


# %% wrong="backward" mistake="gradients wiped"
@method_of(Value)
def backward(self):
    order = topological_order(self)
    for node in order:
        node.grad = 0.0
    self.grad = 1.0
    while order:
        order.pop()._backward()


# %% right="backward"
@method_of(Value)
def backward(self):
    """A node pushes when the last of its users has pushed."""
    users, found = {self: 0}, [self]
    for node in found:
        for child in node._prev:
            if child not in users:
                users[child] = 0
                found.append(child)
            users[child] += 1
    self.grad, ready = 1, [self]
    while ready:
        node = ready.pop()
        node._backward()
        for child in node._prev:
            users[child] -= 1
            if users[child] == 0:
                ready.append(child)


# %% right="backward"
@method_of(Value)
def backward(self):
    order = topological_order(self)
    order[-1].grad = 1.0
    for i in range(len(order) - 1, -1, -1):
        order[i]._backward()


# %% wrong="neuron" mistake="bias not among the parameters"
@method_of(Neuron)
def __call__(self, x):
    return (sum(w * v for w, v in zip(self.w, x)) + self.b).tanh()


@method_of(Neuron)
def parameters(self):
    return list(self.w)


# %% wrong="neuron" mistake="bias left out"
@method_of(Neuron)
def __call__(self, x):
    return sum(w * v for w, v in zip(self.w, x)).tanh()


@method_of(Neuron)
def parameters(self):
    return [*self.w, self.b]


# %% wrong="neuron" mistake="no tanh"
@method_of(Neuron)
def __call__(self, x):
    return sum(w * v for w, v in zip(self.w, x)) + self.b


@method_of(Neuron)
def parameters(self):
    return [*self.w, self.b]


# %% wrong="neuron" mistake="graph cut"
@method_of(Neuron)
def __call__(self, x):
    return math.tanh(sum(w.data * v for w, v in zip(self.w, x)) + self.b.data)


@method_of(Neuron)
def parameters(self):
    return [*self.w, self.b]


# %% wrong="neuron" mistake="graph cut"
@method_of(Neuron)
def __call__(self, x):
    return (sum(w.data * v for w, v in zip(self.w, x)) + self.b).tanh()


@method_of(Neuron)
def parameters(self):
    return [*self.w, self.b]


# %% wrong="neuron" mistake="weights changed"
@method_of(Neuron)
def __call__(self, x):
    return (sum(w * v for w, v in zip(self.w, x)) + self.b).tanh()


@method_of(Neuron)
def parameters(self):
    self.w.append(self.b)
    return self.w


# %% wrong="neuron" mistake="something else than the parameters"
@method_of(Neuron)
def __call__(self, x):
    return (sum(w * v for w, v in zip(self.w, x)) + self.b).tanh()


@method_of(Neuron)
def parameters(self):
    return [Value(p.data) for p in (*self.w, self.b)]


# %% wrong="neuron" mistake="weights as one entry"
@method_of(Neuron)
def __call__(self, x):
    return (sum(w * v for w, v in zip(self.w, x)) + self.b).tanh()


@method_of(Neuron)
def parameters(self):
    return [self.w, self.b]


# %% wrong="neuron" mistake="bias added once for each weight"
@method_of(Neuron)
def __call__(self, x):
    return sum(w * v + self.b for w, v in zip(self.w, x)).tanh()


@method_of(Neuron)
def parameters(self):
    return [*self.w, self.b]


# %% wrong="neuron" mistake="argument changed"
@method_of(Neuron)
def __call__(self, x):
    total = self.b
    for weight in self.w:
        total = total + weight * x.pop(0)
    return total.tanh()


@method_of(Neuron)
def parameters(self):
    return [*self.w, self.b]


# %% wrong="neuron" mistake="bias not in a list"
@method_of(Neuron)
def __call__(self, x):
    return (sum(w * v for w, v in zip(self.w, x)) + self.b).tanh()


@method_of(Neuron)
def parameters(self):
    return self.w + self.b


# %% right="neuron"
@method_of(Neuron)
def __call__(self, x):
    return sum((w * v for w, v in zip(self.w, x)), self.b).tanh()


@method_of(Neuron)
def parameters(self):
    return self.w + [self.b]


# %% right="neuron"
@method_of(Neuron)
def __call__(self, x):
    total = 0
    for i in range(len(self.w)):
        total += x[i] * self.w[i]
    return (total + self.b).tanh()


@method_of(Neuron)
def parameters(self):
    found = [self.b]
    found.extend(self.w)
    return found


# %% right="neuron"
import operator


@method_of(Neuron)
def __call__(self, x):
    products = list(map(operator.mul, [*self.w, self.b], [*x, 1.0]))
    while len(products) > 1:
        products = [a + b for a, b in zip(products[::2], products[1::2])] + products[len(products) // 2 * 2 :]
    return products[0].tanh()


@method_of(Neuron)
def parameters(self):
    return list((*self.w, self.b))


# %% wrong="mlp" mistake="list instead of a Value"
@method_of(MLP)
def __call__(self, x):
    for layer in self.layers:
        x = layer(x)
    return x


@method_of(MLP)
def parameters(self):
    return [p for layer in self.layers for p in layer.parameters()]


# %% wrong="mlp" mistake="one output only"
@method_of(MLP)
def __call__(self, x):
    for layer in self.layers:
        x = layer(x)
    return x[0]


@method_of(MLP)
def parameters(self):
    return [p for layer in self.layers for p in layer.parameters()]


# %% wrong="mlp" mistake="first layer's outputs"
@method_of(MLP)
def __call__(self, x):
    for layer in self.layers[:-1]:
        x = layer(x)
    return x[0] if len(x) == 1 else x


@method_of(MLP)
def parameters(self):
    return [p for layer in self.layers for p in layer.parameters()]


# %% wrong="mlp" mistake="every layer fed with the input"
@method_of(MLP)
def __call__(self, x):
    for layer in self.layers:
        out = layer(x)
    return out[0] if len(out) == 1 else out


@method_of(MLP)
def parameters(self):
    return [p for layer in self.layers for p in layer.parameters()]


# %% wrong="mlp" mistake="list of lists"
@method_of(MLP)
def __call__(self, x):
    for layer in self.layers:
        x = layer(x)
    return x[0] if len(x) == 1 else x


@method_of(MLP)
def parameters(self):
    return [layer.parameters() for layer in self.layers]


# %% wrong="mlp" mistake="list of neurons"
@method_of(MLP)
def __call__(self, x):
    for layer in self.layers:
        x = layer(x)
    return x[0] if len(x) == 1 else x


@method_of(MLP)
def parameters(self):
    return [neuron for layer in self.layers for neuron in layer.neurons]


# %% wrong="mlp" mistake="first layer's parameters only"
@method_of(MLP)
def __call__(self, x):
    for layer in self.layers:
        x = layer(x)
    return x[0] if len(x) == 1 else x


@method_of(MLP)
def parameters(self):
    for layer in self.layers:
        return layer.parameters()


# %% wrong="mlp" mistake="bias not among the parameters"
@method_of(MLP)
def __call__(self, x):
    for layer in self.layers:
        x = layer(x)
    return x[0] if len(x) == 1 else x


@method_of(MLP)
def parameters(self):
    return [w for layer in self.layers for neuron in layer.neurons for w in neuron.w]


# %% wrong="mlp" mistake="graph cut"
@method_of(MLP)
def __call__(self, x):
    for layer in self.layers:
        x = layer([value.data if isinstance(value, Value) else value for value in x])
    return x[0] if len(x) == 1 else x


@method_of(MLP)
def parameters(self):
    return [p for layer in self.layers for p in layer.parameters()]


# %% wrong="mlp" mistake="copies instead of the parameters"
@method_of(MLP)
def __call__(self, x):
    for layer in self.layers:
        x = layer(x)
    return x[0] if len(x) == 1 else x


@method_of(MLP)
def parameters(self):
    return [Value(p.data) for layer in self.layers for p in layer.parameters()]


# %% right="mlp"
import functools


@method_of(MLP)
def __call__(self, x):
    out = functools.reduce(lambda values, layer: layer(values), self.layers, x)
    if len(out) == 1:
        return out[0]
    return out


@method_of(MLP)
def parameters(self):
    return sum((layer.parameters() for layer in self.layers), [])


# %% right="mlp"
@method_of(MLP)
def __call__(self, x):
    values = list(x)
    for layer in self.layers:
        values = [neuron(values) for neuron in layer.neurons]
    (*rest, last) = values
    return values if rest else last


@method_of(MLP)
def parameters(self):
    found = []
    for layer in reversed(self.layers):
        found += layer.parameters()
    return found


# %% right="mlp"
import itertools


@method_of(MLP)
def __call__(self, x):
    def through(layers, values):
        return through(layers[1:], layers[0](values)) if layers else values

    out = through(self.layers, x)
    return out[0] if len(out) == 1 else out


@method_of(MLP)
def parameters(self):
    return list(itertools.chain.from_iterable([*n.w, n.b] for layer in self.layers for n in layer.neurons))


# %% wrong="squared_error" mistake="mean instead of sum"
def squared_error(ys, preds):
    return sum((p - y) ** 2 for y, p in zip(ys, preds)) / len(ys)


# %% wrong="squared_error" mistake="half the sum"
def squared_error(ys, preds):
    return 0.5 * sum((p - y) ** 2 for y, p in zip(ys, preds))


# %% wrong="squared_error" mistake="root of the sum"
def squared_error(ys, preds):
    return sum((p - y) ** 2 for y, p in zip(ys, preds)) ** 0.5


# %% wrong="squared_error" mistake="square missing"
def squared_error(ys, preds):
    return sum(p - y for y, p in zip(ys, preds))


# %% wrong="squared_error" mistake="square of the sum"
def squared_error(ys, preds):
    return sum(p - y for y, p in zip(ys, preds)) ** 2


# %% wrong="squared_error" mistake="absolute difference"
def squared_error(ys, preds):
    return sum((p - y).relu() + (y - p).relu() for y, p in zip(ys, preds))


# %% wrong="squared_error" mistake="graph cut"
def squared_error(ys, preds):
    return sum((p.data - y) ** 2 for y, p in zip(ys, preds))


# %% wrong="squared_error" mistake="graph cut"
def squared_error(ys, preds):
    return Value(sum((p.data - y) ** 2 for y, p in zip(ys, preds)))


# %% wrong="squared_error" mistake="one example only"
def squared_error(ys, preds):
    for y, p in zip(ys, preds):
        loss = (p - y) ** 2
    return loss


# %% wrong="squared_error" mistake="argument changed"
def squared_error(ys, preds):
    loss = 0
    for p in preds:
        loss = loss + (p - ys.pop(0)) ** 2
    return loss


# %% right="squared_error"
def squared_error(ys, preds):
    loss = Value(0.0)
    for i in range(len(ys)):
        difference = ys[i] - preds[i]
        loss = loss + difference * difference
    return loss


# %% right="squared_error"
def squared_error(ys, preds):
    terms = [p**2 - 2 * y * p + y * y for y, p in zip(ys, preds)]
    return sum(terms[1:], terms[0])


# %% right="squared_error"
def squared_error(ys, preds):
    out = Value(sum((p.data - y) ** 2 for y, p in zip(ys, preds)), preds, "squared error")

    def push():
        for y, p in zip(ys, preds):
            p.grad += 2 * (p.data - y) * out.grad

    out._backward = push
    return out


# %% wrong="train" mistake="gradients not zeroed"
def train(model, xs, ys, steps, lr):
    losses = []
    for _ in range(steps):
        loss = squared_error(ys, [model(x) for x in xs])
        loss.backward()
        for p in model.parameters():
            p.data -= lr * p.grad
        losses.append(loss.data)
    return losses


# %% wrong="train" mistake="gradients not zeroed"
def train(model, xs, ys, steps, lr):
    losses = []
    for p in model.parameters():
        p.grad = 0.0
    for _ in range(steps):
        loss = squared_error(ys, [model(x) for x in xs])
        loss.backward()
        for p in model.parameters():
            p.data -= lr * p.grad
        losses.append(loss.data)
    return losses


# %% wrong="train" mistake="gradients not zeroed"
def train(model, xs, ys, steps, lr):
    losses = []
    for _ in range(steps):
        loss = squared_error(ys, [model(x) for x in xs])
        loss.grad = 0.0
        loss.backward()
        for p in model.parameters():
            p.data -= lr * p.grad
        losses.append(loss.data)
    return losses


# %% wrong="train" mistake="the loss stays"
def train(model, xs, ys, steps, lr):
    losses = []
    for _ in range(steps):
        loss = squared_error(ys, [model(x) for x in xs])
        loss.backward()
        for p in model.parameters():
            p.grad = 0.0
        for p in model.parameters():
            p.data -= lr * p.grad
        losses.append(loss.data)
    return losses


# %% wrong="train" mistake="update with the wrong sign"
def train(model, xs, ys, steps, lr):
    losses = []
    for _ in range(steps):
        loss = squared_error(ys, [model(x) for x in xs])
        for p in model.parameters():
            p.grad = 0.0
        loss.backward()
        for p in model.parameters():
            p.data += lr * p.grad
        losses.append(loss.data)
    return losses


# %% wrong="train" mistake="loss after the update"
def train(model, xs, ys, steps, lr):
    losses = []
    for _ in range(steps):
        loss = squared_error(ys, [model(x) for x in xs])
        for p in model.parameters():
            p.grad = 0.0
        loss.backward()
        for p in model.parameters():
            p.data -= lr * p.grad
        losses.append(squared_error(ys, [model(x) for x in xs]).data)
    return losses


# %% wrong="train" mistake="bias not updated"
def train(model, xs, ys, steps, lr):
    losses = []
    for _ in range(steps):
        loss = squared_error(ys, [model(x) for x in xs])
        for p in model.parameters():
            p.grad = 0.0
        loss.backward()
        for layer in model.layers:
            for neuron in layer.neurons:
                for p in neuron.w:
                    p.data -= lr * p.grad
        losses.append(loss.data)
    return losses


# %% wrong="train" mistake="mean instead of sum"
def train(model, xs, ys, steps, lr):
    losses = []
    for _ in range(steps):
        loss = squared_error(ys, [model(x) for x in xs])
        for p in model.parameters():
            p.grad = 0.0
        loss.backward()
        for p in model.parameters():
            p.data -= lr * p.grad
        losses.append(loss.data / len(ys))
    return losses


# %% wrong="train" mistake="loss as a Value"
def train(model, xs, ys, steps, lr):
    losses = []
    for _ in range(steps):
        loss = squared_error(ys, [model(x) for x in xs])
        for p in model.parameters():
            p.grad = 0.0
        loss.backward()
        for p in model.parameters():
            p.data -= lr * p.grad
        losses.append(loss)
    return losses


# %% wrong="train" mistake="last loss only"
def train(model, xs, ys, steps, lr):
    for _ in range(steps):
        loss = squared_error(ys, [model(x) for x in xs])
        for p in model.parameters():
            p.grad = 0.0
        loss.backward()
        for p in model.parameters():
            p.data -= lr * p.grad
    return loss.data


# %% wrong="train" mistake="one step for each example"
def train(model, xs, ys, steps, lr):
    losses = []
    for _ in range(steps):
        losses.append(squared_error(ys, [model(x) for x in xs]).data)
        for x, y in zip(xs, ys):
            loss = squared_error([y], [model(x)])
            for p in model.parameters():
                p.grad = 0.0
            loss.backward()
            for p in model.parameters():
                p.data -= lr * p.grad
    return losses


# %% right="train"
def train(model, xs, ys, steps, lr):
    losses, parameters = [], model.parameters()
    while len(losses) < steps:
        loss = squared_error(ys, list(map(model, xs)))
        loss.backward()
        losses.append(loss.data)
        for p in parameters:
            p.data, p.grad = p.data - lr * p.grad, 0.0
    return losses


# %% right="train"
def train(model, xs, ys, steps, lr):
    def step():
        for p in model.parameters():
            p.grad = 0
        loss = squared_error(ys, [model(x) for x in xs])
        loss.backward()
        for p in model.parameters():
            p.data += -lr * p.grad
        return float(loss.data)

    return [step() for _ in range(steps)]


# %% right="train"
def train(model, xs, ys, steps, lr):
    """One example at a time; its gradients add up until the update."""
    losses = []
    for _ in range(steps):
        for p in model.parameters():
            p.grad = 0.0
        total = 0.0
        for x, y in zip(xs, ys):
            loss = squared_error([y], [model(x)])
            loss.backward()
            total += loss.data
        for p in model.parameters():
            p.data -= lr * p.grad
        losses.append(total)
    return losses


# %% wrong="mul" mistake="sign of a sum kept"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    out = Value(self.data * other.data, (self, other), "+")

    def push():
        self.grad += other.data * out.grad
        other.grad += self.data * out.grad

    out._backward = push
    return out


# %% wrong="mul" mistake="children copied"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    out = Value(self.data * other.data, (Value(self.data), Value(other.data)), "*")

    def push():
        self.grad += other.data * out.grad
        other.grad += self.data * out.grad

    out._backward = push
    return out


# %% wrong="mul" mistake="one child only"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    out = Value(self.data * other.data, (self, other), "*")

    def push():
        self.grad += other.data * out.grad

    out._backward = push
    return out


# %% wrong="mul" mistake="= where += belongs"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    out = Value(self.data * other.data, (self, other), "*")

    def push():
        self.grad = other.data * out.grad
        other.grad += self.data * out.grad

    out._backward = push
    return out


# %% right="mul"
@method_of(Value)
def __mul__(self, other):
    if not hasattr(other, "data"):
        other = Value(other, label=str(other))
    out = Value(other.data * self.data, (self, other), "*")

    def push():
        self.grad = self.grad + other.data * out.grad
        other.grad = other.grad + self.data * out.grad

    out._backward = push
    return out


# %% wrong="power" mistake="children missing"
@method_of(Value)
def __pow__(self, n):
    out = Value(self.data**n, (), "**")

    def push():
        self.grad += n * self.data ** (n - 1) * out.grad

    out._backward = push
    return out


# %% wrong="power" mistake="_op left out"
@method_of(Value)
def __pow__(self, n):
    out = Value(self.data**n, (self,), "")

    def push():
        self.grad += n * self.data ** (n - 1) * out.grad

    out._backward = push
    return out


# %% wrong="power" mistake="^ instead of **"
@method_of(Value)
def __pow__(self, n):
    out = Value(self.data ^ n, (self,), "**")

    def push():
        self.grad += n * self.data ** (n - 1) * out.grad

    out._backward = push
    return out


# %% wrong="power" mistake="size of the base taken"
@method_of(Value)
def __pow__(self, n):
    out = Value(abs(self.data) ** n, (self,), "**")

    def push():
        self.grad += n * self.data ** (n - 1) * out.grad

    out._backward = push
    return out


# %% wrong="power" mistake="exponent 2 written in"
@method_of(Value)
def __pow__(self, n):
    out = Value(self.data**n, (self,), "**")

    def push():
        self.grad += 2 * self.data * out.grad

    out._backward = push
    return out


# %% wrong="power" mistake="no return"
@method_of(Value)
def __pow__(self, n):
    out = Value(self.data**n, (self,), "**")

    def push():
        self.grad += n * self.data ** (n - 1) * out.grad

    out._backward = push


# %% right="power"
@method_of(Value)
def __pow__(self, n):
    out = Value(pow(self.data, n), (self,), "**")
    out._backward = lambda: self.__dict__.update(grad=self.grad + (n * pow(self.data, n - 1) if n else 0.0) * out.grad)
    return out


# %% right="power"
@method_of(Value)
def __pow__(self, n):
    out = Value(float(self.data) ** n, [self], "**")

    def push():
        slope = 0.0 if n == 0 else n * self.data ** (n - 1)
        self.grad = self.grad + slope * out.grad

    out._backward = push
    return out


# %% wrong="reflected" mistake="no return"
@method_of(Value)
def __rsub__(self, other):
    -self + other


@method_of(Value)
def __rtruediv__(self, other):
    self**-1 * other


# %% wrong="reflected" mistake="sign turned"
@method_of(Value)
def __rsub__(self, other):
    return self - other


@method_of(Value)
def __rtruediv__(self, other):
    return self / other


# %% wrong="reflected" mistake="graph cut"
@method_of(Value)
def __rsub__(self, other):
    return -self + other


@method_of(Value)
def __rtruediv__(self, other):
    return Value(other * self.data**-1)


# %% wrong="tanh" mistake="children missing"
@method_of(Value)
def tanh(self):
    t = math.tanh(self.data)
    out = Value(t, (), "tanh")

    def push():
        self.grad += (1 - t**2) * out.grad

    out._backward = push
    return out


# %% wrong="tanh" mistake="_op left out"
@method_of(Value)
def tanh(self):
    t = math.tanh(self.data)
    out = Value(t, (self,), "")

    def push():
        self.grad += (1 - t**2) * out.grad

    out._backward = push
    return out


# %% wrong="tanh" mistake="Value given to math"
@method_of(Value)
def tanh(self):
    t = math.tanh(self)
    out = Value(t, (self,), "tanh")

    def push():
        self.grad += (1 - t**2) * out.grad

    out._backward = push
    return out


# %% wrong="tanh" mistake="plain number returned"
@method_of(Value)
def tanh(self):
    return math.tanh(self.data)


# %% wrong="tanh" mistake="no return"
@method_of(Value)
def tanh(self):
    t = math.tanh(self.data)
    out = Value(t, (self,), "tanh")

    def push():
        self.grad += (1 - t**2) * out.grad

    out._backward = push


# %% wrong="tanh" mistake="tan instead of tanh"
@method_of(Value)
def tanh(self):
    t = math.tan(self.data)
    out = Value(t, (self,), "tanh")

    def push():
        self.grad += (1 - t**2) * out.grad

    out._backward = push
    return out


# %% wrong="tanh" mistake="several nodes"
@method_of(Value)
def tanh(self):
    e = (self * 2).exp()
    return (e - 1) / (e + 1)


# %% wrong="relu" mistake="children missing"
@method_of(Value)
def relu(self):
    out = Value(max(0.0, self.data), (), "relu")

    def push():
        self.grad += (self.data > 0) * out.grad

    out._backward = push
    return out


# %% wrong="relu" mistake="_op left out"
@method_of(Value)
def relu(self):
    out = Value(max(0.0, self.data), (self,), "")

    def push():
        self.grad += (self.data > 0) * out.grad

    out._backward = push
    return out


# %% wrong="relu" mistake="no return"
@method_of(Value)
def relu(self):
    out = Value(max(0.0, self.data), (self,), "relu")

    def push():
        self.grad += (self.data > 0) * out.grad

    out._backward = push


# %% wrong="relu" mistake="plain number returned"
@method_of(Value)
def relu(self):
    return max(0.0, self.data)


# %% wrong="relu" mistake="product instead of a node of its own"
@method_of(Value)
def relu(self):
    return self * 1.0 if self.data > 0 else self * 0.0


# %% wrong="relu" mistake="Values compared"
@method_of(Value)
def relu(self):
    out = Value(max(0, self), (self,), "relu")

    def push():
        self.grad += (self.data > 0) * out.grad

    out._backward = push
    return out


# %% wrong="relu" mistake="threshold written in"
@method_of(Value)
def relu(self):
    out = Value(max(0.0, self.data), (self,), "relu")

    def push():
        self.grad += (self.data > 1) * out.grad

    out._backward = push
    return out


# %% wrong="topological_order" mistake="state kept between calls"
def topological_order(root, order=[], visited=set()):
    stack = [(root, False)]
    while stack:
        node, done = stack.pop()
        if done:
            order.append(node)
        elif node not in visited:
            visited.add(node)
            stack.append((node, True))
            stack += [(child, False) for child in node._prev]
    return order


# %% wrong="topological_order" mistake="something else than the nodes"
def topological_order(root):
    order, visited = [], set()
    stack = [(root, False)]
    while stack:
        node, done = stack.pop()
        if done:
            order.append(Value(node.data))
        elif node not in visited:
            visited.add(node)
            stack.append((node, True))
            stack += [(child, False) for child in node._prev]
    return order


# %% wrong="topological_order" mistake="reversed() alone"
def topological_order(root):
    order, visited = [], set()
    stack = [(root, False)]
    while stack:
        node, done = stack.pop()
        if done:
            order.append(node)
        elif node not in visited:
            visited.add(node)
            stack.append((node, True))
            stack += [(child, False) for child in node._prev]
    return reversed(order[::-1])


# %% wrong="topological_order" mistake="root alone"
def topological_order(root):
    return [root]


# %% wrong="topological_order" mistake="leaves left out"
def topological_order(root):
    return [*root._prev, root]


# %% wrong="backward" mistake="1 added to the output gradient"
@method_of(Value)
def backward(self):
    self.grad += 1.0
    for node in reversed(topological_order(self)):
        node._backward()


# %% wrong="backward" mistake="list.reverse() used as a list"
@method_of(Value)
def backward(self):
    self.grad = 1.0
    for node in topological_order(self).reverse():
        node._backward()


# %% wrong="backward" mistake="gradients wiped"
@method_of(Value)
def backward(self):
    for node in topological_order(self):
        node.grad = 0.0
    self.grad = 1.0
    for node in topological_order(self)[::-1]:
        node._backward()


# %% right="backward"
@method_of(Value)
def backward(self):
    self.grad = 1.0
    [node._backward() for node in topological_order(self)[::-1]]


# %% wrong="neuron" mistake="first input only"
@method_of(Neuron)
def __call__(self, x):
    for w, v in zip(self.w, x):
        return (w * v + self.b).tanh()


@method_of(Neuron)
def parameters(self):
    return [*self.w, self.b]


# %% wrong="neuron" mistake="state kept between calls"
@method_of(Neuron)
def __call__(self, x):
    for w, v in zip(self.w, x):
        self.b = self.b + w * v
    return self.b.tanh()


@method_of(Neuron)
def parameters(self):
    return [*self.w, self.b]


# %% wrong="neuron" mistake="math.tanh of a Value"
@method_of(Neuron)
def __call__(self, x):
    return math.tanh(sum(w * v for w, v in zip(self.w, x)) + self.b)


@method_of(Neuron)
def parameters(self):
    return [*self.w, self.b]


# %% wrong="neuron" mistake="two inputs written in"
@method_of(Neuron)
def __call__(self, x):
    return (self.w[0] * x[0] + self.w[1] * x[1] + self.b).tanh()


@method_of(Neuron)
def parameters(self):
    return [*self.w, self.b]


# %% wrong="neuron" mistake="no return"
@method_of(Neuron)
def __call__(self, x):
    return (sum(w * v for w, v in zip(self.w, x)) + self.b).tanh()


@method_of(Neuron)
def parameters(self):
    [*self.w, self.b]


# %% wrong="mlp" mistake="generator instead of a list"
@method_of(MLP)
def __call__(self, x):
    for layer in self.layers:
        x = layer(x)
    return x[0] if len(x) == 1 else x


@method_of(MLP)
def parameters(self):
    return (p for layer in self.layers for p in layer.parameters())


# %% wrong="mlp" mistake="first and last layer only"
@method_of(MLP)
def __call__(self, x):
    for layer in self.layers:
        x = layer(x)
    return x[0] if len(x) == 1 else x


@method_of(MLP)
def parameters(self):
    return self.layers[0].parameters() + self.layers[-1].parameters()


# %% wrong="mlp" mistake="list of layers"
@method_of(MLP)
def __call__(self, x):
    for layer in self.layers:
        x = layer(x)
    return x[0] if len(x) == 1 else x


@method_of(MLP)
def parameters(self):
    return list(self.layers)


# %% wrong="squared_error" mistake="first example only"
def squared_error(ys, preds):
    for y, pred in zip(ys, preds):
        return (pred - y) ** 2


# %% wrong="squared_error" mistake="last example left out"
def squared_error(ys, preds):
    return sum((preds[i] - ys[i]) ** 2 for i in range(len(ys) - 1))


# %% wrong="squared_error" mistake="list instead of the sum"
def squared_error(ys, preds):
    return [(p - y) ** 2 for y, p in zip(ys, preds)]


# %% wrong="squared_error" mistake="no return"
def squared_error(ys, preds):
    sum((p - y) ** 2 for y, p in zip(ys, preds))


# %% wrong="train" mistake="learning rate written in"
def train(model, xs, ys, steps, lr):
    losses = []
    for _ in range(steps):
        loss = squared_error(ys, [model(x) for x in xs])
        for p in model.parameters():
            p.grad = 0.0
        loss.backward()
        for p in model.parameters():
            p.data -= 0.05 * p.grad
        losses.append(loss.data)
    return losses


# %% wrong="train" mistake="the loss stays"
def train(model, xs, ys, steps, lr):
    losses = []
    for _ in range(steps):
        loss = squared_error(ys, [model(x) for x in xs])
        for p in model.parameters():
            p.grad = 0.0
        loss.backward()
        for p in model.parameters():
            p = p - lr * p.grad
        losses.append(loss.data)
    return losses


# %% wrong="train" mistake="early stop"
def train(model, xs, ys, steps, lr):
    losses = []
    for _ in range(steps):
        loss = squared_error(ys, [model(x) for x in xs])
        for p in model.parameters():
            p.grad = 0.0
        loss.backward()
        for p in model.parameters():
            p.data -= lr * p.grad
        losses.append(loss.data)
        if loss.data < 0.1:
            break
    return losses


# %% wrong="train" mistake="return inside the loop"
def train(model, xs, ys, steps, lr):
    losses = []
    for _ in range(steps):
        loss = squared_error(ys, [model(x) for x in xs])
        for p in model.parameters():
            p.grad = 0.0
        loss.backward()
        for p in model.parameters():
            p.data -= lr * p.grad
        losses.append(loss.data)
        return losses
    return losses


# %% wrong="train" mistake="state kept between calls"
def train(model, xs, ys, steps, lr, losses=[]):
    for _ in range(steps):
        loss = squared_error(ys, [model(x) for x in xs])
        for p in model.parameters():
            p.grad = 0.0
        loss.backward()
        for p in model.parameters():
            p.data -= lr * p.grad
        losses.append(loss.data)
    return losses


# %% right="predict_reuse"
slope_s = sum([1, 1])
slope_q = 3 + 3
slope_d = (3 + 4) * 2 + (2 * 3) * 1.0


# %% wrong="mul" mistake="nothing was pushed"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    out = Value(self.data * other.data, (self, other), "*")

    def push():
        self.grad += other.grad * out.grad
        other.grad += self.grad * out.grad

    out._backward = push
    return out


# %% wrong="mul" mistake="a's own number changed"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    self.data *= other.data
    out = Value(self.data, (self, other), "*")

    def push():
        self.grad += other.data * out.grad
        other.grad += self.data * out.grad

    out._backward = push
    return out


# %% wrong="mul" mistake="division by a factor"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    out = Value(self.data * other.data, (self, other), "*")

    def push():
        self.grad += out.data / self.data * out.grad
        other.grad += out.data / other.data * out.grad

    out._backward = push
    return out


# %% wrong="mul" mistake="number not wrapped"
@method_of(Value)
def __mul__(self, other):
    if type(other) is float:
        other = Value(other)
    out = Value(self.data * other.data, (self, other), "*")

    def push():
        self.grad += other.data * out.grad
        other.grad += self.data * out.grad

    out._backward = push
    return out


# %% wrong="mul" mistake="= where += belongs"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    out = Value(self.data * other.data, (self, other), "*")

    def push():
        self.grad = 0.0
        other.grad = 0.0
        self.grad += other.data * out.grad
        other.grad += self.data * out.grad

    out._backward = push
    return out


# %% wrong="mul" mistake="_op left out"
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    out = Value(self.data * other.data, (self, other))

    def push():
        self.grad += other.data * out.grad
        other.grad += self.data * out.grad

    out._backward = push
    return out


# %% right="mul"
@method_of(Value)
def __mul__(self, other):
    if not isinstance(other, Value):
        other = Value(other)
    x, y = self.data, other.data
    out = Value(x * y, (self, other), "*")

    def push():
        g = out.grad
        self.grad = self.grad + g * y
        other.grad = other.grad + g * x

    out._backward = push
    return out


# %% right="mul"
def as_node(thing):
    return thing if isinstance(thing, Value) else Value(thing)


class Product:
    def __init__(self, out, pair):
        self.out, self.pair = out, pair

    def __call__(self):
        first, second = self.pair
        first.grad += second.data * self.out.grad
        second.grad += first.data * self.out.grad


@method_of(Value)
def __mul__(self, other):
    other = as_node(other)
    out = Value(self.data * other.data, (self, other), _op="*")
    out._backward = Product(out, (self, other))
    return out


# %% wrong="power" mistake="exponent taken for a count"
@method_of(Value)
def __pow__(self, n):
    value = 1.0
    for _ in range(int(n)):
        value *= self.data
    out = Value(value, (self,), "**")

    def push():
        self.grad += n * self.data ** (n - 1) * out.grad

    out._backward = push
    return out


# %% wrong="power" mistake="exponent 2 written in"
@method_of(Value)
def __pow__(self, n):
    out = Value(self.data**n, (self,), "**")

    def push():
        self.grad += 2 * self.data * out.grad

    out._backward = push
    return out


# %% wrong="power" mistake="slope of an exponential"
@method_of(Value)
def __pow__(self, n):
    out = Value(self.data**n, (self,), "**")

    def push():
        self.grad += out.data * math.log(n) * out.grad

    out._backward = push
    return out


# %% right="power"
@method_of(Value)
def __pow__(self, n):
    out = Value(math.pow(self.data, n), (self,), f"**{n}")

    def push():
        self.grad += n * math.pow(self.data, n - 1) * out.grad

    out._backward = push
    return out


# %% right="power"
@method_of(Value)
def __pow__(self, n):
    assert isinstance(n, (int, float))
    base = self.data
    out = Value(base**n, [self], "**" + str(n))
    out._backward = lambda: setattr(self, "grad", self.grad + out.grad * (n * base ** (n - 1)))
    return out


# %% wrong="reflected" mistake="number ignored"
@method_of(Value)
def __rsub__(self, other):
    return -self + other


@method_of(Value)
def __rtruediv__(self, other):
    return self**-1


# %% wrong="reflected" mistake="both signs turned"
@method_of(Value)
def __rsub__(self, other):
    return -self - other


@method_of(Value)
def __rtruediv__(self, other):
    return self**-1 * other


# %% wrong="reflected" mistake="whole-number division"
@method_of(Value)
def __rsub__(self, other):
    return -self + other


@method_of(Value)
def __rtruediv__(self, other):
    out = Value(other // self.data, (self,), "/")

    def push():
        self.grad -= other / self.data**2 * out.grad

    out._backward = push
    return out


# %% right="reflected"
@method_of(Value)
def __rsub__(self, other):
    return other + (-self)


@method_of(Value)
def __rtruediv__(self, other):
    return other * self**-1


# %% right="reflected"
@method_of(Value)
def __rsub__(self, other):
    return Value(other).__sub__(self)


@method_of(Value)
def __rtruediv__(self, other):
    inverse = self ** (-1.0)
    return Value(other) * inverse


# %% wrong="tanh" mistake="clamped"
@method_of(Value)
def tanh(self):
    t = max(-1.0, min(1.0, self.data))
    out = Value(t, (self,), "tanh")

    def push():
        self.grad += (1 - t**2) * out.grad

    out._backward = push
    return out


# %% wrong="tanh" mistake="nothing was pushed"
@method_of(Value)
def tanh(self):
    t = math.tanh(self.data)
    out = Value(t, (self,), "tanh")
    out._backward = lambda: self.grad + (1 - t**2) * out.grad
    return out


# %% wrong="tanh" mistake="x's own number changed"
@method_of(Value)
def tanh(self):
    self.data = math.tanh(self.data)
    out = Value(self.data, (self,), "tanh")

    def push():
        self.grad += (1 - out.data**2) * out.grad

    out._backward = push
    return out


# %% wrong="tanh" mistake="plus for minus in the slope"
@method_of(Value)
def tanh(self):
    t = math.sinh(self.data) / math.cosh(self.data)
    out = Value(t, (self,), "tanh")

    def push():
        self.grad += (1 + t**2) * out.grad

    out._backward = push
    return out


# %% right="tanh"
@method_of(Value)
def tanh(self):
    x = min(max(self.data, -20.0), 20.0)
    t = (math.exp(2 * x) - 1) / (math.exp(2 * x) + 1)
    out = Value(t, (self,), "tanh")

    def push():
        self.grad += (1 - t * t) * out.grad

    out._backward = push
    return out


# %% right="tanh"
import torch


@method_of(Value)
def tanh(self):
    t = torch.tanh(torch.tensor(float(self.data), dtype=torch.float64)).item()
    out = Value(t, [self], "tanh")

    def push():
        self.grad = self.grad + out.grad - out.grad * t**2

    out._backward = push
    return out


# %% wrong="relu" mistake="leaky"
@method_of(Value)
def relu(self):
    slope = 1.0 if self.data > 0 else 0.01
    out = Value(slope * self.data, (self,), "relu")

    def push():
        self.grad += slope * out.grad

    out._backward = push
    return out


# %% wrong="relu" mistake="capped"
@method_of(Value)
def relu(self):
    out = Value(min(6.0, max(0.0, self.data)), (self,), "relu")

    def push():
        if self.data > 0:
            self.grad += out.grad

    out._backward = push
    return out


# %% wrong="relu" mistake="gradient wiped where x < 0"
@method_of(Value)
def relu(self):
    out = Value(max(0.0, self.data), (self,), "relu")

    def push():
        self.grad = self.grad + out.grad if self.data > 0 else 0.0

    out._backward = push
    return out


# %% right="relu"
@method_of(Value)
def relu(self):
    if self.data <= 0:
        return Value(0.0, (self,), "relu")
    out = Value(self.data, (self,), "relu")

    def push():
        self.grad += out.grad

    out._backward = push
    return out


# %% right="relu"
@method_of(Value)
def relu(self):
    gate = (self.data > 0) * 1.0
    out = Value(gate * self.data, (self,), "relu")
    out._backward = lambda: setattr(self, "grad", self.grad + gate * out.grad)
    return out


# %% wrong="topological_order" mistake="tuple instead of a list"
def topological_order(root):
    order, visited, stack = [], set(), [(root, False)]
    while stack:
        node, done = stack.pop()
        if done:
            order.append(node)
        elif node not in visited:
            visited.add(node)
            stack.append((node, True))
            stack += [(child, False) for child in node._prev]
    return tuple(order)


# %% wrong="topological_order" mistake="something else than the nodes"
def topological_order(root):
    order, visited, stack = [], set(), [(root, False)]
    while stack:
        node, done = stack.pop()
        if done:
            order.append(node.data)
        elif node not in visited:
            visited.add(node)
            stack.append((node, True))
            stack += [(child, False) for child in node._prev]
    return order


# %% wrong="topological_order" mistake="no topological order"
def topological_order(root):
    order, queue = [], [root]
    while queue:
        node = queue.pop(0)
        if node not in order:
            order.append(node)
            queue += node._prev
    return order[::-1]


# %% wrong="topological_order" mistake="set returned"
def topological_order(root):
    found, stack = set(), [root]
    while stack:
        node = stack.pop()
        if node not in found:
            found.add(node)
            stack += node._prev
    return found


# %% wrong="topological_order" mistake="return inside the loop"
def topological_order(root):
    order, visited, stack = [], set(), [(root, False)]
    while stack:
        node, done = stack.pop()
        if done:
            order.append(node)
            return order
        elif node not in visited:
            visited.add(node)
            stack.append((node, True))
            stack += [(child, False) for child in node._prev]


# %% wrong="topological_order" mistake="state kept between calls"
def topological_order(root):
    order, stack = [], [(root, False)]
    while stack:
        node, done = stack.pop()
        if done:
            order.append(node)
        elif not hasattr(node, "seen"):
            node.seen = True
            stack.append((node, True))
            stack += [(child, False) for child in node._prev]
    return order


# %% right="topological_order"
def topological_order(root):
    state, order, stack = {}, [], [root]
    while stack:
        node = stack[-1]
        if state.get(node) is None:
            state[node] = "open"
            for child in node._prev:
                if child not in state:
                    stack.append(child)
        else:
            stack.pop()
            if state[node] == "open":
                state[node] = "done"
                order.append(node)
    return order


# %% right="topological_order"
def topological_order(root):
    nodes, seen = [root], {id(root)}
    for node in nodes:
        for child in node._prev:
            if id(child) not in seen:
                seen.add(id(child))
                nodes.append(child)
    depth = {}
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        missing = [child for child in node._prev if id(child) not in depth]
        if missing:
            waiting.append(node)
            waiting += missing
        else:
            depth[id(node)] = 1 + max((depth[id(child)] for child in node._prev), default=0)
    return sorted(nodes, key=lambda node: depth[id(node)])


# %% right="topological_order"
from graphlib import TopologicalSorter


def topological_order(root):
    children, waiting = {}, [root]
    while waiting:
        node = waiting.pop()
        if node not in children:
            children[node] = node._prev
            waiting.extend(node._prev)
    return [*TopologicalSorter(children).static_order()]


# %% wrong="backward" mistake="no topological order"
@method_of(Value)
def backward(self):
    self.grad = 1.0
    self._backward()
    for child in self._prev:
        child._backward()


# %% wrong="backward" mistake="pushed once only"
@method_of(Value)
def backward(self):
    self.grad = 1.0
    for node in reversed(topological_order(self)):
        if not hasattr(node, "pushed"):
            node.pushed = True
            node._backward()


# %% wrong="backward" mistake="pushed twice"
@method_of(Value)
def backward(self):
    self.grad = 1.0
    for node in reversed(topological_order(self)):
        node._backward()
        node._backward()


# %% wrong="backward" mistake="nothing arrived"
@method_of(Value)
def backward(self):
    self.grad = 1.0
    for node in reversed(topological_order(self)):
        for child in node._prev:
            child._backward()


# %% wrong="backward" mistake="nothing arrived"
@method_of(Value)
def backward(self):
    self.grad = 1.0
    for node in reversed(topological_order(self)):
        node._backward


# %% wrong="backward" mistake="output gradient is not 1"
@method_of(Value)
def backward(self):
    self.grad = 1.0
    for node in reversed(topological_order(self)):
        node._backward()
        if node._prev:
            node.grad = 0.0


# %% wrong="backward" mistake="gradients wiped"
@method_of(Value)
def backward(self):
    order = topological_order(self)
    for node in order:
        if len(node._prev) > 0:
            node.grad = 0.0
    self.grad = 1.0
    for node in order[::-1]:
        node._backward()


# %% wrong="backward" mistake="old output gradient kept"
@method_of(Value)
def backward(self):
    if self.grad == 0:
        self.grad = 1.0
    for node in reversed(topological_order(self)):
        node._backward()


# %% right="backward"
@method_of(Value)
def backward(self):
    order = topological_order(self)
    order.reverse()
    self.grad = 1
    for node in order:
        node._backward()


# %% right="backward"
@method_of(Value)
def backward(self):
    self.grad = 1.0
    waiting = list(topological_order(self))
    while waiting:
        waiting.pop()._backward()


# %% wrong="neuron" mistake="tanh of each product"
@method_of(Neuron)
def __call__(self, x):
    return sum((w * v).tanh() for w, v in zip(self.w, x)) + self.b


@method_of(Neuron)
def parameters(self):
    return self.w + [self.b]


# %% wrong="neuron" mistake="list instead of a Value"
@method_of(Neuron)
def __call__(self, x):
    return [(w * v + self.b).tanh() for w, v in zip(self.w, x)]


@method_of(Neuron)
def parameters(self):
    return self.w + [self.b]


# %% wrong="neuron" mistake="sums multiplied"
@method_of(Neuron)
def __call__(self, x):
    return (sum(self.w) * sum(x) + self.b).tanh()


@method_of(Neuron)
def parameters(self):
    return self.w + [self.b]


# %% wrong="neuron" mistake="tuple instead of a list"
@method_of(Neuron)
def __call__(self, x):
    return (sum(w * v for w, v in zip(self.w, x)) + self.b).tanh()


@method_of(Neuron)
def parameters(self):
    return (*self.w, self.b)


# %% wrong="neuron" mistake="something else than the parameters"
@method_of(Neuron)
def __call__(self, x):
    return (sum(w * v for w, v in zip(self.w, x)) + self.b).tanh()


@method_of(Neuron)
def parameters(self):
    return [p.data for p in [*self.w, self.b]]


# %% right="neuron"
import numpy as np


@method_of(Neuron)
def __call__(self, x):
    return (np.dot(self.w, x) + self.b).tanh()


@method_of(Neuron)
def parameters(self):
    found = list(self.w)
    found.append(self.b)
    return found


# %% right="neuron"
@method_of(Neuron)
def __call__(self, x):
    out = Value(0.0)
    for i, weight in enumerate(self.w):
        out = out + x[i] * weight
    out += self.b
    return out.tanh()


@method_of(Neuron)
def parameters(self):
    return [p for p in (self.b, *self.w)]


# %% right="neuron"
@method_of(Neuron)
def __call__(self, x):
    return (np.array(self.w) @ np.array(x, dtype=object) + self.b).tanh()


@method_of(Neuron)
def parameters(self):
    return [self.b, *self.w]


# %% wrong="mlp" mistake="tuple instead of a list"
@method_of(MLP)
def __call__(self, x):
    for layer in self.layers:
        x = layer(x)
    return x[0] if len(x) == 1 else tuple(x)


@method_of(MLP)
def parameters(self):
    return [p for layer in self.layers for p in layer.parameters()]


# %% wrong="mlp" mistake="one output only"
@method_of(MLP)
def __call__(self, x):
    for layer in self.layers:
        x = layer(x)
    return x[-1]


@method_of(MLP)
def parameters(self):
    return [p for layer in self.layers for p in layer.parameters()]


# %% wrong="mlp" mistake="first layer's outputs"
@method_of(MLP)
def __call__(self, x):
    for layer in self.layers:
        x = layer(x)
        return x[0] if len(x) == 1 else x


@method_of(MLP)
def parameters(self):
    return [p for layer in self.layers for p in layer.parameters()]


# %% wrong="mlp" mistake="state kept between calls"
@method_of(MLP)
def __call__(self, x):
    for layer in self.layers:
        x = layer(x)
    return x[0] if len(x) == 1 else x


@method_of(MLP)
def parameters(self, found=[]):
    for layer in self.layers:
        found += layer.parameters()
    return found


# %% wrong="mlp" mistake="graph cut"
@method_of(MLP)
def __call__(self, x):
    for layer in self.layers:
        x = [v.data for v in layer(x)]
    return Value(x[0]) if len(x) == 1 else [Value(v) for v in x]


@method_of(MLP)
def parameters(self):
    return [p for layer in self.layers for p in layer.parameters()]


# %% right="mlp"
@method_of(MLP)
def __call__(self, x):
    outputs = [x]
    for layer in self.layers:
        outputs.append(layer(outputs[-1]))
    final = outputs[-1]
    if len(final) > 1:
        return final
    return final[0]


@method_of(MLP)
def parameters(self):
    found = []
    for layer in self.layers:
        for neuron in layer.neurons:
            found += neuron.parameters()
    return found


# %% right="mlp"
@method_of(MLP)
def __call__(self, x):
    *inner, last = self.layers
    for layer in inner:
        x = [neuron(x) for neuron in layer.neurons]
    result = last(x)
    return result[0] if len(last.neurons) == 1 else result


@method_of(MLP)
def parameters(self):
    parts = [layer.parameters() for layer in self.layers]
    return [p for part in parts for p in part]


# %% wrong="squared_error" mistake="graph cut"
def squared_error(ys, preds, total=Value(0.0)):
    for y, pred in zip(ys, preds):
        total.data += (pred.data - y) ** 2
    return total


# %% wrong="squared_error" mistake="one example only"
def squared_error(ys, preds):
    return max(((p - y) ** 2 for y, p in zip(ys, preds)), key=lambda v: v.data)


# %% wrong="squared_error" mistake="squared apart"
def squared_error(ys, preds):
    return sum(p**2 - y**2 for y, p in zip(ys, preds))


# %% wrong="squared_error" mistake="every pair"
def squared_error(ys, preds):
    return sum((p - y) ** 2 for y in ys for p in preds)


# %% wrong="squared_error" mistake="doubled instead of squared"
def squared_error(ys, preds):
    return sum((p - y) * 2 for y, p in zip(ys, preds))


# %% right="squared_error"
def squared_error(ys, preds):
    total = Value(0.0)
    for i in range(len(ys)):
        difference = ys[i] - preds[i]
        total += difference * difference
    return total


# %% right="squared_error"
import numpy as np


def squared_error(ys, preds):
    differences = np.array(preds, dtype=object) - np.array(ys)
    return (differences**2).sum()


# %% right="squared_error"
def squared_error(ys, preds):
    return ((np.array(preds) - np.array(ys)) ** 2).sum()


# %% wrong="train" mistake="the rate shrinks"
def train(model, xs, ys, steps, lr):
    losses = []
    for k in range(steps):
        loss = squared_error(ys, [model(x) for x in xs])
        for p in model.parameters():
            p.grad = 0.0
        loss.backward()
        for p in model.parameters():
            p.data -= lr / (k + 1) * p.grad
        losses.append(loss.data)
    return losses


# %% wrong="train" mistake="last layer only"
def train(model, xs, ys, steps, lr):
    losses = []
    for _ in range(steps):
        loss = squared_error(ys, [model(x) for x in xs])
        for p in model.parameters():
            p.grad = 0.0
        loss.backward()
        for p in model.layers[-1].parameters():
            p.data -= lr * p.grad
        losses.append(loss.data)
    return losses


# %% wrong="train" mistake="sign of the gradient"
def train(model, xs, ys, steps, lr):
    losses = []
    for _ in range(steps):
        loss = squared_error(ys, [model(x) for x in xs])
        for p in model.parameters():
            p.grad = 0.0
        loss.backward()
        for p in model.parameters():
            p.data -= lr if p.grad > 0 else -lr
        losses.append(loss.data)
    return losses


# %% wrong="train" mistake="first example only"
def train(model, xs, ys, steps, lr):
    losses = []
    for _ in range(steps):
        loss = squared_error(ys[:1], [model(xs[0])])
        for p in model.parameters():
            p.grad = 0.0
        loss.backward()
        for p in model.parameters():
            p.data -= lr * p.grad
        losses.append(loss.data)
    return losses


# %% wrong="train" mistake="rounded"
def train(model, xs, ys, steps, lr):
    losses = []
    for _ in range(steps):
        loss = squared_error(ys, [model(x) for x in xs])
        for p in model.parameters():
            p.grad = 0.0
        loss.backward()
        for p in model.parameters():
            p.data -= lr * p.grad
        losses.append(round(loss.data, 2))
    return losses


# %% wrong="train" mistake="a copy trained"
def train(model, xs, ys, steps, lr):
    import copy

    model = copy.deepcopy(model)
    losses = []
    for _ in range(steps):
        loss = squared_error(ys, [model(x) for x in xs])
        for p in model.parameters():
            p.grad = 0.0
        loss.backward()
        for p in model.parameters():
            p.data -= lr * p.grad
        losses.append(loss.data)
    return losses


# %% wrong="train" mistake="the loss stays"
def train(model, xs, ys, steps, lr):
    losses = []
    loss = squared_error(ys, [model(x) for x in xs])
    for _ in range(steps):
        for p in model.parameters():
            p.grad = 0.0
        loss.backward()
        for p in model.parameters():
            p.data -= lr * p.grad
        losses.append(loss.data)
    return losses


# %% right="train"
def train(model, xs, ys, steps, lr):
    def gradients():
        for p in model.parameters():
            p.grad = 0.0
        loss = squared_error(ys, [model(x) for x in xs])
        loss.backward()
        return loss.data, [p.grad for p in model.parameters()]

    losses = []
    for _ in range(steps):
        loss, slopes = gradients()
        for p, slope in zip(model.parameters(), slopes):
            p.data = p.data - lr * slope
        losses.append(float(loss))
    return losses


# %% right="train"
def train(model, xs, ys, steps, lr):
    losses, parameters = [], model.parameters()
    while len(losses) < steps:
        for p in parameters:
            p.grad = 0
        preds = []
        for x in xs:
            preds.append(model(x))
        loss = squared_error(ys, preds)
        losses.append(loss.data)
        loss.backward()
        for p in parameters:
            p.data += -lr * p.grad
    return losses


# %% wrong="power" mistake="function called instead of stored"
@method_of(Value)
def __pow__(self, n):
    out = Value(self.data**n, (self,), "**")

    def push():
        self.grad += n * self.data ** (n - 1) * out.grad

    out._backward = push()
    return out


# %% wrong="power" mistake="sign of a product kept"
@method_of(Value)
def __pow__(self, n):
    out = Value(self.data**n, (self,), "*")

    def push():
        self.grad += n * self.data ** (n - 1) * out.grad

    out._backward = push
    return out


# %% wrong="power" mistake="nothing was pushed"
@method_of(Value)
def __pow__(self, n):
    out = Value(self.data**n, (self,), "**")

    def push():
        self.grad += n * self.data ** (n - 1) * out.grad

    return out


# %% wrong="power" mistake="0 taken for a special case"
@method_of(Value)
def __pow__(self, n):
    out = Value(self.data**n, (self,), "**")

    def push():
        if self.data != 0:
            self.grad += n * self.data ** (n - 1) * out.grad

    out._backward = push
    return out


# %% wrong="reflected" mistake="slope's sign turned"
@method_of(Value)
def __rsub__(self, other):
    out = Value(other - self.data, (self,), "-")

    def push():
        self.grad += out.grad

    out._backward = push
    return out


@method_of(Value)
def __rtruediv__(self, other):
    return self**-1 * other


# %% wrong="tanh" mistake="function called instead of stored"
@method_of(Value)
def tanh(self):
    t = math.tanh(self.data)
    out = Value(t, (self,), "tanh")

    def push():
        self.grad += (1 - t**2) * out.grad

    out._backward = push()
    return out


# %% wrong="tanh" mistake="comma missing"
@method_of(Value)
def tanh(self):
    t = math.tanh(self.data)
    out = Value(t, (self), "tanh")

    def push():
        self.grad += (1 - t**2) * out.grad

    out._backward = push
    return out


# %% wrong="tanh" mistake="rounded"
@method_of(Value)
def tanh(self):
    t = round(math.tanh(self.data), 2)
    out = Value(t, (self,), "tanh")

    def push():
        self.grad += (1 - t**2) * out.grad

    out._backward = push
    return out


# %% wrong="tanh" mistake="brackets missing"
@method_of(Value)
def tanh(self):
    out = Value(math.tanh(self.data), (self,), "tanh")

    def push():
        self.grad += 1 - out.data**2 * out.grad

    out._backward = push
    return out


# %% wrong="tanh" mistake="x in place of 2 x"
@method_of(Value)
def tanh(self):
    large = math.exp(abs(self.data))
    t = math.copysign((large - 1) / (large + 1), self.data)
    out = Value(t, (self,), "tanh")

    def push():
        self.grad += (1 - t * t) * out.grad

    out._backward = push
    return out


# %% wrong="relu" mistake="function called instead of stored"
@method_of(Value)
def relu(self):
    out = Value(max(0.0, self.data), (self,), "relu")

    def push():
        if self.data > 0:
            self.grad += out.grad

    out._backward = push()
    return out


# %% wrong="relu" mistake="comma missing"
@method_of(Value)
def relu(self):
    out = Value(max(0.0, self.data), (self), "relu")

    def push():
        if self.data > 0:
            self.grad += out.grad

    out._backward = push
    return out


# %% wrong="relu" mistake="nothing cut off"
@method_of(Value)
def relu(self):
    out = Value(self.data, (self,), "relu")

    def push():
        if self.data > 0:
            self.grad += out.grad

    out._backward = push
    return out


# %% wrong="relu" mistake="capped"
@method_of(Value)
def relu(self):
    out = Value(max(0.0, self.data), (self,), "relu")

    def push():
        self.grad += out.grad if 0 < self.data <= 20 else 0.0

    out._backward = push
    return out


# %% wrong="topological_order" mistake="no return"
def topological_order(root):
    order, visited = [], set()
    stack = [(root, False)]
    while stack:
        node, children_done = stack.pop()
        if children_done:
            order.append(node)
        elif node not in visited:
            visited.add(node)
            stack.append((node, True))
            stack += [(child, False) for child in node._prev]


# %% wrong="topological_order" mistake="nothing in the list"
def topological_order(root):
    order, visited = [], set()
    stack = [(child, False) for child in ()]
    while stack:
        node, children_done = stack.pop()
        if children_done:
            order.append(node)
        elif node not in visited:
            visited.add(node)
            stack.append((node, True))
            stack += [(child, False) for child in node._prev]
    return order


# %% wrong="topological_order" mistake="one child only"
def topological_order(root):
    order = [root]
    while order[-1]._prev:
        order.append(order[-1]._prev[0])
    return order[::-1]


# %% wrong="topological_order" mistake="generator instead of a list"
def topological_order(root):
    seen, stack = set(), [(root, False)]
    while stack:
        node, starred = stack.pop()
        if starred:
            yield node
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            stack.extend((child, False) for child in node._prev)


# %% wrong="topological_order" mistake="no topological order"
def topological_order(root):
    met, stack = {}, [root]
    while stack:
        node = stack.pop()
        if node not in met:
            met[node] = bool(node._prev)
            stack.extend(node._prev)
    return sorted(reversed(met), key=met.get)


# %% wrong="neuron" mistake="tanh of the weights"
@method_of(Neuron)
def __call__(self, x):
    return self.w.tanh() + self.b


@method_of(Neuron)
def parameters(self):
    return [*self.w, self.b]


# %% wrong="neuron" mistake="weights left out"
@method_of(Neuron)
def __call__(self, x):
    return (sum(x) + self.b).tanh()


@method_of(Neuron)
def parameters(self):
    return [*self.w, self.b]


# %% wrong="neuron" mistake="bias after tanh"
@method_of(Neuron)
def __call__(self, x):
    return (sum(w * v for w, v in zip(self.w, x))).tanh() + self.b


@method_of(Neuron)
def parameters(self):
    return [*self.w, self.b]


# %% wrong="neuron" mistake="no tanh"
@method_of(Neuron)
def __call__(self, x):
    return (sum(w * v for w, v in zip(self.w, x)) + self.b).relu()


@method_of(Neuron)
def parameters(self):
    return [*self.w, self.b]


# %% wrong="neuron" mistake="weights not among the parameters"
@method_of(Neuron)
def __call__(self, x):
    return (sum(w * v for w, v in zip(self.w, x)) + self.b).tanh()


@method_of(Neuron)
def parameters(self):
    return [self.b]


# %% wrong="neuron" mistake="generator instead of a list"
@method_of(Neuron)
def __call__(self, x):
    total = self.b
    for weight, value in zip(self.w, x):
        total = total + weight * value
    return total.tanh()


@method_of(Neuron)
def parameters(self):
    yield from self.w
    yield self.b


# %% wrong="mlp" mistake="parameters without brackets"
@method_of(MLP)
def __call__(self, x):
    for layer in self.layers:
        x = layer(x)
    return x[0] if len(x) == 1 else x


@method_of(MLP)
def parameters(self):
    return [p for layer in self.layers for p in layer.parameters]


# %% wrong="mlp" mistake="no return"
@method_of(MLP)
def __call__(self, x):
    for layer in self.layers:
        x = layer(x)
    x = x[0] if len(x) == 1 else x


@method_of(MLP)
def parameters(self):
    return [p for layer in self.layers for p in layer.parameters()]


# %% wrong="mlp" mistake="last layer's parameters only"
@method_of(MLP)
def __call__(self, x):
    for layer in self.layers:
        x = layer(x)
    return x[0] if len(x) == 1 else x


@method_of(MLP)
def parameters(self):
    return [p for layer in self.layers[-1:] for p in layer.parameters()]


# %% wrong="mlp" mistake="weights as one entry"
@method_of(MLP)
def __call__(self, x):
    for layer in self.layers:
        x = layer(x)
    return x[0] if len(x) == 1 else x


@method_of(MLP)
def parameters(self):
    return [p for layer in self.layers for n in layer.neurons for p in (n.w[0], n.b)]


# %% wrong="squared_error" mistake="first example left out"
def squared_error(ys, preds):
    return sum((pred - y) ** 2 for y, pred in zip(ys[1:], preds[1:]))


# %% wrong="squared_error" mistake="plus for minus"
def squared_error(ys, preds):
    return sum((y + pred) ** 2 for y, pred in zip(ys, preds))


# %% wrong="squared_error" mistake="graph cut in one factor"
def squared_error(ys, preds):
    return sum((pred - y) * (pred.data - y) for y, pred in zip(ys, preds))


# %% wrong="squared_error" mistake="state kept between calls"
so_far = [Value(0.0)]


def squared_error(ys, preds):
    for y, pred in zip(ys, preds):
        so_far[0] = so_far[0] + (pred - y) ** 2
    return so_far[0]


# %% wrong="squared_error" mistake="index beyond the list"
def squared_error(ys, preds):
    total = Value(0.0)
    for i in range(4):
        total = total + (preds[i] - ys[i]) ** 2
    return total


# %% wrong="train" mistake="no return"
def train(model, xs, ys, steps, lr):
    losses = []
    for _ in range(steps):
        loss = squared_error(ys, [model(x) for x in xs])
        for p in model.parameters():
            p.grad = 0.0
        loss.backward()
        for p in model.parameters():
            p.data -= lr * p.grad
        losses.append(loss.data)


# %% wrong="train" mistake="loss after the last update as well"
def train(model, xs, ys, steps, lr):
    losses = []
    for _ in range(steps):
        loss = squared_error(ys, [model(x) for x in xs])
        for p in model.parameters():
            p.grad = 0.0
        loss.backward()
        for p in model.parameters():
            p.data -= lr * p.grad
        losses.append(loss.data)
    losses.append(squared_error(ys, [model(x) for x in xs]).data)
    return losses


# %% wrong="train" mistake="tuple instead of a list"
def train(model, xs, ys, steps, lr):
    losses = ()
    for _ in range(steps):
        loss = squared_error(ys, [model(x) for x in xs])
        for p in model.parameters():
            p.grad = 0.0
        loss.backward()
        for p in model.parameters():
            p.data -= lr * p.grad
        losses += (loss.data,)
    return losses


# %% wrong="train" mistake="array instead of a list"
def train(model, xs, ys, steps, lr):
    losses = np.zeros(steps)
    for step in range(steps):
        loss = squared_error(ys, [model(x) for x in xs])
        for p in model.parameters():
            p.grad = 0.0
        loss.backward()
        for p in model.parameters():
            p.data -= lr * p.grad
        losses[step] = loss.data
    return losses


# %% wrong="train" mistake="biases not zeroed"
def train(model, xs, ys, steps, lr):
    losses = []
    for _ in range(steps):
        loss = squared_error(ys, [model(x) for x in xs])
        for layer in model.layers:
            for neuron in layer.neurons:
                for weight in neuron.w:
                    weight.grad = 0.0
        loss.backward()
        for p in model.parameters():
            p.data -= lr * p.grad
        losses.append(loss.data)
    return losses


# %% wrong="train" mistake="last update left out"
def train(model, xs, ys, steps, lr):
    losses = []
    for step in range(steps):
        loss = squared_error(ys, [model(x) for x in xs])
        losses.append(loss.data)
        if step < steps - 1:
            for p in model.parameters():
                p.grad = 0.0
            loss.backward()
            for p in model.parameters():
                p.data -= lr * p.grad
    return losses


# %% wrong="train" mistake="steps written in"
def train(model, xs, ys, steps, lr):
    losses = []
    for _ in range(20):
        loss = squared_error(ys, [model(x) for x in xs])
        for p in model.parameters():
            p.grad = 0.0
        loss.backward()
        for p in model.parameters():
            p.data -= lr * p.grad
        losses.append(loss.data)
    return losses


# %% wrong="train" mistake="model returned as well"
def train(model, xs, ys, steps, lr):
    losses = []
    for _ in range(steps):
        for p in model.parameters():
            p.grad = 0.0
        loss = squared_error(ys, [model(x) for x in xs])
        loss.backward()
        for p in model.parameters():
            p.data -= lr * p.grad
        losses.append(loss.data)
    return model, losses


# %% wrong="mlp" mistake="tanh twice"
@method_of(MLP)
def __call__(self, x):
    for layer in self.layers:
        x = layer(x)
    return x[0].tanh() if len(x) == 1 else [v.tanh() for v in x]


@method_of(MLP)
def parameters(self):
    return [p for layer in self.layers for p in layer.parameters()]


# %% wrong="mlp" mistake="first output of the first layer"
@method_of(MLP)
def __call__(self, x):
    x = self.layers[0](x)[: len(self.layers[-1].neurons)]
    return x[0] if len(x) == 1 else x


@method_of(MLP)
def parameters(self):
    return [p for layer in self.layers for p in layer.parameters()]


# %% wrong="mlp" mistake="last output of the first layer"
@method_of(MLP)
def __call__(self, x):
    x = self.layers[0](x)[-len(self.layers[-1].neurons) :]
    return x[0] if len(x) == 1 else x


@method_of(MLP)
def parameters(self):
    return [p for layer in self.layers for p in layer.parameters()]


# %% wrong="mlp" mistake="hidden layer of one neuron taken out of its list"
@method_of(MLP)
def __call__(self, x):
    for layer in self.layers:
        outputs = layer(x)
        x = outputs[0] if len(outputs) == 1 else outputs
    return x


@method_of(MLP)
def parameters(self):
    return [p for layer in self.layers for p in layer.parameters()]


# %% wrong="mlp" mistake="one output only"
@method_of(MLP)
def __call__(self, x):
    for layer in self.layers:
        x = layer(x)
    return x if len(self.layers) == 1 else x[0]


@method_of(MLP)
def parameters(self):
    return [p for layer in self.layers for p in layer.parameters()]


# %% wrong="mlp" mistake="layers taken off"
@method_of(MLP)
def __call__(self, x):
    while len(self.layers) > 1:
        x = self.layers.pop(0)(x)
    x = self.layers[0](x)
    return x[0] if len(x) == 1 else x


@method_of(MLP)
def parameters(self):
    return [p for layer in self.layers for p in layer.parameters()]


# %% wrong="mlp" mistake="set instead of a list"
@method_of(MLP)
def __call__(self, x):
    for layer in self.layers:
        x = layer(x)
    return x[0] if len(x) == 1 else x


@method_of(MLP)
def parameters(self):
    return {p for layer in self.layers for neuron in layer.neurons for p in neuron.parameters()}
