"""Runs a test in the learner's kernel for `grader check`, which reads the ending from the cell's output."""

from dataclasses import asdict

from grader.kit.checks.ending import run_test

MIME = "application/vnd.frontier.ending+json"


def test_here(source: str, exercise: str) -> None:
    """Run a test in the notebook's own namespace, and put how it ended into the cell's output."""
    from IPython.core.getipython import get_ipython
    from IPython.display import display

    shell = get_ipython()
    assert shell is not None, "this runs in a notebook's kernel only"
    ending = run_test(source, exercise, shell.user_ns)
    display({MIME: asdict(ending)}, raw=True)
