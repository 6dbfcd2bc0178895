"""Builds the site to read from what is committed, and runs no notebook: `python -m tools.site`, or `make site`."""

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat

from grader.course import Course, name_of, open_course
from tools.rooms import ROOT
from tools.site_lesson import lesson_page
from tools.site_links import broken_links

CONFIG = ROOT / "docs" / "site"
# Pages that lie beside what they are about, in the order of the site's own contents; other pages of docs/ follow these.
TEACHING = (
    "docs/grading.md",
    "docs/anywhere.md",
    "docs/verdict.md",
    "docs/cluster.md",
    "grader/README.md",
    "benchmarks/README.md",
)
MAINTAINING = ("CONTRIBUTING.md", "solutions/README.md", "docs/exercises.md", "docs/checks.md", "docs/where.md")
LAST = ("docs/architecture.md", "data/README.md", "docs/glossary.md", "CHANGELOG.md")
# What the pages link to and show.
BESIDE = ("LICENSE", "CITATION.cff", "course.toml", "docs/pictures")


def stage(course: Course, folder: Path) -> None:
    """Lay out the site's sources: the course's own tree, so that links hold, with pages for notebooks."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(CONFIG, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in (*TEACHING, *MAINTAINING, *LAST, *_other_pages(), *BESIDE):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target)
        elif (ROOT / name).is_file():
            shutil.copyfile(ROOT / name, target)
    for lesson_id in course.lesson_ids:
        target = folder / f"{_page(lesson_id)}.ipynb"
        target.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(lesson_page(course, lesson_id), target)
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (folder / "index.md").write_text("\n".join([text, *_contents(course)]), encoding="utf-8")


def _page(lesson_id: str) -> str:
    """Where a lesson's page is, as the README and the lessons link to it."""
    return f"solutions/{lesson_id}/{name_of(lesson_id)}"


def _other_pages() -> list[str]:
    """The pages of docs/ that have no place of their own."""
    named = {*TEACHING, *MAINTAINING, *LAST}
    return [name for path in sorted(CONFIG.parent.glob("*.md")) if (name := f"docs/{path.name}") not in named]


def _contents(course: Course) -> Iterator[str]:
    """The lists in the margin, in the form that Sphinx reads."""
    parts = {
        "Lessons": [_page(lesson_id) for lesson_id in course.lesson_ids],
        "Teaching": [*TEACHING],
        "Changing the course": [*MAINTAINING, *_other_pages(), *LAST],
    }
    for caption, pages in parts.items():
        yield f"\n```{{toctree}}\n:hidden:\n:caption: {caption}\n"
        yield from (
            page.removesuffix(".md") for page in pages if page.startswith("solutions/0") or (ROOT / page).exists()
        )
        yield "```"


def build(sources: Path, target: Path, builder: str = "html") -> int:
    """Run Sphinx into a folder; a warning is an error. Its exit status."""
    command = [sys.executable, "-m", "sphinx", "-b", builder, "-W", "--keep-going", "-q", "-d", f"{target}.read"]
    return subprocess.run([*command, str(sources), str(target)]).returncode


def main() -> None:
    """Stage and build the site, and check its links."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=ROOT / "site", help="where the site goes (default: %(default)s)")
    parser.add_argument("--external", action="store_true", help="look up the links to elsewhere too; needs a network")
    arguments = parser.parse_args()
    sources, html = arguments.to / "sources", arguments.to / "html"
    shutil.rmtree(html, ignore_errors=True)
    stage(open_course(ROOT), sources)
    status = build(sources, html)
    broken = list(broken_links(html))
    print(*broken, sep="\n", end="\n" if broken else "")
    if not (status or broken) and arguments.external:
        status = build(sources, arguments.to / "linkcheck", "linkcheck")
    if status or broken:
        sys.exit(1)
    print(f"The site: {html / 'index.html'}")


if __name__ == "__main__":
    main()
