"""Ways over a network: against networkx and QGIS's own analyser on the same lines, and by hand where a network is defective."""

import networkx
import numpy as np
import pytest
import shapely
from opgavenkaart.processing.analysis.network import Directions, NetworkTravel, StraightLine, build_graph, read_directions, travel
from opgavenkaart.processing.analysis.network.building import written
from opgavenkaart.processing.analysis.network.snapping import Snapper
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.qgis_io.reading import read_features
from opgavenkaart.test.support.counts import count
from opgavenkaart.test.support.data import data_folder
from qgis.analysis import QgsGraphAnalyzer, QgsGraphBuilder, QgsNetworkDistanceStrategy, QgsVectorLayerDirector
from qgis.core import QgsPointXY, QgsVectorLayer
from scipy.spatial.distance import cdist

ROADS, LIBRARIES, SECTORS = "gent/wegsegmenten-gent.gpkg", "gent/voorzieningen-gent.gpkg", "gent/statistische-sectoren-gent.gpkg"
STOP_DIRECTION = {"FT": (True, False), "TF": (False, True), "N": (False, False)}


def lines(*texts):
    return shapely.from_wkt([f"LINESTRING ({text})" for text in texts])


def table(geometry, origins, destinations, tolerance=0.0, **options):
    network = NetworkTravel(build_graph(np.asarray(geometry), tolerance, **options))
    return network.between(np.array(origins, dtype=float), np.array(destinations, dtype=float)).table()


# ---- peers


def by_networkx(geometry, directions, origins, destinations, rate):
    """Return the costs over all vertices as nodes, each place a node cut into the nearest line, from there its leg."""
    graph, index = networkx.DiGraph(), shapely.STRtree(geometry)
    places = [("origin", xy) for xy in origins] + [("destination", xy) for xy in destinations]
    nearest = index.nearest(shapely.points([xy for _, xy in places]))
    near = {number: np.flatnonzero(nearest == number).tolist() for number in np.unique(nearest).tolist()}
    for number, line in enumerate(geometry):
        vertices = shapely.get_coordinates(line)
        along = np.cumsum([0.0, *np.hypot(*np.diff(vertices, axis=0).T)])
        stops = list(zip(along.tolist(), map(tuple, vertices.tolist()), strict=True))
        for place in near.get(number, ()):
            kind, xy = places[place]
            metres = float(shapely.line_locate_point(line, shapely.Point(xy)))
            leg = float(shapely.distance(line, shapely.Point(xy))) * rate[0]
            spot = (kind, place)
            for at, vertex in stops[: len(vertices)]:
                if abs(at - metres) < 1e-6:
                    graph.add_edge(vertex, spot, weight=0.0)
                    graph.add_edge(spot, vertex, weight=0.0)
            stops.append((metres, spot))
            graph.add_edge(("out", place), spot, weight=leg)
            graph.add_edge(spot, ("in", place), weight=leg)
        stops.sort(key=lambda stop: stop[0])
        for (start, one), (stop, other) in zip(stops, stops[1:], strict=False):
            ways = [(one, other)] * int(directions.forward[number]) + [(other, one)] * int(directions.backward[number])
            for way in ways:
                cost = (stop - start) * rate[number]
                if cost < graph.get_edge_data(*way, default={"weight": np.inf})["weight"]:
                    graph.add_edge(*way, weight=cost)
    result = np.full((len(origins), len(destinations)), np.inf)
    for row in range(len(origins)):
        costs = networkx.single_source_dijkstra_path_length(graph, ("out", row))
        for column in range(len(destinations)):
            result[row, column] = costs.get(("in", len(origins) + column), np.inf)
    return result


@pytest.mark.parametrize("seed", range(count(60)))
def test_equal_to_networkx_on_random_one_way_streets(seed):
    rng = np.random.default_rng(seed)
    nodes = rng.integers(0, 12, (25, 2)) * 100.0
    pairs = rng.integers(0, len(nodes), (45, 2))
    pairs = pairs[(nodes[pairs[:, 0]] != nodes[pairs[:, 1]]).any(axis=1)]
    middle = nodes[pairs].mean(axis=1) + rng.normal(0, 20, (len(pairs), 2))
    geometry = shapely.linestrings(np.stack([nodes[pairs[:, 0]], middle, nodes[pairs[:, 1]]], axis=1))
    one_way = rng.random(len(geometry))
    directions = Directions(one_way < 0.8, one_way > 0.2)
    origins, destinations = rng.uniform(0, 1100, (15, 2)), rng.uniform(0, 1100, (6, 2))
    graph = build_graph(geometry, directions=directions)
    expected = by_networkx(geometry, directions, origins, destinations, np.ones(len(geometry)))
    travel = NetworkTravel(graph).between(origins, destinations)
    np.testing.assert_allclose(travel.table(), expected, rtol=1e-9, atol=1e-6)
    assert np.isinf(expected).any() or (directions.forward & directions.backward).all() or np.isfinite(expected).all()
    few = NetworkTravel(graph).between(origins[:3], destinations)
    np.testing.assert_allclose(few.table(), expected[:3], rtol=1e-9, atol=1e-6)
    which, cost = travel.nearest()
    np.testing.assert_allclose(cost, expected.min(axis=1), rtol=1e-9, atol=1e-6)
    there = which >= 0
    np.testing.assert_allclose(expected[there, which[there]], cost[there], rtol=1e-9, atol=1e-6)
    pairs = travel.pairs(700.0)
    near = expected <= 700.0
    assert list(zip(pairs.origin, pairs.destination, strict=True)) == list(zip(*np.nonzero(near), strict=True))


@pytest.fixture(scope="module")
def ghent(qgis_app):
    folder = data_folder(ROADS, LIBRARIES, SECTORS)
    layer = QgsVectorLayer(str(folder / ROADS), "wegen")
    roads = read_features(layer, ["rijrichting", "s"])[0]
    facilities = read_features(QgsVectorLayer(str(folder / LIBRARIES), "voorzieningen"), [])[0]
    sectors = read_features(QgsVectorLayer(str(folder / SECTORS), "sectoren"), [])[0]
    centres = shapely.get_coordinates(shapely.point_on_surface(sectors.geometry))
    return layer, roads, centres, shapely.get_coordinates(facilities.geometry)


def test_equal_to_the_analyser_of_qgis_on_ghent(ghent):
    """201 sectors to 34 facilities, both ways everywhere; QGIS leaves the leg between place and road out."""
    layer, roads, origins, destinations = ghent
    director = QgsVectorLayerDirector(layer, -1, "", "", "", QgsVectorLayerDirector.Direction.DirectionBoth)
    director.addStrategy(QgsNetworkDistanceStrategy())
    builder = QgsGraphBuilder(layer.crs(), False, 0.0, "")
    spots = director.makeGraph(builder, [QgsPointXY(*xy) for xy in [*origins, *destinations]])
    graph = builder.graph()
    vertex = [graph.findVertex(spot) for spot in spots]
    expected = np.full((len(origins), len(destinations)), np.inf)
    for column, destination in enumerate(vertex[len(origins) :]):
        _, cost = QgsGraphAnalyzer.dijkstra(graph, destination, 0)
        expected[:, column] = np.array(cost)[vertex[: len(origins)]]
    expected[expected > 1e300] = np.inf
    found = NetworkTravel(build_graph(roads.geometry), leg_rate=0.0).between(origins, destinations).table()
    assert np.isfinite(expected).sum() > 5000
    np.testing.assert_array_equal(np.isfinite(found), np.isfinite(expected))
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_equal_to_networkx_on_ghent_by_car(ghent):
    """One-way streets, and roads closed to cars."""
    _, roads, origins, destinations = ghent
    parts, owner = shapely.get_parts(roads.geometry, return_index=True)
    said = [STOP_DIRECTION.get(text, (True, True)) for text in roads.table["rijrichting"]]
    forward, backward = np.array(said, dtype=bool).T
    open_line = forward | backward
    graph = build_graph(roads.geometry, directions=Directions(forward, backward))
    open_part = open_line[owner]
    directions = Directions(forward[owner][open_part], backward[owner][open_part])
    origins, destinations = origins[::20], destinations[::8]
    expected = by_networkx(parts[open_part], directions, origins, destinations, np.ones(int(open_part.sum())))
    found = NetworkTravel(graph).between(origins, destinations).table()
    np.testing.assert_allclose(found, expected, atol=1e-6)
    assert np.isfinite(expected).mean() > 0.9


# ---- by hand


def test_a_place_is_met_at_any_spot_of_a_line_with_its_leg():
    found = table(lines("0 0, 100 0"), [(10, 5)], [(70, -3), (10, 2)])
    np.testing.assert_allclose(found, [[5 + 60 + 3, 5 + 2]])


def test_one_way_streets_are_travelled_as_they_may_be():
    streets = lines("0 0, 100 0", "100 0, 100 100, 0 100, 0 0")
    directions = read_directions(np.array(["FT", "FT"], dtype=object), "FT", "TF", "B", "N")
    found = table(streets, [(0, 0), (60, 0)], [(100, 0), (20, 0)], directions=directions)
    np.testing.assert_allclose(found, [[100, 20], [40, 40 + 300 + 20]])


def test_values_of_direction_that_say_nothing_are_counted():
    said = read_directions(np.array(["FT", "TF", "B", "N", "?", None, 1.0], dtype=object), "FT", "TF", "B", "N")
    assert said.forward.tolist() == [True, False, True, False, True, True, True]
    assert said.backward.tolist() == [False, True, True, False, True, True, True]
    assert said.unknown == 3


def test_a_gap_is_closed_within_the_tolerance_only():
    streets = lines("0 0, 100 0", "100.5 0, 200 0")
    assert np.isinf(table(streets, [(0, 0)], [(200, 0)]))
    assert np.isinf(table(streets, [(0, 0)], [(200, 0)], 0.4))
    np.testing.assert_allclose(table(streets, [(0, 0)], [(200, 0)], 0.5), 199.5)
    report = build_graph(streets, 0.5).report
    assert (report.joined, report.parts, report.main_share) == (2, 1, 1.0)


def test_a_loose_end_meets_the_line_it_nearly_touches():
    streets = lines("0 0, 100 0", "50 0.3, 50 80")
    assert np.isinf(table(streets, [(0, 0)], [(50, 80)]))
    np.testing.assert_allclose(table(streets, [(0, 0)], [(50, 80)], 0.5), 50 + 79.7)
    assert build_graph(streets, 0.5).report.mended == 1


def test_lines_that_cross_without_a_vertex_are_a_bridge():
    assert np.isinf(table(lines("0 0, 100 0", "50 -50, 50 50"), [(0, 0)], [(50, 50)], 1.0))


def test_vertices_closer_together_than_the_tolerance_keep_their_length():
    street = lines("0 0, 1 0, 2 0, 3 0, 4 0, 100 0", "100 0, 200 0")
    np.testing.assert_allclose(table(street, [(0, 0)], [(200, 0)], 5.0), 200)


def test_a_loose_end_joins_only_the_nearest_of_vertices_that_lie_close_together():
    """A side street ends near two vertices of one street, a metre apart: that metre stays."""
    streets = lines("0 0, 100 0, 101 0, 200 0", "100 0.5, 100 80")
    np.testing.assert_allclose(table(streets, [(0, 0)], [(200, 0)], 5.0), 200)
    np.testing.assert_allclose(table(streets, [(0, 0)], [(100, 80)], 5.0), 179.5)


def test_a_ring_and_parallel_streets():
    """A ring of its own has no end; of two ways between the same nodes the shorter counts."""
    ring = lines("0 0, 100 0, 100 100, 0 100, 0 0")
    np.testing.assert_allclose(table(ring, [(50, 0), (0, 50)], [(0, 100), (100, 100)]), [[150, 150], [50, 150]])
    two = lines("0 0, 100 0", "0 0, 50 200, 100 0")
    np.testing.assert_allclose(table(two, [(0, 0)], [(100, 0)]), 100)


def test_a_ring_with_a_gap_is_closed_within_the_tolerance():
    ring = lines("0 0, 100 0, 100 100, 0 100, 0 0.5")
    assert [float(table(ring, [(10, 0)], [(0, 90)], tolerance)[0, 0]) for tolerance in (0.0, 1.0)] == [300, 99.5]
    np.testing.assert_allclose(table(lines("0 0, 0.5 0, 0.6 0"), [(0, 0)], [(0.6, 0)], 1.0), 0.6)


@pytest.mark.parametrize("astray", [np.nan, np.inf, 1e300, 1e12])
def test_what_lies_past_any_map_is_left_out(astray):
    """A coordinate that no coordinate system has is a mistake: its line is counted out, and its place reaches nothing."""
    graph = build_graph(np.append(lines("0 0, 100 0"), shapely.linestrings([[(50, 0), (astray, 0)]])))
    assert (graph.report.lines, graph.report.left_out) == (1, 1)
    places = np.array([(0.0, 0.0), (astray, 0.0)])
    for ways in (NetworkTravel(graph), StraightLine()):
        assert np.isfinite(ways.between(places, places).table()).tolist() == [[True, False], [False, False]]


def test_parts_that_do_not_hang_together_are_counted_and_can_be_passed_over():
    streets = lines("0 0, 300 0", "0 50, 10 50", "500 500, 510 500")
    graph = build_graph(streets)
    assert graph.report.parts == 3
    np.testing.assert_allclose(graph.report.main_share, 300 / 320)
    places, goal = np.array([(5.0, 40.0)]), np.array([(300.0, 0.0)])
    assert np.isinf(NetworkTravel(graph).between(places, goal).table())
    np.testing.assert_allclose(NetworkTravel(graph, main_part_only=True).between(places, goal).table(), 40 + 295)


def test_places_that_no_street_joins_are_no_pair_however_far_one_may_go():
    ends = np.array([(0.0, 0.0), (0.0, 50.0), (10.0, 0.0)])
    pairs = NetworkTravel(build_graph(lines("0 0, 300 0", "0 50, 10 50"))).between(ends, ends).pairs()
    assert sorted(zip(pairs.origin, pairs.destination, strict=True)) == [(0, 0), (0, 2), (1, 1), (2, 0), (2, 2)]
    assert pairs.cost.max() == 10


def test_a_place_beyond_reach_is_nowhere():
    travel = NetworkTravel(build_graph(lines("0 0, 100 0")), reach=10).between(
        np.array([(0, 10), (0, 10.1), (np.nan, 0)]), np.array([(100, 0.0)])
    )
    assert travel.origin_there.tolist() == [True, False, False]
    assert travel.nearest()[0].tolist() == [0, -1, -1]


@pytest.mark.parametrize("block", [1, 50, 2_000_000])
@pytest.mark.parametrize("rate", [1.0, 0.012])
def test_a_straight_line_is_the_table_of_all_distances(rate, block, monkeypatch):
    """By scipy's own table of distances, whatever a metre costs: the table, pairs and nearest within a cutoff, among some, in blocks."""
    monkeypatch.setattr(travel, "NUMBERS_A_BLOCK", block)
    rng = np.random.default_rng(3)
    origins, destinations = rng.integers(0, 40, (23, 2)).astype(float), rng.integers(0, 40, (9, 2)).astype(float)
    origins[4], destinations[2] = np.nan, np.inf
    ways = StraightLine(rate).between(origins, destinations)
    cost = np.full((23, 9), np.inf)
    there = np.ix_(np.delete(np.arange(23), 4), np.delete(np.arange(9), 2))
    cost[there] = rate * cdist(origins[there[0].ravel()], destinations[there[1].ravel()])
    np.testing.assert_allclose(ways.table(), cost)
    assert (ways.origin_there.sum(), ways.destination_there.sum()) == (22, 8)
    for cutoff in (np.inf, float(np.sort(cost[np.isfinite(cost)])[40]), 0.0):
        pairs = ways.pairs(cutoff)
        expected = np.argwhere((cost <= cutoff * (1 + 1e-9)) & np.isfinite(cost))
        assert np.column_stack([pairs.origin, pairs.destination]).tolist() == expected.tolist()
        np.testing.assert_allclose(pairs.cost, cost[tuple(expected.T)])
        for among in (None, np.arange(9) % 3 == 0):
            open_ones = cost if among is None else np.where(among, cost, np.inf)
            which, away = ways.nearest(cutoff, among=among)
            reached = open_ones.min(axis=1) <= cutoff * (1 + 1e-9)
            reached &= np.isfinite(open_ones.min(axis=1))
            assert ((which >= 0) == reached).all() and np.isinf(away[~reached]).all()
            np.testing.assert_allclose(away[reached], open_ones.min(axis=1)[reached])
            np.testing.assert_allclose(open_ones[np.flatnonzero(reached), which[reached]], away[reached])
    firsts = [block.destination[0] for block in ways.blocks()]
    assert firsts == sorted(firsts)


def test_without_places_to_go_to_nobody_arrives():
    for ways in (StraightLine(), NetworkTravel(build_graph(np.asarray(lines("0 0, 10 0")), 0.0))):
        there = ways.between(np.array([[1.0, 0], [2, 0]]), np.empty((0, 2)))
        which, cost = there.nearest()
        assert which.tolist() == [-1, -1] and np.isinf(cost).all()
        assert len(there.pairs()) == 0 and there.table().shape == (2, 0)
        assert there.nearest(among=np.empty(0, dtype=bool))[0].tolist() == [-1, -1]


def test_nearest_among_some():
    travel = StraightLine().between(np.array([(0.0, 0.0)]), np.array([(1.0, 0.0), (2.0, 0.0), (3.0, 0.0)]))
    assert travel.nearest(among=np.array([False, True, True]))[0].tolist() == [1]
    network = NetworkTravel(build_graph(lines("0 0, 10 0"))).between(np.array([(0.0, 0.0)]), np.array([(1.0, 0.0), (2.0, 0.0), (3.0, 0.0)]))
    assert network.nearest(among=np.array([False, False, True]))[1].tolist() == [3.0]


def test_a_cutoff_is_inclusive():
    """0.1 added ten times is not 1: a way of exactly the cutoff counts."""
    street = shapely.linestrings([[(step * 0.1, 0), ((step + 1) * 0.1, 0)] for step in range(10)])
    travel = NetworkTravel(build_graph(street)).between(np.array([(0.0, 0.0)]), np.array([(1.0, 0.0)]))
    assert len(travel.pairs(1.0)) == 1
    assert len(travel.pairs(0.999)) == 0


def test_a_network_without_usable_lines_is_refused():
    with pytest.raises(OpgaveError, match="no usable lines"):
        build_graph(lines("0 0, 100 0"), directions=Directions(np.array([False]), np.array([False])))


@pytest.mark.parametrize("seed", range(3))
def test_the_nearest_spot_is_that_of_an_index_of_lines(seed):
    rng = np.random.default_rng(seed)
    starts = rng.uniform(0, 3000, (40, 2))
    geometry = shapely.linestrings(np.stack([starts, starts + rng.normal(0, 900, (40, 2)), starts + rng.normal(0, 60, (40, 2))], axis=1))
    xy = rng.uniform(-2000, 5000, (3000, 2))
    line, measure, away = Snapper(geometry).nearest(xy, np.inf)
    points = shapely.points(xy)
    np.testing.assert_allclose(away, shapely.distance(geometry[shapely.STRtree(geometry).nearest(points)], points), atol=1e-9)
    np.testing.assert_allclose(shapely.distance(shapely.line_interpolate_point(geometry[line], measure), points), away, atol=1e-7)


def test_without_a_tolerance_a_loose_end_on_a_line_meets_nothing():
    """It may pass over or under it: only a vertex that both have joins them."""
    streets = lines("0 0, 100 0", "50 0, 50 80")
    assert np.isinf(table(streets, [(0, 0)], [(50, 80)])) and build_graph(streets, 0.0).report.mended == 0
    np.testing.assert_allclose(table(streets, [(0, 0)], [(50, 80)], 0.001), 130)


@pytest.mark.parametrize(
    ("value", "text"),
    [(" FT\n", "FT"), (1.0, "1"), (-3.0, "-3"), (2.5, "2.5"), (7, "7"), (True, "True"), (None, ""), (float("nan"), ""), ("", "")],
)
def test_a_value_of_a_column_of_directions_as_text(value, text):
    assert written(value) == text
