"""How many trial answers went as they must: the figures of `grader mistakes`, and what they must reach."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.authoring.mistakes import Verdict

VISIBLE_ENOUGH, NAMED_ENOUGH = 0.98, 0.97


@dataclass(frozen=True)
class Figures:
    """How many of how many: the five figures of `grader mistakes`, and two that must be none."""

    wrong: int
    right: int
    rejected: int
    seen: int
    accepted: int
    named: int
    misnamed: int
    differing: int
    not_running: int

    @property
    def good(self) -> bool:
        """Whether all of them are as they must be."""
        return (
            self.rejected == self.wrong
            and self.accepted == self.right
            and self.seen >= VISIBLE_ENOUGH * self.wrong
            and self.named >= NAMED_ENOUGH * self.wrong
            and not self.misnamed + self.differing + self.not_running
        )

    def __str__(self) -> str:
        rows = [
            ("wrong answers rejected", self.rejected, self.wrong),
            ("  by the visible part", self.seen, self.wrong),
            ("right answers accepted", self.accepted, self.right),
            ("mistakes named", self.named, self.wrong),
            ("mistakes misnamed", self.misnamed, self.wrong),
            ("differ when graded", self.differing, self.wrong + self.right),
            ("do not run", self.not_running, self.wrong),
        ]
        return "\n".join(f"{text:24} {part} of {whole} ({_percent(part, whole)})" for text, part, whole in rows)


def figures(verdicts: Sequence[Verdict]) -> Figures:
    """The figures of some verdicts."""
    wrong = [v for v in verdicts if v.is_wrong]
    right = [v for v in verdicts if not v.is_wrong]
    return Figures(
        len(wrong),
        len(right),
        sum(v.scored_right for v in wrong),
        sum(v.seen for v in wrong),
        sum(v.scored_right for v in right),
        sum(v.named for v in wrong),
        sum(v.misnamed for v in wrong),
        sum(not v.agrees for v in verdicts),
        sum(v.does_not_run for v in verdicts),
    )


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "none"
