"""`make bench-growth`: does a submission cost the same in a class of 50, 200 and 1,000, and do two workers halve it?"""

import argparse
import json
import tempfile
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import runs
from benchmarks.classes import COURSE, make_class, write_class
from benchmarks.report import RESULTS, say_where
from grader.lesson.lesson import Lesson
from grader.lesson.read import load_lesson

DISTINCT = 10


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("--lesson", default="6")
    parser.add_argument("--sizes", default="50,200,1000", help="submissions, smallest first; multiples of 10")
    parser.add_argument("--workers", default="1,2")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=365)
    options = parser.parse_args()
    lesson = load_lesson(COURSE, COURSE.find(options.lesson))
    sizes, workers = ([int(part) for part in text.split(",")] for text in (options.sizes, options.workers))
    where = say_where(options)
    with tempfile.TemporaryDirectory(prefix="frontier-growth-") as folder:
        measured = _measure(lesson, sizes, workers, Path(folder), options)
    rows = [_row(count, size, measured) for count in workers for size in sizes]
    _say(rows, workers, sizes)
    RESULTS.mkdir(exist_ok=True)
    costs = [{"workers": count, "size": size, **asdict(cost)} for count, size, cost in measured]
    (RESULTS / "growth.json").write_text(json.dumps({**where, "rows": rows, "runs": costs}, indent=1) + "\n")
    _plot(RESULTS / "growth.png", rows, workers)


def _measure(
    lesson: Lesson, sizes: list[int], workers: list[int], base: Path, options
) -> list[tuple[int, int, runs.Cost]]:
    """Each class with each number of workers, in turn; what the runs write is kept to the end (see bench)."""
    distinct, measured = make_class(lesson, DISTINCT, options.seed), []
    for size in sizes:
        write_class(distinct, lesson, base / str(size), size // DISTINCT)
    for number in range(options.rounds):
        for size in sizes:
            for count in workers:
                output = base / f"round{number + 1}" / f"{size}-{count}"
                measured.append((count, size, runs.ours(lesson.id, base / str(size), output, count)))
    return measured


def _row(workers: int, size: int, measured: list[tuple[int, int, runs.Cost]]) -> dict:
    """Means over the rounds; start and end are what a run takes before its first submission and after its last."""
    costs = [cost for count, many, cost in measured if (count, many) == (workers, size)]
    each = [(cost.finish - cost.start) / size for cost in costs]
    return {
        "workers": workers,
        "size": size,
        "start": sum(cost.start for cost in costs) / len(costs),
        "end": sum(cost.seconds - cost.finish for cost in costs) / len(costs),
        "each": sum(each) / len(each),
        "least": min(each),
        "most": max(each),
        "cpu": sum(cost.cpu for cost in costs) / len(costs),
        "memory": max(cost.memory for cost in costs),
    }


def _say(rows: list[dict], workers: list[int], sizes: list[int]) -> None:
    table = Table("workers", "submissions", "start s", "then s each", "least", "most", "end s", "CPU s", "MiB")
    for row in rows:
        cells = (
            f"{row['start']:.1f}",
            f"{row['each']:.4f}",
            f"{row['least']:.4f}",
            f"{row['most']:.4f}",
            f"{row['end']:.1f}",
            f"{row['cpu']:.1f}",
            f"{row['memory']:.0f}",
        )
        table.add_row(str(row["workers"]), str(row["size"]), *cells)
    Console(width=120).print(table)
    each = {(row["workers"], row["size"]): row["each"] for row in rows}
    cpu = {(row["workers"], row["size"]): row["cpu"] for row in rows}
    small, large = sizes[0], sizes[-1]
    for count in workers:
        ratio = each[count, large] / each[count, small]
        print(f"{_workers(count)}: of {large} each takes {ratio:.2f} times as long as of {small}")
        if large > small:
            slope = (cpu[count, large] - cpu[count, small]) / (large - small)
            print(f"{_workers(count)}: one more submission takes {slope:.4f} s of computing")
    if len(workers) > 1:
        ratio = each[workers[0], large] / each[workers[-1], large]
        print(f"{_workers(workers[-1])} are {ratio:.2f} times as fast as {workers[0]}")


def _plot(path: Path, rows: list[dict], workers: list[int]) -> None:
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(6, 4), layout="constrained")
    for count in workers:
        mine = [row for row in rows if row["workers"] == count]
        axes.plot([row["size"] for row in mine], [row["each"] for row in mine], "o-", label=_workers(count))
    axes.set(xscale="log", ylim=(0, None), xlabel="submissions", ylabel="seconds per submission, after the start")
    axes.legend()
    figure.savefig(path, dpi=120)
    plt.close(figure)


def _workers(count: int) -> str:
    return f"{count} worker" + "s" * (count != 1)


if __name__ == "__main__":
    main()
