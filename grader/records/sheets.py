"""Tables as files: an LMS's own is written back as it was read, and a new one holds no formula for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.errors import GraderError

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True)
class Sheet:
    """A table that was read: its rows, the first of which is the header, and how its file is written."""

    rows: list[list[str]]
    encoding: str = "utf-8"
    delimiter: str = ","
    newline: str = "\r\n"

    def column(self, *names: str) -> int | None:
        """The place of the first of these columns that the header has, whatever the case; None where it has none."""
        header = [cell.strip().casefold() for cell in self.rows[0]]
        return next((header.index(name.casefold()) for name in names if name.casefold() in header), None)

    def cell(self, row: Sequence[str], *names: str) -> str:
        """The row's cell in the first of these columns; "" where there is none."""
        place = self.column(*names)
        return row[place].strip() if place is not None and place < len(row) else ""

    def as_bytes(self) -> bytes:
        """The file."""
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=self.delimiter, lineterminator=self.newline).writerows(self.rows)
        return text.getvalue().encode(self.encoding)


def read_sheet(path: Path) -> Sheet:
    """A CSV file as an LMS writes it: with or without a byte-order mark, by commas, semicolons or tabs.

    Raises:
        GraderError: it cannot be read, is empty, or holds binary data.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise GraderError(f"{path} cannot be read ({error.strerror})", "Give the file that the LMS offers") from None
    encoding = next((name for mark, name in MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        encoding, text = "cp1252", data.decode("cp1252", "replace")
    first = text.split("\n", 1)[0]
    if not first.strip() or "\0" in text:
        raise GraderError(
            f"{path} is not a CSV file", "Give the file as the LMS offers it, not a spreadsheet program's"
        )
    delimiter = max(DELIMITERS, key=first.count)
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]
    return Sheet(rows, encoding, delimiter, "\r\n" if first.endswith("\r") else "\n")


def table(rows: Iterable[Sequence[str]]) -> str:
    """A new table as the text of a CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


def safe(text: str) -> str:
    """Text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text.lstrip(" '\"").startswith(FORMULA_STARTS) else text
