"""Draws the rooms of the package and the imports between them: `python -m tools.rooms`."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "grader"
DOT_FILE = ROOT / "docs" / "pictures" / "rooms.dot"
# From the top down. A room may import from its own line and from those below; `kit` from itself alone.
FLOORS = (
    ("cli", "__main__"),
    ("learner", "authoring", "run"),
    ("cluster", "records"),
    ("marking",),
    ("handins",),
    ("lesson", "sandbox"),
    ("course",),
    ("course_tables",),
    ("kit",),
    ("errors", "whole_file"),
)
HEAD = """\
digraph rooms {
    rankdir=TB; nodesep=0.6; ranksep=0.4; bgcolor="transparent"
    node [shape=box, style="rounded,filled", fillcolor="#E8F1FA", color="#0072B2", fontname="Helvetica", fontsize=12]
    edge [color="#555555", arrowsize=0.7]
"""


def modules(package: Path = PACKAGE) -> dict[str, Path]:
    """Every module by its dotted name, `grader.kit.checks.check`; a folder by its `__init__`."""
    files = sorted(package.rglob("*.py"))
    return {".".join(path.relative_to(package.parent).with_suffix("").parts): path for path in files}


def imported(path: Path, names: set[str]) -> Iterator[str]:
    """The modules of ours that a file imports, inside functions too.

    Raises:
        ValueError: a relative import.
    """
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            candidates = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                raise ValueError(f"{path.name}, line {node.lineno}: write the import out from `grader`")
            candidates = [f"{node.module}.{alias.name}" for alias in node.names] + [node.module or ""]
        else:
            continue
        for candidate in candidates:
            yield from (name for name in (candidate, f"{candidate}.__init__") if name in names)


def graph(package: Path = PACKAGE) -> dict[str, set[str]]:
    """For each module the modules of ours that it imports."""
    found = modules(package)
    return {name: set(imported(path, set(found))) - {name} for name, path in found.items()}


def room_of(module: str) -> str:
    """The folder or file below `grader` that a module belongs to."""
    return module.split(".")[1]


def between_rooms(package: Path = PACKAGE) -> Counter[tuple[str, str]]:
    """How many imports lead from one room to another."""
    pairs = ((room_of(module), room_of(target)) for module, targets in graph(package).items() for target in targets)
    return Counter((a, b) for a, b in pairs if a != b and "__init__" not in (a, b))


def reduced(edges: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The edges without those that a longer way implies."""

    def reaches(start: str, end: str) -> bool:
        return any(b == end or reaches(b, end) for a, b in edges if a == start)

    return {(a, b) for a, b in edges if not any(reaches(c, b) for d, c in edges if d == a and c != b)}


def dot(package: Path = PACKAGE) -> str:
    """The picture as Graphviz reads it: a line of rooms per layer, an arrow where one imports another.

    An arrow that a longer way implies is left out.
    """
    lines = [HEAD]
    shown = [[room for room in layer if room not in ("__main__", "errors")] for layer in FLOORS]
    for layer in filter(None, shown):
        lines.append("    { rank=same; " + "; ".join(f'"{room}"' for room in layer) + " }")
    edges = {pair for pair in between_rooms(package) if not set(pair) & {"__main__", "errors"}}
    lines += [f'    "{a}" -> "{b}"' for a, b in sorted(reduced(edges))]
    return "\n".join([*lines, "}"]) + "\n"


def main() -> None:
    """Write the picture's text and the picture."""
    import graphviz

    DOT_FILE.parent.mkdir(parents=True, exist_ok=True)
    DOT_FILE.write_text(dot(), encoding="utf-8")
    svg = graphviz.Source(dot()).pipe(format="svg")
    DOT_FILE.with_suffix(".svg").write_bytes(svg)


if __name__ == "__main__":
    main()
