"""Rules of an exercise's surroundings: its time, its hints; and of the kinds of exercise that a lesson has."""

import re
from collections.abc import Iterator

from grader.course import Course
from grader.course_tables import Minimums
from grader.lesson.imports import made_by
from grader.lesson.lesson import Cell, Lesson
from grader.lesson.regions import is_prediction
from grader.lesson.rules.violation import Violation, at

TIME = re.compile(r"^\*[^*\n]*?(\d+) [^*\n]+\*$", re.MULTILINE)
HINT = re.compile(r"<details>\s*<summary>")


def exercise_violations(course: Course, lesson: Lesson) -> list[Violation]:
    """Broken rules of the exercises, in their order, and of the lesson's minutes."""
    found: list[Violation] = []
    minutes = 0
    for exercise in lesson.exercises:
        before, after = _around(lesson, exercise)
        own = "\n".join(["", *before]).rpartition("\n### ")[2]  # what stands above its heading is not about it
        times = [int(number) for number in TIME.findall(own)]
        minutes += sum(times[-1:])
        hints = sum(len(HINT.findall(text)) for text in after)
        found += _faults(lesson, lesson.answer(exercise), times, hints, course.minimums.hints_per_exercise)
    found += [*_kinds(lesson, course.minimums), *_challenges(lesson, course.minimums)]
    stated = course.lessons[lesson.id].minutes
    if minutes > stated:
        text = f"course.toml gives {lesson.id} {stated} minutes, its exercises alone take {minutes}. Correct one."
        found.append(Violation(text))
    return found


def _around(lesson: Lesson, exercise: str) -> tuple[list[str], list[str]]:
    """The texts between the test before and an answer, and those between its test and the next heading."""
    before: list[str] = []
    after: list[str] = []
    place = "before"
    for cell in lesson.cells:
        if cell.kind == "test":
            before = before if place == "here" else []
            place = "after" if cell.exercise == exercise else place
        elif cell.kind == "exercise":
            if place == "after":
                return before, after
            place = "here" if cell.exercise == exercise else place
        elif cell.kind == "text":
            {"before": before, "here": [], "after": after}[place].append(cell.source)
    return before, after


def _faults(lesson: Lesson, answer: Cell, times: list[int], hints: int, ladder: int) -> Iterator[Violation]:
    if not times:
        yield at(lesson, answer, "no line says how long it takes", "Write *Medium, 10 minutes* under its heading")
    wanted = min(ladder, 1) if is_prediction(answer.source) else ladder
    if hints < wanted:
        step = "Fold each under <details><summary>: the symptom, the idea, the shape of the line"
        yield at(lesson, answer, f"{hints} hints after its test, {wanted} wanted", step)


def _kinds(lesson: Lesson, least: Minimums) -> Iterator[Violation]:
    """A lesson asks so many times for a prediction, and so many times for the fault in a given function."""
    given = {name for cell in lesson.cells if cell.kind in ("given", "show") for name in made_by(cell.source)}
    answers = [lesson.answer(exercise) for exercise in lesson.exercises]
    others = [answer for answer in answers if not is_prediction(answer.source)]
    predictions, bugs = len(answers) - len(others), sum(bool(made_by(answer.source) & given) for answer in others)
    if predictions < least.predictions_per_lesson:
        problem = f"{predictions} exercises ask for a prediction, {least.predictions_per_lesson} wanted"
        yield at(lesson, lesson.cells[0], problem, "Let one predict a number")
    if bugs < least.bugs_per_lesson:
        problem = f"{bugs} exercises ask to find the bug, {least.bugs_per_lesson} wanted"
        step = "Give a function with a fault, and let it be written right under its own name"
        yield at(lesson, lesson.cells[0], problem, step)


def _challenges(lesson: Lesson, least: Minimums) -> Iterator[Violation]:
    """An open challenge is a cell to write in, and a shown one after it that measures what was written."""
    places = [place for place, cell in enumerate(lesson.cells) if cell.kind == "challenge"]
    for place in places:
        id = lesson.cells[place].exercise
        call = re.compile(rf"\bchallenge\(\s*[\"']{re.escape(id)}[\"']")
        if not any(cell.kind == "show" and call.search(cell.source) for cell in lesson.cells[place:]):
            step = f'Call challenge("{id}", value, below=...) in one, or with above='
            yield at(lesson, lesson.cells[place], f"no shown cell measures the challenge {id}", step)
    if len(places) < least.challenges_per_lesson:
        problem = f"{len(places)} open challenges, {least.challenges_per_lesson} wanted"
        yield at(lesson, lesson.cells[0], problem, 'Write one under # %% challenge="beat_the_table"')
