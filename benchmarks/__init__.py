"""Measures how fast a class is graded, beside stock nbgrader and as a class grows."""
