"""Notebook metadata: tags, schema versions, duplicated and deleted cells, forged outputs, edited tests."""

from ..attack import FULL, POINTS, RIGHT, WRONG, Attack, cell_of, code_cell, honest


def tag_everything(content: dict) -> None:
    """Tags by which executors skip cells or let them fail."""
    for cell in content["cells"]:
        cell["metadata"]["tags"] = ["skip-execution", "raises-exception", "nbval-skip", "remove-cell", "parameters"]


def change_grading(content: dict) -> None:
    """Every cell is worth 100 points, graded and solved."""
    for cell in content["cells"]:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"] |= {"points": 100, "grade": True, "solution": True, "locked": False}


def set_schema(version: object):
    """nbgrader's schema version, too old, too new or none."""

    def edit(content: dict) -> None:
        for cell in content["cells"]:
            if "nbgrader" in cell["metadata"]:
                cell["metadata"]["nbgrader"]["schema_version"] = version

    return edit


def empty_tests(content: dict) -> None:
    """The test cells edited to nothing, with outputs that say passed."""
    for cell in content["cells"]:
        if cell["id"].startswith("test_"):
            cell["source"] = "print('✓')"
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "✓ passed\n"}]
            cell["execution_count"] = 1


def delete_tests(content: dict) -> None:
    """No test cell, no given cell."""
    content["cells"] = [cell for cell in content["cells"] if cell["id"] in POINTS]


def duplicate_all(content: dict) -> None:
    """Each cell twice, with the same ids, as a careless paste leaves them."""
    content["cells"] = [cell for cell in content["cells"] for _ in range(2)]


def stub_below(content: dict) -> None:
    """An unwritten copy of an answer cell below the written one."""
    stub = 'def total(numbers):\n    """The sum of a list of numbers."""\n    raise NotImplementedError("Exercise 8.1 (total) is not written yet.")'
    content["cells"].append(cell_of(content, "total") | {"source": stub})


def tests_as_answers(content: dict) -> None:
    """Answer cells that pretend to be test cells and the other way round."""
    for cell in content["cells"]:
        if "nbgrader" in cell["metadata"]:
            id = cell["metadata"]["nbgrader"]["grade_id"]
            cell["metadata"]["nbgrader"]["grade_id"] = (
                id.removeprefix("test_") if id.startswith("test_") else f"test_{id}"
            )


def odd_types(content: dict) -> None:
    """Metadata of types that nobody expects."""
    content["metadata"] = {"kernelspec": ["python"], "language_info": 7}
    for i, cell in enumerate(content["cells"]):
        cell["id"] = [[], {}, 5, None, True][i % 5]
        cell["metadata"] = [None, [], "x", {"nbgrader": []}, {"nbgrader": {"grade_id": {}}}][i % 5]


def helpers_that_shadow(content: dict) -> None:
    """Helper cells that define what tests and given cells use."""
    names = ("np", "check_close", "check_that", "exercise", "scale", "fresh_rng")
    content["cells"].insert(0, code_cell("\n".join(f"def {name}(*args, **kwargs): return None" for name in names)))


HIDDEN_MARKS = (
    "### BEGIN HIDDEN TESTS\n### BEGIN SOLUTION\n" + WRONG["total"] + "\n### END SOLUTION\n### END HIDDEN TESTS"
)

ATTACKS = (
    Attack("tags that make executors skip cells", edit=tag_everything),
    Attack("points and kinds of cells changed", edit=change_grading),
    Attack("test cells emptied, with forged outputs", edit=empty_tests),
    Attack("test cells and given cells deleted", edit=delete_tests),
    Attack("test and answer cells exchanged", edit=tests_as_answers),
    Attack("helper cells that define what tests use", edit=helpers_that_shadow),
    Attack("grading marks inside an answer", answers={"total": HIDDEN_MARKS}),
    Attack("metadata of odd types", edit=odd_types),
    Attack(
        "a right answer copied under a wrong id",
        edit=lambda content: content["cells"].append(
            code_cell(RIGHT["total"], nbgrader={"grade_id": "points", "grade": True, "points": 12})
        ),
    ),
    honest("right answers, test cells deleted", edit=delete_tests),
    honest("right answers, every cell twice", edit=duplicate_all),
    honest("right answers, an unwritten copy below", edit=stub_below),
    honest("right answers, schema version 1", edit=set_schema(1)),
    honest("right answers, schema version 99", edit=set_schema(99)),
    honest("right answers, schema version a list", edit=set_schema([])),
    honest("right answers, tags everywhere", edit=tag_everything),
    Attack(
        "one answer cell deleted",
        score=FULL - POINTS["ordered"],
        edit=lambda content: content["cells"].remove(cell_of(content, "ordered")),
    ),
)
