"""The checksums of the releases as the build wrote them, by which a learner's changes show."""

import hashlib
import json
from pathlib import Path

from grader.course import Course
from grader.lesson.build import text_of
from grader.whole_file import write_whole


def record_path(course: Course) -> Path:
    """Where the checksums are."""
    return course.root / "notebooks" / "releases.json"


def read_record(course: Course) -> dict[str, str]:
    """What was released, by lesson's id; without a record that can be read, every notebook counts as worked in."""
    try:
        record = json.loads(record_path(course).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def write_record(course: Course, released: dict[str, str]) -> None:
    """Set down what was released."""
    write_whole(record_path(course), json.dumps(released, indent=1, sort_keys=True) + "\n")


def digest(text: str) -> str:
    """The checksum of a release's text."""
    return hashlib.sha256(text.encode()).hexdigest()


def is_worked_in(course: Course, key: str, path: Path) -> bool:
    """Whether a notebook in `notebooks/` is another than the one that was released under this key, if that is known."""
    recorded = read_record(course).get(key)
    return recorded is not None and path.is_file() and digest(text_of(path)) != recorded
