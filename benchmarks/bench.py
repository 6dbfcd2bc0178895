"""`make bench`: the same hand-ins graded by stock nbgrader and by this grader, in turn, in one run."""

import argparse
import json
import shutil
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks import runs
from benchmarks.classes import COURSE, Student, make_class, write_class
from benchmarks.course import fresh_copy, make_course, scores
from benchmarks.report import Line, say_bench, say_together, say_where, write_results
from grader.lesson.lesson import Lesson
from grader.lesson.read import load_lesson


@dataclass
class Measured:
    """One lesson's runs, one a round: stock, ours on the same files, ours on each file `fold` times."""

    lesson: str
    count: int
    fold: int
    stock: list[runs.Cost] = field(default_factory=list)
    ours: list[runs.Cost] = field(default_factory=list)
    many: list[runs.Cost] = field(default_factory=list)
    own_cpu: float = 0.0
    differences: list[str] = field(default_factory=list)


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench", description=__doc__)
    parser.add_argument("--students", type=int, default=3, help="hand-ins per lesson")
    parser.add_argument("--fold", type=int, default=16, help="in the larger class each is handed in so often")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--seed", type=int, default=365)
    parser.add_argument("--lesson", action="append", help="only this one; may be repeated")
    options = parser.parse_args()
    lesson_ids = [COURSE.find(name) for name in options.lesson or []] or COURSE.lesson_ids
    lessons = [load_lesson(COURSE, lesson_id) for lesson_id in lesson_ids]
    where = say_where(options)
    with tempfile.TemporaryDirectory(prefix="frontier-bench-") as temporary:
        measured, together = _measure(lessons, Path(temporary), options)
    lines = [_line(one) for one in measured]
    differences = [line for one in measured for line in one.differences]
    say_bench(lines, differences, options)
    stock = [sum(costs.seconds for costs in row) for row in zip(*(one.stock for one in measured), strict=True)]
    say_together(stock, [cost.seconds for cost in together], len(lessons) * options.students)
    runs_made = {"runs": [asdict(one) for one in measured], "together": [asdict(cost) for cost in together]}
    write_results("bench", where, {"lines": [asdict(line) for line in lines], **runs_made}, lines)


def _measure(lessons: list[Lesson], base: Path, options: argparse.Namespace) -> tuple[list[Measured], list[runs.Cost]]:
    """Each lesson's runs, and in each round one of this grader over the files of all lessons."""
    course, once, often = make_course(base / "stock", lessons), base / "once", base / "often"
    classes = {lesson.id: make_class(lesson, options.students, options.seed) for lesson in lessons}
    for lesson in lessons:
        write_class(classes[lesson.id], lesson, once)
        write_class(classes[lesson.id], lesson, often, options.fold)
    measured = [Measured(lesson.id, options.students, options.fold) for lesson in lessons]
    together = []
    for number in range(options.rounds):
        this = (
            base / f"round{number + 1}"
        )  # kept to the end: where much has just been deleted, making files takes longer
        place = fresh_copy(course, this / "stock")
        shutil.copytree(once, place / "submitted")
        for lesson, one in zip(lessons, measured, strict=True):
            one.stock.append(runs.stock(lesson.id, place))
            one.ours.append(runs.ours(lesson.id, once, this / "ours"))
            one.many.append(runs.ours(lesson.id, often, this / "many"))
            one.own_cpu += _own_cpu(this / "many" / "reports" / lesson.id / "journal.jsonl") / options.rounds
            print(f"round {number + 1}, {lesson.id}: done", flush=True)
        together.append(runs.ours("all", once, this / "together"))
        if number == 0:
            for lesson, one in zip(lessons, measured, strict=True):
                stock_scores = scores(place / "gradebook.db", lesson)
                one.differences = list(_differences(lesson, classes[lesson.id], stock_scores, this / "together"))
    return measured, together


def _own_cpu(journal: Path) -> float:
    """Mean computing time of the submissions themselves."""
    own = [json.loads(line)["own_cpu_seconds"] for line in journal.read_text().splitlines()]
    return sum(own) / len(own)


def _differences(lesson: Lesson, students: list[Student], stock: dict, output: Path):
    """A line for each score in which the two differ, and which of them is as the answer deserves."""
    ours = scores(output / "gradebook.db", lesson)
    for student in students:
        for exercise in lesson.exercises:
            key = (f"{student.name}-000", exercise)
            if stock.get(key) == ours.get(key):
                continue
            deserved = 0 if exercise in student.wrong else lesson.test(exercise).points
            both = (("nbgrader", stock.get(key)), ("grader", ours.get(key)))
            right = [name for name, score in both if score == deserved]
            yield (
                f"{lesson.id} {student.name} {exercise}: nbgrader {stock.get(key)}, grader {ours.get(key)}; "
                f"the answer is {student.wrong.get(exercise, 'right')}, as {' and '.join(right) or 'neither'} has it"
            )


def _line(one: Measured) -> Line:
    """The figures of one lesson, means over the rounds."""
    rounds, count, many = len(one.stock), one.count, one.count * one.fold
    more = many - count

    def mean(costs: list[runs.Cost], name: str) -> float:
        return sum(getattr(cost, name) for cost in costs) / rounds

    stock_seconds, many_seconds = mean(one.stock, "seconds") / count, mean(one.many, "seconds") / many
    slope = (mean(one.many, "seconds") - mean(one.ours, "seconds")) / more
    slope_cpu = (mean(one.many, "cpu") - mean(one.ours, "cpu")) / more
    ratios = [a.seconds / count / (b.seconds / many) for a, b in zip(one.stock, one.many, strict=True)]
    return Line(
        one.lesson,
        stock_seconds,
        mean(one.stock, "cpu") / count,
        mean(one.ours, "seconds") / count,
        many_seconds,
        mean(one.many, "start"),
        slope,
        slope_cpu,
        one.own_cpu,
        stock_seconds / many_seconds,
        min(ratios),
        max(ratios),
        max(cost.memory for cost in one.stock),
        max(cost.memory for cost in one.many),
    )


if __name__ == "__main__":
    main()
