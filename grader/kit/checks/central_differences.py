"""The slope of a function by central differences: the oracle for every gradient of the course."""

from collections.abc import Callable

import numpy as np


def central_differences(f: Callable[[np.ndarray], float], x: np.ndarray, h: float = 1e-5) -> np.ndarray:
    """Central differences of a scalar function at x, in float64: shape of x."""
    x = np.array(x, dtype=np.float64)
    slope = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        kept = x[i]
        x[i] = kept + h
        up = float(f(x))
        x[i] = kept - h
        slope[i] = (up - float(f(x))) / (2 * h)
        x[i] = kept
    return slope
