"""Makes the table of trigram counts again: `python data/make_table.py names.txt > data/names_trigrams.csv`."""

import sys
from pathlib import Path

from grader.kit.data.trigrams import count_trigrams, write_table

if __name__ == "__main__":
    write_table(count_trigrams(Path(sys.argv[1]).read_text(encoding="ascii").split()), sys.stdout)
