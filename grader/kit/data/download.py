"""Downloads a dataset's files into the cache: mirror after mirror, whole and checked, or not at all."""

import os
import sys
import tempfile
import time
from pathlib import Path

from grader.kit.data.registry import DataFile, Dataset, read_checked

CONNECT_SECONDS, READ_SECONDS = 3, 10
AGAIN_AFTER_SECONDS, DRAW_AFTER_SECONDS = 600, 0.2
_failed: dict[str, tuple[float, str]] = {}


def download(dataset: Dataset, cache: Path) -> str | None:
    """Bring the files that the cache lacks; returns None, or one clause on why some are still missing.

    After a failure the mirrors are left alone for ten minutes. Two processes may do this at once: each
    file is moved into the cache in one step, after its checksum was found right.

    Raises:
        DatasetError: a mirror sent a whole file with the wrong checksum; nothing of it is kept.
    """
    if os.environ.get("FRONTIER_OFFLINE", "") not in ("", "0"):
        return "FRONTIER_OFFLINE is set"
    until, earlier = _failed.get(dataset.name, (0, ""))
    if time.monotonic() < until:
        return earlier
    for file in dataset.files:
        if not (cache / file.name).exists():
            reason = _from_any_mirror(dataset, file, cache)
            if reason is not None:
                _failed[dataset.name] = time.monotonic() + AGAIN_AFTER_SECONDS, reason
                return reason
    return None


def forget_failures() -> None:
    """Try every mirror again at the next call."""
    _failed.clear()


def prepare_cache(cache: Path) -> str | None:
    """Make the folder; returns None, or why nothing can be written there."""
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=cache):
            return None
    except OSError as error:
        return f"{cache} cannot be written ({error.strerror})"


def _from_any_mirror(dataset: Dataset, file: DataFile, cache: Path) -> str | None:
    reasons = []
    for mirror in dataset.mirrors:
        reason = _from_mirror(mirror + file.name, file, cache)
        if reason is None:
            return None
        reasons.append(reason)
    return f"no mirror sent {file.name}: {', '.join(dict.fromkeys(reasons))}"


def _from_mirror(url: str, file: DataFile, cache: Path) -> str | None:
    """Fetch into a draft beside the file, check it, move it into place; returns None, or why it was not sent."""
    import requests

    number, draft = tempfile.mkstemp(dir=cache, prefix=f".{file.name}.")
    os.close(number)
    try:
        _fetch(url, draft, file.name)
        read_checked(Path(draft), file, f"from {url}")
        os.replace(draft, cache / file.name)
    except requests.RequestException as error:
        return _in_a_word(error)
    finally:
        Path(draft).unlink(missing_ok=True)
    return None


def _fetch(url: str, draft: str, name: str) -> None:
    """One HTTP request; the bar is drawn on stdout, since nbgrader takes anything on stderr for a failure."""
    from pooch import HTTPDownloader
    from tqdm import tqdm

    quiet = bool(os.environ.get("FRONTIER_QUIET"))
    style = {"total": 1, "unit": "B", "unit_scale": True, "ncols": 79, "leave": False, "delay": DRAW_AFTER_SECONDS}
    with tqdm(desc=name, file=sys.stdout, disable=quiet, **style) as bar:
        downloader = HTTPDownloader(progressbar=bar, timeout=(CONNECT_SECONDS, READ_SECONDS))
        downloader(url, draft, None)


def _in_a_word(error: Exception) -> str:
    response = getattr(error, "response", None)
    if response is not None:
        return f"status {response.status_code}"
    kind = type(error).__name__
    return {"ConnectTimeout": "no answer", "ReadTimeout": "no answer", "ConnectionError": "no connection"}.get(
        kind, "broken off"
    )
