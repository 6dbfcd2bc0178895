"""What a test can say: not written yet, or wrong and how. Shown in a notebook without a traceback."""

import linecache
import re
import traceback


class CheckFailed(AssertionError):
    """A check found a wrong answer.

    Attributes:
        mistake: the name of the mistake that the answer matches, or None.
    """

    def __init__(self, message: str, mistake: str | None = None) -> None:
        super().__init__(message)
        self.mistake = mistake

    def _render_traceback_(self) -> list[str]:
        return str(self).splitlines()


class BadTest(Exception):
    """A test has a fault of its own; the learner's answer is not judged."""


class NotWritten(NotImplementedError):
    """The exercise, or one it builds on, still holds its stub."""

    def _render_traceback_(self) -> list[str]:
        return str(self).splitlines()


def explain(error: BaseException, test: str = "") -> str:
    """One or two lines on an exception of the learner's code: type, text, function and line.

    An error that crossed from another process carries its own account in `where`.

    Args:
        test: the file name of a test cell's code, whose lines are not the learner's.
    """
    message = text_of(error)
    text = f"{kind_of_error(error)}: {message}" if message else kind_of_error(error)
    where = getattr(error, "where", None) or place_of(error, test)
    return f"{text}\n  {where}" if where else text


def text_of(error: BaseException) -> str:
    """An exception's text; of a syntax error without the file, which for a cell is a number nobody knows."""
    if isinstance(error, SyntaxError):
        return str(error.msg)
    try:
        return str(error)
    except Exception:  # the text of an error can be the learner's code as well
        return "its text cannot be read"


def place_of(error: BaseException, test: str = "") -> str:
    """The line that an exception is about: of a syntax error the line that is none, else the deepest of a cell."""
    if isinstance(error, SyntaxError) and error.text:
        return f"line {error.lineno}: {error.text.strip()}"
    return innermost_line(error, test)


def kind_of_error(error: BaseException) -> str:
    """The exception's type by name, as its own process knew it."""
    return str(getattr(error, "kind", type(error).__name__))


def gave_none(error: BaseException, test: str) -> bool:
    """Whether a test stopped because it used None: what a function without `return` gives."""
    is_such = isinstance(error, (TypeError, AttributeError)) and "NoneType" in str(error)
    return is_such and not getattr(error, "where", "") and not innermost_line(error, test)


def innermost_line(error: BaseException, test: str = "") -> str:
    """`in normalize, line 3: P = N / 0`: the deepest frame that belongs to a notebook cell, but not to the test."""
    frames = traceback.extract_tb(error.__traceback__)
    cells = [frame for frame in frames if is_cell(frame.filename) and frame.filename != test]
    if not cells:
        return ""
    frame = cells[-1]
    line = frame.line or linecache.getline(frame.filename, frame.lineno or 0).strip()
    return f"in {frame.name}, line {frame.lineno}: {line}"


def is_cell(filename: str) -> bool:
    """Whether a code object's file name is that of a notebook cell: `/tmp/ipykernel_7/42.py`, `<softmax>`.

    Not a file of a library, nor `<frozen importlib._bootstrap>`, nor a test that somebody grades with, as
    `<test softmax>`: its lines may be hidden ones.
    """
    return "ipykernel_" in filename or (re.fullmatch(r"<[\w-]+>", filename) is not None and filename != "<string>")
