"""The README's pictures: none older than what it shows, each described, and every path and command there is."""

import re
from dataclasses import replace

import pytest
from PIL import Image
from the_course import COURSE, ROOT

from grader.cli.main import COMMANDS
from grader.errors import GraderError
from tools.pictures import THUMBNAIL, figure, old

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_no_picture_is_older_than_what_it_shows():
    """After a change of a figure, the exercise or the report: has `make pictures` been run?"""
    assert old(COURSE) == [], "make pictures (it needs Chromium)"


def test_a_changed_figure_makes_its_picture_old():
    """Is it the one, and only the one, whose figure is another now?"""
    first = COURSE.lesson_ids[0]
    changed = {lesson_id: replace(entry) for lesson_id, entry in COURSE.lessons.items()}
    changed[first] = replace(changed[first], figure="draw_bending(")
    assert set(old(replace(COURSE, lessons=changed))) == {*old(COURSE), f"thumbnails/{first}.png"}
    changed[first] = replace(changed[first], figure="nothing draws this(")
    with pytest.raises(GraderError, match=rf"the figure of {first}, 'nothing draws this\('"):
        figure(replace(COURSE, lessons=changed), first)


def test_thumbnails_are_cards_of_one_size():
    """So that the table's rows are of one height?"""
    drawn = [lesson_id for lesson_id, entry in COURSE.lessons.items() if entry.figure]
    assert drawn == list(COURSE.lesson_ids), (
        "name each lesson's best figure in course.toml, then: python -m tools.pictures"
    )
    for lesson_id in drawn:
        with Image.open(ROOT / "docs" / "pictures" / "thumbnails" / f"{lesson_id}.png") as card:
            assert card.size == THUMBNAIL


def test_readme_is_short_enough_to_be_read():
    """Does no section grow into a page of its own?"""
    assert len(README.splitlines()) < 150, "move something to docs/"


def test_readme_leads_nowhere_wrong():
    """Does each link lead to a file, each picture have a text, each command exist?"""
    links = re.findall(r"\]\(([^)#]+)\)", README) + re.findall(r'src="([^"]+)"', README)
    lost = [link for link in links if not link.startswith("http") and not (ROOT / link).exists()]
    assert links and not lost, "mend the link; a thumbnail is made by python -m tools.pictures"
    assert all(re.search(r'alt="[^"]{10,}"', image) for image in re.findall(r"<img[^>]*>", README))
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    given = [line.strip() for line in README.splitlines() if line.startswith("    ")] + re.findall(r"`([^`]+)`", README)
    named = {word for line in given for word in re.findall(r"^make ([a-z -]+?)(?: [A-Z].*|  .*)?$", line)}
    assert len(named) > 8 and {word for words in named for word in words.split()} <= targets
    assert set(re.findall(r"`grader ([a-z]+)", README)) <= set(COMMANDS)
