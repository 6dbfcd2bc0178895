"""`grader start`: lays out the course that the package carries, for a learner without a clone."""

import shutil
from importlib.util import find_spec
from pathlib import Path

from grader.course import FILE, Course, read_course
from grader.errors import GraderError


def start(course: Course, folder: Path) -> list[str]:
    """Copy the released lessons, the contents page and the course's settings into a new folder; make `work/` there.

    The copies in `work/` are for the answers. `check` knows an answer by its difference from the release, which
    therefore has to stay as it is.

    Returns:
        The lines to say: what lies where, and how to go on.

    Raises:
        GraderError: something is in the folder already, or it cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise GraderError(f"{folder} is not empty", "Name another folder: nothing is written over")
    try:
        for source in (course.contents_page, *(course.release(name) for name in course.lesson_ids)):
            place = folder / course.short(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, place)
        shutil.copyfile(course.root / FILE, folder / FILE)
    except OSError as error:
        raise GraderError(f"{error.filename} could not be copied ({error.strerror})", "Name another folder") from None
    told = _make_copies(new := read_course(folder))
    return [
        f"{len(new.lesson_ids)} lessons are in {folder / 'notebooks'}, and your own copies in {new.work}.",
        f"Open {new.work / 'index.ipynb'} in Jupyter, or give: cd {folder} && python -m grader lab",
        *told,
    ]


def _make_copies(course: Course) -> list[str]:
    """What `grader lab` would make in `work/`; without the packages that merge releases, the releases as they are."""
    if find_spec("nbformat"):
        from grader.learner.work import bring_up_to_date

        return bring_up_to_date(course)
    pairs = [(course.contents_page, course.work / course.contents_page.name, "index")]
    pairs += [(course.release(name), course.working_copy(name), name) for name in course.lesson_ids]
    for release, copy, key in pairs:
        for place in (copy, course.kept_release(key)):
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(release, place)
    return []
