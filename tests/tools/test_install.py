"""Set-up: skipped where nothing changed, resumed where it was cut off, one clear line where it cannot go on."""

import ast
import io
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from loopback import Mirror, serve
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from the_course import ROOT

from tools import install
from tools.install import drop_half_installed, fingerprint, is_done, make_venv, stamp, why, works

PINNED = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[a-z,]+\])?==([^\s;]+)$")


def pins(lines: list[str]) -> dict[str, str]:
    """Name -> version of lines like "numpy==2.4.6", names in one spelling."""
    found = [PINNED.match(line.strip()) for line in lines if line.strip() and not line.strip().startswith("#")]
    assert all(found), lines
    return {match[1].lower().replace("_", "-"): match[2] for match in found}


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def requirements(*extras: str) -> dict[str, SpecifierSet]:
    """What the base and some extras ask for directly: name -> range."""
    lines = [
        *project()["dependencies"],
        *(line for extra in extras for line in project()["optional-dependencies"][extra]),
    ]
    asked = [Requirement(line) for line in lines]
    return {canonicalize_name(each.name): each.specifier for each in asked if each.name != project()["name"]}


def constraints() -> dict[str, str]:
    return pins((ROOT / "constraints.txt").read_text().splitlines())


def test_constraints_pin_what_is_asked_for():
    """Has each requirement a version that the course is tried with, and is it within the range?"""
    for name, versions in requirements("lab", "grade", "test").items():
        assert constraints()[name] in versions, name
    assert constraints()["torch"] == "2.13.0"


def test_conda_environment_has_the_same_versions():
    """Does environment.yml ask for what grading needs, at the versions of constraints.txt?"""
    import yaml

    parts = yaml.safe_load((ROOT / "environment.yml").read_text())
    assert parts["channels"] == ["conda-forge", "nodefaults"]
    plain = [part for part in parts["dependencies"] if isinstance(part, str)]
    from_pip = next(part["pip"] for part in parts["dependencies"] if isinstance(part, dict))
    conda = dict(part.split("=", 1) for part in plain if "=" in part and not part.startswith("python="))
    conda = {CONDA_NAMES.get(name, name): version for name, version in conda.items()}
    conda |= pins([line for line in from_pip if not line.startswith("-")])
    assert set(conda) == set(requirements("lab", "grade"))
    assert conda == {name: constraints()[name] for name in conda}
    assert "graphviz" in plain and "-e .[grade]" in from_pip
    assert f"--extra-index-url {install.CPU_TORCH}" in from_pip


CONDA_NAMES = {
    "jupyter_client": "jupyter-client",
    "pytorch": "torch",
    "python-graphviz": "graphviz",
    "msgpack-python": "msgpack",
}


@pytest.fixture
def venv(tmp_path):
    (tmp_path / "venv").mkdir()
    return tmp_path / "venv"


def test_done_until_a_pin_changes(venv, monkeypatch, tmp_path):
    """Is set-up skipped by its stamp, with the test tools serving for both, and done again after a change?"""
    assert not is_done(venv, "grade")
    stamp(venv, "test").write_text(fingerprint())
    assert is_done(venv, "grade") and is_done(venv, "test")
    stamp(venv, "test").rename(stamp(venv, "grade"))
    assert is_done(venv, "grade") and not is_done(venv, "test")
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_text("changed")
    monkeypatch.setattr(install, "ROOT", tmp_path)
    assert not is_done(venv, "grade")


def test_half_installed_packages_are_dropped(venv):
    """Is a package whose list of files was never written forgotten, and a whole one kept?"""
    packages = venv / "lib" / "python3.11" / "site-packages"
    for name in ("whole", "half"):
        (packages / f"{name}-1.0.dist-info").mkdir(parents=True)
    (packages / "whole-1.0.dist-info" / "RECORD").write_text("")
    drop_half_installed(venv)
    assert [path.name for path in packages.iterdir()] == ["whole-1.0.dist-info"]


def test_old_python_is_told_in_one_line(monkeypatch, capsys):
    """Can an old Python read the file, and is it told what is needed?"""
    ast.parse(Path(install.__file__).read_text(), feature_version=(3, 6))
    monkeypatch.setattr(install, "OLDEST", (99, 0))
    monkeypatch.setattr(sys, "argv", ["install.py"])
    with pytest.raises(SystemExit, match=r"^Python 3\.11 or newer is needed, this is 3\.\d+\. Name another"):
        install.main()


def test_foreign_folder_is_left_alone(venv):
    """Is a folder with other things in it refused, and nothing in it touched?"""
    (venv / "thesis.txt").write_text("mine")
    with pytest.raises(SystemExit, match="holds something else"):
        make_venv(venv)
    assert [path.name for path in venv.iterdir()] == ["thesis.txt"]


def test_place_that_cannot_be_written(tmp_path, monkeypatch):
    """Is a place where no folder can be made one clear line?"""
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(sys, "argv", ["install.py", "--venv", str(tmp_path / "file" / "venv")])
    with pytest.raises(
        SystemExit, match=r"cannot be written \(Not a directory\). Check its permissions\. Or name another"
    ):
        install.main()


@pytest.mark.system
def test_environment_of_another_python(venv, monkeypatch):
    """Is somebody's own environment left alone, and one that was made here made anew?"""
    (venv / "pyvenv.cfg").write_text("")
    (venv / "mine.txt").write_text("")
    answers = iter([False, False])
    monkeypatch.setattr(install, "works", lambda venv: next(answers))
    with pytest.raises(SystemExit, match="is the environment of another Python"):
        make_venv(venv)
    assert (venv / "mine.txt").exists()
    answers = iter([False, True])
    make_venv(venv)
    assert not (venv / "mine.txt").exists()


@pytest.mark.system
def test_cut_off_environment_is_completed_and_no_network_is_one_line(tmp_path):
    """Is an environment without pip completed? And without a network, does one line say so, and a stamp stay away?"""
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    assert not works(venv)
    nowhere = {
        "PIP_INDEX_URL": "http://127.0.0.1:9/",
        "FRONTIER_TORCH_INDEX": "http://127.0.0.1:9/",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_CACHE_DIR": "1",
    }
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PIP_")} | nowhere
    command = [sys.executable, install.__file__, "--venv", venv]
    result = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert works(venv)
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("The packages could not be fetched: connect to the network. Then give the same")
    assert not is_done(venv, "grade")


def test_other_reasons_of_a_failed_install():
    """Is a full disk recognised, and anything else quoted?"""
    assert why("OSError: [Errno 28] No space left on device").startswith("The disk is full")
    assert why("x\nERROR: no wheel\n") == "pip failed: ERROR: no wheel"


def fake_torch(version: str) -> bytes:
    """A wheel that is named torch and holds its version alone."""
    packed = io.BytesIO()
    info = f"torch-{version}.dist-info"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: torch\nVersion: {version}\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return packed.getvalue()


@pytest.fixture
def indexes(monkeypatch):
    """The usual index and PyTorch's own on loopback, each with its build of torch, and pip told of the usual one."""
    files = {}
    for place, version in (("usual", "2.13.0"), ("cpu", "2.13.0+cpu")):
        name = f"torch-{version}-py3-none-any.whl"
        files[f"{place}/torch/"] = f'<a href="/{place}/files/{name.replace("+", "%2B")}">{name}</a>'.encode()
        files[f"{place}/files/{name.replace('+', '%2B')}"] = fake_torch(version)
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_DISABLE_PIP_VERSION_CHECK", "1")
    with serve(Mirror(files)) as mirror:
        monkeypatch.setenv("PIP_INDEX_URL", f"{mirror.url}usual/")
        monkeypatch.setattr(install, "CPU_TORCH", f"{mirror.url}cpu/")
        yield mirror


def installed(venv: Path) -> str:
    """The version of torch that an environment has, "" where it has none."""
    return "".join(path.name.split("-")[1].removesuffix(".dist") for path in venv.glob("lib/*/site-packages/torch-*"))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the two builds are Linux's")
@pytest.mark.system
def test_torch_comes_without_cuda_and_where_it_cannot_its_size_is_said_first(indexes, tmp_path, monkeypatch, capsys):
    """CPU build from PyTorch's index; CUDA on request; what the usual index has where PyTorch's cannot be reached?"""
    venv = tmp_path / "venv"
    make_venv(venv)
    install.take_torch(venv, "cpu")
    assert installed(venv) == "2.13.0+cpu" and not capsys.readouterr().out
    assert not [path for path in indexes.asked if path.startswith("/usual/")]
    stamp(venv, "").write_text(f"{fingerprint()}\ncpu\n")
    assert is_done(venv, "", "cpu") and is_done(venv, "") and not is_done(venv, "", "cuda")
    install.take_torch(venv, "cuda")
    assert installed(venv) == "" and capsys.readouterr().out == (
        "torch: the build for NVIDIA's cards, 2.7 GB to download and 5.5 GB on disk.\n"
    )
    monkeypatch.setattr(install, "CPU_TORCH", "http://127.0.0.1:9/")
    install.take_torch(venv, "cpu")
    assert installed(venv) == ""
    assert "is not available from http://127.0.0.1:9/ now." in (said := capsys.readouterr().out)
    assert "2.7 GB to download and 5.5 GB on disk" in said
    both = ["install", "--quiet", "--extra-index-url", f"{indexes.url}cpu/", "torch==2.13.0"]  # as environment.yml
    for words, version in ((["install", "--quiet", "torch==2.13.0"], "2.13.0"), (both, "2.13.0+cpu")):
        assert install.pip(venv, *words) == 0
        assert installed(venv) == version
        assert install.pip(venv, "uninstall", "--quiet", "--yes", "torch") == 0
