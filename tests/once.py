"""Makes a thing once for all the workers of a run: the first who asks makes it, the others wait."""

from collections.abc import Callable
from pathlib import Path


def once(path: Path, make: Callable[[Path], object]) -> Path:
    """`path`, made where it is missing by `make(draft)`, under another name until it is whole."""
    import fcntl  # there is none on Windows, where nobody asks

    with path.with_name(f"{path.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            draft = path.with_name(f"{path.name}.draft")
            make(draft)
            draft.rename(path)
    return path
