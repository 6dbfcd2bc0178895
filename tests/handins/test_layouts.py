"""Each LMS's download is read as it comes, as a zip and as a folder, and says whose each file is."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from handins.downloads import FOLDER, LESSONS, NAME, OTHER, laid_out, notebook, zipped

from grader.handins.accounting import NOT_A_NOTEBOOK, UNMATCHED, Accounting
from grader.handins.collecting import collect
from grader.handins.roster import Person, Roster

A, B, C = notebook("a"), notebook("b"), notebook("c")
NOV_3 = datetime(2026, 11, 3, 11, 42, tzinfo=UTC)


def who(accounting: Accounting) -> dict[str, bytes]:
    """By student the bytes that count."""
    assert accounting.files == len(accounting.counted) + len(accounting.earlier) + len(accounting.others)
    return {handin.student_id: handin.read() for handin in accounting.counted}


CASES = {
    "canvas": (
        {
            f"learnerone_12_901_{NAME}.ipynb": A,
            f"learnerone_LATE_13_902_{NAME}-1.ipynb": B,
            f"other_14_903_{NAME}.zip": C,
        },
        {"learnerone_12": A, "learnerone_13": B, "other_14": C},
    ),
    "moodle": (
        {
            f"One Learner_1234_assignsubmission_file_/{NAME}.ipynb": A,
            f"One Learner_1235_assignsubmission_file/{NAME} (1).ipynb": B,
            f"Two_of Them_1236_assignsubmission_file_{NAME}.ipynb": C,
        },
        {"One Learner_1234": A, "One Learner_1235": B, "Two_of Them_1236": C},
    ),
    "brightspace": (
        {
            f"12345-67890 - One Learner - Nov 3, 2026 1142 AM/{NAME}.ipynb": A,
            f"12346-67890 - One-Two Learner - 3 November, 2026 11:42/{NAME}.ipynb": B,
            "index.html": b"<html>",
        },
        {"One Learner_12345": A, "One-Two Learner_12346": B},
    ),
    "blackboard": (
        {
            f"Lesson_7_a_pupil_attempt_2026-11-03-11-42-00_{NAME}.ipynb": A,
            "Lesson_7_a_pupil_attempt_2026-11-03-11-42-00.txt": b"Name: One Learner (a_pupil)\r\nAssignment: Lesson_7\r\n",
            f"Lesson_7_b_pupil_attempt_2026-11-03-11-42-00_{NAME}.ipynb": B,
            "Lesson_7_b_pupil_attempt_2026-11-03-11-42-00.txt": b"Name: Two Learner (b_pupil)\n",
        },
        {"a_pupil": A, "b_pupil": B},
    ),
    "nbgrader": (
        {
            f"student01/{FOLDER}/{NAME}.ipynb": A,
            f"student01/{FOLDER}/timestamp.txt": b"2026-11-03 11:42:00.000000 UTC",
            f"student02/{FOLDER}/{NAME} (1).ipynb": B,
            f"student02/{OTHER}/mlp.ipynb": notebook(lesson=OTHER),
        },
        {"student01": A, "student02": B},
    ),
    "github": (
        {
            f"hw-one/notebooks/{FOLDER}/{NAME}.ipynb": A,
            f"hw-one/notebooks/{OTHER}/mlp.ipynb": notebook(lesson=OTHER),
            f"hw-one/solutions/{FOLDER}/{NAME}.ipynb": notebook("solution"),
            "hw-one/course.toml": b"",
            "hw-one/grader/x.py": b"",
            "hw-one/.git/HEAD": b"",
            "hw-one/result.json": b"{}",
            f"hw-two/notebooks/{FOLDER}/{NAME}.ipynb": B,
        },
        {"hw-one": A, "hw-two": B},
    ),
    "loose": (
        {
            f"student1_{NAME}.ipynb": A,
            f"student107_{NAME}-Copy1.ipynb": B,
            "student2.zip": zipped({f"{NAME}.ipynb": C}),
        },
        {"student1": A, "student107": B, "student2": C},
    ),
}


@pytest.mark.parametrize("kind", ["zip", "folder", "zip in a folder", "folder in a zip", "zip in a zip"])
@pytest.mark.parametrize("layout", CASES)
def test_a_layout_is_read_as_it_comes(layout: str, kind: str, tmp_path: Path):
    """Is it recognised however it is wrapped, does each student get their own file, and needs nothing attention?"""
    files, expected = CASES[layout]
    files = {n: zipped({f"{NAME}.ipynb": d}) if n.endswith(f"{NAME}.zip") else d for n, d in files.items()}
    if kind == "folder":
        place = laid_out(tmp_path / "in", files)
    elif kind == "zip in a folder":
        place = laid_out(tmp_path / "in", {"submissions.zip": zipped(files)})
    else:
        files = {f"class 7/{name}": data for name, data in files.items()} if kind == "folder in a zip" else files
        files = {"submissions.zip": zipped(files)} if kind == "zip in a zip" else files
        place = laid_out(tmp_path, {"download.zip": zipped(files)}) / "download.zip"
    accounting = collect(place, LESSONS)
    assert accounting.layout == layout
    assert who(accounting) == expected
    assert accounting.attention == () and accounting.notes == ()


def test_names_of_people_stay_apart(tmp_path: Path):
    """Are those who were once mixed up now students of their own?"""
    names = [
        "student1",
        "student107",
        "student_101",
        "student_102",
        "mlpupil",
        "student07",
        "learnerone",
        "learnerone_2",
    ]
    place = laid_out(tmp_path / "in", {f"{name}_{NAME}.ipynb": notebook(name) for name in names})
    assert sorted(who(collect(place, LESSONS))) == sorted(names)


@pytest.mark.parametrize("suffix", ["", " (1)", "-Copy1", "_final", "_final_v2", "-2"])
def test_what_people_add_to_a_name(suffix: str, tmp_path: Path):
    """Is the student the same?"""
    place = laid_out(tmp_path / "in", {f"student01_{NAME}{suffix}.ipynb": A, f"student02_{NAME}.ipynb": B})
    assert who(collect(place, LESSONS)) == {"student01": A, "student02": B}


def test_times_and_marks_of_the_lms(tmp_path: Path):
    """Are the LMS's time, its LATE, its number and the name for the way back kept?"""
    bb = f"Lesson_a_attempt_2026-11-03-11-42-00_{NAME}.ipynb"
    assert collect(laid_out(tmp_path / "b", {bb: A}), LESSONS).counted[0].submitted == NOV_3
    files, _ = CASES["nbgrader"]
    assert collect(laid_out(tmp_path / "n", files), LESSONS).counted[0].submitted == NOV_3
    canvas = f"learnerone_LATE_13_902_{NAME}.ipynb"
    (handin,) = collect(laid_out(tmp_path / "c", {canvas: A}), LESSONS).counted
    assert (handin.late, handin.number, handin.lms_folder, handin.lms_name) == (True, "13", canvas, "learnerone")


def test_a_layout_that_was_said(tmp_path: Path):
    """Does --layout override what would be recognised?"""
    place = laid_out(tmp_path / "in", {f"a_12_34_{NAME}.ipynb": A})
    assert [h.student_id for h in collect(place, LESSONS, layout="loose").counted] == ["a_12_34"]


ROSTER = Roster(
    (
        Person("s1", "Learner, One", login="olearner", lms={"canvas": "12", "moodle": "1234", "github": "onelearner"}),
        Person("s2", "Zögling Er", login="one-learner", lms={"canvas": "13"}),
        Person("s3", "Two Other", login="b_pupil"),
    )
)


@pytest.mark.parametrize(
    ("file", "student"),
    [
        (f"whoever_12_9_{NAME}.ipynb", "s1"),
        (f"othertwo_99_9_{NAME}.ipynb", "s3"),
        (f"learnerone_99_9_{NAME}.ipynb", ""),
        (f"Any Name_1234_assignsubmission_file_{NAME}.ipynb", "s1"),
        (f"zo\u0308gling ER_77_assignsubmission_file_{NAME}.ipynb", "s2"),
        (f"hw-one-learner/notebooks/{FOLDER}/{NAME}.ipynb", "s2"),
        (f"hw_7-onelearner/notebooks/{FOLDER}/{NAME}.ipynb", "s1"),
        (f"Lesson_b_pupil_attempt_2026-11-03-11-42-00_{NAME}.ipynb", "s3"),
        (f"S2_{NAME}.ipynb", "s2"),
        (f"s4_{NAME}.ipynb", ""),
        (f"s3/{FOLDER}/{NAME}.ipynb", "s3"),
    ],
)
def test_a_roster_says_who_it_is(file: str, student: str, tmp_path: Path):
    """Is the number trusted first, the exact name next, and nobody guessed?"""
    accounting = collect(laid_out(tmp_path / "in", {file: A}), LESSONS, ROSTER)
    assert [handin.student_id for handin in accounting.counted] == [student] * bool(student)
    assert len(accounting.of_kind(UNMATCHED)) == (not student)
    assert len(accounting.missing[FOLDER]) == 3 - bool(student)


def test_a_whole_course_is_handed_in(tmp_path: Path):
    """Does the notebook in notebooks/ count, and not the solution; and needs the rest of the course no attention?"""
    course = {
        f"c/{name.removeprefix('hw-one/')}": data for name, data in CASES["github"][0].items() if "hw-one" in name
    }
    place = laid_out(tmp_path / "in", {"s1.zip": zipped(course), "s2.zip": zipped({f"{NAME}.ipynb": B})})
    accounting = collect(place, LESSONS)
    assert who(accounting) == {"s1": A, "s2": B}
    assert accounting.attention == ()
    assert "the course's own" in {other.reason for other in accounting.of_kind(NOT_A_NOTEBOOK)}


def test_solutions_beside_the_own_notebook(tmp_path: Path):
    """A folder packed with `solutions/` in it: does the own notebook count; the other only where it is alone?"""
    both = {f"w/{NAME}.ipynb": A, f"w/solutions/{FOLDER}/{NAME}.ipynb": B}
    alone = {f"w/solutions/{FOLDER}/{NAME}.ipynb": B}
    accounting = collect(laid_out(tmp_path / "in", {"s1.zip": zipped(both), "s2.zip": zipped(alone)}), LESSONS)
    assert who(accounting) == {"s1": A, "s2": B}
    assert [other.reason for other in accounting.attention] == ["another notebook of the same lesson is there"]
