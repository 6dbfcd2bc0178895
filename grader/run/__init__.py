"""One grading run: what is to be done, what is known already, and the order of writing."""
