"""`grader start`: lays out the course that the package carries, for a learner without a clone."""

import shutil
from pathlib import Path

from grader.course import FILE, Course, read_course
from grader.errors import GraderError
from grader.learner.work import bring_up_to_date


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
        for source in (course.contents_page, *(course.release(name) for name in course.folders)):
            place = folder / course.short(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, place)
        shutil.copyfile(course.root / FILE, folder / FILE)
    except OSError as error:
        raise GraderError(f"{error.filename} could not be copied ({error.strerror})", "Name another folder") from None
    told = bring_up_to_date(new := read_course(folder))
    return [
        f"{len(new.folders)} lessons are in {folder / 'notebooks'}, and your own copies in {new.work}.",
        f"Open {new.work / 'index.ipynb'} in Jupyter, or give: cd {folder} && python -m grader lab",
        *told,
    ]
