"""`make class`: a made-up class of 24 through an instructor's whole loop, from download to marks that an LMS takes.

Everything happens in a new folder, which stays: open the report that the last line names, or formgrader in that folder.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
import webbrowser
from pathlib import Path

from benchmarks.course import make_course
from grader.course import FILE, open_course
from grader.lesson.lesson import Lesson
from grader.lesson.read import load_lesson
from tools.class_files import Downloads, login, write_downloads

ROOT = Path(__file__).resolve().parents[1]
BY_CANVAS, BY_MOODLE = "04_chain_rule", "06_bigram_counts"
WORTH_MORE = "mul"  # an exercise of the first lesson that turns out to be worth a point more


def main() -> None:
    """Make the class, run the commands, name the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("class"), help="where; what is there is replaced")
    parser.add_argument("--open", action="store_true", help="open the report in the browser")
    options = parser.parse_args()
    started, folder = time.monotonic(), options.folder.resolve()
    if folder.exists() and not (folder / "downloads").is_dir() and any(folder.iterdir()):
        raise SystemExit(f"{folder} is not a class that was made here. Name another with --folder.")
    shutil.rmtree(folder, ignore_errors=True)
    course = open_course(ROOT)
    lessons = [load_lesson(course, name) for name in (BY_CANVAS, BY_MOODLE)]
    _say("Release two lessons with nbgrader, and write what 24 learners hand in")
    _make_course(folder, lessons)
    downloads = write_downloads(folder / "downloads", *lessons)
    _loop(folder, downloads, lessons[0])
    report = folder / "reports" / "index.html"
    if not report.is_file():
        raise SystemExit("there is no report: see above")
    print(f"\n{time.monotonic() - started:.0f} seconds. The class report: {report}")
    print(f"formgrader on the result: cd {folder} && jupyter lab")
    if options.open:
        webbrowser.open(report.as_uri())


def _loop(folder: Path, downloads: Downloads, lesson: Lesson) -> None:
    roster = ["--roster", str(downloads.roster)]
    _say("Grade lesson 4 from Canvas's zip and lesson 6 from Moodle's, as they were downloaded")
    _grader(folder, "autograde", "4", "--submissions", str(downloads.canvas_zip), *roster)
    _grader(folder, "autograde", "6", "--submissions", str(downloads.moodle_zip), *roster)
    _say(f"{WORTH_MORE} is worth a point more: grade again, the difference first")
    _worth_more(folder)
    _grader(folder, "autograde", "4", "--submissions", str(downloads.canvas_zip), *roster)
    _say("One more hands in late: the rest stays")
    _grader(folder, "autograde", "4", "--submissions", str(downloads.late_zip), *roster)
    _say("A person gives points and writes a comment, as in formgrader; then pages, tables and report are made again")
    _by_hand(folder, lesson)
    _grader(folder, "report", *roster)
    _say("Marks back: Canvas's own gradebook and Moodle's own worksheet, filled in")
    _grader(folder, "export", "4", "--canvas", str(downloads.canvas_gradebook), *roster)
    _grader(folder, "export", "6", "--moodle", str(downloads.moodle_worksheet), *roster)
    _say("Feedback back: zips as either system takes them")
    _grader(folder, "feedback", "4", "--canvas", str(downloads.canvas_zip), *roster)
    _grader(folder, "feedback", "6", "--moodle", str(downloads.moodle_worksheet), *roster)
    _say("Hand-ins that are alike: a question to ask")
    _grader(folder, "similar", "4", *roster)


def _make_course(folder: Path, lessons: list[Lesson]) -> None:
    """A course of its own, so that a lesson can be changed in it: nbgrader's folders, the texts, the settings."""
    make_course(folder, lessons)
    shutil.copy(ROOT / FILE, folder)
    for text in (ROOT / "solutions").glob("*/*.py"):
        (folder / "solutions" / text.parent.name).mkdir(parents=True, exist_ok=True)
        shutil.copy(text, folder / "solutions" / text.parent.name)


def _worth_more(folder: Path) -> None:
    path = next((folder / "solutions" / BY_CANVAS).glob("[!m]*.py"))
    text = path.read_text(encoding="utf-8")
    found = re.search(rf'(# %% test="{WORTH_MORE}" points=)(\d+)', text)
    if found is None:
        raise SystemExit(f"{path} has no test of {WORTH_MORE}")
    more = f"{found[1]}{int(found[2]) + 1}"
    path.write_text(text.replace(found[0], more), encoding="utf-8")


def _by_hand(folder: Path, lesson: Lesson) -> None:
    """What a person does in formgrader, through nbgrader's own interface."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}", "frontier_ai_365") as gradebook:
        exercise, place = lesson.exercises[0], (lesson.name, lesson.id)
        gradebook.find_grade(f"test_{exercise}", *place, login(0)).extra_credit = 0.5
        gradebook.find_comment(exercise, *place, login(0)).manual_comment = "A clear answer; see me for more of this."
        gradebook.db.commit()


def _say(text: str) -> None:
    print(f"\n== {text}", flush=True)


def _grader(folder: Path, *words: str) -> None:
    """Run one command as it would be typed; 1 as exit status says that something needs attention."""
    shown = " ".join(str(Path(w).relative_to(folder)) if w.startswith(str(folder)) else w for w in words)
    print(f"$ grader {shown}", flush=True)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run([sys.executable, "-m", "grader", *words], cwd=folder, env=environment)
    if done.returncode not in (0, 1):
        raise SystemExit(f"grader {words[0]} ended with {done.returncode}")


if __name__ == "__main__":
    main()
