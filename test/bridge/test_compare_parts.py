"""What is told of two vintages of a map: layers that changed, and units that came into clusters and left them; by hand."""

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.bridge.compare import report
from opgavenkaart.processing.bridge.compare.report import change_map, cluster_moves, layer_row, shown, tell_layer
from opgavenkaart.processing.bridge.compare.vintages import LayerChange
from opgavenkaart.processing.bridge.language import Language
from opgavenkaart.processing.model.differences import Difference
from opgavenkaart.test.support.layers import Heard

HASHES = Difference("sha256", "0123456789abcdef", "fedcba9876543210")
DATES = Difference("date", "2024-01-01", None)


def change(state, *facts):
    return LayerChange("trees", "Bomen", state, list(facts), ("green",), 7)


def test_units_that_come_into_clusters_and_leave_them():
    """Of seven units two stay, three join, one leaves and one is in neither; a unit may move to another cluster."""
    table = pd.DataFrame({"cluster_before": [1, 2, 0, 0, 0, 3, 0], "cluster_after": [1, 1, 1, 2, 3, 0, 0]})
    assert cluster_moves(table) == {"before": 3, "after": 5, "joined": 3, "left": 1}


@pytest.mark.parametrize(
    ("state", "facts", "parts"),
    [
        ("changed", (DATES, HASHES), ("other content", "0123456789ab before", "fedcba987654 now", "7 values")),
        ("new", (HASHES,), ("is used now",)),
        ("gone", (HASHES,), ("was used before",)),
        ("described", (DATES,), ("the same content", "different description")),
    ],
)
def test_a_layer_that_changed_is_told(state, facts, parts):
    said = Heard()
    tell_layer(change(state, *facts), said)
    (line,) = said.notes
    assert "'trees'" in line and all(part in line for part in parts)


def test_the_row_of_a_layer_shows_what_differs_where_it_was_there_twice():
    english = Language("en")
    row = layer_row(change("changed", DATES, HASHES), english)
    assert (row["title"], row["record"], row["value_count"]) == ("Bomen", "trees", 7)
    assert [(fact["before"], fact["after"]) for fact in row["facts"]] == [("2024-01-01", "–"), ("0123456789ab", "fedcba987654")]
    assert layer_row(change("new", DATES), english)["facts"] == layer_row(change("gone", DATES), english)["facts"] == []


def test_values_of_a_manifest_as_text():
    assert [shown(value) for value in (None, "0123456789abcdef", 1.5, ["é"], False)] == ["–", "0123456789abcdef", "1.5", '["é"]', "false"]


@pytest.mark.parametrize(("size", "ratio"), [((400, 400), 1), ((400, 200), 0.5), ((10_000, 1), None), ((1, 10_000), None)])
def test_the_change_map_shows_all_units_with_as_much_around_them_on_every_side(qgis_app, monkeypatch, size, ratio):
    """However long and narrow the ground is, the picture is of a shape that a page has room for."""
    drawn = []
    monkeypatch.setattr(report, "png_of", lambda layers, crs, ground, width, height: drawn.append((layers, ground, width, height)) or b"")
    low, high = np.array([500, 800]), np.array([500, 800]) + size
    corners = [shapely.box(*low, *(low + 1)), shapely.box(*(high - 1), *high), None]
    table = pd.DataFrame({"change": ["rises", "falls", "gone"]})
    units = Features("x", np.array(corners, dtype=object), table, "EPSG:31370", np.arange(3))
    found = change_map(units, Language("en"))
    ((layer,), ground, width, height) = drawn[0]
    edges = [low[0] - ground.xMinimum(), low[1] - ground.yMinimum(), ground.xMaximum() - high[0], ground.yMaximum() - high[1]]
    assert edges == pytest.approx([report.EDGE * max(size)] * 4) and layer.featureCount() == 2
    assert ratio is None or height / width == pytest.approx((ratio + 2 * report.EDGE) / (1 + 2 * report.EDGE), abs=0.01)
    assert report.LEAST_RATIO - 0.01 <= height / width <= 1 / report.LEAST_RATIO + 0.01
    assert found["legend"] and len(found["legend"][0]) == 2
    assert change_map(units.where(np.array([False, False, True])), Language("en")) is None
