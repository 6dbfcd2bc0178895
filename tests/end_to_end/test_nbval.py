"""nbval replays the executed solutions: every output is what it was, but where the text says why it may differ."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from the_course import COURSE
from tiny_course import FOLDER, changed, make_course

from grader.lesson.execute import ENVIRONMENT
from grader.lesson.make import make
from grader.lesson.notebook import IGNORE_OUTPUT
from grader.lesson.read import load_lesson

HERE = Path(__file__).resolve().parents[1]
SANITIZE = HERE / "nbval_sanitize.cfg"


def replay(notebook: Path) -> subprocess.CompletedProcess:
    """Run nbval on one notebook in a process of its own, with the data that this process was offered."""
    command = [sys.executable, "-m", "pytest", "-c", os.devnull, "--rootdir", str(notebook.parent), "-q", "--tb=short"]
    command += ["-p", "no:cacheprovider", "-p", "no:hypothesispytest", "-p", "nbval_as_in_lab"]
    command += ["--nbval", "--nbval-current-env", "--nbval-cell-timeout=120"]
    command += ["--nbval-sanitize-with", str(SANITIZE), str(notebook)]
    env = os.environ | ENVIRONMENT | {"PYTHONPATH": str(HERE)}
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=600, check=False)


@pytest.mark.system
@pytest.mark.parametrize("lesson_id", COURSE.lesson_ids)
def test_a_solution_prints_what_it_printed(lesson_id: str):
    """Does restart-and-run-all give the committed outputs?"""
    result = replay(COURSE.solution(lesson_id))
    assert result.returncode == 0, result.stdout[-6000:] + result.stderr[-2000:]


@pytest.mark.parametrize("lesson_id", COURSE.lesson_ids)
def test_an_exempt_cell_has_a_reason(lesson_id: str):
    """Is every cell that nbval does not compare one that says why in the text, and no other?"""
    reasons = {cell.id: cell.differs for cell in load_lesson(COURSE, lesson_id).cells if cell.differs}
    assert all(len(reason) >= 5 for reason in reasons.values()), reasons
    cells = nbformat.read(COURSE.solution(lesson_id), as_version=4).cells
    assert {cell.id for cell in cells if IGNORE_OUTPUT in cell.metadata.get("tags", [])} == set(reasons)
    assert not [cell.id for cell in cells if "NBVAL" in cell.source.upper()]


COUNTER = "from pathlib import Path\n\nfrom IPython.display import SVG\n\nPath('count').open('a').write('x')\n"
DRAWING = """'<?xml version="1.0"?>\\n<svg xmlns="http://www.w3.org/2000/svg">\\n<text>%d</text></svg>'"""
SHOWN = "print(double(np.arange(3.0)))"


@pytest.mark.parametrize(
    ("header", "shown", "same"),
    [
        ("# %% show", "print(len(Path('count').read_text()))", False),
        ('# %% show differs="counts the runs"', "print(len(Path('count').read_text()))", True),
        ("# %% show", "object()", True),
        ("# %% show", "len(Path('count').read_text());", True),
        ("# %% show", f"SVG({DRAWING} % len(Path('count').read_text()))", True),
        ("# %% show", "import sys; print(len(Path('count').read_text()), file=sys.stderr)", False),
    ],
)
def test_a_changed_output_is_seen_unless_it_may_differ(tmp_path: Path, header: str, shown: str, same: bool):
    """Does a replay fail where a cell prints something else, on stderr too, but not for an address or a drawing?"""
    lesson = changed("import numpy as np\n", f"{COUNTER}\nimport numpy as np\n")
    lesson = changed(f"# %% show\n{SHOWN}", f"{header}\n{shown}", lesson)
    course = make_course(tmp_path, lesson)
    make(course, FOLDER)
    result = replay(course.solution(FOLDER))
    assert (result.returncode == 0) == same, result.stdout
