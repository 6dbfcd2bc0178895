"""The rules of a lesson, as `solutions/README.md` says them: `violations` gives a line for each one broken."""

from pathlib import Path

from grader.errors import BadLesson
from grader.lesson.lesson import ROOT, load_lesson
from grader.lesson.rules.built_files import file_violations
from grader.lesson.rules.cell_names import name_violations
from grader.lesson.rules.headings import text_violations
from grader.lesson.rules.leaks import leak_violations
from grader.lesson.rules.test_cells import test_violations
from grader.lesson.rules.violation import Violation

__all__ = ["Violation", "text_rules", "violations"]


def violations(folder: str, root: Path = ROOT) -> list[Violation]:
    """Everything that is wrong with a lesson's text and with the notebooks made from it."""
    found = text_rules(folder, root)
    if any(violation.fatal for violation in found):
        return found
    lesson = load_lesson(folder, root)
    return found + file_violations(lesson, root) + leak_violations(lesson, root)


def text_rules(folder: str, root: Path = ROOT) -> list[Violation]:
    """What is wrong with the text alone; needs no built notebook."""
    try:
        lesson = load_lesson(folder, root)
    except BadLesson as error:
        return [Violation(str(error), fatal=True)]
    found = text_violations(lesson)
    if any(violation.fatal for violation in found):
        return found
    return found + test_violations(lesson) + name_violations(lesson)
