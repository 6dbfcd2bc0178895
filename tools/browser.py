"""JupyterLab as a learner has it, in a real browser: for the browser tests, and for the pictures of the README."""

import json
import re
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from grader.course import FILE, Course, open_course
from grader.learner.lab import command, environment, free_port
from grader.learner.own_notebook import whole
from grader.learner.work import bring_up_to_date

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 60_000  # milliseconds, for a machine that does other things as well
ACTIVE = """[...document.querySelectorAll('.jp-Notebook .jp-Cell.jp-mod-active')]
    .find(cell => cell.offsetParent)?.dataset.windowedListIndex"""
CELL = ".jp-Notebook:visible .jp-Cell"
# A notebook's toolbar once its kernel is there: before, it says "idle" of no kernel.
KERNEL = """.jp-Toolbar:visible:has-text("Python 3 (ipykernel)") .jp-Notebook-ExecutionIndicator[data-status="idle"]"""


def copy_of(course: Course, folder: Path) -> Course:
    """The course's released notebooks in a folder, as a learner has them who has not begun."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(course.root / FILE, folder)
    shutil.copytree(course.root / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".*"))
    return open_course(folder)


@contextmanager
def served(course: Course, home: Path) -> Iterator[str]:
    """The address of a JupyterLab started as `make lab` does it, for somebody without any configuration.

    Raises:
        RuntimeError: JupyterLab ended before it served.
    """
    bring_up_to_date(course)
    port = free_port(18_950)
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_WORKSPACES_DIR")
    clean = environment() | {name: str(home / name) for name in names} | {"FRONTIER_OFFLINE": "1"}
    words = command(course, port, ("--no-browser", "--IdentityProvider.token="))
    with subprocess.Popen(words, env=clean, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait(f"http://127.0.0.1:{port}/api", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("JupyterLab ended before it served")


@contextmanager
def started() -> Iterator[Any]:
    """Debian's Chromium, for any number of pages. While it is there, `asyncio.run` is refused in this thread."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play, play.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS)) as browser:
        yield browser


@contextmanager
def opened(browser: Any, width: int = 1280, height: int = 900, scale: float = 1) -> Iterator[Any]:
    """A page that shares nothing with others; `page.errors` has the errors of its console."""
    with browser.new_context(viewport={"width": width, "height": height}, device_scale_factor=scale) as context:
        page: Any = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.errors = []
        page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        yield page


class Notebook:
    """A notebook that is open in JupyterLab, worked by keys alone; cells are named by their place."""

    def __init__(self, page: Any, file: Path) -> None:
        self.page = page
        self.at = 0
        cells = json.loads(whole(file))["cells"]
        self.folded = [cell["metadata"].get("jupyter", {}).get("source_hidden", False) for cell in cells]
        self.silent = {place for place, cell in enumerate(cells) if cell["id"] == "package"}
        page.locator(KERNEL).wait_for()
        page.locator(CELL).first.click()
        page.keyboard.press("Escape")

    def cell(self, place: int) -> Any:
        return self.page.locator(f'{CELL}[data-windowed-list-index="{place}"]')

    def output(self, place: int) -> Any:
        return self.cell(place).locator(".jp-OutputArea-output")

    def move(self, place: int) -> None:
        """Select a cell. The arrows pass over a folded one; Shift-Enter, in the line of text above it, does not."""
        if self.at == place:
            return
        aim = place - 1 if self._is_folded(place) else place
        while self.at != aim:
            before = self.at
            self.page.keyboard.press("ArrowDown" if aim > self.at else "ArrowUp")
            self.page.wait_for_function(f"({ACTIVE}) !== '{before}'")
            self.at = int(self.page.evaluate(ACTIVE))
        if aim != place:
            self._press("Shift+Enter", 1)

    def _is_folded(self, place: int) -> bool:
        return place < len(self.folded) and self.folded[place]

    def run(self, place: int) -> None:
        """Run a cell with Shift-Enter and wait until it has its number, or, where it is folded, an output."""
        self.move(place)
        cell = self.cell(place)
        self._press("Shift+Enter", 1)
        if "jp-CodeCell" in (cell.get_attribute("class") or ""):
            self.page.locator(KERNEL).wait_for()
            if self._is_folded(place):
                if place not in self.silent:
                    self.output(place).first.wait_for()
            else:
                self.wait_for_number(place)

    def wait_for_number(self, place: int) -> None:
        """Wait until a code cell has run."""
        self.cell(place).locator(".jp-InputPrompt", has_text=re.compile(r"\[\d+\]")).first.wait_for()

    def write(self, place: int, text: str) -> None:
        """Replace a cell's text by typing, and run it."""
        self.move(place)
        self.page.keyboard.press("Enter")
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)
        self.run(place)

    def save(self) -> None:
        self.page.keyboard.press("Control+S")
        self.page.locator(".jp-mod-dirty").first.wait_for(state="detached")

    def _press(self, key: str, by: int) -> None:
        """A key that selects the next cell or the one before; wait until it has."""
        self.page.keyboard.press(key)
        self.at += by
        self.page.locator(f'{CELL}.jp-mod-active[data-windowed-list-index="{self.at}"]').wait_for()
