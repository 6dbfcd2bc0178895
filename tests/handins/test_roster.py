"""A roster as spreadsheets and LMSs write it: read, or its fault named and the rest kept."""

from pathlib import Path

import pytest
from handins.downloads import FOLDER, LESSONS, NAME, laid_out, notebook

from grader.errors import GraderError
from grader.handins.accounting import UNMATCHED
from grader.handins.collecting import collect
from grader.handins.roster import Person, Roster
from grader.handins.roster_files import read_roster

OURS = "student_id,name,email,section,login,canvas,moodle\ns1,Zögling Er,z@example.org,A,zer,12,1234\n"
PERSON = Person("s1", "Zögling Er", "z@example.org", "A", "zer", {"canvas": "12", "moodle": "1234"})


def read(tmp_path: Path, data: str | bytes) -> Roster:
    """The roster in a file."""
    path = tmp_path / "roster.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_roster(path)


@pytest.mark.parametrize(
    "data",
    [
        OURS,
        OURS.replace(",", ";"),
        OURS.replace(",", "\t"),
        OURS.replace("\n", "\r\n"),
        "\ufeff" + OURS,
        OURS.encode("utf-16"),
        OURS.encode("cp1252"),
        OURS + "\n,,,,,,\n",
        OURS.replace("student_id", "Student ID"),
    ],
    ids=["plain", "semicolons", "tabs", "CRLF", "BOM", "UTF-16", "cp1252", "empty rows", "other spelling"],
)
def test_a_roster_is_read(data, tmp_path):
    """Is the same class read from each way to write it down?"""
    assert read(tmp_path, data) == Roster((PERSON,))


def test_a_canvas_gradebook(tmp_path):
    """As Canvas exports it: without the maxima, the row before them, and whatever else is no student."""
    roster = read(
        tmp_path,
        "Student,ID,SIS User ID,SIS Login ID,Section,Essay (12)\n,,,,,Manual Posting\n    Points Possible,,,,,10\n"
        '"Learner, One",17,u-17,UNI\\one,S1,9\n"Student, Test",,,,S1,\n',
    )
    assert roster == Roster(
        (Person("UNI\\one", "Learner, One", "", "S1", "UNI\\one", {"canvas": "17", "sis": "u-17"}),)
    )


def test_a_moodle_worksheet_and_list_of_participants(tmp_path):
    """As Moodle writes them: the number of the worksheet's Identifier, or names and addresses only."""
    sheet = "Identifier,Full name,Email address,Status,Grade\nParticipant 1234,One Learner,a@example.org,,\n"
    lms = {"identifier": "Participant 1234", "moodle": "1234"}
    assert read(tmp_path, sheet).people == (Person("One Learner_1234", "One Learner", "a@example.org", lms=lms),)
    people = 'First name,Last name,"Email address",Groups\nOne,Learner,a@example.org,G1\n'
    assert read(tmp_path, people).people == (Person("a@example.org", "One Learner", "a@example.org", "G1"),)


@pytest.mark.parametrize(
    ("rows", "people", "fault"),
    [
        ("s1,One\ns1,One\n", ["s1"], "s1 (One) is there twice and counts once"),
        ("s1,One\nS1,Two\ns2,Three\n", ["s2"], "the id s1 is that of One and Two"),
        (",One\ns2,Three\n", ["s2"], "line 2: there is no student id"),
        ("", [], "roster.csv names nobody"),
    ],
    ids=["a row twice", "two with one id", "no id", "an empty class"],
)
def test_a_fault_of_a_roster_is_named(rows, people, fault, tmp_path):
    """Is it said, and does everybody else stay?"""
    roster = read(tmp_path, "student_id,name\n" + rows)
    assert [person.id for person in roster.people] == people
    assert len(roster.faults) == 1 and fault in roster.faults[0]


@pytest.mark.parametrize("data", ["", "a,b\n1,2\n", "\0\0\0"])
def test_a_file_that_is_no_roster(data, tmp_path):
    """Is it named, with what a roster looks like?"""
    with pytest.raises(GraderError, match="no column that says who each student is"):
        read(tmp_path, data)


def test_hand_ins_of_people_with_one_id_are_not_graded(tmp_path):
    """Are they listed instead, and are both said to be missing?"""
    roster = read(tmp_path, "student_id,name,canvas\ns1,One,12\ns1,Two,13\ns2,Three,14\n")
    files = {f"x_{n}_9_{NAME}.ipynb": notebook(str(n)) for n in (12, 13, 14)}
    accounting = collect(laid_out(tmp_path / "in", files), LESSONS, roster)
    assert [handin.student_id for handin in accounting.counted] == ["s2"]
    reasons = [other.reason for other in accounting.of_kind(UNMATCHED)]
    assert reasons == ["two people in the roster have the id s1"] * 2
    assert [person.name for person in accounting.missing[FOLDER]] == ["One", "Two"]
    assert any("the id s1 is that of One and Two" in note for note in accounting.notes)


def test_a_roster_of_another_course(tmp_path):
    """Is it said that nobody fits, and every file named?"""
    roster = read(tmp_path, "student_id,name,canvas\ns1,One,12\n")
    accounting = collect(laid_out(tmp_path / "in", {f"x_99_9_{NAME}.ipynb": notebook()}), LESSONS, roster)
    assert accounting.counted == () and len(accounting.of_kind(UNMATCHED)) == 1
    assert "is it the roster of this course?" in accounting.notes[0]
