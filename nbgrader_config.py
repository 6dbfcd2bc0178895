"""Stock nbgrader on this course: `nbgrader generate_assignment 07_bigram_nll`, `validate`, `autograde`, formgrader."""

from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearHiddenTests,
    ClearMarkScheme,
    ClearOutput,
    ComputeChecksums,
    IncludeHeaderFooter,
    LockCells,
    SaveCells,
)

from grader.lesson.stubs import NameStubs

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "frontier_ai_365"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "notebooks"
# The texts beside a notebook hold the answers; only the notebook is released.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "*.py", "*.md"]
c.GenerateAssignment.preprocessors = [
    IncludeHeaderFooter,
    LockCells,
    NameStubs,
    ClearOutput,
    CheckCellMetadata,
    ComputeChecksums,
    SaveCells,
    ClearHiddenTests,
    ClearMarkScheme,
    ComputeChecksums,
    CheckCellMetadata,
]
c.ExecutePreprocessor.timeout = 120
c.Exchange.path_includes_course = True
