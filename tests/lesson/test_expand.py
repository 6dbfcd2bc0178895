"""What the build writes into a lesson: numbers, references, frames with what a test needs, links to the neighbours."""

from pathlib import Path

import pytest
from tiny_course import FOLDER, LESSON, SETTINGS, changed, make_course

from grader.course import FILE, Course, open_course
from grader.errors import BadLesson
from grader.lesson.lesson import Lesson
from grader.lesson.read import load_lesson

OTHER = "09_other"


def course_of_two(root: Path, lesson: str = LESSON) -> Course:
    """The tiny lesson twice: as lesson 7, and under another title as lesson 9."""
    make_course(root, lesson)
    text = root / "solutions" / OTHER / "other.py"
    text.parent.mkdir()
    text.write_text(changed("# Tiny", "# Other: a second one", changed("7.2", "1.5")))
    (root / FILE).write_text(f'{SETTINGS}[lessons.{OTHER}]\nquestion = "Again?"\n')
    return open_course(root)


def text_of(lesson: Lesson) -> str:
    return "\n".join(cell.source for cell in lesson.cells)


@pytest.mark.parametrize("written", ["### Exercise:", "### Exercise 3.9:", "### Exercise 7.1:"])
def test_a_heading_gets_the_number_of_its_exercise(tmp_path: Path, written: str):
    """Is the number written by the build, whatever the author typed?"""
    lesson = load_lesson(make_course(tmp_path, changed("### Exercise 7.1:", written)), FOLDER)
    assert [line for line in text_of(lesson).splitlines() if line.startswith("### Exercise")] == [
        "### Exercise 7.1: double",
        "### Exercise 7.2: predicted_shape",
    ]


def test_a_heading_between_two_exercises_counts_for_the_next(tmp_path: Path):
    """Does an exercise that is put in front of the others move them all on?"""
    early = '### Exercise: early\n*Easy, 1 minute*\n"""\n\n# %% exercise="early"\n### BEGIN SOLUTION\nearly = 1\n### END SOLUTION\n'
    early += '\n# %% test="early" points=1\nwith exercise("early"):\n    check_equal("early", early, 1)\n'
    text = changed("### Exercise 7.1", f'{early}\n# %% [markdown]\nr"""\n### Exercise 7.1')
    lesson = load_lesson(make_course(tmp_path, text), FOLDER)
    assert "### Exercise 7.1: early" in text_of(lesson) and "### Exercise 7.2: double" in text_of(lesson)
    assert 'with exercise("double", number="7.2"):' in text_of(lesson)


def test_references_become_numbers_and_links(tmp_path: Path):
    """Can prose name an exercise, a lesson, and an exercise of another lesson, without a typed number?"""
    prose = "See [[predicted_shape]], [[09_other]] and [[09_other:predicted_shape]]."
    lesson = load_lesson(course_of_two(tmp_path, changed("Two things to write.", prose)), FOLDER)
    assert "See 7.2, [lesson 9](../09_other/other.ipynb) and 9.2." in text_of(lesson)


@pytest.mark.parametrize(
    ("before", "word"),
    [("", "Lesson"), ("It ends. ", "Lesson"), ("A line.\n\n", "Lesson"), ("It ends. (", "Lesson"), ("See ", "lesson")],
)
def test_a_reference_that_begins_a_sentence_has_a_capital(tmp_path: Path, before: str, word: str):
    """Is the word for a lesson written as its place in the sentence asks?"""
    prose = changed("Two things to write.", f"{before}[[09_other]] goes on.")
    assert f"{before}[{word} 9](" in text_of(load_lesson(course_of_two(tmp_path, prose), FOLDER))


def test_a_reference_to_a_lesson_whose_text_is_missing_leads_nowhere(tmp_path: Path):
    """Is that a line on the reference, and no traceback?"""
    course = course_of_two(tmp_path, changed("Two things to write.", "See [[09_other]]."))
    course.text(OTHER).unlink()
    with pytest.raises(BadLesson, match=r"tiny.py, line \d+: \[\[09_other\]\] leads nowhere"):
        load_lesson(course, FOLDER)


@pytest.mark.parametrize("reference", ["[[softmax]]", "[[10_gone]]", "[[09_other:softmax]]", "[[10_gone:double]]"])
def test_a_reference_that_leads_nowhere_is_told_with_its_line(tmp_path: Path, reference: str):
    """Is a lesson that was dropped, or an exercise that was renamed, named where it is referred to?"""
    text = changed("Two things to write.", f"Two things to write.\nSee {reference}.")
    with pytest.raises(BadLesson) as caught:
        load_lesson(course_of_two(tmp_path, text), FOLDER)
    line = text.splitlines().index(f"See {reference}.") + 1
    assert f"tiny.py, line {line}: {reference} leads nowhere" in str(caught.value)


def test_all_faults_of_a_text_are_told_at_once(tmp_path: Path):
    """Does an author mend a lesson in one round?"""
    text = changed("# %% show", "# %% given", changed("points=2", 'points="two"', changed("points=1", "points=0.5")))
    with pytest.raises(BadLesson) as caught:
        load_lesson(make_course(tmp_path, text), FOLDER)
    told = str(caught.value).splitlines()
    lines = text.splitlines()
    wrong = [number for number, line in enumerate(lines, 1) if line[:10] == "# %% given" or line[:9] == "# %% test"]
    assert [line.split(": ")[0] for line in told] == [f"tiny.py, line {number}" for number in wrong]
    assert "points='two'. State whole points" in told[1] and "points=0.5. State whole points" in told[2]


def test_a_test_is_told_its_number_and_what_it_needs(tmp_path: Path):
    """Are the earlier exercises read from the names that answer and test use?"""
    text = changed("predicted_shape = (31, 17)", "predicted_shape = (double(15) + 1, 17)")
    lesson = load_lesson(make_course(tmp_path, text), FOLDER)
    assert lesson.test("double").source.startswith('with exercise("double", number="7.1"):')
    frame = 'with exercise("predicted_shape", number="7.2", needs="7.1 double"):'
    assert lesson.test("predicted_shape").source.startswith(frame)


def test_a_line_above_each_test_says_to_run_it_in_the_courses_words(tmp_path: Path):
    """Is what the build writes in the language of course.toml?"""
    course = make_course(tmp_path, LESSON.replace("### Exercise", "### Aufgabe"))
    words = 'exercise = "Aufgabe"\nrun_test = "Prüfe `{exercise}`."\ncontents = "Inhalt"\n'
    (course.root / FILE).write_text(f"{SETTINGS}[words]\n{words}")
    lesson = load_lesson(open_course(tmp_path), FOLDER)
    assert "### Aufgabe 7.1: double" in text_of(lesson) and "Prüfe `double`." in text_of(lesson)
    assert lesson.cells[-1].source == "[Inhalt](../index.ipynb)"


def test_a_lesson_ends_in_links_to_its_neighbours(tmp_path: Path):
    """Does a learner get on without the list of files, by the titles of the lessons that are there?"""
    course = course_of_two(tmp_path)
    first, last = (load_lesson(course, lesson_id).cells[-1].source for lesson_id in course.lesson_ids)
    assert first == "[Contents](../index.ipynb) · [Next: Other](../09_other/other.ipynb)"
    assert last == "[Previous: Tiny](../07_tiny/tiny.ipynb) · [Contents](../index.ipynb)"
