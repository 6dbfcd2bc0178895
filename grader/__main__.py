"""`python -m grader`: the command line."""

import sys
from pathlib import Path

if not sys.flags.safe_path:  # `python -m` looks in the current folder first, and a hand-in there may be called click.py
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from grader.cli.main import main

main()
