"""What a learner does outside a notebook: check it, hand it in, see the points so far, open the lab."""
