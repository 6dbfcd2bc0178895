"""The open challenge at the end of a lesson: says how far the learner has come; it gives no points."""

from typing import Any

from grader.kit.checks.values import to_array


def challenge(name: str, value: Any, below: float | None = None, above: float | None = None) -> None:
    """Print whether a number that the learner reached beats the target.

    Args:
        value: the number; three dots where the challenge has not been tried.
        below, above: the target; one of them.

    Raises:
        CheckFailed: the value is no number.
        ValueError: no target, or two.
    """
    if (below is None) == (above is None):
        raise ValueError("a challenge has one target: below or above")
    if value is ...:
        print(f"The challenge {name} has not been tried yet.")
        return
    reached = float(to_array(f"the result of {name}", value))
    target = f"below {below:g}" if below is not None else f"above {above:g}"
    met = reached < below if below is not None else reached > float(above or 0)
    print(f"✓ challenge {name}: {reached:.4g}, {target}" if met else f"Not yet: {reached:.4g}. The target is {target}.")
