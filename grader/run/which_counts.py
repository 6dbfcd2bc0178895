"""Which of a student's graded attempts counts: the last, the first, or the best, once all of them are graded."""

from collections import defaultdict

from grader.handins.accounting import UNREADABLE, Accounting, Handin
from grader.handins.attempts import BEST, Which
from grader.marking.result import Result
from grader.records.book import AttemptMark
from grader.run.lateness import in_utc


class Attempts:
    """The attempts of one lesson.

    Args:
        accounting: of the hand-ins; where there is none, every result counts.
        lesson_id: the lesson's.
        which: "last", "first" or "best".
    """

    def __init__(self, accounting: Accounting | None, lesson_id: str, which: Which) -> None:
        own = accounting.of_lesson(lesson_id) if accounting else None
        self.counted = {handin.student_id: handin for handin in own.counted} if own else {}
        self._best = which == BEST
        self._all: dict[str, dict[str, Handin]] = defaultdict(dict)
        for handin in (*own.counted, *own.earlier) if own else ():
            self._all[handin.student_id].setdefault(handin.digest, handin)
        self._graded: dict[str, list[Result]] = defaultdict(list)
        self._points: dict[tuple[str, str], float | None] = {}
        others = own.of_kind(UNREADABLE) if own else ()
        self.unreadable = {
            other.student_id: other
            for other in others
            if other.student_id and other.lesson_id == lesson_id and other.student_id not in self.counted
        }

    def take(self, result: Result) -> Result | None:
        """The result of the student's that counts, once all attempts are graded; None until then."""
        handins = self._all.get(result.student, {})
        if result.keys:
            self._points[result.student, result.keys[0]] = result.points if result.is_graded else None
        if len(handins) < 2:
            return result
        graded = self._graded[result.student]
        graded.append(result)
        if len(graded) < len(handins):
            return None
        del self._graded[result.student]
        if self._best:
            return max(graded, key=self._rank)
        return self._own(graded) or next(one for one in graded if not one.keys)

    def left(self) -> list[Result]:
        """Where a run ended before all attempts were graded: the results that count, of whom that is known."""
        found = [] if self._best else [self._own(graded) for graded in self._graded.values()]
        self._graded.clear()
        return [result for result in found if result is not None]

    def _own(self, graded: list[Result]) -> Result | None:
        """The result of the attempt that counts, among those of one student."""
        wanted = self.counted[graded[0].student].digest
        return next((one for one in graded if one.keys and one.keys[0] == wanted), None)

    def marks_of(self, student: str, chosen: Handin) -> list[AttemptMark]:
        """All attempts of the student with their marks, oldest first."""
        handins = sorted(self._all[student].values(), key=lambda handin: handin.attempt)
        return [
            AttemptMark(
                handin.digest,
                handin.path,
                self._points.get((student, handin.digest)),
                handin.digest == chosen.digest,
                in_utc(handin.submitted) if handin.submitted else None,
                handin.late,
            )
            for handin in handins
        ]

    def handin(self, result: Result) -> Handin | None:
        """The attempt that a result is of."""
        return self._all.get(result.student, {}).get(result.keys[0])

    def _rank(self, result: Result) -> tuple[bool, float, int]:
        """More points first; of equal ones the later."""
        handin = self.handin(result) if result.keys else None
        return result.is_graded, result.points, handin.attempt if handin else 0
