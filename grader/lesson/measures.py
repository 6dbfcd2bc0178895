"""The measures of a lesson, and the bands of `solutions/README.md` that they must stay in."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat

from grader.course import Course
from grader.course_tables import Minimums
from grader.lesson.answers import load_answers
from grader.lesson.lesson import Cell, Lesson
from grader.lesson.read import load_lesson
from grader.lesson.regions import solution_part
from grader.lesson.timing import Times, time_run

WORDS_PER_LINE = (6.0, 12.0)
FIGURES = 1.0
GIVEN_LINES, ANSWER_LINES = 25, 15
LESSON_SECONDS, TEST_SECONDS, COURSE_SECONDS = 60, 2, 240
MINIMUMS = "ask for fewer under [minimums] in course.toml"
LESS = "Train for fewer steps, or on less"


@dataclass(frozen=True)
class Measures:
    """What `grader lint` prints of one lesson.

    Attributes:
        words_per_line: prose, formulas left out, for each line of given, shown and answer cells; tests do not count.
        figures: pictures in the executed solution for each ten code cells; None where it is not built.
        long_given, long_answers: cells that are too long, by their number in the text.
        scarce: exercises with too few trial answers, as "7.2 (id): 3 wrong".
        times: None where it was not run.
    """

    lesson_id: str
    words_per_line: float
    figures: float | None
    long_given: tuple[int, ...]
    long_answers: tuple[int, ...]
    exercises: int
    wrong: int
    right: int
    scarce: tuple[str, ...]
    times: Times | None = None


def measure(course: Course, lesson_id: str, timed: bool = False) -> Measures:
    """Measure one lesson; `timed` runs its solution from top to bottom, twice."""
    lesson = load_lesson(course, lesson_id)
    answers = load_answers(course, lesson)
    least = course.minimums
    wrong = Counter(answer.exercise for answer in answers if answer.mistake)
    right = Counter(answer.exercise for answer in answers if not answer.mistake)
    scarce = [
        f"{lesson.label(id)}: {wrong[id]} wrong" for id in lesson.exercises if wrong[id] < least.wrong_per_exercise
    ]
    scarce += [
        f"{lesson.label(id)}: {right[id]} right" for id in lesson.exercises if right[id] < least.right_per_exercise
    ]
    return Measures(
        lesson_id,
        words_per_line(lesson),
        figures_per_ten_cells(course.solution(lesson_id)),
        _too_long(lesson, ("given", "show"), GIVEN_LINES),
        _too_long(lesson, ("exercise",), ANSWER_LINES),
        len(lesson.exercises),
        wrong.total(),
        right.total(),
        tuple(scarce),
        time_run(course, lesson) if timed else None,
    )


def words_per_line(lesson: Lesson) -> float:
    """Words of prose for each line of code that is not blank."""
    words = sum(count_words(cell.source) for cell in lesson.cells if cell.kind == "text" and cell.line)
    lines = sum(_lines(cell.source) for cell in lesson.cells if cell.kind in ("given", "show", "exercise"))
    return words / max(lines, 1)


def count_words(markdown: str) -> int:
    """Words as a reader counts them: no formulas, no tags, no tables, no fenced code, no folded hints."""
    open_text = re.sub(r"<details>.*?</details>", " ", markdown, flags=re.DOTALL)
    text = "\n".join(line for line in open_text.splitlines() if not line.startswith("|"))
    prose = re.sub(r"```.*?```|\$\$.*?\$\$|\$[^$\n]*\$|<[^>]+>", " ", text, flags=re.DOTALL)
    return sum(any(letter.isalpha() for letter in word) for word in prose.split())


def figures_per_ten_cells(path: Path) -> float | None:
    """Pictures among the outputs of an executed notebook; None where there is no notebook."""
    if not path.exists():
        return None
    code = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    outputs = [output for cell in code for output in cell.outputs]
    figures = sum(any(kind.startswith("image/") for kind in output.get("data", {})) for output in outputs)
    return 10 * figures / max(len(code), 1)


def faults(measures: Measures, least: Minimums) -> list[str]:
    """A line for each measure outside its band."""
    low, high = WORDS_PER_LINE
    m, t = measures, measures.times or Times(0, 0, 0)
    few = f"{m.exercises} exercises, {least.exercises_per_lesson} wanted"
    told = [
        (
            low <= m.words_per_line <= high,
            f"{m.words_per_line:.1f} words a line of code, {low:g} to {high:g} wanted",
            "Shorten the prose" if m.words_per_line > high else "Say more about why",
        ),
        (m.figures is not None, "no executed solution to count figures in", "Run `make build`"),
        (
            m.figures is None or m.figures >= FIGURES,
            f"{m.figures or 0:.2f} figures for ten code cells, {FIGURES:g} wanted",
            'Let a "try it" cell draw one',
        ),
        (not m.long_given, f"cells {_list(m.long_given)} have over {GIVEN_LINES} lines", "Split them"),
        (
            not m.long_answers,
            f"answers in cells {_list(m.long_answers)} have over {ANSWER_LINES} lines",
            "Split them",
        ),
        (m.exercises >= least.exercises_per_lesson, few, f"Add one with `grader new exercise`, or {MINIMUMS}"),
        (not m.scarce, f"too few trial answers: {_list(m.scarce)}", "Write more in mistakes.py"),
        (t.one_core < LESSON_SECONDS, f"{t.one_core:.0f} s to run, under {LESSON_SECONDS} wanted", LESS),
        (t.busy < LESSON_SECONDS, f"{t.busy:.0f} s to run on busy cores, under {LESSON_SECONDS} wanted", LESS),
        (t.slowest_test < TEST_SECONDS, f"a test takes {t.slowest_test:.1f} s, {TEST_SECONDS} at most", LESS),
    ]
    return [f"{m.lesson_id}: {text}. {step}." for good, text, step in told if not good]


def course_faults(lessons: Sequence[Measures], least: Minimums) -> list[str]:
    """A line for each total of the whole course that falls short."""
    wanted = {"exercises": least.exercises, "wrong": least.wrong, "right": least.right}
    totals = {key: sum(getattr(measures, key) for measures in lessons) for key in wanted}
    short = [(key, most) for key, most in wanted.items() if totals[key] < most]
    told = [f"the course: {totals[key]} {key}, {most} wanted. Write more, or {MINIMUMS}." for key, most in short]
    seconds = sum(measures.times.one_core for measures in lessons if measures.times)
    if seconds >= COURSE_SECONDS:
        told.append(f"the course: {seconds:.0f} s to run, under {COURSE_SECONDS} wanted. {LESS}.")
    return told


def _too_long(lesson: Lesson, kinds: tuple[str, ...], most: int) -> tuple[int, ...]:
    def source(cell: Cell) -> str:
        return solution_part(cell.source) if cell.kind == "exercise" else cell.source

    cells = enumerate(lesson.cells, start=1)
    return tuple(i for i, cell in cells if cell.kind in kinds and _lines(source(cell)) > most)


def _lines(source: str) -> int:
    return sum(bool(line.strip()) for line in source.splitlines())


def _list(items: Sequence[object]) -> str:
    return ", ".join(map(str, items))
