"""What a committed solution shows: each figure once, and what a cell prints in one piece."""

import nbformat
import pytest
from the_course import COURSE


@pytest.mark.parametrize("lesson_id", COURSE.lesson_ids)
def test_no_cell_shows_a_figure_as_its_result_too(lesson_id):
    """Does no cell print the value of a drawing call, or show its picture a second time?"""
    cells = nbformat.read(COURSE.solution(lesson_id), 4).cells
    results = [
        (cell.source.splitlines()[-1], output.data)
        for cell in cells
        for output in cell.get("outputs", [])
        if output.output_type == "execute_result"
    ]
    twice = [line for line, data in results if "image/png" in data or "<Axes" in data.get("text/plain", "")]
    assert twice == [], "end these lines with a semicolon"


@pytest.mark.parametrize("lesson_id", COURSE.lesson_ids)
def test_what_a_cell_prints_is_one_piece(lesson_id):
    """Is what a cell prints the same in every build, however busy the machine was?"""
    for cell in nbformat.read(COURSE.solution(lesson_id), 4).cells:
        streams = [output.name for output in cell.get("outputs", []) if output.output_type == "stream"]
        assert len(streams) == len(set(streams)), cell.source
