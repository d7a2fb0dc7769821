"""The overlay engine on layers whose faces a person can count."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.analysis.overlay import partition
from opgavenkaart.processing.analysis.overlay.noding import Unsettled
from opgavenkaart.processing.model.errors import Cancelled
from opgavenkaart.processing.model.progress import Progress
from opgavenkaart.test.support.overlay import areas, cells, covers, layer, same, squares, stars


def test_two_squares_that_overlap_make_three_faces():
    result = partition([squares((0, 0), size=2), squares((1, 1), size=2)])
    assert areas(result) == {((0,), ()): 3.0, ((0,), (0,)): 1.0, ((), (0,)): 3.0}


def test_layers_may_be_features():
    features = Features("squares", squares((0, 0)), None)
    assert areas(partition([features])) == {((0,),): 1.0}


def test_a_spot_covered_twice_by_one_layer_is_one_face_with_two_labels():
    result = partition([layer(shapely.box(0, 0, 2, 1), shapely.box(1, 0, 3, 1))])
    assert areas(result) == {((0,),): 1.0, ((0, 1),): 1.0, ((1,),): 1.0}
    assert result.labels[0].count().tolist() == [1, 2, 1]
    assert result.labels[0].first().tolist() == [0, 0, 1]


def test_ground_that_nothing_covers_is_no_face():
    ring = shapely.box(0, 0, 3, 3).difference(shapely.box(1, 1, 2, 2))
    result = partition([layer(ring, None)])
    assert areas(result) == {((0,),): 8.0}
    assert len(result.geometry[0].interiors) == 1


def test_a_hole_filled_by_another_layer_is_a_face_of_its_own():
    ring = shapely.box(0, 0, 3, 3).difference(shapely.box(1, 1, 2, 2))
    result = partition([layer(ring), squares((1, 1))])
    assert areas(result) == {((0,), ()): 8.0, ((), (0,)): 1.0}


def test_nested_islands_each_lie_in_the_hole_around_them():
    boxes = [shapely.box(-size, -size, size, size) for size in (5, 4, 3, 2, 1)]
    result = partition([layer(*boxes)])
    assert areas(result) == {
        ((0,),): 36.0,
        ((0, 1),): 28.0,
        ((0, 1, 2),): 20.0,
        ((0, 1, 2, 3),): 12.0,
        ((0, 1, 2, 3, 4),): 4.0,
    }


def test_two_islands_in_one_face_are_two_holes_of_it():
    result = partition([squares((0, 0), size=10), squares((1, 1), (5, 5))])
    outside = result.geometry[covers(result).index(((0,), ()))]
    assert outside.area == 98.0
    assert len(outside.interiors) == 2


def test_identical_layers_have_the_same_faces_with_more_labels():
    tiles = cells(np.random.default_rng(1), 30, 10.0)
    once, thrice = partition([tiles]), partition([tiles, tiles, tiles])
    assert np.array_equal(shapely.to_wkb(once.geometry), shapely.to_wkb(thrice.geometry))
    assert all(np.array_equal(labels.feature, once.labels[0].feature) for labels in thrice.labels)


def test_shared_borders_make_no_faces_of_their_own():
    result = partition([squares((0, 0), (1, 0), (0, 1), (1, 1)), squares((0, 0), size=2)])
    assert areas(result) == {((number,), (0,)): 1.0 for number in range(4)}
    assert len(result) == 4


def test_polygons_that_touch_at_a_point_stay_apart():
    result = partition([squares((0, 0), (1, 1))])
    assert areas(result) == {((0,),): 1.0, ((1,),): 1.0}


def test_a_hole_that_touches_its_shell_at_a_point_stays_a_valid_polygon():
    polygon = shapely.Polygon([(0, 0), (4, 0), (4, 4), (0, 4)], [[(0, 0), (1, 2), (2, 1)]])
    result = partition([layer(polygon), layer(shapely.box(-1, -1, 5, 5))])
    assert shapely.is_valid(result.geometry).all()
    assert areas(result) == {((0,), (0,)): 14.5, ((), (0,)): 36.0 - 14.5}


def test_a_ring_around_a_ring_through_one_point():
    """Two holes that touch each other and the shell in one point leave three faces around it."""
    polygon = shapely.Polygon([(0, 0), (6, -3), (6, 3)], [[(0, 0), (2, 0.5), (2, 0.25)], [(0, 0), (2, -0.25), (2, -0.5)]])
    result = partition([layer(polygon), layer(shapely.box(-1, -4, 7, 4))])
    assert shapely.is_valid(result.geometry).all()
    assert sum(areas(result).values()) == pytest.approx(64.0)


def test_multi_parts_and_reversed_rings():
    parts = shapely.multipolygons([shapely.box(0, 0, 1, 1), shapely.reverse(shapely.box(2, 0, 3, 1))])
    assert areas(partition([layer(parts)])) == {((0,),): 2.0}


def test_a_spike_of_no_width_covers_nothing():
    spike = shapely.Polygon([(0, 0), (2, 0), (2, 1), (5, 1), (2, 1), (2, 2), (0, 2)])
    result = partition([layer(spike), squares((3, 0), size=2)])
    assert areas(result) == {((0,), ()): 4.0, ((), (0,)): 4.0}
    assert len(result) == 2


def test_the_lobes_of_a_bow_tie_are_both_covered():
    bow_tie = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    assert areas(partition([layer(bow_tie)])) == {((0,),): 2.0}


def test_nothing_in_nothing_out():
    assert len(partition([layer(None)])) == 0
    assert len(partition([layer(), layer("POLYGON EMPTY")])) == 0


def test_faces_are_in_one_form():
    result = partition([cells(np.random.default_rng(2), 40, 10.0), stars(np.random.default_rng(3), 20, 10.0)])
    for face in result.geometry:
        shell = list(face.exterior.coords)
        assert face.exterior.is_ccw
        assert shell[0] == min(shell)
        assert all(not hole.is_ccw and hole.coords[0] == min(hole.coords) for hole in face.interiors)


@pytest.fixture(scope="module")
def city():
    random = np.random.default_rng(7)
    return [cells(random, 60, 100.0), cells(random, 25, 100.0), stars(random, 40, 100.0), stars(random, 15, 100.0, corners=40)]


@pytest.mark.parametrize("load", [15, 100, 2000])
def test_tiles_leave_no_trace(city, load):
    assert same(partition(city, tile_load=load), partition(city, tile_load=10**6))


@pytest.mark.parametrize("load", [15, 300])
def test_tiles_leave_no_trace_on_a_grid(city, load):
    assert same(partition(city, 0.25, tile_load=load), partition(city, 0.25, tile_load=10**6))


def test_workers_change_nothing(city):
    assert same(partition(city, workers=1, tile_load=200), partition(city, workers=4, tile_load=200))


def test_order_of_layers_changes_no_face(city):
    one, other = partition(city), partition(city[::-1])
    assert np.array_equal(shapely.to_wkb(one.geometry), shapely.to_wkb(other.geometry))
    for mine, theirs in zip(one.labels, other.labels[::-1], strict=True):
        assert np.array_equal(mine.feature, theirs.feature)


def test_lines_through_tiles_get_no_vertices_there(city):
    """A square over many tiles, and a small one in its middle: the large face has the eight corners and no more."""
    crowd = squares(*((40 + x, 40 + y) for x in range(0, 20, 2) for y in range(0, 20, 2)))
    result = partition([layer(shapely.box(0, 0, 100, 100)), crowd], tile_load=10)
    large = max(result.geometry, key=shapely.area)
    assert len(large.exterior.coords) == 5
    assert len(large.interiors) == 100


def test_area_is_kept_for_each_layer(city):
    report = partition(city).report
    assert report.input_area == pytest.approx([shapely.area(each).sum() for each in city])
    assert report.imbalance().max() < 1e-12


@pytest.mark.parametrize("exponent", range(-12, -2))
def test_borders_that_hardly_differ_leave_valid_faces_without_gaps(exponent):
    random = np.random.default_rng(-exponent)
    one = shapely.transform(cells(random, 40, 1000.0), lambda xy: xy + (104_000.0, 193_000.0))
    other = shapely.transform(one, lambda xy: xy + np.sin(xy * 7919.0) * 10.0**exponent)
    result = partition([one, other])
    assert shapely.is_valid(result.geometry).all()
    assert shapely.area(result.geometry).sum() == pytest.approx(shapely.union_all(np.concatenate([one, other])).area, rel=1e-9)
    assert result.report.imbalance().max() < 1e-8


def test_many_lines_through_one_point():
    """Each of 37 triangles has a side through the same point, where no two of the computed crossings have the same bits."""
    hub, spoke = 1 / 3 + 1j / 7, 1000 * np.exp(1j * np.linspace(0, 3, 37))
    corners = np.stack([hub + spoke, hub - spoke, hub - spoke * np.exp(0.3j)], axis=1)
    result = partition([shapely.polygons(np.stack([corners.real, corners.imag], axis=-1))])
    assert shapely.is_valid(result.geometry).all()
    assert result.report.imbalance().max() < 1e-9
    assert result.report.grid == 0


def test_where_rounding_cannot_be_settled_coordinates_go_to_a_fine_grid(monkeypatch, city):
    from opgavenkaart.processing.analysis.overlay import engine

    real = engine.settle
    warned = []

    def stubborn(exchange, precision, runner):
        if not precision.whole:
            raise Unsettled("Pieces still cross.")
        real(exchange, precision, runner)

    monkeypatch.setattr(engine, "settle", stubborn)
    progress = Progress()
    progress.warn = lambda text, **values: warned.append(text.format(**values))
    result = partition(city, progress=progress)
    assert len(warned) == 1
    assert 0 < result.report.grid < 1e-10
    assert result.report.imbalance().max() < 1e-9
    assert same(result, partition(city, progress=Progress(), tile_load=200))


def unsettled_in(monkeypatch, places, times):
    """Let the engine fail so many times to settle some tiles; return what it then warns of, and the progress that keeps it."""
    from opgavenkaart.processing.analysis.overlay import engine

    real, left, warned = engine.settle, [times], []

    def stubborn(exchange, precision, place):
        if not precision.whole and left[0]:
            left[0] -= 1
            raise Unsettled("Pieces still cross.", places)
        real(exchange, precision, place)

    monkeypatch.setattr(engine, "settle", stubborn)
    progress = Progress()
    progress.warn = lambda text, **values: warned.append(text.format(**values))
    return warned, progress


def test_where_rounding_cannot_be_settled_only_the_vertices_of_that_tile_go_to_a_fine_grid(monkeypatch, city):
    city = [shapely.transform(each, lambda xy: xy + (104_000.0, 193_000.0)) for each in city]
    expected = partition(city, workers=1, tile_load=200)
    warned, progress = unsettled_in(monkeypatch, [3], 1)
    result = partition(city, workers=1, tile_load=200, progress=progress)
    assert len(warned) == 1
    assert warned[0].startswith("Borders too close to be told apart: in 1 of ")
    assert warned[0].endswith(" tiles vertices were put on a grid of 7e-09 metres.")
    assert result.report.grid == 0
    assert result.report.imbalance().max() < 1e-9
    assert shapely.is_valid(result.geometry).all()
    assert areas(result) == pytest.approx(areas(expected), rel=1e-6, abs=1e-6)
    moved = ~np.isin(coordinates_of(expected), coordinates_of(result))
    assert 0 < moved.sum() < 0.3 * len(moved)
    west, south, east, north = shapely.bounds(shapely.multipoints(shapely.points(of_complex(coordinates_of(expected)[moved]))))
    assert (east - west) * (north - south) < 0.3 * 100.0 * 100.0


@pytest.mark.parametrize("workers", [1, 2])
def test_a_tile_that_cannot_be_turned_into_faces_goes_to_a_fine_grid_alone(monkeypatch, city, workers):
    from opgavenkaart.processing.analysis.overlay import engine

    real, left = engine.face_tile, [1]

    def stubborn(noded, told):
        if left[0] and noded.tile == third:
            left[0] -= 1
            raise Unsettled("A ring passes a vertex twice.")
        return real(noded, told)

    seen = []
    monkeypatch.setattr(engine, "face_tile", lambda noded, told: seen.append(noded.tile) or real(noded, told))
    expected = partition(city, tile_load=200, workers=workers)
    third = seen[2]
    monkeypatch.setattr(engine, "face_tile", stubborn)
    warned, progress = [], Progress()
    progress.warn = lambda text, **values: warned.append(text.format(**values))
    result = partition(city, tile_load=200, workers=workers, progress=progress)
    assert [text.split(" tiles")[0] for text in warned] == [f"Borders too close to be told apart: in 1 of {len(seen)}"]
    assert result.report.grid == 0
    assert areas(result) == pytest.approx(areas(expected), rel=1e-6, abs=1e-6)


def test_paths_that_do_not_match_name_their_tiles(city):
    from opgavenkaart.processing.analysis.overlay import stitching

    edge = np.array([[0, 1], [1, 2], [2, 3]], dtype="complex128")
    paths = stitching.TilePaths(edge, np.roll(edge, 1, axis=0), edge[:, 0], np.ones(3, dtype="intp"), np.arange(3))
    assert stitching._successors(paths, np.array([4, 5, 6])).tolist() == [2, 0, 1]
    broken = replace(paths, leave=np.array([[0, 1], [1, 2], [2, 2.5]], dtype="complex128"))
    with pytest.raises(Unsettled) as raised:
        stitching._successors(broken, np.array([4, 5, 6]))
    assert raised.value.places == (6,)


def test_ten_versions_of_the_same_borders_a_nanometre_apart():
    """Bundles of ten borders that cross each other at hardly any angle: too much for full precision, and nothing is lost on the grid."""
    random = np.random.default_rng(0)
    one = shapely.transform(cells(random, 40, 1000.0), lambda xy: xy + (104_000.0, 193_000.0))
    layers = [shapely.transform(one, lambda xy, pace=pace: xy + np.sin(xy * pace) * 1e-9) for pace in random.uniform(1000, 9000, 10)]
    warned, progress = [], Progress()
    progress.warn = lambda text, **values: warned.append(text.format(**values))
    result = partition(layers, progress=progress)
    assert all("were put on a grid of 7e-09 metres." in text for text in warned)
    assert shapely.is_valid(result.geometry).all()
    assert shapely.area(result.geometry).sum() == pytest.approx(1e6, rel=1e-9)
    assert result.report.imbalance().max() < 1e-9


def coordinates_of(partition):
    xy = shapely.get_coordinates(partition.geometry)
    return np.unique(xy[:, 0] + 1j * xy[:, 1])


def of_complex(points):
    return np.stack([points.real, points.imag], axis=1)


def test_tiles_that_stay_unsettled_send_all_coordinates_to_the_grid(monkeypatch, city):
    warned, progress = unsettled_in(monkeypatch, [0, 1], 9)
    result = partition(city, tile_load=200, progress=progress)
    assert warned[0].startswith("Borders too close to be told apart: in 2 of ")
    assert warned[1].endswith(": all coordinates were put on a grid of 4e-12 metres.")
    assert len(warned) == 2
    assert result.report.grid > 0
    assert result.report.imbalance().max() < 1e-9


def test_a_grid_leaves_only_its_multiples(city):
    result = partition(city, grid_size=0.5)
    xy = shapely.get_coordinates(result.geometry)
    assert np.array_equal(xy, np.round(xy * 2) / 2)
    assert shapely.is_valid(result.geometry).all()
    assert shapely.area(result.geometry).sum() == pytest.approx(shapely.union_all(result.geometry).area)


def test_a_grid_of_millimetres_gives_the_nearest_numbers():
    result = partition([squares((0.1234, 0.1236))], grid_size=0.001)
    assert result.geometry[0].bounds == (0.123, 0.124, 1.123, 1.124)


def test_slivers_go_to_the_neighbour_with_the_longest_border():
    """Between two plots lies a strip 1 cm wide: it has 10 m of border with the left one, 4 with the upper right, 6 with the lower."""
    strip = shapely.box(10, 0, 10.01, 10)
    plots = layer(shapely.box(0, 0, 10, 10), strip, shapely.box(10.01, 6, 20, 10), shapely.box(10.01, 0, 20, 6))
    result = partition([plots], min_area=1.0)
    assert areas(result) == pytest.approx({((0,),): 100.1, ((2,),): 39.96, ((3,),): 59.94})
    assert (result.report.joined, result.report.dropped) == (1, 0)
    assert result.report.sliver_area == pytest.approx(0.1)
    assert shapely.is_valid(result.geometry).all()


def test_slivers_side_by_side_join_and_lonely_ones_are_left_out():
    thin = [shapely.box(10 + number * 0.01, 0, 10.01 + number * 0.01, 10) for number in range(3)]
    plots = layer(shapely.box(0, 0, 10, 10), *thin, shapely.box(50, 50, 50.1, 50.1))
    result = partition([plots], min_area=1.0)
    assert areas(result) == pytest.approx({((0,),): 100.3})
    assert (result.report.joined, result.report.dropped) == (3, 1)
    assert result.report.sliver_area == pytest.approx(0.31)


def test_cancel_ends_it(city):
    class Impatient(Progress):
        looks = 0

        def is_cancelled(self):
            self.looks += 1
            return self.looks > 3

    with pytest.raises(Cancelled):
        partition(city, tile_load=50, workers=2, progress=Impatient())
