"""Reads a lesson's one authored text, `solutions/NN_slug/slug.py`, into cells that know what they are for."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from grader.errors import BadLesson, GraderError

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Cell:
    """One cell.

    Attributes:
        kind: "text", "given" (run when grading), "show" (only for the reader), "exercise" or "test".
        exercise: the id of the exercise that an exercise or test cell belongs to, else "".
        points: of a test cell, else 0.
        differs: why the output may differ between two right runs; "" where it may not.
        id: the cell's id in both notebooks.
    """

    kind: str
    source: str
    exercise: str = ""
    points: int = 0
    differs: str = ""
    id: str = ""


@dataclass(frozen=True)
class Lesson:
    """One lesson: `folder` is "07_bigram_nll", `name` "bigram_nll", `number` 7."""

    folder: str
    cells: tuple[Cell, ...]

    @property
    def number(self) -> int:
        return int(self.folder.split("_")[0])

    @property
    def name(self) -> str:
        return self.folder.split("_", 1)[1]

    @property
    def exercises(self) -> tuple[str, ...]:
        """The exercise ids in order."""
        return tuple(cell.exercise for cell in self.cells if cell.kind == "exercise")

    def label(self, exercise: str) -> str:
        """`7.3 (normalize)`: how an exercise is called in headings, stubs and reports."""
        return f"{self.number}.{self.exercises.index(exercise) + 1} ({exercise})"

    def answer(self, exercise: str) -> Cell:
        """The exercise's cell with the reference answer."""
        return next(cell for cell in self.cells if cell.kind == "exercise" and cell.exercise == exercise)

    def test(self, exercise: str) -> Cell:
        """The exercise's test cell."""
        return next(cell for cell in self.cells if cell.kind == "test" and cell.exercise == exercise)


def lesson_folders(root: Path = ROOT) -> list[str]:
    """The lessons there are, in order, by their folders' names."""
    return sorted(path.parent.name for path in (root / "solutions").glob("[0-9][0-9]_*/mistakes.py"))


def find_folder(lesson: str, root: Path = ROOT) -> str:
    """`7`, `07`, `bigram_nll` or `07_bigram_nll` as the folder's name.

    Raises:
        GraderError: there is no such lesson; the message names the nearest.
    """
    import difflib

    folders = lesson_folders(root)
    names = {folder: folder for folder in folders} | {folder.split("_", 1)[1]: folder for folder in folders}
    names |= {str(int(folder[:2])): folder for folder in folders} | {folder[:2]: folder for folder in folders}
    if lesson in names:
        return names[lesson]
    near = difflib.get_close_matches(lesson, names, n=1, cutoff=0.4)
    known = ", ".join(folders)
    hint = f"Did you mean {names[near[0]]}" if near else f"The lessons are {known}"
    raise GraderError(f"there is no lesson {lesson!r}", hint)


def load_lesson(folder: str, root: Path = ROOT) -> Lesson:
    """Read and number a lesson.

    Raises:
        BadLesson: a header that nobody knows, or an exercise without exactly one answer and one test.
    """
    import jupytext  # here, since those who only take a lesson from another process do without it

    path = source_path(folder, root)
    notebook = jupytext.read(path, fmt="py:percent")
    cells = _with_ids([_read_cell(path, i, cell) for i, cell in enumerate(notebook.cells)])
    lesson = Lesson(folder, tuple(cells))
    _check_pairs(path, lesson)
    return lesson


def source_path(folder: str, root: Path = ROOT) -> Path:
    """Where the lesson's text is."""
    return root / "solutions" / folder / f"{folder.split('_', 1)[1]}.py"


def without_magics(source: str) -> str:
    """A cell's source with IPython's `%` and `!` lines emptied, so that it parses as Python."""
    return "\n".join("" if line.startswith(("%", "!")) else line for line in source.splitlines())


def _read_cell(path: Path, index: int, cell) -> Cell:
    header = {key: value for key, value in cell.metadata.items() if key not in ("cell_marker", "lines_to_next_cell")}
    known = {"title", "exercise", "test", "points", "differs"}
    where = f"{path.name}, cell {index + 1}"
    if unknown := set(header) - known:
        raise BadLesson(f"{where}: unknown header {sorted(unknown)}", f"Known are {sorted(known)}")
    if header.get("title", "show") != "show":
        raise BadLesson(f"{where}: unknown kind {header['title']!r}", "The only word a header may hold is show")
    _check_header(where, cell.cell_type, header)
    if cell.cell_type == "markdown":
        return Cell("text", cell.source)
    if "exercise" in header:
        return Cell("exercise", cell.source, header["exercise"])
    if "test" in header:
        return Cell("test", cell.source, header["test"], int(header.get("points", 1)))
    kind = "show" if "title" in header else "given"
    return Cell(kind, cell.source, differs=header.get("differs", ""))


def _check_header(where: str, cell_type: str, header: dict) -> None:
    """Refuse what would be passed over in silence: a word that its cell has no use for, or an empty reason."""
    if cell_type == "markdown" and header:
        raise BadLesson(f"{where}: prose has a header {sorted(header)}", "Write # %% [markdown] alone")
    kinds = [key for key in ("title", "exercise", "test") if key in header]
    if len(kinds) > 1:
        raise BadLesson(f"{where}: a cell is one of show, exercise and test, not {' and '.join(kinds)}", "Split it")
    if "points" in header and "test" not in header:
        raise BadLesson(f"{where}: points without a test", "Give the points in the header of the test cell")
    if "differs" in header and ("exercise" in header or "test" in header):
        raise BadLesson(f"{where}: only given and shown cells may differ", "Remove `differs` or move what differs out")
    if "differs" in header and not str(header["differs"]).strip():
        raise BadLesson(f"{where}: `differs` gives no reason", 'Say why, such as differs="particular names"')


def _with_ids(cells: list[Cell]) -> list[Cell]:
    """Ids that stay the same from build to build: the exercise, or a hash of the source and a count."""
    seen: dict[str, int] = {}
    result = []
    for cell in cells:
        if cell.exercise:
            id = cell.exercise if cell.kind == "exercise" else f"test_{cell.exercise}"
        else:
            digest = hashlib.sha256(cell.source.encode()).hexdigest()[:8]
            seen[digest] = seen.get(digest, 0) + 1
            id = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
        result.append(Cell(cell.kind, cell.source, cell.exercise, cell.points, cell.differs, id))
    return result


def _check_pairs(path: Path, lesson: Lesson) -> None:
    for exercise in dict.fromkeys(cell.exercise for cell in lesson.cells if cell.exercise):
        for kind in ("exercise", "test"):
            found = sum(cell.kind == kind and cell.exercise == exercise for cell in lesson.cells)
            if found != 1:
                raise BadLesson(f"{path.name}: exercise {exercise!r} has {found} {kind} cells", "It needs exactly one")
