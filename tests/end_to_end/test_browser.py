"""A learner's first hour in JupyterLab, with a real browser, in an empty configuration and by keys."""

import json
import re
from collections.abc import Iterator
from typing import Any

import nbformat
import pytest
from accessibility import faults
from the_course import COURSE

from grader.course import Course
from grader.learner.work import bring_up_to_date
from grader.lesson.build import release_notebook, to_text
from grader.lesson.read import load_lesson
from grader.lesson.record import digest, read_record, write_record
from tools.browser import CHROMIUM, KERNEL, Notebook, copy_of, opened, served

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium: the lab was not looked at in a browser"),
]

FOLDER = "05_micrograd"
OWN = COURSE.work.name  # the folder of the learner's copies
CONTENTS = f"/lab/tree/{OWN}/index.ipynb?reset"
LESSON = f"/lab/tree/{OWN}/{FOLDER}/micrograd.ipynb?reset"
ANSWER = """@method_of(Value)
def __mul__(self, other):
    other = other if isinstance(other, Value) else Value(other)
    out = Value(self.data * other.data, (self, other), "*")

    def push():
        self.grad {sign} other.data * out.grad
        other.grad {sign} self.data * out.grad

    out._backward = push
    return out
"""
MINE = "slope_s = 2\nslope_q = 6\nslope_d = 0  # mine"  # of which the last is wrong
PANELS = ("Create Assignment", "Formgrader", "Course List")


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The course with this lesson's release as the build makes it now; nobody has worked in it."""
    course = copy_of(COURSE, tmp_path_factory.mktemp("lab"))
    text = to_text(release_notebook(COURSE, load_lesson(COURSE, FOLDER)))
    course.release(FOLDER).write_text(text)
    write_record(course, read_record(course) | {FOLDER: digest(text)})
    return course


@pytest.fixture(scope="module")
def lab(released: Course, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Its JupyterLab."""
    with served(released, tmp_path_factory.mktemp("home")) as address:
        yield address


@pytest.fixture(scope="module")
def page(browser: Any) -> Iterator[Any]:
    """A page for all of a learner's first hour, and what it `asked` for; a test goes to its own address, with ?reset."""
    with opened(browser) as page:
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.lesson = ""
        yield page


def is_at_lesson(page: Any, state: str) -> bool:
    """Whether the test before left the page at the lesson, in this state: a test then goes on from there."""
    return bool(page.lesson == state and FOLDER in page.url)


def fresh(course: Course, page: Any) -> list[str]:
    """Begin the lesson anew, once no page can save the one before; the ids of its cells."""
    if FOLDER in page.url:
        page.goto("about:blank")
    page.lesson = ""
    course.working_copy(FOLDER).unlink(missing_ok=True)
    bring_up_to_date(course)
    return ids_of(course)


def ids_of(course: Course) -> list[str]:
    return [cell["id"] for cell in json.loads(course.release(FOLDER).read_text())["cells"]]


def open_lesson(lab: str, course: Course, page: Any) -> Notebook:
    """The lesson in JupyterLab, as it was released."""
    if not is_at_lesson(page, "opened"):
        fresh(course, page)
        page.goto(lab + LESSON)
    page.lesson = "begun"
    return Notebook(page, course.working_copy(FOLDER))


def open_worked(lab: str, course: Course, page: Any) -> Notebook:
    """The lesson in JupyterLab with two answers, MINE and a right one, typed and saved there."""
    if not is_at_lesson(page, "worked"):
        ids, page.notebook = ids_of(course), open_lesson(lab, course, page)
        page.notebook.write(ids.index("predict_reuse"), MINE)
        page.notebook.write(ids.index("mul"), ANSWER.format(sign="+="))
        page.notebook.save()
        page.lesson = "worked"
    return page.notebook


def graph_place(course: Course) -> int:
    cells = json.loads(course.release(FOLDER).read_text())["cells"]
    return next(i for i, cell in enumerate(cells) if "".join(cell["source"]).endswith("draw_graph(d)"))


def go_to_contents(page: Any, lab: str) -> None:
    """Load the contents page where the page is not there yet, and wait for whatever else might come."""
    if page.url == (lab + CONTENTS).removesuffix("?reset"):
        return
    page.goto(lab + CONTENTS)
    page.locator(".jp-RenderedHTMLCommon:visible").get_by_text("Reading handwritten").first.wait_for()
    is_at_rest(page)


def is_at_rest(page: Any) -> None:
    """Wait until the open notebook's kernel has told what it is, nothing is fetched and nothing is left to be done."""
    page.locator(KERNEL).wait_for()
    page.wait_for_load_state("networkidle")
    page.evaluate("new Promise(done => requestIdleCallback(done))")


def test_the_contents_page_is_for_everybody(lab: str, page: Any):
    """What the course wrote into the page, as JupyterLab shows it: no serious fault by axe?"""
    go_to_contents(page, lab)
    assert faults(page, ".jp-RenderedHTMLCommon") == []


def test_the_contents_page_opens_without_a_question(lab: str, released: Course, page: Any):
    """No pop-up, no panel for instructors, nothing unsaved, the points, and a lesson by its link?"""
    fresh(released, page)
    go_to_contents(page, lab)
    assert [url for url in page.asked if "/lab/api/" in url] and not [u for u in page.asked if "/lab/api/build" in u]
    assert page.locator(".jp-Dialog, .Toastify__toast").count() == 0
    panels = [tab.get_attribute("title") or "" for tab in page.locator(".jp-SideBar .lm-TabBar-tab").all()]
    assert panels and not [panel for panel in panels for name in PANELS if name in panel]
    page.get_by_role("menuitem", name="Nbgrader").click()
    entries = page.locator(".lm-Menu-itemLabel").all_inner_texts()
    assert not [entry for entry in entries if entry in PANELS]
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Micrograd").click()
    page.locator(".jp-RenderedHTMLCommon:visible").get_by_text("The order of work").first.wait_for()
    is_at_rest(page)
    assert page.locator(".jp-mod-dirty").count() == 0
    page.lesson = "opened"


def test_one_exercise_from_stub_to_figure(lab: str, released: Course, page: Any):
    """Does each run of a test cell show its message, without a traceback, and is the graph a picture?"""
    from playwright.sync_api import expect

    ids = ids_of(released)
    answer, test, graph = ids.index("mul"), ids.index("test_mul"), graph_place(released)
    predicted = ids.index("predict_reuse")
    expect.set_options(timeout=30_000)
    notebook = open_lesson(lab, released, page)
    for place in range(predicted):
        notebook.run(place)
    notebook.write(predicted, MINE)
    for place in range(predicted + 1, answer + 1):
        notebook.run(place)
    notebook.run(test)
    expect(notebook.output(test)).to_have_text("Exercise 5.2 (mul) is not written yet.")
    notebook.write(answer, ANSWER.format(sign="="))
    notebook.run(test)
    expect(notebook.output(test)).to_contain_text(
        "a.grad with a = 3 and 1 at a * a is wrong: yours 3, expected 6.\nLikely mistake: = where += belongs"
    )
    notebook.write(answer, ANSWER.format(sign="+="))
    notebook.run(test)
    expect(notebook.output(test)).to_have_text("✓ mul")
    notebook.run(graph)
    picture = notebook.cell(graph).locator(".jp-OutputArea-output svg, .jp-OutputArea-output img")
    expect(picture).to_be_visible()
    size = picture.bounding_box()
    assert size["width"] > 200 and size["height"] > 100
    notebook.save()
    page.notebook, page.lesson = notebook, "worked"


def test_run_all_and_validate_say_the_same(lab: str, released: Course, page: Any):
    """Half a lesson: does every test speak after "Restart and run all", and does nbgrader's Validate agree?"""
    notebook = open_worked(lab, released, page)
    page.get_by_role("menuitem", name="Kernel").click()
    page.get_by_text("Restart Kernel and Run All Cells…").click()
    page.get_by_role("button", name="Confirm Kernel Restart").click()
    before = nbformat.read(released.release(FOLDER), 4).cells
    notebook.wait_for_number(max(place for place, cell in enumerate(before) if cell.cell_type == "code"))
    notebook.save()
    cells = nbformat.read(released.working_copy(FOLDER), 4).cells
    assert [cell.id for cell in cells if cell.id.startswith("test_") and not cell.outputs] == []
    said = {cell.id: str(cell.outputs) for cell in cells if cell.id.startswith("test_")}
    assert "✓ mul" in said["test_mul"] and "error" in said["test_predict_reuse"]
    page.get_by_role("button", name="Validate").click()
    page.locator(".jp-Dialog").get_by_text("cells failed", exact=False).or_(
        page.locator(".jp-Dialog").get_by_text("tests failed", exact=False)
    ).or_(page.locator(".jp-Dialog").get_by_text("Validation", exact=False)).first.wait_for()
    dialog = page.locator(".jp-Dialog").inner_text()
    assert "predict_reuse" in dialog and '"mul"' not in dialog
    page.locator(".jp-Dialog").get_by_role("button").first.click()
    page.locator(".jp-Dialog").wait_for(state="detached")


def test_a_new_release_with_work_in_it(lab: str, released: Course, page: Any):
    """The learner saves an answer in the browser, a release comes: are both in the lesson that is opened next?"""
    open_worked(lab, released, page)
    page.lesson = ""
    page.goto("about:blank")
    path, record = released.release(FOLDER), read_record(released)
    text = path.read_text()
    path.write_text(text.replace("The order of work", "The new order of work"))
    write_record(released, record | {FOLDER: digest(to_text(nbformat.read(path, 4)))})
    try:
        told = bring_up_to_date(released)
        assert "a new release; your answers stay" in told[0]
        page.goto(lab + LESSON)
        page.locator(".jp-RenderedHTMLCommon:visible").get_by_text("The new order of work").first.wait_for()
        page.locator(".cm-content", has_text="slope_d = 0  # mine").wait_for()
    finally:
        path.write_text(text)
        write_record(released, record)


def test_plain_notebook_opens_a_lesson(lab: str, released: Course, page: Any):
    """Does Notebook 7, without the lab around it, show and run it?"""
    fresh(released, page)
    page.goto(f"{lab}/notebooks/{OWN}/{FOLDER}/micrograd.ipynb")
    page.locator(".jp-RenderedHTMLCommon:visible").get_by_text("The order of work").first.wait_for()
    page.locator(KERNEL).wait_for()  # what is pressed before the kernel is there is lost
    page.locator(".jp-Notebook .jp-CodeCell .cm-content").first.click()
    page.keyboard.press("Control+Enter")
    page.locator(".jp-InputPrompt", has_text=re.compile(r"\[\d+\]")).first.wait_for()
    assert page.locator(".jp-Dialog").count() == 0


FIGURE = "from grader.kit.figures.style import axes\n\naxes('A title that says it', 'x').plot([1, 2]);"


def test_a_figure_has_words_and_is_sharp(lab: str, released: Course, page: Any):
    """Is a figure seen, with what it shows in words, and with two pixels for each on a plain screen?"""
    cells = [nbformat.v4.new_code_cell(FIGURE, id="figure")]
    path = released.work / "figure.ipynb"
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    page.goto(f"{lab}/lab/tree/{OWN}/figure.ipynb?reset")
    notebook = Notebook(page, path)
    page.keyboard.press("Control+Enter")
    figure = page.get_by_alt_text("A title that says it. Across: x, from")
    figure.wait_for()
    assert figure.evaluate("each => each.naturalWidth") >= 1.9 * figure.bounding_box()["width"] > 300
    notebook.save()
    figure.evaluate("each => each.classList.add('as-it-was')")
    page.get_by_role("menuitem", name="File").click()
    page.get_by_text("Reload Notebook from Disk").click()
    page.locator("img.as-it-was").wait_for(state="detached")
    figure.wait_for()
