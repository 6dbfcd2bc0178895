"""Has anything of an answer, a hidden test or a trial answer reached the release?"""

import json
from collections.abc import Iterator

from grader.course import Course
from grader.lesson.answers import load_answers
from grader.lesson.lesson import Cell, Lesson
from grader.lesson.regions import hidden_part, solution_part, without_hidden, without_solution
from grader.lesson.rules.violation import Violation, at

# From this length on a secret is looked for inside lines; a shorter one, such as `return a`, must be a whole line.
LONG = 24
NEXT = "Take it out of the text, or see that nbgrader_config.py clears answers and hidden tests; then `make build`"


def leak_violations(course: Course, lesson: Lesson) -> list[Violation]:
    """What only the instructor has, found in the release folder; and answers that the text itself gives away."""
    secrets = secret_lines(course, lesson)
    found = list(_given_away(lesson))
    for path in sorted(course.release(lesson.id).parent.glob("*.ipynb")):
        for place, line, origin in leaked(path.read_text(encoding="utf-8", errors="replace"), secrets):
            found.append(Violation(f"{course.short(path)}, {place}: holds {line!r} of {origin}. {NEXT}."))
    return found


def secret_lines(course: Course, lesson: Lesson) -> dict[str, str]:
    """Each line that the text shows to nobody, and where it comes from.

    A line that also stands in a public part is no secret: finding it in the release says nothing.
    """
    public = "\n".join(_public(cell) for cell in lesson.cells)
    lines = {line.strip() for line in public.splitlines()}
    secrets: dict[str, str] = {}
    for origin, source in _private(course, lesson):
        for line in map(str.strip, source.splitlines()):
            if line not in lines and not (len(line) >= LONG and line in public):
                secrets.setdefault(line, origin)
    return secrets


def leaked(notebook: str, secrets: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Place, line and origin of each secret in a notebook's text; sources, outputs and metadata are all read."""
    texts = list(_strings(notebook))
    everything = "\n".join(text for _, text in texts)
    long = [secret for secret in secrets if len(secret) >= LONG and secret in everything]
    for place, text in texts:
        for line in dict.fromkeys(map(str.strip, text.splitlines())):
            if line in secrets:
                yield place, line, secrets[line]
            else:
                yield from ((place, secret, secrets[secret]) for secret in long if secret in line)


def _public(cell: Cell) -> str:
    if cell.kind in ("exercise", "challenge"):
        return without_solution(cell.source)
    return without_hidden(cell.source) if cell.kind == "test" else cell.source


def _private(course: Course, lesson: Lesson) -> Iterator[tuple[str, str]]:
    for cell in lesson.cells:
        if cell.kind == "exercise":
            yield f"the answer to {lesson.label(cell.exercise)}", solution_part(cell.source)
        elif cell.kind == "challenge":
            yield f"the answer to the challenge {cell.exercise}", solution_part(cell.source)
        elif cell.kind == "test":
            yield f"the hidden test of {lesson.label(cell.exercise)}", hidden_part(cell.source)
    for answer in load_answers(course, lesson):
        yield f"a trial answer to {lesson.label(answer.exercise)} in mistakes.py", answer.source


def _strings(notebook: str) -> Iterator[tuple[str, str]]:
    """Every text in the file, with the cell it is in."""
    try:
        content = json.loads(notebook)
        cells = content.pop("cells")
        places = [(f"cell {i + 1} ({cell.get('id')})", cell) for i, cell in enumerate(cells)]
    except (ValueError, KeyError, AttributeError, TypeError):
        yield "whole file", notebook
        return
    for place, part in [*places, ("metadata", content)]:
        yield from ((place, text) for text in _texts(part))


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        yield from (text for pair in part.items() for item in pair for text in _texts(item))
    elif isinstance(part, list):
        yield "".join(item for item in part if isinstance(item, str))
        yield from (text for item in part for text in _texts(item))


def _given_away(lesson: Lesson) -> Iterator[Violation]:
    """An answer whose lines stand word for word, one after the other, where the learner reads them."""
    for exercise in lesson.exercises:
        answer = _code_lines(solution_part(lesson.answer(exercise).source))
        if sum(map(len, answer)) < LONG:
            continue
        for cell in lesson.cells:
            if _holds(_code_lines(_public(cell)), answer):
                step = "Show something else there"
                yield at(lesson, cell, f"the whole answer to {lesson.label(exercise)} can be read here", step)


def _code_lines(source: str) -> list[str]:
    return [line.strip() for line in source.splitlines() if line.strip() and not line.strip().startswith("#")]


def _holds(lines: list[str], wanted: list[str]) -> bool:
    return any(lines[i : i + len(wanted)] == wanted for i in range(len(lines) - len(wanted) + 1))
