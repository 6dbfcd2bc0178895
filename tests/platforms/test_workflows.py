"""The files by which others run the course lead to what is there: workflows, dev container, Binder."""

import json
import re
from pathlib import Path

import pytest
import yaml
from the_course import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_runs_what_is_there(path: Path):
    """Do its tests, scripts and extras exist?"""
    commands = [
        step["run"]
        for job in yaml.safe_load(path.read_text())["jobs"].values()
        for step in job["steps"]
        if "run" in step
    ]
    named = [word for line in commands for word in re.findall(r"(?:tests|\.ci)/[\w/.]+", line)]
    named += [f"{word.replace('.', '/')}.py" for line in commands for word in re.findall(r"-m (tools\.\w+)", line)]
    assert commands and [name for name in named if not (ROOT / name).exists()] == []
    extras = {name for line in commands for found in re.findall(r"\.\[([\w,]+)\]", line) for name in found.split(",")}
    pyproject = (ROOT / "pyproject.toml").read_text()
    assert [name for name in extras if f"\n{name} = [" not in pyproject] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_installs_the_pinned_torch(path: Path):
    """With which the outputs were made, and not the newest?"""
    lines = [line for line in path.read_text().splitlines() if "pip install" in line]
    assert [line for line in lines if "constraints.txt" not in line] == []


def test_the_learners_path_is_walked_with_its_system_tests():
    """Are the tests that `make test` leaves to `make test-system` not left out where they are what is wanted?"""
    text = (ROOT / ".github" / "workflows" / "platforms.yml").read_text()
    assert re.findall(r"python -m pytest .*tests/platforms", text)
    assert not re.findall(r"python -m pytest (?!-m \"not wheel\").*tests/platforms", text)


def test_pre_commit_checks_what_make_lint_checks():
    """Is it the same, with the files that ruff is to leave alone left alone when it is given them by name?"""
    hooks = [
        hook
        for repo in yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
        for hook in repo["hooks"]
    ]
    told = {hook["entry"].removeprefix("python -m ") for hook in hooks}
    lint = (ROOT / "Makefile").read_text().split("\nlint:")[1].split("\n\n")[0]
    lines = [line.strip() for line in lint.replace("$(GRADER)", "grader").replace("$(RUN) ", "").splitlines()[1:]]
    words = {re.sub(r"^@|( \$\(\w+\)| \.)+$", "", line) for line in lines}
    assert told == {f"{each} --force-exclude" if each.startswith("ruff") else each for each in words}


def test_the_dev_container_uses_the_environment_of_environment_yml():
    """By the name that it has there?"""
    container = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text())
    name = yaml.safe_load((ROOT / "environment.yml").read_text())["name"]
    assert "environment.yml" in container["postCreateCommand"]
    python = container["customizations"]["vscode"]["settings"]["python.defaultInterpreterPath"]
    assert python == f"/opt/conda/envs/{name}/bin/python"


def test_binder_builds_from_environment_yml():
    """Is there nothing that it would take in its place?"""
    assert not any(
        (ROOT / name).exists() for name in ("binder", ".binder", "Dockerfile", "Pipfile", "requirements.txt")
    )
