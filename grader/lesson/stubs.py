"""nbgrader's steps of this course: the top of a release, stubs in its answer cells, and that "Run All" runs all."""

from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from grader.course import number_of, open_course
from grader.lesson.clear import clear
from grader.lesson.hosted import with_top


class LookForPackage(NbGraderPreprocessor):
    """Sets what stands at the top of a release above its first code cell: see `grader.lesson.hosted`."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Add the cells, by the `course.toml` of the course that nbgrader works in.

        Raises:
            GraderError: there is no `course.toml`, or its address is not a repository on GitHub.
        """
        settings = self.config.CourseDirectory
        root = Path(settings.root) if "root" in settings else Path.cwd()
        return with_top(open_course(root), resources["nbgrader"]["assignment"], nb), resources


class NameStubs(NbGraderPreprocessor):
    """Leaves in each answer cell its own stub; the notebook's own order gives the exercises their numbers."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Clear every answer cell of a notebook named `slug` in an assignment named `NN_slug`.

        Raises:
            BadLesson: an answer cell whose markers do not pair up, or that has none: its answer would be released.
        """
        number = number_of(resources["nbgrader"]["assignment"])
        answers = [cell for cell in nb.cells if cell.metadata.get("nbgrader", {}).get("solution")]
        for i, cell in enumerate(answers, start=1):
            exercise = cell.metadata.nbgrader.grade_id
            cell.source = clear(cell.source, f"Exercise {number}.{i} ({exercise})")
        for cell in nb.cells:
            if cell.metadata.get("frontier", {}).get("kind") == "challenge":
                cell.source = clear(cell.source, f"The challenge ({cell.id.removeprefix('challenge_')})")
        return nb, resources


class RunOn(NbGraderPreprocessor):
    """Tags code cells so that "Run All" goes on behind one that stops: a stub that is called stops, as it should.

    Answer cells too: where one is no Python, the tests of the others are still to speak.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Add the tag that Jupyter knows for this."""
        if cell.cell_type == "code":
            cell.metadata["tags"] = sorted({*cell.metadata.get("tags", []), "raises-exception"})
        return cell, resources
