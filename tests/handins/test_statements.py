"""Is a cell taken apart into its statements, each with its own text and line?"""

import pytest

from grader.handins.statements import statements_of

CELLS = {
    "é = 'ü'; b = 3": [(1, "é = 'ü'"), (1, "b = 3")],
    "@cache\n@method_of(Value)\ndef é():\n    return 1\nc = 2": [
        (3, "@cache\n@method_of(Value)\ndef é():\n    return 1"),
        (5, "c = 2"),
    ],
    "ü = (1,\n  2); y = '''a\nb'''; z = 0": [(1, "ü = (1,\n  2)"), (2, "y = '''a\nb'''"), (3, "z = 0")],
    "x = 1  # one\n\n# two\n": [(1, "x = 1")],
    "x = 1\ny = (": [],
}


@pytest.mark.parametrize("cell", CELLS)
def test_each_statement_has_its_own_text(cell: str):
    """Also where several share a line, with letters of two bytes before them, and with what decorates it?"""
    assert [(statement.line, statement.source) for statement in statements_of(cell)] == CELLS[cell]


@pytest.mark.parametrize("end", ["\n", ";"])
def test_a_cell_of_many_statements(end: str):
    """Are all of them found, one to a line or all in one?"""
    found = statements_of(f"a{end}" * 20_000)
    assert {statement.source for statement in found} == {"a"} and len(found) == 20_000
