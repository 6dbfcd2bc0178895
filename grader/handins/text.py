"""Names from outside: compared after Unicode and case folding, and made fit for paths and tables."""

import hashlib
import unicodedata

MAX_NAME = 100  # bytes: a file name may have 255, and ours add to it


def nfc(text: str) -> str:
    """The name with composed characters, as which a Mac's and everybody else's are the same."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """The name as it is compared: composed characters, no case, single spaces."""
    folded = nfc(nfc(text).casefold())
    return " ".join(folded.split())


def safe_name(text: str) -> str:
    """A name as it may stand in paths, tables and terminals; one that had to be changed ends in a digest of its own."""
    name = "".join(c if c.isprintable() and c not in "/\\" else "_" for c in text).strip()
    name = name.encode("utf-8", "replace")[:MAX_NAME].decode("utf-8", "ignore").strip()
    name = f"_{name}" if name.startswith(".") or not name else name
    digest = hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
    return name if name == text else f"{name}-{digest[:6]}"


def printable(text: str) -> str:
    """A path as it may be printed: nothing in it moves a cursor."""
    return "".join(c if c.isprintable() else "_" for c in text)


def count_of(count: int, word: str) -> str:
    """`1 file`, `2 files`."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
