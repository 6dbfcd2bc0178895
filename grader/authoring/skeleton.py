"""`grader new`: lessons and exercises that build and pass, with TODO where the text of the author belongs."""

from collections.abc import Sequence
from string import Template
from typing import Literal

from grader.authoring import skeleton_texts as texts
from grader.course import FILE, LESSON_ID, Course, name_of, number_of
from grader.errors import GraderError
from grader.lesson.lesson import Lesson
from grader.lesson.read import load_lesson
from grader.lesson.rules.headings import ID, ID_STEP

Kind = Literal["function", "predict", "bug"]
KINDS: tuple[Kind, ...] = ("function", "predict", "bug")
BODIES = {
    "function": texts.HEADING + texts.FUNCTION + texts.HINTS,
    "bug": texts.HEADING + texts.BUG + texts.HINTS,
    "predict": texts.HEADING + texts.PREDICTION + texts.ONE_HINT,
}
ANSWERS = {
    "function": texts.FUNCTION_ANSWERS,
    "bug": texts.FUNCTION_ANSWERS,
    "predict": texts.PREDICTION_ANSWERS,
}
MINUTES = {"function": 10, "bug": 10, "predict": 2}
LESSON_MINUTES = 60


def new_lesson(course: Course, lesson_id: str) -> list[str]:
    """Write a lesson of three exercises, one of each kind, its trial answers and its entry in course.toml.

    Returns:
        A line for each file, saying what was done.

    Raises:
        GraderError: the name is none, or there is such a lesson.
    """
    if not LESSON_ID.fullmatch(lesson_id):
        raise GraderError(
            f"{lesson_id!r} is not a name for a lesson's folder", "Write two digits, _ and a name: 10_softmax"
        )
    taken = [other for other in course.lesson_ids if number_of(other) == number_of(lesson_id)]
    path = course.text(lesson_id)
    if taken or path.exists():
        raise GraderError(f"there is a lesson {taken[0] if taken else lesson_id} already", "Choose another number")
    name = name_of(lesson_id)
    ids: dict[Kind, str] = {"function": name, "predict": f"predict_{name}", "bug": f"mend_{name}"}
    exercises = "".join(_filled(course, BODIES[kind], id, kind) for kind, id in ids.items())
    text = Template(texts.LESSON).substitute(number=number_of(lesson_id), exercises=exercises)
    answers = "".join(_filled(course, ANSWERS[kind], id, kind) for kind, id in ids.items())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    course.mistakes(lesson_id).write_text(answers.lstrip(), encoding="utf-8")
    settings = course.root / FILE
    settings.write_text(_with_entry(settings.read_text(encoding="utf-8"), lesson_id), encoding="utf-8")
    written = (course.short(path), course.short(course.mistakes(lesson_id)), FILE)
    return [f"{name}: written" for name in written[:2]] + [f"{FILE}: has [lessons.{lesson_id}]"]


def _with_entry(settings: str, lesson_id: str) -> str:
    """The text of course.toml with an entry for a lesson behind those of the others, or at its end."""
    lines = settings.splitlines(keepends=True)
    entry = Template(texts.ENTRY).substitute(folder=lesson_id, minutes=LESSON_MINUTES)
    tables = [number for number, line in enumerate(lines) if line.startswith("[")] + [len(lines)]
    last = next((i for i in reversed(range(len(tables) - 1)) if lines[tables[i]].startswith("[lessons.")), None)
    at = len(lines) if last is None else tables[last + 1]
    while at and (not lines[at - 1].strip() or lines[at - 1].startswith("#")):
        at -= 1  # what stands above the next table belongs to it
    return "".join(lines[:at]) + "\n" + entry + "".join(lines[at:])


def new_exercise(course: Course, lesson_id: str, id: str, kind: Kind, after: str | None = None) -> list[str]:
    """Write an exercise into a lesson's text, after the hints of another one or of the last, and its trial answers.

    Returns:
        A line for each file, saying what was done.

    Raises:
        GraderError: the id is none or taken, or there is no exercise to write it after.
        BadLesson: the lesson cannot be read.
    """
    lesson = load_lesson(course, lesson_id)
    if not ID.fullmatch(id):
        raise GraderError(f"{id!r} is not a valid id", ID_STEP)
    if id in lesson.exercises:
        raise GraderError(f"{lesson_id} has an exercise {id!r} already", "Choose another id")
    if after and after not in lesson.exercises:
        raise GraderError(f"{lesson_id} has no exercise {after!r}", f"It has {', '.join(lesson.exercises)}")
    path = course.text(lesson_id)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    at = _end_of(lesson, after or lesson.exercises[-1], lines) if lesson.exercises else len(lines)
    added = _filled(course, BODIES[kind], id, kind).lstrip("\n") + "\n"
    if _is_in_text(lines, at):
        added, at = f'"""\n\n{added}# %% [markdown]\nr"""\n', at + (not lines[at].strip())
    lines.insert(at, added)
    path.write_text("".join(lines), encoding="utf-8")
    with course.mistakes(lesson_id).open("a", encoding="utf-8") as file:
        file.write(_filled(course, ANSWERS[kind], id, kind))
    return [
        f"{course.short(path)}: has {id}, from line {at + 1} on",
        f"{course.short(course.mistakes(lesson_id))}: has seven answers to {id}",
    ]


def _filled(course: Course, text: str, id: str, kind: Kind) -> str:
    words = course.words
    return Template(text).substitute(id=id, word=words.exercise, word_minutes=words.minutes, minutes=MINUTES[kind])


def _end_of(lesson: Lesson, exercise: str, lines: Sequence[str]) -> int:
    """How many lines of the text come before what follows an exercise's test and its hints.

    Where hints and the next heading share a cell, these are the lines up to the end of the hints.
    """
    written = [cell for cell in lesson.cells if cell.line]
    starts = [cell.line - 1 for cell in written] + [len(lines)]
    place = next(i for i, cell in enumerate(written) if cell.kind == "test" and cell.exercise == exercise) + 1
    while place < len(written) and written[place].kind == "text":
        hints, rest = _hints(lines, starts[place] + 1, starts[place + 1])
        if rest:
            return hints or starts[place]
        place += 1
    return starts[place]


def _hints(lines: Sequence[str], start: int, end: int) -> tuple[int, bool]:
    """Where the folded hints at the beginning of a cell end, 0 where there are none, and whether more follows."""
    found = inside = 0
    for number in range(start, end):
        line = lines[number].strip()
        inside += line.count("<details")
        if inside:
            inside -= line.count("</details>")
            found = found if inside else number + 1
        elif line not in ("", '"""', 'r"""'):
            return found, True
    return found, not found


def _is_in_text(lines: Sequence[str], at: int) -> bool:
    """Whether a place is right behind hints and within their cell."""
    return 0 < at < len(lines) and lines[at - 1].rstrip().endswith("</details>") and not lines[at].startswith("# %%")
