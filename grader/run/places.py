"""Where a run writes: notebooks, pages, the report with its journals, and the gradebook."""

from dataclasses import dataclass
from pathlib import Path

from grader.errors import GraderError
from grader.lesson.lesson import Lesson


@dataclass(frozen=True)
class Places:
    """nbgrader's folders `autograded` and `feedback`, the folder `reports`, and the gradebook's URL."""

    autograded: Path
    feedback: Path
    reports: Path
    database: str

    def journal(self, lesson: Lesson) -> Path:
        """The journal's file."""
        return self.reports / lesson.id / "journal.jsonl"

    def page(self, student: str, lesson: Lesson) -> Path:
        """A student's feedback page, where nbgrader has it."""
        return self.feedback / student / lesson.id / f"{lesson.name}.html"

    def notebook(self, student: str, lesson: Lesson) -> Path:
        """A student's graded notebook, where nbgrader has it."""
        return self.autograded / student / lesson.id / f"{lesson.name}.ipynb"

    def tables(self, lesson_id: str) -> Path:
        """The folder of a lesson's CSV files."""
        return self.reports / lesson_id


def places(root: Path, database: str = "") -> Places:
    """nbgrader's folders below `root`, and its gradebook there unless another is named.

    Raises:
        GraderError: `database` is not a URL.
    """
    url = database or f"sqlite:///{root.resolve() / 'gradebook.db'}"
    if "://" not in url:
        raise GraderError(f"--db {database} is not a URL", f"For a file, write sqlite:///{Path(database).resolve()}")
    return Places(root / "autograded", root / "feedback", root / "reports", url)
