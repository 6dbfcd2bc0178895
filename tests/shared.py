"""What the tests of several workers need and one of them makes: a folder in the run's common temporary folder."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from once import once


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder of that name, made by the first who asks; others wait for it, and nobody may change it."""
    own = factory.getbasetemp()
    common = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def whole(draft: Path) -> None:
        draft.mkdir()
        make(draft)

    return once(common / name, whole)
