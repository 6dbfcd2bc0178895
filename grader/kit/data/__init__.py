"""The datasets: real where they can be had, embedded where they cannot."""
