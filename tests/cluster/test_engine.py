"""Grading on workers: each submission is graded exactly once, whoever ends in the middle."""

import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import dask
import pytest
from distributed import LocalCluster
from on_a_worker import cores_below, fail_for_one, forget_first, kill_for_one
from tiny_class import RIGHT, SLOW, free_address, names, other_version, scheduler, tasks, worker
from tiny_course import FOLDER

from grader.cluster import engine
from grader.cluster.batches import MOST
from grader.cluster.engine import Engine
from grader.cluster.grading_process import GradingProcess
from grader.cluster.worker import Job, Offer
from grader.course import Course
from grader.errors import GraderError
from grader.lesson.lesson import Lesson
from grader.lesson.read import load_lesson
from grader.marking.outcome import PASSED
from grader.marking.result import Result
from grader.marking.time_limit import time_limit
from grader.sandbox.limits import Limits


@pytest.fixture(scope="module")
def lesson(built_course: Course) -> Lesson:
    """The tiny lesson."""
    return load_lesson(built_course, FOLDER)


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """Two workers whose nannies start them again when they end, by a fork: many tests here end them."""
    options = {"threads_per_worker": 1, "dashboard_address": "127.0.0.1:0", "memory_limit": 0}
    forked = dask.config.set({"distributed.worker.multiprocessing-method": "forkserver"})
    with forked, LocalCluster(n_workers=2, **options) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def shared(cluster: LocalCluster, lesson: Lesson) -> Iterator[Engine]:
    """An engine on the two workers, for all tests: to start one takes each worker seconds."""
    with Engine([lesson], cluster.scheduler_address) as shared:
        yield shared


@pytest.fixture
def two(cluster: LocalCluster, shared: Engine) -> Engine:
    """The engine, when two workers are ready, whatever the test before did to them."""
    cluster.scale(2)
    shared.client.wait_for_workers(2)
    with time_limit(90):
        while set(shared.workers.ready) != set(shared.client.scheduler_info()["workers"]):
            shared.workers.look()
            time.sleep(0.05)
    return shared


def once_each(results: list[Result], students: list[str]) -> bool:
    """Whether there is one result a student, and all passed."""
    passed = all(outcome.status == PASSED for result in results for outcome in result.outcomes)
    return passed and Counter(result.student for result in results) == Counter(students)


def pids(engine: Engine) -> list[int]:
    """The process ids of the workers that are ready."""
    return list(engine.client.run(os.getpid, workers=engine.workers.ready).values())


def test_only_a_few_submissions_are_held(two: Engine, lesson: Lesson):
    """Are submissions read as workers want them, rather than all at once?"""
    read = []
    waiting = (read.append(task.student) or task for task in tasks(lesson, names(30)))
    results = two.grade(waiting)
    first = next(results)
    assert len(read) <= 8
    assert once_each([first, *results], names(30))


@pytest.mark.parametrize(("answer", "many", "known"), [(RIGHT, 30, False), (RIGHT, 60, True), (SLOW, 6, False)])
def test_quick_submissions_travel_together(
    two: Engine, lesson: Lesson, monkeypatch, answer: str, many: int, known: bool
):
    """Do quick submissions come to share a message, a few to each, the last ones not; and slow ones have their own?"""
    shares, submit = [], two.client.submit

    def count(function, *args, **options):
        shares.append(len(args[-1]))
        return submit(function, *args, **options)

    monkeypatch.setattr(two.client, "submit", count)
    results = two.grade(tasks(lesson, names(many), answer), many if known else 0)
    assert once_each(list(results), names(many)) and sum(shares) == many
    assert shares[0] == 1 and max(shares) <= (1 if answer == SLOW else MOST)
    assert (max(shares) > 1) == (answer == RIGHT)
    assert not known or shares[-4:] == [1] * 4


@pytest.mark.parametrize(("count", "answer", "until"), [(12, SLOW, 1), (60, RIGHT, 20)])
def test_a_worker_is_killed(two: Engine, lesson: Lesson, count: int, answer: str, until: int):
    """Does what a killed worker held come back, graded once, and is its successor used under its new address?"""
    before = set(two.workers.ready)
    results = two.grade(tasks(lesson, names(count), answer))
    early = [next(results) for _ in range(until)]
    os.kill(pids(two)[0], signal.SIGKILL)
    assert once_each([*early, *results], names(count))
    assert set(two.workers.ready) != before


def test_every_worker_is_killed(two: Engine, lesson: Lesson):
    """Is what nobody is left to grade given to the workers that come after?"""
    results = two.grade(tasks(lesson, names(8), SLOW))
    first = next(results)
    for pid in pids(two):
        os.kill(pid, signal.SIGKILL)
    assert once_each([first, *results], names(8))


def test_a_slow_worker(two: Engine, lesson: Lesson):
    """Does a worker that stands still hold up no more than its own submissions?"""
    slow = pids(two)[0]
    os.kill(slow, signal.SIGSTOP)
    try:
        results = two.grade(tasks(lesson, names(20)))
        with time_limit(60):
            early = [next(results) for _ in range(4)]
    finally:
        os.kill(slow, signal.SIGCONT)
    assert once_each([*early, *results], names(20))


def test_a_worker_for_each_core_keeps_to_it(lesson: Lesson):
    """Does each grading process have a core for itself where there are as many as cores, and no bounds where there are not?"""
    cores = os.sched_getaffinity(0)
    other = 1 if len(cores) > 1 else 2
    for count, expected in ((len(cores), {frozenset({core}) for core in cores}), (other, {frozenset(cores)})):
        with Engine([lesson], processes=count) as engine:
            engine.workers.wait()
            found = list(engine.client.run(cores_below).values())
        assert len(found) == count and all(len(one) == 1 for one in found)
        assert set().union(*found) == expected


def test_a_submission_that_always_kills_its_worker(two: Engine, lesson: Lesson, monkeypatch: pytest.MonkeyPatch):
    """Is it recorded once, and nobody else charged who happened to be with it?"""
    monkeypatch.setattr(engine, "grade_here", kill_for_one)
    results = list(two.grade(tasks(lesson, ["a", "b", "killer", "c", "d"])))
    killer = next(result for result in results if result.student == "killer")
    assert "each worker that graded it came to an end" in killer.outcomes[0].message
    assert killer.keys == () and not killer.is_graded
    assert once_each([result for result in results if result is not killer], ["a", "b", "c", "d"])


def test_a_worker_that_knows_nothing_of_the_run(two: Engine, lesson: Lesson, monkeypatch: pytest.MonkeyPatch):
    """Is a worker that came back under its old address told anew?"""
    monkeypatch.setattr(engine, "grade_here", forget_first)
    assert once_each(list(two.grade(tasks(lesson, names(6)))), names(6))


def test_a_fault_of_the_machine_is_no_verdict(two: Engine, lesson: Lesson, monkeypatch: pytest.MonkeyPatch):
    """Is a submission that a machine could not isolate reported, but graded again by the next run?"""
    monkeypatch.setattr(engine, "grade_here", fail_for_one)
    results = {result.student: result for result in two.grade(tasks(lesson, names(30)))}
    failed = results.pop("s25")
    assert "a confined process did not start" in failed.outcomes[0].message and failed.keys == ()
    assert once_each(list(results.values()), [student for student in names(30) if student != "s25"])


def test_the_scheduler_goes_away(lesson: Lesson):
    """Does the run end with one line that says how to go on, and what was graded count?"""
    address = free_address()
    with scheduler(address) as process, worker(address), Engine([lesson], address) as cluster:
        results = cluster.grade(tasks(lesson, names(8), SLOW))
        assert next(results).points == 3
        process.kill()
        with pytest.raises(GraderError, match=r"went away or was started again.*same command again"):
            list(results)


def test_nobody_listens(lesson: Lesson, monkeypatch: pytest.MonkeyPatch):
    """Is a scheduler that is not there said in one line?"""
    monkeypatch.setattr("grader.cluster.connect.CONNECT_SECONDS", 1)
    with pytest.raises(GraderError, match="no Dask scheduler answers at tcp"), Engine([lesson], free_address()):
        pass


def test_a_worker_of_another_version(lesson: Lesson, tmp_path: Path):
    """Is it refused and named where it is the only one, and where it joins in the middle?"""
    address, told, other = free_address(), [], other_version(tmp_path)
    refusal = pytest.raises(GraderError, match=r"no worker may .*is version")
    with scheduler(address), worker(address, other), Engine([lesson], address) as refused, refusal:
        refused.workers.wait()
    with scheduler(address), worker(address), Engine([lesson], address, tell=told.append) as mixed:
        results = mixed.grade(tasks(lesson, names(12), SLOW))
        first = next(results)
        with worker(address, other):
            assert once_each([first, *results], names(12))
    assert len(told) == 1 and "was not used" in told[0] and "is version" in told[0]


def test_what_a_worker_must_offer(lesson: Lesson):
    """Is a worker without isolation left out where isolation is required, and only there?"""
    bare = Offer("v1", "host7", {"landlock": "refused"})
    assert Job("1", (lesson,), Limits(), False, "v1").objection(bare) is None
    assert Job("1", (lesson,), Limits(), True, "v1").objection(bare) == "host7 lacks isolation: landlock"
    assert "version v1, this one v2" in Job("1", (lesson,), Limits(), False, "v2").objection(bare)


FRAGILE = """
import json, os, sys
from multiprocessing.connection import Connection
connection = Connection(int(sys.argv[1]))
connection.recv_bytes()
open(sys.argv[2], "a").write("started ")
connection.send_bytes(b'{"missing": {}}')
while True:
    task = json.loads(connection.recv_bytes())
    if task["student"] == "killer":
        os._exit(1)
    result = {"student": task["student"], "lesson": "x", "outcomes": [], "notes": [], "keys": task["keys"]}
    connection.send_bytes(json.dumps(result).encode())
"""


def test_a_submission_that_always_kills_its_grading_process(lesson: Lesson, tmp_path: Path):
    """Is it tried twice, recorded once, and the next one graded by a new grading process?"""
    starts = tmp_path / "starts"
    code = FRAGILE.replace("sys.argv[2]", repr(str(starts)))
    process = GradingProcess(lesson, command=(sys.executable, "-c", code))
    killer, other = (process.grade(task) for task in tasks(lesson, ["killer", "other"], RIGHT))
    process.stop()
    assert "ended while it worked on this submission" in killer.outcomes[0].message and killer.keys == ()
    assert (other.student, other.outcomes) == ("other", ())
    assert starts.read_text().split() == ["started"] * 3
