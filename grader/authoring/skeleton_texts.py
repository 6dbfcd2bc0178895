"""What `grader new` writes: a lesson, and an exercise of each kind with its trial answers, ready to be changed."""

ENTRY = """\
[lessons.$folder]
question = "TODO: the question that it answers?"
minutes = $minutes
figure = ""  # words of a cell that draws: its picture stands in the README
"""

LESSON = '''\
# %% [markdown]
r"""
# $number. TODO: the lesson's title

TODO: two sentences on the problem.

**At the end you will have made:** TODO.

**You need** TODO. **Time:** TODO.
"""

# %%
import numpy as np

from grader.kit import *
$exercises
# %% [markdown]
r"""
TODO: the open challenge, its target, and how long a good try takes.
"""

# %% challenge="beat_it"
### BEGIN SOLUTION
reached = 3.0
### END SOLUTION

# %% show
challenge("beat_it", reached, below=4.0)

# %% [markdown]
r"""
TODO: what can now be built from memory, what broke the idea, and what comes next.
"""
'''

HEADING = '''
# %% [markdown]
r"""
### $word: $id
*TODO: easy, $minutes $word_minutes*

TODO: two sentences, why and what; a term where it first appears.
"""
'''

HINTS = '''
# %% [markdown]
r"""
<details><summary>Hint 1: TODO, the symptom</summary>

TODO.
</details>

<details><summary>Hint 2: TODO, the idea</summary>

TODO.
</details>

<details><summary>Hint 3: TODO, the shape of the line</summary>

TODO.
</details>
"""
'''

ONE_HINT = '''
# %% [markdown]
r"""
<details><summary>Hint: TODO, what to think about</summary>

TODO.
</details>
"""
'''

FUNCTION = '''
# %% exercise="$id"
def $id(x: float) -> float:
    """TODO: what it gives, with one worked example. Here: twice x; 3.0 gives 6.0."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION

# %% [markdown]
r"""
TODO: an input that can show the mistake; what the next cell prints, in bold. It should be **8.0**.
"""

# %% show
print($id(4.0))

# %% test="$id" points=2
with exercise("$id"):
    check_close("$id(3.0)", $id(3.0), 6.0, likely={"squared": 9.0, "halved": 1.5, "off by one": 7.0})
    ### BEGIN HIDDEN TESTS
    drawn = float(fresh_rng().normal())
    check_close("$id(x)", $id(drawn), drawn + drawn)
    ### END HIDDEN TESTS
'''

BUG = (
    '''
# %%
def $id(x):
    """TODO: what it should give. Here: twice x; it has a fault."""
    return x**2
'''
    + FUNCTION
)

PREDICTION = """
# %% exercise="$id"
### BEGIN SOLUTION
$id = 12
### END SOLUTION

# %% test="$id" points=1
with exercise("$id"):
    check_equal(
        "$id", $id, sum(2 * i for i in range(4)),
        likely={"one too few": 2 * (0 + 1), "one too many": 4 * 5, "not doubled": 1 + 2 + 3, "counted twice": 4 * 6},
    )
"""

FUNCTION_ANSWERS = """
# %% wrong="$id" mistake="no return"
def $id(x):
    2 * x

# %% wrong="$id" mistake="squared"
def $id(x):
    return x**2

# %% wrong="$id" mistake="halved"
def $id(x):
    return x / 2

# %% wrong="$id" mistake="off by one"
def $id(x):
    return 2 * x + 1

# %% right="$id"
def $id(x):
    return x + x

# %% right="$id"
def $id(x):
    return sum((x, x))

# %% right="$id"
def $id(x):
    total = 0.0
    for _ in range(2):
        total += x
    return total
"""

PREDICTION_ANSWERS = """
# %% wrong="$id" mistake="one too few"
$id = 2

# %% wrong="$id" mistake="one too many"
$id = 20

# %% wrong="$id" mistake="not doubled"
$id = 6

# %% wrong="$id" mistake="counted twice"
$id = 24

# %% right="$id"
$id = 12

# %% right="$id"
$id = 12.0

# %% right="$id"
$id = 2 * (1 + 2 + 3)
"""
