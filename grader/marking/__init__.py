"""Marks one submission: runs it confined, tests it from outside, and says what each exercise is worth."""
