"""What is known of each dataset: its files, their checksums and mirrors, from `data/registry.toml`."""

import gzip
import hashlib
import tomllib
import zlib
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]
# Beside the package in a checkout; carried within it where it was installed from a wheel.
DATA = next((at for at in (PACKAGE.parent / "data", PACKAGE / "carried" / "data") if at.is_dir()), PACKAGE / "carried")


class DatasetError(Exception):
    """A dataset that cannot be used as it is: which file, what is wrong with it, what to do next."""

    def _render_traceback_(self) -> list[str]:
        return str(self).splitlines()


@dataclass(frozen=True)
class DataFile:
    """One file; `sha256` is that of its content, unpacked where the name ends in .gz."""

    name: str
    sha256: str


@dataclass(frozen=True)
class Dataset:
    """One dataset; every mirror is a URL that the files' names are appended to."""

    name: str
    mirrors: tuple[str, ...]
    files: tuple[DataFile, ...]


def find_dataset(name: str) -> Dataset:
    """The registry's entry for "names" or "mnist".

    Raises:
        DatasetError: the course was installed without its data.
    """
    path = DATA / "registry.toml"
    if not path.exists():
        raise DatasetError(f"{path} is missing. Install the course again.")
    entry = tomllib.loads(path.read_text(encoding="utf-8"))[name]
    files = tuple(DataFile(file["name"], file["sha256"]) for file in entry["files"])
    return Dataset(name, tuple(entry["mirrors"]), files)


def read_checked(path: Path, file: DataFile, where: str) -> bytes:
    """The content of a file, unpacked, after its checksum was found right.

    Args:
        where: how the message calls the place, such as "in FRONTIER_DATA".

    Raises:
        DatasetError: another checksum; the message has the file and both sums.
    """
    content = _unpack(path.read_bytes(), file.name)
    found = hashlib.sha256(content).hexdigest()
    if found != file.sha256:
        raise DatasetError(
            f"{file.name} {where} has the wrong checksum.\n"
            f"  expected sha256 {file.sha256}\n"
            f"  found    sha256 {found}\n"
            "Remove that file, or set FRONTIER_DATA=embedded to work with the embedded data."
        )
    return content


def _unpack(raw: bytes, name: str) -> bytes:
    """The content of a .gz file; bytes that are no whole gzip file stay as they are, so that their sum is wrong."""
    if not name.endswith(".gz"):
        return raw
    try:
        return gzip.decompress(raw)
    except (OSError, EOFError, zlib.error):
        return raw
