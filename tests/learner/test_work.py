"""The copies in `work/`: made once, merged with a new release, started over, pulled with git; nothing is lost."""

import shutil
import subprocess
from pathlib import Path

import nbformat
import pytest
from tiny_course import FOLDER, LESSON, changed, make_course
from tiny_work import RIGHT

from grader.course import Course, open_course
from grader.errors import GraderError
from grader.learner.check_answers import check
from grader.learner.progress import progress
from grader.learner.start import start
from grader.learner.submit import submit
from grader.learner.update import update
from grader.learner.work import bring_up_to_date, restart
from grader.lesson.make import make, make_contents_page
from grader.marking.outcome import NOT_RUN, PASSED

NEW_LESSON = changed("Two things to write.", "Two short things.", changed("double(2)", "double(7)", LESSON))
NEW_LESSON = NEW_LESSON.replace("double(7), 4", "double(7), 14")


def do_half(course: Course) -> Path:
    """The first answer, and a cell of the learner's own behind it."""
    path = course.working_copy(FOLDER)
    notebook = nbformat.read(path, 4)
    at = next(i for i, cell in enumerate(notebook.cells) if cell.id == "double")
    notebook.cells[at].source = RIGHT["double"]
    notebook.cells.insert(at + 1, nbformat.v4.new_code_cell("print('my own')"))
    nbformat.write(notebook, path)
    return path


def publish(course: Course, lesson: str) -> None:
    """A new release of the lesson, with its record."""
    make_course(course.root, lesson)
    make(course, FOLDER)
    make_contents_page(course)


def test_copies_are_made_once_and_learners_commands_read_them(indexed):
    """Is the work in work/ checked, handed in and counted, and the release left alone?"""
    released = indexed.release(FOLDER).read_bytes()
    assert bring_up_to_date(indexed) == []
    path = do_half(indexed)
    worked = path.read_bytes()
    assert bring_up_to_date(indexed) == []
    assert path.read_bytes() == worked and indexed.release(FOLDER).read_bytes() == released
    report = check(indexed, FOLDER)
    assert report.path == Path("work/07_tiny/tiny.ipynb")
    assert [outcome.status for outcome in report.outcomes] == [PASSED, NOT_RUN]
    submit(indexed, FOLDER)
    shutil.unpack_archive(indexed.root / "handins" / "tiny.zip", indexed.root / "packed")
    assert (indexed.root / "packed" / "tiny.ipynb").read_bytes() == worked
    assert [score.max_points for score in progress(indexed)] == [3]


def test_answers_in_a_laid_out_course_are_found(indexed, tmp_path):
    """Where `grader start` says to work, without the lesson's text, does `check` see an answer?"""
    said = start(indexed, tmp_path / "laid")
    course = open_course(tmp_path / "laid")
    assert not course.text(FOLDER).exists() and str(course.work / "index.ipynb") in said[1]
    do_half(course)
    assert check(course, FOLDER).outcomes[0].status == PASSED


def test_a_new_release_is_merged_and_the_old_copy_kept(indexed):
    """Are answer and own cell there on the new text, with what changed told, and the copy as it was in earlier/?"""
    bring_up_to_date(indexed)
    path = do_half(indexed)
    before = path.read_bytes()
    publish(indexed, NEW_LESSON)
    told = bring_up_to_date(indexed)
    kept = indexed.work / "earlier" / FOLDER / "tiny.1.ipynb"
    assert told[0] == (
        "work/07_tiny/tiny.ipynb: a new release; your answers stay (as it was: work/earlier/07_tiny/tiny.1.ipynb)"
    )
    assert told[1].strip() == "exercise 7.1 (double): its test has changed; run it again"
    assert kept.read_bytes() == before
    text = path.read_text()
    assert "Two short things" in text and "return x + x" in text and "my own" in text and "double(7)" in text
    assert bring_up_to_date(indexed) == []


def test_cut_off_between_copy_and_base(indexed):
    """Is the same merge made again, and nothing doubled, where the machine went off in between?"""
    bring_up_to_date(indexed)
    path = do_half(indexed)
    base = indexed.work / ".released" / f"{FOLDER}.ipynb"
    before = base.read_bytes()
    publish(indexed, NEW_LESSON)
    bring_up_to_date(indexed)
    merged = path.read_bytes()
    base.write_bytes(before)
    bring_up_to_date(indexed)
    assert path.read_bytes() == merged


def test_a_copy_that_cannot_be_read_stays(indexed):
    """Is it left as it is, with the command that begins anew?"""
    bring_up_to_date(indexed)
    path = indexed.working_copy(FOLDER)
    path.write_text("{")
    publish(indexed, NEW_LESSON)
    (told,) = bring_up_to_date(indexed)
    assert told.endswith("cannot be read and stays as it is. To begin it anew: make restart LESSON=7")
    assert path.read_text() == "{"
    assert "begins anew" in restart(indexed, FOLDER)[0]
    assert (indexed.work / "earlier" / FOLDER / "tiny.1.ipynb").read_text() == "{"


def test_restart_keeps_every_earlier_one(indexed):
    """Does each restart keep the notebook under a number of its own?"""
    bring_up_to_date(indexed)
    first = do_half(indexed).read_bytes()
    restart(indexed, FOLDER)
    assert b"return x + x" not in indexed.working_copy(FOLDER).read_bytes()
    assert restart(indexed, FOLDER)[1] == "what you had is work/earlier/07_tiny/tiny.2.ipynb"
    assert (indexed.work / "earlier" / FOLDER / "tiny.1.ipynb").read_bytes() == first
    indexed.release(FOLDER).unlink()
    with pytest.raises(GraderError, match=r"notebooks/07_tiny/tiny\.ipynb cannot be read"):
        restart(indexed, FOLDER)


def test_a_place_that_cannot_be_written(indexed):
    """Is it one line with a next step?"""
    indexed.work.write_text("")
    with pytest.raises(GraderError, match=r"cannot be written .*Make room"):
        bring_up_to_date(indexed)


def test_a_course_without_a_record_or_in_the_environment(indexed, monkeypatch):
    """Is a release that nobody has a sum of taken for one, and the copy inside the package left alone?"""
    (indexed.root / "notebooks" / "releases.json").unlink()
    assert bring_up_to_date(indexed) == []
    monkeypatch.setattr("grader.learner.work.__file__", str(indexed.root.parent / "learner" / "work.py"))
    carried = open_course(shutil.copytree(indexed.root, indexed.root.parent / "carried"))
    with pytest.raises(GraderError, match="grader start FOLDER"):
        bring_up_to_date(carried)


def git(folder: Path, *words: str) -> None:
    author = ["-c", "user.name=student01", "-c", "user.email=student01@example.org"]
    subprocess.run(["git", *author, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def upstream(indexed) -> Course:
    """The course as a git repository."""
    (indexed.root / ".gitignore").write_text("work/\nhandins/\n")
    git(indexed.root, "init", "-q", "-b", "main")
    commit(indexed)
    return indexed


def commit(course: Course) -> None:
    git(course.root, "add", "-A")
    git(course.root, "commit", "-q", "-m", "Release")


@pytest.fixture
def clone(upstream, tmp_path) -> Course:
    """A learner's clone of it, with copies to work in."""
    git(tmp_path, "clone", "-q", str(upstream.root), "clone")
    course = open_course(tmp_path / "clone")
    bring_up_to_date(course)
    return course


def test_upstream_changes_a_lesson_that_is_half_done(upstream, clone):
    """One command: is the new release there, with the answer, the learner's own cell, and what changed?"""
    do_half(clone)
    publish(upstream, NEW_LESSON)
    commit(upstream)
    told = update(clone)
    assert "work/07_tiny/tiny.ipynb: a new release; your answers stay" in told[0]
    text = clone.working_copy(FOLDER).read_text()
    assert "Two short things" in text and "return x + x" in text and "my own" in text
    assert [outcome.status for outcome in check(clone, FOLDER).outcomes] == [PASSED, NOT_RUN]
    assert update(clone) == ["nothing new"]


def test_work_in_the_tracked_notebooks_is_moved(upstream, clone):
    """Somebody worked in notebooks/, where the first edition had them work: does the update lose nothing?"""
    shutil.rmtree(clone.work)
    worked = (
        clone.release(FOLDER).read_text().replace('raise NotImplementedError(\\"Exercise 7.1', 'return 2 * x  # (\\"')
    )
    clone.release(FOLDER).write_text(worked)
    publish(upstream, NEW_LESSON)
    commit(upstream)
    told = "\n".join(update(clone))
    assert "your work in notebooks/07_tiny/tiny.ipynb was copied to work/07_tiny/tiny.ipynb: go on there" in told
    text = clone.working_copy(FOLDER).read_text()
    assert "return 2 * x" in text and "Two short things" in text and "Two things" not in text
    assert (clone.work / "earlier" / FOLDER / "tiny.1.ipynb").read_text() == worked
    assert clone.release(FOLDER).read_bytes() == upstream.release(FOLDER).read_bytes()


def test_where_git_cannot(clone, tmp_path, monkeypatch):
    """No clone, no upstream, no git: one line each?"""
    unpacked = shutil.copytree(clone.root, tmp_path / "unpacked", ignore=shutil.ignore_patterns(".git"))
    with pytest.raises(GraderError, match="Unpack the new release over this folder"):
        update(open_course(unpacked))
    git(clone.root, "remote", "remove", "origin")
    with pytest.raises(GraderError, match=r"git pull: .*Do what git says"):
        update(clone)
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(GraderError, match="git is not installed"):
        update(clone)
