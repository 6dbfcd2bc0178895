"""Writes the pages of docs/ that are made from the code, checks and modules: `python -m tools.pages`."""

import ast
import inspect
from pathlib import Path

from tools.rooms import FLOORS, PACKAGE, ROOT, modules, room_of

CHECKS, ARCHITECTURE = ROOT / "docs" / "checks.md", ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- modules: made by `python -m tools.pages` -->", "<!-- end of modules -->"
# One example of each check; all of them hold, and a test runs them.
EXAMPLES = {
    "exercise": 'with exercise("double", raised={"text for a number": "can only concatenate str"}):\n'
    '    check_close("double(2)", double(2), 4.0, likely={"squared: x * x": 4.5})',
    "check_close": 'check_close("double([1, 2])", [2.0, 4.0], [2, 4], likely={"squared": [1, 4]})',
    "check_equal": 'check_equal("vocabulary", ["a", "b"], ["a", "b"], likely={"not sorted": ["b", "a"]})',
    "check_shape": 'check_shape("W", np.zeros((3, 2)), (3, 2), likely={"transposed": (2, 3)})',
    "check_kind": 'check_kind("mean", np.float32(1.5), "float", likely={"rounded": "int"})',
    "check_that": 'check_that(double(0) == 0, "double(0) is not 0.", likely={"plus two": 2}, got=double(0))',
    "check_gradient": 'check_gradient("slope at [1, 2]", [2.0, 4.0], lambda x: float((x**2).sum()), [1.0, 2.0])',
    "check_raises": 'check_raises("double(None)", TypeError, lambda: double(None))',
    "check_unchanged": 'x = np.ones(3)\nbefore = x.copy()\ndouble(x)\ncheck_unchanged("x", before, x)',
    "check_tour": 'check_tour("tour", [0, 2, 1], 3)',
    "check_two_opt": "D = distances(np.array([[0, 0], [1, 0], [1, 1], [0, 1]]))\n"
    'check_two_opt("tour", D, [0, 2, 1, 3], [0, 1, 2, 3])',
    "challenge": 'challenge("beat_the_table", 2.1, below=2.15)',
    "type_name": 'check_equal("kind of node", type_name(1.5), "float")',
    "fresh_rng": "x = fresh_rng().normal(size=(3, 2))",
    "fresh_seed": "seed = fresh_seed()",
}
HEAD = """\
# Checks

What a test cell may call, each with one example that holds. This page is made from the docstrings,
by `python -m tools.pages`; [how a lesson is written](../solutions/README.md) says what a test must keep.

"""


def checks_page() -> str:
    """All checks with their docstrings and examples."""
    import grader.kit

    parts = []
    for name, example in EXAMPLES.items():
        told = inspect.getdoc(getattr(grader.kit, name)) or ""
        parts.append(f"## `{name}`\n\n```text\n{told}\n```\n\n```python\n{example}\n```\n")
    return HEAD + "\n".join(parts)


def modules_table(package: Path = PACKAGE) -> str:
    """Every module with the first line of its docstring, room by room from the top down."""
    files = {name: path for name, path in modules(package).items() if path.name not in ("__init__.py", "__main__.py")}
    rows = ["| module | what it is |", "|---|---|"]
    for room in (room for floor in FLOORS for room in floor):
        for name, path in files.items():
            if room_of(name) == room:
                told = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
                shown = "/".join(name.split(".")[1:])
                rows.append(f"| `{shown}.py` | {_as_text(told.splitlines()[0])} |")
    return "\n".join(rows)


def _as_text(line: str) -> str:
    """A line for a cell of a table, in which a tag or a bar is only text."""
    return line.replace("|", r"\|").replace("<", "&lt;")


def architecture_page(text: str) -> str:
    """The architecture page with its table renewed.

    Raises:
        ValueError: the page lacks one of the two lines that hold the table.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{ARCHITECTURE.name} lacks {BEGIN} or {END}")
    return f"{before}{BEGIN}\n\n{modules_table()}\n\n{END}{after}"


def main() -> None:
    """Write both pages."""
    CHECKS.write_text(checks_page(), encoding="utf-8")
    ARCHITECTURE.write_text(architecture_page(ARCHITECTURE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
