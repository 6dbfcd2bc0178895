"""Attacks on the grader and innocent breakages, each graded beside an honest neighbour: `python -m tests.attacks`."""
