"""A progress bar draws in place where somebody watches, and leaves nothing behind."""

import sys

from grader.kit import progress


class Terminal:
    """A stdout that says it is watched."""

    def __init__(self):
        self.text = ""

    def write(self, text: str) -> None:
        self.text += text

    def flush(self) -> None:
        pass

    def isatty(self) -> bool:
        return True


def test_a_progress_bar_wipes_itself(monkeypatch):
    """Does a live bar draw in place, count, and leave an empty line?"""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setattr(sys.modules["grader.kit.progress_bar"], "REDRAW_SECONDS", -1)
    monkeypatch.delenv("FRONTIER_QUIET", raising=False)
    assert list(progress([1, 2, 3, 4], "steps")) == [1, 2, 3, 4]
    drawn = terminal.text.split("\r")
    assert drawn[3] == "steps " + "█" * 15 + "░" * 15 + " 2/4"
    assert drawn[-2].strip() == "" and drawn[-1] == "" and len(drawn[-2]) == len(drawn[3])
    terminal.text = ""
    assert list(progress(iter("ab"))) == ["a", "b"]
    assert "training 1" in terminal.text


def test_a_progress_bar_is_hidden_where_nobody_watches(monkeypatch, capsys):
    """Is nothing printed in a pipe, or where FRONTIER_QUIET is set?"""
    monkeypatch.setattr(sys.modules["grader.kit.progress_bar"], "REDRAW_SECONDS", -1)
    assert list(progress(range(3))) == [0, 1, 2]
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setenv("FRONTIER_QUIET", "1")
    assert list(progress(range(3))) == [0, 1, 2]
    assert (terminal.text, capsys.readouterr().err) == ("", "")
