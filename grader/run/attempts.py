"""Which of a student's graded attempts counts: the last, the first, or the best, once all of them are graded."""

from collections import defaultdict

from grader.handins.accounting import UNREADABLE, Accounting, Handin
from grader.handins.attempts import BEST
from grader.marking.result import Result


class Attempts:
    """The attempts of one lesson.

    Args:
        accounting: of the hand-ins; where there is none, every result counts.
        lesson: the lesson's folder name.
        which: "last", "first" or "best".
    """

    def __init__(self, accounting: Accounting | None, lesson: str, which: str) -> None:
        own = accounting.of_lesson(lesson) if accounting else None
        self.counted = {handin.student_id: handin for handin in own.counted} if own else {}
        self._best = which == BEST
        self._all: dict[str, dict[str, Handin]] = defaultdict(dict)
        for handin in (*own.counted, *own.earlier) if own else ():
            self._all[handin.student_id].setdefault(handin.digest, handin)
        self._graded: dict[str, list[Result]] = defaultdict(list)
        others = own.of_kind(UNREADABLE) if own else ()
        self.unreadable = {
            other.student_id: other
            for other in others
            if other.student_id and other.lesson == lesson and other.student_id not in self.counted
        }

    def take(self, result: Result) -> Result | None:
        """The result that counts, once it is known: this one, with "best" perhaps another; None where none is yet."""
        handins = self._all.get(result.student, {})
        if len(handins) < 2:
            return result
        if not self._best:
            counts = bool(result.keys) and result.keys[0] == self.counted[result.student].digest
            return result if counts or not result.keys else None
        graded = self._graded[result.student]
        graded.append(result)
        if len(graded) < len(handins):
            return None
        del self._graded[result.student]
        return max(graded, key=self._rank)

    def handin(self, result: Result) -> Handin | None:
        """The attempt that a result is of."""
        return self._all.get(result.student, {}).get(result.keys[0])

    def _rank(self, result: Result) -> tuple[bool, float, int]:
        """More points first; of equal ones the later."""
        handin = self.handin(result) if result.keys else None
        return result.is_graded, result.points, handin.attempt if handin else 0
