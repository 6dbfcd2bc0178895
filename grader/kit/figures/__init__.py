"""Figures of the lessons: one palette, one size, titles that state the finding."""

from grader.kit.figures.style import COLORS, DIVERGING, SEQUENTIAL, axes, use_style

__all__ = ["COLORS", "DIVERGING", "SEQUENTIAL", "axes", "use_style"]
