"""Makes the README's pictures from the course itself: `make pictures`. A record says what each was made from."""

import base64
import contextlib
import hashlib
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from grader.course import Course, name_of, open_course
from grader.errors import GraderError
from tools.browser import CHROMIUM, Notebook, copy_of, opened, served, started

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "pictures"
RECORD = FOLDER / "made_from.json"
THUMBNAIL = (360, 240)
EXERCISE, LESSON = "mul", "05_micrograd"
MISTAKE = """\
@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    out = Value(self.data * other.data, (self, other), "*")

    def push():
        self.grad = other.data * out.grad
        other.grad = self.data * out.grad

    out._backward = push
    return out"""
STUDENTS, SEED = 24, 1


def inputs(course: Course) -> dict[str, str]:
    """For each picture a checksum of what it shows: while that stays the same, so may the picture."""
    drawn = [lesson_id for lesson_id, entry in course.lessons.items() if entry.figure]
    found = {f"thumbnails/{lesson_id}.png": _sum(figure(course, lesson_id)[1]) for lesson_id in drawn}
    cells = json.loads(course.release(LESSON).read_text(encoding="utf-8"))["cells"]
    shown = [cell["source"] for cell in cells if cell["id"] in (EXERCISE, f"test_{EXERCISE}")]
    found["mistake.png"] = _sum(json.dumps([shown, MISTAKE]).encode())
    templates = sorted((ROOT / "grader" / "records" / "templates").glob("*"))
    found["report.png"] = _sum(b"\0".join(path.read_bytes() for path in templates if path.is_file()))
    return found


def old(course: Course) -> list[str]:
    """The pictures that are missing, or older than what they show."""
    record = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.is_file() else {}
    now = inputs(course)
    return [name for name in now if record.get(name) != now[name] or not (FOLDER / name).is_file()]


def figure(course: Course, lesson_id: str) -> tuple[str, bytes]:
    """The type and the content of the figure that stands for a lesson, from its executed solution.

    Raises:
        GraderError: course.toml names none, or no cell that has the words drew anything.
    """
    words = course.lessons[lesson_id].figure
    cells = json.loads(course.solution(lesson_id).read_text(encoding="utf-8"))["cells"]
    drawn = [cell for cell in cells if cell["cell_type"] == "code" and words in "".join(cell["source"])]
    for cell in reversed(drawn if words else []):
        for data in (output.get("data", {}) for output in cell["outputs"]):
            if "image/png" in data:
                return "png", base64.b64decode("".join(data["image/png"]))
            if "image/svg+xml" in data:
                return "svg", "".join(data["image/svg+xml"]).encode()
    step = "Name words of a cell that draws: figure = ..."
    raise GraderError(f"course.toml: the figure of {lesson_id}, {words!r}, is in no output of its solution", step)


def main() -> None:
    """Make those pictures that are old, or all with --all."""
    course = open_course(ROOT)
    now = inputs(course)
    wanted = list(now) if "--all" in sys.argv else old(course)
    if wanted and CHROMIUM is None:
        sys.exit("The pictures need Chromium. On Debian and Ubuntu: apt install chromium")
    makers: dict[str, Callable[[Course, Path], None]] = {"mistake.png": make_mistake, "report.png": make_report}
    for name in wanted:
        (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
        makers.get(name, make_thumbnail)(course, FOLDER / name)
        print(f"docs/pictures/{name}")
        record = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.is_file() else {}
        RECORD.write_text(json.dumps(record | {name: now[name]}, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def make_thumbnail(course: Course, target: Path) -> None:
    """A lesson's figure on a white card, all cards of one size."""
    from PIL import Image

    kind, content = figure(course, target.stem)
    if kind == "svg":
        content = _drawn(content)
    picture = Image.open(io.BytesIO(content)).convert("RGBA")
    picture.thumbnail((THUMBNAIL[0] - 16, THUMBNAIL[1] - 16))
    card = Image.new("RGB", THUMBNAIL, "white")
    place = ((THUMBNAIL[0] - picture.width) // 2, (THUMBNAIL[1] - picture.height) // 2)
    card.paste(picture, place, picture)
    card.quantize(64).save(target, optimize=True)


def _drawn(svg: bytes) -> bytes:
    with started() as browser, opened(browser, 1200, 800) as page:
        page.set_content(f"<body style='margin:0'>{svg.decode()}</body>")
        shot: bytes = page.locator("svg").first.screenshot()
        return shot


def make_mistake(course: Course, target: Path) -> None:
    """A wrong answer in JupyterLab, and under it what the test says."""
    with tempfile.TemporaryDirectory() as place, contextlib.ExitStack() as stack:
        copy = copy_of(course, Path(place) / "course")
        address = stack.enter_context(served(copy, Path(place)))
        page = stack.enter_context(opened(stack.enter_context(started()), 1100, 1700, scale=2))
        page.goto(f"{address}/lab/tree/{course.work.name}/{LESSON}/{name_of(LESSON)}.ipynb?reset")
        notebook = Notebook(page, copy.working_copy(LESSON))
        ids = [cell["id"] for cell in json.loads(copy.working_copy(LESSON).read_text(encoding="utf-8"))["cells"]]
        answer, test = ids.index(EXERCISE), ids.index(f"test_{EXERCISE}")
        for cell in range(answer):
            notebook.run(cell)
        notebook.write(answer, MISTAKE)
        for cell in range(answer + 1, test + 1):
            notebook.run(cell)
        notebook.output(test).get_by_text("Likely mistake").wait_for()
        top, bottom = (notebook.cell(cell).bounding_box() for cell in (answer, test))
        clip = {
            "x": top["x"],
            "y": top["y"],
            "width": top["width"],
            "height": bottom["y"] + bottom["height"] - top["y"],
        }
        _shrunk(page.screenshot(clip=clip), target)


def make_report(course: Course, target: Path) -> None:
    """The report on a made-up class, as `grader autograde` writes it."""
    from benchmarks.classes import make_class, write_class
    from grader.lesson.read import load_lesson

    with tempfile.TemporaryDirectory() as place:
        lesson = load_lesson(course, LESSON)
        write_class(make_class(lesson, STUDENTS, SEED), lesson, Path(place) / "submitted")
        words = ["autograde", LESSON, f"--submissions={place}/submitted", f"--output={place}"]
        subprocess.run([sys.executable, "-m", "grader", *words], cwd=ROOT, check=False, stdout=subprocess.DEVNULL)
        page_file = next((Path(place) / "reports").rglob("index.html"))
        with started() as browser, opened(browser, 1100, 800, scale=1.5) as page:
            page.goto(page_file.as_uri())
            _shrunk(page.screenshot(), target)


def _shrunk(content: bytes, target: Path) -> None:
    """A screenshot in 128 colours, which a page of text does not miss."""
    from PIL import Image

    Image.open(io.BytesIO(content)).convert("RGB").quantize(128).save(target, optimize=True)


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


if __name__ == "__main__":
    main()
