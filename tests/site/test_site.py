"""The site to read: built offline without a warning, from what is committed; links, folds, figures, and a browser."""

import functools
import re
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import nbformat
import pytest
from accessibility import faults
from shared import made_once
from the_course import COURSE

from grader.course import name_of
from grader.lesson.lesson import Lesson
from grader.lesson.read import load_lesson
from grader.lesson.rules.leaks import secret_lines
from tools.browser import CHROMIUM, opened
from tools.site import build, stage
from tools.site_lesson import lesson_page
from tools.site_links import broken_links

pytestmark = [pytest.mark.slow, pytest.mark.system]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site, built once; a warning of Sphinx's ends it with another status."""

    def make(folder: Path) -> None:
        stage(COURSE, folder / "sources")
        assert build(folder / "sources", folder / "html") == 0

    return made_once(tmp_path_factory, "site", make) / "html"


@functools.cache
def lesson_of(lesson_id: str) -> Lesson:
    return load_lesson(COURSE, lesson_id)


def page_of(site: Path, lesson_id: str) -> str:
    return (site / "solutions" / lesson_id / f"{name_of(lesson_id)}.html").read_text(encoding="utf-8")


def test_every_link_within_the_site_leads_somewhere(site: Path):
    """Pages, pictures, scripts, and places on a page?"""
    assert list(broken_links(site)) == []


def test_a_link_that_leads_nowhere_is_named(tmp_path: Path):
    """A page that is not there, a place that is not on one?"""
    (tmp_path / "a.html").write_text('<p id="here"><a href="b.html">b</a> <a href="#here">h</a> <a href="#there">t</a>')
    assert [line.split(" leads")[0] for line in broken_links(tmp_path)] == ["a.html: #there", "a.html: b.html"]


def test_nothing_on_the_site_is_fetched_from_elsewhere(site: Path):
    """Does it open offline, formulas included?"""
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<(?:script|link rel=.stylesheet.|img)[^>]*(?:src|href)=.https?:", text), path


@pytest.mark.parametrize("lesson_id", COURSE.lesson_ids)
def test_a_lesson_shows_its_figures_and_folds_its_answers(site: Path, lesson_id: str):
    """Every committed figure, in words too; each answer and test folded; the neighbours linked?"""
    solution = nbformat.read(COURSE.solution(lesson_id), as_version=4)
    outputs = [out for cell in solution.cells for out in cell.get("outputs", [])]
    figures = [out for out in outputs if {"image/png", "image/svg+xml"} & set(out.get("data", {}))]
    text = page_of(site, lesson_id)
    images = re.findall(r"<img[^>]*>", text)
    assert len(images) == len(figures) > 3 and all(re.search(r'alt="[^"]+ [^"]+"', image) for image in images)
    lesson = lesson_of(lesson_id)
    assert text.count("Show the test") == len(lesson.exercises)
    assert text.count("Show the answer") == len(lesson.exercises) + sum(c.kind == "challenge" for c in lesson.cells)
    assert text.count("<details>") == sum(cell.source.count("<details>") for cell in solution.cells)
    place = COURSE.lesson_ids.index(lesson_id)
    around = {-1: "left-prev", 1: "right-next"}
    for way, mark in around.items():
        if 0 <= place + way < len(COURSE.lesson_ids):
            neighbour = COURSE.lesson_ids[place + way]
            assert re.search(rf'class="{mark}"\s+href="../{neighbour}/{name_of(neighbour)}.html"', text)


@pytest.mark.parametrize("lesson_id", COURSE.lesson_ids)
def test_a_lesson_s_page_has_no_hidden_test(lesson_id: str):
    """Is of a test only that part on the page which learners have?"""
    page = {line.strip() for cell in lesson_page(COURSE, lesson_id).cells for line in cell.source.splitlines()}
    hidden = [line for line, origin in secret_lines(COURSE, lesson_of(lesson_id)).items() if "hidden" in origin]
    assert hidden and page.isdisjoint(hidden) and not any("HIDDEN" in line for line in page)


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: Any) -> None: ...


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Where the site is served, as a host would."""
    handler = functools.partial(QuietHandler, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium: the site was not looked at in a browser")
@pytest.mark.parametrize(("width", "scheme"), [(1200, "light"), (1200, "dark"), (400, "light")])
def test_the_site_in_a_browser(address: str, browser: Any, width: int, scheme: str):
    """No serious fault by axe, no error, nothing from elsewhere, no scrolling sideways; folds open, search finds?"""
    with opened(browser, width, 900) as page:
        page.emulate_media(color_scheme=scheme)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for name in ("index", "grader/README", "solutions/04_chain_rule/chain_rule"):
            page.goto(f"{address}/{name}.html")
            page.locator(f"html[data-theme={scheme}]").wait_for()
            across = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert across <= 0 and page.errors == [], name
            assert faults(page) == [], name
            page.errors.clear()  # axe looks for the theme's style sheets in the wrong place
        answer = page.locator("details.hide pre").first
        assert not answer.is_visible()
        page.locator("details.hide summary").first.click()
        answer.wait_for()
        page.goto(f"{address}/search.html?q=softmax")
        page.locator("ul.search li a").first.wait_for()
        assert not [url for url in asked if not url.startswith((address, "data:"))]
        assert page.errors == []


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium: the site was not looked at in a browser")
def test_no_page_scrolls_sideways_on_a_phone(address: str, browser: Any, site: Path):
    """Formulas, code, tables and long words, on each page?"""
    with opened(browser, 400, 900) as page:
        wide = []
        for path in sorted(site.rglob("*.html")):
            if "_static" not in path.parts:
                page.goto(f"{address}/{path.relative_to(site)}")
                if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                    wide.append(path.name)
        assert wide == []
