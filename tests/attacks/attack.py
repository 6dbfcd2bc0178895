"""One attack or breakage: what is handed in, and the score that it truly deserves."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from grader.course import Course
from grader.course_tables import Entry
from grader.lesson.build import without_outputs
from grader.lesson.lesson import Lesson
from grader.lesson.notebook import instructor_notebook
from grader.lesson.read import load_lesson
from grader.lesson.regions import without_hidden

HERE = Path(__file__).parent
FOLDER = "08_target"
TARGET = Course(HERE, lessons={FOLDER: Entry("What can be forged?", 10)})
LESSON: Lesson = load_lesson(TARGET, FOLDER)
POINTS = {cell.exercise: cell.points for cell in LESSON.cells if cell.kind == "test"}
FULL = sum(POINTS.values())

RIGHT = {exercise: LESSON.answer(exercise).source for exercise in LESSON.exercises}
WRONG = {
    "total": "def total(numbers):\n    return 7.0",
    "rescale": "def rescale(x):\n    return x",
    "ordered": "def ordered(words):\n    return words",
    "Meter": "class Meter:\n    def __init__(self, value):\n        self.value = value",
    "predicted": "predicted = 5",
}


@dataclass(frozen=True)
class Attack:
    """What is handed in beside an honest notebook.

    Attributes:
        name: what is tried, in a few words.
        score: what the answers deserve.
        answers: the exercises' sources; those left out are WRONG where the attack deserves nothing, else RIGHT.
        edit: changes the notebook, which is nbformat 4 as a dictionary.
        data: makes the file's bytes out of the notebook.
        place: puts the file into the folder of hand-ins in its own way; given that folder and the bytes.
        student: whose it is, for reports; with `place` the name that the grader should give.
        layers: the isolation layers without which it is not stopped.
        secrets: text that must not stand in any page.
        brief: whether it does nothing but burn time, of which it then gets less; a second shows what five do.
    """

    name: str
    score: float = 0
    answers: dict[str, str] = field(default_factory=dict)
    edit: Callable[[dict], None] | None = None
    data: Callable[[dict], bytes] | None = None
    place: Callable[[Path, bytes], None] | None = None
    student: str = "student13"
    layers: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
    brief: bool = False

    def notebook(self) -> dict:
        """The notebook that is handed in."""
        content = notebook_with((RIGHT if self.score else WRONG) | self.answers)
        if self.edit:
            self.edit(content)
        return content

    def handed_in(self) -> bytes:
        """The file that is handed in."""
        return self.data(self.notebook()) if self.data else as_bytes(self.notebook())


def first(name: str, source: str, **other) -> Attack:
    """An attack whose code runs in the first answer cell, above a wrong answer; all answers are wrong."""
    return Attack(name, answers={"total": source + "\n" + WRONG["total"]}, **other)


def costs(name: str, exercise: str, source: str, **other) -> Attack:
    """A breakage in one exercise's cell; the other answers are right, and keep their points."""
    return Attack(name, score=FULL - POINTS[exercise], answers={exercise: source}, **other)


def honest(name: str, **other) -> Attack:
    """An innocent notebook that deserves full marks."""
    return Attack(name, score=FULL, **other)


def notebook_with(answers: dict[str, str]) -> dict:
    """The lesson's notebook as learners get it, with these answers, as it would be saved."""
    content = json.loads(_as_text())
    for cell in content["cells"]:
        cell["source"] = answers.get(cell["id"], without_hidden(cell["source"]))
    return content


@cache
def _as_text() -> str:
    """The instructor's notebook, made once for some 1,500 hand-ins."""
    return json.dumps(without_outputs(instructor_notebook(LESSON)))


def as_bytes(content: dict) -> bytes:
    """A notebook as JupyterLab writes it."""
    return json.dumps(content, indent=1, ensure_ascii=False).encode("utf-8", "surrogatepass")


def cell_of(content: dict, exercise: str) -> dict:
    """The answer cell of an exercise."""
    return next(cell for cell in content["cells"] if cell.get("id") == exercise)


def code_cell(source: str, **metadata) -> dict:
    """A code cell of the learner's own."""
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}
