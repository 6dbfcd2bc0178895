"""What an archive from outside can do wrong: named, bounded, and the others graded."""

import io
import os
import zipfile
from pathlib import Path

import pytest
from handins.downloads import LESSONS, NAME, laid_out, notebook, zipped

from grader.handins import archive, contents
from grader.handins.accounting import UNREADABLE, Accounting
from grader.handins.collecting import collect

GOOD = {f"good_{NAME}.ipynb": notebook("good")}


def beside_a_good_one(tmp_path: Path, name: str, data: bytes) -> Accounting:
    """A folder with this file and a good hand-in, which must be graded."""
    accounting = collect(laid_out(tmp_path / "in", {**GOOD, name: data}), LESSONS)
    assert "good" in {handin.student_id for handin in accounting.counted}
    assert accounting.files == len(accounting.counted) + len(accounting.earlier) + len(accounting.others)
    return accounting


def member(name: str, data: bytes = b"", **fields: int) -> bytes:
    """An archive of one file whose entry says something odd."""
    info = zipfile.ZipInfo(name, (2026, 11, 3, 11, 42, 0))
    for field, value in fields.items():
        setattr(info, field, value)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(info, data or notebook("bad"))
    return out.getvalue()


def encrypted(name: str) -> bytes:
    """An archive that says of its one file that it is encrypted."""
    data = bytearray(member(name))
    for start, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(start) + offset] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04 and no more", "a broken zip"),
        (b"", "a broken zip"),
        (zipped({}), "an empty archive"),
        (zipped({f"{NAME}.ipynb": notebook()})[:-30], "a broken zip"),
        (member(f"../../{NAME}.ipynb"), "its name leads out of the archive"),
        (member(f"/etc/{NAME}.ipynb"), "its name leads out of the archive"),
        (member(f"..\\{NAME}.ipynb"), "its name leads out of the archive"),
        (member(f"{NAME}.ipynb", b"/etc/passwd", external_attr=0o120777 << 16), "it is a link"),
        (encrypted(f"{NAME}.ipynb"), "it is encrypted"),
        (member(f"{NAME}.ipynb", b"not json"), "it is not JSON"),
        (member(f"{NAME}.ipynb", b"{\x80}"), "it is not text"),
    ],
    ids=["cut", "empty", "no files", "no end", "traversal", "absolute", "backslash", "link", "secret", "text", "bytes"],
)
def test_a_bad_archive_is_named(data: bytes, reason: str, tmp_path: Path):
    """Is it one unreadable file of its student, with the reason?"""
    (other,) = beside_a_good_one(tmp_path, "bad.zip", data).attention
    assert other.kind == UNREADABLE and reason in other.reason and other.student_id == "bad"


def test_a_damaged_member(tmp_path: Path):
    """Is a file whose checksum is wrong unreadable, and not graded as what is left of it?"""
    data = bytearray(zipped({f"{NAME}.ipynb": notebook("x" * 2000)}))
    data[60] ^= 0xFF
    (other,) = beside_a_good_one(tmp_path, "bad.zip", bytes(data)).attention
    assert "broken in its zip" in other.reason


@pytest.mark.parametrize("nested", [False, True])
def test_a_bomb(nested: bool, tmp_path: Path, monkeypatch):
    """Is no more unpacked than is allowed, of one file and of all of them together?"""
    monkeypatch.setattr(contents, "MAX_NOTEBOOK", 2**20)
    monkeypatch.setattr(archive, "UNPACKED", 3 * 2**20)
    monkeypatch.setattr(archive, "RATIO", 1)
    zeros = bytes(900_000) if nested else bytes(2**21)
    bomb = zipped({f"{i}/{NAME}.ipynb": zeros for i in range(12)})
    accounting = beside_a_good_one(tmp_path, "bad.zip", zipped({"inner.zip": bomb}) if nested else bomb)
    reasons = {other.reason.split(" (")[0] for other in accounting.attention}
    assert len(accounting.attention) == 12
    assert reasons == (
        {"it is not JSON", "its zip unpacks to far too much"}
        if nested
        else {"more than 1 MiB", "its zip unpacks to far too much"}
    )


def test_a_directory_that_is_too_large(tmp_path: Path, monkeypatch):
    """Is an archive of very many files not even listed?"""
    monkeypatch.setattr(archive, "MAX_DIRECTORY", 20_000)
    (other,) = beside_a_good_one(tmp_path, "bad.zip", zipped({f"{i}.txt": b"" for i in range(1000)})).attention
    assert other.reason == "a zip with too many files"


def test_archives_in_archives_without_end(tmp_path: Path):
    """Is there a depth beyond which nobody looks?"""
    data = zipped({f"{NAME}.ipynb": notebook()})
    for _ in range(8):
        data = zipped({"again.zip": data})
    (other,) = beside_a_good_one(tmp_path, "bad.zip", data).attention
    assert other.reason == "too many archives in archives"


@pytest.mark.parametrize("flag", [True, False], ids=["UTF-8", "UTF-8 that does not say so"])
def test_names_in_any_spelling_are_one(flag: bool, tmp_path: Path):
    """Is Zögling one student in composed and decomposed spelling, and from tools that do not mark UTF-8?"""
    names = [f"Z\u00f6gling_{NAME}.ipynb", f"Zo\u0308gling_{NAME}-Copy1.ipynb"]
    data = zipped({name: notebook(name) for name in names}, (2026, 11, 3, 11, 42, 0))
    if not flag:
        changed = bytearray(data)
        for start, offset in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
            place = -1
            while (place := changed.find(start, place + 1)) >= 0:
                changed[place + offset] &= ~0x08
        data = bytes(changed)
    accounting = collect(laid_out(tmp_path, {"in.zip": data}) / "in.zip", LESSONS)
    whose = {o.student_id for o in accounting.others} | {h.student_id for h in accounting.counted}
    assert whose == {"Z\u00f6gling"}


def test_a_file_that_changes_into_a_pipe(tmp_path: Path, monkeypatch):
    """Does a hand-in that becomes a FIFO between looking and opening end in a line rather than in waiting?"""
    place = laid_out(tmp_path / "in", {**GOOD, f"bad_{NAME}.ipynb": notebook("bad")})
    real = os.lstat

    def swapped(path, **options):
        found = real(path, **options)
        if str(path).endswith(f"bad_{NAME}.ipynb") and Path(path).is_file():
            os.unlink(path)
            os.mkfifo(path)
        return found

    monkeypatch.setattr(contents.os, "lstat", swapped)
    accounting = collect(place, LESSONS)
    assert [handin.student_id for handin in accounting.counted] == ["good"]
    assert [other.reason for other in accounting.attention] == ["no regular file"]
