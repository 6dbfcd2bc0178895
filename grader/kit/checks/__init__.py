"""The checks of a test cell, and what they say."""
