"""A number in bold is held to what the cells after it print: one of the printed numbers must round to it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import nbformat

from grader.course import Course
from grader.lesson.lesson import Cell, Lesson
from grader.lesson.rules.violation import Violation, at

STATED = re.compile(r"\*\*([+\-−]?\d[\d,]*(?:\.\d+)?)(?:\s?%)?\*\*")
PRINTED = re.compile(r"[+\-−]?\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?")


def number_violations(course: Course, lesson: Lesson) -> list[Violation]:
    """The stated numbers that no cell prints, where the executed solution is there to look."""
    try:
        notebook = nbformat.read(course.solution(lesson.id), as_version=4)
    except Exception:  # `drift` has said so
        return []
    printed = {node.id: list(_printed(node)) for node in notebook.cells}
    lines = course.text(lesson.id).read_text(encoding="utf-8").splitlines()
    found = []
    for i, cell in enumerate(lesson.cells):
        for match in STATED.finditer(cell.source) if cell.kind == "text" else ():
            numbers = [number for after in _next_code(lesson, i) for number in printed.get(after.id, [])]
            if not any(_is(number, match.group(1)) for number in numbers):
                place = replace(cell, line=_line_of(match.group(), cell, lines))
                step = "Correct it, or do not set it in bold"
                found.append(at(lesson, place, f"{match.group()} is not printed by any cell after it", step))
    return found


def _line_of(stated: str, cell: Cell, lines: list[str]) -> int:
    """The line of the authored text, from 1, in which a cell states a number."""
    below = range(cell.line + 1, len(lines) + 1)
    return next((number for number in below if stated in lines[number - 1]), cell.line)


def _next_code(lesson: Lesson, i: int) -> Iterator[Cell]:
    """The code cells after a text, up to the next text."""
    for cell in lesson.cells[i + 1 :]:
        if cell.kind == "text":
            return
        yield cell


def _printed(node: nbformat.NotebookNode) -> Iterator[Decimal]:
    """The numbers in what a cell printed or showed as text."""
    for output in node.get("outputs", []):
        text = output.get("text", "") + output.get("data", {}).get("text/plain", "")
        yield from (_number(number) for number in PRINTED.findall(text))


def _is(printed: Decimal, stated: str) -> bool:
    wanted = _number(stated)
    digits = -int(wanted.as_tuple().exponent)
    return round(printed, digits) == wanted


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("−", "-"))
