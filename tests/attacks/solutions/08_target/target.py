# %% [markdown]
r"""# 8. Target

Five things to write, as targets for `tests/attacks`: a number, an array, a list, a class and a prediction."""

# %%
import numpy as np
import torch  # noqa: F401 - there before the limits are, which leave it no room

from grader.kit import check_close, check_equal, check_that, check_unchanged, exercise, fresh_rng, type_name

# %%
scale = 3.0

# %% [markdown]
r"""### Exercise 8.1: total

*Easy, 1 minute*"""


# %% exercise="total"
def total(numbers):
    """The sum of a list of numbers."""
    ### BEGIN SOLUTION
    result = 0.0
    for number in numbers:
        result += number
    return result
    ### END SOLUTION


# %% test="total" points=3
with exercise("total"):
    check_close("total([1, 2])", total([1.0, 2.0]), 3.0, likely={"mean instead of sum": 1.5})
    ### BEGIN HIDDEN TESTS
    secret_of_the_hidden_test = fresh_rng().normal(size=7).tolist()
    check_that(
        abs(total(list(secret_of_the_hidden_test)) - sum(secret_of_the_hidden_test)) < 1e-9,
        "total(x) is not the sum of x.",
    )
    for numbers in map(list, fresh_rng().normal(size=(5, 3))):
        check_close("total(x)", total(list(numbers)), sum(numbers))
    ### END HIDDEN TESTS

# %% [markdown]
r"""### Exercise 8.2: rescale

*Easy, 1 minute*"""


# %% exercise="rescale"
def rescale(x):
    """x divided by its largest entry, as a new array."""
    ### BEGIN SOLUTION
    return x / x.max()
    ### END SOLUTION


# %% show
print(rescale(np.ones(2)))

# %% test="rescale" points=2
with exercise("rescale"):
    x = np.array([1.0, 4.0])
    check_close("rescale([1, 4])", rescale(x), [0.25, 1.0])
    check_unchanged("x", np.array([1.0, 4.0]), x)
    ### BEGIN HIDDEN TESTS
    hidden = fresh_rng().uniform(1, 2, size=(3, 4))
    check_that(all(map(lambda row: np.allclose(rescale(row.copy()), row / max(row)), hidden)), "rescale(row) is wrong.")
    check_that(np.linalg.norm(rescale(hidden.copy()) - hidden / hidden.max()) < 1e-9, "rescale(x) is wrong.")
    ### END HIDDEN TESTS

# %% [markdown]
r"""### Exercise 8.3: ordered

*Easy, 1 minute*"""


# %% exercise="ordered"
def ordered(words):
    """The words in alphabetical order, as a new list."""
    ### BEGIN SOLUTION
    return sorted(words)
    ### END SOLUTION


# %% test="ordered" points=2
with exercise("ordered"):
    check_equal('ordered(["b", "a"])', ordered(["b", "a"]), ["a", "b"])
    ### BEGIN HIDDEN TESTS
    letters = [f"w{i}" for i in fresh_rng().permutation(50)]
    check_equal("ordered(words)", ordered(list(letters)), sorted(letters))
    check_equal("ordered(words), then its set", set(ordered(list(letters))), set(letters))
    ### END HIDDEN TESTS

# %% [markdown]
r"""### Exercise 8.4: Meter

*Medium, 2 minutes*"""


# %% exercise="Meter"
class Meter:
    """A number that remembers how often it was read."""

    ### BEGIN SOLUTION
    def __init__(self, value):
        self.value, self.reads = value, 0

    def read(self):
        self.reads += 1
        return self.value

    def __add__(self, other):
        return Meter(self.value + (other.value if isinstance(other, Meter) else other))

    ### END SOLUTION


# %% test="Meter" points=3
with exercise("Meter"):
    meter = Meter(2.0) + 1.0
    check_equal("type of Meter(2) + 1", type_name(meter), "Meter")
    check_close("(Meter(2) + 1).read()", meter.read(), 3.0)
    check_equal("reads", meter.reads, 1)
    ### BEGIN HIDDEN TESTS
    a, b = fresh_rng().normal(size=2)
    added = Meter(a) + Meter(b)
    check_close("added.read()", added.read(), a + b)
    check_close("added.value", added.value, a + b)
    ### END HIDDEN TESTS

# %% [markdown]
r"""### Exercise 8.5: predicted

*Easy, 1 minute*"""

# %% exercise="predicted"
### BEGIN SOLUTION
predicted = 12
### END SOLUTION

# %% test="predicted" points=2
with exercise("predicted"):
    check_that(abs(predicted - 12.0) < 0.01, "The prediction is not right.")
