"""What must hold for any layers, however awkward: shared borders, touching corners, spikes, borders a hair apart, holes in holes."""

import numpy as np
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from opgavenkaart.processing.analysis.overlay import partition
from opgavenkaart.test.support.overlay import covers, layer, same

FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
OFFSETS = (0.0, 0.0, 0.0, 1e-12, -1e-9, 1e-9, 1e-6, -1e-3)


def polygonal(geometry):
    """Return the polygons in the valid form of a geometry, None when there are none."""
    parts = [part for part in shapely.get_parts(shapely.get_parts(shapely.make_valid(geometry))) if part.geom_type == "Polygon"]
    return shapely.union_all(parts) if parts else None


@st.composite
def polygons(draw, origin=0.0):
    """Polygons with corners on a small raster, each a hair off it or not: many meet, touch, overlap or hardly differ."""
    corner = st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from(OFFSETS), st.sampled_from(OFFSETS))
    corners = draw(st.lists(corner, min_size=3, max_size=7))
    return polygonal(shapely.Polygon([(origin + 10 * x + dx, origin + 10 * y + dy) for x, y, dx, dy in corners]))


@st.composite
def city(draw):
    origin = draw(st.sampled_from((0.0, 1 / 3, 100_000.0)))
    layers = st.lists(st.lists(polygons(origin), min_size=1, max_size=5), min_size=1, max_size=3)
    return [layer(*each) for each in draw(layers)]


def spread(layers):
    """The length of all borders: rounding moves each by less than a unit in its last place."""
    return sum(np.nansum(shapely.length(each)) for each in layers)


@FEW
@given(city())
def test_faces_are_valid_and_neither_overlap_nor_leave_gaps(layers):
    result = partition(layers)
    every = np.concatenate(layers)
    union = shapely.union_all(every[~shapely.is_missing(every)])
    assert shapely.is_valid(result.geometry).all()
    assert abs(shapely.area(result.geometry).sum() - union.area) <= 1e-7 * (1 + spread(layers))


@FEW
@given(city())
def test_each_feature_keeps_its_area(layers):
    result = partition(layers)
    area = shapely.area(result.geometry)
    for each, labels in zip(layers, result.labels, strict=True):
        found = np.bincount(labels.feature, area[labels.face], len(each))
        assert np.all(np.abs(found - np.nan_to_num(shapely.area(each))) <= 1e-7 * (1 + np.nan_to_num(shapely.length(each))))


@FEW
@given(city(), st.integers(0, 1000))
def test_labels_are_right_at_a_random_point_inside(layers, seed):
    random = np.random.default_rng(seed)
    result = partition(layers)
    for face, cover in zip(result.geometry, covers(result), strict=True):
        point = inner_point(face, random)
        if point is None:
            continue
        for each, features in zip(layers, cover, strict=True):
            there = [number for number, polygon in enumerate(each) if polygon is not None and polygon.contains(point)]
            assert there == list(features)


def inner_point(face, random):
    """Return a random point of a face that is no sliver, well away from its border; None where there is none."""
    west, south, east, north = face.bounds
    for _ in range(10):
        point = shapely.Point(random.uniform(west, east), random.uniform(south, north))
        if face.contains(point) and face.boundary.distance(point) > 1e-5:
            return point
    return None


@FEW
@given(city(), st.integers(4, 40), st.sampled_from((0.0, 0.0, 1.0, 1e-3)))
def test_tiles_and_order_of_layers_change_nothing(layers, load, grid_size):
    whole = partition(layers, grid_size)
    assert same(partition(layers, grid_size, tile_load=load), whole)
    turned = partition(layers[::-1], grid_size)
    assert np.array_equal(shapely.to_wkb(turned.geometry), shapely.to_wkb(whole.geometry))
    for mine, theirs in zip(whole.labels, turned.labels[::-1], strict=True):
        assert np.array_equal(mine.face, theirs.face)
        assert np.array_equal(mine.feature, theirs.feature)


@FEW
@given(city(), st.sampled_from((1.0, 0.5, 1e-3)))
def test_on_a_grid_faces_are_valid_and_fit_together(layers, grid_size):
    result = partition(layers, grid_size)
    assert shapely.is_valid(result.geometry).all()
    union = shapely.union_all(result.geometry) if len(result) else shapely.Polygon()
    assert abs(shapely.area(result.geometry).sum() - union.area) <= 1e-7 * (1 + union.area)
    xy = shapely.get_coordinates(result.geometry) / grid_size
    assert np.abs(xy - np.round(xy)).max(initial=0.0) < 1e-6


@FEW
@given(city())
def test_faces_of_one_cover_share_no_border(layers):
    """Two faces with the same cover side by side would be one face."""
    result = partition(layers)
    by_cover = {}
    for face, cover in zip(result.geometry, covers(result), strict=True):
        by_cover.setdefault(cover, []).append(face)
    for faces in by_cover.values():
        shared = sum(face.length for face in faces) - shapely.union_all(faces).length
        assert shared <= 1e-6
