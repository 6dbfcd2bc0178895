"""The package as others install it: a wheel, in an empty folder, with other versions of NumPy and Matplotlib.

`make test-wheel` runs these: they install packages, and run whole lessons.
"""

import os
import subprocess
import sys
import venv
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from the_course import COURSE, ROOT

pytestmark = pytest.mark.wheel
RUN_CELLS = Path(__file__).with_name("run_cells.py")
NEEDS_TORCH = "import torch"
OTHER_VERSIONS = [("numpy==1.26.*", "matplotlib==3.9.*", "pandas<3"), ("numpy", "matplotlib")]
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check")


def run(*command: str | Path, cwd: Path, status: int = 0, **environment: str) -> str:
    """What a command prints on both streams; another exit status, with all that was said, fails the test."""
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    clean |= {"MPLBACKEND": "agg", "FRONTIER_OFFLINE": "1", "OMP_NUM_THREADS": "1"} | environment
    done = subprocess.run(list(map(str, command)), cwd=cwd, env=clean, capture_output=True, text=True, timeout=600)
    assert done.returncode == status, f"{command}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", folder, ROOT, cwd=folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the wheel's content, to be put before this environment's packages."""
    folder = tmp_path_factory.mktemp("installed")
    run(*PIP, "install", "-q", "--no-deps", "--target", folder, wheel, cwd=folder)
    return folder


@pytest.mark.parametrize("versions", OTHER_VERSIONS, ids=" ".join)
def test_lessons_without_torch_run_beside_other_versions(versions: tuple[str, ...], wheel: Path, tmp_path: Path):
    """All cells of the lessons that need no torch, figures too, from an empty folder?"""
    venv.create(tmp_path / "venv", symlinks=True)
    python = tmp_path / "venv" / "bin" / "python"
    run(*PIP, "--python", python, "install", "-q", "--no-compile", wheel, *versions, cwd=tmp_path)
    (tmp_path / "empty").mkdir()
    lessons = [lesson_id for lesson_id in COURSE.lesson_ids if NEEDS_TORCH not in COURSE.text(lesson_id).read_text()]
    assert lessons
    for lesson_id in lessons:
        run(python, "-P", RUN_CELLS, COURSE.solution(lesson_id), "--shown", cwd=tmp_path / "empty")
    said = run(tmp_path / "venv" / "bin" / "grader", "start", "course", cwd=tmp_path)
    assert "9 lessons" in said and (tmp_path / "course" / "notebooks" / "index.ipynb").is_file()


@pytest.mark.parametrize("lesson_id", COURSE.lesson_ids)
def test_every_lesson_runs_with_the_pinned_torch(lesson_id: str, unpacked: Path, tmp_path: Path):
    """Given cells, answers and tests, in an empty folder, with nothing of the checkout on the path?"""
    where = run(
        sys.executable, "-P", "-c", "import grader; print(grader.__file__)", cwd=tmp_path, PYTHONPATH=str(unpacked)
    )
    assert Path(where.strip()).is_relative_to(unpacked)
    run(sys.executable, "-P", RUN_CELLS, COURSE.solution(lesson_id), cwd=tmp_path, PYTHONPATH=str(unpacked))


@pytest.mark.parametrize("written", [False, True], ids=["unwritten", "written"])
def test_a_released_notebook_alone_checks_itself(written: bool, unpacked: Path, tmp_path: Path):
    """Opened by a kernel in an empty folder: does each test speak, and pass once the answers are there?"""
    lesson_id = "06_bigram_counts"
    notebook = nbformat.read(COURSE.release(lesson_id), as_version=4)
    answers = {cell.id: cell.source for cell in nbformat.read(COURSE.solution(lesson_id), as_version=4).cells}
    for cell in notebook.cells:
        if written and cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = answers[cell.id]
    client = NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": tmp_path}})
    client.execute(env=os.environ | {"PYTHONPATH": str(unpacked), "PYTHONSAFEPATH": "1", "FRONTIER_OFFLINE": "1"})
    tests = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")]
    said = ["".join(out.get("text", "") or "\n".join(out.get("traceback", [])) for out in t.outputs) for t in tests]
    assert len(said) > 5 and all(("✓" if written else "is not written yet") in each for each in said), said


def test_a_learners_path_in_a_laid_out_course(unpacked: Path, tmp_path: Path):
    """`start`, then `check` of an unwritten lesson, without the checkout?"""
    command = (sys.executable, "-P", "-m", "grader")
    run(*command, "start", "course", cwd=tmp_path, PYTHONPATH=str(unpacked))
    said = run(*command, "check", "6", cwd=tmp_path / "course", status=1, PYTHONPATH=str(unpacked))
    assert "is not written yet" in said and "Traceback" not in said


def test_what_is_not_installed_is_named(wheel: Path, tmp_path: Path):
    """Does a command that needs more than the base say in one line what to install?"""
    run(*PIP, "install", "-q", "--no-deps", "--target", tmp_path / "bare", wheel, "click", cwd=tmp_path)
    command = (sys.executable, "-P", "-S", "-m", "grader", "autograde", "6")  # -S: without this environment's packages
    said = run(*command, cwd=tmp_path, status=1, PYTHONPATH=str(tmp_path / "bare")).strip()
    assert said.startswith("Error: ") and "frontier-ai-365[grade]" in said and "\n" not in said
