"""The rules of a lesson, as `solutions/README.md` says them: `violations` gives a line for each one broken."""

from grader.course import Course
from grader.errors import BadLesson
from grader.lesson.answers import load_answers
from grader.lesson.lesson import Lesson
from grader.lesson.read import load_lesson, read_lesson
from grader.lesson.rules.built_files import file_violations
from grader.lesson.rules.cell_names import name_violations
from grader.lesson.rules.exercises import exercise_violations
from grader.lesson.rules.expected_values import expected_violations
from grader.lesson.rules.headings import text_violations
from grader.lesson.rules.leaks import leak_violations
from grader.lesson.rules.likely_names import likely_violations
from grader.lesson.rules.stated_numbers import number_violations
from grader.lesson.rules.test_cells import test_violations
from grader.lesson.rules.violation import Violation

__all__ = ["Violation", "text_rules", "violations"]


def violations(course: Course, lesson_id: str) -> list[Violation]:
    """Everything that is wrong with a lesson's text and with the notebooks made from it."""
    found = text_rules(course, lesson_id)
    if any(violation.fatal for violation in found):
        return found
    lesson = load_lesson(course, lesson_id)
    found += likely_violations(course, lesson) + file_violations(course, lesson) + leak_violations(course, lesson)
    return found + number_violations(course, lesson)


def text_rules(course: Course, lesson_id: str) -> list[Violation]:
    """What is wrong with the text alone; needs no built notebook."""
    try:
        lesson, faults = read_lesson(course, lesson_id)
    except BadLesson as error:
        return [Violation(str(error), fatal=True)]
    found = [Violation(fault, fatal=True) for fault in faults]
    if lesson is None:
        return found
    of_text = text_violations(course, lesson)
    found += of_text
    if any(violation.fatal for violation in of_text):
        return found
    found += exercise_violations(course, lesson) + test_violations(lesson) + expected_violations(lesson)
    return found + name_violations(lesson) + _unread_answers(course, lesson)


def _unread_answers(course: Course, lesson: Lesson) -> list[Violation]:
    """A line for each trial answer that cannot be read."""
    try:
        load_answers(course, lesson)
    except BadLesson as error:
        return [Violation(line, fatal=True) for line in str(error).splitlines()]
    return []
