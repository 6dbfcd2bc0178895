"""`grader start`: lays out the course that the package carries, for a learner without a clone."""

import shutil
from pathlib import Path

from grader.course import FILE, Course
from grader.errors import GraderError


def start(course: Course, folder: Path) -> list[str]:
    """Copy the released lessons, the contents page and the course's settings into a new folder.

    Returns:
        The lines to say: what lies where, and how to go on.

    Raises:
        GraderError: something is in the folder already, or it cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise GraderError(f"{folder} is not empty", "Name another folder: nothing is written over")
    try:
        for source in (course.contents_page, *(course.release(name) for name in course.folders)):
            place = folder / course.short(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, place)
        shutil.copyfile(course.root / FILE, folder / FILE)
    except OSError as error:
        raise GraderError(f"{error.filename} could not be copied ({error.strerror})", "Name another folder") from None
    return [
        f"{len(course.folders)} lessons are in {folder / 'notebooks'}.",
        f"Open {folder / course.short(course.contents_page)} in Jupyter, or give: cd {folder} && python -m grader lab",
    ]
