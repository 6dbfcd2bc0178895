"""Two spirals that no straight line separates, and a small trained network that pulls them apart.

The problem is Lang and Witbrock's ("Learning to tell two spirals apart", 1988).
"""

from itertools import pairwise

import numpy as np

WIDTHS = (2, 8, 8, 2, 2)

Layers = list[tuple[np.ndarray, np.ndarray]]


def spirals(n: int = 200, noise: float = 0.02, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Two interleaved arms of n points each, in order along the arm from the centre outwards.

    Returns:
        points (2n, 2), arm 0 first; labels (2n,), 0 or 1.
    """
    radius = np.sqrt(np.linspace(0.04, 1, n))
    angle = 3 * np.pi * radius
    arm = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    jitter = np.random.default_rng(seed).normal(0, noise, (2 * n, 2))
    return np.concatenate([arm, -arm]) + jitter, np.repeat([0, 1], n)


def spiral_layers() -> Layers:
    """The trained network: [(W, b), ...], W (inputs, units), b (units,), float64.

    The figures are what `train()` returned, rounded to two decimals.
    """
    layers, rows = [], [np.array(line.split(), dtype=float) for line in TABLE.split("\n") if line]
    for inputs in WIDTHS[:-1]:
        layers.append((np.stack(rows[:inputs]), rows[inputs]))
        rows = rows[inputs + 1 :]
    return layers


def train(steps: int = 1500, seed: int = 0) -> Layers:
    """How the table was made: Adam on the mean cross-entropy of `spirals()`, all 400 points per step.

    Step size 0.01, weight decay 0.001, He's starting weights drawn with the seed, float64. Other machines
    may differ in the last digits, and after many steps in more than those; hence the table.
    """
    import torch

    points, labels = map(torch.from_numpy, spirals())
    draw = torch.Generator().manual_seed(seed)
    shapes = list(pairwise(WIDTHS))
    weights = [torch.randn(shape, generator=draw, dtype=torch.float64) * (2 / shape[0]) ** 0.5 for shape in shapes]
    biases = [torch.randn(shape[1], generator=draw, dtype=torch.float64) * 0.1 for shape in shapes]
    parameters = [p.requires_grad_() for p in weights + biases]
    optimizer = torch.optim.Adam(parameters, lr=0.01, weight_decay=0.001)
    for _ in range(steps):
        h = points
        for W, b in zip(weights[:-1], biases[:-1], strict=True):
            h = torch.relu(h @ W + b)
        loss = torch.nn.functional.cross_entropy(h @ weights[-1] + biases[-1], labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [(W.detach().numpy(), b.detach().numpy()) for W, b in zip(weights, biases, strict=True)]


def best_line(points: np.ndarray, labels: np.ndarray, angles: int = 360) -> tuple[np.ndarray, float, float]:
    """The straight line that classifies most points, found by trying every place of it at many angles.

    Returns:
        w (2,), c, and the share it gets right; class 1 where points @ w + c > 0.
    """
    best = (np.zeros(2), 0.0, 0.0)
    for angle in np.linspace(0, 2 * np.pi, angles, endpoint=False):
        w = np.array([np.cos(angle), np.sin(angle)])
        order = np.argsort(points @ w)
        ones = labels[order].sum()
        below = np.cumsum(1 - labels[order])  # zeros on the lower side, cut after each point
        right = below + ones - np.cumsum(labels[order])
        cut = int(right[:-1].argmax())
        if right[cut] / len(labels) > best[2]:
            height = (points @ w)[order][cut : cut + 2].mean()
            best = (w, -float(height), float(right[cut] / len(labels)))
    return best


# The rows of W, then b, layer after layer; see `train`.
TABLE = """
-0.45 -1.1 -1.06 1.34 -1.06 1.59 -0.7 -1.36
-1.1 -0.18 -1.07 0.56 1.28 -1.05 1.21 0.27
-0.14 0.73 -0.1 0.27 -0.33 -0.46 0.25 -0.32
-0.44 -0.07 0.65 -0.07 -0.15 0.27 0.74 0.38
0.34 0.15 0.13 -0.2 0.62 0.04 0.06 -1.07
-0.53 -0.02 0.64 -0.14 -0.12 0.26 0.87 0.86
0.36 0.07 0.33 0.49 -0.83 0.13 0.24 0.98
0.21 -0.02 0.53 0.06 -0.55 0.24 -0.3 1.44
-1.46 -0.34 0.56 0.01 -0.06 0.22 0.85 -0.74
-0.56 -0.07 0.95 -0.46 0.5 0.4 -0.1 0.41
0.22 0.02 0.36 0 -0.27 0.16 -0.01 1.32
0.58 0.13 -0.7 0.32 0.07 -0.28 -0.81 -0.61
1.72 -0.78
0.3 -0.26
1.74 0.17
0.57 0.63
-1.31 -0.19
0.72 0.15
1.61 -0.5
-2.48 1.41
-0.24 0.37
-2.94 2.94
1.32 -1.54
1.92 -1.93
"""
