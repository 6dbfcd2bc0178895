"""A small class in a gradebook: odd names, hand-ins that differ, and what a person adds in formgrader."""

from dataclasses import replace
from pathlib import Path

from nbgrader.api import Gradebook

from grader.handins.roster import Person
from grader.lesson.lesson import Lesson
from grader.marking.outcome import FAILED, NOT_RUN, PASSED, Outcome
from grader.marking.result import Result, nothing_ran
from grader.records.book import Book
from grader.records.database import COURSE, open_marks, read_gradebook

SQUARED = "double(2) is wrong: yours 4, expected 5.\nLikely mistake: squared: x * x is not x + x"
RIGHT, HALF, ABSENT, UNREADABLE, LATE, LISTED = (
    "student01",
    "=1+2",
    "student03",
    "student04",
    "UNI\\student05",
    "Zögling, “the 1st”",
)
PEOPLE = (
    Person(RIGHT, 'O\'Learner, One "A."', "a@example.org", "A", "one", {"canvas": "11", "moodle": "101"}, True),
    Person(HALF, "=HYPERLINK(1)", "+b@example.org", "A", "=1+2", {"canvas": "12", "moodle": "102"}, True),
    Person(ABSENT, "Class Öğrencisi", "c@example.org", "B", "class", {"canvas": "13", "moodle": "103"}, True),
    Person(UNREADABLE, "Disciple; D", "d@example.org", "B", "+disciple", {"canvas": "14", "moodle": "104"}, True),
    Person(
        LATE, "Beginner_of_the @Uni", "e@example.org", "B", "UNI\\student05", {"canvas": "15", "moodle": "105"}, True
    ),
    Person(LISTED, "Zögling Schüler", "f@example.org", "", "zögling", {"canvas": "16", "moodle": "106"}, True),
)


def result(student: str, lesson: Lesson, first: str = PASSED, second: str = PASSED) -> Result:
    """A result with the two exercises of the tiny lesson so, the answers with it."""
    tests = {exercise: lesson.test(exercise).points for exercise in lesson.exercises}
    outcomes = [_outcome(e, status, tests[e]) for e, status in zip(lesson.exercises, (first, second), strict=True)]
    sources = {"double": "def double(x):\n    return x * x", "predicted_shape": "predicted_shape = (31, 17)"}
    return Result(student, lesson.id, tuple(outcomes), sources=sources)


def write_class(lesson: Lesson, folder: Path) -> str:
    """Four hand-ins in a new gradebook, one of them unreadable, and what a person gave; returns the URL."""
    url = f"sqlite:///{folder / 'gradebook.db'}"
    results = [
        result(RIGHT, lesson),
        result(HALF, lesson, FAILED),
        nothing_ran(UNREADABLE, lesson, "tiny.ipynb is not JSON."),
        result(LATE, lesson, FAILED, NOT_RUN),
        result(LISTED, lesson, PASSED, FAILED),
    ]
    with open_marks(url, lesson) as marks:
        marks.enrol(PEOPLE)
        marks.write(results)
        marks.penalize({LISTED: 0.5})
    by_hand(url, lesson)
    return url


def by_hand(url: str, lesson: Lesson) -> None:
    """What a person does in formgrader: 1.5 points and a comment for LATE, half a point of extra credit for RIGHT."""
    with Gradebook(url, COURSE) as gradebook:
        place = (lesson.name, lesson.id)
        grade = gradebook.find_grade("test_double", *place, LATE)
        grade.manual_score = 1.5
        gradebook.find_grade("test_double", *place, RIGHT).extra_credit = 0.5
        gradebook.find_comment("double", *place, LATE).manual_comment = '=Good, idea; "right" sign?'
        gradebook.db.commit()


EXPECTED = {RIGHT: 3.5, HALF: 1.0, LATE: 1.5, LISTED: 1.5}


def read(url: str, lesson: Lesson) -> Book:
    """The gradebook with the roster."""
    return read_gradebook(url, [lesson]).with_people(PEOPLE)


def _outcome(exercise: str, status: str, points: float) -> Outcome:
    if status == PASSED:
        return Outcome(exercise, PASSED, points, points)
    if status == NOT_RUN:
        return Outcome(exercise, NOT_RUN, 0, points, f"Exercise {exercise} is not written yet.")
    return replace(Outcome(exercise, FAILED, 0, points), message=SQUARED, mistake="squared")
