"""Does a class of 60, crashes, daemons and floods among them, leave memory, processes and open files as they were?"""

import pytest
from soak import soak


@pytest.mark.system
def test_nothing_grows(tmp_path):
    """Is there no more at the end than after the first few?"""
    start, middle, end = soak(60, tmp_path)
    assert (start.graded, end.graded) == (14, 60)
    few = 2  # supervisors of the last submissions, which are taken note of with the next one
    assert max(middle.processes, end.processes) <= start.processes + few
    assert max(middle.files, end.files) <= start.files + few * 5
    assert end.memory < start.memory + 30
