"""Hand-ins that are more alike than the class's usually are: a question to look at, and never a verdict.

Compared is only what learners wrote; what the released notebook holds does not count. Names of variables do not count
either (copydetect's fingerprints), so a renamed copy is found. What is unusual, the class itself says: short answers to
one question are alike by nature, and a pair is shown only where it stands far out from all the others.
"""

import io
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from statistics import quantiles
from typing import Any

from grader.errors import GraderError
from grader.lesson.lesson import Lesson

GRAM, WINDOW = 25, 6
FEWEST_TOKENS = 120
LOWEST = 0.5
FENCE = 3.0
FEWEST_PAIRS = 10


@dataclass(frozen=True)
class Pair:
    """Two students, and the share of the smaller answer that is in the other, 0 to 1."""

    first: str
    second: str
    share: float


@dataclass(frozen=True)
class Alike:
    """What stands out.

    Attributes:
        groups: students whose answers are identical, the largest group first.
        pairs: others that are above the threshold, the most alike first; of a group one stands for all.
        threshold: above which a pair is shown; None where there are too few to say what is usual.
        usual: the median share of all pairs.
        compared: how many hand-ins had enough text of their own.
    """

    groups: tuple[tuple[str, ...], ...]
    pairs: tuple[Pair, ...]
    threshold: float | None
    usual: float | None
    compared: int


def alike(answers: Mapping[str, Mapping[str, str]], released: Lesson) -> Alike:
    """Compare the hand-ins of one lesson.

    Args:
        answers: by student, the answers by exercise.
        released: the lesson as learners get it; what is in it is nobody's own.

    Raises:
        GraderError: copydetect is not installed.
    """
    fingerprint, compare = _copydetect()
    given = fingerprint("\n".join(cell.source for cell in released.cells if cell.kind != "text"), ())
    stubs = {exercise: released.answer(exercise).source.strip() for exercise in released.exercises}
    texts = {student: _own(its, stubs) for student, its in answers.items()}
    prints = {student: fingerprint(text, given.hashes) for student, text in texts.items() if text}
    prints = {student: one for student, one in prints.items() if one.token_coverage >= FEWEST_TOKENS}
    groups = _groups({student: texts[student] for student in prints})
    single = sorted(set(prints) - {student for group in groups for student in group[1:]})
    shares = {(a, b): _share(compare(prints[a], prints[b])) for a, b in combinations(single, 2)}
    threshold, usual = _threshold(list(shares.values()))
    pairs = [Pair(a, b, share) for (a, b), share in shares.items() if threshold is not None and share > threshold]
    pairs.sort(key=lambda pair: (-pair.share, pair.first, pair.second))
    return Alike(groups, tuple(pairs), threshold, usual, len(prints))


def _copydetect() -> tuple[Any, Any]:
    """A function that makes fingerprints of a text without what is given, and one that compares two."""
    try:
        from copydetect.detector import CodeFingerprint, compare_files
    except ImportError:
        step = "pip install copydetect, or install the course with its extra `similar`"
        raise GraderError("copydetect is not installed", step) from None

    def fingerprint(text: str, given: Any) -> Any:
        return CodeFingerprint("answers.py", GRAM, WINDOW, list(given), language="python", fp=io.StringIO(text))

    return fingerprint, compare_files


def _own(answers: Mapping[str, str], stubs: Mapping[str, str]) -> str:
    """What the student wrote, without stubs and without blanks at the ends of lines."""
    written = [source for exercise, source in answers.items() if source.strip() != stubs.get(exercise, "")]
    return "\n\n".join("\n".join(line.rstrip() for line in source.strip().splitlines()) for source in written)


def _groups(texts: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    same: dict[str, list[str]] = defaultdict(list)
    for student in sorted(texts):
        same[texts[student]].append(student)
    found = [tuple(group) for group in same.values() if len(group) > 1]
    return tuple(sorted(found, key=lambda group: (-len(group), group)))


def _share(compared: tuple[Any, tuple[float, float], Any]) -> float:
    return min(1.0, float(max(compared[1])))


def _threshold(shares: list[float]) -> tuple[float | None, float | None]:
    """The far fence of the class's own shares: three quartile ranges above the upper quartile, and not below a half."""
    if len(shares) < FEWEST_PAIRS:
        return None, None
    low, middle, high = quantiles(shares, n=4)
    return max(LOWEST, high + FENCE * (high - low)), middle
