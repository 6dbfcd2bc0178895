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


class NotWritten(NotImplementedError):
    """The exercise, or one it builds on, still holds its stub."""

    def _render_traceback_(self) -> list[str]:
        return str(self).splitlines()


def explain(error: BaseException) -> str:
    """One or two lines on an exception of the learner's code: type, text, function and line.

    An error that crossed from another process carries its own account in `where`.
    """
    text = f"{kind_of_error(error)}: {error}" if str(error) else kind_of_error(error)
    where = getattr(error, "where", None) or innermost_line(error)
    return f"{text}\n  {where}" if where else text


def kind_of_error(error: BaseException) -> str:
    """The exception's type by name, as its own process knew it."""
    return getattr(error, "kind", type(error).__name__)


def innermost_line(error: BaseException) -> str:
    """`in normalize, line 3: P = N / 0`: the deepest frame that belongs to a notebook cell."""
    cells = [frame for frame in traceback.extract_tb(error.__traceback__) if is_cell(frame.filename)]
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
