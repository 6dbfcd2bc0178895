"""Does what is kept of a submission's texts hold nothing that acts, and fit into its bytes?"""

import json
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from grader.marking.shown import MARK, shown, visible


@given(st.text(st.characters()), st.integers(0, 300))
@settings(deadline=None)
def test_it_fits_and_nothing_in_it_acts(text, limit):
    """Whatever the text is, does it take no more bytes in the journal, and hold lines and tabs only of what is no sign?"""
    kept = shown(text, limit)
    assert len(json.dumps(kept)) - 2 <= limit
    acting = [c for c in kept if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"]
    assert acting == []
    assert not {unicodedata.bidirectional(c) for c in kept} & {
        "LRE",
        "RLE",
        "LRO",
        "RLO",
        "PDF",
        "LRI",
        "RLI",
        "FSI",
        "PDI",
    }
    kept.encode()


def test_as_much_as_fits_is_kept():
    """Is the cut where one more character would be too much?"""
    assert shown("\0" * 100, 60) == MARK * 10
    assert shown("a" * 100, 60) == "a" * 60
    assert shown("ä" * 100, 62) == "ä" * 10
    assert shown("short", 2**20) == "short"


def test_what_people_write_stays():
    """Are letters of all scripts, lines, tabs and signs as they were, and colours without their escapes?"""
    text = "für x in שלום:\n\t🙂 e\u0301 \u200d"
    assert visible(text) == text
    assert visible("a\r\nb\rc") == "a\nb\nc"
    assert visible("\x1b[31mred\x1b[0m \x1b]0;title\x07done\x1b") == f"red done{MARK}"
