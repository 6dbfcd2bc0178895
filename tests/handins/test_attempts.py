"""Which of several hand-ins counts: the system's time or number first, the file's time last, and never a guess."""

import os
from pathlib import Path

import pytest
from handins.downloads import FOLDER, LESSONS, NAME, laid_out, notebook, zipped

from grader.handins.accounting import UNMATCHED, Accounting
from grader.handins.attempts import FIRST
from grader.handins.collecting import collect

A, B, C = notebook("a"), notebook("b"), notebook("c")


def counts(accounting: Accounting) -> list[bytes]:
    """What counts."""
    return [handin.read() for handin in accounting.counted]


def test_the_time_of_the_lms_goes_before_that_of_the_file(tmp_path: Path):
    """Do Blackboard's stamps order three attempts whose files are dated the other way round, and are all kept?"""
    stamps = ("2026-11-05-08-00-00", "2026-11-04-08-00-00", "2026-11-03-08-00-00")
    files = {f"L_s1_attempt_{s}_{NAME}.ipynb": d for s, d in zip(stamps, (C, B, A), strict=True)}
    place = laid_out(tmp_path / "in", files)
    for age, path in enumerate(sorted(place.iterdir(), reverse=True)):
        os.utime(path, (1e9 + age, 1e9 + age))
    accounting = collect(place, LESSONS)
    assert counts(accounting) == [C]
    own = accounting.attempts_of(accounting.counted[0].student_id, FOLDER)
    assert [(h.read(), h.attempt, h.attempts) for h in own] == [(A, 1, 3), (B, 2, 3), (C, 3, 3)]
    assert accounting.attention == ()
    assert counts(collect(place, LESSONS, attempt=FIRST)) == [A]


def test_canvas_counts_resubmissions(tmp_path: Path):
    """Is -2 later than -1, and both than none, whatever the files' times?"""
    files = {f"lee_1_9_{NAME}{n}.ipynb": d for n, d in (("", A), ("-2", C), ("-1", B))}
    accounting = collect(laid_out(tmp_path, {"in.zip": zipped(files)}) / "in.zip", LESSONS)
    assert counts(accounting) == [C]
    assert [h.read() for h in accounting.attempts_of("lee_1", FOLDER)] == [A, B, C]


def test_the_time_of_the_file_decides_last(tmp_path: Path):
    """Where nothing else tells, is the newer file the later attempt?"""
    place = laid_out(tmp_path / "in", {f"s1_{NAME}.ipynb": B, f"s1_{NAME} (1).ipynb": A})
    os.utime(place / f"s1_{NAME} (1).ipynb", (1e9, 1e9))
    assert counts(collect(place, LESSONS)) == [B]


def test_what_cannot_be_ordered_is_not_graded(tmp_path: Path):
    """Are two different notebooks of one time both listed, and two with the same bytes no question?"""
    files = {f"s1_{NAME}.ipynb": A, f"s1_{NAME}_final.ipynb": B, f"s2_{NAME}.ipynb": C, f"s2_{NAME} (1).ipynb": C}
    accounting = collect(laid_out(tmp_path, {"in.zip": zipped(files)}) / "in.zip", LESSONS)
    assert [(h.student_id, h.attempts) for h in accounting.counted] == [("s2", 2)]
    assert len(accounting.of_kind(UNMATCHED)) == 2
    assert all("nothing says whether" in other.reason for other in accounting.attention)


@pytest.mark.parametrize("other", ["old.ipynb", f"{NAME} (1).ipynb", f"sub/{NAME}.ipynb"])
def test_the_notebook_with_the_right_name_counts(other: str, tmp_path: Path):
    """In one folder: does NAME.ipynb count before another notebook of the lesson, which is listed?"""
    place = laid_out(tmp_path / "in", {f"s1/{FOLDER}/{NAME}.ipynb": A, f"s1/{FOLDER}/{other}": B})
    accounting = collect(place, LESSONS)
    assert counts(accounting) == [A]
    assert [o.reason for o in accounting.attention] == ["another notebook of the same lesson is there"]
