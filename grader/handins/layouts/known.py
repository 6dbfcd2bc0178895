"""The layouts that are known, one per file, and which of them a download has."""

from collections.abc import Iterable, Sequence

from grader.errors import GraderError
from grader.handins.contents import File
from grader.handins.layouts import blackboard, brightspace, canvas, clones, loose, moodle, submitted
from grader.handins.layouts.sender import Layout, Parts

# Those that are told by more come first.
LAYOUTS: tuple[Layout, ...] = tuple(
    module.LAYOUT for module in (blackboard, moodle, brightspace, canvas, submitted, clones, loose)
)
NAMES = tuple(layout.name for layout in LAYOUTS)


def recognise(files: Sequence[File], lesson_ids: Parts, name: str = "") -> Layout:
    """The layout that most of the files have.

    Args:
        files: without the wrapping that all of them share.
        lesson_ids: the lessons' ids.
        name: the layout's, where somebody has said it.

    Raises:
        GraderError: there is no layout of this name.
    """
    if name:
        found = next((layout for layout in LAYOUTS if layout.name == name), None)
        if found is None:
            raise GraderError(f"there is no layout {name!r}", f"The layouts are {', '.join(NAMES)}")
        return found
    counts = {layout.name: sum(_fits(layout, file, lesson_ids) for file in files) for layout in LAYOUTS[:-1]}
    best = max(LAYOUTS[:-1], key=lambda layout: counts[layout.name])  # the first of equals
    return best if counts[best.name] else loose.LAYOUT


def _fits(layout: Layout, file: File, lesson_ids: Parts) -> bool:
    if file.name.startswith("._") or layout.own(file.parts):
        return False
    found = layout.sender(file.parts, lesson_ids)
    if layout is submitted.LAYOUT:
        return found is not None and bool(found.lesson_id) and len(file.parts) > 2
    if layout is clones.LAYOUT:
        return (
            found is not None and bool(found.lesson_id) and file.parts[1] == clones.NOTEBOOKS and 0 not in file.archives
        )
    return found is not None


def unwrapped(files: Iterable[File], lesson_ids: Parts) -> int:
    """How many parts of their places all files share that say of no file whose it is: `submissions.zip`, `class/`."""
    places = [file.parts for file in files if file.is_notebook and "__MACOSX" not in file.parts]
    depth = 0
    for shared, parts in enumerate(zip(*places, strict=False), start=1):
        if len(set(parts)) > 1 or parts[0] in (*lesson_ids, clones.NOTEBOOKS):
            break
        if _names_people({place[shared] for place in places if len(place) > shared}, lesson_ids):
            depth = shared
    return depth


def _names_people(parts: set[str], lesson_ids: Parts) -> bool:
    """Whether these parts, all of one folder or archive, name several people, or one together with a lesson."""
    told = [loose.student_in(part.rsplit(".", 1)[0], lesson_ids) for part in parts if part != clones.NOTEBOOKS]
    people = {student for student, _, _ in told if student}
    return any(student and lesson for student, _, lesson in told) or (len(people) > 1 and len(people) == len(parts))
