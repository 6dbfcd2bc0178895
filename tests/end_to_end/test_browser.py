"""A learner's first ten minutes in JupyterLab, with a real browser: a stub, a wrong answer, a right one, a figure."""

import json
import os
import re
import shutil
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest
from the_course import ROOT

from grader.course import FILE, open_course
from grader.learner.lab import command, free_port

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
RELEASE = "notebooks/05_micrograd/micrograd.ipynb"
ANSWER = """@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    out = Value(self.data * other.data, (self, other), "*")

    def push():
        self.grad {sign} other.data * out.grad
        other.grad {sign} self.data * out.grad

    out._backward = push
    return out
"""


@pytest.fixture
def lab(tmp_path, monkeypatch):
    """The address of a JupyterLab that serves a copy of one lesson, started as `make lab` does it."""
    for name in (FILE, "notebooks/index.ipynb", RELEASE):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_WORKSPACES_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name))
    port = free_port(18_950)
    words = command(open_course(tmp_path), port, ("--no-browser", "--IdentityProvider.token="))
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            wait_until_served(f"http://127.0.0.1:{port}/api", server)
            yield f"http://127.0.0.1:{port}/lab/tree/"
        finally:
            server.terminate()


def wait_until_served(address: str, server: subprocess.Popen) -> None:
    """Return when the server answers; fail when it has ended."""
    while server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail("JupyterLab ended before it served")


class Keyboard:
    """A notebook in the browser, worked by keys alone; cells are named by their place."""

    def __init__(self, page) -> None:
        self.page = page
        self.at = 0
        page.locator(".jp-Notebook .jp-Cell").first.click()
        page.keyboard.press("Escape")

    def cell(self, place: int):
        return self.page.locator(f'.jp-Notebook .jp-Cell[data-windowed-list-index="{place}"]')

    def move(self, place: int) -> None:
        while self.at != place:
            self.press("ArrowDown" if place > self.at else "ArrowUp", 1 if place > self.at else -1)

    def press(self, key: str, by: int) -> None:
        """A key that selects the next cell or the one before; wait until it has."""
        self.page.keyboard.press(key)
        self.at += by
        self.page.locator(f'.jp-Cell.jp-mod-active[data-windowed-list-index="{self.at}"]').wait_for()

    def run(self) -> None:
        """Run the cell and wait for its number: a cell that raises would drop those that wait behind it."""
        cell = self.cell(self.at)
        self.press("Shift+Enter", 1)
        if "jp-CodeCell" in cell.get_attribute("class"):
            cell.locator(".jp-InputPrompt", has_text=re.compile(r"\[\d+\]")).wait_for()

    def write(self, place: int, text: str) -> None:
        """Replace a cell's text by typing, and run it."""
        self.move(place)
        self.page.keyboard.press("Enter")
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)
        self.run()

    def run_cell(self, place: int) -> None:
        self.move(place)
        self.run()


def places() -> tuple[int, int, int]:
    """Where the product's answer, its test and the first graph stand in the notebook."""
    cells = json.loads((ROOT / RELEASE).read_text())["cells"]
    ids = [cell["id"] for cell in cells]
    graph = next(i for i, cell in enumerate(cells) if "".join(cell["source"]).endswith("draw_graph(d)"))
    return ids.index("mul"), ids.index("test_mul"), graph


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium: the lab was not looked at in a browser")
def test_one_exercise_from_stub_to_figure(lab):
    """Does each run of a test cell show its message, without a traceback, and is the graph a picture?"""
    from playwright.sync_api import expect, sync_playwright

    answer, test, graph = places()
    shots = os.environ.get("FRONTIER_SHOTS")
    with sync_playwright() as play, play.chromium.launch(executable_path=CHROMIUM, args=FLAGS) as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(30_000)
        expect.set_options(timeout=30_000)
        page.goto(lab + RELEASE)
        page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
        keys = Keyboard(page)
        output = keys.cell(test).locator(".jp-OutputArea-output")
        while keys.at <= answer:
            keys.run()
        keys.run_cell(test)
        expect(output).to_have_text("Exercise 5.2 (mul) is not written yet.")
        save(page, shots, "not_written")
        keys.write(answer, ANSWER.format(sign="="))
        keys.run_cell(test)
        expect(output).to_have_text(
            "a.grad with a = 3 and 1 at a * a is wrong: yours 3, expected 6.\nLikely mistake: = where += belongs"
        )
        save(page, shots, "wrong")
        keys.write(answer, ANSWER.format(sign="+="))
        keys.run_cell(test)
        expect(output).to_have_text("✓ mul")
        save(page, shots, "tick")
        keys.run_cell(graph)
        picture = keys.cell(graph).locator(".jp-OutputArea-output svg, .jp-OutputArea-output img")
        expect(picture).to_be_visible()
        size = picture.bounding_box()
        assert size["width"] > 200 and size["height"] > 100
        save(page, shots, "graph")


def save(page, folder: str | None, name: str) -> None:
    """A screenshot for FRONTIER_SHOTS=folder, to look at."""
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}.png"))
