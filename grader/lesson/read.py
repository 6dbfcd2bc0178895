"""Reads a lesson's one authored text, `solutions/NN_slug/slug.py`, and says every fault of it with its line."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from grader.course import Course
from grader.errors import BadLesson
from grader.lesson.expand import expanded
from grader.lesson.lesson import Cell, Lesson
from grader.lesson.percent import percent_cells

HEADERS = {"title", "exercise", "test", "points", "differs", "challenge"}
KINDS = {"title": "show", "exercise": "exercise", "test": "test", "challenge": "challenge"}  # by the word that says it
NOISE = ("cell_marker", "lines_to_next_cell")


def load_lesson(course: Course, lesson_id: str) -> Lesson:
    """A lesson as both its notebooks have it: numbered, with the lines that the build adds.

    Raises:
        BadLesson: a header that nobody knows, points that are none, an exercise without exactly one answer and
            one test, a reference that leads nowhere; all of them, each with its line.
    """
    lesson, faults = read_lesson(course, lesson_id)
    if faults or lesson is None:
        raise BadLesson("\n".join(faults).rstrip("."))
    return lesson


def read_lesson(course: Course, lesson_id: str) -> tuple[Lesson | None, list[str]]:
    """A lesson as far as its text can be read, and a line for each fault; None where nothing can be said of the rest.

    Points that are none count as 1 here, so that they hide no other fault.

    Raises:
        BadLesson: there is no text.
    """
    path = course.text(lesson_id)
    if not path.is_file():
        raise BadLesson(f"{course.short(path)} is missing", "Write it, or take the lesson out of course.toml")
    cells, faults = _read(path.name, path.read_text(encoding="utf-8"))
    if None in cells:
        return None, list(faults)
    lesson = Lesson(lesson_id, tuple(filter(None, cells)))
    if pairs := _pairs(path, lesson):
        return None, [*faults, *pairs]
    lesson, unresolved = expanded(course, lesson)
    references = [f"{path.name}, line {line}: {problem}" for line, problem in unresolved]
    return replace(lesson, cells=tuple(_with_ids(lesson.cells))), [*faults, *references]


@lru_cache(maxsize=64)  # a command asks for each lesson several times, and splitting its text takes longest
def _read(name: str, text: str) -> tuple[tuple[Cell | None, ...], tuple[str, ...]]:
    """The cells, None for one of which nobody knows what it is, and a line for each fault."""
    starts = [number for number, line in enumerate(text.splitlines(), 1) if line.startswith("# %%")]
    cells: list[Cell | None] = []
    faults: list[str] = []
    for cell, line in zip(percent_cells(text), starts, strict=True):
        header = {key: value for key, value in cell.metadata.items() if key not in NOISE}
        faults += [f"{name}, line {line}: {problem}" for problem in _header_faults(cell.cell_type, header)]
        is_known = header.get("title", "show") == "show" and len(KINDS.keys() & header) < 2
        cells.append(_cell(cell, header, line) if is_known else None)
    return tuple(cells), tuple(faults)


def _cell(cell: Any, header: dict[str, Any], line: int) -> Cell:
    if cell.cell_type == "markdown":
        return Cell("text", cell.source, line=line)
    if "exercise" in header:
        return Cell("exercise", cell.source, header["exercise"], line=line)
    if "test" in header:
        points = int(header["points"]) if _is_whole(header.get("points")) else 1
        return Cell("test", cell.source, header["test"], points, line=line)
    if "challenge" in header:
        return Cell("challenge", cell.source, header["challenge"], line=line)
    return Cell("show" if "title" in header else "given", cell.source, differs=header.get("differs", ""), line=line)


def _header_faults(cell_type: str, header: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a cell's header; above all what would be passed over in silence."""
    if cell_type == "markdown":
        if header:
            yield f"prose has a header {sorted(header)}. Write # %% [markdown] alone."
        return
    if unknown := set(header) - HEADERS:
        yield f"unknown header {sorted(unknown)}. The known headers are {sorted(HEADERS)}."
    if header.get("title", "show") != "show":
        yield f"unknown kind {header['title']!r}. The only word a header may hold is show."
    kinds = [word for key, word in KINDS.items() if key in header]
    if len(kinds) > 1:
        yield f"a cell is one of show, exercise, test and challenge, not {' and '.join(kinds)}. Split it."
    if "test" in header and not _is_whole(header.get("points")):
        stated = f"points={header['points']!r}" if "points" in header else "the test states no points"
        yield f"{stated}. State whole points, at least 1: points=2."
    if "points" in header and "test" not in header:
        yield "points without a test. Give the points in the header of the test cell."
    if "differs" in header and ("exercise" in header or "test" in header):
        yield "only given and shown cells may differ. Remove `differs`, or move what differs out."
    if "differs" in header and not str(header["differs"]).strip():
        yield '`differs` gives no reason. Say why, such as differs="particular names".'


def _is_whole(points: object) -> bool:
    return type(points) is int and points >= 1


def _pairs(path: Path, lesson: Lesson) -> list[str]:
    """A line for each exercise without exactly one answer and one test."""
    faults = []
    for exercise in dict.fromkeys(cell.exercise for cell in lesson.cells if cell.kind in ("exercise", "test")):
        for kind in ("exercise", "test"):
            found = [cell.line for cell in lesson.cells if cell.kind == kind and cell.exercise == exercise]
            if len(found) != 1:
                at = f", line {found[-1]}" if found else ""
                faults.append(f"{path.name}{at}: exercise {exercise!r} has {len(found)} {kind} cells. It needs one.")
    return faults


def _with_ids(cells: tuple[Cell, ...]) -> Iterator[Cell]:
    """Ids that stay the same from build to build: the exercise, or a hash of the source and a count."""
    seen: dict[str, int] = {}
    for cell in cells:
        id = cell.id
        if cell.exercise:
            id = cell.exercise if cell.kind == "exercise" else f"{cell.kind}_{cell.exercise}"
        elif not id:
            digest = hashlib.sha256(cell.source.encode()).hexdigest()[:8]
            seen[digest] = seen.get(digest, 0) + 1
            id = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
        yield replace(cell, id=id)
