"""The course itself, for tests over all of its lessons."""

from pathlib import Path

from grader.course import open_course

ROOT = Path(__file__).resolve().parents[1]
COURSE = open_course(ROOT)
