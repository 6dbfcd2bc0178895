"""GitHub: a clone for each learner, `PREFIX-USERNAME/`, with the course's own tree inside."""

from grader.course import name_of
from grader.handins.layouts.sender import Layout, Parts, Sender

NOTEBOOKS = "notebooks"
RESULT = "result.json"


def sender(parts: Parts, lesson_ids: Parts) -> Sender | None:
    """Whose a file is: the clone's name, of which the learner's own is the end."""
    if len(parts) < 2:
        return None
    clone, rest = parts[0], parts[1:]
    lesson, exact = in_course(rest, lesson_ids)
    return Sender(clone, clone, rest, lesson_id=lesson, exact=exact, mixed=True)


def in_course(rest: Parts, lesson_ids: Parts) -> tuple[str, bool]:
    """The lesson in whose folder below `notebooks/` a file lies, and whether it is the notebook of that lesson."""
    for place in range(len(rest) - 2):
        if rest[place] == NOTEBOOKS and rest[place + 1] in lesson_ids:
            lesson = rest[place + 1]
            return lesson, rest[place + 2 :] == (f"{name_of(lesson)}.ipynb",)
    return "", False


def own(parts: Parts) -> str:
    """What a clone has beside the notebooks: git's own, and what a classroom's runner wrote."""
    if ".git" in parts:
        return "git's own"
    return "the result.json of a classroom runner" if parts[-1] == RESULT else ""


LAYOUT = Layout("github", "GitHub clones", sender, ("github", "login", "id"), own)
