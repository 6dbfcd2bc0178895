"""What was handed in: finding it, reading it, and taking from it what the learner answered."""
