"""A handed-in notebook: reading it, whatever it is, and taking from it what the learner answered."""
