"""Runs the code cells of a notebook in IPython, as a kernel would, and stops at the first that fails."""

import json
import sys

from IPython.core.interactiveshell import InteractiveShell


def main(path: str, *options: str) -> None:
    """Run the given cells, answers and tests; with `--shown` also what is only for the reader, such as figures.

    Exit status 1 where a cell stops; the cell's number is said.
    """
    with open(path, encoding="utf-8") as file:
        cells = json.load(file)["cells"]
    shell = InteractiveShell.instance()
    for number, cell in enumerate(cells, 1):
        wanted = cell["cell_type"] == "code" and ("frontier" not in cell["metadata"] or "--shown" in options)
        if wanted and not shell.run_cell("".join(cell["source"])).success:
            sys.exit(f"cell {number} stopped")


if __name__ == "__main__":
    main(*sys.argv[1:])
