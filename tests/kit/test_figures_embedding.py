"""The map of letters: labels that would lie on each other are moved apart, and a line leads back."""

import matplotlib

matplotlib.use("Agg")
import numpy as np

from grader.kit import draw_embedding

LETTERS = ".abcdefghijklmnopqrstuvwxyz"


def test_labels_of_equal_rows_are_apart():
    """Can each letter be read where many have nearly the same two numbers?"""
    rows = np.random.default_rng(1).normal(0, 0.01, (27, 2))
    rows[1:4] += [[3, 0], [0, 3], [-3, -3]]
    ax = draw_embedding(rows, LETTERS, "crowded")
    places = np.array([text.get_position() for text in ax.texts])
    assert [text.get_text() for text in ax.texts] == list(LETTERS)
    span = rows.max(axis=0) - rows.min(axis=0)
    gaps = np.linalg.norm((places[:, None] - places) / span, axis=2) + np.eye(27)
    assert gaps.min() > 0.03


def test_a_letter_that_stays_has_no_line_and_no_point_under_it():
    """Is only a letter that was moved tied to its place?"""
    rows = np.array([[np.cos(k), np.sin(k)] for k in np.linspace(0, 6, 27)]) * np.linspace(1, 9, 27)[:, None]
    ax = draw_embedding(rows, LETTERS, "roomy")
    assert len(ax.lines) == 0
    rows[5] = rows[4] + 1e-3
    assert len(draw_embedding(rows, LETTERS, "two together").lines) == 2
