"""The course: where its files are, which lessons it has, and what `course.toml` says of it."""

import difflib
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from grader.errors import GraderError

T = TypeVar("T")
A_VALUE: dict[Any, str] = {int: "a whole number", str: "a text", bool: "true or false"}
FILE = "course.toml"
FOLDER = re.compile(r"\d\d_[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Entry:
    """One lesson in `course.toml`: the question it answers, about how many minutes it takes, and its best figure.

    Attributes:
        figure: words of the cell that draws it, such as "draw_embedding(": the last cell that has them.
    """

    question: str = ""
    minutes: int = 0
    figure: str = ""


@dataclass(frozen=True)
class Words:
    """What the build writes into the notebooks, in the language of the course."""

    exercise: str = "Exercise"
    lesson: str = "lesson"
    minutes: str = "minutes"
    run_test: str = "Run the next cell to test `{exercise}`."
    previous: str = "Previous"
    contents: str = "Contents"
    next: str = "Next"
    missing: str = (
        "The course's package is missing: open this lesson with `make lab`, or install the course's wheel with pip."
    )
    installs: str = "The next cell installs the course's package where it is missing; PyTorch stays as it is there."


@dataclass(frozen=True)
class Minimums:
    """What `grader lint` asks for at least."""

    wrong_per_exercise: int = 0
    right_per_exercise: int = 0
    hints_per_exercise: int = 0
    exercises_per_lesson: int = 0
    predictions_per_lesson: int = 0
    bugs_per_lesson: int = 0
    exercises: int = 0
    wrong: int = 0
    right: int = 0


@dataclass(frozen=True)
class Course:
    """A course in a folder; `lessons` has an entry for each lesson's folder name, in order."""

    root: Path
    title: str = ""
    course_id: str = ""
    address: str = ""
    follow_through: bool = True
    lessons: dict[str, Entry] = field(default_factory=dict)
    words: Words = Words()
    minimums: Minimums = Minimums()
    late: dict[str, Any] = field(default_factory=dict)  # read by `grader.handins.late`

    @property
    def folders(self) -> tuple[str, ...]:
        """The lessons' folder names in order, such as "07_bigram_nll"."""
        return tuple(self.lessons)

    @property
    def contents_page(self) -> Path:
        """The page from which a learner starts."""
        return self.root / "notebooks" / "index.ipynb"

    @property
    def work(self) -> Path:
        """The folder of a learner's own copies, which no release touches."""
        return self.root / "work"

    def kept_release(self, key: str) -> Path:
        """The release that the learner's copy was made from, or merged with last; `key` is a folder or `index`."""
        return self.work / ".released" / f"{key}.ipynb"

    def working_copy(self, folder: str) -> Path:
        """The notebook in which a learner works."""
        return self.work / folder / f"{name_of(folder)}.ipynb"

    def text(self, folder: str) -> Path:
        """The authored text of a lesson."""
        return self.root / "solutions" / folder / f"{name_of(folder)}.py"

    def mistakes(self, folder: str) -> Path:
        """The trial answers of a lesson."""
        return self.root / "solutions" / folder / "mistakes.py"

    def solution(self, folder: str) -> Path:
        """The executed notebook with the answers."""
        return self.root / "solutions" / folder / f"{name_of(folder)}.ipynb"

    def release(self, folder: str) -> Path:
        """The notebook as learners get it."""
        return self.root / "notebooks" / folder / f"{name_of(folder)}.ipynb"

    def short(self, path: Path) -> Path:
        """A path as messages name it: from the course's folder on."""
        return path.relative_to(self.root) if path.is_relative_to(self.root) else path

    def find(self, word: str) -> str:
        """`7`, `07`, `bigram_nll` or `07_bigram_nll` as the folder's name.

        Raises:
            GraderError: there is no such lesson; the message names the nearest.
        """
        names = {alias: folder for folder in self.folders for alias in _aliases(folder)}
        if word in names:
            return names[word]
        near = [] if word.isdigit() else difflib.get_close_matches(word, names, n=1, cutoff=0.4)
        hint = f"Did you mean {names[near[0]]}" if near else f"The lessons are {', '.join(self.folders)}"
        raise GraderError(f"there is no lesson {word!r}", hint)


def name_of(folder: str) -> str:
    """`bigram_nll` of `07_bigram_nll`: the name of the lesson's files."""
    return folder.split("_", 1)[1]


def number_of(folder: str) -> int:
    """7 of `07_bigram_nll`."""
    return int(folder[:2])


def open_course(start: Path | None = None) -> Course:
    """The course that a folder is in.

    Args:
        start: the folder; the current one if None. Where neither it nor a folder above it has a `course.toml`,
            and none was named, the course beside the package or carried within it.

    Raises:
        GraderError: there is no course, or its `course.toml` has a fault.
    """
    here = (start or Path.cwd()).resolve()
    package = Path(__file__).resolve().parent
    beside = [package.parent, package / "carried"] if start is None else []
    for folder in (here, *here.parents, *beside):
        if (folder / FILE).is_file():
            return read_course(folder)
    raise GraderError(f"there is no course in {here}", f"Go to the folder that holds {FILE}")


def read_course(root: Path) -> Course:
    """The course in this very folder.

    Raises:
        GraderError: `course.toml` is missing, no TOML, or has an entry that nobody knows.
    """
    path = root / FILE
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise GraderError(f"{path} cannot be read ({error})", "Correct it") from None
    lessons = {folder: _part(path, f"lessons.{folder}", Entry, entry) for folder, entry in _lessons(path, content)}
    parts = {
        "lessons": lessons,
        "words": _part(path, "words", Words, content.pop("words", {})),
        "minimums": _part(path, "minimums", Minimums, content.pop("minimums", {})),
    }
    if "root" in content:
        raise GraderError(f"{path}: the top has an unknown entry 'root'", "A course is where its file is: remove it")
    return _part(path, "the top", Course, content | parts | {"root": root.resolve()})


def _lessons(path: Path, content: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    entries = _table(path, "lessons", content.pop("lessons", {}))
    for folder in entries:
        if not FOLDER.fullmatch(folder):
            step = "Write two digits, _ and a name in lower case: 07_bigram_nll"
            raise GraderError(f"{path}: {folder!r} is not a name for a lesson's folder", step)
    return sorted(entries.items())


def _part(path: Path, where: str, kind: type[T], values: dict[str, Any]) -> T:
    """One table of the file as a dataclass whose fields it may set.

    Raises:
        GraderError: an entry that nobody knows, or of another type.
    """
    known = get_type_hints(kind)
    for name, value in _table(path, where, values).items():
        if name not in known:
            raise GraderError(f"{path}: {where} has an unknown entry {name!r}", f"Known are {', '.join(known)}")
        if known[name] in (int, str, bool) and type(value) is not known[name]:
            raise GraderError(f"{path}: {name!r} in {where} is {value!r}", f"Write {A_VALUE[known[name]]}")
    return kind(**values)


def _table(path: Path, where: str, value: Any) -> dict[str, Any]:
    """A part of the file that must be a table.

    Raises:
        GraderError: it is something else.
    """
    if not isinstance(value, dict):
        raise GraderError(f"{path}: {where} is {value!r}", f"Write a table, [{where}]")
    return value


def _aliases(folder: str) -> tuple[str, ...]:
    return (folder, name_of(folder), folder[:2], str(number_of(folder)))
