"""Marks as CSV, as Canvas and Moodle import them; always through the csv module, never a formula for a spreadsheet."""

import csv
import io
from collections.abc import Iterable

from grader.marking.result import Result

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def canvas_csv(results: Iterable[Result], lesson: str) -> str:
    """Canvas's gradebook import: Student, ID, SIS User ID, SIS Login ID, Section, one column an assignment."""
    rows = [["Student", "ID", "SIS User ID", "SIS Login ID", "Section", lesson]]
    rows += [[_safe(r.student), "", "", _safe(r.student), "", f"{r.points:g}"] for r in results]
    return _write(rows)


def moodle_csv(results: Iterable[Result], lesson: str) -> str:
    """Moodle's grade import: username, grade and feedback."""
    rows = [["username", f"{lesson} grade", f"{lesson} feedback"]]
    rows += [[_safe(r.student), f"{r.points:g}", _safe(_feedback(r))] for r in results]
    return _write(rows)


def _feedback(result: Result) -> str:
    named = [f"{o.exercise}: {o.mistake or o.status}" for o in result.outcomes if o.points < o.max_points]
    return "; ".join(named)


def _safe(text: str) -> str:
    """Text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text.lstrip(" '\"").startswith(FORMULA_STARTS) else text


def _write(rows: list[list[str]]) -> str:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue()
