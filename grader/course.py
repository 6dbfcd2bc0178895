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
LESSON_ID = re.compile(r"\d\d_[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Course:
    """A course in a folder; `lessons` has an entry for each lesson's id, in order."""

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
    def lesson_ids(self) -> tuple[str, ...]:
        """The lessons' ids in order, such as "07_bigram_nll"."""
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
        """The release that the learner's copy was made from, or merged with last; `key` is a lesson's id or `index`."""
        return self.work / ".released" / f"{key}.ipynb"

    def working_copy(self, lesson_id: str) -> Path:
        """The notebook in which a learner works."""
        return self.work / lesson_id / f"{name_of(lesson_id)}.ipynb"

    def text(self, lesson_id: str) -> Path:
        """The authored text of a lesson."""
        return self.root / "solutions" / lesson_id / f"{name_of(lesson_id)}.py"

    def mistakes(self, lesson_id: str) -> Path:
        """The trial answers of a lesson."""
        return self.root / "solutions" / lesson_id / "mistakes.py"

    def solution(self, lesson_id: str) -> Path:
        """The executed notebook with the answers."""
        return self.root / "solutions" / lesson_id / f"{name_of(lesson_id)}.ipynb"

    def release(self, lesson_id: str) -> Path:
        """The notebook as learners get it."""
        return self.root / "notebooks" / lesson_id / f"{name_of(lesson_id)}.ipynb"

    def short(self, path: Path) -> Path:
        """A path as messages name it: from the course's folder on."""
        return path.relative_to(self.root) if path.is_relative_to(self.root) else path

    def find(self, word: str) -> str:
        """`7`, `07`, `bigram_nll` or `07_bigram_nll` as the lesson's id.

        Raises:
            GraderError: there is no such lesson; the message names the nearest.
        """
        names = {alias: lesson_id for lesson_id in self.lesson_ids for alias in _aliases(lesson_id)}
        if word in names:
            return names[word]
        near = [] if word.isdigit() else difflib.get_close_matches(word, names, n=1, cutoff=0.4)
        hint = f"Did you mean {names[near[0]]}" if near else f"The lessons are {', '.join(self.lesson_ids)}"
        raise GraderError(f"there is no lesson {word!r}", hint)


def name_of(lesson_id: str) -> str:
    """`bigram_nll` of `07_bigram_nll`: the name of the lesson's files."""
    return lesson_id.split("_", 1)[1]


def number_of(lesson_id: str) -> int:
    """7 of `07_bigram_nll`."""
    return int(lesson_id[:2])


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
        GraderError: `course.toml` is missing, is not TOML, or has an entry that nobody knows.
    """
    path = root / FILE
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise GraderError(f"{path} cannot be read ({error})", "Correct it") from None
    lessons = {
        lesson_id: read_table(path, f"lessons.{lesson_id}", Entry, entry)
        for lesson_id, entry in _lessons(path, content)
    }
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
    for lesson_id in entries:
        if not LESSON_ID.fullmatch(lesson_id):
            step = "Write two digits, _ and a name in lower case: 07_bigram_nll"
            raise GraderError(f"{path}: {lesson_id!r} is not a name for a lesson's folder", step)
    return sorted(entries.items())


def _aliases(lesson_id: str) -> tuple[str, ...]:
    return (lesson_id, name_of(lesson_id), lesson_id[:2], str(number_of(lesson_id)))
