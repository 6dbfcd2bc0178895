"""What the build writes into a lesson: numbers, references, frames of tests, links to its neighbours."""

import re
from collections.abc import Iterator
from dataclasses import replace

from grader.course import Course, name_of, number_of
from grader.lesson.dependence import needed_by
from grader.lesson.lesson import Cell, Lesson, title_in

REFERENCE = re.compile(r"\[\[([a-z0-9_]+)(?::([a-z0-9_]+))?\]\]")
BEFORE_A_SENTENCE = re.compile(r"(\A|\n\s*\n|[.?!]\s)[ \n(*]*\Z")
EXERCISE_HEADER = re.compile(r'^# %%.*\bexercise="(\w+)"', re.MULTILINE)

Unresolved = list[tuple[int, str]]


def expanded(course: Course, lesson: Lesson) -> tuple[Lesson, Unresolved]:
    """The lesson as its notebooks have it, and the references that lead nowhere, each with its line.

    - a heading `### Exercise: title` gets the number of the exercise that follows it;
    - `[[softmax]]` becomes the number of that exercise, `[[07_bigram_nll]]` a link to that lesson, with a capital where
      it begins a sentence, and `[[07_bigram_nll:average_nll]]` the number of an exercise there;
    - the frame of a test, `with exercise("softmax"):`, gets the exercise's number and what it needs;
    - above each test stands a line that says to run it, and at the end are links to the neighbours.
    """
    unresolved: Unresolved = []
    cells: list[Cell] = []
    for cell, number in _with_next_number(lesson):
        if cell.kind == "text":
            text = _numbered(cell.source, course.words.exercise, number)
            cells.append(replace(cell, source=_resolved(text, cell.line, course, lesson, unresolved)))
        elif cell.kind == "test":
            line = course.words.run_test.format(exercise=cell.exercise)
            cells.append(Cell("text", line, id=f"run_{cell.exercise}"))
            cells.append(replace(cell, source=_framed(cell, lesson)))
        else:
            cells.append(cell)
    cells.append(Cell("text", _neighbours(course, lesson), id="neighbours"))
    return replace(lesson, cells=tuple(cells)), unresolved


def _with_next_number(lesson: Lesson) -> Iterator[tuple[Cell, str]]:
    """Each cell with the number of the exercise that comes next, "" after the last."""
    numbers, number = [], ""
    for cell in reversed(lesson.cells):
        number = lesson.number_of(cell.exercise) if cell.kind == "exercise" else number
        numbers.append(number)
    yield from zip(lesson.cells, reversed(numbers), strict=True)


def _numbered(text: str, word: str, number: str) -> str:
    return re.sub(rf"^(#+ *{re.escape(word)})\b[ \d.]*:", rf"\1 {number}:", text, flags=re.MULTILINE)


def _resolved(text: str, line: int, course: Course, lesson: Lesson, unresolved: Unresolved) -> str:
    def resolve(match: re.Match[str]) -> str:
        target, part = match.groups()
        if target in lesson.exercises and part is None:
            return lesson.number_of(target)
        there = _exercises_of(course, target)
        if there is None or (part and part not in there):
            at = line + text[: match.start()].count("\n") + 2  # below the header and the r"""
            unresolved.append((at, f"{match.group()} leads nowhere. Name an exercise, or a lesson of course.toml."))
            return match.group()
        if part:
            return f"{number_of(target)}.{there.index(part) + 1}"
        word = course.words.lesson
        if BEFORE_A_SENTENCE.search(text[: match.start()]):
            word = word[0].upper() + word[1:]
        return f"[{word} {number_of(target)}](../{target}/{name_of(target)}.ipynb)"

    return REFERENCE.sub(resolve, text)


def _exercises_of(course: Course, lesson_id: str) -> list[str] | None:
    """The exercises of another lesson, in order; None where the course has no such lesson, or its text is missing."""
    if lesson_id not in course.lessons or not course.text(lesson_id).is_file():
        return None
    return EXERCISE_HEADER.findall(course.text(lesson_id).read_text(encoding="utf-8"))


def _framed(cell: Cell, lesson: Lesson) -> str:
    """The test with its exercise's number, and the exercises that it needs, in the call of its frame."""
    needs = ", ".join(f"{lesson.number_of(id)} {id}" for id in needed_by(cell.exercise, lesson.cells))
    told = f', number="{lesson.number_of(cell.exercise)}"' + (f', needs="{needs}"' if needs else "")
    return re.sub(rf'(\bexercise\(\s*"{cell.exercise}")', lambda match: match.group() + told, cell.source, count=1)


def _neighbours(course: Course, lesson: Lesson) -> str:
    """Links to the lesson before, the contents page and the lesson after."""
    words, place = course.words, course.lesson_ids.index(lesson.id)
    links = [f"[{words.contents}](../index.ipynb)"]
    if place > 0:
        links.insert(0, _link(course, words.previous, course.lesson_ids[place - 1]))
    if place + 1 < len(course.lesson_ids):
        links.append(_link(course, words.next, course.lesson_ids[place + 1]))
    return " · ".join(links)


def _link(course: Course, word: str, lesson_id: str) -> str:
    path = course.text(lesson_id)
    title = title_in(path.read_text(encoding="utf-8")) if path.is_file() else lesson_id
    return f"[{word}: {title}](../{lesson_id}/{name_of(lesson_id)}.ipynb)"
