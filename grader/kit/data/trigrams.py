"""The table of how often each three characters follow one another in the names; `data/make_table.py` made it."""

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO


def count_trigrams(names: Iterable[str]) -> Counter[str]:
    """Counts with two dots before each name and one after it: "..e", ".em", "emm", "mma", "ma."."""
    counts: Counter[str] = Counter()
    for name in names:
        padded = f"..{name}."
        counts.update(padded[i : i + 3] for i in range(len(name) + 1))
    return counts


def read_table(path: Path) -> dict[str, int]:
    """The table from its CSV file, in the file's order."""
    with open(path, newline="", encoding="ascii") as file:
        return {row["trigram"]: int(row["count"]) for row in csv.DictReader(file)}


def write_table(counts: dict[str, int], file: TextIO) -> None:
    """The table as CSV, in alphabetical order."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["trigram", "count"])
    writer.writerows(sorted(counts.items()))
