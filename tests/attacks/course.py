"""A course folder under attack: hand-ins go in, the real session grades them, traces are compared."""

import os
import shutil
import tempfile
import time
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from grader.cluster.grading_process import GradingProcess
from grader.handins.collecting import collect
from grader.handins.which_lesson import catalogue_of
from grader.lesson.lesson import Lesson
from grader.marking.result import Result
from grader.marking.task import Task
from grader.run.journal import Journal
from grader.run.plan import plan
from grader.run.run import Session, places
from grader.sandbox import kernel
from grader.sandbox.limits import Limits

from .attack import FOLDER, FULL, HERE, LESSON, RIGHT, Attack, as_bytes, code_cell, notebook_with
from .traces import Traces, side_effects, take

LIMITS = Limits(cell_seconds=5, total_seconds=12, memory=384 * 2**20, processes=32, files=8 * 2**20, output=2**20)
BRIEF = replace(LIMITS, cell_seconds=1.5, total_seconds=5)
NEIGHBOUR = "student26"
MAX_LINE = 6 * LIMITS.output + 4 * 2**20
TURNING = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
SECRETS = ("a-secret-of-the-grader", "secret_of_the_hidden_test")


@dataclass(frozen=True)
class Row:
    """How an attack ended; `effects` are side effects in words, `lines` what a person is told."""

    attack: Attack
    score: float
    neighbour: float
    effects: tuple[str, ...]
    lines: tuple[str, ...]
    seconds: float

    @property
    def forged(self) -> bool:
        return self.score > self.attack.score

    @property
    def damaged(self) -> bool:
        """Whether somebody lost points that were deserved, or something changed that should not."""
        return self.score < self.attack.score or self.neighbour != FULL or bool(self.effects)


class Solo:
    """One grading process in the place of the cluster, so that an attack and its neighbour meet in the same processes."""

    def __init__(self, lesson: Lesson = LESSON, limits: Limits = LIMITS) -> None:
        self._process = GradingProcess(lesson, limits=limits)

    def start(self) -> None:
        """Start the process where it is not running."""
        self._process.start()

    def grade(self, tasks: Iterable[Task], count: int = 0) -> Iterator[Result]:
        """Grade one after the other."""
        yield from map(self._process.grade, tasks)

    def stop(self) -> None:
        """End the process."""
        self._process.stop()


class Attacked:
    """A course with its answers, an earlier student, a home and a temporary folder, all watched.

    Args:
        root: an empty folder.
    """

    def __init__(self, root: Path) -> None:
        kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)  # what outlives its parents becomes a child here, and is seen
        self._root, self._watched = root / "course", [root]
        self._submitted = self._root / "submitted"
        self._places = places(self._root)
        self._looked_at: dict[str, tuple[int, ...]] = {}
        self._read_again = 0
        self._environment = {name: os.environ.get(name) for name in ("HOME", "TMPDIR", "FRONTIER_SECRET")}
        for name in ("HOME", "TMPDIR"):
            (root / name).mkdir()
            os.environ[name] = str(root / name)
        tempfile.tempdir = None  # or the module remembers the folder of an earlier course
        os.environ["FRONTIER_SECRET"] = SECRETS[0]
        shutil.copytree(HERE / "solutions", self._root / "solutions")
        self._engine, self._brief = Solo(), Solo(limits=BRIEF)
        self._hand_in_honest("early", "first of all")
        self._grade(self._engine)

    def close(self) -> None:
        """End what it started, and put the environment back."""
        self._engine.stop()
        self._brief.stop()
        for name, value in self._environment.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
        tempfile.tempdir = None

    def run(self, attack: Attack) -> Row:
        """Grade the attack, then an honest neighbour, and compare what was before with what is after."""
        open_again(self._submitted)
        shutil.rmtree(self._submitted)
        self._submitted.mkdir()
        place = attack.place or (lambda folder, data: hand_in(folder, attack.student, data))
        place(self._submitted, attack.handed_in())
        self._hand_in_honest(NEIGHBOUR, attack.name)
        self._shorten_journal()
        engine = self._brief if attack.brief else self._engine
        engine.start()
        before, started = self._traces(), time.monotonic()
        session = self._grade(engine)
        seconds, after = time.monotonic() - started, self._traces()
        if after.processes - before.processes:  # the one that ended the last submission may still be on its way out
            time.sleep(1)
            after = self._traces()
        effects = side_effects(before, after, self._written(session), tuple(session.results))
        points = {student: result.points for student, result in session.results.items() if result.is_graded}
        effects += [f"gradebook of {s}: {after.grades.get(s)}" for s, p in points.items() if after.grades.get(s) != p]
        effects += self._leaks(attack, after.files)
        effects += [f"control character in {line!r}" for line in session.faults if not line.isprintable()]
        effects += self._acting(session) + self._too_long()
        others = session.accounting.others if session.accounting else ()
        named = any(attack.student in (other.student_id, other.of) or attack.student in other.path for other in others)
        named |= any(line.startswith(f"{attack.student}: ") for line in session.faults)
        named |= not any(handed_in(self._submitted, "student13"))  # open folders alone are nobody's file
        effects += [f"{attack.student} was not graded"] * (attack.student not in points and not named)
        scores = [points.get(student, 0.0) for student in (attack.student, NEIGHBOUR)]
        return Row(attack, *scores, tuple(effects), tuple(session.faults), seconds)

    def _grade(self, engine: Solo) -> Session:
        """What `grader autograde` does, with one grading process for a cluster."""
        accounting = collect(self._submitted, catalogue_of(LESSON))
        session = Session(LESSON, self._places, accounting=accounting)
        with Journal(self._places.journal(LESSON)) as journal:
            todo = plan(accounting.counted, LESSON, journal)
            for _ in session.grade(todo, journal, engine):
                pass
        return session

    def _shorten_journal(self) -> None:
        """Leave what the last run added, which this one reads; what hundreds wrote before is some 50 MB."""
        path = self._places.journal(LESSON)
        added = path.read_bytes()[self._read_again :]
        path.write_bytes(added)
        self._read_again = len(added)

    def _hand_in_honest(self, student: str, mark: str) -> None:
        """The right answers, with a cell that makes the file a new one for the journal."""
        content = notebook_with(RIGHT)
        content["cells"].append(code_cell(f"# beside {mark!r}"))
        hand_in(self._submitted, student, as_bytes(content))

    def _traces(self) -> Traces:
        return take(self._watched, self._root / "gradebook.db")

    def _written(self, session: Session) -> tuple[str, ...]:
        """What the grader itself writes: files, and the folders in which they are."""
        files = [self._root / "gradebook.db"]
        for student in session.results:
            files.append(self._places.autograded / student / FOLDER / f"{LESSON.name}.ipynb")
            files.append(self._places.feedback / student / FOLDER / f"{LESSON.name}.html")
        files += [
            self._places.reports / FOLDER / name for name in ("index.html", "canvas.csv", "moodle.csv", "journal.jsonl")
        ]
        return tuple({str(path) for file in files for path in (file, *file.parents)})

    def _acting(self, session: Session) -> list[str]:
        """Characters in this run's pages and tables that act instead of being seen."""
        pages = [self._places.page(student, LESSON) for student in session.results]
        tables = [path for path in self._places.reports.rglob("*") if path.suffix in (".html", ".csv")]
        texts = {path.name: path.read_text() for path in (*pages, *tables) if path.is_file()}
        return [f"{name} holds {found}" for name, text in texts.items() if (found := acting(text))]

    def _too_long(self) -> list[str]:
        """Lines of the journal that are longer than five outputs, answers and messages may be together."""
        with open(self._places.journal(LESSON), "rb") as file:
            return [f"a journal line of {len(line)} bytes" for line in file if len(line) > MAX_LINE]

    def _leaks(self, attack: Attack, files: dict[str, tuple[int, ...]]) -> list[str]:
        """Secrets that stand in what students and instructors open, as far as it is not as it was when last looked at."""
        found = []
        for name, state in files.items():
            path = Path(name)
            if path.suffix not in (".ipynb", ".html", ".csv") or self._looked_at.get(name) == state:
                continue
            if self._is_handed_in(path) or not path.is_file():
                continue
            self._looked_at[name] = state
            text = path.read_text()
            secrets = (*SECRETS, *attack.secrets) if path.suffix == ".html" else SECRETS
            found += [f"{path.name} holds {secret!r}" for secret in secrets if secret in text]
        return found

    def _is_handed_in(self, path: Path) -> bool:
        """Whether a file is not the grader's: a hand-in, the solutions, or beside the course."""
        ours = path.is_relative_to(self._root) and path.parent != self._root
        return not ours or any(path.is_relative_to(self._root / name) for name in ("submitted", "solutions"))


def acting(text: str) -> set[str]:
    """The characters that act instead of being seen: control characters, and what turns the text around it round."""
    used = set(text)
    return {c for c in used if unicodedata.category(c) == "Cc" and c not in "\n\t"} | (used & TURNING)


def handed_in(folder: Path, prefix: str) -> Iterator[Path]:
    """What a student whose name begins so has handed in: files of every kind, and folders that may not be looked into."""
    for path in sorted(folder.iterdir()):
        if not path.name.startswith(prefix):
            continue
        if path.is_symlink() or not path.is_dir() or not os.access(path, os.R_OK | os.X_OK):
            yield path
        else:
            yield from handed_in(path, "")


def open_again(folder: Path) -> None:
    """Give whoever tries the attacks the right to take a folder away, whatever an attack left in it."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o700)
            open_again(path)


def hand_in(folder: Path, student: str, data: bytes) -> None:
    """Put a file where nbgrader has it."""
    path = folder / student / FOLDER / f"{LESSON.name}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
