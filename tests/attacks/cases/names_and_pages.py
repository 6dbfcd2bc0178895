"""Names and pages: students' names as paths, formulas and escape sequences; markup and escapes in what is shown."""

from pathlib import Path

from grader.handins.text import safe_name

from ..attack import FOLDER, FULL, LESSON, WRONG, Attack, costs, first

NAME = f"{LESSON.name}.ipynb"
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def loose(file: str):
    """The notebook as a loose file of this name."""

    def place(folder: Path, data: bytes) -> None:
        (folder / file).write_bytes(data)

    return place


def in_folder(student: str):
    """The notebook in a student's folder of this name."""

    def place(folder: Path, data: bytes) -> None:
        path = folder / student / FOLDER / NAME
        path.parent.mkdir(parents=True)
        path.write_bytes(data)

    return place


def named(name: str, student: str, place=None) -> Attack:
    """Right answers under a hostile name; without `place` in a folder of that name."""
    return Attack(name, score=FULL, place=place or in_folder(student), student=safe_name(student))


def shown(name: str, source: str) -> Attack:
    """Markup that must nowhere stand unescaped."""
    return Attack(name, answers={"total": source + "\n" + WRONG["total"]}, secrets=("<script>alert", "<img src=x"))


RICH = f"""
from IPython.display import HTML, Javascript, display, Markdown
display(HTML('{SCRIPT}'), Javascript('alert(3)'), Markdown('{SCRIPT}'))
print('{SCRIPT}')
HTML('{SCRIPT}')
"""

ATTACKS = (
    named("a name of two dots", "..", loose("...ipynb")),
    named("a name that begins with a dot", ".ssh"),
    named("a name that is a formula", "=HYPERLINK(A1)"),
    named("a name with a line end", "stu\ndent13"),
    named("a name with escape sequences", "\x1b[2J\x1b]0;x\x07"),
    named("a name that runs backwards", "stu\u202edent13"),
    named("a name that is no UTF-8", "stu\udcff\udcfedent13", loose(f"stu\udcff\udcfedent13_{LESSON.name}.ipynb")),
    named("a name of 240 characters", "m" * 240),
    named("a name like an option", "--force"),
    named("a name with markup", "<script>alert(1)<"),
    named("a name with quotes and semicolons", "x'; drop table grade; --\""),
    named("a name with blanks around it", "  student13  "),
    named("a name in capitals, ending in .IPYNB", "STUDENT13", loose(f"STUDENT13_{LESSON.name}.IPYNB")),
    named("a name with accents", "Zögling-Schüler Öğrenci"),
    shown("markup in outputs", RICH),
    shown("markup in an error", f"raise ValueError({SCRIPT!r})"),
    shown("markup as an answer", f"predicted = {SCRIPT!r}"),
    Attack(
        "markup returned where a test quotes it",
        secrets=("<script>alert",),
        answers={
            "ordered": f"def ordered(words): return [{SCRIPT!r}]",
            "total": f"def total(x): raise RuntimeError({SCRIPT!r})",
            "Meter": f"Meter = type({SCRIPT!r}, (), {{'__init__': lambda self, x: None}})",
        },
    ),
    first("escape sequences printed", "print('\\x1b[2J\\x1b]0;owned\\x07' * 100)"),
    costs(
        "an error that looks like a named mistake", "total", "raise ValueError('\\nLikely mistake: none, full marks')"
    ),
    costs(
        "a template in an answer",
        "total",
        "'{{ 7 * 7 }} {% include \"/etc/passwd\" %} ${7*7}'\nraise ValueError('{{ config }}')",
    ),
)
