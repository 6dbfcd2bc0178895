"""What may lie in a folder: pipes, sockets, devices, zip directories of a million entries."""

import os
import socket
import struct
import zipfile
from pathlib import Path

from ..attack import FOLDER, FULL, LESSON, Attack

NAME = f"{LESSON.name}.ipynb"


def placed(name: str, place, score: float = 0, **other) -> Attack:
    """A hand-in that is put there in its own way."""
    return Attack(name, score=score, place=place, **other)


def at(folder: Path) -> Path:
    """Where nbgrader has the notebook; its folder is made."""
    path = folder / "student13" / FOLDER / NAME
    path.parent.mkdir(parents=True)
    return path


def pipe_as_zip(folder: Path, data: bytes) -> None:
    os.mkfifo(folder / "student13.zip")


def zip_without_end(folder: Path, data: bytes) -> None:
    (folder / "student13.zip").symlink_to("/dev/zero")


def zip_that_is_linked(folder: Path, data: bytes) -> None:
    with zipfile.ZipFile(folder / "a file that is no zip", "w") as archive:
        archive.writestr(NAME, data)
    (folder / "student13.zip").symlink_to("a file that is no zip")


def zip_that_is_a_folder(folder: Path, data: bytes) -> None:
    (folder / "student13.zip").mkdir()
    (folder / "student13.zip" / NAME).write_bytes(data)


def loose_pipe(folder: Path, data: bytes) -> None:
    os.mkfifo(folder / f"student13_{NAME}")


def listening_socket(folder: Path, data: bytes) -> None:
    path = at(folder)
    here = os.open(path.parent, os.O_PATH)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"/proc/self/fd/{here}/{NAME}")  # a path as long as a test's is too long for a socket
    os.close(here)


def device(folder: Path, data: bytes) -> None:
    """A device, where one may be made; else a link to one."""
    path = at(folder)
    try:
        os.mknod(path, 0o020666, os.makedev(1, 5))
    except OSError:
        path.symlink_to("/dev/zero")


def no_rights(folder: Path, data: bytes) -> None:
    """A notebook that its owner may not read; root may."""
    path = at(folder)
    path.write_bytes(data)
    os.chmod(path, 0)


def closed(which: int, mode: int):
    """Hand in, then change the rights of the student's folder (0) or the lesson's (1); root may enter all the same."""

    def place(folder: Path, data: bytes) -> None:
        path = at(folder)
        path.write_bytes(data)
        path.parents[1 - which].chmod(mode)

    return place


def closed_beside_the_notebook(folder: Path, data: bytes) -> None:
    path = at(folder)
    path.write_bytes(data)
    (path.parent / "figures").mkdir(mode=0)


def closed_clone(folder: Path, data: bytes) -> None:
    """A folder as a version control has it, all closed but the outermost."""
    path = folder / "student13" / "notebooks" / FOLDER / NAME
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    path.parents[1].chmod(0)


def a_million_entries(folder: Path, data: bytes) -> None:
    """A zip whose directory has 1.4 million entries, written without making them one by one."""
    entry = struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"x"
    directory = entry * 1_400_000
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 0xFFFF, 0xFFFF, len(directory), 0, 0)
    (folder / "student13.zip").write_bytes(directory + end)


def many_small_entries(folder: Path, data: bytes) -> None:
    """As many entries as fit into the bytes that a directory may have."""
    entry = struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"x"
    directory = entry * (16 * 2**20 // len(entry))
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 0xFFFF, 0xFFFF, len(directory), 0, 0)
    (folder / "student13.zip").write_bytes(directory + end)


def directory_that_is_claimed(folder: Path, data: bytes) -> None:
    """An end that claims a directory of 4 GiB."""
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFF0, 0, 0)
    (folder / "student13.zip").write_bytes(bytes(1000) + end)


def sparse_zip(folder: Path, data: bytes) -> None:
    path = folder / "student13.zip"
    path.touch()
    os.truncate(path, 2**40)


def sparse_notebook(folder: Path, data: bytes) -> None:
    path = at(folder)
    path.touch()
    os.truncate(path, 2**40)


def zip_in_zips(folder: Path, data: bytes) -> None:
    """A zip in a zip, twelve deep, none with a notebook."""
    inner = b"nothing"
    for depth in range(12):
        path = folder / "student13.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(f"{depth}.zip" if depth else "x.txt", inner)
        inner = path.read_bytes()


def overlapping(folder: Path, data: bytes) -> None:
    """A thousand names in the directory for one compressed megabyte of nothing."""
    path = folder / "student13.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.ipynb", bytes(30 * 2**20))
        first = archive.infolist()[0]
        for n in range(1000):
            info = zipfile.ZipInfo(f"{n}.ipynb")
            for field in ("header_offset", "compress_size", "file_size", "CRC", "compress_type"):
                setattr(info, field, getattr(first, field))
            archive.filelist.append(info)


def folders_in_folders(folder: Path, data: bytes) -> None:
    path = folder / "student13" / FOLDER
    path.mkdir(parents=True)
    here = os.open(path, os.O_RDONLY)
    for _ in range(100):
        os.mkdir("d" * 20, dir_fd=here)
        below = os.open("d" * 20, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)


def many_files(folder: Path, data: bytes) -> None:
    path = at(folder)
    path.write_bytes(data)
    for n in range(3000):
        (path.parent / f"{n}.txt").touch()


def hard_link(folder: Path, data: bytes) -> None:
    """One file under two students' names: both have handed it in."""
    path = at(folder)
    path.write_bytes(data)
    os.link(path, folder / f"student13_twin_{NAME}")


ATTACKS = (
    placed("a pipe that is called a zip", pipe_as_zip),
    placed("a zip that is a link to an endless device", zip_without_end),
    placed("a zip that is a link to a zip", zip_that_is_linked),
    placed("a folder that is called a zip", zip_that_is_a_folder),
    placed("a loose pipe", loose_pipe),
    placed("a socket", listening_socket),
    placed("a device", device),
    placed("a notebook that nobody may read", no_rights),
    placed("a student's folder that nobody may enter", closed(0, 0)),
    placed("a student's folder that may be listed and not entered", closed(0, 0o444)),
    placed("a student's folder that may be entered and not listed", closed(0, 0o111)),
    placed("a lesson's folder that nobody may enter", closed(1, 0)),
    placed("a lesson's folder that may be listed and not entered", closed(1, 0o444)),
    placed("a lesson's folder that may be entered and not listed", closed(1, 0o111)),
    placed("a closed folder in a clone", closed_clone),
    placed("a right notebook beside a closed folder", closed_beside_the_notebook, FULL),
    placed("a zip directory of 1.4 million entries", a_million_entries),
    placed("a zip directory of as many entries as fit", many_small_entries),
    placed("a zip directory of 4 GiB, claimed", directory_that_is_claimed),
    placed("a zip of a TiB that takes no room", sparse_zip),
    placed("a notebook of a TiB that takes no room", sparse_notebook),
    placed("a zip in a zip, twelve deep", zip_in_zips),
    placed("a thousand notebooks in one place of a zip", overlapping),
    placed("folders 100 deep", folders_in_folders),
    placed("a right notebook among 3,000 files", many_files, FULL),
    placed("a right notebook under two names", hard_link, FULL),
)
