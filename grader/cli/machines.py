"""Where `grader autograde` grades: starts the workers, says how many there are, and ends them cleanly on Ctrl-C."""

import contextlib
import gc
import importlib.util
import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from grader.errors import GraderError
from grader.handins.text import count_of
from grader.lesson.lesson import Lesson

if TYPE_CHECKING:
    from grader.cluster.engine import Engine
    from grader.marking.settings import Settings
    from grader.run.plan import Plan


@dataclass(frozen=True)
class Machines:
    """Where it is graded."""

    scheduler: str
    processes: int
    require_isolation: bool


@contextlib.contextmanager
def workers(
    lessons: Sequence[Lesson],
    settings: "Settings",
    machines: Machines,
    plans: "Sequence[Plan]",
    tell: Callable[[str], None],
) -> "Iterator[Engine | None]":
    """The workers, ready, where there is something to grade; how many there are is printed.

    Raises:
        GraderError: there are none, the cluster went away, or it was stopped with Ctrl-C.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    waiting, known = sum(len(plan.todo) for plan in plans), sum(len(plan.known) for plan in plans)
    click.echo(f"{known} unchanged, {waiting} to grade")
    try:
        if not waiting:
            yield None
            return
        from dask.system import CPU_COUNT  # what affinity and a container's limits leave of the cores

        from grader.cluster.engine import Engine

        count = min(machines.processes or CPU_COUNT, waiting)
        limits, isolated = settings.limits, machines.require_isolation
        with Engine(lessons, machines.scheduler, count, limits, isolated, tell) as engine:
            engine.workers.wait()
            gc.freeze()  # what was imported stays: looking through it for garbage takes half a second each time
            has_page = importlib.util.find_spec("bokeh") is not None
            address = f", dashboard {engine.client.dashboard_link}" if has_page else ""
            click.echo(f"{count_of(len(engine.workers.ready), 'worker')}{address}")
            yield engine
    except KeyboardInterrupt:
        raise GraderError("stopped; what was graded is kept", "Give the same command again to go on") from None
