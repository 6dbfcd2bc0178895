"""nbgrader: `submitted/STUDENT/LESSON/NAME.ipynb` and `timestamp.txt`."""

from grader.course import name_of
from grader.handins.layouts.loose import sender as loose_sender
from grader.handins.layouts.sender import Layout, Parts, Sender

NOBODY = ("notebooks", "solutions", "source", "release")
OWN = ("timestamp.txt", "submission_secret.txt", "user_info.json")


def sender(parts: Parts, lesson_ids: Parts) -> Sender | None:
    """Whose a file is: the folder above the lesson's."""
    for place in range(1, len(parts) - 1):
        lesson, student = parts[place], parts[place - 1]
        if lesson in lesson_ids and student not in NOBODY:
            rest = parts[place + 1 :]
            exact = rest == (f"{name_of(lesson)}.ipynb",)
            return Sender(student, student, rest, lesson_id=lesson, exact=exact)
    if len(parts) == 1 or parts[0].lower().endswith(".zip"):
        return loose_sender(parts, lesson_ids)  # a hand-in that came otherwise and was laid beside the folders
    return None


def own(parts: Parts) -> str:
    """What nbgrader puts beside the notebooks."""
    return f"nbgrader's own {parts[-1]}" if parts[-1] in OWN else ""


LAYOUT = Layout("nbgrader", "nbgrader's submitted/", sender, ("id", "login"), own)
