"""Neighbours: by hand on a grid, against libpysal and scipy on real units."""

import warnings

import numpy as np
import pytest
import shapely
from libpysal.weights import KNN, DistanceBand, Queen
from opgavenkaart.processing.analysis.weights import HASH, islands, parse_weights, spatial_weights
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.test.support.units import FLANDERS, GHENT, grid, real_units
from shapely import box


def neighbours(weights, unit):
    return weights[[unit]].indices.tolist()


def peer_matrix(build, *arguments, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return build(*arguments, **options, silence_warnings=True).sparse


def test_queen_on_a_grid_are_the_eight_around():
    weights = spatial_weights(grid(4, 3), "queen")
    assert neighbours(weights, 5) == [0, 1, 2, 4, 6, 8, 9, 10]
    assert neighbours(weights, 0) == [1, 4, 5]
    assert (weights != weights.T).nnz == 0
    assert weights.diagonal().sum() == 0
    assert set(weights.data) == {1.0}


@pytest.mark.parametrize("file", [GHENT, FLANDERS])
def test_queen_equals_libpysal_and_intersects_on_real_units(file):
    geometry, _ = real_units(file)
    weights = spatial_weights(geometry, "queen")
    assert (weights != peer_matrix(Queen.from_iterable, list(geometry))).nnz == 0
    first, second = shapely.STRtree(geometry).query(geometry, predicate="intersects")
    assert weights.nnz == (first != second).sum()


def test_queen_sees_borders_that_share_no_vertex():
    """Two small units above one wide unit: the T-junction on its border is a vertex of the small ones only."""
    wide, left, right, far = box(0, 0, 200, 100), box(0, 100, 120, 200), box(120, 100, 200, 200), box(500, 0, 600, 100)
    inset = box(40, 20, 60, 100)
    weights = spatial_weights(np.array([wide, left, right, far, inset]), "queen")
    assert neighbours(weights, 0) == [1, 2, 4]
    assert neighbours(weights, 4) == [0, 1]
    assert neighbours(weights, 3) == []
    assert islands(weights).tolist() == [3]


@pytest.mark.parametrize("gap, touches", [(0.0, True), (-5.0, True), (0.0009, True), (0.0011, False), (2.0, False)])
def test_queen_closes_gaps_of_a_millimetre(gap, touches):
    weights = spatial_weights(np.array([box(0, 0, 100, 100), box(100 + gap, 30, 200, 60)]), "queen")
    assert neighbours(weights, 0) == ([1] if touches else [])


def test_queen_on_cuts_that_share_no_vertices_equals_intersects():
    """Random rectangles that overlap, touch and lie apart."""
    rng = np.random.default_rng(3)
    corner, size = rng.integers(0, 60, (300, 2)), rng.integers(1, 8, (300, 2))
    geometry = box(*corner.T, *(corner + size).T)
    first, second = shapely.STRtree(geometry).query(geometry, predicate="intersects")
    weights = spatial_weights(geometry, "queen").tocoo()
    found = set(zip(weights.row.tolist(), weights.col.tolist(), strict=True))
    assert found == {pair for pair in zip(first.tolist(), second.tolist(), strict=True) if pair[0] != pair[1]}


def same_hash_as(x: float, y: float) -> tuple[float, float]:
    """Another vertex of the plane that the hash of vertices takes for this one: for each x the y follows, by the inverse of its product."""
    first, second = (int(one) for one in HASH)
    half, whole = 32, 2**64

    def bits(number):
        return int(np.float64(number).view(np.uint64))

    def turned(number):
        return number >> half | (number << half) % whole

    wanted = bits(x) * first + turned(bits(y) * second % whole)
    for other in range(100, 100_000):
        found = float(np.uint64(turned((wanted - bits(other) * first) % whole) * pow(second, -1, whole) % whole).view(np.float64))
        if 1_000 < found < 1_000_000:
            return float(other), found
    raise AssertionError("no other vertex has this hash")


def test_queen_tells_apart_two_vertices_with_the_same_hash():
    x, y = same_hash_as(10.0, 20.0)
    here, there = (shapely.Polygon([(a, b), (a + 30, b), (a, b + 30)]) for a, b in ((10.0, 20.0), (x, y)))
    assert spatial_weights(np.array([here, there]), "queen").nnz == 0
    assert spatial_weights(np.array([here, there, here]), "queen").nnz == 2


def test_units_without_geometry_have_no_queen_neighbours():
    geometry = np.array([box(0, 0, 1, 1), None, box(1, 0, 2, 1), shapely.Polygon()])
    weights = spatial_weights(geometry, "queen")
    assert neighbours(weights, 0) == [2]
    assert islands(weights).tolist() == [1, 3]
    with pytest.raises(OpgaveError, match="2 units have no geometry"):
        spatial_weights(geometry, "knn:1")


def test_nearest_breaks_ties_by_order():
    """The centre of 3 x 3 squares has four units at 100 m; the corner has two at 100 m, then one at 141 m."""
    squares = grid(3, 3)
    assert neighbours(spatial_weights(squares, "knn:2"), 4) == [1, 3]
    assert neighbours(spatial_weights(squares, "knn:5"), 4) == [0, 1, 3, 5, 7]
    assert neighbours(spatial_weights(squares, "knn:3"), 0) == [1, 3, 4]


def test_rounding_in_centroids_breaks_no_tie():
    """Moved far from zero, the centroids of equal squares are equally far apart only to about a nanometre."""
    squares = grid(20, 20, 100 / 3)
    moved = shapely.transform(squares, lambda xy: xy + [104123.457, 193456.789])
    steps = np.diff(shapely.get_x(shapely.centroid(moved))[:20])
    assert len(set(steps)) > 1
    for spec in ("knn:2", "knn:5", f"distance:{100 / 3}"):
        assert (spatial_weights(squares, spec) != spatial_weights(moved, spec)).nnz == 0


def test_nearest_of_coincident_centroids_are_the_first_ones():
    rings = np.array([box(-r, -r, r, r) for r in range(1, 31)] + [box(900, 900, 902, 902)])
    weights = spatial_weights(rings, "knn:2")
    assert neighbours(weights, 0) == [1, 2]
    assert neighbours(weights, 25) == [0, 1]
    assert neighbours(weights, 30) == [0, 1]


def test_nearest_equals_libpysal_where_nothing_ties():
    geometry, _ = real_units(FLANDERS)
    points = shapely.get_coordinates(shapely.centroid(geometry))
    weights = spatial_weights(geometry, "knn:8")
    assert np.diff(weights.indptr).tolist() == [8] * len(geometry)
    assert (weights != peer_matrix(KNN.from_array, points, k=8)).nnz == 0


def test_distance_includes_its_end():
    weights = spatial_weights(grid(4, 1, 1000.0), "distance:1000")
    assert [neighbours(weights, unit) for unit in range(4)] == [[1], [0, 2], [1, 3], [2]]
    assert spatial_weights(grid(4, 1, 1000.0), "distance:999.9").nnz == 0


def test_distance_equals_libpysal():
    geometry, _ = real_units(GHENT)
    points = shapely.get_coordinates(shapely.centroid(geometry))
    assert (spatial_weights(geometry, "distance:1500") != peer_matrix(DistanceBand.from_array, points, threshold=1500.0)).nnz == 0


def test_distance_that_makes_too_many_pairs_is_refused():
    with pytest.raises(OpgaveError, match="distance:1e\\+06' give 50\\d+ pairs"):
        spatial_weights(shapely.points(np.random.default_rng(1).uniform(0, 9, (10_050, 2))), "distance:1000000")


@pytest.mark.parametrize("spec, parsed", [("queen", ("queen", 0)), (" KNN:8 ", ("knn", 8)), ("distance:1e3", ("distance", 1000))])
def test_weights_texts(spec, parsed):
    assert parse_weights(spec) == parsed


@pytest.mark.parametrize("spec", ["rook", "", "knn", "knn:0", "knn:2.5", "knn:x", "distance:-3", "distance:inf", "distance:nan", "queen:2"])
def test_wrong_weights_text_says_what_is_allowed(spec):
    with pytest.raises(OpgaveError, match=f"Weights '{spec}' are not known: use 'queen' .*'knn:8' .*'distance:1000'"):
        spatial_weights(grid(2, 2), spec)


def test_more_neighbours_than_units_is_refused():
    with pytest.raises(OpgaveError, match="'knn:4' need more than 4 units and there are 4"):
        spatial_weights(grid(2, 2), "knn:4")


@pytest.mark.parametrize("spec", ["queen", "knn:4", "distance:800"])
def test_order_of_units_does_not_matter(spec):
    geometry, _ = real_units(GHENT)
    shuffled = np.random.default_rng(7).permutation(len(geometry))
    ordered = spatial_weights(geometry, spec)[shuffled][:, shuffled]
    assert (spatial_weights(geometry[shuffled], spec) != ordered).nnz == 0


@pytest.mark.parametrize("spec", ["queen", "distance:100"])
def test_one_unit_has_no_neighbours(spec):
    assert spatial_weights(grid(1, 1), spec).shape == (1, 1)
    assert spatial_weights(grid(1, 1), spec).nnz == 0
