"""A course of one tiny lesson in a temporary folder, for tests that break it on purpose."""

import shutil
from pathlib import Path

from the_course import ROOT

from grader.course import FILE, Course, open_course

FOLDER = "07_tiny"

LESSON = '''\
# %% [markdown]
r"""
# Tiny

Two things to write.
"""

# %%
import numpy as np

from grader.kit import check_close, check_equal, check_that, exercise, fresh_rng

# %% [markdown]
r"""
### Exercise 7.1: double
*Easy, 2 minutes*
"""

# %% exercise="double"
def double(x):
    """Twice x."""
    ### BEGIN SOLUTION
    twice_of_x = x + x
    return twice_of_x
    ### END SOLUTION

# %% show
print(double(np.arange(3.0)))

# %% test="double" points=2
with exercise("double"):
    check_close("double(2)", double(2), 4, likely={"squared": lambda got: got == 2**2})
    ### BEGIN HIDDEN TESTS
    hidden_input = fresh_rng().normal(size=5)
    check_close("double(x)", double(hidden_input.copy()), 2 * hidden_input, likely={"squared": hidden_input**2})
    ### END HIDDEN TESTS

# %% [markdown]
r"""
### Exercise 7.2: predicted_shape
*Easy, 1 minute*
"""

# %% exercise="predicted_shape"
### BEGIN SOLUTION
predicted_shape = (31, 17)
### END SOLUTION

# %% test="predicted_shape" points=1
with exercise("predicted_shape"):
    check_equal("predicted_shape", sum(predicted_shape), 48)
'''

MISTAKES = """\
# %% wrong="double" mistake="squared"
def double(x):
    squared_by_mistake = x * x
    return squared_by_mistake

# %% right="double"
def double(x):
    return 2 * x
"""


SETTINGS = f"""\
title = "A tiny course"
course_id = "frontier_ai_365"
[lessons.{FOLDER}]
question = "Twice what?"
minutes = 5
"""


def make_course(root: Path, lesson: str = LESSON, mistakes: str = MISTAKES) -> Course:
    """Write the course's texts, not its notebooks."""
    folder = root / "solutions" / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tiny.py").write_text(lesson)
    (folder / "mistakes.py").write_text(mistakes)
    (root / FILE).write_text(SETTINGS)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    return open_course(root)


def changed(old: str, new: str, text: str = LESSON) -> str:
    """The text with one passage replaced; a passage that is not there is an error of the test."""
    assert old in text, f"{old!r} is not in the tiny lesson"
    return text.replace(old, new, 1)
