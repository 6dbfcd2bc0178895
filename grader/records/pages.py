"""The pages that people read: feedback for a student, the report on a class. Everything from outside is escaped."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from statistics import mean, median

from jinja2 import Environment, FileSystemLoader, select_autoescape

from grader.lesson.lesson import Lesson
from grader.marking.outcome import FAILED, NOT_RUN, PASSED
from grader.marking.result import Result

TEMPLATES = Path(__file__).with_name("templates")
BARS = 10


@dataclass(frozen=True)
class Row:
    """How a class did in one exercise; `mistakes` are the named ones with their counts, most frequent first."""

    label: str
    passed: int
    failed: int
    not_run: int
    mistakes: tuple[tuple[str, int], ...]

    @property
    def count(self) -> int:
        return self.passed + self.failed + self.not_run

    @property
    def percent(self) -> float:
        return 100 * self.passed / self.count if self.count else 0.0


def feedback_page(result: Result, lesson: Lesson) -> str:
    """One student's page: each exercise with points, message, mistake, and the answer as it was run."""
    return _template("feedback.html.j2").render(result=result, lesson=lesson, label=lesson.label)


def report_page(results: list[Result], lesson: Lesson, faults: list[str]) -> str:
    """The class's page: distribution, success by exercise, mistakes by name, and what could not be graded.

    Args:
        faults: lines on submissions or files that need a person.
    """
    return _template("report.html.j2").render(
        lesson=lesson,
        results=sorted(results, key=lambda r: r.student),
        rows=exercise_rows(results, lesson),
        bars=distribution(results),
        summary=summary(results),
        faults=faults,
        mistakes=_common_mistakes(results, lesson),
        missing=_missing_layers(results),
    )


def exercise_rows(results: list[Result], lesson: Lesson) -> list[Row]:
    """One row an exercise, in the lesson's order."""
    rows = []
    for exercise in lesson.exercises:
        outcomes = [o for result in results for o in result.outcomes if o.exercise == exercise]
        counts = Counter(outcome.status for outcome in outcomes)
        mistakes = Counter(outcome.mistake for outcome in outcomes if outcome.mistake)
        rows.append(
            Row(lesson.label(exercise), counts[PASSED], counts[FAILED], counts[NOT_RUN], tuple(mistakes.most_common()))
        )
    return rows


def distribution(results: list[Result]) -> list[tuple[str, int, float]]:
    """Students by tenths of the points: (range in percent, students, share of the tallest bar)."""
    bins = [0] * BARS
    for result in results:
        share = result.points / result.max_points if result.max_points else 0.0
        bins[min(int(share * BARS), BARS - 1)] += 1
    top = max([*bins, 1])
    width = 100 // BARS
    return [(f"{i * width}–{(i + 1) * width}", count, count / top) for i, count in enumerate(bins)]


def summary(results: list[Result]) -> dict[str, float]:
    """Number of students, mean and median points, the maximum."""
    points = [result.points for result in results] or [0.0]
    most = max((result.max_points for result in results), default=0.0)
    return {"students": len(results), "mean": mean(points), "median": median(points), "max": most}


def _common_mistakes(results: list[Result], lesson: Lesson) -> list[tuple[str, str, int]]:
    found = Counter((o.exercise, o.mistake) for result in results for o in result.outcomes if o.mistake)
    return [(lesson.label(exercise), mistake, count) for (exercise, mistake), count in found.most_common()]


def _missing_layers(results: list[Result]) -> dict[str, str]:
    missing: dict[str, str] = {}
    for result in results:
        missing |= result.missing
    return missing


@lru_cache(maxsize=4)
def _template(name: str):
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(default=True, default_for_string=True),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)
