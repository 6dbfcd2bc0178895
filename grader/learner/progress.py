"""`grader progress`: the points so far, read from what the test cells of the learner's notebooks last printed."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.course import Course
from grader.learner.own_notebook import whole, working_notebook

WIDTH = 24


@dataclass(frozen=True)
class Score:
    """The points of one lesson, and the title that its notebook gives itself, such as "1. The black box".

    `note` says why there are none where the notebook cannot be read; its id stands for the title then.
    """

    lesson_id: str
    points: float
    max_points: float
    title: str
    note: str = ""

    @property
    def is_done(self) -> bool:
        """Whether every point is won."""
        return not self.note and self.points >= self.max_points


def progress(course: Course) -> list[Score]:
    """One score per lesson, in order. A test cell counts as its last run left it."""
    return [saved_points(lesson_id, working_notebook(course, lesson_id)) for lesson_id in course.lesson_ids]


def saved_points(lesson_id: str, path: Path) -> Score:
    """The points that a notebook's saved outputs show."""
    try:
        cells = json.loads(whole(path))["cells"]
        tests = [cell for cell in cells if cell.get("metadata", {}).get("nbgrader", {}).get("grade")]
        won = [_points(cell) for cell in tests if _has_passed(cell)]
        return Score(lesson_id, sum(won), sum(map(_points, tests)), _title(cells) or lesson_id)
    except FileNotFoundError:
        return Score(lesson_id, 0, 0, lesson_id, "no notebook")
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Score(lesson_id, 0, 0, lesson_id, "cannot be read: open it in JupyterLab and save it")


def table(scores: list[Score]) -> str:
    """The scores as text, a line for each lesson and one for the whole."""
    rows = [*scores, together(scores)]
    width = max(len(score.title) for score in rows)
    return "\n".join(_line(score, width) for score in rows)


def together(scores: list[Score]) -> Score:
    """The points of all lessons."""
    won, most = sum(score.points for score in scores), sum(score.max_points for score in scores)
    return Score("", won, most, "all lessons")


def next_lesson(scores: list[Score]) -> Score | None:
    """The first lesson that has a notebook and points left to win; None when all are done."""
    return next((score for score in scores if not score.note and not score.is_done), None)


def _line(score: Score, width: int) -> str:
    if score.note:
        return f"{score.title:{width}}  {score.note}"
    filled = int(WIDTH * score.points / score.max_points) if score.max_points else 0
    bar = "█" * filled + "░" * (WIDTH - filled)
    return f"{score.title:{width}}  {bar}  {score.points:g} of {score.max_points:g}"


def _title(cells: list[dict[str, Any]]) -> str:
    """The first heading, without what stands after a colon."""
    lines = (line for cell in cells if cell["cell_type"] == "markdown" for line in "".join(cell["source"]).splitlines())
    return next((line[2:].split(": ")[0].strip() for line in lines if line.startswith("# ")), "")


def _points(cell: dict[str, Any]) -> float:
    return float(cell["metadata"]["nbgrader"]["points"])


def _has_passed(cell: dict[str, Any]) -> bool:
    """Whether the cell was run, printed its tick and raised nothing."""
    outputs = cell.get("outputs", [])
    printed = "".join("".join(output["text"]) for output in outputs if output["output_type"] == "stream")
    exercise = cell["metadata"]["nbgrader"]["grade_id"].removeprefix("test_")
    return f"✓ {exercise}\n" in printed and not any(output["output_type"] == "error" for output in outputs)
