"""`grader handout`: the zip that learners get, with the lessons chosen and all that they need, and no answer in it."""

import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import nbformat

from grader.course import FILE, Course, name_of, number_of
from grader.errors import GraderError, not_written
from grader.lesson.build import to_text
from grader.lesson.contents_page import contents_page
from grader.lesson.read import load_lesson
from grader.lesson.record import digest, is_worked_in
from grader.lesson.rules.leaks import leaked, secret_lines

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parent
OWN_FILES = HERE / "handout_files"
# What lies beside the package in the course's folder; a course without one of them is handed out without it.
BESIDE = (
    "LICENSE",
    "pyproject.toml",
    "hatch_build.py",
    "constraints.txt",
    "environment.yml",
    "nbgrader_config.py",
    "tools/install.py",
)
DATA = ("README.md", "registry.toml", "names_trigrams.csv")
CODE = {".py", ".j2", ".css", ".csv", ".json", ".md", ""}
LEFT_OUT = {"__pycache__", "authoring"}
EPOCH = (1980, 1, 1, 0, 0, 0)
LINK = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\(\.\./(\d\d_\w+)/\w+\.ipynb\)")


def handout(course: Course, lesson_ids: Sequence[str], target: Path) -> list[str]:
    """Write the zip, whole or not at all; returns the names in it.

    Args:
        lesson_ids: the lessons' ids; the contents page lists these alone.

    Raises:
        GraderError: a release is missing, was worked in, or holds something of an answer or a hidden test; or the
            zip cannot be written.
    """
    files = dict(_files(course, lesson_ids))
    draft = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in sorted(files):
                entry = zipfile.ZipInfo(f"{course.course_id or 'course'}/{name}", EPOCH)
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, files[name], zipfile.ZIP_DEFLATED)
        draft.replace(target)
    except OSError as error:
        raise not_written(target, error) from None
    return sorted(files)


def _files(course: Course, lesson_ids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Path in the course's folder, and content."""
    record = {}
    for lesson_id in lesson_ids:
        text = _release(course, lesson_id, lesson_ids)
        record[lesson_id] = digest(text)
        yield f"notebooks/{lesson_id}/{name_of(lesson_id)}.ipynb", text.encode()
    contents = to_text(contents_page(course, lesson_ids))
    record["index"] = digest(contents)
    yield "notebooks/index.ipynb", contents.encode()
    yield "notebooks/releases.json", (json.dumps(record, indent=1, sort_keys=True) + "\n").encode()
    yield FILE, _settings(course, lesson_ids).encode()
    yield "README.md", _how_to_start(course, lesson_ids).encode()
    yield "Makefile", (OWN_FILES / "Makefile").read_bytes()
    for name in BESIDE:
        if (course.root / name).is_file():
            yield name, (course.root / name).read_bytes()
    for name in DATA:
        yield f"data/{name}", (PACKAGE.parent / "data" / name).read_bytes()
    for path in PACKAGE.rglob("*"):
        if path.is_file() and path.suffix in CODE and LEFT_OUT.isdisjoint(path.relative_to(PACKAGE).parts):
            yield str(path.relative_to(PACKAGE.parent)), path.read_bytes()


def _release(course: Course, lesson_id: str, lesson_ids: Sequence[str]) -> str:
    """The released notebook, with links to the lessons that are handed out only.

    Raises:
        GraderError: it is missing, was worked in, or gives something away.
    """
    path = course.release(lesson_id)
    name, step = course.short(path), f"Make it again: make build LESSON={number_of(lesson_id)}"
    if not path.is_file():
        raise GraderError(f"{name} is missing", step)
    if is_worked_in(course, lesson_id, path):
        raise GraderError(f"{name} is not as it was released", f"Move it away. {step}")
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = LINK.sub(lambda link: link[0] if link[2] in lesson_ids else link[1], cell.source)
        else:
            cell.outputs, cell.execution_count = [], None
    text = to_text(notebook)
    for place, line, origin in leaked(text, secret_lines(course, load_lesson(course, lesson_id))):
        raise GraderError(f"{name}, {place}: holds {line!r} of {origin}", "`grader lint` has the whole list")
    return text


def _settings(course: Course, lesson_ids: Sequence[str]) -> str:
    """`course.toml` with the lessons that are handed out."""
    parts = re.split(r"(?m)^(?=\[)", (course.root / FILE).read_text(encoding="utf-8"))
    others = {f"[lessons.{lesson_id}]" for lesson_id in course.lesson_ids if lesson_id not in lesson_ids}
    return "".join(part for part in parts if part.splitlines()[0].strip() not in others)


def _how_to_start(course: Course, lesson_ids: Sequence[str]) -> str:
    lessons = [load_lesson(course, lesson_id) for lesson_id in lesson_ids]
    lines = [f"{lesson.number}. {lesson.title}: {course.lessons[lesson.id].question}" for lesson in lessons]
    template = (OWN_FILES / "README.md").read_text(encoding="utf-8")
    return template.format(title=course.title, lessons="\n".join(lines), example=number_of(lesson_ids[0]))
