"""Submissions that travel together: as many as keep a worker busy for half a second, and fewer near the end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from statistics import mean

from distributed import Future

from grader.marking.result import Result
from grader.marking.task import Task

SECONDS, MOST, PACE_WEIGHT = 0.5, 8, 0.3


@dataclass(frozen=True)
class Batch:
    """Submissions that are with the workers; of a single one, `alone` says how often it has had a worker for itself."""

    tasks: tuple[Task, ...]
    future: Future[list[Result]]
    workers: tuple[str, ...]
    alone: int


class Share:
    """Learns from the results how long a submission takes.

    Args:
        count: how many submissions there are; 0 where that is not known.
    """

    def __init__(self, count: int) -> None:
        self._pace, self._left = SECONDS, count or float("inf")

    def take(self, waiting: Iterator[Task], workers: int) -> tuple[Task, ...]:
        """The next ones for one worker of so many; none where nothing waits."""
        pace = max(self._pace, SECONDS / MOST)
        share = tuple(islice(waiting, max(1, int(min(SECONDS / pace, self._left / (2 * workers))))))
        self._left -= len(share)
        return share

    def learn(self, results: Sequence[Result]) -> None:
        """Move the mean time of a submission towards that of these."""
        self._pace += PACE_WEIGHT * (mean(result.seconds for result in results) - self._pace)
