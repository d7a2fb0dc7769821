"""Every measure on two squares of one square kilometre, by hand; and what must hold for any layer."""

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from opgavenkaart.processing.analysis.aggregation import UnitMatrix, aggregate
from opgavenkaart.processing.analysis.aggregation.matrix import check_common_extent
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.analysis.pairs import find_overlapping, length_pairs, overlap_pairs, point_pairs
from opgavenkaart.processing.model.errors import Cancelled, OpgaveError
from opgavenkaart.processing.model.measures import MEASURES, NEED_FIELD
from opgavenkaart.processing.model.progress import Progress
from opgavenkaart.test.support.counts import count

NAN = np.nan
WEST, EAST = shapely.box(0, 0, 1000, 1000), shapely.box(1000, 0, 2000, 1000)


def layer(*geometry, name="layer", crs="EPSG:31370"):
    return Features(name, np.array(geometry, dtype=object), pd.DataFrame(index=range(len(geometry))), crs, np.arange(len(geometry)) + 1)


def points(*coordinates):
    return layer(*shapely.points(coordinates))


UNITS = layer(WEST, EAST, name="units")


def ask(features, measure, values=None, weights=None, units=UNITS, **options):
    values = None if values is None else np.array(values, dtype=object if measure == "dominant" else float)
    weights = None if weights is None else np.array(weights, dtype=float)
    return aggregate(UnitMatrix(units, features), measure, values, weights, **options)


THREE = points((100, 100), (900, 500), (1500, 500))


@pytest.mark.parametrize(
    ("measure", "values", "expected"),
    [
        ("count", None, [2, 1]),
        ("density", None, [2, 1]),
        ("density", [10, 30, 5], [40, 5]),
        ("sum", [10, 30, 5], [40, 5]),
        ("mean", [10, 30, 5], [20, 5]),
        ("median", [10, 30, 5], [20, 5]),
        ("transfer_extensive", [10, 30, 5], [40, 5]),
        ("transfer_intensive", [10, 30, 5], [20, 5]),
    ],
)
def test_points_by_hand(measure, values, expected):
    assert ask(THREE, measure, values).values.tolist() == expected


def test_density_is_per_square_kilometre_of_the_unit():
    half = layer(shapely.box(0, 0, 500, 1000))
    assert ask(THREE, "density", units=half).values.tolist() == [2]


def test_weighted_mean_by_hand():
    assert ask(THREE, "weighted_mean", [10, 30, 5], [1, 3, 2]).values.tolist() == [(10 + 90) / 4, 5]


def test_median_of_odd_even_and_none():
    four = points((1, 1), (2, 2), (3, 3), (4, 4), (1001, 1), (1002, 2), (1003, 3))
    assert ask(four, "median", [8, 1, 4, 2, 9, 7, 8]).values.tolist() == [3, 8]
    np.testing.assert_array_equal(ask(points((1, 1)), "median", [8]).values, [8, NAN])


def test_missing_values_take_no_part_and_are_counted():
    result = ask(THREE, "mean", [NAN, 30, NAN])
    np.testing.assert_array_equal(result.values, [30, NAN])
    assert (result.missing, result.outside) == (2, 0)
    assert ask(points((5000, 5000), (1, 1)), "count").outside == 1


@pytest.mark.parametrize("measure", [m for m in MEASURES if m not in ("distance_nearest", "share_within")])
def test_what_took_no_part_is_counted_for_every_measure(measure):
    """Five features: two in a unit with a value, one in a unit without, two elsewhere; a value counts even if it is the lowest, or 0."""
    corner = [(0, 0), (100, 0), (200, 0), (5000, 0), (6000, 0)]
    if measure == "length":
        five = layer(*(shapely.LineString([(x, y), (x + 10, y)]) for x, y in corner))
    else:
        five = layer(*(shapely.box(x, y, x + 10, y + 10) for x, y in corner))
    values = ["a", "b", None, "a", None] if measure == "dominant" else [0, 7, NAN, 0, NAN]
    result = ask(five, measure, values if measure in NEED_FIELD else None, np.ones(5))
    assert (result.missing, result.outside) == (1 if measure in NEED_FIELD else 0, 2)


def test_a_sum_of_nothing_but_missing_values_is_not_known():
    np.testing.assert_array_equal(ask(THREE, "sum", [10, NAN, NAN]).values, [10, NAN])
    np.testing.assert_array_equal(ask(THREE, "transfer_extensive", [10, NAN, NAN]).values, [10, NAN])


def test_missing_weights_and_weights_of_zero():
    np.testing.assert_array_equal(ask(THREE, "weighted_mean", [10, 30, 5], [NAN, 3, 0]).values, [30, NAN])


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("count", 0),
        ("density", 0),
        ("sum", 0),
        ("transfer_extensive", 0),
        ("mean", NAN),
        ("median", NAN),
        ("weighted_mean", NAN),
        ("transfer_intensive", NAN),
    ],
)
def test_a_unit_without_features(measure, expected):
    np.testing.assert_array_equal(ask(points((1, 1)), measure, None if measure == "count" else [7], [1]).values[1], expected)


def test_units_without_geometry_have_no_value():
    units = layer(WEST, None, shapely.Polygon())
    np.testing.assert_array_equal(ask(THREE, "count", units=units).values, [2, NAN, 0])
    assert ask(THREE, "dominant", ["a", "a", "b"], units=units).values.tolist() == ["a", None, None]
    np.testing.assert_allclose(ask(points((500, 0)), "distance_nearest", units=units).values, [500, NAN, NAN])


def test_features_without_geometry_lie_outside():
    assert ask(layer(None, shapely.Point(), shapely.Point(1, 1)), "count").values.tolist() == [1, 0]


def test_a_point_on_a_shared_border_belongs_to_the_first_unit():
    assert ask(points((1000, 500)), "count").values.tolist() == [1, 0]
    assert ask(points((1000, 500)), "count", units=layer(EAST, WEST)).values.tolist() == [1, 0]
    assert ask(points((0, 0), (2000, 1000)), "count").values.tolist() == [1, 1]


def test_a_point_inside_overlapping_units_belongs_to_each():
    wide = layer(WEST, shapely.box(500, 0, 1500, 1000), EAST)
    assert ask(points((600, 1), (1000, 1)), "count", units=wide).values.tolist() == [1, 2, 0]


def test_polygons_and_lines_count_whole_where_their_representative_point_lies():
    across = layer(shapely.box(800, 0, 1100, 100), shapely.LineString([(900, 10), (950, 10), (1050, 10)]))
    assert ask(across, "count").values.sum() == 2
    assert ask(layer(shapely.box(800, 0, 1100, 100)), "sum", [30]).values.tolist() == [30, 0]


def test_area_share_counts_overlapping_features_once():
    twice = layer(shapely.box(0, 0, 500, 1000), shapely.box(250, 0, 750, 1000), shapely.box(1000, 0, 1100, 1000))
    assert ask(twice, "area_share").values.tolist() == pytest.approx([0.75, 0.1])
    same = layer(WEST, WEST, WEST, shapely.box(1000, 0, 1500, 1000))
    assert ask(same, "area_share").values.tolist() == pytest.approx([1.0, 0.5])


def test_length_is_metres_inside_the_unit():
    lines = layer(*shapely.linestrings([[(500, 500), (1250, 500)], [(0, 0), (300, 400)], [(-9, -9), (-1, -1)]]))
    assert ask(lines, "length").values.tolist() == pytest.approx([1000, 250])


def test_a_line_along_a_shared_border_counts_once():
    border = layer(shapely.LineString([(500, 0), (1000, 0), (1000, 1000), (1100, 1000)]))
    assert ask(border, "length").values.tolist() == pytest.approx([1500, 100])
    assert ask(border, "length", units=layer(EAST, WEST)).values.tolist() == pytest.approx([1100, 500])
    assert ask(border, "transfer_extensive", [160]).values.tolist() == pytest.approx([150, 10])


def test_transfers_of_areas_by_hand():
    blocks = layer(shapely.box(500, 0, 1500, 1000), shapely.box(1500, 0, 2500, 1000))
    assert ask(blocks, "transfer_extensive", [100, 40]).values.tolist() == pytest.approx([50, 70])
    assert ask(blocks, "transfer_intensive", [10, 30]).values.tolist() == pytest.approx([10, 20])


def test_keep_total_shares_out_what_sticks_out():
    block = layer(shapely.box(1500, 0, 2500, 1000))
    assert ask(block, "transfer_extensive", [40]).values.tolist() == pytest.approx([0, 20])
    assert ask(block, "transfer_extensive", [40], keep_total=True).values.tolist() == pytest.approx([0, 40])


def test_dominant_by_area_length_and_count():
    uses = layer(*shapely.box([0, 300, 700, 1500], 0, [300, 700, 1000, 1600], 1000))
    assert ask(uses, "dominant", ["park", "road", "park", None]).values.tolist() == ["park", None]
    lines = layer(*shapely.linestrings([[(0, 0), (600, 0)], [(0, 9), (500, 9)], [(0, 8), (50, 8)]]))
    assert ask(lines, "dominant", ["n", "m", "m"]).values.tolist() == ["n", None]
    assert ask(THREE, "dominant", ["x", "y", "z"]).values.tolist() == ["x", "z"]


def test_dominant_of_equals_is_the_lowest_whatever_the_order():
    thirds = [shapely.box(0, 0, 1000 / 3, 10), shapely.box(1000 / 3, 0, 2000 / 3, 10), shapely.box(2000 / 3, 0, 1000, 10)]
    assert ask(layer(*thirds), "dominant", ["c", "b", "a"]).values[0] == "a"
    assert ask(layer(*thirds[::-1]), "dominant", ["c", "b", "a"]).values[0] == "a"


def test_dominant_of_numbers_is_a_number():
    result = aggregate(UnitMatrix(UNITS, points((1, 1), (2, 2), (3, 3))), "dominant", np.array([3, 1, 1]))
    np.testing.assert_array_equal(result.values, [1.0, NAN])


def test_distance_from_the_representative_point_of_a_unit():
    """A centroid may lie outside: that of a ring of land does; the distance is from where somebody may live, as in `facility_access`."""
    ring = shapely.box(0, 0, 1000, 1000).difference(shapely.box(100, 100, 900, 900))
    matrix = UnitMatrix(layer(ring), points((500, 500)))
    inside = shapely.point_on_surface(ring)
    assert shapely.contains(ring, inside) and not shapely.contains(ring, shapely.centroid(ring))
    assert aggregate(matrix, "distance_nearest").values.tolist() == [pytest.approx(inside.distance(shapely.Point(500, 500)))]


def test_distance_from_the_middle_of_a_square():
    assert ask(points((500, 500), (1500, 0)), "distance_nearest").values.tolist() == pytest.approx([0, 500])
    wall = layer(shapely.LineString([(2100, 0), (2100, 1000)]))
    assert ask(wall, "distance_nearest").values.tolist() == pytest.approx([1600, 600])


def test_distance_is_the_mean_over_the_points_of_the_unit():
    homes = UnitMatrix(UNITS, points((100, 0), (300, 0), (1100, 0)))
    result = ask(points((0, 0)), "distance_nearest", points=homes)
    assert result.values.tolist() == pytest.approx([200, 1100])
    weighted = ask(points((0, 0)), "distance_nearest", weights=[3, 1, NAN], points=homes)
    np.testing.assert_allclose(weighted.values, [150, NAN])
    assert weighted.missing == 1


def test_share_within_includes_the_distance_itself():
    homes = UnitMatrix(UNITS, points((400, 0), (240, 320), (400.001, 0), (1900, 0)))
    result = ask(points((0, 0)), "share_within", points=homes, distance=400)
    assert result.values.tolist() == pytest.approx([2 / 3, 0])
    assert ask(points((0, 0)), "share_within", weights=[2, 2, 4, 1], points=homes).values.tolist() == pytest.approx([0.5, 0])


def test_share_within_of_the_ground():
    circles = ask(points((500, 500), (500, 500), (5000, 5000)), "share_within", distance=400)
    np.testing.assert_allclose(circles.values, [np.pi * 0.16, 0], rtol=5e-4)
    square = ask(layer(shapely.box(-100, -100, 1100, 600)), "share_within", distance=200)
    assert square.values.tolist() == pytest.approx([0.8, 0.1 * 0.8 + 0.2 * 0.6 + np.pi * 0.2**2 / 4], abs=1e-4)


def test_a_unit_without_points_has_no_distance():
    homes = UnitMatrix(UNITS, points((100, 0)))
    np.testing.assert_array_equal(ask(points((0, 0)), "distance_nearest", points=homes).values, [100, NAN])
    np.testing.assert_array_equal(ask(points((0, 0)), "share_within", points=homes).values, [1, NAN])


def test_one_matrix_serves_parts_of_the_layer():
    blocks = layer(shapely.box(0, 0, 100, 100), shapely.box(0, 0, 100, 100), shapely.box(1600, 0, 2600, 1000))
    whole = UnitMatrix(UNITS, blocks)
    part = whole.where(np.array([True, False, True]))
    assert aggregate(part, "count").values.tolist() == [1, 0]
    assert aggregate(part, "area_share").values.tolist() == pytest.approx([0.01, 0.4])
    assert aggregate(part, "transfer_extensive", np.array([3.0, 8.0])).values.tolist() == pytest.approx([3, 3.2])
    assert aggregate(whole, "count").values.tolist() == [2, 0]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((THREE, "total"), "There is no measure 'total': choose one of count, density"),
        ((THREE, "sum"), "The measure 'sum' needs a field"),
        ((THREE, "weighted_mean", [1, 2, 3]), "needs a weight field"),
        ((THREE, "weighted_mean", [1, 2, 3], [1, -2, 1]), "Layer 'layer': feature 2 has the negative weight -2.0"),
        ((THREE, "area_share"), "'area_share' needs polygons, and layer 'layer' has none"),
        ((UNITS, "length"), "'length' needs lines, and layer 'units' has none"),
        ((layer(), "distance_nearest"), "Layer 'layer' has no features"),
        ((layer(WEST, crs="EPSG:3812"), "count"), "'layer' is in EPSG:3812 and the units are in EPSG:31370"),
    ],
)
def test_what_cannot_be_asked(arguments, sentence):
    with pytest.raises(OpgaveError, match=sentence):
        ask(*arguments)


@pytest.mark.parametrize("measure", [m for m in MEASURES if m != "distance_nearest"])
def test_an_empty_layer_gives_nothing(measure):
    values = ask(layer(), measure, [] if measure in NEED_FIELD else None, []).values
    assert len(values) == 2
    assert all(value in (0, None) or np.isnan(value) for value in values)


@pytest.mark.parametrize(
    ("measure", "feature", "expected"),
    [
        ("area_share", shapely.box(9000, 9000, 9100, 9100), [0, 0]),
        ("transfer_extensive", shapely.box(9000, 9000, 9100, 9100), [0, 0]),
        ("transfer_intensive", shapely.box(9000, 9000, 9100, 9100), [NAN, NAN]),
        ("dominant", shapely.box(9000, 9000, 9100, 9100), [None, None]),
        ("length", shapely.LineString([(9000, 9000), (9100, 9100)]), [0, 0]),
    ],
)
def test_a_layer_that_lies_elsewhere_gives_nothing(measure, feature, expected):
    result = ask(layer(feature), measure, [5] if measure in NEED_FIELD else None)
    assert pd.Series(result.values).equals(pd.Series(expected, dtype=pd.Series(result.values).dtype))


def test_cancel_stops_the_work():
    class Impatient(Progress):
        def is_cancelled(self):
            return True

    with pytest.raises(Cancelled):
        _ = UnitMatrix(UNITS, THREE, Impatient()).membership


# --- What must hold for any layer -----------------------------------------------------------------------------------


def voronoi(seed, number=30):
    """Units that tile the square of one kilometre."""
    places = shapely.MultiPoint(np.random.default_rng(seed).uniform(0, 1000, (number, 2)))
    square = shapely.box(0, 0, 1000, 1000)
    cells = shapely.get_parts(shapely.voronoi_polygons(places, extend_to=square))
    return layer(*shapely.intersection(cells, square), name="cells")


def blobs(seed, number=40):
    generator = np.random.default_rng(seed)
    centres = shapely.points(generator.uniform(200, 800, (number, 2)))
    return layer(*shapely.buffer(centres, generator.uniform(5, 150, number)), name="blobs")


seeds = st.integers(0, 10_000)
few = settings(max_examples=count(100), deadline=None)


@few
@given(seeds)
def test_counts_add_up_to_the_points_in_the_units(seed):
    generator = np.random.default_rng(seed)
    units = voronoi(seed)
    corners = shapely.get_coordinates(units.geometry[:5])
    loose = generator.uniform(-200, 1200, (500, 2))
    inside = shapely.intersects_xy(shapely.box(0, 0, 1000, 1000), loose)
    result = ask(points(*np.vstack([loose, corners])), "count", units=units)
    assert result.values.sum() == inside.sum() + len(corners)
    assert result.outside == (~inside).sum()


@few
@given(seeds)
def test_extensive_transfers_keep_the_total(seed):
    values = np.random.default_rng(seed).uniform(0, 1e6, 40)
    moved = ask(blobs(seed), "transfer_extensive", values, units=voronoi(seed + 1)).values
    assert moved.sum() == pytest.approx(values.sum(), rel=1e-9)


@few
@given(seeds)
def test_a_transfer_of_one_value_everywhere_gives_that_value(seed):
    moved = ask(voronoi(seed), "transfer_intensive", np.full(30, 7.5), units=voronoi(seed + 1)).values
    np.testing.assert_allclose(moved, 7.5, rtol=1e-12)


@few
@given(seeds)
def test_area_shares_are_those_of_the_union(seed):
    units, items = voronoi(seed), blobs(seed)
    share = ask(items, "area_share", units=units).values
    union = shapely.union_all(items.geometry)
    assert ((share >= 0) & (share <= 1)).all()
    np.testing.assert_allclose(share * shapely.area(units.geometry), shapely.area(shapely.intersection(units.geometry, union)), atol=1e-6)


@few
@given(seeds)
def test_lengths_add_up(seed):
    walks = np.random.default_rng(seed).uniform(0, 1000, (25, 4, 2))
    lines = layer(*shapely.linestrings(walks), *shapely.boundary(voronoi(seed).geometry[:3]))
    total = ask(lines, "length", units=voronoi(seed)).values.sum()
    assert total == pytest.approx(shapely.length(lines.geometry).sum(), rel=1e-9)


@few
@given(seeds)
def test_the_order_of_features_and_units_does_not_matter(seed):
    units, items, generator = voronoi(seed), blobs(seed), np.random.default_rng(seed)
    values, kinds = generator.uniform(0, 9, 40), generator.choice(list("abc"), 40)
    shuffle, turn = generator.permutation(40), generator.permutation(30)
    shuffled, turned = layer(*items.geometry[shuffle]), layer(*units.geometry[turn])
    for measure in ("sum", "median", "transfer_extensive", "transfer_intensive", "area_share", "share_within"):
        one = ask(items, measure, values, units=units).values
        other = ask(shuffled, measure, values[shuffle], units=turned).values
        np.testing.assert_allclose(other, one[turn], rtol=1e-9, atol=1e-9)
    one = ask(items, "dominant", kinds, units=units).values
    assert ask(shuffled, "dominant", kinds[shuffle], units=turned).values.tolist() == one[turn].tolist()


@few
@given(seeds)
def test_pairs_are_those_of_all_intersections(seed):
    units, items = voronoi(seed).geometry, blobs(seed).geometry
    areas = shapely.area(shapely.intersection(units[:, None], items[None, :]))
    pairs = overlap_pairs(units, items)
    found = np.zeros_like(areas)
    found[pairs.unit, pairs.item] = pairs.size
    np.testing.assert_allclose(found, areas, rtol=1e-9, atol=1e-9)


@few
@given(seeds)
def test_overlapping_features_are_those_that_share_ground(seed):
    items = np.concatenate([blobs(seed, 12).geometry, voronoi(seed, 12).geometry])
    shared = shapely.area(shapely.intersection(items[:, None], items[None, :])) > 0
    np.fill_diagonal(shared, False)
    np.testing.assert_array_equal(find_overlapping(items), shared.any(axis=1))


def test_large_work_is_cut_into_slices_and_gives_the_same():
    squares = np.array([shapely.box(x, y, x + 10, y + 10) for x in range(0, 1000, 10) for y in range(0, 1000, 10)], dtype=object)
    units = voronoi(3).geometry
    pairs = overlap_pairs(units, squares)
    assert len(pairs) > 10_000
    np.testing.assert_allclose(np.bincount(pairs.unit, pairs.size), shapely.area(units), rtol=1e-9)
    edges = shapely.boundary(squares)
    np.testing.assert_allclose(np.bincount(length_pairs(units, edges).unit, length_pairs(units, edges).size).sum(), 40 * 10_000, rtol=1e-9)
    x, y = shapely.get_x(shapely.centroid(squares)), shapely.get_y(shapely.centroid(squares))
    owner = point_pairs(squares, x, y)
    assert owner.unit.tolist() == owner.item.tolist() == list(range(10_000))


@pytest.mark.parametrize(
    ("box", "meets"),
    [((2000, 0, 2100, 10), True), ((2001, 0, 2100, 10), False), ((-10, -10, 0, 0), True), ((-10, 0, -1, 10), False),
     ((0, 1000, 10, 1010), True), ((0, 1001, 10, 1010), False), ((0, -10, 10, -1), False), ((500, 500, 501, 501), True)],
)  # fmt: skip
def test_a_layer_that_comes_near_the_units(box, meets):
    """The units are 2 by 1 km; a box that only touches theirs is near enough."""
    assert shapely.total_bounds(UNITS.geometry).tolist() == [0, 0, 2000, 1000]
    if meets:
        check_common_extent(UNITS, layer(shapely.box(*box)))
        return
    with pytest.raises(OpgaveError) as caught:
        check_common_extent(UNITS, layer(shapely.box(*box), name="parks"))
    corners = "{}, {} - {}, {}".format(*box)
    assert str(caught.value) == (
        f"Layer 'parks' ({corners}) and layer 'units' (0, 0 - 2000, 1000) have no common extent: check the coordinate system of both."
    )


def test_layers_in_different_systems():
    with pytest.raises(OpgaveError) as caught:
        UnitMatrix(UNITS, layer(shapely.Point(0, 0), name="trees", crs="EPSG:3812"))
    assert str(caught.value) == "Layer 'trees' is in EPSG:3812 and the units are in EPSG:31370: reproject one of them."
