"""`python -m benchmarks`: the comparison with stock nbgrader."""

from benchmarks.bench import main

main()
