"""SKATER: small cases by hand, what must hold of any division, and its objective beside spopt's on the same graph."""

import networkx as nx
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from opgavenkaart.processing.analysis.skater import divide_units, skater
from opgavenkaart.processing.analysis.weights import spatial_weights
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.test.support.layers import Heard
from opgavenkaart.test.support.units import FLANDERS, grid, real_units


def within_squares(attributes, labels):
    """Return the sum of squared deviations of attributes from the means of their regions."""
    count = np.bincount(labels)
    means = np.stack([np.bincount(labels, column) / count for column in attributes.T], axis=1)
    return float(((attributes - means[labels]) ** 2).sum())


def contiguous(labels, graph):
    """Whether the units of each region hang together in the graph."""
    whole = nx.from_scipy_sparse_array(graph)
    return all(nx.is_connected(whole.subgraph(np.flatnonzero(labels == number).tolist())) for number in np.unique(labels))


def test_steps_in_a_row_are_cut_where_the_steps_are():
    values = np.array([1, 1, 1, 5, 5, 9, 9, 9, 9], dtype=float)[:, None]
    row = spatial_weights(grid(9, 1), "queen")
    assert skater(values, row, 3).tolist() == [0, 0, 0, 1, 1, 2, 2, 2, 2]
    assert skater(values, row, 2).tolist() == [0] * 5 + [1] * 4
    assert within_squares(values, skater(values, row, 2)) == pytest.approx(19.2)


def test_a_floor_moves_the_cut_to_where_enough_people_live():
    values = np.array([1, 9, 9, 9, 9, 9], dtype=float)[:, None]
    row, people = spatial_weights(grid(6, 1), "queen"), np.array([10, 10, 10, 40, 10, 10], dtype=float)
    assert skater(values, row, 2).tolist() == [0, 1, 1, 1, 1, 1]
    assert skater(values, row, 2, floor=30, people=people).tolist() == [0, 0, 0, 1, 1, 1]
    assert skater(values, row, 2, floor=50, people=people).tolist() == [0] * 6


def test_units_that_are_all_alike_are_divided_all_the_same():
    """No cut lowers the squares, which are 0 from the start; two regions were asked for, and two there are."""
    labels = skater(np.ones((4, 1)), spatial_weights(grid(4, 1), "queen"), 2)
    assert sorted(set(labels.tolist())) == [0, 1]


def test_undoing_cuts_beats_cutting_once():
    """Two valleys: the first cut parts them in the middle, where with three regions none belongs."""
    values = np.array([0, 0, 4, 4, 4.1, 4.1, 8, 8], dtype=float)[:, None]
    row = spatial_weights(grid(8, 1), "queen")
    assert skater(values, row, 3).tolist() == [0, 0, 1, 1, 1, 1, 2, 2]


def test_it_is_mostly_the_best_division_and_always_near_it():
    """All pairs of cuts of a row of 30 tried, in 20 rows that wander."""
    row, place, over = spatial_weights(grid(30, 1), "queen"), np.arange(30), []
    for seed in range(20):
        values = np.random.default_rng(seed).normal(size=(30, 1)).cumsum(axis=0)
        best = min(within_squares(values, (place >= a).astype(int) + (place >= b)) for a in range(1, 29) for b in range(a + 1, 30))
        over.append(within_squares(values, skater(values, row, 3)) / best - 1)
    assert max(over) < 0.1
    assert sum(excess < 1e-9 for excess in over) >= 15


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 12), st.integers(0, 60))
def test_regions_hang_together_and_keep_the_floor(seed, regions, floor):
    rng = np.random.default_rng(seed)
    graph, values = spatial_weights(grid(7, 6), "queen"), rng.normal(size=(42, 2))
    people = rng.integers(0, 20, 42).astype(float)
    labels = skater(values, graph, regions, floor, people)
    assert contiguous(labels, graph)
    assert 1 <= labels.max() + 1 <= regions
    assert np.unique(labels).tolist() == list(range(labels.max() + 1))
    assert labels.max() == 0 or np.bincount(labels, people).min() >= floor
    if not floor:
        assert labels.max() + 1 == regions


@pytest.mark.parametrize(("regions", "floor"), [(5, 0), (12, 0), (4, 12)])
def test_as_alike_within_as_spopt_on_the_same_graph(regions, floor):
    """Flanders' neighbourhoods that hang together; both standardise, use squared distances, and count the floor in units."""
    region = pytest.importorskip("spopt.region", reason="spopt is not installed: nothing to compare with")
    from libpysal.weights import WSP, WSP2W
    from scipy.sparse.csgraph import connected_components

    geometry, table = real_units(FLANDERS, "inkomen_per_aangifte")
    value = table.to_numpy()
    take = np.flatnonzero(np.isfinite(value[:, 0]))[:110]
    part = connected_components(spatial_weights(geometry[take], "queen"))[1]
    take = take[part == np.bincount(part).argmax()]
    graph = spatial_weights(geometry[take], "queen")
    attributes = (value[take] - value[take].mean()) / value[take].std()
    ours = skater(attributes, graph, regions, floor)
    peer = spopt_labels(region, attributes, WSP2W(WSP(graph), silence_warnings=True), regions, floor)
    assert contiguous(ours, graph)
    assert np.bincount(ours).min() >= floor
    assert ours.max() == peer.max() == regions - 1
    assert within_squares(attributes, ours) <= within_squares(attributes, peer) * (1 + 1e-9)


def spopt_labels(region, attributes, weights, regions, floor):
    import geopandas
    from sklearn.metrics import pairwise as skm

    frame = geopandas.GeoDataFrame({"value": attributes[:, 0]}, geometry=[shapely.Point(0, 0)] * len(attributes))
    options = {"dissimilarity": skm.euclidean_distances, "affinity": None, "reduction": np.sum, "center": np.mean, "verbose": 0}
    peer = region.Skater(frame, weights, ["value"], n_clusters=regions, floor=floor or -np.inf, spanning_forest_kwds=options)
    peer.solve()
    return np.unique(peer.labels_, return_inverse=True)[1].ravel()


def test_units_get_their_region_the_highest_mean_first():
    squares = grid(4, 1)
    values, people = np.array([1, 1, 7, np.nan]), np.array([10, 10, 10, 10.0])
    types, membership = divide_units(squares, {"need": values}, 2, 0, people)
    assert membership.tolist() == [2, 2, 1, 0]
    assert set(types.cluster_type) == {"none"}
    assert types.missing_count == 1


def test_parts_that_do_not_hang_together_and_floors_that_cannot_be_kept_are_said():
    squares = np.concatenate([grid(4, 1), shapely.transform(grid(1, 1), lambda xy: xy + 5000)])
    values, people, heard = np.array([1, 2, 8, 9, 5.0]), np.array([20, 20, 20, 20, 1.0]), Heard()
    _, membership = divide_units(squares, {"need": values}, 4, 30, people, heard)
    assert membership.tolist() == [3, 3, 1, 1, 2]
    assert heard.warnings == [
        "The units do not hang together: 2 separate parts are regions from the start.",
        "Only 3 regions were found in which 30 people live or more.",
        "1 regions have fewer people than asked for: they touch no other unit.",
    ]


@pytest.mark.parametrize(
    ("values", "regions", "floor", "people", "sentence"),
    [
        ([1, 2, 3, 4], 5, 0, None, "REGIONS is 5, but only 4 units have a value: ask for fewer regions."),
        ([1, 2, 3, 4], 2, 10, None, "FLOOR is a number of inhabitants: give their field as POPULATION_FIELD."),
        ([1, 2, 3, 4], 2, 10, [1, 1, 1, 1], "FLOOR is 10, but all units together have 4 inhabitants."),
        ([7, 7, 7, 7], 2, 0, None, "Field 'need': all 4 units have the value 7"),
        ([1, 2, np.nan, np.nan], 2, 0, None, "Field 'need' has a value in 2 of 4 units"),
    ],
)
def test_wrong_input_gets_its_sentence(values, regions, floor, people, sentence):
    people = None if people is None else np.array(people, dtype=float)
    with pytest.raises(OpgaveError) as failure:
        divide_units(grid(2, 2), {"need": np.array(values, dtype=float)}, regions, floor, people)
    assert sentence in str(failure.value)


def test_what_was_asked_for_is_not_warned_of():
    """Two regions of two units each, in which just so many people live as each must have."""
    heard = Heard()
    divide_units(grid(4, 1), {"need": np.array([1.0, 2, 8, 9])}, 2, 40, np.full(4, 20.0), heard)
    assert heard.warnings == []
