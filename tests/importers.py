"""The learning management systems' own rules for taking marks, written again from their documentation and code.

Each returns what the system would then hold: the mark by the system's own id of the person, or an error.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence


def canvas(
    data: bytes, users: Sequence[Mapping[str, str]], assignments: Mapping[str, str]
) -> dict[tuple[str, str], str]:
    """Canvas, `lib/gradebook_importer.rb`: the mark by assignment id (or a new title) and user id.

    The first column is Student, the second ID. A row whose first cell holds "Points Possible" sets maxima. Columns with
    "(read only)" are skipped. A row is matched by ID, then SIS User ID, then SIS Login ID, then name. An empty cell
    changes nothing.

    Args:
        users: each with id, sis, login, name.
        assignments: titles by id.
    """
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    header = next(row for row in rows if row and row[0].strip() == "Student")
    assert header[1].strip() == "ID"
    fixed = {"Student", "ID", "SIS User ID", "SIS Login ID", "Root Account", "Section"}
    columns = {}
    for place, cell in enumerate(header):
        if cell not in fixed and "(read only)" not in cell and cell.strip():
            match = re.fullmatch(r"(.*) \((\d+)\)", cell, re.DOTALL)
            known = match is not None and match[2] in assignments
            columns[place] = match[2] if known and match else f"new: {cell}"
    marks = {}
    for row in rows[rows.index(header) + 1 :]:
        if not any(row[:4]) or "Points Possible" in row[0]:  # the row before the maxima says how marks are posted
            continue
        user = _canvas_user(dict(zip(header, row, strict=False)), users)
        for place, assignment in columns.items():
            if place < len(row) and row[place].strip():
                marks[assignment, user] = row[place]
    return marks


def _canvas_user(row: Mapping[str, str], users: Sequence[Mapping[str, str]]) -> str:
    for column, key in (("ID", "id"), ("SIS User ID", "sis"), ("SIS Login ID", "login"), ("Student", "name")):
        found = [user["id"] for user in users if row.get(column) and user[key] == row[column]]
        if found:
            return found[0]
    raise AssertionError(f"Canvas knows nobody of {row}")


def moodle_offline(data: bytes, stored: Mapping[str, Mapping[str, str]], most: float) -> dict[str, tuple[str, str]]:
    """Moodle, `mod/assign/feedback/offline/importgradeslib.php`: mark and comment by the participant's number.

    Identifier, Grade and "Last modified (grade)" must be there. A row is skipped where the stored grade is newer than
    the row's, where it has no grade, and where the grade is out of range.

    Args:
        stored: by participant's number, the time of the stored grade as "modified".
    """
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert {"Identifier", "Grade", "Last modified (grade)"} <= set(rows[0])
    found = {}
    for row in rows:
        number = re.fullmatch(r"Participant (\d+)", row["Identifier"])
        assert number, row
        if stored[number[1]]["modified"] != row["Last modified (grade)"] or not row["Grade"].strip():
            continue
        if 0 <= float(row["Grade"]) <= most:
            found[number[1]] = (row["Grade"], row.get("Feedback comments", ""))
    return found


def moodle_grades(data: bytes, by: str, column: str) -> dict[str, str]:
    """Moodle, Grades > Import > CSV, with one column mapped to the person and one to the mark; empty marks left out."""
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return {row[by]: row[column] for row in rows if row[column].strip()}


def moodle_feedback(names: Sequence[str]) -> dict[str, str]:
    """Moodle, `mod/assign/feedback/file/importziplib.php`: the file by the participant's number.

    A folder's name is split at the underscore, and the second part is the number. Hidden files are left out.
    """
    found = {}
    for name in names:
        folder, _, file = name.partition("/")
        parts = folder.split("_")
        assert len(parts) >= 2 and parts[1].isdigit(), name
        if not file.startswith("."):
            found[parts[1]] = file
    return found


def brightspace(data: bytes, users: Mapping[str, str]) -> dict[str, str]:
    """Brightspace: OrgDefinedId or Username first, `ITEM Points Grade`, last the End-of-Line Indicator; by org id.

    Args:
        users: org ids by user name. A leading # of either is no part of it.
    """
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    header = rows[0]
    assert header[0] in ("OrgDefinedId", "Username") and header[-1] == "End-of-Line Indicator"
    (mark,) = [i for i, cell in enumerate(header) if " Points Grade" in cell]
    found = {}
    for row in rows[1:]:
        assert row[-1] == "#"
        values = {name: cell.removeprefix("#") for name, cell in zip(header, row, strict=True)}
        org = values.get("OrgDefinedId") or users[values["Username"]]
        assert org in users.values(), row
        if row[mark].strip():
            found[org] = row[mark]
    return found


def blackboard(data: bytes) -> dict[tuple[str, str], str]:
    """Blackboard: Username, and columns `Title [Total Pts: N Score] |ID`; by column id (or new title) and user name."""
    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    delimiter = "\t" if "\t" in text.split("\n")[0] else ","
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))
    found = {}
    for row in rows:
        for column, cell in row.items():
            match = re.fullmatch(r"(.*?) \[Total Pts: .*?\](?: \|(\w+))?", column or "", re.DOTALL)
            if match and cell.strip():
                found[match[2] or f"new: {match[1]}", row["Username"]] = cell
    return found
