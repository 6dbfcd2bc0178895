"""The drawing of a network: a circle for each unit, an edge for each weight, the sizes written under the columns."""

from matplotlib.patches import Circle

from grader.kit.figures.network import draw_layers


def test_each_unit_and_each_weight_is_drawn_with_its_sizes():
    ax = draw_layers({"x": 2, "h": 3, "scores": 2}, ["W (2, 3)", "W (3, 2)"], "a network")
    assert sum(isinstance(patch, Circle) for patch in ax.patches) == 7
    assert len(ax.lines) == 2 * 3 + 3 * 2
    texts = [text.get_text() for text in ax.texts]
    assert texts == ["x\n2", "h\n3", "scores\n2", "W (2, 3)", "W (3, 2)"]


def test_a_long_column_is_shortened_and_keeps_its_number():
    ax = draw_layers({"x": 784, "h": 9}, ["W (9, 784)"], "long")
    assert sum(isinstance(patch, Circle) for patch in ax.patches) == 12
    assert {"x\n784", "h\n9", "···"} <= {text.get_text() for text in ax.texts}
