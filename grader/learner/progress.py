"""`grader progress`: the points so far, read from what the test cells of the learner's notebooks last printed."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.course import Course, open_course
from grader.learner.own_notebook import working_notebook

WIDTH = 24


@dataclass(frozen=True)
class Score:
    """The points of one lesson; `note` says why there are none where the notebook cannot be read."""

    folder: str
    points: float
    max_points: float
    note: str = ""


def progress(course: Course) -> list[Score]:
    """One score a lesson, in order. A test cell counts as its last run left it."""
    return [saved_points(folder, working_notebook(course, folder)) for folder in course.folders]


def saved_points(folder: str, path: Path) -> Score:
    """The points that a notebook's saved outputs show."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        tests = [cell for cell in cells if cell.get("metadata", {}).get("nbgrader", {}).get("grade")]
        won = [_points(cell) for cell in tests if _has_passed(cell)]
        return Score(folder, sum(won), sum(map(_points, tests)))
    except FileNotFoundError:
        return Score(folder, 0, 0, "no notebook")
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Score(folder, 0, 0, "cannot be read: open it in JupyterLab and save it")


def table(scores: list[Score]) -> str:
    """The scores as text, a line a lesson and one for the whole."""
    together = Score("together", sum(score.points for score in scores), sum(score.max_points for score in scores))
    rows = [*scores, together]
    width = max(len(score.folder) for score in rows)
    return "\n".join(_line(score, width) for score in rows)


def show_progress() -> None:
    """Print the table; the contents page calls this."""
    print(table(progress(open_course())))


def _line(score: Score, width: int) -> str:
    if score.note:
        return f"{score.folder:{width}}  {score.note}"
    filled = int(WIDTH * score.points / score.max_points) if score.max_points else 0
    bar = "█" * filled + "░" * (WIDTH - filled)
    return f"{score.folder:{width}}  {bar}  {score.points:g} of {score.max_points:g}"


def _points(cell: dict[str, Any]) -> float:
    return float(cell["metadata"]["nbgrader"]["points"])


def _has_passed(cell: dict[str, Any]) -> bool:
    """Whether the cell was run, printed its tick and raised nothing."""
    outputs = cell.get("outputs", [])
    printed = "".join("".join(output["text"]) for output in outputs if output["output_type"] == "stream")
    exercise = cell["metadata"]["nbgrader"]["grade_id"].removeprefix("test_")
    return f"✓ {exercise}\n" in printed and not any(output["output_type"] == "error" for output in outputs)
