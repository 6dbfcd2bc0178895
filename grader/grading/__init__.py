"""Grades submissions: runs them confined, tests them from outside, records and reports the results."""
