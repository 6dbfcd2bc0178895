"""What an author of lessons runs: the trial answers."""
