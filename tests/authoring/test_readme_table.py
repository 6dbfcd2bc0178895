"""The README's table of lessons is made from course.toml, and nobody types it."""

from dataclasses import replace
from pathlib import Path

import pytest
from the_course import COURSE
from tiny_course import make_course

from grader.authoring.readme_table import BEGIN, END, END_OF_START, START, table, with_parts, write_parts
from grader.errors import GraderError


def test_the_readmes_table_is_in_step():
    """Does `grader contents` change nothing?"""
    readme = (COURSE.root / "README.md").read_text(encoding="utf-8")
    assert with_parts(COURSE, readme) == readme, "grader contents"


def test_a_row_has_number_title_link_and_question(tmp_path: Path):
    """What does a reader see?"""
    course = make_course(tmp_path)
    (row,) = table(course).splitlines()[2:]
    assert row == "| 7 | [Tiny](solutions/07_tiny/tiny.ipynb) | Twice what? | 5 |  |"  # no figure is named: no picture
    lessons = {folder: replace(entry, figure="draw(") for folder, entry in course.lessons.items()}
    (row,) = table(replace(course, lessons=lessons)).splitlines()[2:]
    assert 'src="docs/pictures/thumbnails/07_tiny.png"' in row


def test_the_table_is_renewed_between_its_lines_only(tmp_path: Path):
    """Does the rest of the page stay, and is a second time nothing new?"""
    course = make_course(tmp_path)
    (tmp_path / "README.md").write_text(f"# A\n\n{BEGIN}\nold\n{END}\n\nB\n")
    assert write_parts(course) == "README.md: written"
    assert (
        tmp_path / "README.md"
    ).read_text() == f"# A\n\n{BEGIN}\n{table(course)}\n\nAllow about 5 minutes for all of it.\n{END}\n\nB\n"
    assert write_parts(course) == "README.md: unchanged"


def test_the_first_commands_run_as_they_stand(tmp_path: Path):
    """Is nothing cloned while the course has no address, and its own address where it has one?"""
    course = make_course(tmp_path)
    page = f"{BEGIN}\n{END}\n{START}\nwhat stood here\n{END_OF_START}\n"
    before, after = (with_parts(each, page) for each in (course, replace(course, address="https://github.com/a/b")))
    assert "git clone" not in before and "make lab" in before and "what stood here" not in before
    assert "    git clone https://github.com/a/b && cd b\n    make lab" in after
    assert with_parts(course, after) == before


@pytest.mark.parametrize("text", ["", BEGIN, END, f"{END}\n{BEGIN}"])
def test_a_page_without_a_place_is_told(tmp_path: Path, text: str):
    """Is nothing written where it was not asked for?"""
    course = make_course(tmp_path)
    with pytest.raises(GraderError, match="README.md"):
        write_parts(course)
    (tmp_path / "README.md").write_text(text)
    with pytest.raises(GraderError, match="no place"):
        write_parts(course)
