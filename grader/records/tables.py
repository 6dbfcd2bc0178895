"""A lesson's marks as new tables: one with everything, and one for each LMS where there is no download to fill in.

Who has not handed in has a row and no mark; so has whose hand-in could not be graded.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from grader.handins.roster import Person
from grader.lesson.lesson import Lesson
from grader.records.book import Book, Mark, Record
from grader.records.feedback_page import word_of
from grader.records.sheets import safe, table
from grader.records.templating import points

NOT_HANDED_IN, NOT_GRADED, GRADED = "not handed in", "not graded", "graded"


def tables(book: Book, lesson: Lesson) -> dict[str, str]:
    """The files by name."""
    return {name: table(make(book, lesson)) for name, (_, make) in TABLES.items()}


def state_of(record: Record | None) -> str:
    """Graded or not, handed in or not."""
    if record is None:
        return NOT_HANDED_IN
    return GRADED if record.is_graded else NOT_GRADED


def mark_text(record: Record | None) -> str:
    """The points as a table has them; "" where there is no mark, which is not 0."""
    return points(record.points) if record is not None and record.is_graded else ""


def feedback_text(record: Record | None, lesson: Lesson) -> str:
    """What an LMS shows beside the mark: what is not full and why, and what people wrote."""
    if record is None or not record.is_graded:
        return ""
    return "; ".join(filter(None, (_said(mark, lesson) for mark in record.marks)))


def login_of(student: Person) -> str:
    """The login for an importer: the roster's, exactly, or the id as a spreadsheet may see it."""
    return student.login or student.id if student.listed else safe(student.login or student.id)


def _said(mark: Mark, lesson: Lesson) -> str:
    label = lesson.label(mark.exercise) if mark.exercise in lesson.exercises else mark.exercise
    reason = "" if mark.is_full else mark.mistake or word_of(mark)
    said = ", ".join(filter(None, (reason, mark.comment)))
    return f"{label}: {said}" if said else ""


def _marks(book: Book, lesson: Lesson) -> Iterator[list[str]]:
    who = [
        "student",
        "name",
        "email",
        "section",
        "login",
        "handed in (UTC)",
        "state",
        "points",
        "of",
        "penalty",
        "notes",
    ]
    yield [*who, *(lesson.label(exercise) for exercise in lesson.exercises)]
    most = sum(lesson.test(exercise).points for exercise in lesson.exercises)
    for student, record in book.students_of(lesson.id):
        marks = {mark.exercise: mark for mark in record.marks} if record else {}
        row = [*_who(student), _time(record), state_of(record), mark_text(record), points(most)]
        row += [points(record.penalty) if record else "", safe("; ".join(record.notes)) if record else ""]
        yield row + [_points(marks.get(exercise)) for exercise in lesson.exercises]


def _exercises(book: Book, lesson: Lesson) -> Iterator[list[str]]:
    columns = ["student", "exercise", "result", "points", "of", "by the tests", "by hand", "extra credit"]
    yield [*columns, "follow-through", "mistake", "comment", "message"]
    for record in book.of_lesson(lesson.id):
        for mark in record.marks:
            by_hand = "" if mark.manual is None else points(mark.manual)
            auto = "" if mark.auto is None else points(mark.auto)
            row = [safe(record.student), mark.exercise, word_of(mark), _points(mark), points(mark.max_points)]
            row += [auto, by_hand, points(mark.extra) if mark.extra else "", "; ".join(mark.followed)]
            yield [*row, safe(mark.mistake), safe(mark.comment), safe(mark.message)]


def _attempts(book: Book, lesson: Lesson) -> Iterator[list[str]]:
    yield ["student", "name", "attempt", "handed in (UTC)", "points", "counts", "late", "file"]
    for record in book.of_lesson(lesson.id):
        for number, attempt in enumerate(record.attempts, 1):
            row = [safe(record.student), safe(book.label(record.student)), str(number), _when(attempt.submitted)]
            row += ["" if attempt.points is None else points(attempt.points), "counts" if attempt.counts else ""]
            yield [*row, "late" if attempt.late else "", safe(attempt.file)]


def _canvas(book: Book, lesson: Lesson) -> Iterator[list[str]]:
    yield ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", title(lesson)]
    yield ["    Points Possible", "", "", "", "", points(most_of(lesson))]
    for student, record in book.students_of(lesson.id):
        ids = [student.lms.get("canvas", ""), student.lms.get("sis", ""), login_of(student)]
        yield [safe(student.label), *ids, safe(student.section), mark_text(record)]


def _moodle(book: Book, lesson: Lesson) -> Iterator[list[str]]:
    yield ["username", "idnumber", "email", title(lesson), f"{title(lesson)} feedback"]
    for student, record in book.students_of(lesson.id):
        ids = [login_of(student), student.id if student.listed else "", safe(student.email)]
        yield [*ids, mark_text(record), safe(feedback_text(record, lesson))]


def _brightspace(book: Book, lesson: Lesson) -> Iterator[list[str]]:
    yield ["OrgDefinedId", "Username", f"{title(lesson)} Points Grade", "End-of-Line Indicator"]
    for student, record in book.students_of(lesson.id):
        org = student.lms.get("brightspace", student.id if student.listed else "")
        yield [org, login_of(student), mark_text(record), "#"]


def _blackboard(book: Book, lesson: Lesson) -> Iterator[list[str]]:
    yield ["Username", f"{title(lesson)} [Total Pts: {points(most_of(lesson))} Score]"]
    for student, record in book.students_of(lesson.id):
        yield [login_of(student), mark_text(record)]


def title(lesson: Lesson) -> str:
    """What the lesson is called in an LMS: its number and title."""
    return f"{lesson.number}. {lesson.title or lesson.name}"


def most_of(lesson: Lesson) -> float:
    """The points of the lesson."""
    return sum(lesson.test(exercise).points for exercise in lesson.exercises)


def _who(student: Person) -> list[str]:
    return [safe(text) for text in (student.id, student.name, student.email, student.section)] + [login_of(student)]


def _time(record: Record | None) -> str:
    return _when(record.handed_in) if record else ""


def _when(time: datetime | None) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S") if time else ""


def _points(mark: Mark | None) -> str:
    return points(mark.points) if mark is not None and mark.is_graded else ""


# By the file's name what the report calls the table, and what makes its rows.
TABLES: dict[str, tuple[str, Callable[[Book, Lesson], Iterator[list[str]]]]] = {
    "marks.csv": ("everything", _marks),
    "exercises.csv": ("by exercise", _exercises),
    "attempts.csv": ("attempts", _attempts),
    "canvas.csv": ("Canvas", _canvas),
    "moodle.csv": ("Moodle", _moodle),
    "brightspace.csv": ("Brightspace", _brightspace),
    "blackboard.csv": ("Blackboard", _blackboard),
}
