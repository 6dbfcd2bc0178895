"""`course.toml` as it is read: lessons and their names, and each fault of the file told with what to do."""

from pathlib import Path

import pytest
from the_course import COURSE
from tiny_course import FOLDER, SETTINGS, changed, make_course

from grader.course import FILE, name_of, number_of, open_course, read_course
from grader.course_tables import Minimums, Words
from grader.errors import GraderError


def test_a_course_has_its_lessons_in_order_and_its_files_in_their_places(tmp_path: Path):
    """Are lessons sorted by number, whatever the order of the file?"""
    (tmp_path / FILE).write_text('[lessons.12_last]\nminutes = 4\n[lessons.02_first]\nquestion = "What?"\n')
    course = open_course(tmp_path)
    assert course.lesson_ids == ("02_first", "12_last")
    assert course.lessons["12_last"].minutes == 4 and course.lessons["02_first"].question == "What?"
    assert (course.words, course.minimums, course.follow_through) == (Words(), Minimums(), True)
    assert course.short(course.text("12_last")) == Path("solutions/12_last/last.py")
    assert course.short(course.release("12_last")) == Path("notebooks/12_last/last.ipynb")
    assert course.short(Path("/elsewhere/x")) == Path("/elsewhere/x")
    assert (name_of("12_last"), number_of("12_last")) == ("last", 12)


@pytest.mark.parametrize("word", ["7", "07", "bigram_nll", "07_bigram_nll"])
def test_a_lesson_is_found_by_number_or_name(word: str):
    """Are all four ways to name a lesson one lesson?"""
    assert COURSE.find(word) == "07_bigram_nll"


@pytest.mark.parametrize(
    ("word", "hint"),
    [("bigram", "Did you mean 0"), ("zzz", "The lessons are 01_black_box"), ("12", "The lessons are 01_black_box")],
)
def test_a_lesson_that_is_not_there_is_told_with_the_nearest(word: str, hint: str):
    """Does a slip of the pen say what was meant?"""
    with pytest.raises(GraderError, match=hint):
        COURSE.find(word)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("title = ", "titel = ", "the top has an unknown entry 'titel'. The known entries are "),
        ('title = "A tiny course"', "title = 7", "'title' in the top is 7. Write a text."),
        (
            "minutes = 5",
            "minuets = 5",
            f"lessons.{FOLDER} has an unknown entry 'minuets'. The known entries are question, minutes",
        ),
        ("minutes = 5", 'minutes = "5"', f"'minutes' in lessons.{FOLDER} is '5'. Write a whole number."),
        ("minutes = 5", "minutes = true", "is True. Write a whole number."),
        (FOLDER, "7_tiny", "'7_tiny' is not a name for a lesson's folder. Write two digits"),
        ("minutes = 5", "minutes = 5\n[words]\nlessons = 'x'", "words has an unknown entry 'lessons'"),
        ("minutes = 5", "minutes = 5\n[minimums]\nwrong = 2.5", "'wrong' in minimums is 2.5"),
        ("minutes = 5", "minutes = ", "cannot be read"),
        (f"[lessons.{FOLDER}]", f"[lessons]\n{FOLDER} = 5\n[lessons.08_x]", f"lessons.{FOLDER} is 5. Write a table"),
        (f"[lessons.{FOLDER}]", "lessons = 3\n[lessons.08_x]", "lessons is 3. Write a table"),
        ("title = ", "root = '/'\ntitle = ", "the top has an unknown entry 'root'"),
    ],
)
def test_a_fault_of_the_file_is_told(tmp_path: Path, old: str, new: str, told: str):
    """Is every entry either understood or refused, with the file's name?"""
    make_course(tmp_path)
    text = changed(old, new, SETTINGS)
    (tmp_path / FILE).write_text(text.split("[lessons.08_x]")[0])
    with pytest.raises(GraderError) as caught:
        open_course(tmp_path)
    assert told in str(caught.value) and FILE in str(caught.value)


def test_a_missing_file_and_a_folder_without_a_course_are_told(tmp_path: Path):
    """Does a wrong folder say where to go?"""
    with pytest.raises(GraderError, match="cannot be read"):
        read_course(tmp_path)
    with pytest.raises(GraderError, match=r"no course in .* Go to the folder that holds course.toml"):
        open_course(tmp_path)


def test_a_course_is_found_from_a_folder_inside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Do the commands work from a lesson's folder?"""
    course = make_course(tmp_path)
    monkeypatch.chdir(course.text(FOLDER).parent)
    assert open_course().root == course.root == tmp_path.resolve()
