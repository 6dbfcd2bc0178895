"""`grader update`: fetches the course's newest release with git, and brings the learner's work to it."""

import subprocess
import sys
from pathlib import Path

from grader.course import Course
from grader.errors import GraderError
from grader.learner.work import bring_up_to_date, keep


def update(course: Course) -> list[str]:
    """Pull, then merge into `work/`; a line for each thing to be told.

    A notebook of `notebooks/` that somebody worked in would stop the pull: it is copied to `work/earlier/`, and to
    `work/` where no copy is there yet, and only then set back.

    Raises:
        GraderError: the course is no git clone, or git refuses; the learner's work stays as it is.
    """
    _git(course, "rev-parse", "--git-dir")
    told = bring_up_to_date(course)
    changed = [course.root / name for name in _git(course, "diff", "--name-only", "--relative", "HEAD").splitlines()]
    for path in (path for path in changed if path.is_relative_to(course.root / "notebooks")):
        told += _set_back(course, path)
    before = _git(course, "rev-parse", "HEAD")
    _git(course, "pull", "--ff-only", "--quiet")
    if _git(course, "rev-parse", "HEAD") == before:
        return [*told, "nothing new"]
    return [*told, *_with_new_program(course)]


def _with_new_program(course: Course) -> list[str]:
    """What the merge tells, made by the program that was just fetched."""
    code = "import sys; from grader.course import open_course; from grader.learner.work import bring_up_to_date\n"
    code += "print('\\n'.join(bring_up_to_date(open_course())))"
    result = subprocess.run([sys.executable, "-c", code], cwd=course.root, capture_output=True, text=True, check=False)
    if result.returncode:
        raise GraderError(f"the new release was fetched, but not merged ({_last(result.stderr)})", "Give: make lab")
    return result.stdout.splitlines()


def _set_back(course: Course, path: Path) -> list[str]:
    """Put a notebook of the release back to what git has, once what stands there is kept."""
    key = "index" if path == course.contents_page else path.parent.name
    told = []
    if path.is_file():
        told.append(f"{course.short(path)} as you had it is kept: {course.short(keep(course, key, path))}")
    _git(course, "checkout", "--quiet", "HEAD", "--", str(path))
    return told


def _git(course: Course, *words: str) -> str:
    """What a git command prints.

    Raises:
        GraderError: there is no git, or it refuses; the message has its own last line.
    """
    try:
        result = subprocess.run(["git", *words], cwd=course.root, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise GraderError("git is not installed on this computer", "Unpack the new release over this folder") from None
    if result.returncode:
        step = (
            "Unpack the new release over this folder"
            if words[0] == "rev-parse"
            else "Do what git says, then give the command again"
        )
        raise GraderError(f"git {words[0]}: {_last(result.stderr)}", step)
    return result.stdout.strip()


def _last(text: str) -> str:
    return (text.strip().splitlines() or ["no reason given"])[-1].rstrip(".")
