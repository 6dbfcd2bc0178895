"""The law of conservation: whatever is handed in, every file ends in exactly one place, and no two people become one."""

import json
import os
import shutil
import tempfile
from collections import Counter
from itertools import product
from pathlib import Path

from attacks.ordinary_user import as_user, is_possible
from handins.downloads import FOLDER, LESSONS, NAME, OTHER, laid_out, notebook, zipped
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.handins.accounting import KINDS, NOT_A_NOTEBOOK, Accounting, summary
from grader.handins.collecting import collect
from grader.handins.layouts.known import NAMES
from grader.handins.roster import Person, roster_of
from grader.records.downloads import download_of

PEOPLE = (
    "student1",
    "student10",
    "student_1",
    "One Learner",
    "one learner",
    "Zögling",
    "Zo\u0308gling",
    "a_b",
    "7",
    "",
    "b_pupil",
)
WRITTEN = (
    "{who}_{n}_9{n}_{file}",
    "{who}_LATE_{n}_9{n}_{file}",
    "{who}_{n}_assignsubmission_file_/{file}",
    "{who}_{n}_assignsubmission_file_{file}",
    "{n}-88 - {who} - Nov 3, 2026 1142 PM/{file}",
    "Lesson_7_{who}_attempt_2026-11-0{n}-11-42-00_{file}",
    "Lesson_7_{who}_attempt_2026-11-0{n}-11-42-00.txt",
    "{who}/" + FOLDER + "/{file}",
    "{who}/" + OTHER + "/{file}",
    "hw-{who}/notebooks/" + FOLDER + "/{file}",
    "{who}_{file}",
    "{who}.zip",
    "{who}/{file}",
    "x/y/{who}/{file}",
    "{file}",
    "__MACOSX/._{file}",
    "../{who}_{file}",
    "{who}/.git/{file}",
)
FILES = (f"{NAME}.ipynb", f"{NAME} (1).ipynb", f"{NAME}-1.ipynb", "mlp.ipynb", "Untitled.ipynb", "x.IPYNB", "a.py")
FILES += ("a.html", "a.ipynb.txt", "hand in.zip", "a.7z", "noending", "timestamp.txt", "course.toml", "a\x1b[2J.ipynb")
BROKEN = (b"", b"{", b"PK\x03\x04 and no more", b'{"nbformat": 99}', b"\xff\xfe\0", notebook(lesson="none"))
# Made once, for to make a strategy takes as long as to draw from it. A name and whose it is, all of them equally likely;
# what is in a file, one in five broken and one in four of the others of another lesson.
NAMED = st.sampled_from(
    [
        (written.format(who=who, n=n, file=file).lstrip("/"), f"{who}/{n}")
        for who, n, written, file in product(PEOPLE, (1, 2, 3), WRITTEN, FILES)
    ]
)
CONTENTS = st.sampled_from([*BROKEN, *2 * list(product((FOLDER, FOLDER, FOLDER, OTHER), (0, 1, 2)))])
BROKEN_ZIPS, IS_WHOLE, ANY, SOME = st.sampled_from(BROKEN[:4]), st.booleans(), st.integers(0, 7), st.integers(1, 7)
ROSTER = roster_of(Person(f"id{i}", who) for i, who in enumerate(PEOPLE))


@st.composite
def trees(draw, depth: int = 2):
    """Files by name, archives in archives with them; and how many files that is."""
    files, count = {}, 0
    for _ in range(draw(ANY if depth < 2 else SOME)):
        name, owner = draw(NAMED)
        data, own = draw(contents(name, owner, depth))
        if not any(name == other or name.startswith(f"{other}/") or other.startswith(f"{name}/") for other in files):
            files[name], count = data, count + own
    return files, count


@st.composite
def contents(draw, name: str, owner: str, depth: int):
    """What is in one file, and for how many it counts."""
    if name.endswith(".zip") and not name.rsplit("/", 1)[-1].startswith("._") and "../" not in name:
        if depth and draw(IS_WHOLE):
            files, count = draw(trees(depth=depth - 1))
            return zipped(files), max(count, 1)
        return draw(BROKEN_ZIPS), 1
    written = draw(CONTENTS)
    return (written if isinstance(written, bytes) else notebook(f"{owner}|{written[1]}", written[0])), 1


def balances(accounting: Accounting, count: int) -> None:
    """Every file once, under a kind that is known, and of each student at most one that counts."""
    parts = (*accounting.counted, *accounting.earlier, *accounting.others)
    assert accounting.files == len(parts) == count
    assert summary(accounting).startswith(f"{count} file")
    shown = download_of(accounting, Path("x.zip"), [FOLDER], "now", "a layout", ())
    assert shown.files == shown.counted + shown.earlier + sum(shown.kinds.values())
    assert shown.kinds[NOT_A_NOTEBOOK] == sum(shown.endings.values())
    paths = Counter(part.path for part in parts)
    assert max(paths.values()) == 1, paths.most_common(2)
    assert all(path.isprintable() for path in paths)
    assert {other.kind for other in accounting.others} <= set(KINDS) and all(o.reason for o in accounting.others)
    counted = Counter((handin.student_id, handin.lesson_id) for handin in accounting.counted)
    assert not counted or max(counted.values()) == 1
    assert {(handin.student_id, handin.lesson_id) for handin in accounting.earlier} <= set(counted)
    for handin in (*accounting.counted, *accounting.earlier):
        assert handin.student_id and handin.lesson_id == FOLDER and handin.student_id.isprintable()


@settings(max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck))
@given(tree=trees(), layout=st.sampled_from(("", "", *NAMES)), listed=st.booleans())
def test_every_file_of_a_messy_zip_is_accounted_for(tmp_path: Path, tree, layout, listed):
    """Do the sums hold for any zip, under any layout, with a roster and without?"""
    files, count = tree
    place = tmp_path / "all.zip"
    place.write_bytes(zipped(files))
    balances(collect(place, LESSONS, ROSTER if listed else None, layout), count)


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(trees(depth=1), st.sampled_from(("", *NAMES)))
def test_every_file_of_a_messy_folder_is_accounted_for(tree, layout):
    """The same for a folder, with links, pipes and a folder that is called like a notebook."""
    files, count = tree
    with tempfile.TemporaryDirectory() as outside, tempfile.TemporaryDirectory() as folder:
        inside = {name: data for name, data in files.items() if not name.startswith("../")}
        if len(inside) < len(files):
            return
        place = laid_out(Path(folder), inside)
        Path(outside, "secret.ipynb").write_bytes(notebook("secret"))
        os.symlink(Path(outside, "secret.ipynb"), place / f"link_{NAME}.ipynb")
        os.symlink(outside, place / "linked folder")
        os.symlink("/dev/zero", place / "zero.zip")
        os.mkfifo(place / "pipe.zip")
        os.mkfifo(place / f"pipe_{NAME}.ipynb")
        (place / f"folder_{NAME}.ipynb").mkdir()
        accounting = collect(place, LESSONS, layout=layout)
        balances(accounting, count + 6)
        assert not any(b"secret" in handin.read() for handin in accounting.counted)


@settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(WRITTEN[:4] + WRITTEN[5:6] + WRITTEN[7:8] + WRITTEN[9:11]),
    st.lists(st.tuples(st.sampled_from(PEOPLE), st.integers(1, 3)), min_size=1, max_size=8, unique=True),
)
def test_two_people_never_become_one(written, people):
    """In one download: has each student id hand-ins of one person, and each person one id?"""
    numbered = "{n}" in written and "attempt" not in written
    files = {}
    for who, n in people:
        if "_9{n}_" in written:
            who = who.replace("_", "")  # Canvas writes names in letters alone
        owner = [who, n] if numbered else [who]
        name = written.format(who=who, n=n, file=f"{NAME}.ipynb").lstrip("/")
        files[name] = notebook(json.dumps(owner))
    with tempfile.TemporaryDirectory() as folder:
        accounting = collect(laid_out(Path(folder), files), LESSONS)
    pairs = {(h.student_id, owner_of(h.read())) for h in (*accounting.counted, *accounting.earlier)}
    assert len({student for student, _ in pairs}) == len({owner for _, owner in pairs}) == len(pairs)


def owner_of(data: bytes) -> str:
    """Who wrote a notebook, composed, as the two spellings of Zögling are one name."""
    import unicodedata

    return unicodedata.normalize(
        "NFC", json.loads(json.loads(data)["cells"][0]["source"].removeprefix("# ")).__repr__()
    )


def test_a_folder_that_may_not_be_read(tmp_path: Path):
    """Is it named, and are the others graded?"""
    if is_possible():  # root may read every folder
        as_user(["-m", "pytest", "-p", "no:cacheprovider", f"{__file__}::test_a_folder_that_may_not_be_read"])
        return
    place = laid_out(tmp_path / "in", {f"s1/{FOLDER}/{NAME}.ipynb": notebook("a"), f"s2/{FOLDER}/{NAME}.ipynb": b""})
    closed = place / "s2" / FOLDER
    closed.chmod(0)
    try:
        accounting = collect(place, LESSONS)
    finally:
        closed.chmod(0o755)
    assert [h.student_id for h in accounting.counted] == ["s1"] and len(accounting.attention) == 1
    shutil.rmtree(place)
