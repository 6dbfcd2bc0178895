"""Makes up a class: solutions, other right answers, known mistakes and unfinished notebooks, in a seeded mix."""

import ast
import copy
import json
import random
from dataclasses import dataclass, field
from pathlib import Path

from grader.course import open_course
from grader.lesson.answers import Answer, load_answers
from grader.lesson.lesson import Lesson

RIGHT, WRONG, PARTLY, UNTOUCHED = "right", "some mistakes", "partly done", "untouched"
COURSE = open_course(Path(__file__).resolve().parents[1])
MIX = {RIGHT: 45, WRONG: 35, PARTLY: 15, UNTOUCHED: 5}


@dataclass(frozen=True)
class Student:
    """One hand-in: `wrong` are the exercises that deserve no points, with the reason."""

    name: str
    kind: str
    text: str = field(repr=False)
    wrong: dict[str, str]


def make_class(lesson: Lesson, count: int, seed: int) -> list[Student]:
    """So many hand-ins of a lesson; the same seed gives the same ones."""
    draw = random.Random(f"{seed} {lesson.id}")
    answers = load_answers(COURSE, lesson)
    release = json.loads(COURSE.release(lesson.id).read_text(encoding="utf-8"))
    kinds = draw.choices(list(MIX), weights=list(MIX.values()), k=count)
    return [_student(f"s{i:04}", kind, lesson, answers, release, draw) for i, kind in enumerate(kinds)]


def write_class(students: list[Student], lesson: Lesson, folder: Path, fold: int = 1) -> int:
    """Write the hand-ins in nbgrader's layout, each under `fold` names; returns how many there are."""
    for copy_number in range(fold):
        for student in students:
            name = f"{student.name}-{copy_number:03}"
            path = folder / name / lesson.id / f"{lesson.name}.ipynb"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(student.text, encoding="utf-8")
    return fold * len(students)


def _student(
    name: str, kind: str, lesson: Lesson, answers: tuple[Answer, ...], release: dict, draw: random.Random
) -> Student:
    sources, wrong = _sources(kind, lesson, answers, draw)
    notebook = copy.deepcopy(release)
    for cell in notebook["cells"]:
        exercise = cell.get("metadata", {}).get("nbgrader", {}).get("grade_id", "")
        if exercise in sources:
            cell["source"] = sources[exercise]
    return Student(name, kind, json.dumps(notebook), wrong)


def _sources(
    kind: str, lesson: Lesson, answers: tuple[Answer, ...], draw: random.Random
) -> tuple[dict[str, str], dict[str, str]]:
    """The answers that are written in, and why some deserve no points."""
    sources = {exercise: lesson.answer(exercise).source for exercise in lesson.exercises}
    for answer in answers:
        if not answer.mistake and draw.random() < 0.3 and not _loops_more(answer.source, sources[answer.exercise]):
            sources[answer.exercise] = answer.source
    wrong: dict[str, str] = {}
    if kind == WRONG:
        mistakes = [answer for answer in answers if answer.mistake]
        for answer in draw.sample(mistakes, min(draw.randint(1, 3), len(mistakes))):
            sources[answer.exercise] = answer.source
            wrong[answer.exercise] = f"mistake: {answer.mistake}"
    if kind in (PARTLY, UNTOUCHED):
        first = 0 if kind == UNTOUCHED else draw.randrange(1, max(2, len(lesson.exercises)))
        for exercise in lesson.exercises[first:]:
            del sources[exercise]
            wrong[exercise] = "not written"
    return sources, wrong


def _loops_more(source: str, reference: str) -> bool:
    """Whether an answer loops where the lesson's own does not.

    A loop over pixels makes the lesson's training take minutes. Stock nbgrader runs that for a figure, this grader does
    not run figures; such answers are left out, so that the ratio does not rest on them.
    """
    loops = (ast.For, ast.While, ast.ListComp, ast.GeneratorExp, ast.SetComp, ast.DictComp)
    ours, theirs = (any(isinstance(node, loops) for node in ast.walk(ast.parse(text))) for text in (source, reference))
    return ours and not theirs
