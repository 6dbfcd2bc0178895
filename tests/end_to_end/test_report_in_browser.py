"""The class report as an instructor uses it, in Chromium: students' pages, search, sorting, who made a mistake, print."""

from collections.abc import Iterator
from typing import Any

import pytest
from accessibility import faults
from desk import LATE, LISTED, PEOPLE, RIGHT, result, write_class
from tiny_course import FOLDER

from grader.course import Course
from grader.lesson.read import load_lesson
from grader.marking.outcome import FAILED, PASSED
from grader.records.book import AttemptMark
from grader.records.database import open_marks
from grader.records.downloads import Download, note_download
from grader.records.graded_notebook import write_autograded
from grader.run.outputs import write_outputs, write_pages
from grader.run.places import Places, places
from tools.browser import CHROMIUM, opened

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium: the report was not looked at in a browser")

WIDTHS = (1200, 400)
LONG = "a_file_name_without_a_place_to_break_" * 4
ATTEMPTS = [AttemptMark("d1", "first.ipynb", 1, False, late=True), AttemptMark("d2", "second.ipynb", 1, True)]
KINDS = {"another lesson's": 0, "not a notebook": 1, "unreadable": 1, "unmatched": 0}
SUMS = Download(
    "/x/first.zip",
    (FOLDER,),
    "2026-11-03 12:00",
    "Canvas",
    7,
    4,
    1,
    KINDS,
    {".py": 1},
    {},
    (f"first.zip/{LONG}.py: not a notebook, .py",),
)


@pytest.fixture(scope="module")
def desk(built_course: Course, tmp_path_factory: pytest.TempPathFactory) -> Places:
    """A class with odd names, two attempts, comments and long file names: pages and both reports."""
    root = tmp_path_factory.mktemp("desk")
    lesson, its_places = load_lesson(built_course, FOLDER), places(root)
    write_class(lesson, root)
    with open_marks(its_places.database, lesson) as marks:
        marks.note_attempts({LATE: ATTEMPTS})
    for student, second in ((RIGHT, PASSED), (LATE, FAILED), (LISTED, FAILED)):
        write_autograded(result(student, lesson, PASSED, second), lesson, its_places.autograded)
    note_download(its_places.reports, SUMS)
    write_pages(built_course, its_places, PEOPLE)
    for anonymous in (False, True):
        assert write_outputs(built_course, its_places, PEOPLE, anonymous).faults == ()
    return its_places


@pytest.fixture(params=WIDTHS)
def page(request: pytest.FixtureRequest, browser: Any) -> Iterator[Any]:
    with opened(browser, request.param, 800) as page:
        page.context.set_offline(True)
        yield page
        assert page.errors == []


def is_well(page: Any) -> None:
    """Nothing that axe calls serious, and nothing beyond the edge."""
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def names(page: Any) -> list[str]:
    """The students in the table, as they stand."""
    return page.locator("#people tbody tr:visible th a").all_inner_texts()


def test_the_report(desk: Places, page: Any):
    """Sums that add up, sorting by points and back by name, search by name and not by points?"""
    page.goto((desk.reports / "index.html").as_uri())
    sums = page.locator(".sums li").inner_text()
    assert "first.zip: 7 files = 4 hand-ins that count + 1 other attempt + 1 not a notebook (1 .py) + 1 unread" in sums
    is_well(page)
    before = names(page)
    page.locator("#people").get_by_role("button", name="sum", exact=True).click()
    by_points = page.locator("#people tbody tr td:last-child").all_inner_texts()
    assert sorted(map(float, by_points), reverse=True) == list(map(float, by_points)) and names(page) != before
    page.locator("#people").get_by_role("button", name="student", exact=True).click()
    assert names(page)[0] == "=HYPERLINK(1)" and sorted(names(page)) == sorted(before)
    page.get_by_label("Search").fill("zögling")
    assert names(page) == ["Zögling Schüler"] and page.get_by_text("1 found").is_visible()
    page.get_by_label("Search").fill("1.5")
    assert names(page) == []


def test_a_mistake_and_who_made_it(desk: Places, page: Any):
    """By name, with the explanation that learners saw and an example; do its people lead to their pages?"""
    page.goto((desk.reports / "index.html").as_uri())
    row = page.locator(".mistakes tbody tr", has_text="7.2 (predicted_shape)")
    for part in ("squared: x * x is not x + x", "double(2) is wrong: yours 4, expected 5."):
        assert part in row.inner_text()
    row.get_by_role("button").click()
    is_well(page)
    page.locator(".names").get_by_role("link", name="Zögling Schüler").click()
    page.get_by_role("heading", level=1, name="Zögling Schüler").wait_for()  # a link within the page is followed later
    assert "0.5 taken off for lateness" in page.locator("#student").inner_text()
    page.get_by_role("link", name="Back to the class").click()
    page.get_by_role("heading", name="Class report").wait_for()


def test_a_students_page(desk: Places, page: Any):
    """Attempts with their marks, what a person gave and wrote; do the links open the feedback page?"""
    page.goto((desk.reports / "index.html").as_uri())
    page.get_by_role("link", name="Beginner_of_the @Uni").click()
    page.get_by_role("heading", level=1, name="Beginner_of_the @Uni").wait_for()
    text = page.locator("#student").inner_text()
    for part in (
        "2 attempts, with the points by the tests alone: (late) 1; 1, which counts.",
        "given by hand",
        "=Good, idea;",
    ):
        assert part in text
    is_well(page)
    page.get_by_role("link", name="feedback page").click()
    page.wait_for_url("**/feedback/**")
    assert "Your 2 attempts" in page.locator("main").inner_text()
    is_well(page)


def test_the_report_without_names(desk: Places, page: Any):
    """To be shown in class: is nobody named, nobody's page behind a mistake, and no file?"""
    page.goto((desk.reports / "anonymous.html").as_uri())
    text = page.locator("main:visible").inner_text()
    assert "without names" in text and not [p.id for p in PEOPLE if p.id in text or (p.name and p.name in text)]
    assert page.get_by_role("button", name="who").count() == 0 and "first.zip" not in text
    is_well(page)
    page.get_by_role("link", name="Student 1", exact=True).click()
    page.get_by_role("heading", level=1, name="Student 1").wait_for()
    assert page.locator("#student").get_by_role("link").count() == 1


def test_print_shows_what_is_folded(desk: Places, browser: Any):
    """Who has not handed in, and no search box or buttons?"""
    with opened(browser, 720, 1000) as page:
        page.goto((desk.reports / "index.html").as_uri())
        page.emulate_media(media="print")
        assert page.get_by_text("Class Öğrencisi").first.is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 720
        assert not page.get_by_label("Search").is_visible() and page.locator(".who:visible").count() == 0
