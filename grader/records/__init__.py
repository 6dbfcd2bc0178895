"""What a run leaves behind: the gradebook, graded notebooks, pages and tables."""
