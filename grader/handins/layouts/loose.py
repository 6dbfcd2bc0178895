"""Loose notebooks, zips or folders whose names say whose they are: `student01_mlp.ipynb`, `student02.zip`."""

import re
from collections.abc import Iterator
from pathlib import PurePath

from grader.course import name_of
from grader.handins.layouts.sender import Layout, Parts, Sender

# What browsers and Jupyter add to a name, and what people do.
COPY = re.compile(r"(?: ?\(\d+\)|-Copy\d*)+$")
RENAMED = re.compile(r"(?:[\s_.-]+(?:\(\d+\)|copy ?\d*|final ?\d*|new|fixed|corrected|v ?\d+|\d))+", re.IGNORECASE)
NUMBER = re.compile(r"(.+?)[\s_-]+\d\d")
EDGES = " _-."


def sender(parts: Parts, lesson_ids: Parts) -> Sender | None:
    """Whose a file is: what the outermost part says beside the name of a lesson."""
    for place, part in enumerate(parts):
        is_file = place == len(parts) - 1 or part.lower().endswith(".zip")
        student, also, lesson = student_in(PurePath(part).stem if is_file else part, lesson_ids)
        if student:
            return Sender(student, part, parts[place + 1 :] or (part,), lesson_id=lesson, also=also)
    return None


def student_in(stem: str, lesson_ids: Parts) -> tuple[str, str, str]:
    """`student107_mlp` is student107's "09_mlp": digits stay with the student, for nobody knows whose they are.

    Returns:
        the student, another reading of it, and the lesson's id; each is "" where the name holds none.
    """
    stem = COPY.sub("", stem).strip()
    for lesson_id, word in _words(lesson_ids):
        if stem == word or (stem.startswith(word) and RENAMED.fullmatch(stem[len(word) :])):
            return "", "", lesson_id
        if stem.startswith(word) and stem[len(word)] in EDGES:
            return stem[len(word) :].strip(EDGES), "", lesson_id
        before, found, after = stem.rpartition(word)
        if found and word != lesson_id and before[-1:] in tuple(EDGES) and (not after or RENAMED.fullmatch(after)):
            student = before.strip(EDGES)
            number = NUMBER.fullmatch(student)  # `pupil_07_bigram_nll` is pupil's or that of pupil_07
            return student, number[1] if number else "", lesson_id
    renamed = list(RENAMED.finditer(stem))
    shorter = stem[: renamed[-1].start()] if renamed and renamed[-1].end() == len(stem) else ""
    return stem, shorter, ""


def _words(lesson_ids: Parts) -> Iterator[tuple[str, str]]:
    """Each lesson's names, those with a number first, and the longer before the shorter."""
    yield from ((lesson_id, lesson_id) for lesson_id in lesson_ids)
    for lesson_id in sorted(lesson_ids, key=len, reverse=True):
        yield lesson_id, name_of(lesson_id)


LAYOUT = Layout("loose", "notebooks or zips named after their students", sender, ("id", "login", "name", "email"))
