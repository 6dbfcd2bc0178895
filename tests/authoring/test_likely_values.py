"""The values that wrong answers give, noted for each kind of check."""

from pathlib import Path

import pytest
from tiny_course import FOLDER, changed, make_course

from grader.authoring.likely_values import values_of

CLOSE = 'check_close("double(2)", double(2), 4, likely={"squared": lambda got: got == 2**2})'


@pytest.mark.parametrize(
    ("check", "what", "value"),
    [
        ('check_close("double(3)", double(3), 6)', "double(3)", "9"),
        ('check_that(double(3) == 6, "not 6.", got=double(3))', "not 6.", "9"),
        ('check_that(double(3) == 6, "not 6.")', "not 6.", "False"),
        ('check_gradient("slope", double(3), lambda x: float(x**2), 3.0)', "slope", "9"),
    ],
)
def test_each_kind_of_check_notes_its_words_and_value(tmp_path: Path, check: str, what: str, value: str):
    """Is what was got noted, also where a condition comes first?"""
    course = make_course(
        tmp_path, changed("import check_close,", "import check_close, check_gradient,", changed(CLOSE, check))
    )
    ((label, rows),) = values_of(course, [FOLDER], "double")
    assert label == "7.1 (double)"
    assert [(row.mistake, row.what, row.value) for row in rows] == [("squared", what, value)]
