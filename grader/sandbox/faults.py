"""What may come of a request to the confined process in the place of a value: no answer, or the learner's exception."""

import builtins

GONE = "the process ended"
BROKEN = "the process broke the protocol"
SILENT = "no answer within {seconds:g} s"
MAX_KIND = 100
UNSEEN = (StopIteration, StopAsyncIteration)  # they would end a loop of the test's own without a word


class Stopped(BaseException):
    """The confined process ended, fell silent or broke the protocol; what was asked has no answer.

    Not an Exception, so that no `except Exception` in a test takes it for the learner's error.
    """


class RemoteError(Exception):
    """An exception of the learner's code: `kind` is its type's name, `where` its function and line."""

    kind = ""
    where = ""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""  # a KeyError would quote the text that was quoted already


def make_error(kind: str, bases: list[str], message: str, place: str) -> RemoteError:
    """An exception that `except` clauses take for the first built-in Exception among the bases."""
    types = (getattr(builtins, base, None) for base in bases)
    known = next((t for t in types if isinstance(t, type) and issubclass(t, Exception)), Exception)
    layout = (RemoteError,) if known in (Exception, *UNSEEN) else (RemoteError, known)
    try:
        error: RemoteError = type(kind or "Error", layout, {})(message)
    except (TypeError, ValueError):  # a type that wants other arguments, as UnicodeDecodeError; a name that is none
        error = RemoteError(message)
    error.kind, error.where = kind[:MAX_KIND], place
    return error
