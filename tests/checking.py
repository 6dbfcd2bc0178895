"""Calls a check that must fail, and gives what it says."""

from collections.abc import Callable

import pytest

from grader.kit import CheckFailed


def said(check: Callable, *args, **kwargs) -> tuple[str, str | None]:
    """The message of a check that must fail, and the mistake it names."""
    with pytest.raises(CheckFailed) as caught:
        check(*args, **kwargs)
    return str(caught.value), caught.value.mistake
