"""What is kept of texts: bytes after escaping, characters that act, names that are too long, wherever they may come out."""

from pathlib import Path

from grader.handins.text import nfc, safe_name

from ..attack import FOLDER, FULL, LESSON, RIGHT, WRONG, Attack, costs

NAME = f"{LESSON.name}.ipynb"
ACTING = "\\x1b[2J\\x00\\x07\\x08\\x9b31m\\u202e\\u2066\\u200f\\ud800"


def printing(name: str, source: str) -> Attack:
    """Each right answer prints this first."""
    return Attack(name, score=FULL, answers={e: f"{source}\n{answer}" for e, answer in RIGHT.items()})


def in_place(student: str, name: str = NAME):
    """The notebook in a folder of this name."""

    def place(folder: Path, data: bytes) -> None:
        path = folder / student / FOLDER / name
        path.parent.mkdir(parents=True)
        path.write_bytes(data)

    return place


def called(name: str, student: str) -> Attack:
    """A right notebook of a student of this name."""
    return Attack(name, score=FULL, place=in_place(student), student=safe_name(nfc(student)))


def raising(name: str, error: str) -> Attack:
    """An exception in one cell."""
    return costs(name, "Meter", error)


ATTACKS = (
    printing("a million NUL printed in each answer", "print('\\0' * 2**20)"),
    printing("a million letters of the last plane printed", "print('\\U0010ffff' * 2**18)"),
    printing("a million signs of markup printed", "print('<&>\"' * 2**18)"),
    printing("a million line ends printed", "print('\\n' * 2**20)"),
    printing("bidirectional and control characters printed", f"print('{ACTING}' * 1000)"),
    printing("half characters printed", "print('\\ud83d' * 10**5)"),
    printing("an escape sequence without end printed", "print('\\x1b]0;' + 'x' * 10**6)"),
    printing("a sequence cut by the limit", "print('a' * (2**20 - 4) + '\\x1b[31m')"),
    printing("returns that overwrite a line", "print('failed\\rpassed' * 1000)"),
    raising("an error text of control characters", f"raise ValueError('{ACTING}' * 100)"),
    raising("an error type of control characters", f"raise type('{ACTING}'.replace(chr(0), '').encode('utf-8', 'replace').decode(), (Exception,), {{}})('x')"),
    raising("an error text of 10 million NUL", "raise ValueError('\\0' * 10**7)"),
    raising("an error type with a name of a million letters", "raise type('x' * 10**6, (Exception,), {})"),
    raising("an error in a function with a name that runs backwards", "exec(compile('raise ValueError', '\\u202egnp.exe', 'exec'))"),
    raising("a syntax error around control characters", "x = \"\x07\x1b[2J\u202e\" ("),
    Attack("control characters in a right answer", score=FULL, answers={"total": '# \x07\x1b[2J\u202e\u2066\n' + RIGHT["total"]}),
    Attack("text that acts where a test quotes it", answers={"ordered": f"def ordered(words): return ['{ACTING}']", **{e: a for e, a in WRONG.items() if e != "ordered"}}),
    Attack("keys and types that act where a test quotes them", answers={"total": f"def total(x): return {{'{ACTING}': type('{ACTING[:7]}', (), {{}})()}}", **{e: a for e, a in WRONG.items() if e != "total"}}),
    called("a name of 85 characters of three bytes", "日" * 85),
    called("a name of 63 characters of four bytes", "🙂" * 63),
    called("a name of 255 bytes", "m" * 255),
    called("a name of marks that pile up", "a" + "\u0301" * 120),
    called("a name that turns the line round", "stu\u202e\u2066dent13\u200f"),
    called("a name of C1 control characters", "stu\u009b31m\u0085dent13"),
)  # fmt: skip
