"""The instructor's desk as it is used: the commands on a tiny course, from a download to gradebook and folders."""

import csv
import io
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from distributed import LocalCluster
from tiny_class import RIGHT, notebook
from tiny_course import FOLDER, changed, make_course

from grader.cli.instructor import autograde as command
from grader.cli.instructor import limits_of
from grader.cli.main import main
from grader.course import Course
from grader.sandbox.limits import Limits

WRONG = "def double(x):\n    return x * x"
LATE = f"""
[late]
percent_a_day = 10
grace_minutes = 10
[late.due]
{FOLDER} = 2026-11-03T12:00:00
[late.extensions]
student03 = 1
"""


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, one_worker: str) -> Course:
    """A tiny course, in whose folder the commands are given; they grade on the shared worker."""
    course = make_course(tmp_path / "course")
    monkeypatch.setitem(main.get_command(None, "autograde").context_settings, "default_map", {"scheduler": one_worker})
    monkeypatch.chdir(course.root)
    return course


@pytest.fixture(scope="module")
def one_worker() -> Iterator[str]:
    """The scheduler of a worker that all tests here share: to start one takes as long as to grade."""
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address="127.0.0.1:0", memory_limit=0) as cluster:
        yield cluster.scheduler_address


def autograde(*words: str) -> Result:
    """The command; its output has standard error in it."""
    result = CliRunner().invoke(main, ["autograde", "7", *words])
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def hand_in(files: dict[str, bytes]) -> Path:
    """The files as one zip."""
    with zipfile.ZipFile("download.zip", "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 3, 11, 42, 0)), data)
    return Path("download.zip")


def rows(query: str) -> list[tuple]:
    """From the gradebook."""
    with sqlite3.connect("gradebook.db") as database:
        found = database.execute(query).fetchall()
    database.close()
    return found


def marks() -> dict[str, float]:
    """By student the points that the tests gave."""
    query = """select s.student_id, sum(g.auto_score) from grade g join submitted_notebook n on g.notebook_id = n.id
               join submitted_assignment s on n.assignment_id = s.id group by 1"""
    return dict(rows(query))


def everything(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("place", [".", "..", "solutions", "notebooks"])
def test_the_course_itself_is_no_hand_in(course, place):
    """Is it refused in a line, and nothing written?"""
    (course.root / "notebooks").mkdir(exist_ok=True)
    before = everything(course.root)
    result = autograde("--submissions", place)
    assert result.exit_code == 1 and "which nobody handed in" in result.output
    assert everything(course.root) == before


@pytest.mark.parametrize(
    "words", [("--memory-mib", "-1"), ("--cell-seconds", "0"), ("--processes", "-2"), ("--output-kib", "x")]
)
def test_a_limit_that_makes_no_sense(course, words):
    """Is it refused before anything is looked at?"""
    result = autograde(*words)
    assert result.exit_code == 2 and words[0] in result.output


def test_every_limit_is_an_option():
    """Has the command the limits' own defaults, and does an option count in its own unit?"""
    plain = command.make_context("autograde", ["1"])
    assert limits_of(plain.params) == Limits()
    given = command.make_context("autograde", ["1", "--memory-mib", "5", "--output-kib", "2", "--cell-seconds", "0.5"])
    assert limits_of(given.params) == Limits(cell_seconds=0.5, memory=5 * 2**20, output=2 * 2**10)


def test_a_database_that_is_no_address(course):
    """Does it say what to write, before it grades?"""
    hand_in({"student01_1_2_tiny.ipynb": notebook()})
    result = autograde("--submissions", "download.zip", "--db", "marks.db")
    assert result.exit_code == 1 and "write sqlite:///" in result.output
    assert not Path("marks.db").exists() and not Path("reports").exists()


def test_a_gradebook_of_another_nbgrader(course):
    """Is the command that mends it named, before anything is graded?"""
    hand_in({"student01_1_2_tiny.ipynb": notebook()})
    assert autograde("--submissions", "download.zip").exit_code == 0
    with sqlite3.connect("gradebook.db") as database:
        database.execute("update alembic_version set version_num = '50a4d84c131a'")
    database.close()
    result = autograde("--submissions", "download.zip", "--force")
    assert result.exit_code == 1 and "nbgrader db upgrade --db sqlite:///" in result.output
    assert "to grade" not in result.output


def test_from_a_download_to_the_gradebook(course):
    """Is everybody graded by the roster, and everything else named, with exit status 1?"""
    Path("roster.csv").write_text(
        "student_id,name,canvas\nstudent01,One,1\nstudent02,Two,2\nstudent03,Three,3\nstudent04,Four,4\n"
    )
    hand_in(
        {
            "one_1_8_tiny.ipynb": notebook(),
            "two_2_9_tiny.ipynb": notebook(WRONG),
            "seven_7_10_tiny.ipynb": notebook(),
            "one_1_8_notes.py": b"",
            "four_4_11_tiny.ipynb": b"",
        }
    )
    result = autograde("--submissions", "download.zip", "--scheduler", "", "--processes", "1")
    assert result.exit_code == 1 and "\n1 worker" in result.output
    assert "download.zip: Canvas (if it is another, name it with --layout)" in result.output
    assert "5 files: 2 students, 2 hand-ins, 1 unmatched, 1 .py, 1 unreadable" in result.output
    assert f"1 has not handed in {FOLDER}: Three" in result.output
    assert f"1 has handed in {FOLDER} so that nothing counts (see what needs attention): Four" in result.output
    assert "four_4_11_tiny.ipynb of student04: unreadable, it is empty. Hand in" in result.output
    assert "seven_7_10_tiny.ipynb of seven: unmatched, nobody in the roster is seven (7)" in result.output
    assert marks() == {"student01": 3, "student02": 1, "student04": None}
    again = autograde("--submissions", "download.zip")
    assert "2 unchanged, 0 to grade" in again.output


def test_attempts(course):
    """Does the last attempt count, or the best, or the first; and is a change said before it is written?"""
    files = {
        f"L_student01_attempt_2026-11-0{day}-08-00-00_tiny.ipynb": notebook(double)
        for day, double in ((1, WRONG + "  # 1"), (2, RIGHT), (3, WRONG))
    }
    hand_in(files)
    roster = ("--roster", "people.csv")
    Path("people.csv").write_text("student_id,login\ns1,student01\n")
    result = autograde("--submissions", "download.zip", *roster)
    assert (result.exit_code, marks()) == (0, {"s1": 1})
    assert "3 files: 1 student, 1 hand-in, 2 other attempts" in result.output
    result = autograde("--submissions", "download.zip", "--attempt", "best", *roster)
    assert (result.exit_code, marks()) == (0, {"s1": 3})
    assert "3 unchanged, 0 to grade" in result.output and "s1, 7.1 (double): 0 -> 2" in result.output
    table = Path("reports", FOLDER, "attempts.csv").read_text()
    assert [line.split(",")[2:6] for line in table.splitlines()[1:]] == [
        ["1", "2026-11-01 08:00:00", "1", ""],
        ["2", "2026-11-02 08:00:00", "3", "counts"],
        ["3", "2026-11-03 08:00:00", "1", ""],
    ]
    page = Path("feedback", "s1", FOLDER, "tiny.html").read_text()
    told = "2026-11-01 08:00 1; 2026-11-02 08:00 3, which counts; 2026-11-03 08:00 1."
    assert f"Your 3 attempts, with the points by the tests alone: {told}" in re.sub("</?strong>", "", page)
    report = Path("reports", "index.html").read_text()
    assert '[["2026-11-01 08:00",1,0,0],["2026-11-02 08:00",3,1,0],["2026-11-03 08:00",1,0,0]]' in report


def test_attempts_of_two_downloads(course):
    """A file is handed in again and one more, in another download: is each attempt there once, the last counting?"""
    Path("people.csv").write_text("student_id,login\ns1,student01\n")
    name = "L_student01_attempt_2026-11-0{}-08-00-00_tiny.ipynb"
    downloads = ({1: RIGHT}, {1: RIGHT, 2: WRONG}, {3: RIGHT + "  # the last"})
    for files in downloads:
        hand_in({name.format(day): notebook(double) for day, double in files.items()})
        assert autograde("--submissions", "download.zip", "--roster", "people.csv").exit_code == 0
    rows = csv.DictReader(io.StringIO(Path("reports", FOLDER, "attempts.csv").read_text()))
    assert [(row["attempt"], row["points"], row["counts"]) for row in rows] == [
        ("1", "3", ""),
        ("2", "1", ""),
        ("3", "3", "counts"),
    ]
    assert marks() == {"s1": 3}


def test_the_report_shows_where_every_file_went(course):
    """For each download, also after another was graded and the report was made again: do the sums add up?"""
    Path("roster.csv").write_text("student_id,name,canvas\nstudent01,One,1\nstudent02,Two,2\nstudent03,Three,3\n")
    hand_in({"one_1_8_tiny.ipynb": notebook(), "two_2_9_tiny.ipynb": b"{", "seven_7_10_tiny.ipynb": notebook()})
    autograde("--submissions", "download.zip")
    Path("download.zip").rename("first.zip")
    hand_in({"cy_3_9_tiny.ipynb": notebook(), "cy_3_9_notes.py": b"", "__MACOSX/._x": b""})
    autograde("--submissions", "first.zip")
    autograde("--submissions", "download.zip")
    assert CliRunner().invoke(main, ["report"]).exit_code == 0
    html = Path("reports", "index.html").read_text()
    listed = html[html.index('<ul class="sums">') :]
    assert re.findall(r"<strong>(.*?)</strong>: (.*?) <span", listed) == [
        ("first.zip", "3 files = 1 hand-in that counts + 1 unreadable + 1 unmatched"),
        ("download.zip", "3 files = 1 hand-in that counts + 2 not a notebook (1 .py, 1 a Mac&#39;s own)"),
    ]
    for line in ("seven_7_10_tiny.ipynb of seven: unmatched", "two_2_9_tiny.ipynb of student02: unreadable"):
        assert html.count(f"first.zip/{line}") == 1
    CliRunner().invoke(main, ["report", "--anonymous"])
    assert "first.zip" not in Path("reports", "anonymous.html").read_text()


def test_marks_by_earlier_tests_are_named(course):
    """A lesson changes and one of two downloads is graded again: whose marks are of old, and what brings them up?"""
    for place, number in (("first.zip", 1), ("second one.zip", 2)):
        hand_in({f"student0{number}_{number}_9_tiny.ipynb": notebook()}).rename(place)
        assert autograde("--submissions", place).exit_code == 0
    text = course.solution(FOLDER).with_suffix(".py")
    text.write_text(changed("points=2", "points=4", text.read_text()))
    result = autograde("--submissions", "first.zip")
    line = f"{FOLDER}: 1 mark is by an earlier version of its tests (student02_2)."
    step = "To grade them again: grader autograde 7 --submissions 'second one.zip'"
    assert result.exit_code == 1 and f"needs attention: {line} {step}" in result.output
    assert step in CliRunner().invoke(main, ["report"]).output
    assert line in Path("reports", "index.html").read_text()
    result = autograde("--submissions", "second one.zip")
    assert result.exit_code == 0 and marks() == {"student01_1": 5, "student02_2": 5}


def test_a_dry_run_writes_nothing(course):
    """Does it say who would be new and who would change, and leave every file as it was?"""
    hand_in({"student01_1_2_tiny.ipynb": notebook()})
    before = everything(course.root)
    assert (
        f"{FOLDER}: would be new, student01_1: 3 of 3" in autograde("--submissions", "download.zip", "--dry-run").output
    )
    assert everything(course.root) == before
    autograde("--submissions", "download.zip")
    hand_in({"student01_1_2_tiny.ipynb": notebook(WRONG)})
    before = everything(course.root)
    result = autograde("--submissions", "download.zip", "--dry-run")
    assert "1 mark of 1 student would change" in result.output and "7.1 (double): 2 -> 0" in result.output
    assert everything(course.root) == before


def test_one_student(course):
    """Is only that one graded, and a name that nobody has an error?"""
    hand_in({f"student0{n}_{n}_9_tiny.ipynb": notebook() for n in (1, 2)})
    assert autograde("--submissions", "download.zip", "--student", "student02_2").exit_code == 0
    assert marks() == {"student02_2": 3}
    result = autograde("--submissions", "download.zip", "--student", "student09")
    assert result.exit_code == 1 and "student09 has handed in none of these lessons" in result.output


def test_lateness(course):
    """By hand: two days begun late cost 20 % of 3 points; an extension and the grace cost nothing."""
    with open("course.toml", "a") as file:
        file.write(LATE)
    when = {"student01": "2026-11-04 12:01", "student02": "2026-11-03 12:09", "student03": "2026-11-04 11:00"}
    for student, time in when.items():
        place = Path("submitted", student, FOLDER)
        place.mkdir(parents=True)
        (place / "tiny.ipynb").write_bytes(notebook())
        (place / "timestamp.txt").write_text(f"{time}:00.000000 UTC")
        (place / "submission_secret.txt").write_text(student)
    assert autograde().exit_code == 0
    query = """select s.student_id, s.timestamp, n.late_submission_penalty from submitted_notebook n
               join submitted_assignment s on n.assignment_id = s.id order by 1"""
    found = {student: (datetime.fromisoformat(time), penalty) for student, time, penalty in rows(query)}
    assert found == {s: (datetime.fromisoformat(t), 0.6 * (s == "student01")) for s, t in when.items()}
    assert rows("select duedate from assignment") == [("2026-11-03 12:00:00.000000",)]
    for folder in ("autograded", "feedback"):
        beside = Path(folder, "student01", FOLDER)
        assert (beside / "timestamp.txt").read_text() == "2026-11-04 12:01:00.000000 UTC"
        assert (beside / "submission_secret.txt").read_text() == "student01"
    assert "2.4" in Path("reports", FOLDER, "marks.csv").read_text()


def test_a_narrow_terminal(course, monkeypatch):
    """Does the bar show the lesson and stay in one line of 60 columns?"""
    from rich.console import Console

    from grader.cli import telling
    from grader.lesson.read import load_lesson
    from grader.marking.result import nothing_ran

    screen, lesson = io.StringIO(), load_lesson(course, FOLDER)
    console = Console(file=screen, force_terminal=True, width=60, legacy_windows=False)
    monkeypatch.setattr(telling, "Console", lambda: console)
    results = [nothing_ran(f"s{i}", lesson, "why") for i in range(3)]
    assert list(telling.followed(lesson, results, 600)) == results
    lines = [line for line in screen.getvalue().replace("\r", "\n").splitlines() if FOLDER in line]
    assert lines and all("/600" in line and "ETA" in line for line in lines)
