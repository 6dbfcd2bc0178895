"""The course: where its files are, which lessons it has, and what `course.toml` says of it."""

import difflib
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.course_tables import Entry, Minimums, Words, as_table, read_table
from grader.errors import GraderError

FILE = "course.toml"
FOLDER = re.compile(r"\d\d_[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Course:
    """A course in a folder; `lessons` has an entry for each lesson's folder name, in order."""

    root: Path
    title: str = ""
    course_id: str = ""
    address: str = ""
    follow_through: bool = True
    lessons: dict[str, Entry] = field(default_factory=dict)
    words: Words = field(default_factory=Words)
    minimums: Minimums = field(default_factory=Minimums)
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
    lessons = {folder: read_table(path, f"lessons.{folder}", Entry, entry) for folder, entry in _lessons(path, content)}
    parts = {
        "lessons": lessons,
        "words": read_table(path, "words", Words, content.pop("words", {})),
        "minimums": read_table(path, "minimums", Minimums, content.pop("minimums", {})),
    }
    if "root" in content:
        raise GraderError(f"{path}: the top has an unknown entry 'root'", "A course is where its file is: remove it")
    return read_table(path, "the top", Course, content | parts | {"root": root.resolve()})


def _lessons(path: Path, content: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    entries = as_table(path, "lessons", content.pop("lessons", {}))
    for folder in entries:
        if not FOLDER.fullmatch(folder):
            step = "Write two digits, _ and a name in lower case: 07_bigram_nll"
            raise GraderError(f"{path}: {folder!r} is not a name for a lesson's folder", step)
    return sorted(entries.items())


def _aliases(folder: str) -> tuple[str, ...]:
    return (folder, name_of(folder), folder[:2], str(number_of(folder)))
