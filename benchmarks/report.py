"""Prints and keeps what was measured: a table, a JSON file, a plot, and on which machine and when."""

import argparse
import datetime
import json
import os
import platform
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.table import Table

RESULTS = Path(__file__).with_name("results")
PACKAGES = ("nbgrader", "distributed", "numpy", "torch", "ipykernel")


@dataclass(frozen=True)
class Line:
    """One lesson's figures, seconds per submission where nothing else is said; memory in MiB.

    `slope` and `slope_cpu` are what one more submission takes: the larger class less the smaller one.
    """

    lesson: str
    stock: float
    stock_cpu: float
    ours_same: float
    ours: float
    start: float
    slope: float
    slope_cpu: float
    own_cpu: float
    ratio: float
    ratio_least: float
    ratio_most: float
    stock_memory: float
    memory: float

    @property
    def overhead(self) -> float:
        """Computing time beyond the submission's own."""
        return self.slope_cpu - self.own_cpu

    @property
    def efficiency(self) -> float:
        """The submissions' own computing, divided over the cores, as a share of the time it took."""
        return self.own_cpu / (os.cpu_count() or 1) / self.slope if self.slope > 0 else 0.0


def say_where(options: argparse.Namespace) -> dict:
    """Print and return machine, versions, date and load."""
    where = {
        "date": datetime.datetime.now().isoformat(timespec="minutes"),
        "machine": f"{_processor()}, {os.cpu_count()} cores, {_memory():.0f} GiB",
        "load": os.getloadavg()[0],
        "system": f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
        "versions": {name: version(name) for name in PACKAGES},
        "options": {name: value for name, value in vars(options).items()},
    }
    for name, value in where.items():
        print(f"{name}: {value}")
    return where


def total(lines: list[Line]) -> Line:
    """The sum of all lessons: one submission of each."""
    names = [name for name in Line.__dataclass_fields__ if name != "lesson"]
    summed = {name: sum(getattr(line, name) for line in lines) for name in names}
    summed |= {name: max(getattr(line, name) for line in lines) for name in ("memory", "stock_memory", "start")}
    summed["ratio"] = summed["stock"] / summed["ours"]
    summed |= {"ratio_least": min(x.ratio_least for x in lines), "ratio_most": max(x.ratio_most for x in lines)}
    return Line(lesson="one of each", **summed)


def say_bench(lines: list[Line], differences: list[str], options: argparse.Namespace) -> None:
    """Print the table and the differing scores."""
    headings = (
        "nbgrader s",
        "CPU s",
        f"ours s, class of {options.students}",
        f"ours s, class of {options.students * options.fold}",
        "ratio (rounds)",
        "start s",
        "one more: s",
        "CPU s",
        "own CPU s",
        "overhead CPU s",
        "efficiency",
        "MiB nbgrader",
        "MiB ours",
    )
    table = Table("lesson", *headings, title="seconds per submission")
    for x in [*lines, total(lines)]:
        table.add_row(
            x.lesson,
            f"{x.stock:.2f}",
            f"{x.stock_cpu:.2f}",
            f"{x.ours_same:.2f}",
            f"{x.ours:.3f}",
            f"{x.ratio:.1f} ({x.ratio_least:.1f} to {x.ratio_most:.1f})",
            f"{x.start:.1f}",
            f"{x.slope:.3f}",
            f"{x.slope_cpu:.3f}",
            f"{x.own_cpu:.3f}",
            f"{x.overhead:.3f}",
            f"{100 * x.efficiency:.0f} %",
            f"{x.stock_memory:.0f}",
            f"{x.memory:.0f}",
        )
    Console(width=200).print(table)
    print(f"{len(differences)} scores differ" + (":" if differences else ""))
    print("\n".join(differences))


def say_together(stock: list[float], ours: list[float], count: int) -> None:
    """Print what the same files took: one nbgrader command per lesson, one of ours for all; one value per round."""
    ratios = [a / b for a, b in zip(stock, ours, strict=True)]
    means = [sum(seconds) / len(seconds) for seconds in (stock, ours)]
    print(f"the same {count} files of all lessons, seconds: nbgrader {means[0]:.0f}, grader {means[1]:.1f}")
    print(f"nbgrader takes {sum(stock) / sum(ours):.1f} times as long ({min(ratios):.1f} to {max(ratios):.1f})")


def write_results(name: str, where: dict, figures: dict, lines: list[Line]) -> None:
    """Write results/NAME.json and results/NAME.png."""
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps({**where, **figures}, indent=1) + "\n")
    _plot(RESULTS / f"{name}.png", lines)
    print(f"written: {RESULTS.name}/{name}.json and {name}.png")


def _plot(path: Path, lines: list[Line]) -> None:
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(8, 0.5 * len(lines) + 1.5), layout="constrained")
    heights = range(len(lines))
    axes.barh([h + 0.2 for h in heights], [line.stock for line in lines], 0.4, label="nbgrader")
    axes.barh([h - 0.2 for h in heights], [line.ours for line in lines], 0.4, label="grader")
    axes.set_yticks(list(heights), [line.lesson for line in lines])
    axes.invert_yaxis()
    axes.set(xscale="log", xlabel="seconds per submission")
    axes.legend()
    figure.savefig(path, dpi=120)
    plt.close(figure)


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
