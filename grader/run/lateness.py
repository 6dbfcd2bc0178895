"""What lateness costs in one run: the policy, with what each student has handed in for all lessons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from grader.handins.accounting import Handin
from grader.handins.late import Policy
from grader.records.book import Record


@dataclass(frozen=True)
class Lateness:
    """How late each student is.

    Attributes:
        days: by student and lesson the days late, before free days; those of lessons that were graded earlier too.
    """

    policy: Policy
    days: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def concerns(self, lesson_id: str) -> bool:
        """Whether the lesson has a due date."""
        return lesson_id in self.policy.due

    def penalty(self, record: Record, handin: Handin | None) -> float:
        """The points that lateness takes from what a record has, points by hand with it."""
        own = {lesson: days for (student, lesson), days in self.days.items() if student == record.student}
        if handin is not None:
            own[record.lesson_id] = self._days(handin)
        charged = self.policy.charged(own).get(record.lesson_id, 0)
        return self.policy.penalty(sum(mark.points for mark in record.marks), charged)

    def extension(self, student: str, lesson_id: str) -> timedelta | None:
        """How much longer a student has than the others."""
        due, own = self.policy.due.get(lesson_id), self.policy.due_for(student, lesson_id)
        return own - due if due and own and own != due else None

    def _days(self, handin: Handin) -> int:
        return self.policy.days_late(handin.student_id, handin.lesson_id, handin.submitted, handin.late)


def lateness_of(policy: Policy, records: Iterable[Record], handins: Iterable[Handin]) -> Lateness | None:
    """Lateness by what the gradebook knows and what is being handed in; None where no lesson has a due date.

    Args:
        records: of the gradebook, with times in UTC.
    """
    if not policy.due:
        return None
    days = {}
    for record in records:
        when = record.handed_in.replace(tzinfo=UTC) if record.handed_in else None
        days[record.student, record.lesson_id] = policy.days_late(record.student, record.lesson_id, when)
    for handin in handins:
        late = policy.days_late(handin.student_id, handin.lesson_id, handin.submitted, handin.late)
        days[handin.student_id, handin.lesson_id] = late
    return Lateness(policy, days)


def in_utc(time: datetime) -> datetime:
    """The time as nbgrader's tables have it: in UTC, and saying nothing of it."""
    return time.astimezone(UTC).replace(tzinfo=None)
