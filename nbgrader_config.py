"""Stock nbgrader on this course: `nbgrader generate_assignment 07_bigram_nll`, `validate`, `autograde`, formgrader."""

import os
import sys
from pathlib import Path

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

from grader.handins.zip_collect import LayoutCollector
from grader.lesson.stubs import LookForPackage, NameStubs, RunOn

c = get_config()  # noqa: F821

# nbgrader starts `alembic` by its bare name, which an environment that is not activated does not have in its path.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])

c.CourseDirectory.course_id = "frontier_ai_365"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "notebooks"
# The texts beside a notebook hold the answers, and tools leave hidden folders there; only the notebook is released.
c.CourseDirectory.ignore = [".*", "__pycache__", "*.pyc", "*.py", "*.md"]
c.GenerateAssignment.preprocessors = [
    IncludeHeaderFooter,
    LookForPackage,
    LockCells,
    NameStubs,
    RunOn,
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

# `nbgrader zip_collect 07_bigram_nll` takes downloaded/07_bigram_nll/archive as an LMS's download leaves it. Whose each
# file is the layouts in grader/handins/layouts say, by roster.csv where there is one, as for `grader autograde`.
c.ZipCollectApp.collector_plugin = LayoutCollector
c.Exchange.path_includes_course = True
