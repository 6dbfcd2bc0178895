"""The package as others install it: a wheel, in an empty folder, with other versions of NumPy and Matplotlib.

`make test-wheel` runs these: they install packages, and run whole lessons.
"""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from the_course import COURSE, ROOT

pytestmark = pytest.mark.wheel
RUN_CELLS = Path(__file__).with_name("run_cells.py")
NEEDS_TORCH = "import torch"
OTHER_VERSIONS = [("numpy==1.26.*", "matplotlib==3.9.*", "pandas<3"), ("numpy", "matplotlib")]


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """What a command prints; its failure, with all that it said, is the test's."""
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    clean |= {"MPLBACKEND": "agg", "FRONTIER_OFFLINE": "1"} | environment
    done = subprocess.run(list(map(str, command)), cwd=cwd, env=clean, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, f"{command}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done.stdout


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
    run(sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", folder, wheel, cwd=folder)
    return folder


@pytest.mark.parametrize("versions", OTHER_VERSIONS, ids=" ".join)
def test_lessons_without_torch_run_beside_other_versions(versions: tuple[str, ...], wheel: Path, tmp_path: Path):
    """Given cells, answers and tests of the lessons that need no torch, from an empty folder?"""
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    run(python, "-m", "pip", "install", "-q", wheel, *versions, cwd=tmp_path)
    (tmp_path / "empty").mkdir()
    lessons = [folder for folder in COURSE.folders if NEEDS_TORCH not in COURSE.text(folder).read_text()]
    assert lessons
    for folder in lessons:
        run(python, "-P", RUN_CELLS, COURSE.solution(folder), cwd=tmp_path / "empty")
    said = run(tmp_path / "venv" / "bin" / "grader", "start", "course", cwd=tmp_path)
    assert "9 lessons" in said and (tmp_path / "course" / "notebooks" / "index.ipynb").is_file()


@pytest.mark.parametrize("folder", COURSE.folders)
def test_every_lesson_runs_with_the_pinned_torch(folder: str, unpacked: Path, tmp_path: Path):
    """Does a lesson run in an empty folder, with nothing of the checkout on the path?"""
    where = run(
        sys.executable, "-P", "-c", "import grader; print(grader.__file__)", cwd=tmp_path, PYTHONPATH=str(unpacked)
    )
    assert Path(where.strip()).is_relative_to(unpacked)
    run(sys.executable, "-P", RUN_CELLS, COURSE.solution(folder), cwd=tmp_path, PYTHONPATH=str(unpacked))


def test_a_learners_path_in_a_laid_out_course(unpacked: Path, tmp_path: Path):
    """`start`, then `check` of an unwritten lesson, without the checkout?"""
    command = (sys.executable, "-P", "-m", "grader")
    run(*command, "start", "course", cwd=tmp_path, PYTHONPATH=str(unpacked))
    done = subprocess.run(
        [*command, "check", "6"],
        cwd=tmp_path / "course",
        env=os.environ | {"PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 1 and "is not written yet" in done.stdout and "Traceback" not in done.stderr


def test_what_is_not_installed_is_named(wheel: Path, tmp_path: Path):
    """Does a command that needs more than the base say in one line what to install?"""
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    run(python, "-m", "pip", "install", "-q", "--no-deps", wheel, "click", cwd=tmp_path)
    done = subprocess.run([python, "-m", "grader", "autograde", "6"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1
    assert (
        done.stderr.startswith("Error: ")
        and "frontier-ai-365[grade]" in done.stderr
        and "\n" not in done.stderr.strip()
    )
