"""Layers of which the shapes are packed: taken out they are the same, and measured they give the same."""

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis import nearest
from opgavenkaart.processing.analysis.light_features import LightFeatures, Packing, shapes_of
from opgavenkaart.processing.analysis.nearest import nearest_distance


def packed(geometry, blocks=3):
    packing = Packing()
    for part in np.array_split(geometry, blocks):
        packing.add(part)
    return packing.packed()


@pytest.fixture
def shapes():
    random = np.random.default_rng(1)
    corners = random.uniform(0, 10_000, (300, 1, 2)) + random.uniform(-200, 200, (300, 3, 2))
    found = np.array([*shapely.polygons(corners[:200]), *shapely.linestrings(corners[200:290]), *shapely.points(corners[290:, 0])])
    found[[5, 250]] = None
    found[7] = shapely.Polygon()
    return found


def test_shapes_come_out_as_they_went_in(shapes):
    found = packed(shapes)
    there = np.flatnonzero(~shapely.is_missing(shapes))
    assert len(found) == 300
    assert found.take(there).tolist() == shapes[there].tolist()
    assert np.array_equal(found.bounds, shapely.bounds(shapes), equal_nan=True)
    part = found.where(np.arange(300) % 2 == 1)
    assert part.take(np.array([1, 149])).tolist() == shapes[[3, 299]].tolist()


@pytest.mark.parametrize("spread", [1, 3, 40])
def test_distances_tile_by_tile_are_those_to_the_nearest_of_all(shapes, spread, monkeypatch):
    """Points among the shapes, around them and far from any; in tiles of seven points and trees of eleven shapes."""
    for name, value in (("POINTS_A_TILE", 7), ("POINTS_A_LARGE_TILE", 7), ("SHAPES_A_TREE", 11)):
        monkeypatch.setattr(nearest, name, value)
    random = np.random.default_rng(spread)
    x, y = random.uniform(-5_000 * (spread - 1), 10_000 * spread, (2, 200))
    x[3] = y[3] = np.nan
    known = [shape for shape in shapes if shape is not None and not shape.is_empty]
    wanted = [np.nan if np.isnan(a) else shapely.distance(shapely.Point(a, b), known).min() for a, b in zip(x, y, strict=True)]
    assert nearest_distance(shapes, x, y).tolist() == pytest.approx(wanted, rel=1e-12, nan_ok=True)
    assert nearest_distance(packed(shapes), x, y).tolist() == pytest.approx(wanted, rel=1e-12, nan_ok=True)


def test_without_any_shape_all_is_infinitely_far():
    nothing = np.array([None, shapely.Polygon()], dtype=object)
    for targets in (nothing, packed(nothing), packed(nothing[:0], 1)):
        assert nearest_distance(targets, np.array([1.0]), np.array([2.0])).tolist() == [np.inf]


def test_a_light_layer_knows_its_box_and_dimension(shapes):
    xy = np.array([[1.0, 2.0], [5.0, -1.0], [3.0, 3.0]])
    points = LightFeatures("p", np.full(3, None), pd.DataFrame({"a": [1, 2, 3]}), "EPSG:31370", np.arange(3), xy, None, 0)
    assert (points.box.tolist(), points.dimension) == ([1, -1, 5, 3], 0)
    part = points.where(np.array([True, False, True]))
    assert (part.xy.tolist(), part.table["a"].tolist(), part.box.tolist()) == ([[1, 2], [3, 3]], [1, 3], [1, 2, 3, 3])
    assert shapes_of(part).tolist() == [shapely.Point(1, 2), shapely.Point(3, 3)]
    light = LightFeatures("s", np.full(300, None), pd.DataFrame(index=range(300)), "", np.arange(300), None, packed(shapes), 2)
    assert light.box.tolist() == shapely.total_bounds(shapes).tolist()
