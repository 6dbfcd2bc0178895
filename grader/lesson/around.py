"""What stands around an exercise in its lesson: its heading, and the hints that are folded below its test."""

import re

from grader.lesson.lesson import Lesson

HEADING = re.compile(r"^#{2,4} +(.+)$", re.MULTILINE)
HINT = re.compile(r"<details>\s*<summary>(.*?)</summary>(.*?)</details>", re.DOTALL)
NUMBERED = re.compile(r"^[^:]*\d*[^:]*:\s*")


def heading_of(lesson: Lesson, exercise: str) -> str:
    """The exercise's heading without what stands before its colon: "the same by hand"; "" where there is none."""
    heading = ""
    for cell in lesson.cells:
        if cell.kind == "exercise" and cell.exercise == exercise:
            break
        if cell.kind == "exercise":
            heading = ""
        elif cell.kind == "text":
            heading = (HEADING.findall(cell.source) or [heading])[-1]
    return NUMBERED.sub("", heading).strip()


def hints_of(lesson: Lesson, exercise: str) -> tuple[tuple[str, str], ...]:
    """The hints between an exercise's test and the next heading: what each is about, and its Markdown."""
    after = False
    text = ""
    for cell in lesson.cells:
        if cell.kind == "test":
            after = cell.exercise == exercise
        elif after and cell.kind in ("text", "exercise"):
            if cell.kind == "exercise":
                break
            heading = HEADING.search(cell.source)
            text += cell.source[: heading.start()] if heading else cell.source
            if heading:
                break
    return tuple((summary.removeprefix("Hint:").strip(), body.strip()) for summary, body in HINT.findall(text))
