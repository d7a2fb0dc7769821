"""Access: floating catchments against PySAL's ``access``, places given out by hand and against a plain rule, catchments by measure."""

import numpy as np
import pandas as pd
import pytest
import shapely
from access.fca import two_stage_fca
from opgavenkaart.processing.analysis.access import (
    Decay,
    GroupedDemand,
    Supply,
    allocate,
    catchments,
    grid_around,
    measure_access,
    spread_over_points,
)
from opgavenkaart.processing.analysis.access.allocation import CostHistogram
from opgavenkaart.processing.analysis.access.catchments import SpotGrid, _draw_ground
from opgavenkaart.processing.analysis.access.decay import read_steps
from opgavenkaart.processing.analysis.network import NetworkTravel, StraightLine, build_graph
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.test.support.counts import count
from scipy.spatial.distance import cdist

THRESHOLD = 900.0


def supply_of(places, sector=None, group=(0,), room=None):
    places = np.asarray(places, dtype=float)
    sector = np.zeros(len(places), dtype=int) if sector is None else np.asarray(sector)
    return Supply(places, places if room is None else room, sector, np.asarray(group))


def measured(origins, people, facilities, places, method, decay=None, **options):
    travel = StraightLine().between(np.asarray(origins, dtype=float), np.asarray(facilities, dtype=float))
    people = np.asarray(people, dtype=float).reshape(len(origins), -1)
    return measure_access(travel, GroupedDemand(people), supply_of(places, **options), method, decay or Decay("none", THRESHOLD))


# ---- peers

WEIGHTS = {
    "none": lambda cost: 1.0,
    "step": lambda cost: 1.0 if cost <= 300 else 0.68 if cost <= 600 else 0.22,
    "linear": lambda cost: 1 - cost / THRESHOLD,
    "gaussian": lambda cost: (np.exp(-((cost / THRESHOLD) ** 2) / 2) - np.exp(-0.5)) / (1 - np.exp(-0.5)),
    "inverse_power": lambda cost: 1.0 if cost <= 90 else 90 / cost,
}


def grid_network(rng):
    """Streets of a town of 2 x 2 km, a tenth of them missing."""
    steps = np.arange(0, 2001, 200)
    across = [((x, y), (x + 200, y)) for x in steps[:-1] for y in steps]
    along = [((x, y), (x, y + 200)) for x in steps for y in steps[:-1]]
    both = np.array(across + along, dtype=float)
    return shapely.linestrings(both[rng.random(len(both)) > 0.1])


@pytest.mark.parametrize("kind", WEIGHTS)
@pytest.mark.parametrize("over", ["network", "straight"])
@pytest.mark.parametrize("seed", range(count(20)))
def test_floating_catchments_equal_pysal(kind, over, seed):
    rng = np.random.default_rng(seed)
    origins, facilities = rng.uniform(0, 2000, (300, 2)), rng.uniform(0, 2000, (25, 2))
    people, places = rng.integers(0, 40, 300).astype(float), rng.integers(1, 60, 25).astype(float)
    ways = NetworkTravel(build_graph(grid_network(rng))) if over == "network" else StraightLine()
    travel = ways.between(origins, facilities)
    pairs = travel.pairs(THRESHOLD)
    costs = pd.DataFrame({"origin": pairs.origin, "dest": pairs.destination + 1000, "cost": pairs.cost})
    demand = pd.DataFrame({"people": people}, index=pd.RangeIndex(300, name="geoid"))
    supply = pd.DataFrame({"places": places}, index=pd.RangeIndex(1000, 1025, name="geoid"))
    weight = WEIGHTS[kind]
    expected = two_stage_fca(demand, supply, costs, THRESHOLD, demand_name="people", supply_name="places", weight_fn=weight)
    expected = expected.reindex(range(300)).fillna(0).to_numpy()
    method = "2sfca" if kind == "none" else "e2sfca"
    found = measure_access(travel, GroupedDemand(people[:, None]), supply_of(places), method, Decay(kind, THRESHOLD))
    np.testing.assert_allclose(found.access[:, 0], expected, rtol=1e-9, atol=1e-12)
    assert (expected > 0).sum() > 250


@pytest.mark.parametrize("seed", range(count(60)))
def test_places_go_to_the_nearest_pair_first(seed):
    """The same as dealing with all pairs from the nearest to the farthest, one after the other; in bands too."""
    rng = np.random.default_rng(seed)
    origins, facilities = rng.uniform(0, 2000, (80, 2)), rng.uniform(0, 2000, (9, 2))
    people, places = rng.integers(0, 9, 80).astype(float), rng.integers(0, 70, 9).astype(float)
    cost = cdist(origins, facilities)
    need, room, expected = people.copy(), places.copy(), np.zeros(cost.shape)
    for place in np.argsort(cost, axis=None):
        origin, facility = divmod(int(place), 9)
        given = min(need[origin], room[facility]) if cost[origin, facility] <= THRESHOLD else 0.0
        expected[origin, facility] = given
        need[origin] -= given
        room[facility] -= given
    travel = StraightLine().between(origins, facilities)
    histogram = CostHistogram(THRESHOLD)
    histogram.add(cost[cost <= THRESHOLD])
    for bands in (None, histogram.bands(40)):
        found = allocate(travel, people, places, THRESHOLD, bands=bands)
        table = np.zeros(cost.shape)
        np.add.at(table, (found.pairs.origin, found.pairs.destination), found.people)
        np.testing.assert_allclose(table, expected, atol=1e-9)
        np.testing.assert_allclose(found.unserved, need, atol=1e-9)
        np.testing.assert_allclose(found.load, places - room, atol=1e-9)
    assert len(histogram.bands(40)) > 3


# ---- by hand


def test_two_steps_by_hand():
    """A has 10 people at 0, B 30 at 1000; 20 places at 500 for both, 6 at 1100 for B alone."""
    found = measured([(0, 0), (1000, 0)], [10, 30], [(500, 0), (1100, 0)], [20, 6], "2sfca")
    np.testing.assert_allclose(found.ratio, [20 / 40, 6 / 30])
    np.testing.assert_allclose(found.access[:, 0], [0.5, 0.7])
    np.testing.assert_allclose(found.within, [40, 30])
    assert found.nearest[:, 0].tolist() == [0, 1]
    # B's nearest takes 6; of the 20 at 500 m A and B have the same way: A, the first, keeps 10 and B has the other 10
    np.testing.assert_allclose(found.unserved[:, 0], [0, 14])
    np.testing.assert_allclose(found.load, [20, 6])


def test_cumulative_counts_places_and_nearest_costs():
    at, people, facilities = [(0, 0), (5000, 0)], [3, 3], [(100, 0), (800, 0)]
    np.testing.assert_allclose(measured(at, people, facilities, [4, 7], "cumulative").access[:, 0], [11, 0])
    found = measured(at, people, facilities, [0, 7], "nearest")
    np.testing.assert_allclose(found.access[:, 0], [800, 4200])
    assert found.nearest[:, 0].tolist() == [1, 1]


def test_sectors_share_demand_and_groups_do_not():
    """Creche and family minder both serve the youngest; the school has children of its own."""
    supply = supply_of([4, 2, 9], sector=[0, 1, 2], group=(0, 0, 1))
    travel = StraightLine().between(np.array([(0.0, 0.0)]), np.array([(10.0, 0.0), (20.0, 0.0), (30.0, 0.0)]))
    found = measure_access(travel, GroupedDemand(np.array([[8.0, 5.0]])), supply, "2sfca", Decay("none", THRESHOLD))
    np.testing.assert_allclose(found.access, [[4 / 8, 2 / 8, 9 / 5]])
    np.testing.assert_allclose(found.unserved, [[2, 0]])
    np.testing.assert_allclose(found.load, [4, 2, 5])
    assert found.nearest.tolist() == [[0, 2]]


def test_a_facility_that_nobody_reaches_has_no_ratio():
    found = measured([(0, 0)], [5], [(100, 0), (9000, 0)], [4, 4], "2sfca")
    np.testing.assert_allclose(found.ratio, [0.8, np.nan])
    np.testing.assert_allclose(found.load, [4, 0])


def test_areas_are_spread_over_the_points_in_them():
    areas = shapely.box([0, 100, 200], 0, [100, 200, 300], 100)
    found = spread_over_points(areas, np.array([(10.0, 10.0), (90.0, 90.0), (150.0, 50.0)]), np.array([1.0, 3.0, 0.0]))
    assert found.row.tolist() == [0, 0, 1, 2]
    np.testing.assert_allclose(found.share, [0.25, 0.75, 1, 1])
    assert found.without_points == 2
    np.testing.assert_allclose(found.sum(np.array([1.0, 2.0, 3.0, 4.0])), [3, 3, 4])
    np.testing.assert_allclose(found.mean(np.array([4.0, 8.0, np.inf, 5.0])), [7, np.inf, 5])


def test_a_point_that_weighs_nothing_stands_for_nothing_beside_one_that_does():
    found = spread_over_points(shapely.box([0], 0, [100], 100), np.array([(10.0, 10.0), (90.0, 90.0)]), np.array([0.0, 2.0]))
    assert (found.point.tolist(), found.share.tolist(), found.without_points) == ([1], [1.0], 0)


@pytest.mark.parametrize("text", ["", "a", "0.5,1", "1,0.2,0.5", "1,-1", "2,1", "0"])
def test_steps_that_are_no_weights_are_refused(text):
    with pytest.raises(OpgaveError, match="no weights of zones"):
        read_steps(text)


# ---- catchments


def test_a_catchment_in_a_straight_line_is_a_disc():
    places = np.array([(0.0, 0.0), (5000.0, 0.0)])
    grid = grid_around(places, 1000)
    (areas,) = catchments(StraightLine().between(grid.xy, places), grid, [1000], grid.cell)
    np.testing.assert_allclose(shapely.area(areas), np.pi * 1e6, rtol=2e-3)
    assert shapely.is_valid(areas).all()


def test_catchments_up_to_several_costs_lie_within_each_other():
    places = np.array([(0.0, 0.0), (5000.0, 0.0)])
    grid = grid_around(places, 1500, 500)
    near, far = catchments(StraightLine().between(grid.xy, places), grid, (500, 1500), grid.cell)
    np.testing.assert_allclose(shapely.area(near), np.pi * 500**2, rtol=2e-3)
    np.testing.assert_allclose(shapely.area(far), np.pi * 1500**2, rtol=2e-3)
    assert shapely.covers(far, near).all() and grid.cell == pytest.approx(500 / 30)


def test_catchments_of_the_nearest_tile_what_is_reached():
    rng = np.random.default_rng(3)
    places = rng.uniform(0, 3000, (12, 2))
    grid = grid_around(places, 1000)
    travel = StraightLine().between(grid.xy, places)
    (reached,) = catchments(travel, grid, [1000], grid.cell)
    (own,) = catchments(travel, grid, [1000], grid.cell, np.zeros(12, dtype=int))
    assert shapely.area(own).sum() == pytest.approx(shapely.area(shapely.union_all(reached)), rel=5e-3)
    assert shapely.area(shapely.union_all(own)) == pytest.approx(shapely.area(own).sum(), rel=5e-3)
    xy = rng.uniform(0, 3000, (500, 2))
    away = np.sort(cdist(xy, places), axis=1)
    clear = (away[:, 1] - away[:, 0] > 60) & (away[:, 0] < 950)
    nearest = cdist(xy, places).argmin(axis=1)
    inside = shapely.contains_xy(own[nearest], xy[:, 0], xy[:, 1])
    assert clear.sum() > 200 and inside[clear].all()


def test_a_catchment_over_a_network_holds_who_reaches_the_facility():
    rng = np.random.default_rng(5)
    places = rng.uniform(400, 1600, (3, 2))
    network = NetworkTravel(build_graph(grid_network(rng)), reach=300)
    grid = grid_around(places, 800)
    (areas,) = catchments(network.between(grid.xy, places), grid, [800], grid.cell)
    homes = rng.uniform(0, 2000, (2000, 2))
    cost = network.between(homes, places).table()
    for facility, area in enumerate(areas):
        inside = shapely.contains_xy(area, homes[:, 0], homes[:, 1])
        wrong = inside != (cost[:, facility] <= 800)
        assert wrong.mean() < 0.02  # costs leap where homes begin to use another street


@pytest.mark.parametrize("most", [1, 7, 40, 1000])
def test_bands_of_cost_hold_every_pair_once_and_not_too_many(most):
    """From before 0 to the cutoff without a gap; a band has more than asked only where a single bin has."""
    cost = np.random.default_rng(2).uniform(0, 500, 300)
    cost[:3] = 0, 500, 250
    counted = CostHistogram(500.0)
    for part in np.array_split(cost, 7):
        counted.add(part)
    bands = counted.bands(most)
    assert bands[0][0] < 0 and bands[-1][1] == 500
    assert all(one[1] == other[0] for one, other in zip(bands, bands[1:], strict=False))
    held = [int(((cost > above) & (cost <= up_to)).sum()) for above, up_to in bands]
    assert sum(held) == 300
    assert all(count <= most or up_to - above <= 500 / 4096 + 1e-9 for count, (above, up_to) in zip(held, bands, strict=True))
    assert len(bands) <= 2 * 300 / most + 1
    if most == 1000:
        assert bands == [(-1.0, 500.0)]


def test_places_are_given_out_alike_in_bands():
    """Near pairs first: the same people get the same places whether all pairs are dealt with at once or in bands."""
    rng = np.random.default_rng(5)
    ways = StraightLine().between(rng.uniform(0, 100, (60, 2)), rng.uniform(0, 100, (8, 2)))
    people, places = rng.integers(1, 6, 60).astype(float), rng.integers(5, 30, 8).astype(float)
    counted = CostHistogram(60.0)
    for block in ways.blocks(60.0):
        counted.add(block.cost)
    whole, parts = (allocate(ways, people, places, 60.0, bands=bands) for bands in (None, counted.bands(20)))
    np.testing.assert_allclose(parts.load, whole.load)
    np.testing.assert_allclose(parts.unserved, whole.unserved)
    assert whole.load.sum() + whole.unserved.sum() == people.sum()
    assert (whole.load <= places).all()


def test_the_ground_of_a_facility_ends_where_the_cost_passes_the_threshold():
    """One spot 10 m within it, its neighbours 10 m beyond it: half the way. What lies far beyond counts as four steps, so a fifth."""
    row, column = np.divmod(np.arange(9), 3)
    grid = SpotGrid(10.0, np.stack([column, row], axis=1) * 10.0, np.arange(9).reshape(3, 3))
    near = _draw_ground(grid, np.array([4, 1, 3, 5, 7]), np.array([-10.0, 10, 10, 10, 10]), 10.0)
    assert near.bounds == pytest.approx((5, 5, 15, 15))
    far = _draw_ground(grid, np.arange(9), np.where(np.arange(9) == 4, -10.0, 90.0), 10.0)
    assert far.bounds == pytest.approx((8, 8, 12, 12))
    assert _draw_ground(grid, np.array([4]), np.array([5.0]), 10.0) is None
    assert _draw_ground(grid, np.arange(9), np.full(9, -1.0), 10.0).area == pytest.approx(400)
    exactly = _draw_ground(grid, np.arange(9), np.zeros(9), 10.0)
    assert exactly.area == pytest.approx(400)


def test_nobody_in_reach_gets_no_place():
    """Between bands in which nobody goes anywhere, and where nobody goes anywhere at all."""
    travel = StraightLine().between(np.array([[0.0, 0.0]]), np.array([[500.0, 0.0]]))
    people, places = np.array([3.0]), np.array([2.0])
    near = allocate(travel, people, places, 400.0)
    assert (near.people.tolist(), near.unserved.tolist(), near.load.tolist()) == ([], [3.0], [0.0])
    bands = [(-1.0, 100.0), (100.0, 400.0), (400.0, 600.0)]
    both = [allocate(travel, people, places, 600.0, bands=some) for some in (None, bands)]
    assert [(one.people.tolist(), one.unserved.tolist(), one.load.tolist()) for one in both] == [([2.0], [1.0], [2.0])] * 2


@pytest.mark.parametrize(
    ("decay", "weights"),
    [
        (Decay("none", 10.0), [1, 1, 1, 1, 1]),
        (Decay("linear", 10.0), [1, 0.9, 0.5, 0.2, 0]),
        (Decay("gaussian", 10.0), [1, 0.98732425, 0.70136657, 0.30400940, 0]),
        (Decay("inverse_power", 10.0), [1, 1, 0.2, 0.125, 0.1]),
        (Decay("inverse_power", 10.0, power=2.0), [1, 1, 0.04, 0.015625, 0.01]),
        (Decay("step", 10.0, steps=(1.0, 0.6, 0.2, 0.1)), [1, 1, 0.6, 0.1, 0.1]),
        (Decay("linear", 0.0), [1, 1, 1, 1, 1]),
    ],
    ids=lambda value: value.kind if isinstance(value, Decay) else "",
)
def test_weights_from_near_by_to_the_threshold(decay, weights):
    """At 0, 1, 5, 8 and 10 (the threshold); the Gaussian worked out with a calculator, zones of 2.5 each with their outer border."""
    assert decay.weights(np.array([0.0, 1, 5, 8, 10])) == pytest.approx(weights, abs=1e-8)
