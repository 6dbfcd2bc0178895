"""For nbgrader's `zip_collect`: what a name means is decided as for `grader autograde`, so both find the same."""

from pathlib import Path

from nbgrader.plugins import FileNameCollectorPlugin

from grader.course import name_of, open_course
from grader.handins.accounting import Handin
from grader.handins.collecting import collect
from grader.handins.late import policy_of
from grader.handins.roster_files import read_roster
from grader.handins.text import printable
from grader.handins.times import as_timestamp
from grader.handins.which_lesson import catalogue

ROSTER = "roster.csv"


class LayoutCollector(FileNameCollectorPlugin):  # type: ignore[misc]
    """Says whose each extracted file is; an earlier attempt and what is nobody's hand-in are left out."""

    _found: dict[str, Handin] | None = None

    def collect(self, submitted_file: str) -> dict[str, str] | None:
        """Student, notebook and time of a file; None where it is not the hand-in that counts.

        Raises:
            GraderError: the course or its roster cannot be read.
        """
        lesson, file = self.parent.coursedir.assignment_id, Path(submitted_file).absolute()
        steps = (lesson, self.parent.extracted_directory)
        place = next((p for p in file.parents if (p.parent.name, p.name) == steps), None)
        if place is None:
            return None
        if self._found is None:
            self._found = {handin.path: handin for handin in _counted(Path(self.parent.coursedir.root), place, lesson)}
        handin = self._found.get(printable(str(file.relative_to(place))))
        if handin is None:
            return None
        told = {"student_id": handin.student_id, "file_id": name_of(lesson)}
        return told | ({"timestamp": as_timestamp(handin.submitted)} if handin.submitted else {})


def _counted(root: Path, place: Path, lesson_id: str) -> tuple[Handin, ...]:
    course = open_course(root)
    roster = read_roster(root / ROSTER) if (root / ROSTER).is_file() else None
    return collect(place, catalogue(course, [lesson_id]), roster, zone=policy_of(course).zone).counted
